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

#include "text/json.h"

static const char mark[] = {
	[JSON_OBJECT] = '{', [JSON_OBJECT_END] = '}', [JSON_ARRAY] = '[',
	[JSON_ARRAY_END] = ']', [JSON_NAME] = ':', [JSON_STRING] = '"',
	[JSON_NUMBER] = '#', [JSON_TRUE] = 't', [JSON_FALSE] = 'f',
	[JSON_NULL] = 'n',
};

/* What came, an event as its mark, its text and LINE.COLUMN; the end as ".". */
static void
transcribe(struct buf *out, const char *p, size_t n, size_t window)
{
	struct arena a = { 0 };
	struct memory m = { p, n };
	struct json *j = json_open_sized(&a,
	    (struct feed){ memory_fill, &m, "f" }, window);
	struct json_event ev;
	struct err e;
	enum next got;

	while ((got = json_next(j, &ev, &e)) == NEXT_ITEM)
		buf_printf(out, "%c%.*s@%d.%d ", mark[ev.kind], (int)ev.n,
		    ev.n > 0 ? ev.p : "", (int)ev.line, (int)ev.column);
	buf_str(out, got == NEXT_END ? "." : e.text);
	arena_free(&a);
}

static void
expect(const char *p, size_t n, const char *expected)
{
	static const size_t windows[] = { 1, 2, 3, 5, 7, 64, 1 << 16 };

	for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
		struct buf got CLEANUP(buf_free) = { 0 };

		transcribe(&got, p, n, windows[i]);
		assert_string_equal(got.p, expected);
	}
}

#define EXPECT(text, expected) expect(text, sizeof text - 1, expected)

/* The failure's message ends so. */
static void
expect_refused(const char *text, const char *message)
{
	struct buf got CLEANUP(buf_free) = { 0 };
	size_t n = strlen(message);

	transcribe(&got, text, strlen(text), 3);
	assert_true(got.len >= n);
	assert_string_equal(got.p + got.len - n, message);
}

static void
a_document_comes_event_by_event(void **state)
{
	(void)state;
	EXPECT("{\"a\": 1,\n \"b\": [true, false, null, {}, []]}\n",
	    "{@1.1 :a@1.2 #1@1.7 :b@2.2 [@2.7 t@2.8 f@2.14 n@2.21 "
	    "{@2.27 }@2.28 [@2.31 ]@2.32 ]@2.33 }@2.34 .");
	EXPECT("12", "#12@1.1 .");
	EXPECT("\"x\"", "\"x@1.1 .");
}

static void
lines_end_with_lf_crlf_or_cr(void **state)
{
	(void)state;
	EXPECT("[1,\n2,\r\n3,\r4]", "[@1.1 #1@1.2 #2@2.1 #3@3.1 #4@4.1 "
	    "]@4.2 .");
}

static void
escapes_are_resolved(void **state)
{
	(void)state;
	EXPECT("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\"\\/\b\f\n\r\t@1.1 .");
	EXPECT("\"\\u0041\\u00e9\\u20AC\\ud83d\\uddf3z\"",
	    "\"A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x97\xB3z@1.1 .");
}

static void
columns_count_characters(void **state)
{
	(void)state;
	EXPECT("[\"\xC3\xA9\xE2\x82\xAC\",1]",
	    "[@1.1 \"\xC3\xA9\xE2\x82\xAC@1.2 #1@1.7 ]@1.8 .");
	EXPECT("\xEF\xBB\xBF[1]", "[@1.1 #1@1.2 ]@1.3 .");
}

static void
numbers_are_kept_as_written(void **state)
{
	(void)state;
	EXPECT("[0,-0,1.50,1e309,-2E+7,18446744073709551616]", "[@1.1 #0@1.2 "
	    "#-0@1.4 #1.50@1.7 #1e309@1.12 #-2E+7@1.18 "
	    "#18446744073709551616@1.24 ]@1.44 .");
}

static void
what_is_no_json_number_is_refused(void **state)
{
	static const char *const bad[] = { "01", "-", "1.", "1e", "1e+",
		"-a", "1.2.3", "0x10", "1_000" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		char said[100];

		snprintf(said, sizeof said, "f:1:1: found %s; a number as "
		    "JSON writes it was expected", bad[i]);
		expect_refused(bad[i], said);
	}
	expect_refused("NaN", "f:1:1: found NaN; a value was expected");
	expect_refused("+1", "f:1:1: found +1; a value was expected");
	expect_refused(".5", "f:1:1: found .5; a value was expected");
}

