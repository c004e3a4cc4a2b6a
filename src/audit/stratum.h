/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stratum: one outcome, whose cards stand in several strata that are sampled
 * and tested apart.
 *
 * The outcome is wrong if the means of the strata, each weighed by its share
 * of the cards, make at most t together.  Nobody knows how such a null would
 * be split, so the evidence is the least over all splits:
 *
 *	union:	the product of the strata's fortunes, each against its own
 *		mean (the union of intersections test sequence, UI-TS, of
 *		Spertus, Sridhar and Stark 2024, arXiv 2409.06680).  The next
 *		draw may come from any stratum, chosen by what was seen.
 *	Fisher:	-2 sum ln p is chi-squared with 2K degrees of freedom (SUITE:
 *		Ottoboni et al. 2018, arXiv 1809.04235, §3).  The strata must
 *		be drawn independently.
 *
 * Why it holds: the bets of a stratum are fixed before each draw.  They are the
 * same for every null mean m, or a share of 1/m, and cut to .99 of 1/m; a draw
 * multiplies the fortune by 1 + bet(x - m), which then falls as m grows.  The
 * evidence of a box of splits is then at least that at its upper corner.
 * stratum_least cuts the boxes of which that is least, and what it returns
 * is below the evidence of every split, however early it stops.
 */
#ifndef AUDIT_STRATUM_H
#define AUDIT_STRATUM_H

#include "stat/mart.h"

struct arena;

#define STRATUM_MOST 8

/* What was drawn from one stratum, and what was staked before each draw. */
struct stratum {
	double        weight;	/* share of all cards */
	double        most;	/* the largest value */
	int64_t       cards;	/* 0: each card is put back */
	const double *x;	/* draws, in order */
	const double *bet;	/* 0 and more; cut to .99 of what can be lost */
	size_t        n;
	bool          shares;	/* ${bet} is itself the share that can be lost: a bet of share / m */
};

/* stratum_bets(r, s, bet): What ${r} stakes at each draw against its own null: say, that the stratum is as the whole. */
void stratum_bets(const struct mart_rule *r, struct mart_sample s, double *bet);

/* stratum_now(s, mean): ln of the fortune of ${s} against ${mean}; INFINITY if no such mean can be. */
double stratum_now(const struct stratum *s, double mean);

/* stratum_best(s, mean): ln of the largest it ever was, at least 0: -ln of a p-value. */
double stratum_best(const struct stratum *s, double mean);

enum stratum_method {
	STRATUM_UNION,
	STRATUM_FISHER,
};

struct stratum_ask {
	const struct stratum *s;
	size_t                n;	/* 1 to STRATUM_MOST */
	double                mean;	/* t, of all cards */
	enum stratum_method   method;
	double                near;	/* stop when within so much; 1e-6 if 0 */
	size_t                pieces;	/* or after so many boxes; 20,000 if 0 */
};

/* The least evidence of all splits: between ${bound} and ${found}; a natural logarithm. */
struct stratum_said {
	double bound, found;
	double split[STRATUM_MOST];	/* where ${found} was found */
	double p;			/* of ${bound}: it errs upwards */
	size_t pieces;
};

/* stratum_least(a, ask, said, e): Fails if weights do not make 1, a draw is out of bounds or more draws than cards. */
bool stratum_least(struct arena *a, const struct stratum_ask *ask,
    struct stratum_said *said, struct err *e);

/* stratum_fisher(evidence, n): p of ${n} independent p-values with -sum ln p = ${evidence}. */
double stratum_fisher(double evidence, size_t n);

#endif
