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

#include "text/csv.h"

/*
 * Read ${n} bytes with a window of ${window} and write down what came: a row is
 * LINE:[field]COLUMN[field]COLUMN, the end is ".", a failure its message.
 */
static void
transcribe(struct buf *out, const char *p, size_t n, size_t window)
{
	struct arena a = { 0 };
	struct memory m = { p, n };
	struct csv *c = csv_open_sized(&a,
	    (struct feed){ memory_fill, &m, "f" }, window);
	struct csv_row row;
	struct err e;
	enum next got;

	while ((got = csv_next(c, &row, &e)) == NEXT_ITEM) {
		buf_printf(out, "%d:", (int)row.line);
		for (size_t i = 0; i < row.fields; i++)
			buf_printf(out, "[%.*s]%d", (int)row.field[i].n,
			    row.field[i].p, (int)csv_column(c, i));
		buf_char(out, ' ');
	}
	buf_str(out, got == NEXT_END ? "." : e.text);
	arena_free(&a);
}

/* However small the window, the same must come. */
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

static void
rows_end_with_lf_crlf_or_cr(void **state)
{
	(void)state;
	EXPECT("a,b\nc,d\r\ne,f\rg,h", "1:[a]1[b]3 2:[c]1[d]3 3:[e]1[f]3 "
	    "4:[g]1[h]3 .");
	EXPECT("a\r", "1:[a]1 .");
	EXPECT("a\r\r\nb\r\n", "1:[a]1 3:[b]1 .");
}

static void
an_empty_line_is_no_row_but_an_empty_quoted_field_is(void **state)
{
	(void)state;
	EXPECT("", ".");
	EXPECT("\n\r\n\r\r", ".");
	EXPECT("\na\n\nb\n", "2:[a]1 4:[b]1 .");
	EXPECT("\"\"\n", "1:[]1 .");
	EXPECT(",", "1:[]1[]2 .");
}

static void
quoted_fields_hold_commas_quotes_and_line_ends(void **state)
{
	(void)state;
	EXPECT("\"a,b\",\"c\"\"d\",\"\"\"\"\n",
	    "1:[a,b]1[c\"d]7[\"]14 .");
	EXPECT("\"a\nb\",c\nd\n", "1:[a\nb]1[c]4 3:[d]1 .");
	EXPECT("\"a\r\nb\rc\",d\ne\n", "1:[a\r\nb\rc]1[d]4 4:[e]1 .");
}

static void
columns_count_characters_from_the_start_of_their_line(void **state)
{
	(void)state;
	EXPECT("\xC3\xA9,\xF0\x9F\x97\xB3x,z\n",
	    "1:[\xC3\xA9]1[\xF0\x9F\x97\xB3x]3[z]6 .");
	EXPECT("\"\"\"\"\"x\n\r\",y,z", "1:[\"\"x\n\r]1[y]3[z]5 .");
}

static void
a_quote_within_an_unquoted_field_is_an_ordinary_character(void **state)
{
	(void)state;
	EXPECT("=\"001\",a\"b,c\"\n", "1:[=\"001\"]1[a\"b]8[c\"]12 .");
}

static void
blanks_belong_to_the_field(void **state)
{
	(void)state;
	EXPECT(" a , \"b\" \n", "1:[ a ]1[ \"b\" ]5 .");
}

static void
a_byte_order_mark_is_skipped_and_reported(void **state)
{
	struct arena a = { 0 };
	struct memory m = { "\xEF\xBB\xBFunit\n", 8 };
	struct csv *c = csv_open(&a, (struct feed){ memory_fill, &m, "f" });
	struct csv_row row;
	struct err e;

	(void)state;
	assert_int_equal(csv_next(c, &row, &e), NEXT_ITEM);
	assert_int_equal(row.field[0].n, 4);
	assert_int_equal(csv_column(c, 0), 1);
	assert_true(csv_had_bom(c));
	arena_free(&a);
	EXPECT("\xEF\xBB\xBF", ".");
	EXPECT("\xEF\xBB\xBF\"a\",b", "1:[a]1[b]5 .");
}

static void
an_unclosed_quote_is_told_where_it_was_opened(void **state)
{
	(void)state;
	EXPECT("a,b\nc,\"d\ne,f\n", "1:[a]1[b]3 f:2:3: a quote is opened here "
	    "and never closed; a closing quote was expected before the end of "
	    "the file");
}

static void
text_after_a_closing_quote_is_refused(void **state)
{
	(void)state;
	EXPECT("\"a\nb\"c\n", "f:2:3: found text after a closing quote; a "
	    "comma or the end of the line was expected");
}

static void
utf16_is_recognised_with_and_without_its_mark(void **state)
{
	const char *said = "f:1:1: the text is in UTF-16; UTF-8 was expected "
	    "(save it again as UTF-8)";

	(void)state;
	EXPECT("\xFF\xFE" "a\0,\0", said);
	EXPECT("\xFE\xFF" "\0a\0,", said);
	EXPECT("\0a\0b", said);
	EXPECT("a\0b\0", "f:1:2: the text is in UTF-16; UTF-8 was expected "
	    "(save it again as UTF-8)");
}

static void
a_nul_byte_is_refused(void **state)
{
	(void)state;
	EXPECT("a,b\nc,\0\n", "1:[a]1[b]3 f:2:3: found a NUL byte; text was "
	    "expected");
}

