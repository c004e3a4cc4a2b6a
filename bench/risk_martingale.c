/* SPDX-License-Identifier: Apache-2.0 */
/*
 * risk_martingale: how often a wrong outcome passes, for every test of
 * stat/mart.h and audit/stratum.h, each looked at after every draw until all
 * cards are drawn (strata: after 150 draws from each).
 *
 * The null is a tie: the mean is 1/2 exactly, the worst of all wrong
 * outcomes.  The exit status is 1 if a lower end of an interval is above the
 * risk limit.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "stat/rng.h"

#include "audit/simulate.h"
#include "audit/stratum.h"

#include "passes.h"

#define RUNS  10000
#define CARDS 2000
#define ALPHA .05

static int failed;

static void
test(const char *name, struct mart_rule rule, struct simulate_cards of)
{
	static int64_t size[RUNS];
	struct simulate s = { .rule = &rule, .of = of, .alpha = ALPHA,
		.seed = 20260519, .most = CARDS };
	struct arena a = { 0 };
	int passed = 0;
	struct err e;

	if (!simulate_sizes(&a, &s, (struct simulate_part){ 0, RUNS }, size,
	    &e)) {
		fprintf(stderr, "risk_martingale: %s: %s\n", name, e.text);
		exit(1);
	}
	for (int i = 0; i < RUNS; i++)
		passed += size[i] <= CARDS;
	failed |= passes_say(name, passed, RUNS, ALPHA);
	arena_free(&a);
}

static void
polling(void)
{
	static const double value[] = { 1, .5, 0 };
	static const int64_t count[] = { 950, 100, 950 };
	struct simulate_cards of = { value, count, 3 };
	struct mart_null null = { .5, 1, CARDS }, back = { .5, 1, 0 };
	struct mart_rule pulled = mart_shrink(null, .55);

	pulled.f = .1;
	test("polling, ALPHA shrink-trunc", mart_shrink(null, .55), of);
	test("polling, ALPHA shrink-trunc, f = .1", pulled, of);
	test("polling, SPRT", mart_alternative(null, .55), of);
	test("polling, SPRT, cards put back", mart_alternative(back, .55), of);
	test("polling, bet .2", mart_bet(null, .2), of);
	test("polling, aGRAPA", mart_agrapa(null, .2), of);
	test("polling, Kaplan-Kolmogorov, g = 2",
	    mart_kaplan(MART_KAPLAN_KOLMOGOROV, null, 2), of);
	test("polling, Kaplan-Markov, g = 2, put back",
	    mart_kaplan(MART_KAPLAN_MARKOV, back, 2), of);
	test("polling, Kaplan-Wald, g = .8, put back",
	    mart_kaplan(MART_KAPLAN_WALD, back, .8), of);
}

/* A reported margin of 5 %, of which 50 overstatements by two votes take all. */
static void
comparison(void)
{
	static const struct kelly_value v[] = { { 1 / 1.95, 0 },
		{ .5 / 1.95, .001 }, { 0, .001 } };
	static const double value[] = { 1 / 1.95, 0 };
	static const int64_t count[] = { 1950, 50 };
	struct simulate_cards of = { value, count, 2 };
	struct mart_null null = { .5, 2 / 1.95, CARDS };

	test("comparison, optimal eta, p2 = .001",
	    mart_optimal_comparison(null, .001), of);
	test("comparison, adaptive bet", mart_adaptive(null, v, 3, 3), of);
	test("comparison, aGRAPA", mart_agrapa(null, 1.8), of);
	test("comparison, Kaplan-Kolmogorov, g = .1",
	    mart_kaplan(MART_KAPLAN_KOLMOGOROV, null, .1), of);
}

/* A tenth of the cards in a pool; its cards are as it says, the others overstate. */
static void
pooled(void)
{
	double mean = .55, good = 1 / 1.95;
	double win = (2 - mean) * good, lose = (1 - mean) * good;
	const struct kelly_value v[] = { { good, 0 }, { 0, .001 },
		{ win, .055 }, { lose, .045 } };
	const double value[] = { good, 0, win, lose };
	static const int64_t count[] = { 1750, 50, 110, 90 };
	struct mart_null null = { .5, 2 * good, CARDS };

	test("ONEAudit, adaptive bet", mart_adaptive(null, v, 4, 2),
	    (struct simulate_cards){ value, count, 4 });
}

enum { DRAWS = 150 };

/* One of two strata of 1,000 cards, of which ${winner} are the winner's. */
static struct stratum
draw(struct rng *rng, int64_t winner, double *x, const double *bet)
{
	int64_t left = 1000;

	for (int i = 0; i < DRAWS; i++, left--) {
		x[i] = (int64_t)rng_below(rng, (uint64_t)left) < winner;
		winner -= x[i] > 0;
	}
	return (struct stratum){ .5, 1, 1000, x, bet, DRAWS, false };
}

static void
strata(const char *name, enum stratum_method method, bool shares)
{
	double x[2][DRAWS], bet[DRAWS];
	int passed = 0;

	for (int i = 0; i < DRAWS; i++)
		bet[i] = .5;
	for (uint64_t r = 0; r < RUNS; r++) {
		struct rng rng = rng_seed(20260519, r);
		struct stratum s[] = { draw(&rng, 600, x[0], bet),
			draw(&rng, 400, x[1], bet) };
		struct stratum_said said;
		struct arena a = { 0 };
		struct err e;
		struct stratum_ask ask = { .s = s, .n = 2, .mean = .5,
			.method = method, .near = .01 };

		s[0].shares = s[1].shares = shares;
		if (!stratum_least(&a, &ask, &said, &e)) {
			fprintf(stderr, "risk_martingale: %s\n", e.text);
			exit(1);
		}
		passed += said.p <= ALPHA;
		arena_free(&a);
	}
	failed |= passes_say(name, passed, RUNS, ALPHA);
}

int
main(void)
{
	polling();
	comparison();
	pooled();
	strata("two strata, union, bets", STRATUM_UNION, false);
	strata("two strata, union, shares", STRATUM_UNION, true);
	strata("two strata, Fisher, bets", STRATUM_FISHER, false);
	strata("two strata, Fisher, shares", STRATUM_FISHER, true);
	return failed;
}
