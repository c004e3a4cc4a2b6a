/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "stat/rng.h"

#include "audit/stratum.h"

#define DRAWS 60

static double X[3][DRAWS], BET[3][DRAWS];

/* Three strata that differ in what they hold and how is bet on them. */
static struct stratum
a_stratum(int i, double weight)
{
	static const double winner[] = { .75, .62, .7 };
	struct rng rng = rng_seed(5, (uint64_t)i);

	for (int k = 0; k < DRAWS; k++) {
		X[i][k] = rng_unit(&rng) < winner[i] ? 1 : 0;
		BET[i][k] = .3 + .2 * i;
	}
	return (struct stratum){ weight, 1, 2000, X[i], BET[i], DRAWS,
		false };
}

static struct stratum_said
least(struct stratum_ask ask)
{
	struct arena a = { 0 };
	struct stratum_said said;
	struct err e;

	if (!stratum_least(&a, &ask, &said, &e))
		fail_msg("%s", e.text);
	arena_free(&a);
	return said;
}

static void
one_stratum_is_the_test_itself(void **state)
{
	struct stratum s = a_stratum(0, 1);
	struct mart_rule r = mart_bet((struct mart_null){ .5, 1, 2000 }, .3);
	struct mart m = mart_begin(&r);
	struct stratum_ask ask = { .s = &s, .n = 1, .mean = .5,
		.near = 1e-9 };

	(void)state;
	for (int i = 0; i < DRAWS; i++)
		mart_step(&m, X[0][i]);
	assert_true(fabs(stratum_now(&s, .5) - mart_log(&m)) < 1e-12);
	assert_true(fabs(exp(-stratum_best(&s, .5)) - mart_p(&m)) < 1e-12);
	assert_true(fabs(least(ask).bound - mart_log(&m)) < 1e-6);
	ask.method = STRATUM_FISHER;
	assert_true(fabs(least(ask).p - mart_p(&m)) < 1e-6);
}

/* The least on a grid of 20,000 splits; the search finds no more, and its bound is below. */
static void
two_strata_are_searched_to_the_least(void **state)
{
	struct stratum s[] = { a_stratum(0, .4), a_stratum(1, .6) };

	(void)state;
	for (int k = 0; k < 4; k++) {
		enum stratum_method method = k % 2 == 0 ? STRATUM_UNION :
		    STRATUM_FISHER;
		struct stratum_said said;
		double grid = INFINITY;

		s[0].shares = s[1].shares = k / 2 == 1;
		said = least((struct stratum_ask){ .s = s, .n = 2,
		    .mean = .5, .method = method, .near = 1e-4 });

		for (int i = 0; i <= 20000; i++) {
			double x = i / 20000., y = (.5 - .4 * x) / .6, all;

			if (y > 1)
				continue;
			all = method == STRATUM_UNION ?
			    stratum_now(s, x) + stratum_now(s + 1, y) :
			    stratum_best(s, x) + stratum_best(s + 1, y);
			grid = fmin(grid, all);
		}
		assert_true(said.bound <= grid + 1e-9);
		assert_true(said.found <= grid + 1e-3);
		assert_true(grid - said.bound < 2e-2);
	}
}

static void
three_strata_are_searched_to_the_least(void **state)
{
	struct stratum s[] = { a_stratum(0, .3), a_stratum(1, .5),
		a_stratum(2, .2) };
	struct stratum_said said = least((struct stratum_ask){ .s = s, .n = 3,
	    .mean = .5, .near = 1e-2, .pieces = 100000 });
	double grid = INFINITY;

	(void)state;
	for (int i = 0; i <= 200; i++)
		for (int k = 0; k <= 200; k++) {
			double x = i / 200., y = k / 200.;
			double z = (.5 - .3 * x - .5 * y) / .2;

			if (z >= 0 && z <= 1)
				grid = fmin(grid, stratum_now(s, x) +
				    stratum_now(s + 1, y) +
				    stratum_now(s + 2, z));
		}
	assert_true(said.bound <= grid + 1e-9);
	assert_true(said.found - said.bound <= 1e-2);
	assert_true(said.found <= grid + .05);
	assert_true(fabs(.3 * said.split[0] + .5 * said.split[1] +
	    .2 * said.split[2] - .5) < 1e-9);
}

static void
stopping_early_only_weakens(void **state)
{
	struct stratum s[] = { a_stratum(0, .4), a_stratum(1, .6) };
	struct stratum_ask ask = { .s = s, .n = 2, .mean = .5,
		.near = 1e-6 };
	double last = INFINITY;

	(void)state;
	for (size_t pieces = 2000; pieces > 1; pieces /= 4) {
		double bound;

		ask.pieces = pieces;
		bound = least(ask).bound;
		assert_true(bound <= last);
		last = bound;
	}
}

/* chi-squared with 4 degrees: exp(-x)(1 + x) for x = -ln p1 p2. */
static void
fisher_of_two(void **state)
{
	(void)state;
	assert_true(fabs(stratum_fisher(-log(.05 * .1), 2) -
	    .005 * (1 - log(.005))) < 1e-15);
	assert_true(stratum_fisher(0, 2) == 1);
	assert_true(stratum_fisher(INFINITY, 3) == 0);
	assert_true(fabs(stratum_fisher(-log(.03), 1) - .03) < 1e-15);
}

static void
no_draws_are_no_evidence(void **state)
{
	struct stratum s[] = { { .4, 1, 100, X[0], BET[0], 0, false },
		{ .6, 1, 100, X[1], BET[1], 0, false } };

	(void)state;
	assert_true(least((struct stratum_ask){ .s = s, .n = 2,
	    .mean = .5 }).p == 1);
}

/* Every card drawn is the winner's, in both strata. */
static void
clear_evidence_confirms(void **state)
{
	double x[DRAWS], bet[DRAWS];

	(void)state;
	for (int i = 0; i < DRAWS; i++) {
		x[i] = 1;
		bet[i] = .5;
	}
	for (int k = 0; k < 4; k++) {
		struct stratum s[] = {
			{ .4, 1, 2000, x, bet, DRAWS, k / 2 == 1 },
			{ .6, 1, 2000, x, bet, DRAWS, k / 2 == 1 } };
		struct stratum_said said = least((struct stratum_ask){ .s = s,
		    .n = 2, .mean = .5, .near = .01, .method = k % 2 == 0 ?
		    STRATUM_UNION : STRATUM_FISHER });

		assert_true(said.p > 0 && said.p < 1e-3);
	}
}

static void
weights_that_do_not_make_one_are_refused(void **state)
{
	struct stratum s[] = { a_stratum(0, .4), a_stratum(1, .5) };
	struct stratum_ask ask = { .s = s, .n = 2, .mean = .5 };
	struct arena a = { 0 };
	struct stratum_said said;
	struct err e;

	(void)state;
	assert_false(stratum_least(&a, &ask, &said, &e));
	assert_non_null(strstr(e.text, "found strata that weigh 0.9"));
	s[1].weight = .6;
	s[1].cards = 10;
	assert_false(stratum_least(&a, &ask, &said, &e));
	assert_non_null(strstr(e.text, "stratum 2: found 60 draws"));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_stratum_is_the_test_itself),
		cmocka_unit_test(two_strata_are_searched_to_the_least),
		cmocka_unit_test(three_strata_are_searched_to_the_least),
		cmocka_unit_test(stopping_early_only_weakens),
		cmocka_unit_test(fisher_of_two),
		cmocka_unit_test(no_draws_are_no_evidence),
		cmocka_unit_test(clear_evidence_confirms),
		cmocka_unit_test(weights_that_do_not_make_one_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
