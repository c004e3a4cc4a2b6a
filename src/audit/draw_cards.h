/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draw_cards: cards by SHANGRLA's numbers, without replacement: each card has
 * one, in the order of the frame, and the smallest are drawn.
 */
#ifndef AUDIT_DRAW_CARDS_H
#define AUDIT_DRAW_CARDS_H

#include <stdbool.h>
#include <stdint.h>

#include "stat/digest.h"

struct arena;
struct err;

struct numbered_card {
	struct block_sum number;
	int64_t          at;	/* in the frame, from 0 */
};

/* From which cards, and how many. */
struct card_wish {
	const char             *seed;
	const struct block_sum *number;		/* of each card; NULL: those of the seed */
	int64_t                 cards, take;
	const uint64_t         *contests;	/* of each card, a bit each; NULL: any will do */
	uint64_t                need;		/* only cards that have one of these */
};

/*
 * draw_cards(a, wish, out, e):
 * The ${take} cards with the smallest numbers, the smallest first.  Fails if
 * there are fewer.  Memory is in proportion to ${take}.  The samples of several
 * contests, each of the cards that have it, are together the consistent sample
 * of Rivest (arXiv 1808.10016) as SHANGRLA draws it.
 */
bool draw_cards(struct arena *a, const struct card_wish *wish,
    struct numbered_card **out, struct err *e);

#endif
