/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"

#include "audit/items.h"

static const struct item_draw draws[] = {
	{ 3, 7, 1 }, { 0, 2, 1 }, { 3, 7, 1 }, { 3, 1, 2 }, { 0, 2, 2 },
};

#define DRAWS (sizeof draws / sizeof *draws)

static void
items_stand_in_the_order_of_their_first_draw(void **state)
{
	static const size_t of_draw[] = { 0, 1, 0, 2, 1 };
	struct arena a = { 0 };
	struct items t;

	(void)state;
	items_of(&a, draws, DRAWS, &t);
	assert_int_equal(t.n, 3);
	for (size_t i = 0; i < DRAWS; i++)
		assert_int_equal(t.of_draw[i], of_draw[i]);
	assert_int_equal(t.item[0].batch, 3);
	assert_int_equal(t.item[0].position, 7);
	assert_int_equal(t.item[0].draws, 2);
	assert_int_equal(t.item[0].round, 1);
	assert_int_equal(t.item[1].draws, 2);
	assert_int_equal(t.item[2].round, 2);
	arena_free(&a);
}

static void
each_is_found_and_no_other(void **state)
{
	struct arena a = { 0 };
	struct items t;

	(void)state;
	items_of(&a, draws, DRAWS, &t);
	assert_int_equal(items_find(&t, 3, 7), 0);
	assert_int_equal(items_find(&t, 0, 2), 1);
	assert_int_equal(items_find(&t, 3, 1), 2);
	assert_true(items_find(&t, 3, 2) == ITEM_NONE);
	assert_true(items_find(&t, 1, 7) == ITEM_NONE);
	arena_free(&a);
}

static void
nothing_drawn_is_no_item(void **state)
{
	struct arena a = { 0 };
	struct items t;

	(void)state;
	items_of(&a, NULL, 0, &t);
	assert_int_equal(t.n, 0);
	assert_true(items_find(&t, 0, 1) == ITEM_NONE);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(items_stand_in_the_order_of_their_first_draw),
		cmocka_unit_test(each_is_found_and_no_other),
		cmocka_unit_test(nothing_drawn_is_no_item),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
