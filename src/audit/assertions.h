/* SPDX-License-Identifier: Apache-2.0 */
/*
 * assertions: claims that together imply the reported outcome of a contest.
 *
 *	struct assertions s;
 *	TRY(assertions_of(&arena, &t, &s, e));
 *	if (s.standing == STANDING_CONTESTED)
 *		for (size_t i = 0; i < s.n; i++)
 *			assertion_say(&out, &s.item[i], &t);
 *
 * plurality, approval   each winner has more votes than each loser
 * score, borda          the same of points; by rank a ballot gives a choice at
 *                       most ${max_score}, or one for each choice if that is 0
 * majority              the winner has more than the share; below one half also
 *                       more votes than each other.  If nobody has it: no
 *                       choice has that much; in a runoff state, that neither
 *                       of the two who meet again has, and that each of them
 *                       has more votes than each other choice
 * dhondt                each last seat that was won against each first that was
 *                       not; the parties with seats above the threshold, and
 *                       those below it below, or too small for a seat, whichever
 *                       is easier to show
 */
#ifndef AUDIT_ASSERTIONS_H
#define AUDIT_ASSERTIONS_H

#include "audit/assertion.h"
#include "audit/pair.h"

struct assertions {
	struct assertion *item;
	size_t            n;
	size_t            smallest;	/* the one with the least dilution, if any */
	enum standing     standing;	/* tied: some claim was not even reported to hold */
};

/*
 * assertions_of(a, t, out, e):
 * Fails if ${t} is impossible (tally_check), if it is an instant runoff, whose
 * claims come of its rankings, or if its rule cannot be: a share not between 0
 * and 1, more than one winner by majority.
 */
bool assertions_of(struct arena *a, const struct tally *t,
    struct assertions *out, struct err *e);

#endif
