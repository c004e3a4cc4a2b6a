/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>

#include "shell.h"

/* Nothing stands in the folder but ${names} files that the test put there. */
static void
left_nothing(struct shell *s, int names)
{
	DIR *d = opendir(s->dir);
	int n = 0;

	assert_non_null(d);
	for (struct dirent *x; (x = readdir(d)) != NULL;)
		n += strcmp(x->d_name, ".") != 0 &&
		    strcmp(x->d_name, "..") != 0;
	closedir(d);
	assert_int_equal(n, names);
}

/* The genesis that the output names: 64 hexadecimal digits. */
static char *
genesis(struct shell *s)
{
	size_t at = 0;

	while (s->out[at] != '\0' &&
	    strspn(s->out + at, "0123456789abcdef") != 64)
		at++;
	assert_true(s->out[at] != '\0');
	return arena_str(&s->a, s->out + at, 64);
}

static void
the_same_definition_founds_the_same_record(void **state)
{
	struct shell *s = *state;
	char *first;

	make(s);
	first = genesis(s);
	run(s, "init", in(s, "again"), "--from", in(s, "two.json"), NULL);
	assert_string_equal(genesis(s), first);
	run(s, "init", in(s, "other"), "--from", in(s, "two.json"), "--people",
	    put(s, "people.json", "{ \"occurred\": \"2031-05-06T00:00:00Z\" }"),
	    NULL);
	assert_string_not_equal(genesis(s), first);
}

static void
officers_sign_what_a_draft_says(void **state)
{
	struct shell *s = *state;
	char *from = put(s, "two.json", DEFINITION(""));
	char *people = put(s, "people.json", "{ \"kind\": \"test\", "
	    "\"people\": [ { \"actor\": \"clerk\", \"name\": \"The clerk\", "
	    "\"role\": \"superintendent\", \"key\": \"demonstration:1\" } ],"
	    "\"officers\": [ \"clerk\" ], \"threshold\": 1 }");
	char *draft = in(s, "draft.json");

	assert_int_equal(run(s, "init", in(s, "E"), "--from", from, "--people",
	    people, "--draft", draft, NULL), 0);
	assert_false(file_exists(in(s, "E")));
	assert_int_equal(run(s, "init", in(s, "E"), "--from", from,
	    "--genesis", draft, NULL), 0);
	/* Another definition is not what they signed. */
	put(s, "two.json", DEFINITION(", \"map\": \"map.json\""));
	put(s, "map.json", "{}");
	run(s, "init", in(s, "F"), "--from", from, "--genesis", draft, NULL);
	assert_int_equal(s->status, 3);
	assert_says(s->err, "write the draft again");
	assert_false(file_exists(in(s, "F")));
}

static void
a_record_without_enough_signatures_is_not_made(void **state)
{
	struct shell *s = *state;

	run(s, "init", in(s, "E"), "--from", put(s, "two.json",
	    DEFINITION("")), "--people", put(s, "people.json",
	    "{ \"kind\": \"real\", \"people\": [], \"officers\": [], "
	    "\"threshold\": 1 }"), NULL);
	assert_int_equal(s->status, 3);
	assert_says(s->err, "found a threshold of 1, expected 2 or more");
	run(s, "init", in(s, "E"), "--from", in(s, "two.json"), "--people",
	    put(s, "people.json", "{ \"colour\": 1 }"), NULL);
	assert_says(s->err, "people.json:1:");
	assert_false(file_exists(in(s, "E")));
}

static void
a_new_election_says_what_it_has(void **state)
{
	struct shell *s = *state;

	make(s);
	assert_string_equal(s->out, arena_printf(&s->a, "Two counties: "
	    "2 counties, 1 contest, 2 counts, rules made-up.yaml.\n"
	    "Its record begins with %s.\n", genesis(s)));
	assert_true(file_exists(in(s, "E/record.db")));
	assert_true(file_exists(in(s, "E/objects")));
}

static void
the_same_is_said_as_json_and_csv(void **state)
{
	struct shell *s = *state;
	char *from = put(s, "two.json", DEFINITION(""));

	assert_int_equal(run(s, "init", in(s, "J"), "--from", from, "--json",
	    NULL), 0);
	assert_says(s->out, "\"units\": 2,");
	assert_int_equal(run(s, "init", in(s, "C"), "--from", from, "--csv",
	    NULL), 0);
	assert_string_equal(s->out, arena_printf(&s->a,
	    "election,units,contests,counts,rules,genesis\r\n"
	    "two,2,1,2,made-up.yaml,%s\r\n", genesis(s)));
}

