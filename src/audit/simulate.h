/* SPDX-License-Identifier: Apache-2.0 */
/*
 * simulate: how many draws a test of stat/mart.h will take.
 *
 *	struct simulate s = { .rule = &rule, .of = { value, count, 3 },
 *	    .alpha = .05, .seed = 7 };
 *	TRY(simulate_sizes(a, &s, (struct simulate_part){ 0, 200 }, size, e));
 *	struct simulate_said said = simulate_say(size, 200, cards);
 *
 * The cards are given as few values, each with how many cards have it; they
 * are drawn as they are needed, and never laid out.  Each replicate depends
 * on the seed and its own number alone, so that any process can do any part
 * of them, and the parts put together are the whole.
 */
#ifndef AUDIT_SIMULATE_H
#define AUDIT_SIMULATE_H

#include "base/num.h"
#include "stat/mart.h"

struct arena;

struct simulate_cards {
	const double  *value;
	const int64_t *count;
	size_t         n;
};

struct simulate {
	const struct mart_rule *rule;	/* its null says whether a card is put back */
	struct simulate_cards   of;
	double                  alpha;	/* the risk limit */
	uint64_t                seed;
	int64_t                 most;	/* stop at so many draws; 0: at all cards */
};

/* Replicates ${from} to ${to} - 1. */
struct simulate_part {
	uint64_t from, to;
};

/*
 * simulate_sizes(a, s, part, size, e):
 * The draw at which each replicate of ${part} confirms, into ${size}; one
 * more than the most there are if it does not.  ${a} is for work: what it
 * holds afterwards is of no use.  Fails if the cards are not as many as the
 * null says, if a value is out of bounds, or the rule is no test.
 */
bool simulate_sizes(struct arena *a, const struct simulate *s,
    struct simulate_part part, int64_t *size, struct err *e);

/* What the sizes of all replicates say together. */
struct simulate_said {
	size_t  runs, missed;	/* missed: those that confirmed at no draw */
	double  mean;
	int64_t q50, q80, q90, q99;	/* the least size that so many percent keep within */
};

/* simulate_say(size, n, most): Sorts ${size}; ${most} stands for what confirmed at no draw. */
struct simulate_said simulate_say(int64_t *size, size_t n, int64_t most);

/*
 * simulate_counts(v, n, cards, count):
 * How many of ${cards} cards have each of the ${n} values at the rates given,
 * rounded half up; the first value takes what is left.
 */
void simulate_counts(const struct kelly_value *v, size_t n, int64_t cards,
    int64_t *count);

/*
 * simulate_tiled(r, x, alpha, size, e):
 * The draw at which ${r} confirms if the draws are those of ${x} again and
 * again: SHANGRLA's sample_size without repetitions, which repeats each draw
 * in its place.  All cards if it does not.
 */
bool simulate_tiled(const struct mart_rule *r, struct mart_sample x,
    double alpha, int64_t *size, struct err *e);

/* simulate_formula(alpha, bet, noerror, t): ln(1/alpha) / ln(1 + bet(noerror - t)), rounded up: no errors, cards put back. */
struct simulate_formula {
	double alpha, bet, noerror, mean;
};
int64_t simulate_formula(struct simulate_formula f);

#endif
