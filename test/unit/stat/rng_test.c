/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "stat/rng.h"

/* The first two numbers of the state 1, 2, 3, 4, by the definition: 11520 and 0. */
static void
it_is_xoshiro256_star_star(void **state)
{
	struct rng r = { { 1, 2, 3, 4 } };

	(void)state;
	assert_int_equal(rng_next(&r), 11520);
	assert_int_equal(rng_next(&r), 0);
	assert_int_equal(rng_next(&r), 1509978240);
	assert_int_equal(rng_next(&r), 1215971899390074240);
}

static void
the_same_seed_and_stream_give_the_same_numbers(void **state)
{
	struct rng a = rng_seed(7, 1), b = rng_seed(7, 1), c = rng_seed(7, 2);
	bool differs = false;

	(void)state;
	for (int i = 0; i < 100; i++) {
		uint64_t x = rng_next(&a);

		assert_int_equal(x, rng_next(&b));
		differs |= x != rng_next(&c);
	}
	assert_true(differs);
}

static void
numbers_below_three_come_equally_often(void **state)
{
	struct rng r = rng_seed(1, 0);
	int n[3] = { 0 };

	(void)state;
	for (int i = 0; i < 30000; i++)
		n[rng_below(&r, 3)]++;
	for (int i = 0; i < 3; i++)
		assert_in_range(n[i], 9700, 10300);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_xoshiro256_star_star),
		cmocka_unit_test(the_same_seed_and_stream_give_the_same_numbers),
		cmocka_unit_test(numbers_below_three_come_equally_often),
	};

	return cmocka_run_group_tests_name("rng", tests, NULL, NULL);
}
