/* SPDX-License-Identifier: Apache-2.0 */
/* report: what it may take the place of. */
#include "shell.h"

static void
come_in(struct shell *s)
{
	make(s);
	run(s, "import", in(s, "E"), put(s, "in.csv",
	    "unit,reed,stone\nAlder,10,5\nBirch,3,4\n"), NULL);
	assert_string_equal(s->err, "");
}

static void
a_report_takes_the_place_of_an_older_one_and_of_an_empty_folder(void **state)
{
	struct shell *s = *state;

	come_in(s);
	assert_true(file_make_dirs(in(s, "site"), &s->e));
	assert_int_equal(run(s, "report", in(s, "E"), in(s, "site"), NULL), 0);
	put(s, "site/stale.html", "old");
	assert_int_equal(run(s, "report", in(s, "E"), in(s, "site"), NULL), 0);
	assert_false(file_exists(in(s, "site/stale.html")));
}

static void
a_report_does_not_take_the_place_of_other_files(void **state)
{
	struct shell *s = *state;

	come_in(s);
	assert_true(file_make_dirs(in(s, "mine"), &s->e));
	put(s, "mine/letter.txt", "dear");
	run(s, "report", in(s, "E"), in(s, "mine"), NULL);
	refused(s, 3, arena_printf(&s->a, "%s: found something that canvass "
	    "did not write, expected a new or an empty folder",
	    in(s, "mine")));
	assert_string_equal(get(s, in(s, "mine/letter.txt")), "dear");
	run(s, "report", in(s, "E"), in(s, "E"), NULL);
	assert_int_equal(s->status, 3);
	assert_true(file_exists(in(s, "E/record.db")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(a_report_takes_the_place_of_an_older_one_and_of_an_empty_folder),
		IN_A_FOLDER(a_report_does_not_take_the_place_of_other_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
