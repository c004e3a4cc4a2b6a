/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rng: numbers for simulations, the same on every machine.
 *
 * xoshiro256** 1.0 (Blackman and Vigna 2018), its state from SplitMix64.  For
 * planning and for bench/ only: what is drawn for an audit comes from public
 * dice through stat/ticket.h and its neighbours.
 */
#ifndef STAT_RNG_H
#define STAT_RNG_H

#include <stdint.h>

struct rng {
	uint64_t s[4];
};

/* rng_seed(seed, stream): Streams of one seed are far apart, so that parts of a simulation can run side by side. */
struct rng rng_seed(uint64_t seed, uint64_t stream);

/* rng_next(r): 64 bits. */
static inline uint64_t
rng_next(struct rng *r)
{
	uint64_t *s = r->s, x = s[1] * 5, t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = s[3] << 45 | s[3] >> 19;
	return (x << 7 | x >> 57) * 9;
}

/* rng_unit(r): From [0, 1), in steps of 2^-53. */
static inline double
rng_unit(struct rng *r)
{
	return (double)(rng_next(r) >> 11) * 0x1p-53;
}

/* rng_below(r, n): A whole number below ${n}, each alike (Lemire 2019); n > 0. */
uint64_t rng_below(struct rng *r, uint64_t n);

#endif
