/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"

#include "read/definition.h"

/* A definition with everything in it, in the canonical form. */
static const char whole[] =
    "{\n"
    "  \"schema\": \"canvass-election-1\",\n"
    "  \"id\": \"made-up\",\n"
    "  \"title\": \"Made-up state election\",\n"
    "  \"jurisdiction\": \"Arcadia\",\n"
    "  \"unit_word\": \"county\",\n"
    "  \"units_word\": \"counties\",\n"
    "  \"date\": \"2031-05-06\",\n"
    "  \"rules\": \"made-up.yaml\",\n"
    "  \"map\": \"map.json\",\n"
    "  \"electors\": \"electors.csv\",\n"
    "  \"elector_rules\": \"us.yaml\",\n"
    "  \"demonstration\": \"Made up.\",\n"
    "  \"units\": [\n"
    "    {\n"
    "      \"id\": \"01\",\n"
    "      \"name\": \"Alder\"\n"
    "    },\n"
    "    {\n"
    "      \"id\": \"02\",\n"
    "      \"name\": \"Birch\"\n"
    "    }\n"
    "  ],\n"
    "  \"contests\": [\n"
    "    {\n"
    "      \"id\": \"governor\",\n"
    "      \"title\": \"Governor\",\n"
    "      \"office\": \"state\",\n"
    "      \"date\": \"2031-05-06\",\n"
    "      \"votes_allowed\": 1,\n"
    "      \"winners\": 1,\n"
    "      \"choices\": [\n"
    "        {\n"
    "          \"id\": \"reed\",\n"
    "          \"name\": \"Alma Reed\",\n"
    "          \"label\": \"Reed\",\n"
    "          \"party\": \"Green\"\n"
    "        },\n"
    "        {\n"
    "          \"id\": \"stone\",\n"
    "          \"name\": \"Bo Stone\",\n"
    "          \"label\": \"Stone\"\n"
    "        }\n"
    "      ]\n"
    "    }\n"
    "  ],\n"
    "  \"counts\": [\n"
    "    {\n"
    "      \"id\": \"hand\",\n"
    "      \"title\": \"Hand tally\",\n"
    "      \"kind\": \"hand_tally\",\n"
    "      \"stage\": \"hand_tally\",\n"
    "      \"by_hand\": true,\n"
    "      \"as_of\": \"2031-05-19\"\n"
    "    }\n"
    "  ],\n"
    "  \"sources\": [\n"
    "    {\n"
    "      \"id\": \"hand-batches\",\n"
    "      \"title\": \"Hand tally by batch\",\n"
    "      \"publisher\": \"The State\",\n"
    "      \"cite\": \"its site\",\n"
    "      \"file\": \"batches.csv\",\n"
    "      \"format\": \"arlo\",\n"
    "      \"sha256\": \"0123456789abcdef0123456789abcdef"
    "0123456789abcdef0123456789abcdef\",\n"
    "      \"bytes\": 1000,\n"
    "      \"rows\": 10,\n"
    "      \"table\": \"0123456789abcdef0123456789abcdef"
    "0123456789abcdef0123456789abcdef\",\n"
    "      \"as_of\": \"2031-05-19\",\n"
    "      \"as_of_text\": \"19 May 2031, 22:25\",\n"
    "      \"part\": \"batch\",\n"
    "      \"contest\": \"governor\",\n"
    "      \"count\": \"hand\",\n"
    "      \"quotes\": true,\n"
    "      \"already_public\": true,\n"
    "      \"columns\": [\n"
    "        {\n"
    "          \"header\": \"Valid Write-iin\",\n"
    "          \"field\": \"write_ins\",\n"
    "          \"guessed\": true\n"
    "        }\n"
    "      ]\n"
    "    }\n"
    "  ],\n"
    "  \"notes\": [\n"
    "    {\n"
    "      \"code\": \"CARDS_AS_BLANKS\",\n"
    "      \"unit\": \"02\",\n"
    "      \"member\": \"\\tBatch 1 \",\n"
    "      \"text\": \"Second cards.\",\n"
    "      \"by\": \"The county\",\n"
    "      \"cite\": \"minutes\",\n"
    "      \"on\": \"2031-05-19\"\n"
    "    }\n"
    "  ],\n"
    "  \"incidents\": [\n"
    "    {\n"
    "      \"id\": \"boxes\",\n"
    "      \"title\": \"Boxes\",\n"
    "      \"text\": \"Boxes were found.\",\n"
    "      \"unit\": \"01\",\n"
    "      \"reports\": [\n"
    "        {\n"
    "          \"what\": \"ballots not scanned\",\n"
    "          \"value\": 2600,\n"
    "          \"about\": true,\n"
    "          \"publisher\": \"A newspaper\",\n"
    "          \"cite\": \"page 1\",\n"
    "          \"as_of\": \"2031-05-15\",\n"
    "          \"stage\": \"unofficial\"\n"
    "        }\n"
    "      ]\n"
    "    }\n"
    "  ]\n"
    "}\n";

