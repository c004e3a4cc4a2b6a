/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mart: tests of whether the mean of a list of numbers from 0 to u is at most
 * t, by betting that it is not, a draw at a time.
 *
 *	struct mart_null null = { .mean = .5, .most = 1, .cards = 200 };
 *	struct mart_rule rule = mart_shrink(null, .6);
 *	struct mart m = mart_begin(&rule);
 *
 *	mart_step(&m, x);		for every draw, in the order drawn
 *	if (mart_p(&m) <= .05)
 *		...			the mean is above t
 *
 * The fortune T begins at 1 and is multiplied at every draw by something
 * whose mean is at most 1 if the mean of the list is at most t.  So T exceeds
 * 1/a with probability at most a, whenever one looks (Ville 1939), and
 * 1 / max T is a p-value.  Papers: ALPHA (Stark 2023, arXiv 2201.02707, §2),
 * betting (Waudby-Smith and Ramdas, arXiv 2010.09686, §4), COBRA (Spertus
 * 2023, arXiv 2304.01010), Kaplan (Stark 2009; SHANGRLA, arXiv 1911.10035, §3).
 *
 * T is kept as a product whose power of two is counted apart: that is the
 * range of a logarithm without its cost.
 *
 * The guards are those of SHANGRLA (shangrla/core/NonnegMean.py at 9d5db92),
 * and four of ours, each of which bets less than it (docs/peers.md).
 */
#ifndef STAT_MART_H
#define STAT_MART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stat/kelly.h"

struct err;

/* From 1 to the next double. */
#define MART_EPSILON 0x1p-52

/* What is tested: that ${cards} numbers from 0 to ${most} have at most this mean. */
struct mart_null {
	double  mean;	/* t: from 0 to most */
	double  most;	/* u; INFINITY where a method needs no bound */
	int64_t cards;	/* drawn without replacement from so many; 0: with replacement */
};

enum mart_method {
	MART_SHRINK,		/* ALPHA, the mean so far shrunk and truncated */
	MART_ALTERNATIVE,	/* ALPHA, one other mean: Wald's SPRT */
	MART_CONSTANT,		/* ALPHA, one eta at all draws */
	MART_BET,		/* betting, one bet at all draws */
	MART_AGRAPA,		/* betting, approximately the fastest growth so far */
	MART_ADAPTIVE,		/* betting, the fastest growth at rates that are learnt */
	MART_KAPLAN_MARKOV,
	MART_KAPLAN_WALD,
	MART_KAPLAN_KOLMOGOROV,
};

/* How many values of an adaptive bet can be learnt: D'Hondt has seven. */
#define MART_LEARNT 16

/* How to bet.  Made by the functions below; a field may be changed after. */
struct mart_rule {
	enum mart_method method;
	struct mart_null null;
	double eta;		/* the mean that is expected */
	double d;		/* SHRINK, ADAPTIVE: what is expected weighs d draws */
	double c;		/* SHRINK: eta stays c / sqrt(d + j - 1) from both ends. AGRAPA: first share */
	double c_max, c_grow;	/* AGRAPA: last share, and how fast it is approached */
	double f, min_sd;	/* SHRINK: pull to ${most}, stronger for little spread */
	double bet;		/* BET; AGRAPA: of the first draw */
	double g;		/* KAPLAN: padding, so that a 0 does not end all */
	double max_loss;	/* ADAPTIVE: the largest share of T lost by one draw */
	const struct kelly_value *value;	/* ADAPTIVE: what may be drawn; the caller's */
	size_t values;
	size_t learnt;		/* of ${value}: so many first ones have their rates learnt */
};

/* mart_shrink(null, eta): ALPHA §2.5.2 with SHANGRLA's defaults: c = (eta - t)/2, d = 100, f = 0. */
struct mart_rule mart_shrink(struct mart_null null, double eta);

/* mart_alternative(null, eta): (N eta - S) / (N - j + 1), ALPHA §2.1; for two values BRAVO. */
struct mart_rule mart_alternative(struct mart_null null, double eta);

/* mart_optimal_comparison(null, p2): One eta that is best if a share ${p2} of the cards overstates by two votes (SHANGRLA). */
struct mart_rule mart_optimal_comparison(struct mart_null null, double p2);

