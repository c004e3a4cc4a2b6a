/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "stat/dec28.h"

static struct dec28
of(const char *s)
{
	struct dec28 x = { 0 };

	assert_true(dec28_parse(s, &x));
	return x;
}

static void
expect(struct dec28 x, const char *text)
{
	char out[DEC28_TEXT];

	assert_string_equal(dec28_text(out, x), text);
}

static void
a_third_has_28_digits(void **state)
{
	(void)state;
	expect(dec28_div(dec28_of(1), dec28_of(3)),
	    "0.3333333333333333333333333333");
	expect(dec28_div(dec28_of(2), dec28_of(-3)),
	    "-0.6666666666666666666666666667");
}

static void
an_exact_quotient_has_no_noughts_at_its_end(void **state)
{
	(void)state;
	expect(dec28_div(dec28_of(1), dec28_of(8)), "0.125");
	expect(dec28_div(dec28_of(1000), dec28_of(10)), "100");
	expect(dec28_div(of("1000E-2"), of("10E-1")), "10.0");
}

static void
halves_are_rounded_to_even(void **state)
{
	(void)state;
	expect(dec28_add(of("1000000000000000000000000000"), of("0.5")),
	    "1000000000000000000000000000");
	expect(dec28_add(of("1000000000000000000000000001"), of("0.5")),
	    "1000000000000000000000000002");
	expect(dec28_add(of("1000000000000000000000000000"),
	    of("0.5000000000000000000000000001")),
	    "1000000000000000000000000001");
}

static void
a_very_small_term_still_decides_a_half(void **state)
{
	struct dec28 x = of("1000000000000000000000000000E1");

	(void)state;
	expect(dec28_sub(x, of("5")), "9999999999999999999999999995");
	expect(dec28_sub(of("1E40"), of("1E-90")),
	    "1.000000000000000000000000000E+40");
	expect(dec28_sub(of("1E28"), of("1E-90")),
	    "1.000000000000000000000000000E+28");
}

static void
products_are_rounded_once(void **state)
{
	(void)state;
	expect(dec28_mul(of("9999999999999999999999999999"),
	    of("9999999999999999999999999999")),
	    "9.999999999999999999999999998E+55");
	expect(dec28_mul(of("1.20"), of("-3")), "-3.60");
}

static void
exponents_do_not_count_in_a_comparison(void **state)
{
	(void)state;
	assert_int_equal(dec28_cmp(of("1.0"), of("1")), 0);
	assert_int_equal(dec28_cmp(of("-1E-90"), of("0")), -1);
	assert_int_equal(dec28_cmp(of("1E90"), of("9999")), 1);
}

static void
the_nearest_double_is_taken_half_to_even(void **state)
{
	(void)state;
	assert_true(dec28_double(of("0.1")) == 0.1);
	assert_true(dec28_double(of("9007199254740993")) == 0x1p53);
	assert_true(dec28_double(of("9007199254740993.000000000001")) ==
	    0x1p53 + 2);
	assert_true(dec28_double(of("-1.797693134862315708E299")) ==
	    -1.797693134862315708E299);
	assert_true(dec28_double(of("2.2250738585072014E-299")) ==
	    2.2250738585072014E-299);
	assert_true(dec28_double(of("0.00")) == 0);
}

static void
what_is_no_number_is_refused(void **state)
{
	static const char *const wrong[] = { "", "-", ".", "1.2.3", "1e", "1E+",
		" 1", "1 ", "+1", "0x1", "1E1000", "NaN", "--1",
		"12345678901234567890123456789" };
	struct dec28 x;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(dec28_parse(wrong[i], &x));
}

static void
the_largest_and_least_whole_numbers_fit(void **state)
{
	(void)state;
	expect(dec28_of(INT64_MIN), "-9223372036854775808");
	expect(dec28_of(INT64_MAX), "9223372036854775807");
	expect(of("1E-7"), "1E-7");
	expect(of("0.000001"), "0.000001");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_third_has_28_digits),
		cmocka_unit_test(an_exact_quotient_has_no_noughts_at_its_end),
		cmocka_unit_test(halves_are_rounded_to_even),
		cmocka_unit_test(a_very_small_term_still_decides_a_half),
		cmocka_unit_test(products_are_rounded_once),
		cmocka_unit_test(exponents_do_not_count_in_a_comparison),
		cmocka_unit_test(the_nearest_double_is_taken_half_to_even),
		cmocka_unit_test(what_is_no_number_is_refused),
		cmocka_unit_test(the_largest_and_least_whole_numbers_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
