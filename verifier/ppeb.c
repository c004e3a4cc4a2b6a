/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "draw.h"

enum { POOL = 4 };

/* NumPy's SeedSequence, after O'Neill's seed_seq: a hash of 32-bit words. */
static uint32_t
stir(uint32_t v, uint32_t *constant, uint32_t by)
{
	v ^= *constant;
	*constant *= by;
	v *= *constant;
	return v ^ v >> 16;
}

static uint32_t
mix(uint32_t x, uint32_t y)
{
	uint32_t r = 0xCA01F9DDU * x - 0x4973F715U * y;

	return r ^ r >> 16;
}

/* The number is cut into words from its end; leading zeros are no words. */
static void
make_pool(uint32_t pool[POOL], const struct hash *seed)
{
	uint32_t word[8], constant = 0x43B0D7E5U;
	int words = 8;

	for (int i = 0; i < 8; i++) {
		const uint8_t *b = seed->b + 4 * (7 - i);

		word[i] = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
		    (uint32_t)b[2] << 8 | b[3];
	}
	while (words > 1 && word[words - 1] == 0)
		words--;
	for (int i = 0; i < POOL; i++)
		pool[i] = stir(i < words ? word[i] : 0, &constant, 0x931E8875U);
	for (int from = 0; from < POOL; from++) {
		for (int to = 0; to < POOL; to++) {
			if (from != to)
				pool[to] = mix(pool[to], stir(pool[from],
				    &constant, 0x931E8875U));
		}
	}
	for (int from = POOL; from < words; from++) {
		for (int to = 0; to < POOL; to++)
			pool[to] = mix(pool[to], stir(word[from], &constant,
			    0x931E8875U));
	}
}

/* PCG64 (XSL RR 128/64), O'Neill 2014. */
static void
step(struct pcg *g)
{
	const u128 by = (u128)0x2360ED051FC65DA4U << 64 | 0x4385DF649FCCF645U;

	g->state = g->state * by + g->add;
}

void
pcg_open(struct pcg *g, const struct hash *seed)
{
	uint32_t pool[POOL], constant = 0x8B51F9DDU;
	u128 word[4];

	make_pool(pool, seed);
	for (int i = 0; i < 4; i++) {
		word[i] = stir(pool[2 * i % POOL], &constant, 0x58F38DEDU);
		word[i] |= (uint64_t)stir(pool[(2 * i + 1) % POOL], &constant,
		    0x58F38DEDU) << 32;
	}
	*g = (struct pcg){ 0, (word[2] << 64 | word[3]) << 1 | 1 };
	step(g);
	g->state += word[0] << 64 | word[1];
	step(g);
}

double
pcg_next(struct pcg *g)
{
	uint64_t x, turn;

	step(g);
	x = (uint64_t)(g->state >> 64) ^ (uint64_t)g->state;
	turn = (uint64_t)(g->state >> 122);
	x = x >> turn | x << (-turn & 63);
	return (double)(x >> 11) * 0x1p-53;
}

void
ppeb_draw(struct text seed, const quad *bound, size_t n, size_t draws,
    uint64_t *out)
{
	double *upto = more(NULL, n + 1, sizeof *upto), sum = 0;
	quad all = 0;
	struct hash h = hash_of(seed);
	struct pcg g;

	for (size_t i = 0; i < n; i++)
		all += bound[i];
	for (size_t i = 0; i < n; i++)
		upto[i] = sum += (double)(bound[i] / all);
	pcg_open(&g, &h);
	for (size_t i = 0; i < draws; i++) {
		double x = pcg_next(&g);
		size_t low = 0, high = n;

		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (upto[middle] / sum <= x)
				low = middle + 1;
			else
				high = middle;
		}
		out[i] = low;
	}
	free(upto);
}