/* ${whole} with the first ${from} behind ${after} made into ${to}. */
static const char *
changed(struct bench *b, const char *after, const char *from, const char *to)
{
	const char *at = strstr(strstr(whole, after), from);
	size_t before = (size_t)(at - whole);

	assert_non_null(at);
	return arena_printf(&b->a, "%.*s%s%s", (int)before, whole, to,
	    at + strlen(from));
}

static void
fails(void **state, const char *text, const char *message)
{
	struct bench *b = *state;
	struct election *el;
	struct err e = { 0 };

	assert_false(definition_parse(&b->a, (struct bytes){ text,
	    strlen(text) }, "e.json", &el, &e));
	assert_int_equal(e.kind, ERR_INPUT);
	assert_string_equal(e.text, message);
}

static struct election *
parsed(struct bench *b, const char *text)
{
	struct election *el;
	struct err e = { 0 };

	if (!definition_parse(&b->a, (struct bytes){ text, strlen(text) },
	    "e.json", &el, &e))
		fail_msg("%s", e.text);
	return el;
}

static void
what_is_written_is_what_was_read(void **state)
{
	struct bench *b = *state;
	struct buf out CLEANUP(buf_free) = { 0 };

	definition_write(&out, parsed(b, whole));
	assert_string_equal(out.p, whole);
}

static void
every_member_lands_in_its_place(void **state)
{
	struct bench *b = *state;
	const struct election *el = parsed(b, whole);

	assert_int_equal(el->units, 2);
	assert_string_equal(el->unit[1].name, "Birch");
	assert_string_equal(el->contest[0].choice[1].label, "Stone");
	assert_string_equal(el->contest[0].choice[1].party, "");
	assert_int_equal(el->contest[0].votes_allowed, 1);
	assert_true(el->count[0].by_hand);
	assert_int_equal(el->count[0].kind, COUNT_HAND_TALLY);
	assert_int_equal(el->source[0].part, PART_BATCH);
	assert_int_equal(el->source[0].rows, 10);
	assert_true(el->source[0].column[0].guessed);
	assert_int_equal(el->note[0].unit.n, 1);
	assert_string_equal(el->note[0].member, "\tBatch 1 ");
	assert_int_equal(el->incident[0].report[0].value, 2600);
}

static void
what_is_left_out_is_unknown(void **state)
{
	struct bench *b = *state;
	const struct election *el;

	el = parsed(b, changed(b, "\"by_hand\": true",
	    ",\n      \"as_of\": \"2031-05-19\"", ""));
	assert_false(day_known(el->count[0].as_of));
	el = parsed(b, changed(b, "CARDS", "      \"unit\": \"02\",\n", ""));
	assert_false(unit_exists(el->note[0].unit));
	el = parsed(b, changed(b, "\"part\"", "      \"count\": \"hand\",\n",
	    ""));
	assert_false(count_exists(el->source[0].count));
}

static void
the_order_of_members_does_not_matter(void **state)
{
	struct bench *b = *state;
	const char *notes = "\"notes\": [ { \"code\": \"BATCH_EMPTY\", "
	    "\"unit\": \"02\", \"text\": \"t\", \"by\": \"b\", "
	    "\"cite\": \"c\" } ],\n";
	const char *text = changed(b, "\"notes\"", "\"notes\"", "\"x\"");
	const char *cut = strstr(text, "  \"x\"");

	text = arena_printf(&b->a, "{ %s%.*s%s", notes,
	    (int)(cut - text - 2), text + 2, strstr(cut, "  \"incidents\""));
	assert_int_equal(parsed(b, text)->note[0].unit.n, 1);
}

static void
an_unknown_member_is_refused(void **state)
{
	struct bench *b = *state;

	fails(state, changed(b, "units", "\"Alder\"",
	    "\"Alder\",\n      \"fips\": 1"), "e.json:18:15: found the member "
	    "\"fips\" in a unit, expected only id, name");
}

static void
a_missing_member_is_refused(void **state)
{
	struct bench *b = *state;

	fails(state, changed(b, "units", "\"id\": \"01\",\n", ""),
	    "e.json:15:5: found a unit without \"id\", expected that member");
}

static void
a_member_of_another_kind_is_refused(void **state)
{
	struct bench *b = *state;

	fails(state, changed(b, "units", "\"01\"", "1"),
	    "e.json:16:13: found \"1\" for \"id\", expected a text");
	fails(state, changed(b, "{", "\"by_hand\": true",
	    "\"by_hand\": 1"),
	    "e.json:53:18: found \"1\" for \"by_hand\", expected true or false");
	fails(state, changed(b, "{", "\"winners\": 1",
	    "\"winners\": 0"), "e.json:31:18: found \"0\" for \"winners\", "
	    "expected a whole number from 1 to 32767");
	fails(state, changed(b, "{", "2600", "2600.5"),
	    "e.json:105:20: found \"2600.5\" for \"value\", expected a whole "
	    "number in the digits 0-9");
	fails(state, changed(b, "{", "2031-05-06", "6 May 2031"),
	    "e.json:8:11: found \"6 May 2031\" for \"date\", expected a date "
	    "like 2031-05-06");
	fails(state, changed(b, "{", "\"map.json\"", "null"),
	    "e.json:10:10: found null for \"map\", expected a text");
	fails(state, "[]", "e.json:1:1: found a list, expected a definition");
}

