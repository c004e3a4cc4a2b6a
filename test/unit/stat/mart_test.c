/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/err.h"
#include "stat/mart.h"

#include "mart_vectors.h"

#define LEN(a) (sizeof(a) / sizeof *(a))

static const struct mart_null HALF = { .mean = .5, .most = 1 };
static const struct mart_null OF_200 = { .mean = .5, .most = 1, .cards = 200 };

static void
assert_near(double found, double expected)
{
	if (fabs(found - expected) > 1e-12 * fabs(expected))
		fail_msg("found %.17g, expected %.17g", found, expected);
}

/* The p-value of all; each one of ${x} is held against ${want}, if any. */
static double
run(struct mart_rule r, struct mart_sample s, const double *want)
{
	double p[100], all;
	struct err e;

	if (!mart_history(&r, s, (struct mart_said){ p, &all }, &e))
		fail_msg("%s", e.text);
	for (size_t i = 0; want != NULL && i < s.n; i++)
		assert_near(p[i], want[i]);
	return all;
}

static double
run_v48(struct mart_rule r, const double *want)
{
	return run(r, (struct mart_sample){ V48, LEN(V48) }, want);
}

static void
v48_alpha_shrunk_and_truncated(void **state)
{
	struct mart_rule r = mart_shrink(OF_200, .6);

	(void)state;
	r.d = 10;
	r.c = .05;
	assert_near(run_v48(r, SHRINK), .016697526635751442);
	r.f = .1;
	assert_near(run_v48(r, PULL), .007979496229353669);
	r = mart_shrink(HALF, .6);
	r.c = .05;
	assert_near(run_v48(r, SHRINK_AGAIN), .07358715875981389);
}

static void
v48_alpha_with_one_alternative(void **state)
{
	(void)state;
	assert_near(run_v48(mart_alternative(OF_200, .7), ALTERNATIVE),
	    .012079388097592729);
	assert_near(run_v48(mart_alternative(HALF, .7), ALTERNATIVE_AGAIN),
	    .01785570343210573);
}

static void
v48_betting(void **state)
{
	struct mart_rule r = mart_agrapa(OF_200, .5);

	(void)state;
	r.c = .5;
	r.c_max = .99;
	assert_near(run_v48(r, AGRAPA), .008637832942381442);
	assert_near(run_v48(mart_bet(HALF, 1), BET), .009134633042084669);
}

static void
v48_kaplan(void **state)
{
	(void)state;
	assert_near(run_v48(mart_kaplan(MART_KAPLAN_MARKOV, HALF, .1), MARKOV),
	    .004052107693449254);
	assert_near(run_v48(mart_kaplan(MART_KAPLAN_WALD, HALF, .1), WALD),
	    .006587126226083928);
	assert_near(run_v48(mart_kaplan(MART_KAPLAN_KOLMOGOROV, OF_200, .1),
	    KOLMOGOROV), .0025025070886060814);
}

static void
v49_the_eta_that_is_best_for_comparison(void **state)
{
	struct mart_null null = { .5, 2 / 1.9, 10000 };
	double x[60];

	(void)state;
	for (size_t i = 0; i < LEN(x); i++)
		x[i] = i == 30 ? .5 / 1.9 : 1 / 1.9;
	assert_near(run(mart_optimal_comparison(null, 1e-4),
	    (struct mart_sample){ x, LEN(x) }, OPTIMAL), .09179897038351714);
}

/* What 1 / T says at the end, for a sample in no order. */
static double
run_unordered(struct mart_rule r, const double *x, size_t n)
{
	struct mart m = mart_begin(&r);

	for (size_t i = 0; i < n; i++)
		mart_step(&m, x[i]);
	return mart_p_now(&m);
}

static void
v45_kaplan_markov_and_wald_in_order_and_not(void **state)
{
	static const double x[] = { 1, 1, 1, 1, 1, 0 };
	struct mart_rule km = mart_kaplan(MART_KAPLAN_MARKOV, HALF, 0);
	struct mart_rule kw = mart_kaplan(MART_KAPLAN_WALD, HALF, 0);
	struct mart_sample ones = { x, 5 }, all = { x, 6 };

	(void)state;
	assert_near(run(km, ones, NULL), 1 / 32.);
	assert_near(run(kw, ones, NULL), 1 / 32.);
	km.g = kw.g = .1;
	assert_near(run(km, all, NULL), pow(1.1 / .6, -5));
	assert_near(run_unordered(km, x, 6), pow(1.1 / .6, -5) * 6);
	assert_near(run(kw, all, NULL), pow(1.9, -5));
	assert_near(run_unordered(kw, x, 6), pow(1.9, -5) * 10);
}

