/* SPDX-License-Identifier: Apache-2.0 */
#include "shell.h"

#include "cli/jobs.h"

static const struct count counts[] = {
	{ .id = "original", .as_of = { 22400 } },
	{ .id = "hand", .as_of = { 22390 } } };
static const struct contest contests[] = { { .id = "gov" }, { .id = "tre" } };
static const struct election el = { .contest = contests, .contests = 2,
	.count = counts, .counts = 2 };

#define LIST(imports) \
	"{ \"schema\": \"canvass-imports-1\",\n\"imports\": [" imports "] }"

static bool
parse(struct shell *s, const char *text, struct jobs *jobs)
{
	*jobs = (struct jobs){ 0 };
	return jobs_from_list(&s->a, &el, (struct bytes){ text, strlen(text) },
	    "lists/l.json", jobs, &s->e);
}

/* refuses(s, text, says): The list is bad input, and this is what is said. */
static void
refuses(struct shell *s, const char *text, const char *says)
{
	struct jobs jobs;

	assert_false(parse(s, text, &jobs));
	assert_int_equal(s->e.kind, ERR_INPUT);
	assert_string_equal(s->e.text, arena_printf(&s->a, "lists/l.json:%s",
	    says));
}

static void
what_is_not_said_is_the_first_contest_the_first_count_and_units(void **state)
{
	struct jobs jobs;
	const struct job *j;

	assert_true(parse(*state, LIST("{ \"file\": \"Recount (2).csv\" }"),
	    &jobs));
	assert_int_equal(jobs.n, 1);
	j = jobs.item;
	assert_string_equal(j->name, "Recount (2).csv");
	assert_string_equal(j->rq.path, "lists/Recount (2).csv");
	assert_string_equal(j->id, "recount-2");
	assert_string_equal(j->title, "recount-2");
	assert_int_equal(j->rq.contest.n, 0);
	assert_int_equal(j->rq.count.n, 0);
	assert_int_equal(j->rq.part, PART_UNIT);
	assert_int_equal(j->as_of.n, 22400);
	assert_false(j->quotes);
	assert_false(j->already_public);
}

static void
everything_that_is_said_is_kept(void **state)
{
	struct jobs jobs;
	const struct job *j;

	assert_true(parse(*state, LIST("{ \"file\": \"a.csv\" },\n"
	    "{ \"file\": \"/b.csv\", \"id\": \"b\", \"title\": \"T\", "
	    "\"publisher\": \"P\", \"cite\": \"C\", \"format\": \"arlo\", "
	    "\"contest\": \"tre\", \"count\": \"hand\", \"part\": \"batch\", "
	    "\"as_of\": \"2031-05-06\", \"as_of_text\": \"noon\", "
	    "\"office\": \"O\", \"quotes\": true, \"already_public\": true, "
	    "\"map\": { \"reed\": \"R. (1)\" } }"), &jobs));
	assert_int_equal(jobs.n, 2);
	j = &jobs.item[1];
	assert_string_equal(j->rq.path, "/b.csv");
	assert_string_equal(j->id, "b");
	assert_string_equal(j->publisher, "P");
	assert_int_equal(j->rq.format, IMPORT_ARLO);
	assert_int_equal(j->rq.contest.n, 1);
	assert_int_equal(j->rq.count.n, 1);
	assert_int_equal(j->rq.part, PART_BATCH);
	assert_int_equal(j->as_of.n, day_of(2031, 5, 6).n);
	assert_string_equal(j->as_of_text, "noon");
	assert_string_equal(j->rq.office, "O");
	assert_true(j->quotes);
	assert_true(j->already_public);
	assert_string_equal(j->rq.map->field, "reed");
	assert_string_equal(j->rq.map->header, "R. (1)");
}

static void
an_empty_text_is_as_good_as_none(void **state)
{
	struct jobs jobs;

	assert_true(parse(*state, LIST("{ \"file\": \"a.csv\", \"id\": \"\", "
	    "\"part\": \"\", \"as_of\": \"\", \"contest\": \"\" }"), &jobs));
	assert_string_equal(jobs.item[0].id, "a");
	assert_int_equal(jobs.item[0].rq.part, PART_UNIT);
}

static void
a_list_without_its_schema_is_refused(void **state)
{
	refuses(*state, "{ \"imports\": [] }", "1:1: found no 'schema', "
	    "expected \"schema\": \"canvass-imports-1\"");
	refuses(*state, "{ \"schema\": 1, \"imports\": [] }", "1:1: found no "
	    "'schema', expected \"schema\": \"canvass-imports-1\"");
	refuses(*state, "{ \"schema\": \"canvass-imports-2\" }", "1:1: found "
	    "no 'schema', expected \"schema\": \"canvass-imports-1\"");
}