/* mart_bet(null, bet): The same bet at every draw, but never more than can be lost. */
struct mart_rule mart_bet(struct mart_null null, double bet);

/* mart_agrapa(null, bet): Waudby-Smith and Ramdas §B.3 for bets of 0 and more; the first is ${bet}. */
struct mart_rule mart_agrapa(struct mart_null null, double bet);

/*
 * mart_adaptive(null, v, n, learnt):
 * Bet what grows fastest (stat/kelly.h) if the ${n} values ${v} come at their
 * rates.  The first value is that of a card without error: its rate is
 * whatever the others leave.  The next ${learnt} - 1 are those of errors:
 * their rates are corrected by what is drawn, (d x rate + seen) / (d + draws)
 * (COBRA eq. 4).  The rest, as the values of ONEAudit's pools, are known.
 * ${v} must outlive the rule; ${learnt} is from 1 to MART_LEARNT.
 */
struct mart_rule mart_adaptive(struct mart_null null,
    const struct kelly_value *v, size_t n, size_t learnt);

/* mart_kaplan(method, null, g): Kaplan-Markov, -Wald or -Kolmogorov. */
struct mart_rule mart_kaplan(enum mart_method method, struct mart_null null,
    double g);

/* mart_check(r, e): Refuse a rule that is no test: a mean outside 0 to u, a share outside 0 to 1. */
bool mart_check(const struct mart_rule *r, struct err *e);

/* Of a fortune: t x 2^(512 e), with t from 2^-256 to 2^256, or 0. */
struct mart_fortune {
	double  t;
	int64_t e;
};

/* A test in progress; holds no memory of its own. */
struct mart {
	const struct mart_rule *rule;
	int64_t draws;
	double  sum, lost;	/* of what was drawn; what rounding took from it */
	double  average, squares;	/* Welford's, of what was drawn */
	double  before;		/* null mean at the last draw */
	double  bet;		/* last answer of kelly_bet */
	struct mart_fortune fortune, best;
	bool    idle;		/* the last draw could tell nothing: T counts as 1 */
	bool    certain;	/* no completion of the sample has a mean of at most t */
	int64_t seen[MART_LEARNT];
	double  share;		/* ADAPTIVE: of the cards that are not in pools */
};

/* mart_begin(r): Nothing drawn yet; ${r} must outlive it. */
struct mart mart_begin(const struct mart_rule *r);

/* mart_takes(m, x, e): Refuse a draw that cannot be: outside 0 to u, or more draws than cards. */
bool mart_takes(const struct mart *m, double x, struct err *e);

/* mart_step(m, x): One draw, which mart_takes would take. */
void mart_step(struct mart *m, double x);

/* mart_p(m): The p-value: 1 / the largest T so far, at most 1. */
double mart_p(const struct mart *m);

/* mart_p_now(m): 1 / T, at most 1: for a sample that stands in no order. */
double mart_p_now(const struct mart *m);

/* mart_log(m): ln T now; INFINITY when the null is impossible, -INFINITY when all is lost. */
double mart_log(const struct mart *m);

/* mart_crosses(m, alpha): whether mart_p_now is at most ${alpha}; quicker. */
bool mart_crosses(const struct mart *m, double alpha);

/* mart_null_mean(null, draws, sum): Mean of the cards left if the null is true, after ${draws} with this sum. */
double mart_null_mean(struct mart_null null, int64_t draws, double sum);

/* mart_eta(m), mart_stake(m): What ALPHA expects, or what betting stakes, at the next draw. */
double mart_eta(const struct mart *m);
double mart_stake(struct mart *m);

struct mart_sample {
	const double *x;
	size_t        n;
};

/* Where mart_history puts a p-value a draw, and that of all. */
struct mart_said {
	double *p, *all;
};

/*
 * mart_history(r, s, out, e):
 * The p-value at each draw of ${s}, as SHANGRLA prints them: a draw that
 * makes the null impossible shows as 0 at the draw after it, or at once if
 * it is the last.  No draw at all has a p-value of 1.
 */
bool mart_history(const struct mart_rule *r, struct mart_sample s,
    struct mart_said out, struct err *e);

#endif
