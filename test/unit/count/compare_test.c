/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "count/compare.h"
#include "law/law.h"

#define U NUM_UNKNOWN

/* Two choices, three units, three counts; the third is an audit by hand. */
static const struct unit units[] = { { "01", "Alder" }, { "02", "Birch" },
	{ "03", "Cedar" } };
static const struct choice choices[] = { { "reed", "Alma Reed", "Reed", "" },
	{ "stone", "Ivo Stone", "Stone", "" } };
static const struct count counts[] = {
	{ "original", "First count", COUNT_ORIGINAL, STAGE_CERTIFIED, false, { 100 } },
	{ "hand", "Hand tally", COUNT_HAND_TALLY, STAGE_HAND_TALLY, true, { 105 } },
	{ "recount", "Recount", COUNT_RECOUNT, STAGE_RECERTIFIED, false, { 110 } },
};

struct fixture {
	struct arena    a;
	struct contest  contest;
	struct source   source[3];
	struct election el;
	struct official_rule official[3];
	struct discrepancy_rule discrepancy;
	struct winner_rule winner;
	struct law      law;
	struct err      e;
};

static void
fixture_open(struct fixture *f)
{
	*f = (struct fixture){ .contest = { .id = "mayor", .title = "Mayor",
		.choice = choices, .choices = 2, .votes_allowed = 1,
		.winners = 1, .date = { 90 }, .office = "local" } };
	for (uint16_t i = 0; i < 3; i++) {
		f->source[i] = (struct source){ .id = counts[i].id,
			.part = PART_UNIT, .count = { i } };
		f->official[i] = (struct official_rule){
			.rule = { .from = DAY_UNKNOWN, .to = DAY_UNKNOWN },
			.kind = counts[i].kind, .official = i != 1,
			.rank = i };
	}
	f->el = (struct election){ .unit_word = "county",
		.units_word = "counties", .date = { 90 },
		.unit = units, .units = 3, .contest = &f->contest,
		.contests = 1, .count = counts, .counts = 3,
		.source = f->source, .sources = 3 };
	f->discrepancy = (struct discrepancy_rule){
		.rule = { .from = DAY_UNKNOWN, .to = DAY_UNKNOWN,
		    .basis = BASIS_PROPOSAL },
		.measure = MEASURE_GROSS_VOTES, .limit = { 1, 100 } };
	f->law = (struct law){ .name = "made-up", .official = f->official,
		.officials = 3, .discrepancy = &f->discrepancy,
		.discrepancies = 1 };
}

/* Votes of Reed and Stone in each unit; { U, U } for a unit that has not reported. */
typedef const int64_t table[3][2];

static bool
add_count(struct fixture *f, struct compare *c, uint16_t i, table t)
{
	for (uint32_t u = 0; u < 3; u++) {
		int64_t v[2 + EXTRAS] = { t[u][0], t[u][1], U, U, U, U, U };
		struct row row = { "", "", 1, v };
		struct sheet s = { &row, t[u][0] != U, 2 + EXTRAS };

		TRY(compare_add(c, (struct unit_ix){ u },
		    (struct count_ix){ i }, &s, &f->e));
	}
	return true;
}

static table first = { { 100, 50 }, { 40, 60 }, { 30, 30 } };

/* The first count against ${second}, as the hand tally. */
static struct compare *
compared(struct fixture *f, table second)
{
	struct compare *c = compare_new(&f->a, &f->el, (struct contest_ix){ 0 },
	    &f->law);

	assert_true(add_count(f, c, 0, first));
	assert_true(add_count(f, c, 1, second));
	assert_true(add_count(f, c, 2, first));
	assert_true(compare_finish(c, &f->e));
	return c;
}

#define WITH(f) struct fixture f; (void)state; fixture_open(&f)

static void
counts_are_summed_over_their_units(void **state)
{
	WITH(f);
	struct compare *c = compared(&f, first);

	assert_int_equal(c->counts, 3);
	assert_int_equal(c->pairs, 2);
	assert_int_equal(c->count[0].votes[0], 170);
	assert_int_equal(c->count[0].votes[1], 140);
	assert_int_equal(c->count[0].total, 310);
	assert_int_equal(c->count[0].margin, 30);
	assert_int_equal(c->count[0].winner.n, 0);
	assert_int_equal(c->official.n, 2);
	assert_false(num_known(c->count[0].votes[2 + EXTRA_BALLOTS]));
	arena_free(&f.a);
}

