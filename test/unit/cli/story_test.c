/* SPDX-License-Identifier: Apache-2.0 */
#include "shell.h"

/* tell(s, text): The story in the folder data, with a definition beside it. */
static int
tell(struct shell *s, const char *text)
{
	assert_true(file_make_dirs(in(s, "data"), &s->e));
	put(s, "data/two.json", DEFINITION(""));
	put(s, "data/demo.txt", text);
	return run(s, "demo", in(s, "data"), "--out", in(s, "out"), NULL);
}

static void
words_stand_in_for_the_folders(void **state)
{
	struct shell *s = *state;

	assert_int_equal(tell(s, "Into ELECTION and OUT.\n"
	    "$ init ELECTION --from DATA/two.json\n"), 0);
	assert_says(s->out, arena_printf(&s->a,
	    "Into %s-election and %s.\n"
	    "$ canvass init %s-election --from %s/two.json\n\n"
	    "Two counties: 2 counties, 1 contest, 2 counts, rules "
	    "made-up.yaml.\nIts record begins with ", in(s, "out"), in(s, "out"), in(s, "out"),
	    in(s, "data")));
	assert_true(file_exists(in(s, "out-election/record.db")));
}

static void
only_whole_words_stand_in(void **state)
{
	struct shell *s = *state;

	tell(s, "ELECTIONS, OUTER and $5 stay.\n"
	    "$ init ELECTION --from DATA/two.json\n");
	assert_int_equal(strncmp(s->out, "ELECTIONS, OUTER and $5 stay.\n", 30),
	    0);
}

static void
an_answer_of_no_goes_on_and_a_failure_ends_the_story(void **state)
{
	struct shell *s = *state;

	assert_int_equal(tell(s, "$ init ELECTION --from DATA/two.json\n"
	    "$ compare ELECTION\nAfterwards.\n"), 0);
	assert_says(s->out, "Inconclusive");
	assert_says(s->out, "Afterwards.");
	assert_int_equal(tell(s, "$ init ELECTION --from DATA/two.json\n"
	    "$ compare ELECTION --contest mayor\nAfterwards.\n"), 3);
	assert_null(strstr(s->out, "Afterwards."));
	assert_says(s->err, "has no contest 'mayor'");
}

static void
a_story_that_fails_leaves_no_election(void **state)
{
	struct shell *s = *state;

	assert_int_equal(tell(s, "$ init ELECTION --from DATA/two.json\n"
	    "$ nothing\n"), 2);
	assert_false(file_exists(in(s, "out-election")));
}

static void
a_story_that_is_not_there_is_named(void **state)
{
	struct shell *s = *state;

	run(s, "demo", "nowhere", NULL);
	refused(s, 3, "data/nowhere: not found among the files that come with "
	    "canvass");
	run(s, "demo", in(s, "data"), NULL);
	assert_int_equal(s->status, 3);
	assert_says(s->err, "data/demo.txt: cannot read");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(words_stand_in_for_the_folders),
		IN_A_FOLDER(only_whole_words_stand_in),
		IN_A_FOLDER(an_answer_of_no_goes_on_and_a_failure_ends_the_story),
		IN_A_FOLDER(a_story_that_fails_leaves_no_election),
		IN_A_FOLDER(a_story_that_is_not_there_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
