/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "text/canon.h"
#include "text/json.h"

static bool
is(const char *s)
{
	return canon_is(s, strlen(s));
}

/* The canonical text of ${s}; "" if it has none. */
static const char *
canon(struct arena *a, const char *s)
{
	struct buf out CLEANUP(buf_free) = { 0 };
	struct memory m = { s, strlen(s) };
	struct json_value *v;
	struct err e;

	if (!json_tree(a, (struct feed){ memory_fill, &m, "f" }, &v, &e) ||
	    !canon_write(&out, v, "f", &e))
		return "";
	assert_true(canon_is(out.p, out.len));
	return arena_str(a, out.p, out.len);
}

static void
becomes(const char *from, const char *to)
{
	struct arena a CLEANUP(arena_free) = { 0 };

	assert_string_equal(canon(&a, from), to);
}

static void
blanks_go_and_members_are_sorted(void **state)
{
	(void)state;
	becomes(" { \"b\" : [ 1 , true , null ] , \"a\" : { } } ",
	    "{\"a\":{},\"b\":[1,true,null]}");
	becomes("[[],{},false,\"\"]", "[[],{},false,\"\"]");
}

/* RFC 8785, section 3.2.3: the emoji stands before U+FB33. */
static void
members_stand_in_the_order_of_utf_16(void **state)
{
	(void)state;
	becomes("{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,"
	    "\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}",
	    "{\"\\r\":2,\"1\":4,\"\xC2\x80\":6,\"\xC3\xB6\":7,"
	    "\"\xE2\x82\xAC\":1,\"\xF0\x9F\x98\x80\":5,\"\xEF\xAC\xB3\":3}");
	assert_false(is("{\"\xEF\xAC\xB3\":3,\"\xF0\x9F\x98\x80\":5}"));
}

static void
escaped_names_are_compared_as_what_they_mean(void **state)
{
	(void)state;
	assert_true(is("{\"\\n\":1,\"\\\"\":1,\"A\":1,\"\\\\\":1,\"a\":1}"));
	assert_false(is("{\"A\":1,\"\\n\":1}"));
	assert_false(is("{\"\\\\\":1,\"A\":1}"));
	assert_true(is("{\"a\":1,\"a\\n\":2}"));
	assert_false(is("{\"a\\n\":1,\"a\":2}"));
	assert_false(is("{\"a\\n\":1,\"a\\n\":2}"));
}

/* RFC 8785, section 3.2.2.2. */
static void
texts_escape_only_what_they_must(void **state)
{
	(void)state;
	becomes("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"",
	    "\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
	becomes("\"\\u0008\\u0009\\u000c\\u000d\\u001f\\u007f\"",
	    "\"\\b\\t\\f\\r\\u001f\x7F\"");
	assert_false(is("\"\\/\""));
	assert_false(is("\"\\u000F\""));
	assert_false(is("\"\\u000a\""));
	assert_false(is("\"\\u0041\""));
	assert_false(is("\"\\u0000\""));
	assert_false(is("\"\\u00\""));
	assert_false(is("\"\\"));
	assert_false(is("\"\n\""));
}

static void
numbers_are_whole_and_safe(void **state)
{
	(void)state;
	becomes("-0", "0");
	becomes("9007199254740991", "9007199254740991");
	becomes("-9007199254740991", "-9007199254740991");
	becomes("9007199254740992", "");
	becomes("1.0", "");
	becomes("1e3", "");
	assert_true(is("0"));
	for (size_t i = 0; i < 9; i++)
		assert_false(is((const char *[]){ "-0", "01", "-", "", "+1",
		    "1.0", "1e0", "-9007199254740992", "-01" }[i]));
	assert_false(is("99999999999999999999999999"));
}

static void
what_is_not_one_value_is_not_canonical(void **state)
{
	static const char *const bad[] = { " 1", "1 ", "1\n", "{\"a\": 1}",
	    "[1, 2]", "[1,]", "[,1]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "[1",
	    "{\"a\":1", "tru", "nul", "falsee", "\"a", "]", "{\"b\":1,\"a\":1}",
	    "{\"a\":1,\"a\":1}", "{\"a\":", "{" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(is(bad[i]));
}

static void
text_is_utf_8_without_surrogates(void **state)
{
	(void)state;
	assert_true(is("\"\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF\""));
	assert_false(is("\"\xED\xA0\x80\""));
	assert_false(is("\"\xC0\x80\""));
	assert_false(is("\"\xF4\x90\x80\x80\""));
	assert_false(is("\"\xE2\x82\""));
	assert_false(is("\"\x80\""));
	assert_true(is("\"\xEF\xBF\xBD\""));
}

static void
depth_ends_where_the_reader_ends(void **state)
{
	char s[2 * (JSON_MAX_DEPTH + 1)];

	(void)state;
	memset(s, '[', JSON_MAX_DEPTH + 1);
	memset(s + JSON_MAX_DEPTH + 1, ']', JSON_MAX_DEPTH + 1);
	assert_true(canon_is(s + 1, 2 * JSON_MAX_DEPTH));
	assert_false(canon_is(s, sizeof s));
}

static void
many_members_are_sorted_too(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf b CLEANUP(buf_free) = { 0 };

	(void)state;
	for (int i = 99; i >= 10; i--)
		buf_printf(&b, "%s\"%d\":%d", i == 99 ? "{" : ",", i, i);
	buf_char(&b, '}');
	assert_int_equal(strncmp(canon(&a, b.p), "{\"10\":10,\"11\":11,", 17),
	    0);
}

static void
a_name_twice_and_a_failure_leave_nothing(void **state)
{
	struct json_value two = { .kind = JSON_NULL, .name = "a" };
	struct json_value one = { .kind = JSON_NULL, .name = "a", .next = &two };
	struct json_value object = { .kind = JSON_OBJECT, .child = &one };
	struct buf b CLEANUP(buf_free) = { 0 };
	struct err e;

	(void)state;
	buf_str(&b, "x");
	assert_false(canon_write(&b, &object, "f", &e));
	assert_string_equal(b.p, "x");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blanks_go_and_members_are_sorted),
		cmocka_unit_test(members_stand_in_the_order_of_utf_16),
		cmocka_unit_test(escaped_names_are_compared_as_what_they_mean),
		cmocka_unit_test(texts_escape_only_what_they_must),
		cmocka_unit_test(numbers_are_whole_and_safe),
		cmocka_unit_test(what_is_not_one_value_is_not_canonical),
		cmocka_unit_test(text_is_utf_8_without_surrogates),
		cmocka_unit_test(depth_ends_where_the_reader_ends),
		cmocka_unit_test(many_members_are_sorted_too),
		cmocka_unit_test(a_name_twice_and_a_failure_leave_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