static void
rows_of_one_unit_are_added_up(void **state)
{
	WITH(f);
	struct compare *c = compare_new(&f.a, &f.el, (struct contest_ix){ 0 },
	    &f.law);
	int64_t x[7] = { 3, 4, 9, U, U, U, U }, y[7] = { 5, 6, 11, 1, U, U, U };
	struct row rows[] = { { "A", "", 1, x }, { "B", "", 2, y } };
	struct sheet s = { rows, 2, 7 };
	const int64_t *v;

	assert_true(compare_add(c, (struct unit_ix){ 1 },
	    (struct count_ix){ 0 }, &s, &f.e));
	v = compare_votes(c, (struct unit_ix){ 1 }, 0);
	assert_non_null(v);
	assert_int_equal(v[0], 8);
	assert_int_equal(v[1], 10);
	assert_int_equal(v[2 + EXTRA_BALLOTS], 20);
	assert_false(num_known(v[2 + EXTRA_UNDERVOTES]));
	assert_null(compare_votes(c, (struct unit_ix){ 0 }, 0));
	arena_free(&f.a);
}

static void
equal_units_are_counted_and_not_ranked(void **state)
{
	WITH(f);
	struct compare *c = compared(&f, (table){ { 100, 50 }, { 41, 59 },
		{ 30, 30 } });
	const struct compare_pair *p = &c->pair[0];

	assert_int_equal(p->compared, 3);
	assert_int_equal(p->equal, 2);
	assert_int_equal(p->ranked, 1);
	assert_int_equal(p->by_votes[0], 1);
	assert_int_equal(p->votes_change, 0);
	assert_int_equal(p->margin_change, 2);
	assert_int_equal(p->gross_votes, 2);
	assert_int_equal(p->gross_margin, 2);
	assert_int_equal(c->pair[1].equal, 3);
	arena_free(&f.a);
}

static void
rankings_put_larger_changes_first_and_equal_ones_in_order(void **state)
{
	WITH(f);
	struct compare *c = compared(&f, (table){ { 103, 50 }, { 40, 57 },
		{ 32, 32 } });
	const struct compare_pair *p = &c->pair[0];

	assert_int_equal(p->ranked, 3);
	/* Changes of the total: +3, -3, +4. */
	assert_int_equal(p->by_votes[0], 2);
	assert_int_equal(p->by_votes[1], 0);
	assert_int_equal(p->by_votes[2], 1);
	/* Changes of the margin: +3, +3, 0. */
	assert_int_equal(p->by_margin[0], 0);
	assert_int_equal(p->by_margin[1], 1);
	assert_int_equal(p->by_margin[2], 2);
	/* 3 of 150, 3 of 100, 4 of 60. */
	assert_int_equal(p->by_percent[0], 2);
	assert_int_equal(p->by_percent[1], 1);
	assert_int_equal(p->by_percent[2], 0);
	arena_free(&f.a);
}

static void
a_changed_margin_is_not_a_changed_outcome(void **state)
{
	WITH(f);
	struct compare *c = compared(&f, (table){ { 90, 60 }, { 40, 60 },
		{ 29, 31 } });

	assert_int_equal(c->pair[0].margin_change, -22);
	assert_false(c->pair[0].outcome_changed);
	assert_int_equal(c->pair[0].leader_changed, 1);
	arena_free(&f.a);
}

static void
another_winner_changes_the_outcome(void **state)
{
	WITH(f);
	struct compare *c = compared(&f, (table){ { 70, 80 }, { 40, 60 },
		{ 30, 30 } });

	assert_true(c->pair[0].outcome_changed);
	assert_int_equal(c->count[1].winner.n, 1);
	assert_int_equal(c->count[1].margin, -30);
	arena_free(&f.a);
}

static void
a_tie_made_changes_the_outcome(void **state)
{
	WITH(f);
	struct compare *c = compared(&f, (table){ { 85, 65 }, { 40, 60 },
		{ 30, 30 } });

	assert_true(c->count[1].tie);
	assert_false(choice_exists(c->count[1].winner));
	assert_true(c->pair[0].outcome_changed);
	arena_free(&f.a);
}

