/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "law/law.h"
#include "outcome/electors.h"

#define U   DAY_UNKNOWN
#define D(n) { (n) }

/* 10 votes, 6 elect.  Reed has 4+3 = 7, Stone 2+1 = 3. */
static struct elector_unit units[] = {
	{ "A", "Alder", 4, 0, { 510, 500 }, D(100), { INT32_MIN }, "" },
	{ "B", "Birch", 3, 0, { 600, 500 }, { INT32_MIN }, D(105), "" },
	{ "C", "Cedar", 2, 1, { 100, 200 }, { INT32_MIN }, { INT32_MIN }, "" },
	{ "D", "Dogwood", 1, 1, { 90, 91 }, D(103), D(101), "" },
};
static const struct elector_table table = { { "Reed", "Stone" }, units, 4, 10, 6 };

static void
a_unit_is_certified_open_or_unknown(void **state)
{
	(void)state;
	assert_int_equal(electors_status(&units[0], (struct day)D(99)), CERTIFIED_UNKNOWN);
	assert_int_equal(electors_status(&units[0], (struct day)D(100)), CERTIFIED_YES);
	assert_int_equal(electors_status(&units[3], (struct day)D(101)), CERTIFIED_NO);
	assert_int_equal(electors_status(&units[3], (struct day)D(102)), CERTIFIED_UNKNOWN);
	assert_int_equal(electors_status(&units[3], (struct day)D(103)), CERTIFIED_YES);
	assert_int_equal(electors_status(&units[2], (struct day)D(103)), CERTIFIED_UNKNOWN);
}

static void
each_status_is_summed_apart(void **state)
{
	struct elector_sum s = electors_sum(&table, (struct day)D(101));

	(void)state;
	assert_int_equal(s.certified[0], 4);
	assert_int_equal(s.open[0], 3);
	assert_int_equal(s.won[0], 7);
	assert_int_equal(s.open[1], 1);
	assert_int_equal(s.unknown[1], 2);
	assert_int_equal(s.won[1], 3);
	assert_int_equal(electors_outcome(&table, s.won), ELECTED_0);
}

static void
what_flips_goes_to_the_other_side_with_its_status(void **state)
{
	struct elector_sum s = electors_flip(&table, (struct day)D(101),
	    (size_t[]){ 0, 3 }, 2);

	(void)state;
	assert_int_equal(s.certified[0], 0);
	assert_int_equal(s.certified[1], 4);
	assert_int_equal(s.open[0], 4);
	assert_int_equal(s.won[0], 4);
	assert_int_equal(s.won[1], 6);
	assert_int_equal(electors_outcome(&table, s.won), ELECTED_1);
}

static void
votes_of_an_unknown_winner_are_nobodys(void **state)
{
	struct elector_unit u[] = { units[0], units[1], units[2], units[3] };
	struct elector_table t = { { "Reed", "Stone" }, u, 4, 10, 6 };
	struct elector_sum s;

	(void)state;
	u[0].winner = -1;
	s = electors_flip(&t, (struct day)D(101), (size_t[]){ 0 }, 1);
	assert_int_equal(s.won[0], 3);
	assert_int_equal(s.won[1], 3);
	assert_int_equal(electors_outcome(&t, s.won), ELECTED_NONE);
}

static void
equal_halves_are_a_tie(void **state)
{
	(void)state;
	assert_int_equal(electors_outcome(&table, (int[]){ 5, 5 }), ELECTED_TIE);
	assert_int_equal(electors_outcome(&table, (int[]){ 5, 4 }), ELECTED_NONE);
}

static struct flip_set
smallest(struct arena *a, const struct elector_table *t, enum flip_cost cost,
    enum elector_outcome to)
{
	struct flip_set f;
	struct err e;

	assert_true(electors_smallest(a, t, cost, to, &f, &e));
	return f;
}

static void
the_smallest_set_depends_on_what_is_counted(void **state)
{
	struct arena a = { 0 };
	struct flip_set f = smallest(&a, &table, FLIP_ELECTORAL, ELECTED_1);

	(void)state;
	/* Three more are needed: Birch alone has them. */
	assert_int_equal(f.units, 1);
	assert_int_equal(f.unit[0], 1);
	assert_int_equal(f.electoral, 3);
	assert_int_equal(f.margin, 100);
	assert_int_equal(f.popular, 51);
	assert_int_equal(f.ties, 1);
	f = smallest(&a, &table, FLIP_POPULAR, ELECTED_1);
	assert_int_equal(f.unit[0], 0);
	assert_int_equal(f.popular, 6);
	/* Alder or Birch: of the two Birch moves fewer electoral votes. */
	f = smallest(&a, &table, FLIP_UNITS, ELECTED_1);
	assert_int_equal(f.unit[0], 1);
	assert_int_equal(f.ties, 2);
	arena_free(&a);
}

static void
where_no_set_makes_a_tie_there_is_none(void **state)
{
	struct arena a = { 0 };
	struct flip_set f = smallest(&a, &table, FLIP_UNITS, ELECTED_TIE);

	(void)state;
	assert_int_equal(f.units, 0);
	assert_int_equal(f.ties, 0);
	arena_free(&a);
}

static void
a_tie_is_an_outcome_of_its_own(void **state)
{
	struct elector_unit u[] = { units[0], units[1], units[2], units[3] };
	struct elector_table t = { { "Reed", "Stone" }, u, 4, 10, 6 };
	struct arena a = { 0 };
	struct flip_set f;

	(void)state;
	u[0].votes = 5;
	u[1].votes = 2;
	f = smallest(&a, &t, FLIP_UNITS, ELECTED_TIE);
	assert_int_equal(f.units, 1);
	assert_int_equal(f.unit[0], 1);
	f = smallest(&a, &t, FLIP_UNITS, ELECTED_1);
	assert_int_equal(f.unit[0], 0);
	arena_free(&a);
}

