/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "stat/pcg64.h"

#define WORDS 8

/* Constants of O'Neill's seed_seq. */
#define POOL_FIRST  UINT32_C(0x43b0d7e5)
#define POOL_TIMES  UINT32_C(0x931e8875)
#define OUT_FIRST   UINT32_C(0x8b51f9dd)
#define OUT_TIMES   UINT32_C(0x58f38ded)
#define MIX_LEFT    UINT32_C(0xca01f9dd)
#define MIX_RIGHT   UINT32_C(0x4973f715)

/* A hash whose constant changes with each use. */
static uint32_t
stir(uint32_t v, uint32_t *constant, uint32_t times)
{
	v ^= *constant;
	*constant *= times;
	v *= *constant;
	return v ^ v >> 16;
}

static uint32_t
mix(uint32_t x, uint32_t y)
{
	uint32_t r = MIX_LEFT * x - MIX_RIGHT * y;

	return r ^ r >> 16;
}

/* Words of the number, the last first; noughts before its first digit are no words. */
static int
words_of(const struct block_sum *sum, uint32_t word[WORDS])
{
	int n = WORDS;

	for (int i = 0; i < WORDS; i++)
		word[i] = sum->word[WORDS - 1 - i];
	while (n > 1 && word[n - 1] == 0)
		n--;
	return n;
}

void
pcg64_pool(const struct block_sum *sum, uint32_t pool[PCG64_POOL])
{
	uint32_t word[WORDS], constant = POOL_FIRST;
	int n = words_of(sum, word);

	for (int i = 0; i < PCG64_POOL; i++)
		pool[i] = stir(i < n ? word[i] : 0, &constant, POOL_TIMES);
	for (int from = 0; from < PCG64_POOL; from++)
		for (int to = 0; to < PCG64_POOL; to++)
			if (from != to)
				pool[to] = mix(pool[to], stir(pool[from],
				    &constant, POOL_TIMES));
	for (int from = PCG64_POOL; from < n; from++)
		for (int to = 0; to < PCG64_POOL; to++)
			pool[to] = mix(pool[to], stir(word[from], &constant,
			    POOL_TIMES));
}

void
pcg64_words(const uint32_t pool[PCG64_POOL], uint64_t *out, int n)
{
	uint32_t constant = OUT_FIRST;

	for (int i = 0; i < n; i++) {
		uint64_t low = stir(pool[2 * i % PCG64_POOL], &constant,
		    OUT_TIMES);
		uint64_t high = stir(pool[(2 * i + 1) % PCG64_POOL], &constant,
		    OUT_TIMES);

		out[i] = high << 32 | low;
	}
}

static void
step(struct pcg64 *g)
{
	const pcg64_wide times = (pcg64_wide)UINT64_C(0x2360ed051fc65da4)
	    << 64 | UINT64_C(0x4385df649fccf645);

	g->state = g->state * times + g->add;
}

struct pcg64
pcg64_seed(const struct block_sum *sum)
{
	uint32_t pool[PCG64_POOL];
	struct pcg64 g = { 0, 0 };
	uint64_t w[4];

	pcg64_pool(sum, pool);
	pcg64_words(pool, w, 4);
	g.add = ((pcg64_wide)w[2] << 64 | w[3]) << 1 | 1;
	step(&g);
	g.state += (pcg64_wide)w[0] << 64 | w[1];
	step(&g);
	return g;
}

struct pcg64
pcg64_of(const char *text)
{
	struct block_sum sum = block_text_end(block_text(), text,
	    strlen(text));

	return pcg64_seed(&sum);
}

uint64_t
pcg64_next(struct pcg64 *g)
{
	uint64_t x;
	unsigned turn;

	step(g);
	x = (uint64_t)(g->state >> 64) ^ (uint64_t)g->state;
	turn = (unsigned)(g->state >> 122);
	return x >> turn | x << (-turn & 63);
}

double
pcg64_unit(struct pcg64 *g)
{
	return (double)(pcg64_next(g) >> 11) * 0x1p-53;
}
