/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The verifier's risks against those of the peers.  Sources: arlo 8d86156
 * (test_bravo.py, test_supersimple.py, test_macro.py, test_minerva.py,
 * test_minerva2.py), athena 9e07d15 (test_athena.json), SHANGRLA 9d5db92.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "risk.h"

#define IS_NEAR(found, expected, relative) is_near(found, expected, relative, \
	__LINE__)

static void
is_near(double found, double expected, double relative, int line)
{
	if (fabs(found - expected) > relative * fabs(expected))
		fail_msg("line %d: found %.17g, expected %.17g", line, found,
		    expected);
}

static double
bravo(double w, double l, uint64_t found_w, uint64_t found_l)
{
	return risk_of(bravo_log(w / (w + l), found_w, found_l));
}

static void
v16_risks_of_bravo(void **state)
{
	(void)state;
	IS_NEAR(bravo(600, 400, 72, 47), .07140372947931496, 1e-12);
	IS_NEAR(bravo(600, 200, 25, 18), 1, 0);
	IS_NEAR(bravo(600, 100, 25, 5), .000738346245650534, 1e-12);
	IS_NEAR(bravo(300, 200, 72, 48), .0892546618491437, 1e-12);
	IS_NEAR(bravo(300, 200, 30, 25), 1, 1);
	IS_NEAR(bravo(600, 100, 60, 10), 2.487070415720319e-09, 1e-12);
	IS_NEAR(bravo(10000, 9000, 1200, 1000), .0005615936598345083, 1e-12);
	IS_NEAR(bravo(2471981, 2457924, 2471971, 2457924),
	    2.035688053599178e-09, 1e-9);
	IS_NEAR(bravo(400, 10, 3, 0), .134611328125, 1e-12);
	IS_NEAR(bravo(5, 0, 3, 0), .125, 1e-12);
	IS_NEAR(bravo(5, 0, 3, 1), 1, 0);
}

/* ${n} draws, of which one has an error of ${votes}. */
static double
supersimple(double ballots, double margin, int n, int votes)
{
	double all = 2 * 1.03905 * ballots / margin;
	double clean = kaplan_markov_log(all, 0);

	return risk_of((n - 1) * clean + kaplan_markov_log(all,
	    votes / (2 * 1.03905)));
}

