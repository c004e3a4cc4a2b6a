/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"

#include "read/rows.h"
#include "read/table.h"

static const struct source batches = { .part = PART_BATCH };

static struct rows_spec
spec_of(struct bench *b, enum same same)
{
	return (struct rows_spec){ &bench_election, { 0 }, PART_BATCH, same,
		"in.csv", b->out };
}

static struct entry
entry_of(uint32_t unit, const char *label, const int64_t *v)
{
	return (struct entry){ { unit }, label, "", strlen(label), 0, 1, v };
}

/* More rows than piles hold, dealt to the units in turn. */
static void
rows_that_do_not_fit_in_memory_come_back_in_order(void **state)
{
	enum { EACH = 2000 };
	struct bench *b = *state;
	struct rows_spec spec = spec_of(b, SAME_IS_AN_ERROR);
	struct rows *r CLEANUP(rows_close) = rows_open(&b->a, &spec);
	struct table *t CLEANUP(table_close) = NULL;
	struct sheet sh;
	struct err e;
	int64_t written;

	for (int64_t i = 0; i < EACH; i++)
		for (uint32_t u = 3; u-- > 0;) {
			const int64_t v[] = { i, u, i, NUM_UNKNOWN, 0, 0, 0 };
			char label[32];

			(void)snprintf(label, sizeof label, "batch %d", (int)i);
			assert_true(rows_add(r, &(struct entry){ { u }, label,
			    "m", strlen(label), 1, i, v }, &e));
		}
	assert_true(rows_finish(r, &written, &e));
	assert_int_equal(written, 3 * EACH);
	assert_true(table_open(&b->a, b->out, &bench_election, &batches, &t,
	    &e));
	for (uint32_t u = 0; u < 3; u++) {
		assert_true(table_unit(t, (struct unit_ix){ u }, &b->a, &sh,
		    &e));
		assert_int_equal(sh.rows, EACH);
		for (int64_t i = 0; i < EACH; i++) {
			assert_int_equal(sh.row[i].line, i);
			assert_int_equal(sh.row[i].v[0], i);
			assert_int_equal(sh.row[i].v[1], u);
			assert_false(num_known(sh.row[i].v[3]));
		}
	}
}

static void
a_label_larger_than_a_pile_stays_whole(void **state)
{
	struct bench *b = *state;
	struct rows_spec spec = spec_of(b, SAME_IS_KEPT);
	struct rows *r CLEANUP(rows_close) = rows_open(&b->a, &spec);
	static const int64_t v[7] = { 1, 2, 3, 4, 5, 6, 7 };
	size_t n = 100000;
	char *label = arena_zero(&b->a, 1, n + 1);
	struct entry small = entry_of(1, "small", v), large;
	struct err e;
	int64_t written;

	memset(label, '"', n);
	large = entry_of(1, label, v);
	assert_true(rows_add(r, &small, &e));
	assert_true(rows_add(r, &large, &e));
	assert_true(rows_add(r, &small, &e));
	assert_true(rows_finish(r, &written, &e));
	assert_int_equal(written, 3);
	assert_int_equal(strlen(strstr(bench_slurp(b, b->out), "02,\"")),
	    2 * n + strlen("02,\"\",,1,1,2,3,4,5,6,7\r\n") +
	    strlen("02,small,,1,1,2,3,4,5,6,7\r\n"));
}

static void
a_row_beyond_the_pile_is_still_found_to_be_a_second(void **state)
{
	struct bench *b = *state;
	struct rows_spec spec = spec_of(b, SAME_IS_AN_ERROR);
	struct rows *r CLEANUP(rows_close) = rows_open(&b->a, &spec);
	static const int64_t v[7] = { 1, 2, 3, 4, 5, 6, 7 };
	struct err e;
	int64_t written;

	(void)unlink(b->out);
	for (int i = 0; i < 3000; i++) {
		char label[32];

		(void)snprintf(label, sizeof label, "%d", i % 2999);
		assert_true(rows_add(r, &(struct entry){ { 2 }, label, "",
		    strlen(label), 0, i + 2, v }, &e));
	}
	assert_false(rows_finish(r, &written, &e));
	assert_string_equal(e.text, "in.csv:3001:1: found a second row for "
	    "St. Cedar County, \"0\", after line 2, expected one");
}

static void
a_table_that_cannot_be_written_is_no_fault_of_the_user(void **state)
{
	struct bench *b = *state;
	struct rows_spec spec = spec_of(b, SAME_IS_KEPT);
	struct rows *r CLEANUP(rows_close) = NULL;
	static const int64_t v[7] = { 0 };
	struct entry x = entry_of(0, "a", v);
	struct err e;
	int64_t written;

	spec.out = "/nowhere/at/all/table";
	r = rows_open(&b->a, &spec);
	assert_true(rows_add(r, &x, &e));
	assert_false(rows_finish(r, &written, &e));
	assert_int_equal(e.kind, ERR_SYSTEM);
	for (int i = 0; i < 1000 && e.kind == ERR_SYSTEM; i++)
		if (!rows_add(r, &x, &e))
			return;
	fail_msg("a pile was spilled nowhere");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    rows_that_do_not_fit_in_memory_come_back_in_order),
		cmocka_unit_test(a_label_larger_than_a_pile_stays_whole),
		cmocka_unit_test(
		    a_row_beyond_the_pile_is_still_found_to_be_a_second),
		cmocka_unit_test(
		    a_table_that_cannot_be_written_is_no_fault_of_the_user),
	};

	return cmocka_run_group_tests_name("rows", tests, bench_open,
	    bench_close);
}
