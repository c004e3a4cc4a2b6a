/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/oneaudit.h"

static void
assert_near(double found, double expected)
{
	if (fabs(found - expected) > 1e-12)
		fail_msg("found %.17g, expected %.17g", found, expected);
}

/* SHANGRLA at 9d5db92, tests/core/test_Assertion.py. */
static void
v51_means_of_pools(void **state)
{
	struct oneaudit_pool one = { "1", 3, NUM_UNKNOWN, 1, 0 };
	struct oneaudit_pool two = { "2", 2, NUM_UNKNOWN, 0, 1 };

	(void)state;
	assert_near(oneaudit_mean(&one, 1), 2 / 3.);
	assert_near(oneaudit_mean(&two, 1), .25);
	one.listed = two.listed = 1;
	assert_near(oneaudit_mean(&one, 1), 1);
	assert_near(oneaudit_mean(&two, 1), 0);
}

/* SHANGRLA at 9d5db92, tests/core/test_CVR.py: 6 records, 8 cards at most. */
static void
v51_phantoms(void **state)
{
	struct oneaudit_bound c[] = { { NUM_UNKNOWN, 5 }, { 5, 4 } };

	(void)state;
	assert_int_equal(oneaudit_phantoms(c, 2, 8, 6), 3);
	assert_int_equal(oneaudit_phantoms(NULL, 0, 8, 6), 2);
}

/* The mean of what can be drawn, if nothing is wrong, is that of a card without error. */
static void
pools_without_error_are_no_overstatement_on_average(void **state)
{
	struct oneaudit_pool pool[] = { { "north", 1000, 900, 500, 300 },
		{ "south", 400, NUM_UNKNOWN, 100, 220 } };
	struct oneaudit_ask ask = { "mayor", pool, 2, 1, 3000, 1700, 0 };
	struct arena a = { 0 };
	struct oneaudit o;
	struct err e;

	(void)state;
	assert_true(oneaudit_of(&a, &ask, &o, &e));
	assert_int_equal(o.cards, 4300);
	assert_int_equal(o.values, 6);
	assert_near(o.margin, 2 * (1700 + 550 + 140) / 4300. - 1);
	for (int i = 0; i < 2; i++) {
		double sum = 0, cards = 0;

		for (int k = 3 * i; k < 3 * i + 3; k++) {
			sum += o.value[k].x * (double)o.count[k];
			cards += (double)o.count[k];
		}
		assert_near(sum / cards, o.noerror);
	}
	assert_near(o.value[0].x, (1 - (550 / 900. - 1)) * o.noerror);
	arena_free(&a);
}

/* One pool of all cards is polling: the values are the assorter's, moved and stretched. */
static void
one_pool_is_polling(void **state)
{
	struct oneaudit_pool pool = { "all", 1000, NUM_UNKNOWN, 520, 470 };
	struct oneaudit_ask ask = { "mayor", &pool, 1, 1, 0, 0, 0 };
	struct arena a = { 0 };
	struct oneaudit o;
	struct err e;

	(void)state;
	assert_true(oneaudit_of(&a, &ask, &o, &e));
	assert_near(o.value[0].x - o.value[1].x, .5 * o.noerror);
	assert_near(o.value[1].x - o.value[2].x, .5 * o.noerror);
	assert_near(o.mean[0], .525);
	arena_free(&a);
}

static void
more_votes_than_cards_are_refused_by_name(void **state)
{
	struct oneaudit_pool pool = { "north", 10, NUM_UNKNOWN, 8, 3 };
	struct oneaudit_ask ask = { "mayor", &pool, 1, 1, 0, 0, 0 };
	struct arena a = { 0 };
	struct oneaudit o;
	struct err e;

	(void)state;
	assert_false(oneaudit_of(&a, &ask, &o, &e));
	assert_non_null(strstr(e.text, "contest mayor, pool north: found 8 and"));
	pool.winner = 3;
	assert_false(oneaudit_of(&a, &ask, &o, &e));
	assert_non_null(strstr(e.text, "expected more than 0.5"));
	ask.pools = 0;
	assert_false(oneaudit_of(&a, &ask, &o, &e));
	assert_non_null(strstr(e.text, "found no cards"));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v51_means_of_pools),
		cmocka_unit_test(v51_phantoms),
		cmocka_unit_test(pools_without_error_are_no_overstatement_on_average),
		cmocka_unit_test(one_pool_is_polling),
		cmocka_unit_test(more_votes_than_cards_are_refused_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
