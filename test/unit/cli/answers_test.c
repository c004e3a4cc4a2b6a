/* SPDX-License-Identifier: Apache-2.0 */
/* answers: what the commands say where there is little to say, and refuse. */
#include "shell.h"

static void
come_in(struct shell *s, const char *rows, const char *id, const char *count)
{
	run(s, "import", in(s, "E"), put(s, "in.csv", rows), "--id", id,
	    "--count", count, NULL);
	assert_string_equal(s->err, "");
}

static void
one_count_is_not_compared_and_not_summed_against_another(void **state)
{
	struct shell *s = *state;

	make(s);
	come_in(s, "unit,reed,stone\nAlder,10,5\nBirch,3,4\n", "a", "original");
	assert_int_equal(run(s, "compare", in(s, "E"), NULL), 1);
	assert_says(s->out, "Inconclusive: there are not two counts to "
	    "compare.");
	assert_int_equal(run(s, "compare", in(s, "E"), "--json", NULL), 1);
	assert_int_equal(run(s, "compare", in(s, "E"), "--csv", NULL), 1);
}

static void
an_import_can_be_told_as_json(void **state)
{
	struct shell *s = *state;

	make(s);
	run(s, "import", in(s, "E"), put(s, "in.csv",
	    "unit,reed,stone\nAlder,10,5\nBirch,3,4\n"), "--json", NULL);
	assert_int_equal(s->status, 0);
	assert_says(s->out, "\"id\": \"in\",");
	assert_says(s->out, "\"part\": \"unit\",\n    \"rows\": 2,");
	assert_says(s->out, "\"bytes\": 37,");
	assert_says(s->out, "\"file\": \"in.csv\",");
}

static void
where_nothing_can_be_compared_reconcile_is_inconclusive(void **state)
{
	struct shell *s = *state;

	make(s);
	assert_int_equal(run(s, "reconcile", in(s, "E"), NULL), 1);
	assert_says(s->out, "INCONCLUSIVE: nothing could be compared.");
	assert_says(s->out, "0 rows and 0 batches were read, and 0 comparisons "
	    "made.");
}

static void
a_code_that_is_none_is_refused(void **state)
{
	struct shell *s = *state;

	run(s, "reconcile", in(s, "E"), "--code", "SPELLING", NULL);
	refused(s, 2, "--code: found 'SPELLING', expected a code such as "
	    "BATCH_SPELLING");
}

static void
a_recount_needs_an_official_count(void **state)
{
	struct shell *s = *state;

	make(s);
	run(s, "recount", "eligibility", in(s, "E"), NULL);
	refused(s, 3, "Governor: no count is official, so there is no margin "
	    "to test");
	come_in(s, "unit,reed,stone\nAlder,10,5\nBirch,3,4\n", "a", "original");
	run(s, "recount", "eligibility", in(s, "E"), "--as-of", "2031-05-19",
	    NULL);
	refused(s, 3, "Governor: no count was official on 2031-05-19, so there "
	    "is no margin to test");
}

static void
a_margin_with_units_missing_is_not_known(void **state)
{
	struct shell *s = *state;

	make(s);
	come_in(s, "unit,reed,stone\nAlder,10,5\nBirch,,\n", "a", "original");
	run(s, "recount", "eligibility", in(s, "E"), NULL);
	refused(s, 3, "Governor: 1 of 2 counties are in the official count; "
	    "the margin is not known");
}

static void
electors_need_a_day_a_table_and_rules(void **state)
{
	struct shell *s = *state;

	make(s);
	run(s, "electors", in(s, "E"), NULL);
	refused(s, 2, "--as-of DATE says on which day: what is certified "
	    "depends on it");
	run(s, "electors", in(s, "E"), "--as-of", "2031-05-05", NULL);
	refused(s, 2, "--as-of: found 2031-05-05, expected the day of the "
	    "election, 2031-05-06, or a later one");
	run(s, "electors", in(s, "E"), "--as-of", "2031-05-20", NULL);
	refused(s, 3, "Two counties has no electors.csv: its definition names "
	    "none");
	put(s, "e.csv", "unit,votes\nA,1\n");
	run(s, "init", in(s, "F"), "--from", put(s, "with.json",
	    DEFINITION(", \"electors\": \"e.csv\"")), NULL);
	assert_int_equal(s->status, 0);
	run(s, "electors", in(s, "F"), "--as-of", "2031-05-20", NULL);
	assert_true(s->status == 3 || s->status == 4);
}

