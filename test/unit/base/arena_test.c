/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static void
objects_are_zeroed_aligned_and_apart(void **state)
{
	struct arena a = { 0 };
	unsigned char *last = NULL;

	(void)state;
	for (size_t n = 1; n < 3000; n += 7) {
		unsigned char *p = arena_zero(&a, 1, n);

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xFF, n);
		assert_ptr_not_equal(p, last);
		last = p;
	}
	arena_free(&a);
}

static void
a_large_object_has_its_own_block(void **state)
{
	struct arena a = { 0 };
	char *small = arena_text(&a, "small");
	char *large = arena_zero(&a, 3, (size_t)1 << 20);

	(void)state;
	memset(large, 'x', (size_t)3 << 20);
	assert_string_equal(small, "small");
	arena_free(&a);
}

static void
strings_are_copied_and_formatted(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(arena_str(&a, "abcdef", 3), "abc");
	assert_string_equal(arena_str(&a, NULL, 0), "");
	assert_string_equal(arena_printf(&a, "%d of %s", 3, "four"),
	    "3 of four");
	arena_free(&a);
}

static void
a_growing_array_keeps_what_it_held(void **state)
{
	struct arena a = { 0 };
	size_t cap = 0;
	int *p = NULL;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		p = arena_grow(&a, p, (size_t)i, &cap, sizeof *p);
		p[i] = i;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(p[i], i);
	assert_true(cap >= 1000 && cap <= 2048);
	arena_free(&a);
}

static void
a_reset_arena_takes_no_more_memory_for_the_same_work(void **state)
{
	struct arena a = { 0 };
	const void *kept = NULL;

	(void)state;
	for (int round = 0; round < 3; round++) {
		const void *p = arena_zero(&a, 1, 1000);

		if (kept != NULL)
			assert_ptr_equal(p, kept);
		kept = p;
		arena_reset(&a);
		assert_int_equal(a.used, 0);
	}
	arena_free(&a);
	arena_free(&a);
	arena_reset(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(objects_are_zeroed_aligned_and_apart),
		cmocka_unit_test(a_large_object_has_its_own_block),
		cmocka_unit_test(strings_are_copied_and_formatted),
		cmocka_unit_test(a_growing_array_keeps_what_it_held),
		cmocka_unit_test(
		    a_reset_arena_takes_no_more_memory_for_the_same_work),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
