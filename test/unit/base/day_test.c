/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/day.h"

static bool
parses(const char *s)
{
	struct day d;

	return day_parse(s, strlen(s), &d);
}

static void
only_dates_that_exist_are_read(void **state)
{
	static const char *const bad[] = { "", "2020-11-3", "2020-13-01",
		"2020-00-10", "2020-04-31", "2021-02-29", "1900-02-29",
		"2020/11/03", "2020-11-03 ", " 2020-11-03", "2020-11-0x" };

	(void)state;
	assert_true(parses("2020-11-03"));
	assert_true(parses("2020-02-29"));
	assert_true(parses("2000-02-29"));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(parses(bad[i]));
}

static void
days_are_counted_from_1970(void **state)
{
	(void)state;
	assert_int_equal(day_of(1970, 1, 1).n, 0);
	assert_int_equal(day_of(1969, 12, 31).n, -1);
	assert_int_equal(day_of(2020, 11, 3).n, 18569);
	assert_int_equal(day_cmp(day_add(day_of(2020, 2, 28), 2),
	    day_of(2020, 3, 1)), 0);
}

static void
weekdays_are_those_of_the_calendar(void **state)
{
	(void)state;
	assert_int_equal(day_weekday(day_of(2020, 11, 3)), TUESDAY);
	assert_int_equal(day_weekday(day_of(1970, 1, 1)), THURSDAY);
	assert_int_equal(day_weekday(day_of(1969, 12, 28)), SUNDAY);
	assert_int_equal(day_weekday(day_of(2000, 2, 29)), TUESDAY);
}

static void
dates_are_written_as_people_read_them(void **state)
{
	char out[DAY_TEXT];
	struct day d = day_of(2020, 11, 20);

	(void)state;
	assert_string_equal(day_iso(out, d), "2020-11-20");
	assert_string_equal(day_short(out, d), "20 Nov 2020");
	assert_string_equal(day_long(out, d), "Friday 20 November 2020");
	assert_string_equal(day_iso(out, DAY_UNKNOWN), "unknown");
	assert_false(day_known(DAY_UNKNOWN));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_dates_that_exist_are_read),
		cmocka_unit_test(days_are_counted_from_1970),
		cmocka_unit_test(weekdays_are_those_of_the_calendar),
		cmocka_unit_test(dates_are_written_as_people_read_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
