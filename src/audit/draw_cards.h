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

/*
 * draw_cards(a, seed, cards, take, out, e):
 * The ${take} cards with the smallest numbers, the smallest first.  Fails if
 * there are fewer.  Memory is in proportion to ${take}.
 */
bool draw_cards(struct arena *a, const char *seed, int64_t cards, int64_t take,
    struct numbered_card **out, struct err *e);

#endif
