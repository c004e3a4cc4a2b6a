/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pcg64: the generator of NumPy's default_rng, seeded by its SeedSequence, to
 * the bit: Arlo draws batches with it.  PCG XSL-RR 128/64 (O'Neill 2014,
 * "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms
 * for Random Number Generation"); seed_seq after O'Neill 2015.
 *
 *	struct pcg64 g = pcg64_of("06712221796172622814");
 *
 *	double x = pcg64_unit(&g);	from 0 to below 1
 */
#ifndef STAT_PCG64_H
#define STAT_PCG64_H

#include <stdint.h>

#include "crypt/block.h"

__extension__ typedef unsigned __int128 pcg64_wide;

struct pcg64 {
	pcg64_wide state, add;
};

/* pcg64_seed(sum): From a digest as one number of 256 bits, its most significant bit first. */
struct pcg64 pcg64_seed(const struct block_sum *sum);

/* pcg64_of(text): From the digest of ${text}: of the dice. */
struct pcg64 pcg64_of(const char *text);

uint64_t pcg64_next(struct pcg64 *g);

/* pcg64_unit(g): 53 bits of the next number, divided by 2^53. */
double pcg64_unit(struct pcg64 *g);

/* What a SeedSequence stirs its entropy into, and gives out; for tests. */
#define PCG64_POOL 4
void pcg64_pool(const struct block_sum *sum, uint32_t pool[PCG64_POOL]);
void pcg64_words(const uint32_t pool[PCG64_POOL], uint64_t *out, int n);

#endif
