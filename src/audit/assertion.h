/* SPDX-License-Identifier: Apache-2.0 */
/*
 * assertion: a claim about the votes on paper that an audit can test, and its
 * assorter (SHANGRLA; Stark 2020, arXiv 1911.10035).
 *
 * An assorter gives each card a number from 0 to u; the claim holds if and only
 * if their mean is above 1/2.  Here every assorter counts in whole steps: a
 * card gets 0 .. ${top} of them, ${half} stand for 1/2, so u = top / (2 half),
 * and what was reported is an exact sum.
 *
 *	struct assertion a = assertion_beats(0, 1, t.votes_allowed);
 *	TRY(assertion_report(&a, &t, e));
 *	assertion_dilution(&a);		reed - stone, of all cards
 */
#ifndef AUDIT_ASSERTION_H
#define AUDIT_ASSERTION_H

#include "model/card.h"
#include "model/tally.h"

struct arena;
struct buf;

enum assertion_kind {
	ASSERTION_BEATS,	/* ${winner} has more votes than ${loser} */
	ASSERTION_POINTS,	/* more points */
	ASSERTION_ABOVE,	/* more than ${share} of the valid votes */
	ASSERTION_BELOW,	/* less than ${share} of the valid votes */
	ASSERTION_QUOTIENT,	/* votes / ${won} are more than those of ${loser} / ${lost} */
	ASSERTION_NEB,		/* not eliminated before: first preferences above every mention of ${loser} ahead of it */
	ASSERTION_NEN,		/* not eliminated next: ahead while ${standing} stand */
};

/* The loser of a claim that is about all others. */
#define ASSERTION_REST CARD_NOBODY

struct assertion {
	enum assertion_kind kind;
	size_t       winner, loser;	/* indexes of choices */
	uint64_t     standing;		/* ASSERTION_NEN: a bit for each choice not yet eliminated */
	struct ratio share;
	int64_t      won, lost;		/* ASSERTION_QUOTIENT: divisors */
	int64_t      votes_allowed;	/* more marks than this count for nobody; 0: no limit */
	int64_t      points;		/* the most that a card can give to one choice */
	int64_t      half, top;		/* steps */
	int64_t      excess;		/* reported: steps of all cards less ${half} each; above 0 if the claim was reported */
	int64_t      cards;		/* that the contest may be on */
};

/*
 * Claims, without what was reported of them.  A score gives 0 .. ${points}; a
 * share is above 0 and below 1; divisors count from 1.
 */
struct assertion assertion_beats(size_t winner, size_t loser,
    int64_t votes_allowed);
struct assertion assertion_points(size_t winner, size_t loser, int64_t points);
struct assertion assertion_above(size_t winner, struct ratio share,
    int64_t votes_allowed);
struct assertion assertion_below(size_t winner, struct ratio share,
    int64_t votes_allowed);
struct assertion assertion_quotient(size_t winner, int64_t won, size_t loser,
    int64_t lost);
struct assertion assertion_neb(size_t winner, size_t loser);
struct assertion assertion_nen(size_t winner, size_t loser, uint64_t standing);

/*
 * assertion_report(a, t, e):
 * Fill in ${excess} and ${cards} of a claim that a tally decides; those of an
 * instant runoff need its ballots.  Fails where the numbers are too large.
 */
bool assertion_report(struct assertion *a, const struct tally *t,
    struct err *e);

/*
 * assertion_steps(a, c):
 * The assorter of ${c}.  A card without the contest, without a valid vote in
 * it, or recorded for a card that is not there, gets ${half}.
 */
int64_t assertion_steps(const struct assertion *a, const struct card *c);

/* assertion_value(a, c): The same as a number from 0 to u. */
double assertion_value(const struct assertion *a, const struct card *c);

/*
 * assertion_paper(a, c, style):
 * The assorter of paper in steps: 0 if it was not found, and 0 as well if the
 * contest is not on it while ${style} says that it must be.
 */
int64_t assertion_paper(const struct assertion *a, const struct card *c,
    bool style);

/* assertion_bound(a): u. */
double assertion_bound(const struct assertion *a);

/* assertion_mean(a): The reported mean of the assorter; above 1/2 if the claim was reported. */
double assertion_mean(const struct assertion *a);

/* assertion_margin(a): v, twice the reported mean less 1; exact. */
struct ratio assertion_margin(const struct assertion *a);

/*
 * assertion_dilution(a):
 * v/u, exact: what the diluted margin is to a claim about two candidates, to
 * any claim.
 */
struct ratio assertion_dilution(const struct assertion *a);

/*
 * assertion_pool_mean(a, cards, n, style):
 * The mean of the assorter over the ${n} cards of a pool; with ${style}, over
 * those that have the contest (ONEAudit; Stark 2023, arXiv 2303.03335).  1/2
 * if there are none.
 */
double assertion_pool_mean(const struct assertion *a, const struct card *cards,
    size_t n, bool style);

/* assertion_put_id(out, a, t): Put a name that does not change: "beats:reed:stone". */
void assertion_put_id(struct buf *out, const struct assertion *a,
    const struct tally *t);

/* assertion_say(out, a, t): Put a sentence: "reed has more votes than stone." */
void assertion_say(struct buf *out, const struct assertion *a,
    const struct tally *t);

#endif
