/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"

#include "stat/repr.h"

static void
expect(const char *text, const char *printed)
{
	struct buf out CLEANUP(buf_free) = { 0 };
	struct err e = { 0 };

	assert_true(repr_put(&out, text, &e));
	assert_string_equal(out.p, printed);
}

static void
quotes_are_single_unless_that_needs_an_escape(void **state)
{
	(void)state;
	expect("", "''");
	expect("Box 1", "'Box 1'");
	expect("O'Brien", "\"O'Brien\"");
	expect("the \"A\" box", "'the \"A\" box'");
	expect("O'Brien's \"A\"", "'O\\'Brien\\'s \"A\"'");
}

static void
backslashes_and_control_characters_are_escaped(void **state)
{
	(void)state;
	expect("a\\b", "'a\\\\b'");
	expect("\t\n\r", "'\\t\\n\\r'");
	expect("\x01\x1f\x7f\v", "'\\x01\\x1f\\x7f\\x0b'");
}

static void
letters_of_any_script_stand_as_they_are(void **state)
{
	(void)state;
	expect("Do\xc3\xb1" "a Ana", "'Do\xc3\xb1" "a Ana'");
	expect("\xf0\x9f\x98\x8a", "'\xf0\x9f\x98\x8a'");
}

static void
what_has_no_look_is_escaped_by_its_number(void **state)
{
	(void)state;
	expect("a\xc2\xa0" "b", "'a\\xa0b'");			/* no-break space */
	expect("a\xe2\x80\x8b" "b", "'a\\u200bb'");		/* zero width space */
	expect("\xef\xbb\xbf" "a", "'\\ufeffa'");		/* byte order mark */
	expect("\xf3\xa0\x81\x81", "'\\U000e0041'");		/* tag */
	expect("\xc2\xad", "'\\xad'");				/* soft hyphen */
	expect("\xf4\x8f\xbf\xbf", "'\\U0010ffff'");
}

static void
what_is_not_utf8_is_refused_with_its_place(void **state)
{
	struct buf out CLEANUP(buf_free) = { 0 };
	struct err e = { 0 };

	(void)state;
	assert_false(repr_put(&out, "ab\xff", &e));
	assert_string_equal(e.text,
	    "found byte 0xff at 3 of a name, expected UTF-8");
	assert_int_equal(out.len, 0);
}

static void
the_first_and_last_printable_of_ascii_are_printable(void **state)
{
	(void)state;
	assert_false(repr_printable(0x1f));
	assert_true(repr_printable(' '));
	assert_true(repr_printable('~'));
	assert_false(repr_printable(0x7f));
	assert_false(repr_printable(0x10ffff));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quotes_are_single_unless_that_needs_an_escape),
		cmocka_unit_test(backslashes_and_control_characters_are_escaped),
		cmocka_unit_test(letters_of_any_script_stand_as_they_are),
		cmocka_unit_test(what_has_no_look_is_escaped_by_its_number),
		cmocka_unit_test(what_is_not_utf8_is_refused_with_its_place),
		cmocka_unit_test(the_first_and_last_printable_of_ascii_are_printable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
