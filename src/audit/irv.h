/* SPDX-License-Identifier: Apache-2.0 */
/*
 * irv: an instant runoff: whoever has the fewest ballots goes out, and each of
 * those ballots goes to the choice still in that it ranks next, until one is
 * left.
 *
 *	struct irv_count c;
 *	TRY(irv_count(a, &rankings, &c, e));
 *	if (c.standing == STANDING_CONTESTED)
 *		... c.winner, c.order ...
 */
#ifndef AUDIT_IRV_H
#define AUDIT_IRV_H

#include "model/ranking.h"

#include "audit/pair.h"

struct irv_round {
	uint64_t in;		/* who is still in */
	int64_t *votes;		/* of each choice; 0 for who is out */
	int64_t  exhausted;	/* ballots that rank nobody still in */
	uint64_t lowest;	/* who has the fewest; several: a tie */
	size_t   out;		/* who goes, the first of ${lowest}; in the last round the winner */
	uint64_t winners;	/* who can win from here, however ties are broken */
};

struct irv_count {
	enum pair_standing     standing;	/* TIED: how a tie is broken decides who wins */
	struct irv_round *round;	/* as many as choices; the last has one choice in */
	size_t            rounds;
	uint8_t          *order;	/* of elimination, earliest first; the winner last */
	size_t            winner;	/* meaningful unless TIED */
	uint64_t          winners;	/* who can win, however ties are broken */
	size_t            ties;		/* rounds of ${round} with a tie at the bottom */
	size_t            decisive;	/* the one of them that made the winner of ${round} the winner, from 1; 0: none */
};

/* The orders that ties leave open are followed through so many different sets of choices at most. */
#define IRV_TIES ((uint32_t)1 << 20)

/*
 * irv_count(a, r, out, e):
 * Count ${r}.  Where choices tie at the bottom, ${round} goes on with the first
 * of them, and every other way is followed too, to see who can win.  Fails if
 * there is no choice, or if ties leave more ways open than IRV_TIES.
 */
bool irv_count(struct arena *a, const struct rankings *r,
    struct irv_count *out, struct err *e);

#endif
