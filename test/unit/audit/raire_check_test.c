/* SPDX-License-Identifier: Apache-2.0 */
#include "profile.h"

#include "audit/raire_check.h"

#define NEB(w, l) { .kind = RAIRE_NEB, .winner = (w), .loser = (l) }
#define NEN(w, l, in) { .kind = RAIRE_NEN, .winner = (w), .loser = (l), \
	.continuing = (in) }

static struct raire_proof
check(struct arena *a, const struct raire_assertion *s, size_t n,
    size_t choices)
{
	struct raire_set set = { .assertion = s, .n = n, .choices = choices };
	struct raire_proof p;
	struct err e = { 0 };

	if (!raire_check(a, &set, &p, &e))
		fail_msg("%s", e.text);
	return p;
}

static void
a_neb_against_every_loser_is_enough(void **state)
{
	const struct raire_assertion s[] = { NEB(0, 1), NEB(0, 2), NEB(0, 3) };
	struct arena a = { 0 };

	(void)state;
	assert_true(check(&a, s, 3, 4).sufficient);
	arena_free(&a);
}

static void
a_missing_one_leaves_an_order_open(void **state)
{
	const struct raire_assertion s[] = { NEB(0, 1), NEB(0, 3) };
	struct arena a = { 0 };
	struct raire_proof p = check(&a, s, 2, 4);

	(void)state;
	assert_false(p.sufficient);
	assert_false(p.gave_up);
	assert_int_equal(p.open[3], 2);
	assert_int_equal(raire_check_order(s, 2, p.open, 4), 0);
	arena_free(&a);
}

static void
no_assertions_prove_nothing_but_a_lone_choice(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_false(check(&a, NULL, 0, 2).sufficient);
	assert_true(check(&a, NULL, 0, 1).sufficient);
	arena_free(&a);
}

static void
a_chain_of_next_eliminations_is_walked(void **state)
{
	/* C is out before A, and then A is not next to B. */
	const struct raire_assertion s[] = { NEB(0, 2), NEN(0, 1, 3) };
	const uint8_t order[] = { 2, 0, 1 };
	struct arena a = { 0 };

	(void)state;
	assert_true(check(&a, s, 2, 3).sufficient);
	assert_false(check(&a, s, 1, 3).sufficient);
	assert_int_equal(raire_check_order(s, 2, order, 3), 2);
	arena_free(&a);
}

static void
a_set_for_another_winner_does_not_prove_this_one(void **state)
{
	const struct raire_assertion s[] = { NEB(1, 0), NEB(1, 2) };
	struct arena a = { 0 };
	struct raire_proof p = check(&a, s, 2, 3);

	(void)state;
	assert_false(p.sufficient);
	assert_int_equal(p.open[2], 1);
	arena_free(&a);
}

static void
steps_are_bounded(void **state)
{
	struct raire_assertion s[20 * 19] = { 0 };
	struct raire_set set = { .assertion = s, .choices = 20, .steps = 50 };
	struct arena a = { 0 };
	struct raire_proof p;
	struct err e;

	(void)state;
	/* NEN of all 20 wait until the end. */
	for (uint8_t w = 0; w < 20; w++)
		s[set.n++] = (struct raire_assertion)NEN(w,
		    (uint8_t)((w + 1) % 20), (1u << 20) - 1);
	assert_true(raire_check(&a, &set, &p, &e));
	assert_false(p.sufficient);
	assert_true(p.gave_up);
	assert_null(p.open);
	arena_free(&a);
}

/* All 12! / 12 orders are walked to their ends through 2^12 sets. */
static void
no_set_is_walked_twice(void **state)
{
	struct raire_assertion s[12];
	struct arena a = { 0 };
	struct raire_proof p;

	(void)state;
	for (uint8_t w = 0; w < 12; w++)
		s[w] = (struct raire_assertion)NEN(w, (uint8_t)((w + 1) % 12),
		    (1u << 12) - 1);
	p = check(&a, s, 12, 12);
	assert_true(p.sufficient);
	assert_true(p.steps <= 1u << 12);
	arena_free(&a);
}

static void
what_is_no_assertion_is_refused_by_name(void **state)
{
	const struct raire_assertion bad[] = { NEB(0, 3), NEB(1, 1),
		NEN(0, 1, 5), NEN(0, 1, 11) };
	static const char *const said[] = {
		"assertion 1: found an unknown choice, expected those of 3",
		"assertion 1: found choice 1 as winner and as loser",
		"assertion 1: found winner or loser not among those continuing",
		"assertion 1: found an unknown choice, expected those of 3",
	};
	struct arena a = { 0 };
	struct raire_proof p;
	struct err e = { 0 };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct raire_set set = { .assertion = &bad[i], .n = 1,
			.choices = 3 };

		assert_false(raire_check(&a, &set, &p, &e));
		assert_string_equal(e.text, said[i]);
	}
	arena_free(&a);
}

static void
what_the_rankings_contradict_is_named(void **state)
{
	struct arena a = { 0 };
	struct rankings r = profile(&a, 3, "5 A, 4 BA, 3 CB");
	struct raire_cost c = { .measure = RAIRE_COMPARISON, .ballots = 12 };
	struct raire_assertion s[] = { NEN(1, 0, 3), NEB(0, 1), NEB(0, 2) };

	(void)state;
	assert_int_equal(raire_check_true(&r, s, &c, 3), 2);
	assert_int_equal(s[0].margin, 2);
	assert_int_equal(s[1].margin, -2);
	assert_int_equal(s[2].margin, 2);
	arena_free(&a);
}

static void
lines_tell_who_is_ruled_out_by_what(void **state)
{
	const struct raire_assertion s[] = { NEB(0, 2), NEN(0, 1, 3) };
	struct raire_set set = { .assertion = s, .n = 2, .choices = 3 };
	struct arena a = { 0 };
	struct raire_lines l = raire_check_lines(&a, &set, 100);

	(void)state;
	assert_int_equal(l.n, 4);
	assert_false(l.cut);
	/* B wins: see beneath.  A second: NEN.  C second: NEB, and C first too. */
	assert_int_equal(l.line[0].choice, 1);
	assert_int_equal(l.line[0].by, 0);
	assert_int_equal(l.line[1].depth, 1);
	assert_int_equal(l.line[1].by, 2);
	assert_int_equal(l.line[2].choice, 2);
	assert_int_equal(l.line[2].by, 1);
	assert_int_equal(l.line[3].choice, 2);
	assert_int_equal(l.line[3].by, 1);
	l = raire_check_lines(&a, &set, 2);
	assert_int_equal(l.n, 2);
	assert_true(l.cut);
	set.n = 1;
	l = raire_check_lines(&a, &set, 100);
	assert_true(l.line[1].open);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_neb_against_every_loser_is_enough),
		cmocka_unit_test(a_missing_one_leaves_an_order_open),
		cmocka_unit_test(no_assertions_prove_nothing_but_a_lone_choice),
		cmocka_unit_test(a_chain_of_next_eliminations_is_walked),
		cmocka_unit_test(a_set_for_another_winner_does_not_prove_this_one),
		cmocka_unit_test(steps_are_bounded),
		cmocka_unit_test(no_set_is_walked_twice),
		cmocka_unit_test(what_is_no_assertion_is_refused_by_name),
		cmocka_unit_test(what_the_rankings_contradict_is_named),
		cmocka_unit_test(lines_tell_who_is_ruled_out_by_what),
	};

	return cmocka_run_group_tests_name("raire_check", tests, NULL, NULL);
}