static void
a_list_without_imports_is_refused(void **state)
{
	refuses(*state, "{ \"schema\": \"canvass-imports-1\" }",
	    "1:1: found no 'imports', expected a list of files");
	refuses(*state, "{ \"schema\": \"canvass-imports-1\", \"imports\": "
	    "{} }", "1:1: found no 'imports', expected a list of files");
}

static void
an_entry_that_is_no_object_is_refused_where_it_stands(void **state)
{
	refuses(*state, LIST("\n  \"a.csv\""),
	    "3:3: found no object, expected an import");
	refuses(*state, LIST("\n  { \"id\": \"a\" }"),
	    "3:3: found an import without 'file', expected its name");
}

static void
a_member_that_no_import_has_is_refused_where_it_stands(void **state)
{
	refuses(*state, LIST("\n{ \"file\": \"a\",\n  \"fyle\": \"b\" }"),
	    "4:11: found 'fyle', which no import has (docs/schema.md lists "
	    "the members)");
	refuses(*state, LIST("\n{ \"file\": 7 }"),
	    "3:11: found no text, expected text for 'file'");
	refuses(*state, LIST("\n{ \"file\": \"a\", \"quotes\": \"yes\" }"),
	    "3:26: found no true or false, expected one for 'quotes'");
	refuses(*state, LIST("\n{ \"file\": \"a\", \"map\": [] }"),
	    "3:23: found no object, expected a column map");
	refuses(*state, LIST("\n{ \"file\": \"a\", \"map\": { \"reed\": 1 } }"),
	    "3:33: found no text, expected the heading of column 'reed'");
}

static void
words_that_the_election_does_not_know_are_refused(void **state)
{
	refuses(*state, LIST("\n{ \"file\": \"a\", \"contest\": \"mayor\" }"),
	    "3:1: found contest 'mayor', expected the id of a contest of this "
	    "election");
	refuses(*state, LIST("\n{ \"file\": \"a\", \"count\": \"third\" }"),
	    "3:1: found count 'third', expected the id of a count of this "
	    "election");
	refuses(*state, LIST("\n{ \"file\": \"a\", \"part\": \"county\" }"),
	    "3:1: found part 'county', expected total, unit, method, "
	    "precinct, batch or turnout");
	refuses(*state, LIST("\n{ \"file\": \"a\", \"format\": \"pdf\" }"),
	    "3:1: found format 'pdf', expected results, openelections or "
	    "arlo");
	refuses(*state, LIST("\n{ \"file\": \"a\", \"as_of\": \"6 May\" }"),
	    "3:1: found as_of '6 May', expected a date such as 2020-11-20");
}

static void
a_name_given_twice_is_refused(void **state)
{
	struct jobs jobs;
	struct shell *s = *state;

	assert_false(parse(s, LIST("{ \"file\": \"a\", \"file\": \"b\" }"),
	    &jobs));
	assert_says(s->e.text, "lists/l.json:2:");
}

static void
an_id_made_from_a_long_file_name_is_cut(void **state)
{
	struct jobs jobs;
	struct shell *s = *state;
	char name[200];

	memset(name, 'x', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	assert_true(parse(s, arena_printf(&s->a, LIST("{ \"file\": \"%s\" }"),
	    name), &jobs));
	assert_int_equal(strlen(jobs.item[0].id), 48);
	assert_true(parse(s, LIST("{ \"file\": \"\u00e9.csv\" }"), &jobs));
	assert_string_equal(jobs.item[0].id, "source");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(what_is_not_said_is_the_first_contest_the_first_count_and_units),
		IN_A_FOLDER(everything_that_is_said_is_kept),
		IN_A_FOLDER(an_empty_text_is_as_good_as_none),
		IN_A_FOLDER(a_list_without_its_schema_is_refused),
		IN_A_FOLDER(a_list_without_imports_is_refused),
		IN_A_FOLDER(an_entry_that_is_no_object_is_refused_where_it_stands),
		IN_A_FOLDER(a_member_that_no_import_has_is_refused_where_it_stands),
		IN_A_FOLDER(words_that_the_election_does_not_know_are_refused),
		IN_A_FOLDER(a_name_given_twice_is_refused),
		IN_A_FOLDER(an_id_made_from_a_long_file_name_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
