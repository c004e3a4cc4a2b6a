/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "stat/rng.h"

__extension__ typedef unsigned __int128 wide;

static uint64_t
splitmix(uint64_t *x)
{
	uint64_t z = *x += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

struct rng
rng_seed(uint64_t seed, uint64_t stream)
{
	uint64_t a = seed, b = ~stream;
	struct rng r;

	for (int i = 0; i < 4; i++)
		r.s[i] = splitmix(&a) ^ splitmix(&b);
	return r;
}

uint64_t
rng_below(struct rng *r, uint64_t n)
{
	wide m = (wide)rng_next(r) * n;

	assert(n > 0);
	if ((uint64_t)m < n)
		for (uint64_t least = -n % n; (uint64_t)m < least;)
			m = (wide)rng_next(r) * n;
	return (uint64_t)(m >> 64);
}
