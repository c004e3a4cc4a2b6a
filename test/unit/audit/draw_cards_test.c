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

/* SHANGRLA at 9d5db92, tests/core/test_CVR.py: of six cards, numbered as they stand. */
#define COUNCIL  1
#define MEASURE  2

static const uint64_t both[] = { COUNCIL | MEASURE, COUNCIL | MEASURE,
	COUNCIL | MEASURE, COUNCIL, COUNCIL, MEASURE };
static const struct block_sum numbers[] = {
	{ { [7] = 0 } }, { { [7] = 1 } }, { { [7] = 2 } }, { { [7] = 3 } },
	{ { [7] = 4 } }, { { [7] = 5 } },
};

static struct card_wish
of_six(uint64_t need, int64_t take)
{
	return (struct card_wish){ .number = numbers, .cards = 6,
		.take = take, .seed = "", .contests = both, .need = need };
}

/* Three for the council, four for the measure: cards 0, 1, 2 and 5, thresholds 2 and 5. */
static void
v11_one_sample_for_two_contests(void **state)
{
	struct card_wish council = of_six(COUNCIL, 3),
	    measure = of_six(MEASURE, 4);
	static const int64_t card[] = { 0, 1, 2, 5 };
	struct arena a = { 0 };
	struct numbered_card *few;
	struct err e;

	(void)state;
	assert_true(draw_cards(&a, &council, &few, &e));
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(few[i].at, card[i]);
	assert_true(draw_cards(&a, &measure, &few, &e));
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(few[i].at, card[i]);
	arena_free(&a);
}

static void
more_cards_than_have_the_contest_are_refused(void **state)
{
	struct card_wish w = of_six(MEASURE, 5);
	struct arena a = { 0 };
	struct numbered_card *few;
	struct err e;

	(void)state;
	assert_false(draw_cards(&a, &w, &few, &e));
	assert_non_null(strstr(e.text, "found a sample of 5 cards, expected 1 "
	    "to 4"));
	arena_free(&a);
}

static struct card_wish
wish(const char *seed, int64_t cards, int64_t take)
{
	return (struct card_wish){ .seed = seed, .cards = cards,
		.take = take };
}

static bool
draws(struct arena *a, struct card_wish w, struct numbered_card **out,
    struct err *e)
{
	return draw_cards(a, &w, out, e);
}

/* What is kept on the way is what sorting all of them gives. */
static void
the_smallest_numbers_are_drawn(void **state)
{
	struct arena a = { 0 };
	struct numbered_card *all, *few;
	struct err e;

	(void)state;
	assert_true(draws(&a, wish("1234567890", 1000, 1000), &all, &e));
	for (size_t i = 1; i < 1000; i++)
		assert_true(digest_cmp(&all[i - 1].number, &all[i].number) < 0);
	for (int64_t take = 1; take < 60; take++) {
		assert_true(draws(&a, wish("1234567890", 1000, take), &few, &e));
		for (int64_t i = 0; i < take; i++)
			assert_int_equal(few[i].at, all[i].at);
	}
	assert_true(draws(&a, wish("1234567890", 6, 6), &few, &e));
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
	assert_false(draws(&a, wish("1", 6, 7), &few, &e));
	assert_non_null(strstr(e.text, "found a sample of 7 cards, expected 1 "
	    "to 6"));
	assert_false(draws(&a, wish("1", 6, 0), &few, &e));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v11_one_sample_for_two_contests),
		cmocka_unit_test(more_cards_than_have_the_contest_are_refused),
		cmocka_unit_test(the_smallest_numbers_are_drawn),
		cmocka_unit_test(a_sample_larger_than_the_frame_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
