/* SPDX-License-Identifier: Apache-2.0 */
/*
 * smallest: the ids with the smallest first tickets, without keeping the others.
 *
 *	struct smallest s = smallest_new(&a, seed, 200);
 *
 *	smallest_offer_run(&s, &run);		"(('Appling', 'Box 1'), " and 1 to 25
 *	...
 *	smallest_sort(&s);			s.found[0..s.n)
 */
#ifndef STAT_SMALLEST_H
#define STAT_SMALLEST_H

#include "stat/ticket.h"

struct arena;

struct smallest_found {
	uint64_t         key;		/* ticket_key of the digest */
	struct block_sum sum;
	size_t           group;		/* as it was offered */
	int64_t          position;
};

struct smallest {
	struct arena          *arena;
	struct block_text      seed;
	struct smallest_found *found;	/* a heap, the largest ticket on top, until it is sorted */
	size_t                 n, cap, want;
	struct ticket_glance   worst;	/* of the top, once there are as many as are wanted */
};

/* Ids that begin alike: ${prefix}, a position in decimal, and ")". */
struct smallest_run {
	const char    *prefix;
	size_t         length;		/* bytes of it */
	const int64_t *position;	/* 0 or more each; NULL: from 1 to ${n} */
	int64_t        n;
	size_t         group;
};

/* smallest_new(a, seed, want): Keep ${want} at most. */
struct smallest smallest_new(struct arena *a, const char *seed, size_t want);

void smallest_offer_run(struct smallest *s, const struct smallest_run *run);

/* smallest_offer(s, id, n, group): One id of ${n} bytes, at position 1. */
void smallest_offer(struct smallest *s, const char *id, size_t n, size_t group);

/* smallest_sort(s): Put those found in the order of their tickets; nothing is offered afterwards. */
void smallest_sort(struct smallest *s);

#endif
