/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"

#include "read/table.h"

#define HEAD "unit,label,method,line,reed,stone,ballots,undervotes," \
	"overvotes,write_ins,write_ins_invalid\r\n"

static const struct source batches = { .part = PART_BATCH };
static const struct source whole = { .part = PART_TOTAL };

static bool
open_table(struct bench *b, const char *text, const struct source *s,
    struct table **t, struct err *e)
{
	bench_put(b, text, strlen(text));
	return table_open(&b->a, b->in, &bench_election, s, t, e);
}

static void
units_are_read_side_by_side(void **state)
{
	struct bench *b = *state;
	struct table *t CLEANUP(table_close) = NULL;
	struct sheet sh;
	struct err e;

	assert_true(open_table(b, HEAD "01,\tx ,\"a,b\",2,1,2,,,,,\r\n"
	    "01,y,,3,0,0,0,0,0,0,0\r\n03,z,,4,5,6,11,,,,\r\n", &batches, &t,
	    &e));
	assert_true(table_unit(t, (struct unit_ix){ 0 }, &b->a, &sh, &e));
	assert_int_equal(sh.rows, 2);
	assert_int_equal(sh.width, 7);
	assert_string_equal(sh.row[0].label, "\tx ");
	assert_string_equal(sh.row[0].method, "a,b");
	assert_int_equal(sh.row[0].line, 2);
	assert_int_equal(sh.row[0].v[1], 2);
	assert_false(num_known(sh.row[0].v[2]));
	assert_int_equal(sh.row[1].v[6], 0);
	assert_true(table_unit(t, (struct unit_ix){ 1 }, &b->a, &sh, &e));
	assert_int_equal(sh.rows, 0);
	assert_true(table_unit(t, (struct unit_ix){ 2 }, &b->a, &sh, &e));
	assert_int_equal(sh.rows, 1);
	assert_int_equal(sh.row[0].v[2], 11);
}

static void
a_unit_that_nobody_asks_for_is_passed_over(void **state)
{
	struct bench *b = *state;
	struct table *t CLEANUP(table_close) = NULL;
	struct sheet sh;
	struct err e;

	assert_true(open_table(b, HEAD "01,x,,2,1,2,,,,,\r\n"
	    "02,y,,3,3,4,,,,,\r\n", &batches, &t, &e));
	assert_true(table_unit(t, (struct unit_ix){ 1 }, &b->a, &sh, &e));
	assert_int_equal(sh.rows, 1);
	assert_string_equal(sh.row[0].label, "y");
}

static void
a_total_is_asked_for_with_no_unit(void **state)
{
	struct bench *b = *state;
	struct table *t CLEANUP(table_close) = NULL;
	struct sheet sh;
	struct err e;

	assert_true(open_table(b, HEAD ",,,2,7,8,,,,,\r\n", &whole, &t, &e));
	assert_true(table_unit(t, NO_UNIT, &b->a, &sh, &e));
	assert_int_equal(sh.rows, 1);
	assert_int_equal(sh.row[0].v[0], 7);
}

/* Everything that we never write. */
static void
a_damaged_table_is_our_own_fault(void **state)
{
	static const char *const bad[] = {
		"\r\n", "unit\r\n", "unit,label,method,line\r\n",
		"unit,label,method,line,stone,reed,ballots,undervotes,"
		"overvotes,write_ins,write_ins_invalid\r\n01,,,1,1,1,,,,,\r\n",
		HEAD "01,x,,2,1,2,,,,\r\n", HEAD "09,x,,2,1,2,,,,,\r\n",
		HEAD "02,x,,2,1,2,,,,,\r\n01,x,,2,1,2,,,,,\r\n",
		HEAD "01,x,,2,-1,2,,,,,\r\n", HEAD "01,x,,2,1e3,2,,,,,\r\n",
		HEAD "01,x,,y,1,2,,,,,\r\n", HEAD "01,\"x,,2,1,2,,,,,\r\n",
		HEAD "01,\xFF,,2,1,2,,,,,\r\n", "%PDF-1.4", "", NULL };
	struct bench *b = *state;

	for (const char *const *s = bad; *s != NULL; s++) {
		struct table *t CLEANUP(table_close) = NULL;
		struct sheet sh;
		struct err e = { 0 };
		bool fine = open_table(b, *s, &batches, &t, &e);

		for (uint32_t u = 0; fine && u < 3; u++)
			fine = table_unit(t, (struct unit_ix){ u }, &b->a, &sh,
			    &e);
		assert_false(fine);
		assert_int_equal(e.kind, ERR_STORE);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(units_are_read_side_by_side),
		cmocka_unit_test(a_unit_that_nobody_asks_for_is_passed_over),
		cmocka_unit_test(a_total_is_asked_for_with_no_unit),
		cmocka_unit_test(a_damaged_table_is_our_own_fault),
	};

	return cmocka_run_group_tests_name("table", tests, bench_open,
	    bench_close);
}
