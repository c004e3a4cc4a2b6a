/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "stat/normal.h"

static void
well_known_points(void **state)
{
	(void)state;
	assert_true(fabs(normal_quantile(.975) - 1.959963984540054) < 1e-15);
	assert_true(fabs(normal_quantile(.9) - 1.2815515655446004) < 1e-15);
	assert_true(fabs(normal_below(1) - 0.8413447460685429) < 1e-15);
	assert_true(fabs(normal_quantile(1e-10) + 6.361340902404056) < 1e-14);
}

static void
a_quantile_is_where_its_chance_lies(void **state)
{
	(void)state;
	for (double q = 1e-12; q < 1; q = q < .4 ? 3 * q : q + .07)
		assert_true(fabs(normal_below(normal_quantile(q)) - q) <=
		    1e-13 * q);
}

static void
four_degrees_of_freedom(void **state)
{
	(void)state;
	assert_true(fabs(chi4_quantile(.05) - 9.487729036781154) < 1e-13);
	assert_true(fabs(chi4_quantile(.1) - 7.779440339734858) < 1e-13);
	assert_true(fabs(chi4_above(9.487729036781154) - .05) < 1e-15);
	for (double p = 1e-9; p < .99; p *= 1.7)
		assert_true(fabs(chi4_above(chi4_quantile(p)) - p) < 1e-12 * p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(well_known_points),
		cmocka_unit_test(a_quantile_is_where_its_chance_lies),
		cmocka_unit_test(four_degrees_of_freedom),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