static void
a_folder_that_exists_is_left_alone(void **state)
{
	struct shell *s = *state;
	char *from = put(s, "two.json", DEFINITION(""));

	assert_true(file_make_dirs(in(s, "E"), &s->e));
	run(s, "init", in(s, "E"), "--from", from, NULL);
	refused(s, 3, arena_printf(&s->a, "%s: something stands here already; "
	    "an election is made in a new folder", in(s, "E")));
	assert_int_equal(rmdir(in(s, "E")), 0);
	run(s, "init", from, "--from", from, NULL);
	assert_says(s->err, "something stands here already");
	assert_string_equal(get(s, from), DEFINITION(""));
}

static void
a_definition_is_needed(void **state)
{
	struct shell *s = *state;

	run(s, "init", in(s, "E"), NULL);
	refused(s, 2, "init needs --from FILE");
	run(s, "init", in(s, "E"), "--from", in(s, "two.json"), NULL);
	assert_int_equal(s->status, 3);
	assert_says(s->err, "two.json: cannot read: No such file");
	left_nothing(s, 0);
}

static void
a_bad_definition_makes_nothing(void **state)
{
	struct shell *s = *state;

	run(s, "init", in(s, "E"), "--from", put(s, "two.json",
	    DEFINITION(", \"colour\": \"red\"")), NULL);
	assert_int_equal(s->status, 3);
	assert_says(s->err, "two.json:4:");
	left_nothing(s, 1);
}

static void
rules_that_are_missing_or_bad_make_nothing(void **state)
{
	struct shell *s = *state;
	char *from = put(s, "two.json", DEFINITION(""));

	run(s, "init", in(s, "E"), "--from", from, "--rules", "nowhere", NULL);
	refused(s, 3, "rules/nowhere.yaml: not found among the files that come "
	    "with canvass");
	run(s, "init", in(s, "E"), "--from", from, "--rules",
	    put(s, "bad.yaml", "schema: other\n"), NULL);
	assert_int_equal(s->status, 3);
	assert_says(s->err, "bad.yaml:1:");
	left_nothing(s, 2);
}

static void
a_missing_map_makes_nothing(void **state)
{
	struct shell *s = *state;

	run(s, "init", in(s, "E"), "--from", put(s, "two.json",
	    DEFINITION(", \"map\": \"map.json\"")), NULL);
	assert_int_equal(s->status, 3);
	assert_says(s->err, "map.json: cannot read");
	left_nothing(s, 1);
}

static void
rules_with_a_name_that_could_not_be_read_back_make_nothing(void **state)
{
	struct shell *s = *state;
	char *from = put(s, "two.json", DEFINITION(""));
	char *rules = put(s, ".hidden.yaml",
	    get(s, share(s, "rules/made-up.yaml")));

	run(s, "init", in(s, "E"), "--from", from, "--rules", rules, NULL);
	assert_int_equal(s->status, 3);
	assert_says(s->err, "found \".hidden.yaml\" for \"rules\"");
	left_nothing(s, 2);
}

static void
a_folder_without_sources_answers_that_nothing_can_be_compared(void **state)
{
	struct shell *s = *state;

	run(s, "compare", make(s), NULL);
	assert_int_equal(s->status, 1);
	assert_says(s->out, "Inconclusive: there are not two counts to "
	    "compare.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(a_new_election_says_what_it_has),
		IN_A_FOLDER(the_same_definition_founds_the_same_record),
		IN_A_FOLDER(officers_sign_what_a_draft_says),
		IN_A_FOLDER(a_record_without_enough_signatures_is_not_made),
		IN_A_FOLDER(the_same_is_said_as_json_and_csv),
		IN_A_FOLDER(a_folder_that_exists_is_left_alone),
		IN_A_FOLDER(a_definition_is_needed),
		IN_A_FOLDER(a_bad_definition_makes_nothing),
		IN_A_FOLDER(rules_that_are_missing_or_bad_make_nothing),
		IN_A_FOLDER(a_missing_map_makes_nothing),
		IN_A_FOLDER(rules_with_a_name_that_could_not_be_read_back_make_nothing),
		IN_A_FOLDER(a_folder_without_sources_answers_that_nothing_can_be_compared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