static void
what_is_not_utf8_is_refused_where_it_stands(void **state)
{
	(void)state;
	EXPECT("Jos\xE9,1\n", "f:1:4: found the byte 0xE9, which is not UTF-8 "
	    "here; UTF-8 text was expected");
	EXPECT("a\n\"\n\xC0\xAF\"", "1:[a]1 f:3:1: found the byte 0xC0, which "
	    "is not UTF-8 here; UTF-8 text was expected");
	EXPECT("ok\n\xED\xA0\x80\n", "1:[ok]1 f:2:1: found the byte 0xED, "
	    "which is not UTF-8 here; UTF-8 text was expected");
	EXPECT("a,\xC3", "f:1:3: the file ends within a character; is it cut "
	    "off?");
}

static void
place_of_the_row_end_follows_the_last_field(void **state)
{
	struct arena a = { 0 };
	struct memory m = { "a,\"b\nc\"\n", 9 };
	struct csv *c = csv_open(&a, (struct feed){ memory_fill, &m, "f" });
	struct csv_row row;
	struct err e;
	struct place at;

	(void)state;
	assert_int_equal(csv_next(c, &row, &e), NEXT_ITEM);
	at = csv_place(c, row.fields);
	assert_int_equal(at.line, 2);
	assert_int_equal(at.column, 3);
	assert_string_equal(at.file, "f");
	arena_free(&a);
}

/* Read ${n} bytes and give the first failure, or "". */
static void
failure(const char *p, size_t n, char out[600])
{
	struct arena a = { 0 };
	struct memory m = { p, n };
	struct csv *c = csv_open(&a, (struct feed){ memory_fill, &m, "f" });
	struct csv_row row;
	struct err e = { 0 };

	while (csv_next(c, &row, &e) == NEXT_ITEM)
		;
	memcpy(out, e.text, sizeof e.text);
	arena_free(&a);
}

static void
a_row_may_have_as_many_fields_as_the_limit_and_no_more(void **state)
{
	char text[CSV_MAX_FIELDS + 1], said[600];

	(void)state;
	memset(text, ',', sizeof text);
	text[CSV_MAX_FIELDS - 1] = '\n';
	failure(text, CSV_MAX_FIELDS, said);
	assert_string_equal(said, "");
	text[CSV_MAX_FIELDS - 1] = ',';
	failure(text, CSV_MAX_FIELDS, said);
	assert_string_equal(said, "f:1:4097: a row has more than 4096 fields; "
	    "fewer were expected");
}

static void
a_row_may_be_as_long_as_the_limit_and_no_longer(void **state)
{
	size_t n = CSV_MAX_ROW + 2;
	char *text = malloc(n), said[600];

	(void)state;
	assert_non_null(text);
	memset(text, 'x', n);
	text[CSV_MAX_ROW - 1] = '\n';
	failure(text, CSV_MAX_ROW, said);
	assert_string_equal(said, "");
	text[CSV_MAX_ROW - 1] = 'x';
	text[CSV_MAX_ROW] = '\n';
	failure(text, CSV_MAX_ROW + 1, said);
	assert_non_null(strstr(said, "longer than 1048576 bytes"));
	memset(text, 'x', n);
	text[0] = '"';
	failure(text, n, said);
	assert_non_null(strstr(said, "f:1:1: a row is longer than"));
	free(text);
}

static bool
failing_fill(void *ctx, char *p, size_t cap, size_t *got, struct err *e)
{
	(void)ctx, (void)p, (void)cap, (void)got;
	return err_set(e, ERR_SYSTEM, "the disk is gone");
}

static void
a_feed_that_fails_says_why(void **state)
{
	struct arena a = { 0 };
	struct csv *c = csv_open(&a, (struct feed){ failing_fill, NULL, "f" });
	struct csv_row row;
	struct err e;

	(void)state;
	assert_int_equal(csv_next(c, &row, &e), NEXT_FAILED);
	assert_string_equal(e.text, "the disk is gone");
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_end_with_lf_crlf_or_cr),
		cmocka_unit_test(
		    an_empty_line_is_no_row_but_an_empty_quoted_field_is),
		cmocka_unit_test(
		    quoted_fields_hold_commas_quotes_and_line_ends),
		cmocka_unit_test(
		    columns_count_characters_from_the_start_of_their_line),
		cmocka_unit_test(
		    a_quote_within_an_unquoted_field_is_an_ordinary_character),
		cmocka_unit_test(blanks_belong_to_the_field),
		cmocka_unit_test(a_byte_order_mark_is_skipped_and_reported),
		cmocka_unit_test(an_unclosed_quote_is_told_where_it_was_opened),
		cmocka_unit_test(text_after_a_closing_quote_is_refused),
		cmocka_unit_test(utf16_is_recognised_with_and_without_its_mark),
		cmocka_unit_test(a_nul_byte_is_refused),
		cmocka_unit_test(what_is_not_utf8_is_refused_where_it_stands),
		cmocka_unit_test(place_of_the_row_end_follows_the_last_field),
		cmocka_unit_test(
		    a_row_may_have_as_many_fields_as_the_limit_and_no_more),
		cmocka_unit_test(
		    a_row_may_be_as_long_as_the_limit_and_no_longer),
		cmocka_unit_test(a_feed_that_fails_says_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
