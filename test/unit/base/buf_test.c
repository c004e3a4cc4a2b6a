/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

static void
bytes_strings_and_formats_are_appended(void **state)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	(void)state;
	buf_str(&b, "one");
	buf_char(&b, ' ');
	buf_put(&b, "two!", 3);
	buf_printf(&b, " %d", 3);
	assert_string_equal(b.p, "one two 3");
	assert_int_equal(b.len, 9);
}

static void
a_buffer_grows_and_stays_terminated(void **state)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	(void)state;
	for (size_t i = 1; i <= 5000; i++) {
		buf_printf(&b, "%c", 'x');
		assert_int_equal(b.len, i);
		assert_int_equal(b.p[i], '\0');
	}
}

static void
a_freed_buffer_is_empty_and_usable(void **state)
{
	struct buf b = { 0 };

	(void)state;
	buf_str(&b, "x");
	buf_free(&b);
	assert_null(b.p);
	assert_int_equal(b.len, 0);
	buf_put(&b, NULL, 0);
	assert_string_equal(b.p, "");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_strings_and_formats_are_appended),
		cmocka_unit_test(a_buffer_grows_and_stays_terminated),
		cmocka_unit_test(a_freed_buffer_is_empty_and_usable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
