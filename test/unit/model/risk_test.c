/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/risk.h"

static void
is(const char *text, int64_t num, int64_t den)
{
	struct ratio r;

	assert_true(risk_limit_parse(text, &r));
	assert_int_equal(r.num, num);
	assert_int_equal(r.den, den);
}

static void
a_limit_is_a_ratio_a_decimal_or_a_percentage(void **state)
{
	(void)state;
	is("1/20", 1, 20);
	is("5/100", 1, 20);
	is("0.05", 1, 20);
	is("5%", 1, 20);
	is("5 %", 1, 20);
	is("0.5%", 1, 200);
	is("12.5%", 1, 8);
}

static void
no_limit_is_nothing_everything_or_something_else(void **state)
{
	static const char *const bad[] = { "", "0", "1", "1/1", "0%", "100%",
		"-1/20", "5", ".5", "5.", "1e-2", "0.05 ", "1/", "/20",
		"1/2000000", "0.0.5", "%", "５%" };
	struct ratio r;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(risk_limit_parse(bad[i], &r));
}

static bool
within(double p, int64_t num, int64_t den)
{
	char text[RISK_TEXT];
	struct risk r;

	assert_true(risk_parse(risk_text(text, p), &r));
	return risk_is_within(r, (struct ratio){ num, den });
}

static void
the_limit_itself_is_within_it(void **state)
{
	(void)state;
	assert_true(within(0.5, 1, 2));
	assert_false(within(0.50000000000000011, 1, 2));
	assert_true(within(0.049999999999999996, 1, 20));
	/* The double nearest to 1/20 is above it, and its 17 digits say so. */
	assert_false(within(0.05, 1, 20));
	assert_true(within(0, 1, 1000000));
	assert_true(within(1e-300, 1, 1000000));
	assert_false(within(1, 999999, 1000000));
}

static void
seventeen_digits_and_nothing_else_are_a_risk(void **state)
{
	static const char *const bad[] = { "", "1", "0.05",
		"5.000000000000000e-02", "5.00000000000000000e-02",
		"5.0000000000000000e+00", "5.0000000000000000e-2",
		"-5.0000000000000000e-02", "5,0000000000000000e-02",
		"5.0000000000000000e-02x", "nan", "1.0000000000000001e+00" };
	struct risk r;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(risk_parse(bad[i], &r));
	assert_true(risk_parse("1.0000000000000000e+00", &r));
	assert_true(risk_parse("4.9406564584124654e-324", &r));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_limit_is_a_ratio_a_decimal_or_a_percentage),
		cmocka_unit_test(no_limit_is_nothing_everything_or_something_else),
		cmocka_unit_test(the_limit_itself_is_within_it),
		cmocka_unit_test(seventeen_digits_and_nothing_else_are_a_risk),
	};

	return cmocka_run_group_tests_name("risk", tests, NULL, NULL);
}
