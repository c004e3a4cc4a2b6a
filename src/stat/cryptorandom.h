/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cryptorandom: numbers out of SHA-256 as statlab's cryptorandom has them, and
 * SHANGRLA through it.
 *
 *	struct cryptorandom c = cryptorandom_of("12345678901234567890");
 *
 *	sum = cryptorandom_next(&c);		of the first card
 *	sum = cryptorandom_next(&c);		of the second
 *
 * Digest k is that of "SEED," and k noughts (bytes 0), k = 0, 1, 2 ...  Each
 * takes one block or two, however long the text has become.
 */
#ifndef STAT_CRYPTORANDOM_H
#define STAT_CRYPTORANDOM_H

#include "crypt/block.h"

struct cryptorandom {
	struct block_text text;
	struct block_sum  cache;	/* bits that cryptorandom_below has left */
	int               left;		/* of 256 */
};

struct cryptorandom cryptorandom_of(const char *seed);

/* cryptorandom_next(c): The next digest. */
struct block_sum cryptorandom_next(struct cryptorandom *c);

/* cryptorandom_unit(c): "random": it divided by 2^256. */
double cryptorandom_unit(struct cryptorandom *c);

/* cryptorandom_rest(c, n): "randint_trunc" from 0: the rest of it divided by ${n} > 0. */
uint64_t cryptorandom_rest(struct cryptorandom *c, uint64_t n);

/*
 * cryptorandom_below(c, n):
 * "randint" from 0: as many bits as n - 1 has, taken from the end of a digest,
 * until they are below ${n} > 0.  Bits that are left serve the next call.
 */
uint64_t cryptorandom_below(struct cryptorandom *c, uint64_t n);

#endif
