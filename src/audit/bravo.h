/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bravo: ballot polling by Wald's sequential test (Lindeman, Stark and Yates,
 * EVT/WOTE 2012), each reported winner against each reported loser; sizes as
 * Arlo computes them.
 *
 *	struct bravo b = bravo_of(&t, pair);
 *	p = bravo_p(&b, 72, 47);		votes of both in the sample
 *	n = bravo_asn(&b, .1, 0, 0);		ballots, on average
 *
 * Ballots are drawn with replacement.  A ballot that was not found is a vote
 * for the loser.
 */
#ifndef AUDIT_BRAVO_H
#define AUDIT_BRAVO_H

#include <stdbool.h>

#include "audit/pair.h"

struct bravo {
	double winner, loser;	/* shares of all ballots */
	double share;		/* of the winner, of both */
	int64_t votes, ballots;	/* for both; in all */
};

/* Votes of a pair in the sample. */
struct bravo_seen {
	int64_t winner, loser;
};

struct bravo bravo_of(const struct tally *t, struct pair pair);

/* bravo_log(b, seen): ln of the likelihood of the report over that of a tie. */
double bravo_log(const struct bravo *b, struct bravo_seen seen);

/* bravo_p(b, seen): 1 at most. */
double bravo_p(const struct bravo *b, struct bravo_seen seen);

/*
 * bravo_asn(b, limit, seen):
 * Ballots still to draw on average (Arlo's form of Wald's average sample
 * number); 0 if the limit is met, 1 if the loser has no vote, never more than
 * there are ballots.
 */
int64_t bravo_asn(const struct bravo *b, double limit, struct bravo_seen seen);

/* bravo_chance(b, limit, seen, n): That ${n} more ballots meet the limit; normal approximation, as Arlo's. */
double bravo_chance(const struct bravo *b, double limit,
    struct bravo_seen seen, int64_t n);

/*
 * bravo_size(b, limit, seen, q):
 * Ballots still to draw so that a share ${q} of samples meets the limit when
 * all are looked at together (Lindeman's closed form, then the binomial).
 * Never more than there are ballots: Arlo asks for 3,574,098 of 100,000.
 */
int64_t bravo_size(const struct bravo *b, double limit,
    struct bravo_seen seen, double q);

/* bravo_least(share, limit, n): Of ${n} votes for both the least for the winner that meet the limit; n + 1: none. */
int64_t bravo_least(double share, double limit, int64_t n);

/*
 * bravo_in_order(share, limit, q):
 * Votes for both after which a share ${q} of audits has met the limit, if each
 * is looked at as it comes; exact.  At most ${most}.
 */
int64_t bravo_in_order(double share, double limit, double q, int64_t most);

#endif
