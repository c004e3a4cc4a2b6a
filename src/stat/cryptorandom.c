/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "stat/cryptorandom.h"
#include "stat/digest.h"

#define DIGEST_BITS 256

struct cryptorandom
cryptorandom_of(const char *seed)
{
	struct cryptorandom c = { .text = block_text() };

	block_text_add(&c.text, seed, strlen(seed));
	block_text_add(&c.text, ",", 1);
	return c;
}

struct block_sum
cryptorandom_next(struct cryptorandom *c)
{
	struct block_sum sum = block_text_end(c->text, "", 0);

	block_text_add(&c->text, "", 1);
	return sum;
}

double
cryptorandom_unit(struct cryptorandom *c)
{
	struct block_sum sum = cryptorandom_next(c);

	return digest_unit(&sum);
}

uint64_t
cryptorandom_rest(struct cryptorandom *c, uint64_t n)
{
	struct block_sum sum = cryptorandom_next(c);

	return digest_mod(&sum, n);
}

/* Bit ${i} of a digest, the last one being 0. */
static uint64_t
bit_of(const struct block_sum *sum, int i)
{
	return sum->word[7 - i / 32] >> i % 32 & 1;
}

/* A digest whose bits are used up is followed by the next, its bits above those left. */
static uint64_t
bits(struct cryptorandom *c, int k)
{
	uint64_t value = 0;

	for (int i = 0; i < k; i++, c->left--) {
		if (c->left == 0) {
			c->cache = cryptorandom_next(c);
			c->left = DIGEST_BITS;
		}
		value |= bit_of(&c->cache, DIGEST_BITS - c->left) << i;
	}
	return value;
}

uint64_t
cryptorandom_below(struct cryptorandom *c, uint64_t n)
{
	int k = n > 1 ? 64 - __builtin_clzll(n - 1) : 0;
	uint64_t value;

	do
		value = bits(c, k);
	while (value >= n);
	return value;
}