static void
an_unknown_word_is_refused(void **state)
{
	struct bench *b = *state;

	fails(state, changed(b, "counts", "\"stage\": \"hand_tally\"",
	    "\"stage\": \"final\""), "e.json:52:16: found \"final\" for "
	    "\"stage\", expected a stage: unofficial, original, hand_tally, "
	    "recount, certified, recertified or adjudicated");
	fails(state, changed(b, "CARDS", "CARDS_AS_BLANKS", "CARDS"),
	    "e.json:87:15: found \"CARDS\" for \"code\", expected the code of "
	    "a finding");
	fails(state, changed(b, "CARDS", "\"02\"", "\"03\""),
	    "e.json:88:15: found \"03\" for \"unit\", expected the id of a "
	    "unit");
}

static void
an_election_without_units_is_refused(void **state)
{
	fails(state, "{ \"schema\": \"canvass-election-1\", \"id\": \"a\",\n"
	    "\"title\": \"a\", \"jurisdiction\": \"a\",\n"
	    "\"unit_word\": \"a\", \"units_word\": \"a\",\n"
	    "\"date\": \"2031-05-06\", \"rules\": \"a\",\n\"units\": [] }",
	    "e.json:5:10: found a list for \"units\", expected one entry at "
	    "least");
}

static void
two_things_with_one_id_are_refused(void **state)
{
	struct bench *b = *state;

	fails(state, changed(b, "choices", "\"stone\"", "\"reed\""),
	    "e.json:40:17: found \"reed\" and, in line 34, \"reed\" among the "
	    "choices, expected each id once");
}

static void
names_that_cannot_be_told_apart_are_refused(void **state)
{
	struct bench *b = *state;

	fails(state, changed(b, "units", "Birch", "ALDER."),
	    "e.json:21:15: found \"ALDER.\" and, in line 17, \"Alder\" among "
	    "the units, expected names that people can tell apart");
	fails(state, changed(b, "units", "Birch", "A1der"),
	    "e.json:21:15: found \"A1der\" and, in line 17, \"Alder\" among "
	    "the units, expected names that the eye can tell apart");
	fails(state, changed(b, "stone", "Bo Stone", "alma reed"),
	    "e.json:41:19: found \"alma reed\" and, in line 35, \"Alma Reed\" "
	    "among the choices, expected names that people can tell apart");
}

static void
names_that_deceive_the_eye_are_refused(void **state)
{
	struct bench *b = *state;

	fails(state, changed(b, "units", "Birch", "\u202EBirch"),
	    "e.json:21:15: found a mark that turns the reading direction in "
	    "\"<U+202E>Birch\" for \"name\", expected plain text");
	fails(state, changed(b, "stone", "Bo Stone", "B\u043E Stone"),
	    "e.json:41:19: found letters of two scripts in one word in \"B"
	    "\u043E Stone\" for \"name\", expected plain text");
}

static void
ids_that_are_columns_of_tables_are_refused(void **state)
{
	struct bench *b = *state;

	fails(state, changed(b, "choices", "\"stone\"", "\"ballots\""),
	    "e.json:40:17: found the choice id \"ballots\", expected one that "
	    "is no column of a table");
	fails(state, changed(b, "choices", "\"stone\"", "\"st one\""),
	    "e.json:40:17: found \"st one\" for \"id\", expected an id of "
	    "letters, digits and - _ .");
}

static void
a_file_name_has_no_folder(void **state)
{
	struct bench *b = *state;

	fails(state, changed(b, "rules", "made-up.yaml", "../made-up.yaml"),
	    "e.json:9:12: found \"../made-up.yaml\" for \"rules\", expected a "
	    "file name without folder");
}

static void
another_schema_is_refused(void **state)
{
	struct bench *b = *state;

	fails(state, changed(b, "schema", "election-1", "election-2"),
	    "e.json:2:13: found \"canvass-election-2\" for \"schema\", "
	    "expected \"canvass-election-1\"");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_what_was_read),
		cmocka_unit_test(every_member_lands_in_its_place),
		cmocka_unit_test(what_is_left_out_is_unknown),
		cmocka_unit_test(the_order_of_members_does_not_matter),
		cmocka_unit_test(an_unknown_member_is_refused),
		cmocka_unit_test(a_missing_member_is_refused),
		cmocka_unit_test(a_member_of_another_kind_is_refused),
		cmocka_unit_test(an_unknown_word_is_refused),
		cmocka_unit_test(an_election_without_units_is_refused),
		cmocka_unit_test(two_things_with_one_id_are_refused),
		cmocka_unit_test(names_that_cannot_be_told_apart_are_refused),
		cmocka_unit_test(names_that_deceive_the_eye_are_refused),
		cmocka_unit_test(ids_that_are_columns_of_tables_are_refused),
		cmocka_unit_test(a_file_name_has_no_folder),
		cmocka_unit_test(another_schema_is_refused),
	};

	return cmocka_run_group_tests_name("definition", tests, bench_open,
	    bench_close);
}
