/* SPDX-License-Identifier: Apache-2.0 */
/*
 * martingale: how long the simulation of sample sizes takes, at the sizes of
 * SHANGRLA's own and at ten times as many cards and replicates.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/simulate.h"

#include "cpu.h"

static void
run(const char *name, const struct simulate *s, uint64_t runs)
{
	struct arena a = { 0 };
	int64_t *size = arena_zero(&a, runs, sizeof *size);
	double begun = cpu();
	struct simulate_said said;
	struct rusage r;
	struct err e;

	if (!simulate_sizes(&a, s, (struct simulate_part){ 0, runs }, size,
	    &e)) {
		fprintf(stderr, "martingale: %s\n", e.text);
		exit(1);
	}
	said = simulate_say(size, runs, s->rule->null.cards);
	getrusage(RUSAGE_SELF, &r);
	printf("%-34s %9lld x %5llu  %7.3f s  %3ld MiB  "
	    "50%% %lld 90%% %lld 99%% %lld mean %.0f missed %zu\n", name,
	    (long long)s->rule->null.cards, (unsigned long long)runs,
	    cpu() - begun, r.ru_maxrss / 1024, (long long)said.q50,
	    (long long)said.q90, (long long)said.q99, said.mean, said.missed);
	arena_free(&a);
}

/* Overstatements of one and two votes, and understatements, at usual rates. */
static void
comparison(double margin, int64_t cards, uint64_t runs)
{
	double good = 1 / (2 - margin);
	const struct kelly_value v[] = { { good, 0 }, { good / 2, .001 },
		{ 0, .0001 }, { good * 1.5, .001 }, { good * 2, .0001 } };
	struct mart_null null = { .5, 2 * good, cards };
	struct mart_rule rule[] = { mart_optimal_comparison(null, 1e-4),
		mart_adaptive(null, v, 5, 5), mart_agrapa(null, 1.5) };
	static const char *const name[] = { "comparison, optimal eta",
		"comparison, adaptive bet", "comparison, aGRAPA" };
	double value[5];
	int64_t count[5];
	char text[64];

	simulate_counts(v, 5, cards, count);
	for (int i = 0; i < 5; i++)
		value[i] = v[i].x;
	for (int i = 0; i < 3; i++) {
		struct simulate s = { .rule = &rule[i],
			.of = { value, count, 5 }, .alpha = .05, .seed = 1 };

		snprintf(text, sizeof text, "%s, %g %%", name[i],
		    margin * 100);
		run(text, &s, runs);
	}
}

/* At a margin of 0 nothing confirms, and every card is drawn. */
static void
polling(double margin, int64_t cards, uint64_t runs)
{
	static const double value[] = { 1, .5, 0 };
	int64_t lead = (int64_t)(margin * (double)cards / 2);
	int64_t none = cards / 20, half = (cards - none) / 2;
	int64_t count[] = { half + lead, none, cards - none - half - lead };
	struct mart_rule rule = mart_shrink((struct mart_null){ .5, 1, cards },
	    .5 + (margin > 0 ? margin : .01) / 2);
	struct simulate s = { .rule = &rule, .of = { value, count, 3 },
		.alpha = .05, .seed = 1 };
	char text[64];

	snprintf(text, sizeof text, "polling, shrink-trunc, %g %%",
	    margin * 100);
	run(text, &s, runs);
}

int
main(void)
{
	comparison(.02, 1000000, 200);
	comparison(.02, 10000000, 200);
	comparison(.02, 1000000, 2000);
	polling(.02, 1000000, 4);
	polling(.02, 10000000, 4);
	polling(0, 1000000, 4);
	polling(0, 10000000, 4);
	return 0;
}
