/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supersimple: ballot comparison by the Kaplan-Markov bound (Stark 2010,
 * "Super-simple simultaneous single-ballot risk-limiting audits"; Lindeman and
 * Stark 2012, "A gentle introduction"), with the sizes and p-values of Arlo.
 *
 *	struct supersimple s;
 *	TRY(supersimple_open(&s, assertion_dilution(&a), t.ballots, 0.05, e));
 *	supersimple_plan(&s, supersimple_usual)		cards to draw
 *	supersimple_p(&s, &seen)			after looking at them
 *
 * Cards are drawn with replacement.  ${margin} is the diluted one: the smallest
 * lead in votes, of all cards; of any other claim v/u.  Understatements never
 * shorten an audit here.
 */
#ifndef AUDIT_SUPERSIMPLE_H
#define AUDIT_SUPERSIMPLE_H

#include "audit/overstatement.h"
#include "audit/pair.h"

/* How far the bound on the error of a card is inflated, so that one card cannot decide: Stark's, Arlo's and Colorado's. */
#define SUPERSIMPLE_GAMMA 1.03905

struct supersimple {
	struct ratio margin;
	int64_t      ballots;
	double       gamma, limit;
	double       clean, one, two;		/* what a draw, and an overstatement of one or two votes, adds to log p */
	double       one_under, two_under;	/* and understatements */
};

/* What was found in ${draws} draws. */
struct supersimple_seen {
	int64_t draws, over1, over2, under1, under2;
};

/* Expected in each draw. */
struct supersimple_rates {
	double over1, over2, under1, under2;
};

/* Arlo's: one vote in a thousand cards, two in ten thousand, each way. */
extern const struct supersimple_rates supersimple_usual;

/*
 * supersimple_open(s, margin, ballots, limit, e):
 * Fails unless 0 < ${margin} <= 1, some ${ballots}, 0 <= ${limit} < 1.
 */
bool supersimple_open(struct supersimple *s, struct ratio margin,
    int64_t ballots, double limit, struct err *e);

/* supersimple_gamma(s, gamma): Take another inflation, above 1. */
void supersimple_gamma(struct supersimple *s, double gamma);

/*
 * supersimple_least(s, seen):
 * The draws after which the audit would stop having found exactly what ${seen}
 * counts; nMin of the Gentle Introduction, understatements counted.  INT64_MAX
 * if that is no number.
 */
int64_t supersimple_least(const struct supersimple *s,
    const struct supersimple_seen *seen);

/*
 * supersimple_plan(s, rates):
 * Cards to draw if errors come at ${rates}; all ${ballots}, a full hand count,
 * if that is no more, or if errors at these rates would never let it stop.
 */
int64_t supersimple_plan(const struct supersimple *s,
    struct supersimple_rates rates);

/*
 * supersimple_more(s, seen):
 * Cards still to draw if overstatements go on as in ${seen}; 0 if it may stop.
 * The whole sample is at most ${ballots}.
 */
int64_t supersimple_more(const struct supersimple *s,
    const struct supersimple_seen *seen);

/* supersimple_log_p(s, seen): Logarithm of the p-value, not capped; understatements ignored. */
static inline double
supersimple_log_p(const struct supersimple *s,
    const struct supersimple_seen *seen)
{
	return (double)seen->draws * s->clean + (double)seen->over1 * s->one +
	    (double)seen->over2 * s->two;
}

/* supersimple_p(s, seen): The p-value, 1 at most. */
double supersimple_p(const struct supersimple *s,
    const struct supersimple_seen *seen);

/*
 * supersimple_confirms(s, log_p):
 * Whether the risk limit is met.  A p-value within 1e-12 of it is not below
 * it, so that every machine answers alike.  (Arlo asks p < limit, Colorado
 * p <= limit; no sample lies between the two.)
 */
bool supersimple_confirms(const struct supersimple *s, double log_p);

/* What a sample says of an outcome or a claim. */
enum supersimple_verdict {
	SUPERSIMPLE_INCONCLUSIVE,	/* nothing was drawn */
	SUPERSIMPLE_CONFIRMED,
	SUPERSIMPLE_GO_ON,		/* more cards */
	SUPERSIMPLE_COUNTED,		/* every card was looked at, and they confirm it */
	SUPERSIMPLE_OVERTURNED,		/* every card was looked at, and they do not */
};

struct supersimple_found {
	enum supersimple_verdict verdict;
	double                   p;
	struct supersimple_seen  seen;
};

struct supersimple_sample {
	const struct overstatement_card *card;	/* each card once */
	size_t                           n;
	bool                             style;
};

/*
 * supersimple_contest(s, p, sample, out, e):
 * One p-value for all pairs of a contest, as Arlo has it: each draw counts with
 * its worst pair.  What is missing, on paper or in the records, is two votes
 * for every pair; records of overvotes and undervotes without choices are taken
 * as Arlo does.  ${s->margin} is that of the smallest pair.  Fails if a card was
 * drawn less than once, or there are more cards than ballots.
 */
bool supersimple_contest(const struct supersimple *s, const struct pairs *p,
    const struct supersimple_sample *sample, struct supersimple_found *out,
    struct err *e);

/*
 * supersimple_claim(s, a, sample, out, e):
 * The p-value of one claim; ${s->margin} is its dilution.  The contest is
 * confirmed when all its claims are.
 */
bool supersimple_claim(const struct supersimple *s, const struct assertion *a,
    const struct supersimple_sample *sample, struct supersimple_found *out,
    struct err *e);

/*
 * supersimple_votes(cvr, paper, pair):
 * -2 .. 2: votes by which the record overstates the lead of the pair, as Arlo
 * counts them.
 */
int supersimple_votes(const struct card *cvr, const struct card *paper,
    struct pair pair);

#endif