static void
a_lost_majority_changes_the_outcome_where_the_law_asks_for_one(void **state)
{
	static const struct choice three[] = { { "a", "A", "A", "" },
		{ "b", "B", "B", "" }, { "c", "C", "C", "" } };
	WITH(f);
	struct compare *c;
	int64_t v[2][8] = { { 51, 30, 19, U, U, U, U, U },
		{ 50, 30, 20, U, U, U, U, U } };

	f.contest.choice = three;
	f.contest.choices = 3;
	f.el.units = 1;
	f.winner = (struct winner_rule){ .rule = { .from = DAY_UNKNOWN,
		.to = DAY_UNKNOWN }, .majority = true, .offices = "local" };
	f.law.winner = &f.winner;
	f.law.winners = 1;
	c = compare_new(&f.a, &f.el, (struct contest_ix){ 0 }, &f.law);
	for (uint16_t i = 0; i < 2; i++) {
		struct row row = { "", "", 1, v[i] };
		struct sheet s = { &row, 1, 8 };

		assert_true(compare_add(c, (struct unit_ix){ 0 },
		    (struct count_ix){ i }, &s, &f.e));
	}
	assert_true(compare_finish(c, &f.e));
	assert_false(c->count[0].majority_missed);
	assert_true(c->count[1].majority_missed);
	assert_int_equal(c->count[1].winner.n, 0);
	assert_true(c->pair[0].outcome_changed);
	arena_free(&f.a);
}

static void
a_unit_that_a_count_lacks_is_unknown_and_not_zero(void **state)
{
	WITH(f);
	struct compare *c = compared(&f, (table){ { 100, 50 }, { U, U },
		{ 30, 30 } });
	const struct compare_pair *p = &c->pair[0];

	assert_int_equal(c->count[1].reported, 2);
	assert_false(choice_exists(c->count[1].winner));
	assert_int_equal(p->compared, 2);
	assert_int_equal(p->equal, 2);
	assert_int_equal(p->margin_change, 0);
	assert_int_equal(p->from_votes[0], 130);
	assert_int_equal(p->large_scale, VERDICT_UNDETERMINED);
	assert_non_null(strstr(p->large_scale_why, "; 2 of 3 counties are in both counts."));
	arena_free(&f.a);
}

static void
a_count_that_nobody_reported_is_unknown(void **state)
{
	WITH(f);
	struct compare *c = compared(&f, (table){ { U, U }, { U, U },
		{ U, U } });

	assert_false(num_known(c->count[1].total));
	assert_false(num_known(c->count[1].votes[0]));
	assert_false(num_known(c->pair[0].margin_change));
	assert_false(num_known(c->pair[0].from_votes[0]));
	assert_false(c->pair[0].outcome_changed);
	arena_free(&f.a);
}

static void
a_unit_with_an_unknown_choice_has_not_reported(void **state)
{
	WITH(f);
	struct compare *c = compared(&f, (table){ { 100, U }, { 40, 60 },
		{ 30, 30 } });

	assert_null(compare_votes(c, (struct unit_ix){ 0 }, 1));
	assert_int_equal(c->count[1].reported, 2);
	arena_free(&f.a);
}

static void
a_limit_that_is_reached_exactly_is_reached(void **state)
{
	/* 1% of 310 votes is 3.1: 3 votes are below it, 4 are above. */
	table three = { { 103, 50 }, { 40, 60 }, { 30, 30 } };
	WITH(f);
	struct compare *c = compared(&f, three);

	assert_int_equal(c->pair[0].large_scale, VERDICT_NO);
	f.discrepancy.limit = (struct ratio){ 3, 310 };
	c = compared(&f, three);
	assert_int_equal(c->pair[0].large_scale, VERDICT_YES);
	f.discrepancy.limit = (struct ratio){ 3000000001, 310000000000 };
	c = compared(&f, three);
	assert_int_equal(c->pair[0].large_scale, VERDICT_NO);
	arena_free(&f.a);
}

static void
the_reason_says_the_numbers_and_whose_definition_it_is(void **state)
{
	WITH(f);
	struct compare *c = compared(&f, (table){ { 103, 50 }, { 40, 60 },
		{ 30, 30 } });

	assert_string_equal(c->pair[0].large_scale_why,
	    "Added up without regard to their direction, the changes in votes "
	    "are 3 votes of an official total of 310, that is 0.97%, and "
	    "large-scale begins at 1.00% (our definition, not law).");
	arena_free(&f.a);
}