static void
what_flips_must_be_a_unit_with_a_winner_named_once(void **state)
{
	struct shell *s = *state;
	char *folder = in(s, "G");

	run(s, "init", folder, "--from",
	    share(s, "data/georgia-2020/election.json"), NULL);
	assert_int_equal(s->status, 0);
	run(s, "electors", folder, "--as-of", "2020-11-23", "--flip", "XX",
	    NULL);
	refused(s, 3, "--flip: found no unit 'XX' in the table of electors");
	run(s, "electors", folder, "--as-of", "2020-11-23", "--flip", "GA,ga",
	    NULL);
	refused(s, 2, "--flip: Georgia is named twice");
	run(s, "electors", folder, "--as-of", "2020-11-23", "--flip", "GA",
	    "--flip", "Georgia", NULL);
	refused(s, 2, "--flip: Georgia is named twice");
}

static void
the_first_word_of_a_command_names_those_that_begin_so(void **state)
{
	struct shell *s = *state;

	run(s, "law", NULL);
	refused(s, 2, "'law' is not a command, but 'law deadlines' and 'law "
	    "show' are");
	run(s, "recount", "--help", NULL);
	refused(s, 2, "'recount' is not a command, but 'recount eligibility' "
	    "is");
	run(s, "la", NULL);
	refused(s, 2, "'la' is not a command ('canvass help' lists them)");
}

static void
an_event_is_one_of_the_rules_with_a_date(void **state)
{
	struct shell *s = *state;

	run(s, "law", "deadlines", "made-up", "--election", "2031-05-06",
	    "--event", "party", NULL);
	refused(s, 2, "--event: found \"party\", expected ID=DATE");
	run(s, "law", "deadlines", "made-up", "--election", "2031-05-06",
	    "--event", "party=2031-05-07", NULL);
	assert_int_equal(s->status, 2);
	assert_says(s->err, "--event: found \"party\", expected an event of");
}

static void
a_definition_with_sources_is_no_definition(void **state)
{
	struct shell *s = *state;

	const char *source = "{ \"id\": \"a\", \"title\": \"A\", "
	    "\"publisher\": \"\", \"cite\": \"\", \"file\": \"a.csv\", "
	    "\"format\": \"results\", \"contest\": \"gov\", "
	    "\"count\": \"original\", \"part\": \"unit\", "
	    "\"already_public\": false, \"sha256\": \"%064d\", "
	    "\"bytes\": 1, \"table\": \"%064d\", \"rows\": 2, "
	    "\"columns\": [] } ] }";
	const char *whole = DEFINITION("");

	put(s, "two.json", arena_printf(&s->a, "%.*s, \"sources\": [ %s",
	    (int)(strrchr(whole, '}') - whole), whole,
	    arena_printf(&s->a, source, 1, 2)));
	run(s, "init", in(s, "F"), "--from", in(s, "two.json"), NULL);
	assert_int_equal(s->status, 3);
	assert_says(s->err, "found sources, expected none: files come in by "
	    "'canvass import'");
	assert_false(file_exists(in(s, "F")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(one_count_is_not_compared_and_not_summed_against_another),
		IN_A_FOLDER(an_import_can_be_told_as_json),
		IN_A_FOLDER(where_nothing_can_be_compared_reconcile_is_inconclusive),
		IN_A_FOLDER(a_code_that_is_none_is_refused),
		IN_A_FOLDER(a_recount_needs_an_official_count),
		IN_A_FOLDER(a_margin_with_units_missing_is_not_known),
		IN_A_FOLDER(electors_need_a_day_a_table_and_rules),
		IN_A_FOLDER(what_flips_must_be_a_unit_with_a_winner_named_once),
		IN_A_FOLDER(the_first_word_of_a_command_names_those_that_begin_so),
		IN_A_FOLDER(an_event_is_one_of_the_rules_with_a_date),
		IN_A_FOLDER(a_definition_with_sources_is_no_definition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
