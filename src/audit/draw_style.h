/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draw_style: one sample for several contests that are not on every card
 * (consistent sampling, Rivest, arXiv 1808.10016; as SHANGRLA has it).
 *
 * Cards are walked in the order of their numbers, the smallest first.  One is
 * taken if a contest that has not enough yet is on it, and then counts for each
 * of those.  The threshold of a contest is the number of the last card that
 * counted for it: paper that was taken for another contest serves this one as
 * well if its number is no larger.
 */
#ifndef AUDIT_DRAW_STYLE_H
#define AUDIT_DRAW_STYLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stat/digest.h"

struct arena;
struct err;

struct style_ask {
	const struct block_sum *number;		/* of each card */
	const uint64_t         *contests;	/* of each card: a bit for each contest that is on it */
	size_t                  cards;
	const int64_t          *size;		/* of each contest: how many cards are wanted */
	const char *const      *name;		/* of each contest, to say what is wrong */
	size_t                  contest_count;	/* 64 at most */
};

struct style_drawn {
	size_t *card;		/* indexes, in the order of their numbers */
	size_t  n;
	size_t *last;		/* of each contest: the card whose number is its threshold; SIZE_MAX: none was wanted */
};

/* draw_style(a, ask, out, e): Fails, naming the contest, if more cards of it are wanted than there are. */
bool draw_style(struct arena *a, const struct style_ask *ask,
    struct style_drawn *out, struct err *e);

#endif