static void
missing_units_cannot_undo_a_limit_that_is_reached(void **state)
{
	WITH(f);
	struct compare *c = compared(&f, (table){ { 130, 50 }, { U, U },
		{ 30, 30 } });

	assert_int_equal(c->pair[0].large_scale, VERDICT_YES);
	f.discrepancy.measure = MEASURE_NET_MARGIN;
	c = compared(&f, (table){ { 130, 50 }, { U, U }, { 30, 30 } });
	assert_int_equal(c->pair[0].large_scale, VERDICT_UNDETERMINED);
	arena_free(&f.a);
}

static void
without_a_rule_large_scale_is_undetermined(void **state)
{
	WITH(f);
	struct compare *c;

	f.law.discrepancies = 0;
	c = compared(&f, first);
	assert_int_equal(c->pair[0].large_scale, VERDICT_UNDETERMINED);
	assert_string_equal(c->pair[0].large_scale_why, "No rule says from "
	    "which size a discrepancy is large-scale.");
	arena_free(&f.a);
}

static void
an_overflow_names_the_unit_and_the_count(void **state)
{
	table huge = { { INT64_MAX - 10, 5 }, { 20, 0 }, { 0, 0 } };
	WITH(f);
	struct compare *c = compare_new(&f.a, &f.el, (struct contest_ix){ 0 },
	    &f.law);

	assert_true(add_count(&f, c, 0, huge));
	assert_false(compare_finish(c, &f.e));
	assert_string_equal(f.e.text, "Birch, First count: the votes are too "
	    "many to add up");
	arena_free(&f.a);
}

static void
a_source_by_unit_is_preferred_and_a_quoted_one_never_used(void **state)
{
	WITH(f);

	f.source[0].part = PART_METHOD;
	f.source[1] = (struct source){ .part = PART_UNIT, .count = { 0 } };
	assert_int_equal(compare_source(&f.el, (struct contest_ix){ 0 },
	    (struct count_ix){ 0 }).n, 1);
	f.source[1].quotes = true;
	assert_int_equal(compare_source(&f.el, (struct contest_ix){ 0 },
	    (struct count_ix){ 0 }).n, 0);
	assert_false(source_exists(compare_source(&f.el,
	    (struct contest_ix){ 0 }, (struct count_ix){ 1 })));
}

static void
on_an_earlier_day_later_counts_had_not_come(void **state)
{
	WITH(f);
	struct compare *c = compare_new_on(&f.a, &f.el,
	    (struct contest_ix){ 0 }, &f.law, (struct day){ 107 });

	assert_int_equal(c->counts, 2);
	assert_int_equal(c->official.n, 0);
	assert_true(add_count(&f, c, 2, first));
	arena_free(&f.a);
}

static void
a_count_without_figures_of_the_contest_is_not_its_official_one(void **state)
{
	WITH(f);

	f.el.sources = 2;
	assert_int_equal(compare_official(&f.a, &f.el,
	    (struct contest_ix){ 0 }, &f.law, DAY_UNKNOWN).n, 0);
	arena_free(&f.a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_are_summed_over_their_units),
		cmocka_unit_test(rows_of_one_unit_are_added_up),
		cmocka_unit_test(equal_units_are_counted_and_not_ranked),
		cmocka_unit_test(rankings_put_larger_changes_first_and_equal_ones_in_order),
		cmocka_unit_test(a_changed_margin_is_not_a_changed_outcome),
		cmocka_unit_test(another_winner_changes_the_outcome),
		cmocka_unit_test(a_tie_made_changes_the_outcome),
		cmocka_unit_test(a_lost_majority_changes_the_outcome_where_the_law_asks_for_one),
		cmocka_unit_test(a_unit_that_a_count_lacks_is_unknown_and_not_zero),
		cmocka_unit_test(a_count_that_nobody_reported_is_unknown),
		cmocka_unit_test(a_unit_with_an_unknown_choice_has_not_reported),
		cmocka_unit_test(a_limit_that_is_reached_exactly_is_reached),
		cmocka_unit_test(the_reason_says_the_numbers_and_whose_definition_it_is),
		cmocka_unit_test(missing_units_cannot_undo_a_limit_that_is_reached),
		cmocka_unit_test(without_a_rule_large_scale_is_undetermined),
		cmocka_unit_test(an_overflow_names_the_unit_and_the_count),
		cmocka_unit_test(a_source_by_unit_is_preferred_and_a_quoted_one_never_used),
		cmocka_unit_test(on_an_earlier_day_later_counts_had_not_come),
		cmocka_unit_test(a_count_without_figures_of_the_contest_is_not_its_official_one),
	};

	return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
