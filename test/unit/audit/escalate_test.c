/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "audit/escalate.h"

static const struct ratio five_percent = { 1, 20 };

static void
evidence_that_goes_on_reaches_the_limit(void **state)
{
	(void)state;
	/* ln(1/20) / ln(1/4) is 2.16, and a tenth more. */
	assert_int_equal(escalate_size(100, 0.25, five_percent, 100000), 238);
}

static void
no_evidence_asks_for_twice_as_many(void **state)
{
	(void)state;
	assert_int_equal(escalate_size(100, 1, five_percent, 100000), 200);
	assert_int_equal(escalate_size(100, 0, five_percent, 100000), 200);
}

static void
steps_are_neither_tiny_nor_vast(void **state)
{
	(void)state;
	assert_int_equal(escalate_size(100, 0.051, five_percent, 100000), 125);
	assert_int_equal(escalate_size(100, 0.99, five_percent, 100000), 400);
}

static void
nobody_asks_for_more_than_there_is(void **state)
{
	(void)state;
	assert_int_equal(escalate_size(100, 0.99, five_percent, 150), 150);
	assert_int_equal(escalate_size(100, 1, five_percent, 100), 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(evidence_that_goes_on_reaches_the_limit),
		cmocka_unit_test(no_evidence_asks_for_twice_as_many),
		cmocka_unit_test(steps_are_neither_tiny_nor_vast),
		cmocka_unit_test(nobody_asks_for_more_than_there_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
