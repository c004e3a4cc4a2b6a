/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "stat/kelly.h"

static double
best(const struct kelly_value *v, size_t n, double mean, double near)
{
	return kelly_bet(&(struct kelly_ask){ .list = { { v, n } },
	    .mean = mean, .most = .999 / mean, .near = near });
}

/* For two values 1 and 0: Kelly's own answer, (p - m) / (m(1 - m)). */
static void
a_coin_is_bet_on_as_kelly_says(void **state)
{
	(void)state;
	for (double p = .51; p < .99; p += .01)
		for (double m = .2; m < p; m += .07) {
			struct kelly_value v[] = { { 1, p }, { 0, 1 - p } };
			double want = (p - m) / (m * (1 - m));

			assert_true(fabs(best(v, 2, m, 0) - want) < 1e-12);
		}
}

static void
the_guess_changes_nothing_beyond_the_last_digits(void **state)
{
	struct kelly_value v[] = { { .51, .98 }, { 0, .002 }, { .25, .008 },
		{ .77, .006 }, { 1.02, .004 } };
	double from_nothing = best(v, 5, .5, 0);

	(void)state;
	assert_true(from_nothing > 0 && from_nothing < 1.99);
	for (double near = .01; near < 2; near += .01)
		assert_true(fabs(best(v, 5, .5, near) - from_nothing) < 1e-12);
}

static void
nothing_is_bet_where_nothing_can_be_gained(void **state)
{
	struct kelly_value v[] = { { 1, .5 }, { 0, .5 } };

	(void)state;
	assert_true(best(v, 2, .5, 0) == 0);
	assert_true(best(v, 2, .6, 0) == 0);
}

static void
without_anything_to_lose_all_that_is_allowed_is_bet(void **state)
{
	struct kelly_value v[] = { { .51, 1 }, { 0, 0 } };

	(void)state;
	assert_true(best(v, 2, .5, 1) == .999 / .5);
}

/* The slope of the growth is 0 at the best bet, over both lists together. */
static void
two_lists_are_as_one(void **state)
{
	struct kelly_value v[] = { { .55, .9 }, { 0, .02 }, { .9, .04 },
		{ .2, .04 } };
	struct kelly_ask ask = { .list = { { v, 2 }, { v + 2, 2 } },
		.mean = .5, .most = 1.9 };

	(void)state;
	assert_true(fabs(kelly_bet(&ask) - kelly_bet(&(struct kelly_ask){
	    .list = { { v, 4 } }, .mean = .5, .most = 1.9 })) < 1e-12);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_coin_is_bet_on_as_kelly_says),
		cmocka_unit_test(the_guess_changes_nothing_beyond_the_last_digits),
		cmocka_unit_test(nothing_is_bet_where_nothing_can_be_gained),
		cmocka_unit_test(without_anything_to_lose_all_that_is_allowed_is_bet),
		cmocka_unit_test(two_lists_are_as_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