static void
what_may_not_stand_there_is_refused(void **state)
{
	(void)state;
	expect_refused("", "f:1:1: the text ends here; a value was expected");
	expect_refused("[1 2]", "f:1:4: found 2; a comma or a closing bracket "
	    "was expected");
	expect_refused("[1,]", "f:1:4: found ]; a value was expected");
	expect_refused("[,", "f:1:2: found ,; a value or ] was expected");
	expect_refused("{1:2}", "f:1:2: found 1; a member name in quotes or } "
	    "was expected");
	expect_refused("{\"a\":1,}", "f:1:8: found }; a member name in quotes "
	    "was expected");
	expect_refused("{\"a\" 1}", "f:1:6: found 1; a colon was expected");
	expect_refused("[1}", "f:1:3: found }; a comma or a closing bracket "
	    "was expected");
	expect_refused("[1] x", "f:1:5: found x; the end of the text was "
	    "expected");
	expect_refused("[1", "f:1:3: the text ends here; a comma or a closing "
	    "bracket was expected");
	expect_refused("tru", "f:1:1: found tru; a value was expected");
	expect_refused("[\xC2\xA0]", "f:1:2: found \xC2\xA0; a value or ] was "
	    "expected");
}

static void
a_string_that_is_cut_off_is_told_where_it_began(void **state)
{
	(void)state;
	expect_refused("[1,\n \"ab", "f:2:2: the text ends within what begins "
	    "here; is the file cut off?");
}

static void
control_characters_in_strings_are_refused(void **state)
{
	(void)state;
	expect_refused("\"\xC3\xA9\nb\"", "f:1:3: found a control character "
	    "(U+000A) in a string; it must be escaped");
}

static void
bad_escapes_are_refused_where_they_stand(void **state)
{
	(void)state;
	expect_refused("\"\xC3\xA9\\x\"", "f:1:3: found an unknown escape; one "
	    "of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u was expected");
	expect_refused("\"\\n\\u12g4\"", "f:1:4: four hexadecimal digits were "
	    "expected after \\u");
	expect_refused("\"\\u12\"", "f:1:2: four hexadecimal digits were "
	    "expected after \\u");
	expect_refused("\"a\\u0000\"", "f:1:3: found a NUL character; text was "
	    "expected");
}

static void
half_a_surrogate_pair_is_refused(void **state)
{
	static const char *const bad[] = { "\"\\ud800\"", "\"\\udc00\"",
		"\"\\ud800x\"", "\"\\ud800\\u0041\"", "\"\\ud800\\ud800\"" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		expect_refused(bad[i], "f:1:2: found half a surrogate pair; a "
		    "whole one was expected");
}

static void
what_is_not_utf8_is_refused_where_it_stands(void **state)
{
	(void)state;
	EXPECT("[\"a\xFF\"]", "[@1.1 f:1:4: found the byte 0xFF, which is not "
	    "UTF-8 here; UTF-8 text was expected");
	EXPECT("[1\0]", "[@1.1 f:1:3: found a NUL byte; text was expected");
	EXPECT("\xFF\xFE[\0", "f:1:1: the text is in UTF-16; UTF-8 was "
	    "expected (save it again as UTF-8)");
}

static void
a_name_may_not_stand_twice_in_one_object(void **state)
{
	(void)state;
	expect_refused("{\"a\":1,\n\"\\u0061\":2}", "f:2:1: the name \"a\" "
	    "stands twice in one object");
	expect_refused("{\"\":1,\"\":2}", "f:1:7: the name \"\" stands twice "
	    "in one object");
	expect_refused("{\"a\":{\"a\":1,\"b\":2},\"b\":[{\"a\":1}],\"a\":3}",
	    "f:1:34: the name \"a\" stands twice in one object");
	EXPECT("[{\"a\":{\"a\":1}},{\"a\":2}]", "[@1.1 {@1.2 :a@1.3 {@1.7 "
	    ":a@1.8 #1@1.12 }@1.13 }@1.14 {@1.16 :a@1.17 #2@1.21 }@1.22 "
	    "]@1.23 .");
}

static void
a_large_object_is_searched_for_names_given_twice(void **state)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct buf got CLEANUP(buf_free) = { 0 };

	(void)state;
	for (int i = 0; i < 100000; i++)
		buf_printf(&b, "%c\"precinct %d\":{\"id\":%d}",
		    i > 0 ? ',' : '{', i, i);
	buf_str(&b, ",\"precinct 4711\":0}");
	transcribe(&got, b.p, b.len, 1 << 16);
	assert_non_null(strstr(got.p, "the name \"precinct 4711\" stands twice "
	    "in one object"));
}

