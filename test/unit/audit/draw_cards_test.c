/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "stat/cryptorandom.h"
#include "stat/digest.h"

#include "audit/draw_cards.h"
#include "audit/draw_style.h"

/* SHANGRLA at 9d5db92, tests/core/test_CVR.py: of six cards, numbered as they stand. */
#define COUNCIL  1
#define MEASURE  2

static const uint64_t both[] = { COUNCIL | MEASURE, COUNCIL | MEASURE,
	COUNCIL | MEASURE, COUNCIL, COUNCIL, MEASURE };
static const char *const names[] = { "city_council", "measure_1" };

static struct style_ask
six(struct arena *a, const int64_t *size)
{
	struct block_sum *number = arena_zero(a, 6, sizeof *number);

	for (uint32_t i = 0; i < 6; i++)
		number[i].word[7] = i;
	return (struct style_ask){ number, both, 6, size, names, 2 };
}

static void
v11_one_sample_for_two_contests(void **state)
{
	static const int64_t size[] = { 3, 4 };
	static const size_t card[] = { 0, 1, 2, 5 };
	struct arena a = { 0 };
	struct style_ask ask = six(&a, size);
	struct style_drawn d;
	struct err e;

	(void)state;
	assert_true(draw_style(&a, &ask, &d, &e));
	assert_int_equal(d.n, 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(d.card[i], card[i]);
	assert_int_equal(d.last[0], 2);
	assert_int_equal(d.last[1], 5);
	arena_free(&a);
}

static void
more_cards_than_have_the_contest_are_refused(void **state)
{
	static const int64_t size[] = { 3, 5 };
	struct arena a = { 0 };
	struct style_ask ask = six(&a, size);
	struct style_drawn d;
	struct err e;

	(void)state;
	assert_false(draw_style(&a, &ask, &d, &e));
	assert_non_null(strstr(e.text, "measure_1: found a sample of 5 cards, "
	    "expected 0 to 4"));
	arena_free(&a);
}

/* A contest that nobody wants cards of takes none, and cards that are taken for another count for it no further. */
static void
nobody_asks_for_what_is_not_wanted(void **state)
{
	static const int64_t size[] = { 0, 1 };
	struct arena a = { 0 };
	struct style_ask ask = six(&a, size);
	struct style_drawn d;
	struct err e;

	(void)state;
	assert_true(draw_style(&a, &ask, &d, &e));
	assert_int_equal(d.n, 1);
	assert_int_equal(d.last[0], SIZE_MAX);
	assert_int_equal(d.last[1], 0);
	arena_free(&a);
}

/* What is kept on the way is what sorting all of them gives. */
static void
the_smallest_numbers_are_drawn(void **state)
{
	struct arena a = { 0 };
	struct numbered_card *all, *few;
	struct err e;

	(void)state;
	assert_true(draw_cards(&a, "1234567890", 1000, 1000, &all, &e));
	for (size_t i = 1; i < 1000; i++)
		assert_true(digest_cmp(&all[i - 1].number, &all[i].number) < 0);
	for (int64_t take = 1; take < 60; take++) {
		assert_true(draw_cards(&a, "1234567890", 1000, take, &few, &e));
		for (int64_t i = 0; i < take; i++)
			assert_int_equal(few[i].at, all[i].at);
	}
	assert_true(draw_cards(&a, "1234567890", 6, 6, &few, &e));
	assert_int_equal(few[0].at, 4);
	assert_int_equal(few[1].at, 3);
	assert_int_equal(few[5].at, 2);
	arena_free(&a);
}

static void
a_sample_larger_than_the_frame_is_refused(void **state)
{
	struct arena a = { 0 };
	struct numbered_card *few;
	struct err e;

	(void)state;
	assert_false(draw_cards(&a, "1", 6, 7, &few, &e));
	assert_non_null(strstr(e.text, "found a sample of 7 cards, expected 1 "
	    "to 6"));
	assert_false(draw_cards(&a, "1", 6, 0, &few, &e));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v11_one_sample_for_two_contests),
		cmocka_unit_test(more_cards_than_have_the_contest_are_refused),
		cmocka_unit_test(nobody_asks_for_what_is_not_wanted),
		cmocka_unit_test(the_smallest_numbers_are_drawn),
		cmocka_unit_test(a_sample_larger_than_the_frame_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
