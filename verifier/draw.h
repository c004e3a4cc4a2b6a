/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draw: how the samples of audits come out of a seed, one way each.
 *
 * consistent: Rivest's consistent_sampler [arXiv 1808.10016]: each item has a
 * ticket, a decimal fraction made of its id and the seed; the smallest is drawn
 * and gets a larger one.  counter: Rivest's sampler of 2011, also Colorado's.
 * ppeb: numpy's generator, with probabilities in proportion to error bounds
 * [Aslam, Popa, Rivest, EVT'08].
 */
#ifndef VERIFIER_DRAW_H
#define VERIFIER_DRAW_H

#include "bytes.h"

/* Types of compilers, in no standard. */
__extension__ typedef unsigned __int128 u128;
#ifdef __SIZEOF_FLOAT128__
__extension__ typedef __float128 quad;
#else
typedef long double quad;	/* has 128 bits, too, where that is not set */
#endif

/* 256 bits, the highest word first. */
struct wide {
	uint64_t w[4];
};

/* "0." and the digits of SHA-256(${t}), the last one first. */
struct text ticket_of(struct text t);
/* The first of an id; and the next after ${ticket}, which is larger. */
struct text ticket_first(struct text seed, struct text id);
struct text ticket_next(struct text ticket);
/* Its leading nines, and ${digits} digits behind them. */
struct text ticket_short(struct text ticket, size_t digits);

/*
 * One draw of ${take} tickets from any number of items, which are offered one
 * by one; memory is in proportion to ${take}.
 */
struct offer {
	uint64_t    lead;	/* the first 18 digits of its ticket */
	struct wide number;
	uint64_t    item;
};
struct urn {
	char          seed[65];	/* its hash, in hexadecimal */
	struct offer *offer;
	size_t        offers, take;
	uint64_t      limit;	/* no ticket above it can be drawn any more */
};
void urn_open(struct urn *u, struct text seed, size_t take);
void urn_offer(struct urn *u, struct text id, uint64_t item);

struct drawn {
	uint64_t    item;
	uint32_t    generation;
	struct text ticket;
};
/* urn_draw(u, again, out): How many; ${out} has room for one more than that. */
size_t urn_draw(struct urn *u, bool again, struct drawn *out);

/* Python's str((…, …)): ('A', None, "it's"), or (('A', 'B'), 7). */
struct text id_text(struct text unit, const struct text *tabulator,
    struct text batch, uint64_t position);

/* counter_pick(seed, i, n): The i-th of the sampler of 2011, 1 to ${n}. */
uint64_t counter_pick(struct text seed, uint64_t i, uint64_t n);

/* numpy.random.default_rng(SHA-256 of a seed). */
struct pcg {
	u128 state, add;
};
void pcg_open(struct pcg *g, const struct hash *seed);
double pcg_next(struct pcg *g);		/* from 0 to 1 */

/*
 * ppeb_draw(seed, bound, n, draws, out): Items drawn with probabilities in
 * proportion to ${n} bounds, again and again.  Arlo divides 28 digits, and we
 * 33; the nearest double is the same.
 */
void ppeb_draw(struct text seed, const quad *bound, size_t n, size_t draws,
    uint64_t *out);

#endif
