/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether assertions suffice, against published sets (arlo 8d86156, raire data)
 * and against every order there is.  V55: A Guide to RAIRE, part 1.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#include "risk.h"

enum { A, B, C, D, E };
#define AMONG(...) among(sizeof((uint32_t[]){ __VA_ARGS__ }) / \
	sizeof(uint32_t), (uint32_t[]){ __VA_ARGS__ })

static uint64_t
among(size_t n, const uint32_t *candidate)
{
	uint64_t set = 0;

	for (size_t i = 0; i < n; i++)
		set |= UINT64_C(1) << candidate[i];
	return set;
}

/* All of them suffice, and none can be left out. */
static void
are_just_enough(struct raire *a, size_t n, uint32_t candidates)
{
	assert_null(raire_doubt(a, n, candidates, A));
	for (size_t i = 0; i < n; i++) {
		struct raire last = a[n - 1];

		a[n - 1] = a[i];
		a[i] = last;
		assert_non_null(raire_doubt(a, n - 1, candidates, A));
		a[i] = a[n - 1];
		a[n - 1] = last;
	}
}

static void
v57_berkeley_2010_is_just_enough(void **state)
{
	/* 380, 378, 379, 381, 79 */
	struct raire one[] = { { true, A, B, AMONG(A, B) },
		{ false, A, C, 0 }, { false, A, D, 0 }, { false, A, E, 0 } };
	/* 385, 384, 77, 382, 383 */
	struct raire two[] = { { true, A, B, AMONG(A, B) },
		{ false, A, D, 0 }, { false, A, E, 0 }, { false, A, C, 0 } };
	/* 389, 390, 73, 391 */
	struct raire four[] = { { true, A, B, AMONG(A, B) },
		{ true, A, D, AMONG(A, D) }, { true, A, D, AMONG(A, B, D) },
		{ false, A, C, 0 } };

	(void)state;
	are_just_enough(one, 4, 5);
	are_just_enough(two, 4, 5);
	are_just_enough(four, 4, 4);
}

static const struct {
	uint64_t n;
	uint8_t  ranking[3];
	size_t   ranks;
} GUIDE[] = { { 5000, { C, B, A }, 3 }, { 1000, { B, C, D }, 3 },
	{ 1500, { D, A }, 2 }, { 4000, { A, D }, 2 }, { 2000, { D }, 1 } };

/* One ranking, first choice first: 1 for the winner, -1 for the loser, or 0. */
static int
vote(const struct raire *a, const uint8_t *ranking, size_t ranks)
{
	for (size_t i = 0; i < ranks; i++) {
		if (ranking[i] == a->winner)
			return a->next || i == 0 ? 1 : 0;
		if (ranking[i] == a->loser)
			return -1;
		if (a->next && (a->among >> ranking[i] & 1))
			return 0;
	}
	return 0;
}

static int64_t
margin(const struct raire *a)
{
	int64_t sum = 0;

	for (size_t i = 0; i < sizeof GUIDE / sizeof GUIDE[0]; i++)
		sum += (int64_t)GUIDE[i].n * vote(a, GUIDE[i].ranking,
		    GUIDE[i].ranks);
	return sum;
}

static void
v55_margins_of_the_guide(void **state)
{
	(void)state;
	/* 13,500 / 3.375, and / 27 */
	assert_int_equal(margin(&(struct raire){ false, C, B, 0 }), 4000);
	assert_int_equal(margin(&(struct raire){ true, C, A, AMONG(A, C) }),
	    500);
	assert_true(margin(&(struct raire){ false, C, A, 0 }) <= 0);
	assert_true(margin(&(struct raire){ false, C, D, 0 }) <= 0);
}

/* Every assertion that is true of the guide's ballots. */
static size_t
true_ones(struct raire *a)
{
	size_t n = 0;

	for (uint32_t w = 0; w < 4; w++) {
		for (uint32_t l = 0; l < 4; l++) {
			for (uint64_t set = 0; w != l && set < 16; set++) {
				a[n] = (struct raire){ set > 0, w, l, set };
				n += (set == 0 || ((set >> w & 1) &&
				    (set >> l & 1))) && margin(&a[n]) > 0;
			}
		}
	}
	return n;
}

/* Is there an order, ending in another than C, that none contradicts? */
static bool
some_order_stands(const struct raire *a, size_t n)
{
	for (uint32_t code = 0; code < 256; code++) {
		uint32_t out[4] = { code & 3, code >> 2 & 3, code >> 4 & 3,
			code >> 6 };
		uint64_t left = 15;
		bool ok = among(4, out) == 15 && out[3] != C;

		for (int i = 0; ok && i < 4; left &= ~among(1, &out[i++])) {
			for (size_t k = 0; k < n; k++)
				ok = ok && !(a[k].winner == out[i] &&
				    (a[k].next ? a[k].among == left :
				    left >> a[k].loser & 1));
		}
		if (ok)
			return true;
	}
	return false;
}

static void
v55_what_suffices_is_what_no_order_survives(void **state)
{
	struct raire all[256], some[256];
	size_t n = true_ones(all), kept;
	int enough = 0;

	(void)state;
	srand(1);
	assert_null(raire_doubt(all, n, 4, C));
	for (int turn = 0; turn < 2000; turn++) {
		kept = 0;
		for (size_t i = 0; i < n; i++) {
			some[kept] = all[i];
			kept += (size_t)(rand() % 8 < turn % 8 + 1);
		}
		assert_true((raire_doubt(some, kept, 4, C) != NULL) ==
		    some_order_stands(some, kept));
		enough += raire_doubt(some, kept, 4, C) == NULL;
	}
	assert_in_range(enough, 100, 1900);
}

static void
what_names_nobody_does_not_suffice(void **state)
{
	struct raire a[] = { { false, A, 7, 0 }, { true, A, B, AMONG(A, C) } };

	(void)state;
	assert_non_null(raire_doubt(a, 1, 2, A));
	assert_non_null(raire_doubt(a + 1, 1, 3, A));
	assert_non_null(raire_doubt(NULL, 0, 0, A));
	assert_null(raire_doubt(NULL, 0, 1, A));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v57_berkeley_2010_is_just_enough),
		cmocka_unit_test(v55_margins_of_the_guide),
		cmocka_unit_test(v55_what_suffices_is_what_no_order_survives),
		cmocka_unit_test(what_names_nobody_does_not_suffice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