static void
v47_a_count_of_all_cards_knows(void **state)
{
	static const double x[] = { 1, 0, 1, 1, 0, 0, 1 };
	static const double y[] = { 1, 0, 1, 1, 0, 0, 0 };
	struct mart_rule r = mart_alternative((struct mart_null){ 3 / 7., 1,
	    7 }, 5 / 7.);
	double p[7], q[7], all;
	struct err e;

	(void)state;
	assert_true(mart_history(&r, (struct mart_sample){ x, 7 },
	    (struct mart_said){ p, &all }, &e));
	assert_true(all == 0);
	assert_true(mart_history(&r, (struct mart_sample){ y, 7 },
	    (struct mart_said){ q, &all }, &e));
	assert_true(p[6] == 0);
	assert_true(q[6] == 1);
	assert_memory_equal(p, q, 6 * sizeof *p);
}

static void
v47_means_under_the_null(void **state)
{
	static const double x[] = { 1, 2, .5, 1, 4 };
	static const double want[] = { 1.53, 1.6625, 1.55, 2.075, 3.15 };
	struct mart_null null = { 1.53, 4, 5 };
	double sum = 0;

	(void)state;
	for (int i = 0; i < 5; i++) {
		assert_near(mart_null_mean(null, i, sum), want[i]);
		sum += x[i];
	}
}

static void
v47_equal_draws_make_a_power(void **state)
{
	double x[10];

	(void)state;
	for (int k = 0; k < 4; k++)
		for (double bet = .2; bet < 2; bet += .3) {
			double one = .6 + .1 * k;

			for (size_t i = 0; i < LEN(x); i++)
				x[i] = one;
			assert_near(run(mart_bet(HALF, bet),
			    (struct mart_sample){ x, LEN(x) }, NULL),
			    pow(1 + bet * (one - .5), -10));
		}
}

/* SHANGRLA takes the cumulative product of cumulative products: .0878. */
static void
the_sprt_multiplies_once(void **state)
{
	static const double x[] = { 1, 1, 1 };

	(void)state;
	assert_near(run(mart_alternative(HALF, .75),
	    (struct mart_sample){ x, 3 }, NULL), 8 / 27.);
}

static void
a_tie_counted_in_full_confirms_nobody(void **state)
{
	double one = 1 / 1.9, none = 1 - one;
	struct mart_rule r = mart_bet((struct mart_null){ .5, 2 / 1.9,
	    20000 }, 1);
	struct mart m = mart_begin(&r);

	(void)state;
	for (int i = 0; i < 20000; i++)
		mart_step(&m, i % 2 == 0 ? one : none);
	assert_false(m.certain);
	assert_true(mart_p_now(&m) > .9);
}

/* Beyond what a double can hold: 2^-2000 of a fortune, and back. */
static void
a_fortune_is_never_too_large_or_too_small(void **state)
{
	struct mart_rule r = mart_bet(HALF, 1.8);
	struct mart m = mart_begin(&r);

	(void)state;
	for (int i = 0; i < 1000; i++)
		mart_step(&m, 0);
	assert_near(mart_log(&m), 1000 * log(.1));
	assert_true(mart_p(&m) == 1);
	for (int i = 0; i < 5000; i++)
		mart_step(&m, 1);
	assert_near(mart_log(&m), 1000 * log(.1) + 5000 * log(1.9));
	assert_true(mart_p(&m) < 1e-200);
}

/* Where the alternative becomes impossible SHANGRLA's T, and its p, fall below 0. */
static void
a_refuted_alternative_gives_no_p_below_0(void **state)
{
	static const double x[] = { 0, 0, 0, 1, 0, 1, 0, 0 };
	struct mart_rule r = mart_alternative((struct mart_null){ .5, 1, 10 },
	    .9);
	double p[8], all;
	struct err e;

	(void)state;
	assert_true(mart_history(&r, (struct mart_sample){ x, 8 },
	    (struct mart_said){ p, &all }, &e));
	for (int i = 0; i < 8; i++)
		assert_true(p[i] >= .05 && p[i] <= 1);
}

static void
no_draw_says_nothing(void **state)
{
	struct mart_rule r = mart_shrink(OF_200, .6);
	struct mart m = mart_begin(&r);

	(void)state;
	assert_true(mart_p(&m) == 1 && mart_p_now(&m) == 1);
	assert_false(mart_crosses(&m, .05));
}

static void
what_cannot_be_drawn_is_refused(void **state)
{
	static const double x[] = { 1, 1.5 }, y[] = { 1, 1, 1 };
	struct mart_rule r = mart_bet((struct mart_null){ .5, 1, 2 }, 1);
	double p[3], all;
	struct err e;

	(void)state;
	assert_false(mart_history(&r, (struct mart_sample){ x, 2 },
	    (struct mart_said){ p, &all }, &e));
	assert_non_null(strstr(e.text, "draw 2: found 1.5"));
	assert_false(mart_history(&r, (struct mart_sample){ y, 3 },
	    (struct mart_said){ p, &all }, &e));
	assert_non_null(strstr(e.text, "the 2 cards"));
	r.null.mean = 2;
	assert_false(mart_history(&r, (struct mart_sample){ x, 1 },
	    (struct mart_said){ p, &all }, &e));
	assert_non_null(strstr(e.text, "null mean"));
}

