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
#include "base/num.h"
#include "read/electors.h"

#define HEAD "id,name,electoral_votes,winner,popular_Reed,popular_Stone," \
    "certified_by,open_on,cite\n"

struct fixture {
	struct arena         a;
	struct elector_table t;
	struct err           e;
};

static bool
parse(struct fixture *f, const char *text)
{
	*f = (struct fixture){ 0 };
	return electors_parse(&f->a, (struct bytes){ text, strlen(text) },
	    "electors.csv", &f->t, &f->e);
}

/* The reader refuses ${text} and says ${why}. */
static void
refuses(const char *text, const char *why)
{
	struct fixture f;

	assert_false(parse(&f, text));
	assert_int_equal(f.e.kind, ERR_INPUT);
	assert_string_equal(f.e.text, why);
	arena_free(&f.a);
}

static void
units_are_read_with_what_is_known_of_them(void **state)
{
	struct fixture f;

	(void)state;
	assert_true(parse(&f, HEAD
	    "A,Alder,4,Reed,510,500,2031-05-20,,Gazette\n"
	    "B,Birch,3,,,,,2031-05-20,\n"));
	assert_string_equal(f.t.side[0], "Reed");
	assert_string_equal(f.t.side[1], "Stone");
	assert_int_equal(f.t.units, 2);
	assert_int_equal(f.t.total, 7);
	assert_int_equal(f.t.needed, 0);
	assert_int_equal(f.t.unit[0].winner, 0);
	assert_int_equal(f.t.unit[0].popular[1], 500);
	assert_true(day_known(f.t.unit[0].certified_by));
	assert_false(day_known(f.t.unit[0].open_on));
	assert_int_equal(f.t.unit[1].winner, -1);
	assert_false(num_known(f.t.unit[1].popular[0]));
	arena_free(&f.a);
}

static void
columns_may_stand_in_any_order(void **state)
{
	struct fixture f;

	(void)state;
	assert_true(parse(&f, "popular_X,cite,name,id,winner,electoral_votes,"
	    "open_on,popular_Y,certified_by\n7,c,Alder,A,Y,4,,8,\n"));
	assert_int_equal(f.t.unit[0].winner, 1);
	assert_int_equal(f.t.unit[0].popular[1], 8);
	arena_free(&f.a);
}

static void
a_bad_table_is_refused_with_its_place(void **state)
{
	(void)state;
	refuses("", "electors.csv: the file is empty, expected electoral units");
	refuses(HEAD, "electors.csv: found no electoral unit");
	refuses("id,id\n", "electors.csv:1:4: found column 'id' twice");
	refuses("id,name\n", "electors.csv:1: found no column 'electoral_votes'");
	refuses(HEAD "A,Alder,4,Hill,1,2,,,\n", "electors.csv:2:11: found "
	    "'Hill', expected Reed, Stone or nothing");
	refuses(HEAD "A,Alder,4.5,Reed,1,2,,,\n", "electors.csv:2:9: found "
	    "'4.5', expected a whole number in the digits 0-9");
	refuses(HEAD "A,Alder,0,Reed,1,2,,,\n", "electors.csv:2:9: found 0 "
	    "electoral votes, expected 1 at least and 9999 together at most");
	refuses(HEAD "A,Alder,4,Reed,-1,2,,,\n", "electors.csv:2:16: found "
	    "'-1', expected a whole number in the digits 0-9");
	refuses(HEAD "A,Alder,4,Reed,1,2,2031-13-01,,\n", "electors.csv:2:20: "
	    "found '2031-13-01', expected a date like 2020-11-03");
	refuses(HEAD "A,Alder,4,Reed,1,2,,,\nA,Elm,4,Reed,1,2,,,\n",
	    "electors.csv:3:1: found 'A' twice");
	refuses(HEAD "A,Alder,4,Reed,1,2,2031-05-01,2031-05-01,\n",
	    "electors.csv:2:31: found Alder open on a day on which it is "
	    "certified");
	refuses(HEAD "A,Alder,4\n", "electors.csv:2: found 3 cells, expected 9");
	refuses(HEAD ",Alder,4,Reed,1,2,,,\n", "electors.csv:2:1: found "
	    "nothing, expected the id of an electoral unit");
}

static void
a_heading_is_known_once_and_plain(void **state)
{
	(void)state;
	refuses("id,colour\n", "electors.csv:1:4: found column 'colour', "
	    "expected id, name, electoral_votes, winner, popular_..., "
	    "certified_by, open_on, cite");
	refuses("popular_Reed,popular_Stone,popular_Hill\n", "electors.csv:1:28: "
	    "found a third column of popular votes, expected 2");
	refuses("id,popular_\n", "electors.csv:1:4: found 'popular_', expected "
	    "popular_ and the name of a side");
	refuses("popular_Reed,popular_Reed\n", "electors.csv:1:14: found "
	    "'popular_Reed', expected popular_ and the name of a side");
	refuses("id,popular_Re\u202eed\n", "electors.csv:1:4: found a mark that "
	    "turns the reading direction, expected plain text");
}

static void
more_units_than_can_be_combined_are_refused(void **state)
{
	struct buf text CLEANUP(buf_free) = { 0 };

	(void)state;
	buf_str(&text, HEAD);
	for (int i = 1; i <= ELECTORS_MAX_UNITS; i++)
		buf_printf(&text, "U%d,Unit %d,1,Reed,2,1,,,\n", i, i);
	buf_str(&text, "X,One more,1,Reed,2,1,,,\n");
	refuses(text.p, "electors.csv:64: found more than 62 electoral units");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(units_are_read_with_what_is_known_of_them),
		cmocka_unit_test(columns_may_stand_in_any_order),
		cmocka_unit_test(a_bad_table_is_refused_with_its_place),
		cmocka_unit_test(a_heading_is_known_once_and_plain),
		cmocka_unit_test(more_units_than_can_be_combined_are_refused),
	};

	return cmocka_run_group_tests_name("read_electors", tests, NULL, NULL);
}
