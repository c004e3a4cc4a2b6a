/* SPDX-License-Identifier: Apache-2.0 */
/* draw_search: the ballots with the smallest first tickets, without keeping the others. */
#ifndef AUDIT_DRAW_SEARCH_H
#define AUDIT_DRAW_SEARCH_H

#include "crypt/block.h"

#include "audit/frame.h"

struct arena;

struct draw_found {
	uint64_t         key;		/* ticket_key of the digest */
	struct block_sum sum;
	size_t           batch;
	int64_t          position;
};

struct draw_founds {
	struct draw_found *found;	/* ascending by ticket */
	size_t             n;
};

/* draw_search(a, f, seed, want): The ${want} smallest of a frame that frame_check has passed, or all. */
struct draw_founds draw_search(struct arena *a, const struct frame *f,
    const char *seed, size_t want);

#endif
