/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "read/draw_list.h"

#define HEAD "unit,tabulator,batch,position,round,contest,ticket,generation\n"
#define LIST HEAD \
	"01,,\"Box 1, upper\",7,1,,0.000112233445566778,1\n" \
	"02,T 1,Box 2,,1,mayor,0.5,2\n"

static bool
reads(struct arena *a, const char *text, struct draw_list *out, struct err *e)
{
	return draw_list_read(a, (struct bytes){ text, strlen(text) }, "list",
	    out, e);
}

static void
what_is_read_is_written_the_same(void **state)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct arena a = { 0 };
	struct draw_list list;
	struct err e;

	(void)state;
	assert_true(reads(&a, LIST, &list, &e));
	assert_int_equal(list.n, 2);
	assert_string_equal(list.line[0].batch, "Box 1, upper");
	assert_int_equal(list.line[0].position, 7);
	assert_int_equal(list.line[1].position, 0);
	assert_string_equal(list.line[1].contest, "mayor");
	assert_int_equal(list.line[1].generation, 2);
	draw_list_head(&b);
	for (size_t i = 0; i < list.n; i++)
		draw_list_put(&b, &list.line[i]);
	assert_string_equal(b.p, LIST);
	arena_free(&a);
}

static void
what_is_no_list_is_refused_by_place(void **state)
{
	static const struct { const char *text, *says; } wrong[] = {
		{ "", "expected the header" },
		{ "unit,batch\n", "expected the header" },
		{ HEAD "01,,B,7,1,,0.1\n", "found 7 fields, expected 8" },
		{ HEAD "01,,B,0,1,,0.1,1\n", "position: found \"0\"" },
		{ HEAD "01,,B,7,,,0.1,1\n", "round: found" },
		{ HEAD "01,,B,7,1,,0.1,x\n", "generation: found \"x\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct arena a = { 0 };
		struct draw_list list;
		struct err e;

		assert_false(reads(&a, wrong[i].text, &list, &e));
		assert_non_null(strstr(e.text, wrong[i].says));
		arena_free(&a);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_read_is_written_the_same),
		cmocka_unit_test(what_is_no_list_is_refused_by_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
