/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ticket: the numbers by which ballots are drawn (Rivest, "Consistent
 * Sampling with Replacement", arXiv 1808.10016; his consistent_sampler).
 *
 *	struct block_text seed = ticket_seed("01382438112797316654");
 *
 *	ticket_first(&out, &seed, "AB-130");	"0.26299714..."
 *
 * A ticket is a fraction in decimal, "0." and its digits; tickets are compared
 * as texts, in full.  docs/sampling.md has the definition.
 */
#ifndef STAT_TICKET_H
#define STAT_TICKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crypt/block.h"

struct buf;

/* ticket_seed(seed): The text that stands before every id: the SHA-256 of ${seed} in hex, one block. */
struct block_text ticket_seed(const char *seed);

/* ticket_first(out, seed, id): Append the first ticket of ${id}. */
void ticket_first(struct buf *out, const struct block_text *seed,
    const char *id);

/* ticket_next(out, ticket): Append the ticket that follows ${ticket}, which is larger. */
void ticket_next(struct buf *out, const char *ticket);

/* ticket_shown(ticket, digits): How long ${ticket} is, cut ${digits} digits after its leading nines; as people see it. */
size_t ticket_shown(const char *ticket, size_t digits);

/* The digits by themselves, from a digest: its decimal digits, last first. */
#define TICKET_DIGITS 78
#define TICKET_KEY    18

/* ticket_digits(out, sum): All of them, 64 at least, and a NUL; returns how many. */
size_t ticket_digits(char out[TICKET_DIGITS + 1], const struct block_sum *sum);

/* ticket_key(sum): The first TICKET_KEY of them, as a number. */
uint64_t ticket_key(const struct block_sum *sum);

/* The first digits of a key, one by one, for ticket_above. */
#define TICKET_GLANCE 6
struct ticket_glance {
	unsigned char digit[TICKET_GLANCE];
};

struct ticket_glance ticket_glance(uint64_t key);

/*
 * ticket_above(sum, g):
 * Is the ticket of ${sum} above every one that begins with the digits of ${g}?
 * For almost all ballots this is all that need be known.
 */
static inline bool
ticket_above(const struct block_sum *sum, const struct ticket_glance *g)
{
	/* 2^(32 i) modulo a million, for the words from the last to the first. */
	const uint32_t *w = sum->word;
	uint64_t r = w[7] + w[6] * UINT64_C(967296) + w[5] * UINT64_C(551616) +
	    w[4] * UINT64_C(950336) + w[3] * UINT64_C(211456) +
	    w[2] * UINT64_C(542976) + w[1] * UINT64_C(512896) +
	    w[0] * UINT64_C(249216);

	r %= 1000000;
	for (int i = 0; i < TICKET_GLANCE; i++, r /= 10)
		if (r % 10 != g->digit[i])
			return r % 10 > g->digit[i];
	return false;
}

#endif
