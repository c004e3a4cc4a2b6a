/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "audit/suite.h"

#define NEAR(x, y, by) assert_true(fabs((x) - (y)) <= (by) * fabs(y))

static double
likelihood(struct suite_votes votes, struct suite_polled polled, double c)
{
	struct suite s = { .none = votes, .polled = polled };

	return suite_poll_likelihood(&s, c);
}

static void
v38_a_poll_of_one_stratum(void **state)
{
	(void)state;
	NEAR(likelihood((struct suite_votes){ 600, 400, 1000 },
	    (struct suite_polled){ 100, 60, 40 }, 0), .10693399, 1e-7);
	assert_true(likelihood((struct suite_votes){ 500, 450, 1000 },
	    (struct suite_polled){ 100, 50, 50 }, 0) == 1);
	assert_true(likelihood((struct suite_votes){ 500, 450, 1000 },
	    (struct suite_polled){ 100, 40, 60 }, 0) == 1);
	NEAR(likelihood((struct suite_votes){ 6, 4, 10 },
	    (struct suite_polled){ 4, 3, 1 }, 0), .625, 1e-12);
	NEAR(likelihood((struct suite_votes){ 6, 4, 10 },
	    (struct suite_polled){ 3, 2, 1 }, 0), .83333333, 1e-7);
}

static const struct suite v39 = {
	.cards = { 4550, 4950, 10000 }, .none = { 750, 150, 1000 },
	.compared = { 500, 0, 0, 0, 0 }, .polled = { 250, 187, 37 } };
static const struct suite v40 = {
	.none = { 4550, 4950, 10000 }, .cards = { 750, 150, 1000 },
	.compared = { 250, 0, 0, 0, 0 }, .polled = { 500, 227, 247 } };
static const struct suite v41 = {
	.cards = { 1750, 1750, 10000 }, .none = { 450, 400, 1000 },
	.compared = { 500, 0, 0, 0, 0 }, .polled = { 250, 112, 100 } };

static void
v39_both_strata(void **state)
{
	(void)state;
	NEAR(suite_compare_p(&v39, .3), .23557770396261943, 1e-12);
	NEAR(suite_poll_p(&v39, .7), .006068185147942991, 1e-9);
	NEAR(suite_p(&v39, .05), .07049896663377597, 1e-9);
}

static void
v40_the_other_way_round(void **state)
{
	(void)state;
	NEAR(suite_poll_p(&v40, .7), .9670403493064489, 1e-9);
	NEAR(suite_compare_p(&v40, .3), .0006592649872177509, 1e-12);
	NEAR(suite_p(&v40, .05), .9961600910311891, 1e-9);
}

static void
v41_a_close_contest(void **state)
{
	(void)state;
	NEAR(suite_compare_p(&v41, .3), .6969532708975282, 1e-12);
	NEAR(suite_poll_p(&v41, .7), .8106977731409347, 1e-9);
	NEAR(suite_p(&v41, .05), .9250601803054523, 1e-9);
}

static void
expect(const struct suite *s, double limit, int64_t cards, int64_t none)
{
	struct suite_size n = suite_plan(s, limit);

	assert_int_equal(n.cards, cards);
	assert_int_equal(n.none, none);
}

static void
v42_sizes(void **state)
{
	static const struct suite large = { .cards = { 960000, 940000,
		1900000 }, .none = { 51000, 49000, 100000 } };
	static const struct suite small = { .cards = { 940, 10, 950 },
		.none = { 50, 0, 50 } };
	static const struct suite third = { .cards = { 400, 300, 700 },
		.none = { 200, 100, 300 } };

	(void)state;
	expect(&large, .05, 3800, 200);
	expect(&small, .05, 10, 0);
	expect(&third, .05, 56, 24);
}

static void
v42_after_a_round(void **state)
{
	static const struct suite s = { .cards = { 400, 300, 700 },
		.none = { 200, 100, 300 }, .compared = { 56, 0, 0, 0, 0 },
		.polled = { 24, 14, 10 } };

	(void)state;
	NEAR(suite_compare_p(&s, .3), .0945345798479189, 1e-12);
	NEAR(suite_poll_p(&s, .7), .4540875636833894, 1e-9);
	NEAR(suite_p(&s, .05), .21456844367035688, 1e-9);
	expect(&s, .05, 101, 43);
}

static void
v44_a_lead_in_a_small_sample(void **state)
{
	(void)state;
	NEAR(suite_lead_chance(4, 2, &(struct suite_votes){ 3, 1, 6 }), .4,
	    1e-12);
	NEAR(suite_lead_chance(3, 1, &(struct suite_votes){ 2, 2, 6 }), .3,
	    1e-12);
	NEAR(suite_lead_chance(5, 3, &(struct suite_votes){ 5, 2, 9 }),
	    31. / 126, 1e-12);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v38_a_poll_of_one_stratum),
		cmocka_unit_test(v39_both_strata),
		cmocka_unit_test(v40_the_other_way_round),
		cmocka_unit_test(v41_a_close_contest),
		cmocka_unit_test(v42_sizes),
		cmocka_unit_test(v42_after_a_round),
		cmocka_unit_test(v44_a_lead_in_a_small_sample),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
