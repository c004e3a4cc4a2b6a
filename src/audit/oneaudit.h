/* SPDX-License-Identifier: Apache-2.0 */
/*
 * oneaudit: cards without a vote record of their own stand in pools of which
 * only subtotals are known (ONEAudit: Stark 2023, arXiv 2303.03335, §3).
 *
 * Each card of a pool is taken to say what the pool says on average.  What is
 * then drawn is an overstatement as anywhere else, only that its values are
 * known beforehand with their rates, and the bets can be made for them
 * (mart_adaptive, with these values after those that are learnt).
 *
 * An assorter gives a card ${upper} for the winner, 1/2 for neither, 0 for the
 * loser; the assertion is that its mean is above 1/2.
 */
#ifndef AUDIT_ONEAUDIT_H
#define AUDIT_ONEAUDIT_H

#include "stat/kelly.h"
#include "base/num.h"

struct arena;
struct err;

/* Of one assertion in one pool. */
struct oneaudit_pool {
	const char *id;
	int64_t     cards;	/* in the pool, whatever is on them */
	int64_t     listed;	/* that are known to have the contest; NUM_UNKNOWN: any may */
	int64_t     winner, loser;	/* cards that say so */
};

/* What is asked of an election: the pools, and the cards that have records. */
struct oneaudit_ask {
	const char                 *contest;
	const struct oneaudit_pool *pool;
	size_t                      pools;
	double                      upper;	/* of the assorter */
	int64_t                     singles;	/* cards with a record of their own */
	double                      sum;	/* of the assorter, over their records */
	int64_t                     phantoms;	/* cards that have no record at all: 1/2 each */
};

struct oneaudit {
	int64_t cards;		/* all: the frame of the sample */
	double  margin;		/* v: twice the mean of all records, less 1 */
	double  noerror;	/* what a card without error gives: 1 / (2 - v/u) */
	double  upper;		/* the largest value: twice that */
	double *mean;		/* of the assorter, by pool */
	struct kelly_value *value;	/* three a pool: winner, neither, loser, with their rates of all cards */
	int64_t *count;		/* how many cards have each of them */
	size_t  values;
};

/* oneaudit_cards(p): Cards of ${p} that are drawn for the contest: all, if any may have it. */
int64_t oneaudit_cards(const struct oneaudit_pool *p);

/* oneaudit_mean(p, upper): What the pool says on average; cards without the contest say 1/2. */
double oneaudit_mean(const struct oneaudit_pool *p, double upper);

/* oneaudit_value(o, upper, said, found): What a draw gives, of a card whose record says ${said} and whose paper says ${found}. */
struct oneaudit_draw {
	double upper, said, found;
};
double oneaudit_value(const struct oneaudit *o, struct oneaudit_draw d);

/*
 * oneaudit_of(a, ask, o, e):
 * Fails, naming contest and pool, if a pool has more votes than cards, or if
 * the records themselves do not say that the winner won.
 */
bool oneaudit_of(struct arena *a, const struct oneaudit_ask *ask,
    struct oneaudit *o, struct err *e);

/* Of one contest, for oneaudit_phantoms. */
struct oneaudit_bound {
	int64_t cards;	/* that may have the contest; NUM_UNKNOWN: all cards may */
	int64_t found;	/* records that have it */
};

/*
 * oneaudit_phantoms(c, n, all, records):
 * How many cards are put in for those that must exist and have no record: a
 * phantom can stand for one card of every contest, so as many as the contest
 * that lacks the most.  Without card style (${c} NULL) all cards less all records.
 */
int64_t oneaudit_phantoms(const struct oneaudit_bound *c, size_t n,
    int64_t all, int64_t records);

#endif