static void
a_unit_without_popular_votes_cannot_be_priced(void **state)
{
	struct elector_unit u[] = { units[0], units[1], units[2], units[3] };
	struct elector_table t = { { "Reed", "Stone" }, u, 4, 10, 6 };
	struct arena a = { 0 };
	struct flip_set f;

	(void)state;
	u[0].popular[1] = NUM_UNKNOWN;
	u[0].votes = 3;
	u[1].votes = 4;
	f = smallest(&a, &t, FLIP_POPULAR, ELECTED_1);
	assert_int_equal(f.unit[0], 1);
	f = smallest(&a, &t, FLIP_UNITS, ELECTED_1);
	assert_int_equal(f.unit[0], 0);
	assert_false(num_known(f.popular));
	arena_free(&a);
}

static void
an_outcome_that_is_there_already_needs_no_flip(void **state)
{
	struct arena a = { 0 };
	struct flip_set f = smallest(&a, &table, FLIP_UNITS, ELECTED_0);

	(void)state;
	assert_int_equal(f.units, 0);
	arena_free(&a);
}

static void
ways_of_open_units_are_counted_exactly(void **state)
{
	/* Fixed: Reed 4.  Open: 3, 2, 1: Stone needs 6, a tie 5. */
	struct elector_ways w = electors_ways(&table, (struct day)D(101));

	(void)state;
	assert_int_equal(w.open_units, 3);
	assert_int_equal(w.all, 8);
	assert_int_equal(w.elects[1], 1);
	assert_int_equal(w.tie, 1);
	assert_int_equal(w.elects[0], 6);
	w = electors_ways_open(&table, (struct day)D(101));
	/* Cedar's 2 count as won: open are 3 and 1. */
	assert_int_equal(w.open_units, 2);
	assert_int_equal(w.all, 4);
	assert_int_equal(w.elects[1], 1);
	assert_int_equal(w.tie, 1);
	assert_int_equal(w.elects[0], 2);
}

static void
sixty_two_units_can_be_combined_and_no_more(void **state)
{
	struct elector_unit u[63];
	struct elector_table t = { { "Reed", "Stone" }, u, 62, 62, 32 };
	struct arena a = { 0 };
	struct elector_ways w;
	struct flip_set f;
	struct err e;

	(void)state;
	for (size_t i = 0; i < 63; i++)
		u[i] = (struct elector_unit){ "x", "X", 1, 0, { 2, 1 }, U, U, "" };
	w = electors_ways(&t, (struct day)D(1));
	assert_true(w.all == (uint64_t)1 << 62);
	/* 62 choose 31 are ties; the others fall half and half. */
	assert_true(w.tie == 465428353255261088ull);
	assert_true(w.elects[0] == 2073128832586063408ull);
	assert_true(w.elects[1] == w.elects[0]);
	f = smallest(&a, &t, FLIP_POPULAR, ELECTED_1);
	assert_int_equal(f.units, 32);
	/* 62 choose 32 */
	assert_true(f.ties == 450883717216034179ull);
	t.units = 63;
	assert_false(electors_smallest(&a, &t, FLIP_UNITS, ELECTED_1, &f, &e));
	assert_int_equal(e.kind, ERR_INPUT);
	arena_free(&a);
}

static void
the_number_that_elects_is_the_laws(void **state)
{
	struct elector_table t = { { "Reed", "Stone" }, units, 4, 10, 0 };
	struct elector_rule rule = { .rule = { .cite = "Art. 2", .from = U,
		.to = D(200) }, .total = 10, .needed = 6 };
	struct law law = { .name = "made-up.yaml", .elector = &rule,
		.electors = 1 };
	struct err e;

	(void)state;
	assert_true(electors_under(&t, &law, (struct day)D(100), &e));
	assert_int_equal(t.needed, 6);
	assert_false(electors_under(&t, &law, (struct day)D(201), &e));
	assert_int_equal(e.kind, ERR_DENIED);
	rule.total = 11;
	assert_false(electors_under(&t, &law, (struct day)D(100), &e));
	assert_string_equal(e.text, "found 10 electoral votes in all, "
	    "expected 11 (Art. 2)");
	rule = (struct elector_rule){ .rule = rule.rule, .total = 10,
		.needed = 5 };
	assert_false(electors_under(&t, &law, (struct day)D(100), &e));
	assert_int_equal(e.kind, ERR_INPUT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_unit_is_certified_open_or_unknown),
		cmocka_unit_test(each_status_is_summed_apart),
		cmocka_unit_test(what_flips_goes_to_the_other_side_with_its_status),
		cmocka_unit_test(votes_of_an_unknown_winner_are_nobodys),
		cmocka_unit_test(equal_halves_are_a_tie),
		cmocka_unit_test(the_smallest_set_depends_on_what_is_counted),
		cmocka_unit_test(where_no_set_makes_a_tie_there_is_none),
		cmocka_unit_test(a_tie_is_an_outcome_of_its_own),
		cmocka_unit_test(a_unit_without_popular_votes_cannot_be_priced),
		cmocka_unit_test(an_outcome_that_is_there_already_needs_no_flip),
		cmocka_unit_test(ways_of_open_units_are_counted_exactly),
		cmocka_unit_test(the_number_that_elects_is_the_laws),
		cmocka_unit_test(sixty_two_units_can_be_combined_and_no_more),
	};

	return cmocka_run_group_tests_name("electors", tests, NULL, NULL);
}
