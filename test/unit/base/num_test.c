/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/num.h"

static void
what_overflows_is_refused(void **state)
{
	int64_t r;

	(void)state;
	assert_true(num_add(&r, 2, 3));
	assert_int_equal(r, 5);
	assert_false(num_add(&r, INT64_MAX, 1));
	assert_false(num_sub(&r, -INT64_MAX, 2));
	assert_false(num_mul(&r, INT64_MAX, 2));
	assert_true(num_mul(&r, -3, 4));
	assert_int_equal(r, -12);
}

static void
what_is_unknown_stays_unknown(void **state)
{
	int64_t r = 0;

	(void)state;
	assert_true(num_add(&r, NUM_UNKNOWN, 3));
	assert_false(num_known(r));
	r = 0;
	assert_true(num_sub(&r, 3, NUM_UNKNOWN));
	assert_false(num_known(r));
	r = 0;
	assert_true(num_mul(&r, 0, NUM_UNKNOWN));
	assert_false(num_known(r));
}

static enum num_fault
parse(const char *s)
{
	int64_t r;

	return num_parse(s, strlen(s), &r);
}

static void
only_ascii_digits_are_a_count(void **state)
{
	static const char *const bad[] = { "-1", "+1", " 1", "1 ", "1.5",
		"1e3", "1,000", "0x10", "\xEF\xBC\x91", "\xD9\xA1", "NaN" };
	int64_t r;

	(void)state;
	assert_int_equal(num_parse("0012670", 7, &r), NUM_OK);
	assert_int_equal(r, 12670);
	assert_int_equal(parse(""), NUM_EMPTY);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_int_equal(parse(bad[i]), NUM_NOT_DIGITS);
}

static void
a_count_is_at_most_what_json_carries(void **state)
{
	(void)state;
	assert_int_equal(parse("2147483648"), NUM_OK);
	assert_int_equal(parse("9007199254740991"), NUM_OK);
	assert_int_equal(parse("9007199254740992"), NUM_TOO_LARGE);
	assert_int_equal(parse("9223372036854775808"), NUM_TOO_LARGE);
	assert_int_equal(parse("18446744073709551616"), NUM_TOO_LARGE);
	assert_int_equal(parse("99999999999999999999999999999"), NUM_TOO_LARGE);
}

static void
numbers_are_written_as_people_read_them(void **state)
{
	char out[NUM_TEXT];

	(void)state;
	assert_string_equal(num_text(out, 4998482), "4,998,482");
	assert_string_equal(num_text(out, 0), "0");
	assert_string_equal(num_text(out, 999), "999");
	assert_string_equal(num_text(out, -1000), "\u22121,000");
	assert_string_equal(num_text(out, NUM_UNKNOWN), "unknown");
	assert_string_equal(num_text(out, INT64_MAX),
	    "9,223,372,036,854,775,807");
	assert_string_equal(num_signed(out, 158), "+158");
	assert_string_equal(num_signed(out, -285), "\u2212285");
	assert_string_equal(num_signed(out, 0), "0");
}

static void
half_a_percent_and_a_hair_more_are_different(void **state)
{
	struct ratio half = { 5, 1000 };

	(void)state;
	assert_int_equal(ratio_cmp((struct ratio){ 25000, 5000000 }, half), 0);
	assert_int_equal(ratio_cmp((struct ratio){ 25001, 5000000 }, half), 1);
	assert_int_equal(ratio_cmp((struct ratio){ 24999, 5000000 }, half), -1);
	assert_int_equal(ratio_cmp((struct ratio){ INT64_MAX, INT64_MAX - 1 },
	    (struct ratio){ INT64_MAX - 1, INT64_MAX - 2 }), -1);
}

static void
percents_round_half_away_from_zero(void **state)
{
	char out[NUM_TEXT];

	(void)state;
	assert_string_equal(ratio_percent(out, (struct ratio){ 1, 4 }, 0),
	    "25%");
	assert_string_equal(ratio_percent(out, (struct ratio){ 1, 8 }, 0),
	    "13%");
	assert_string_equal(ratio_percent(out, (struct ratio){ -1, 8 }, 0),
	    "\u221213%");
	assert_string_equal(ratio_percent(out, (struct ratio){ -1, 1000 }, 0),
	    "0%");
	assert_string_equal(ratio_percent(out,
	    (struct ratio){ 12670, 4998482 }, 4), "0.2535%");
	assert_string_equal(ratio_percent(out,
	    (struct ratio){ NUM_UNKNOWN, 1 }, 2), "unknown");
}

static void
every_fault_says_what_was_expected(void **state)
{
	(void)state;
	for (int f = NUM_OK; f <= NUM_TOO_LARGE; f++)
		assert_non_null(strstr(num_fault_text((enum num_fault)f),
		    "whole number"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_overflows_is_refused),
		cmocka_unit_test(what_is_unknown_stays_unknown),
		cmocka_unit_test(only_ascii_digits_are_a_count),
		cmocka_unit_test(a_count_is_at_most_what_json_carries),
		cmocka_unit_test(numbers_are_written_as_people_read_them),
		cmocka_unit_test(half_a_percent_and_a_hair_more_are_different),
		cmocka_unit_test(percents_round_half_away_from_zero),
		cmocka_unit_test(every_fault_says_what_was_expected),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