static void
nesting_has_a_limit(void **state)
{
	char deep[2 * JSON_MAX_DEPTH + 3];

	(void)state;
	memset(deep, '[', JSON_MAX_DEPTH);
	memset(deep + JSON_MAX_DEPTH, ']', JSON_MAX_DEPTH);
	deep[2 * JSON_MAX_DEPTH] = '\0';
	expect_refused(deep, ".");
	deep[JSON_MAX_DEPTH] = '[';
	expect_refused(deep, "f:1:65: objects and arrays are nested deeper "
	    "than 64");
}

static void
strings_have_a_limit(void **state)
{
	size_t n = JSON_MAX_STRING + 3;
	char *text = malloc(n + 1);

	(void)state;
	assert_non_null(text);
	memset(text, 'x', n);
	text[n] = '\0';
	text[0] = text[n - 2] = '"';
	text[n - 1] = ' ';
	expect_refused(text, ".");
	text[n - 2] = 'x';
	text[n - 1] = '"';
	expect_refused(text, "f:1:1: what begins here is longer than 1048576 "
	    "bytes; is its end missing?");
	text[n - 1] = 'x';
	expect_refused(text, "f:1:1: what begins here is longer than 1048576 "
	    "bytes; is its end missing?");
	free(text);
}

static void
a_tree_keeps_the_order_and_the_places(void **state)
{
	struct arena a = { 0 };
	const char *s = "{\"b\": [1, \"x\\n\"],\n \"a\": {\"c\": null}}";
	struct memory m = { s, strlen(s) };
	struct json_value *v;
	const struct json_value *c;
	struct err e;

	(void)state;
	assert_true(json_tree(&a, (struct feed){ memory_fill, &m, "f" }, &v,
	    &e));
	assert_int_equal(v->kind, JSON_OBJECT);
	assert_string_equal(v->child->name, "b");
	assert_string_equal(v->child->child->text, "1");
	assert_string_equal(v->child->child->next->text, "x\n");
	assert_null(v->child->child->next->next);
	assert_null(v->child->child->name);
	c = json_find(json_find(v, "a"), "c");
	assert_int_equal(c->kind, JSON_NULL);
	assert_int_equal(c->line, 2);
	assert_int_equal(c->column, 13);
	assert_null(json_find(v, "c"));
	assert_null(json_find(v->child, "c"));
	arena_free(&a);
}

static void
a_tree_of_bad_text_is_refused(void **state)
{
	struct arena a = { 0 };
	struct memory m = { "[1,", 3 };
	struct json_value *v = NULL;
	struct err e;

	(void)state;
	assert_false(json_tree(&a, (struct feed){ memory_fill, &m, "f" }, &v,
	    &e));
	assert_null(v);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_document_comes_event_by_event),
		cmocka_unit_test(lines_end_with_lf_crlf_or_cr),
		cmocka_unit_test(escapes_are_resolved),
		cmocka_unit_test(columns_count_characters),
		cmocka_unit_test(numbers_are_kept_as_written),
		cmocka_unit_test(what_is_no_json_number_is_refused),
		cmocka_unit_test(what_may_not_stand_there_is_refused),
		cmocka_unit_test(
		    a_string_that_is_cut_off_is_told_where_it_began),
		cmocka_unit_test(control_characters_in_strings_are_refused),
		cmocka_unit_test(bad_escapes_are_refused_where_they_stand),
		cmocka_unit_test(half_a_surrogate_pair_is_refused),
		cmocka_unit_test(what_is_not_utf8_is_refused_where_it_stands),
		cmocka_unit_test(a_name_may_not_stand_twice_in_one_object),
		cmocka_unit_test(
		    a_large_object_is_searched_for_names_given_twice),
		cmocka_unit_test(nesting_has_a_limit),
		cmocka_unit_test(strings_have_a_limit),
		cmocka_unit_test(a_tree_keeps_the_order_and_the_places),
		cmocka_unit_test(a_tree_of_bad_text_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
