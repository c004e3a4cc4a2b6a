/* SPDX-License-Identifier: Apache-2.0 */
/* pair: each reported winner against each reported loser: what a plurality audit has to confirm. */
#ifndef AUDIT_PAIR_H
#define AUDIT_PAIR_H

#include "model/tally.h"

struct arena;

struct pair {
	size_t  winner, loser;	/* indexes of choices */
	int64_t margin;		/* votes of the winner minus those of the loser, above 0 */
};

/* How a reported result stands before anything is drawn. */
enum pair_standing {
	STANDING_CONTESTED,	/* there are pairs */
	STANDING_UNCONTESTED,	/* nobody can lose: nothing to audit */
	STANDING_TIED,		/* no reported winner: a sample confirms nothing */
};

struct pairs {
	struct pair  *pair;
	size_t        n;
	size_t       *order;	/* choices by votes, most first, then as they stand */
	int64_t       smallest;	/* the least margin of all; 0 if there is none */
	enum pair_standing standing;
};

/* pairs_of(a, t): Of a tally that tally_check has passed. */
struct pairs pairs_of(struct arena *a, const struct tally *t);

#endif
