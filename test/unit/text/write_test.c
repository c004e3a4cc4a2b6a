/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/num.h"

#include "text/csv.h"
#include "text/json.h"

static void
expect_field(const char *s, const char *expected)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	csv_put(&b, s, true);
	assert_string_equal(b.p, expected);
}

static void
csv_fields_are_quoted_where_needed(void **state)
{
	(void)state;
	expect_field("plain", "plain");
	expect_field("a,b", "\"a,b\"");
	expect_field("say \"x\"", "\"say \"\"x\"\"\"");
	expect_field("two\nlines", "\"two\nlines\"");
	expect_field("", "\"\"");
}

static void
csv_formulas_are_neutralised(void **state)
{
	(void)state;
	expect_field("=1+1", "'=1+1");
	expect_field("+1", "'+1");
	expect_field("-1", "'-1");
	expect_field("@SUM(A1)", "'@SUM(A1)");
	expect_field("\tx", "'\tx");
	expect_field("\rx", "\"'\rx\"");
	expect_field("=\"a\",b", "\"'=\"\"a\"\",b\"");
}

static void
csv_rows_join_fields_with_commas(void **state)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	(void)state;
	csv_put(&b, "unit", true);
	csv_put_num(&b, -12, false);
	csv_put_num(&b, NUM_UNKNOWN, false);
	csv_put(&b, "", false);
	csv_end_row(&b);
	csv_put_num(&b, 7, true);
	csv_end_row(&b);
	csv_put_num(&b, NUM_UNKNOWN, true);
	csv_end_row(&b);
	assert_string_equal(b.p, "unit,-12,,\r\n7\r\n\"\"\r\n");
}

static void
json_is_indented_and_in_the_order_given(void **state)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct json_writer w;

	(void)state;
	json_begin(&w, &b);
	json_object(&w, NULL);
	json_num(&w, "votes", 12670);
	json_array(&w, "names");
	json_text(&w, NULL, "a");
	json_text(&w, NULL, NULL);
	json_array_end(&w);
	json_object(&w, "none");
	json_object_end(&w);
	json_bool(&w, "final", true);
	json_object_end(&w);
	json_finish(&w);
	assert_string_equal(b.p, "{\n  \"votes\": 12670,\n  \"names\": [\n"
	    "    \"a\",\n    null\n  ],\n  \"none\": {},\n  \"final\": true\n"
	    "}\n");
}

static void
json_strings_are_escaped(void **state)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct json_writer w;

	(void)state;
	json_begin(&w, &b);
	json_text(&w, NULL, "\"\\\n\t\r\x01\xC3\xA9");
	json_finish(&w);
	assert_string_equal(b.p, "\"\\\"\\\\\\n\\t\\r\\u0001\xC3\xA9\"\n");
}

static void
json_numbers_are_exact_or_null(void **state)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct json_writer w;

	(void)state;
	json_begin(&w, &b);
	json_array(&w, NULL);
	json_num(&w, NULL, NUM_UNKNOWN);
	json_num(&w, NULL, NUM_MAX_VOTES);
	json_num(&w, NULL, NUM_MAX_VOTES + 1);
	json_num(&w, NULL, -NUM_MAX_VOTES - 1);
	json_decimal(&w, NULL, 970, 3);
	json_decimal(&w, NULL, -5, 2);
	json_decimal(&w, NULL, 12345, 2);
	json_decimal(&w, NULL, 7, 0);
	json_decimal(&w, NULL, NUM_UNKNOWN, 2);
	json_array_end(&w);
	json_finish(&w);
	assert_string_equal(b.p, "[\n  null,\n  9007199254740991,\n"
	    "  \"9007199254740992\",\n  \"-9007199254740992\",\n  0.970,\n"
	    "  -0.05,\n  123.45,\n  7,\n  null\n]\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_fields_are_quoted_where_needed),
		cmocka_unit_test(csv_formulas_are_neutralised),
		cmocka_unit_test(csv_rows_join_fields_with_commas),
		cmocka_unit_test(json_is_indented_and_in_the_order_given),
		cmocka_unit_test(json_strings_are_escaped),
		cmocka_unit_test(json_numbers_are_exact_or_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
