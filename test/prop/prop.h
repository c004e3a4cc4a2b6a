/* SPDX-License-Identifier: Apache-2.0 */
/*
 * prop: a law tried on many inputs.
 *
 *	static bool
 *	sums_do_not_depend_on_order(struct gen *g)
 *	{
 *		int64_t x = gen_near(g), y = gen_near(g);
 *		...
 *		return HOLDS(left == right, "%jd + %jd", x, y);
 *	}
 *
 *	int
 *	main(void)
 *	{
 *		prop_begin();
 *		PROP(sums_do_not_depend_on_order);
 *		return prop_end();
 *	}
 *
 * Inputs grow with g->size, from 0 to 99.  A law that fails is tried again at
 * every smaller size, and the smallest failure is told, with the seed: the same
 * seed in PROP_SEED brings the same inputs back.  PROP_TRIES sets how many.
 */
#ifndef PROP_H
#define PROP_H

#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROP_SIZES 100

struct gen {
	uint64_t state;
	unsigned size;
	char     said[400];	/* of the law that failed */
};

/* gen_word(g): Any 64 bits (splitmix64; Steele, Lea and Flood 2014). */
static inline uint64_t
gen_word(struct gen *g)
{
	uint64_t z = g->state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

/* gen_below(g, n): One of 0 .. n-1. */
static inline uint64_t
gen_below(struct gen *g, uint64_t n)
{
	return gen_word(g) % n;
}

/* gen_sized(g): One of 0 .. g->size. */
static inline size_t
gen_sized(struct gen *g)
{
	return (size_t)gen_below(g, (uint64_t)g->size + 1);
}

/* gen_between(g, low, high): One of them, both included. */
static inline int64_t
gen_between(struct gen *g, int64_t low, int64_t high)
{
	uint64_t span = (uint64_t)high - (uint64_t)low + 1;
	uint64_t step = span == 0 ? gen_word(g) : gen_below(g, span);

	return (int64_t)((uint64_t)low + step);
}

/* gen_near(g): A number near 0, a power of two or an end of int64_t. */
static inline int64_t
gen_near(struct gen *g)
{
	uint64_t at = UINT64_C(1) << gen_below(g, 64);
	uint64_t off = gen_below(g, 2 * (uint64_t)g->size + 1) - g->size;

	switch (gen_below(g, 4)) {
	case 0:		return (int64_t)off;
	case 1:		return (int64_t)(at + off);
	case 2:		return (int64_t)(0 - at + off);
	default:	return (int64_t)(gen_word(g) >> gen_below(g, 64));
	}
}

/* HOLDS(law, fmt, ...): ${law}; if it is false, its input is noted. */
#define HOLDS(law, ...) \
	((law) || (snprintf(g->said, sizeof g->said, __VA_ARGS__), false))

typedef bool prop_law(struct gen *g);

static uint64_t prop_seed;
static unsigned prop_tries = 5000;
static int prop_number, prop_failed;

static inline void
prop_begin(void)
{
	const char *seed = getenv("PROP_SEED"), *tries = getenv("PROP_TRIES");

	prop_seed = seed != NULL ? strtoull(seed, NULL, 0) : 20201103;
	if (tries != NULL)
		prop_tries = (unsigned)strtoul(tries, NULL, 0);
	printf("# seed %" PRIu64 ", %u tries\n", prop_seed, prop_tries);
}

/* Try ${law} ${tries} times at ${size}; the failing generator stays in ${g}. */
static inline bool
prop_try(prop_law *law, struct gen *g, unsigned size, unsigned tries)
{
	for (unsigned i = 0; i < tries; i++) {
		*g = (struct gen){ .size = size,
		    .state = prop_seed + size * UINT64_C(1000003) + i };
		if (!law(g))
			return false;
	}
	return true;
}

static inline void
prop_check(const char *name, prop_law *law)
{
	unsigned each = prop_tries / PROP_SIZES + 1, size = 0;
	struct gen g;

	while (size < PROP_SIZES && prop_try(law, &g, size, each))
		size++;
	if (size == PROP_SIZES) {
		printf("ok %d - %s\n", ++prop_number, name);
		return;
	}
	/* Sizes grow, so this is small already; more tries may find smaller. */
	for (unsigned less = 0; less < size; less++)
		if (!prop_try(law, &g, less, each * 20))
			break;
	if (g.said[0] == '\0')
		(void)prop_try(law, &g, size, each);
	printf("not ok %d - %s\n# size %u: %s\n", ++prop_number, name, g.size,
	    g.said);
	prop_failed++;
}

#define PROP(law) prop_check(#law, law)

static inline int
prop_end(void)
{
	printf("1..%d\n", prop_number);
	return prop_failed > 0;
}

#endif
