/* SPDX-License-Identifier: Apache-2.0 */
/*
 * raire: do assertions about an instant-runoff contest rule out every order in
 * which somebody else wins [Blom, Stuckey, Teague, arXiv 1903.08804]?  Nothing
 * is searched for: orders are walked from their end, as far as no assertion
 * contradicts them.
 */
#ifndef VERIFIER_RAIRE_H
#define VERIFIER_RAIRE_H

#include "bytes.h"

enum { RAIRE_MOST = 64 };	/* candidates, by their places; sets are bits */

/*
 * Not eliminated before (NEB): the winner has more first choices than the loser
 * can ever get.  Not eliminated next (NEN): where exactly those of ${among} are
 * left, the winner has more votes than the loser.
 */
struct raire {
	bool     next;
	uint32_t winner, loser;
	uint64_t among;		/* NEN */
};

/* NULL, or why they do not suffice for ${winner} among ${candidates}. */
const char *raire_doubt(const struct raire *a, size_t n, uint32_t candidates,
    uint32_t winner);

#endif
