/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/err.h"

#include "audit/frame.h"

static void
expect_id(const struct frame_batch *b, enum frame_id id, const char *text)
{
	struct frame f = { b, 1, id };
	struct buf out CLEANUP(buf_free) = { 0 };
	struct err e = { 0 };

	assert_true(frame_id_put(&out, &f, 0, &e));
	assert_string_equal(out.p, text);
}

static void
ids_are_what_python_prints(void **state)
{
	struct frame_batch b = { .jurisdiction = "Prince George's",
		.batch = "Box \"1\"", .ballots = 1 };

	(void)state;
	expect_id(&b, FRAME_PAIR, "((\"Prince George's\", 'Box \"1\"'), ");
	expect_id(&b, FRAME_TRIPLE,
	    "((\"Prince George's\", None, 'Box \"1\"'), ");
	expect_id(&b, FRAME_BATCH, "('Box \"1\"', ");
	expect_id(&b, FRAME_TEXT, "Box \"1\"");
	b.tabulator = "None";
	expect_id(&b, FRAME_TRIPLE,
	    "((\"Prince George's\", 'None', 'Box \"1\"'), ");
}

static void
refused(const struct frame *f, const char *why)
{
	struct err e = { 0 };
	int64_t total = 0;

	assert_false(frame_check(f, &total, &e));
	assert_string_equal(e.text, why);
}

static void
the_same_batch_twice_is_refused_by_name(void **state)
{
	struct frame_batch b[] = {
		{ .jurisdiction = "A", .tabulator = "1", .batch = "x",
		    .ballots = 1 },
		{ .jurisdiction = "B", .batch = "x", .ballots = 1 },
		{ .jurisdiction = "A", .batch = "x", .ballots = 2 },
	};
	struct frame f = { b, 3, FRAME_PAIR };
	struct err e = { 0 };
	int64_t total = 0;

	(void)state;
	refused(&f, "batch \"x\" of \"A\": found twice, expected once");
	f.id = FRAME_TRIPLE;
	assert_true(frame_check(&f, &total, &e));
	assert_int_equal(total, 4);
}

static void
impossible_numbers_and_missing_names_are_refused(void **state)
{
	struct frame_batch b[] = { { .jurisdiction = "A", .batch = "x",
		.ballots = -1 }, { .jurisdiction = "A", .batch = "y" } };
	struct frame f = { b, 2, FRAME_PAIR };
	int64_t wrong[] = { 3, 3 };

	(void)state;
	refused(&f, "batch \"x\": found -1 ballots, expected 0 or more");
	b[0].ballots = b[1].ballots = INT64_MAX;
	refused(&f, "batch \"y\" of \"A\": found more ballots than can be "
	    "counted");
	b[0].jurisdiction = NULL;
	refused(&f, "batch \"x\" of \"\": found no jurisdiction, expected one");
	b[0] = (struct frame_batch){ .jurisdiction = "A", .ballots = 1 };
	refused(&f, "batch \"\" of \"A\": found no name of the batch, "
	    "expected one");
	b[0] = (struct frame_batch){ .jurisdiction = "A", .batch = "x",
		.ballots = 2, .position = wrong };
	refused(&f, "batch \"x\" of \"A\": found positions out of order, "
	    "expected each above the one before");
	b[0] = (struct frame_batch){ .jurisdiction = "A", .batch = "\xff",
		.ballots = 2 };
	refused(&f, "found byte 0xff at 1 of a name, expected UTF-8");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_are_what_python_prints),
		cmocka_unit_test(the_same_batch_twice_is_refused_by_name),
		cmocka_unit_test(impossible_numbers_and_missing_names_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
