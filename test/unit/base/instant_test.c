/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/instant.h"

static void
an_instant_has_one_spelling(void **state)
{
	static const struct { const char *text; int64_t utc; } pairs[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "1969-12-31T23:59:59Z", -1 },
		{ "2020-11-20T22:00:00Z", 1605909600 },
		{ "2020-02-29T12:34:56Z", 1582979696 },
		{ "2000-01-01T00:00:00Z", 946684800 },
	};
	char out[INSTANT_TEXT];
	int64_t utc;

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		assert_true(instant_parse(pairs[i].text, 20, &utc));
		assert_int_equal(utc, pairs[i].utc);
		assert_string_equal(instant_text(out, utc), pairs[i].text);
	}
}

static void
any_other_spelling_is_no_instant(void **state)
{
	static const char *const bad[] = { "", "2020-11-20",
		"2020-11-20T22:00:00", "2020-11-20T22:00:00z",
		"2020-11-20 22:00:00Z", "2020-11-20T22:00Z",
		"2020-11-20T24:00:00Z", "2020-11-20T22:60:00Z",
		"2020-11-20T22:00:60Z", "2020-11-31T22:00:00Z",
		"2021-02-29T00:00:00Z", "2020-11-20T22:00:00.0Z",
		"2020-11-20T22:00:00+00:00", "2020-11-20T2a:00:00Z",
		"2020-11-20T22:00:00ZZ", "+020-11-20T22:00:00Z" };
	int64_t utc;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(instant_parse(bad[i], strlen(bad[i]), &utc));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_instant_has_one_spelling),
		cmocka_unit_test(any_other_spelling_is_no_instant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
