/* SPDX-License-Identifier: Apache-2.0 */
/* Expected values are exact fractions, rounded once. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "stat/binomial.h"

#define NEAR(x, y) assert_true(fabs((x) - (y)) <= 1e-12 * fabs(y))

static void
chances_are_those_of_exact_fractions(void **state)
{
	(void)state;
	NEAR(exp(binomial_log(10, 3, .5)), 0.1171875);
	NEAR(exp(binomial_log(1000, 520, .5)), 0.011340982371187728);
	NEAR(exp(binomial_log(1000, 1, .3)), 5.371099885567364e-153);
	NEAR(exp(binomial_log(2000, 1200, .6)), 0.018206738073558878);
	NEAR(exp(binomial_log(100000, 50500, .5)), 1.7000124003181167e-05);
}

static void
so_are_tails(void **state)
{
	(void)state;
	NEAR(binomial_above(1000, 550, .5), 0.0008652680424881588);
	NEAR(binomial_above(1000, 450, .5), 0.999304129202789);
	NEAR(binomial_above(200, 130, .6), 0.0843977820412117);
}

static void
both_tails_make_one(void **state)
{
	(void)state;
	for (int64_t k = 0; k < 300; k += 7)
		NEAR(binomial_below(300, k, .37) + binomial_above(300, k + 1,
		    .37), 1.0);
}

static void
edges_are_certain_or_impossible(void **state)
{
	(void)state;
	assert_true(binomial_log(10, 11, .5) == -INFINITY);
	assert_true(binomial_log(10, -1, .5) == -INFINITY);
	assert_true(binomial_log(10, 10, 1) == 0);
	assert_true(binomial_log(0, 0, .3) == 0);
	assert_true(binomial_above(10, 0, .5) == 1);
	assert_true(binomial_above(10, 11, .5) == 0);
}

static void
a_quantile_is_the_first_that_reaches(void **state)
{
	(void)state;
	for (int64_t n = 1; n < 2000; n = 3 * n + 1) {
		int64_t k = binomial_quantile(n, .9, .55);

		assert_true(binomial_below(n, k, .55) >= .9);
		assert_true(k == 0 || binomial_below(n, k - 1, .55) < .9);
	}
}

static void
without_putting_back(void **state)
{
	(void)state;
	NEAR(exp(hyper_log(100, 30, 1000, 400)), 0.008338190344399607);
	NEAR(exp(hyper_log(5000, 2600, 100000, 50000)),
	    0.0001717307861663349);
	assert_true(hyper_log(5, 4, 10, 3) == -INFINITY);
	NEAR(exp(hyper_log(10, 3, 10, 3)), 1.0);
	NEAR(hyper_below(100, 30, 1000, 400), 0.01932340133619306);
	NEAR(hyper_below(100, 50, 1000, 400), 0.9875331366894732);
	NEAR(hyper_below(5000, 2400, 100000, 50000), 0.0019402604784811307);
	NEAR(hyper_below(10, 5, 20, 15), 0.016253869969040248);
	NEAR(hyper_below(10, 9, 20, 15), 0.9837461300309598);
	assert_true(hyper_below(10, 4, 20, 15) == 0);
	assert_true(hyper_below(10, 10, 20, 15) == 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chances_are_those_of_exact_fractions),
		cmocka_unit_test(so_are_tails),
		cmocka_unit_test(both_tails_make_one),
		cmocka_unit_test(edges_are_certain_or_impossible),
		cmocka_unit_test(a_quantile_is_the_first_that_reaches),
		cmocka_unit_test(without_putting_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