/* The short way says at each draw what the p-value says, also at the very limit. */
static void
crossing_is_the_p_value_at_the_limit(void **state)
{
	struct mart_rule r = mart_shrink(OF_200, .6);
	struct mart m = mart_begin(&r);

	(void)state;
	for (size_t i = 0; i < LEN(V48); i++) {
		double p;

		mart_step(&m, V48[i]);
		p = mart_p_now(&m);
		assert_true(mart_crosses(&m, p));
		assert_true(p >= 1 || !mart_crosses(&m, p * (1 - 1e-15)));
		assert_int_equal(mart_crosses(&m, .05), p <= .05);
	}
}

/* A draw is worth 1 + stake x (x - m), for every rule that stakes. */
static void
a_stake_says_what_a_draw_is_worth(void **state)
{
	struct mart_rule r[] = { mart_shrink(OF_200, .6),
		mart_alternative(OF_200, .7), mart_bet(OF_200, 1),
		mart_agrapa(OF_200, .5),
		mart_kaplan(MART_KAPLAN_KOLMOGOROV, OF_200, .1),
		mart_kaplan(MART_KAPLAN_WALD, HALF, .1),
		mart_kaplan(MART_KAPLAN_MARKOV, HALF, .1) };

	(void)state;
	for (size_t k = 0; k < LEN(r); k++) {
		struct mart m = mart_begin(&r[k]);

		for (size_t i = 0; i < LEN(V48); i++) {
			double stake = mart_stake(&m), before = mart_log(&m);
			double mean = mart_null_mean(r[k].null, m.draws,
			    m.sum);

			mart_step(&m, V48[i]);
			assert_true(fabs(mart_log(&m) - before -
			    log1p(stake * (V48[i] - mean))) < 1e-12);
		}
	}
}

/* COBRA §3: with no errors expected and none seen, all that may be lost is staked. */
static void
an_adaptive_bet_starts_at_the_top_and_falls_with_errors(void **state)
{
	static const struct kelly_value v[] = { { 1 / 1.9, 0 }, { .5 / 1.9, 0 },
		{ 0, 0 } };
	struct mart_rule r = mart_adaptive((struct mart_null){ .5, 2 / 1.9,
	    100000 }, v, 3, 3);
	struct mart m = mart_begin(&r);
	double first = mart_stake(&m), after;

	(void)state;
	assert_near(first, 1.8);
	for (int i = 0; i < 200; i++)
		mart_step(&m, i % 20 == 19 ? 0 : 1 / 1.9);
	after = mart_stake(&m);
	assert_true(after > 0 && after < 1.7);
}

/* COBRA §3.1: for two values, a without error and 0, (p0(a - m) - p2 m) / (m(a - m)). */
static void
an_adaptive_bet_is_cobras_for_two_values(void **state)
{
	double a = 1 / 1.95, good = .999 * (a - .5), bad = .001 * .5;
	const struct kelly_value v[] = { { a, 0 }, { 0, .001 } };
	struct mart_rule r = mart_adaptive((struct mart_null){ .5, 2 * a, 0 },
	    v, 2, 2);
	struct mart m;

	(void)state;
	r.max_loss = .99;
	m = mart_begin(&r);
	assert_near(mart_stake(&m), (good - bad) / (.5 * (a - .5)));
	for (int i = 0; i < 100; i++)
		mart_step(&m, i == 0 ? 0 : a);
	good = (1 - 1.1 / 200) * (a - .5);
	bad = 1.1 / 200 * .5;
	assert_near(mart_stake(&m), (good - bad) / (.5 * (a - .5)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v45_kaplan_markov_and_wald_in_order_and_not),
		cmocka_unit_test(v47_a_count_of_all_cards_knows),
		cmocka_unit_test(v47_means_under_the_null),
		cmocka_unit_test(v47_equal_draws_make_a_power),
		cmocka_unit_test(v48_alpha_shrunk_and_truncated),
		cmocka_unit_test(v48_alpha_with_one_alternative),
		cmocka_unit_test(v48_betting),
		cmocka_unit_test(v48_kaplan),
		cmocka_unit_test(v49_the_eta_that_is_best_for_comparison),
		cmocka_unit_test(the_sprt_multiplies_once),
		cmocka_unit_test(a_tie_counted_in_full_confirms_nobody),
		cmocka_unit_test(a_fortune_is_never_too_large_or_too_small),
		cmocka_unit_test(a_refuted_alternative_gives_no_p_below_0),
		cmocka_unit_test(no_draw_says_nothing),
		cmocka_unit_test(what_cannot_be_drawn_is_refused),
		cmocka_unit_test(crossing_is_the_p_value_at_the_limit),
		cmocka_unit_test(a_stake_says_what_a_draw_is_worth),
		cmocka_unit_test(an_adaptive_bet_is_cobras_for_two_values),
		cmocka_unit_test(an_adaptive_bet_starts_at_the_top_and_falls_with_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