static void
v28_risks_of_super_simple(void **state)
{
	static const struct {
		double ballots, margin;
		int    n;
		double clean, one, two;
	} of[] = {
		{ 100000, 20000, 27, .06507, .12534, 1 },
		{ 60000, 6000, 54, .06973, .13441, 1 },
		{ 36000, 5400, 36, .06740, .12992, 1 },
		{ 15000, 2000, 40, .07048, .13585, 1 },
		{ 10000, 10000, 6, .01950, .03758, .51877 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
		IS_NEAR(supersimple(of[i].ballots, of[i].margin, of[i].n, 0),
		    of[i].clean, 2e-4);
		IS_NEAR(supersimple(of[i].ballots, of[i].margin, of[i].n, 1),
		    of[i].one, 1e-3);
		IS_NEAR(supersimple(of[i].ballots, of[i].margin, of[i].n, 2),
		    of[i].two, 2e-4);
	}
}

static double
macro(double all, int clean, double taint)
{
	return risk_of(clean * kaplan_markov_log(all, 0) +
	    (taint > 0 ? kaplan_markov_log(all, taint) : 0));
}

static void
v34_v35_risks_of_macro(void **state)
{
	(void)state;
	IS_NEAR(macro(21, 30, 0), pow(20. / 21, 30), 1e-12);
	IS_NEAR(macro(21, 30, 1. / 21), pow(20. / 21, 30), 1e-12);
	IS_NEAR(macro(11, 30, 0), pow(10. / 11, 30), 1e-12);
	IS_NEAR(macro(23. / 3, 39, 0), pow(20. / 23, 39), 1e-12);
	IS_NEAR(macro(4.591836734693877551, 3, 0), .47861956652949245, 1e-12);
	IS_NEAR(macro(4.5, 3, 0), .47050754458161864, 1e-12);
	IS_NEAR(macro(21, 30, 1), 1, 0);
}

static const double VALUES[] = { 1, 1, .5, 0, 1, 1, 1, .5, 1, 0, 1, 1, 1, 1, 1,
	1, .5, 1, 1, 1 };

static double
played(struct hand h)
{
	h.t = .5;
	h.u = 1;
	for (size_t i = 0; i < sizeof VALUES / sizeof VALUES[0]; i++)
		hand_take(&h, VALUES[i]);
	return hand_risk(&h);
}

static void
v48_risks_of_bets(void **state)
{
	(void)state;
	IS_NEAR(played((struct hand){ .bet = bet_shrunk, .n = 200, .eta = .6,
	    .d = 10, .c = .05 }), .016697526635751442, 1e-12);
	IS_NEAR(played((struct hand){ .bet = bet_shrunk, .eta = .6, .d = 100,
	    .c = .05 }), .07358715875981389, 1e-12);
	IS_NEAR(played((struct hand){ .bet = bet_fixed, .eta = .7 }),
	    .01785570343210573, 1e-12);
	IS_NEAR(played((struct hand){ .bet = bet_agrapa, .n = 200 }),
	    .008637832942381442, 1e-12);
	IS_NEAR(played((struct hand){ .bet = bet_wald, .c = .1 }),
	    .006587126226083928, 1e-12);
}

/* 60 cards, one of which overstates by a vote. */
static double
compared(struct hand h, double margin)
{
	h.t = .5;
	h.u = 2 / (2 - margin);
	for (int i = 0; i < 60; i++)
		hand_take(&h, (i == 30 ? .5 : 1) / (2 - margin));
	return hand_risk(&h);
}

/* The same, if nine tenths are bet on each of 10,000. */
static double
most_is_bet(double margin)
{
	double sum = 0, fortune = 1, best = 1;

	for (int i = 0; i < 60; i++) {
		double x = (i == 30 ? .5 : 1) / (2 - margin);
		double mu = (5000 - sum) / (10000 - i);

		fortune *= 1 + .9 / mu * (x - mu);
		best = fmax(best, fortune);
		sum += x;
	}
	return 1 / best;
}

static void
v49_risks_of_comparisons(void **state)
{
	double u = 2 / 1.9, good = u * (1 - 1e-4);
	struct hand rates = { .bet = bet_learnt, .n = 10000,
		.value = { u / 2, u / 4, 0, 3 * u / 4, u },
		.rate = { 0, 1e-3, 1e-4, 0, 0 } };

	(void)state;
	IS_NEAR(compared((struct hand){ .bet = bet_fixed, .n = 10000,
	    .eta = (1 - good) / (2 - 2 * u) + good - .5 }, .1),
	    .09179897038351714, 1e-12);
	IS_NEAR(compared(rates, .1), most_is_bet(.1), 1e-12);
	rates.rate[1] = .2;
	assert_true(compared(rates, .1) > most_is_bet(.1));
}

static void
what_cannot_be_under_the_null_has_no_risk(void **state)
{
	struct hand h = { .t = 3. / 7, .u = 1, .n = 7, .eta = .6, .d = 100,
		.c = .08, .bet = bet_shrunk };
	static const double x[] = { 1, 0, 1, 1, 0, 0, 1 };

	(void)state;
	assert_true(hand_risk(&h) == 1);
	for (int i = 0; i < 6; i++)
		hand_take(&h, x[i]);
	assert_true(hand_risk(&h) > 0);
	hand_take(&h, x[6]);
	assert_true(hand_risk(&h) == 0);
}

/* The least number of votes with which ${rounds} rounds would stop. */
static void
are_least(double share, const uint64_t *n, const uint64_t *least, size_t rounds)
{
	struct vote_round r[3] = { { 0, 0 } };

	for (size_t i = 0; i < rounds; i++) {
		r[i] = (struct vote_round){ n[i], least[i] };
		assert_true(minerva_risk(share, .1, r, i + 1) <= .1);
		r[i].k--;
		assert_true(minerva_risk(share, .1, r, i + 1) > .1);
	}
}

static void
v20_v21_minerva_stops_where_athena_does(void **state)
{
	static const uint64_t rounds[] = { 193, 332, 587 };

	(void)state;
	are_least(7700. / 14000, rounds, (const uint64_t[]){ 110, 183, 315 },
	    3);
	are_least(.6, (const uint64_t[]){ 100, 200, 400 },
	    (const uint64_t[]){ 58, 113, 221 }, 3);
}

static void
v23_risks_of_minerva(void **state)
{
	(void)state;
	IS_NEAR(minerva_risk(.6, .1, (struct vote_round[]){ { 80, 40 },
	    { 180, 110 } }, 2), .006382031505998192, 1e-9);
	IS_NEAR(minerva_risk(.6, .1, (struct vote_round[]){ { 96, 56 } }, 1),
	    .0933945799801079, 1e-9);
	IS_NEAR(minerva_risk(.6, .1, (struct vote_round[]){ { 80, 40 } }, 1),
	    .5596434615209632, 1e-9);
}

static void
v25_risks_of_providence(void **state)
{
	(void)state;
	IS_NEAR(providence_risk(450. / 850, (struct vote_round[]){ { 100, 54 },
	    { 200, 109 } }, 2), .3614293635757271, 1e-9);
	IS_NEAR(providence_risk(.6, (struct vote_round[]){ { 96, 56 } }, 1),
	    .0933945799801079, 1e-9);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v16_risks_of_bravo),
		cmocka_unit_test(v28_risks_of_super_simple),
		cmocka_unit_test(v34_v35_risks_of_macro),
		cmocka_unit_test(v48_risks_of_bets),
		cmocka_unit_test(v49_risks_of_comparisons),
		cmocka_unit_test(what_cannot_be_under_the_null_has_no_risk),
		cmocka_unit_test(v20_v21_minerva_stops_where_athena_does),
		cmocka_unit_test(v23_risks_of_minerva),
		cmocka_unit_test(v25_risks_of_providence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
