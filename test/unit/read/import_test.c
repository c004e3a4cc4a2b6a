/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"

/* How a text is imported; the zero is a plain file of units. */
struct how {
	enum partition     part;
	enum import_format format;
	const char        *office, *map;
};

static const struct how by_unit = { .part = PART_UNIT };
static const struct how by_method = { .part = PART_METHOD };
static const struct how by_precinct = { .part = PART_PRECINCT };
static const struct how by_batch = { .part = PART_BATCH };
static const struct how in_all = { .part = PART_TOTAL };
static const struct how turnout = { .part = PART_TURNOUT };

static bool
import(struct bench *b, const struct how *how, const char *text,
    struct import_result *res, struct err *e)
{
	struct import_request rq = { .path = b->in, .format = how->format,
		.part = how->part, .office = how->office };
	const char *map = how->map != NULL ? how->map : "";
	struct column_map *lines;

	TRY(column_map_parse(&b->a, (struct bytes){ map, strlen(map) }, "map",
	    &lines, e));
	rq.map = lines;
	(void)unlink(b->out);
	bench_put(b, text, strlen(text));
	return import_file(&b->a, &bench_election, &rq, b->out, res, e);
}

#define HEAD "unit,label,method,line,reed,stone,ballots,undervotes," \
	"overvotes,write_ins,write_ins_invalid\r\n"

/* The text becomes that table (without its header). */
static void
becomes(void **state, const struct how *how, const char *text,
    const char *table)
{
	struct bench *b = *state;
	struct import_result res;
	struct err e = { 0 };
	const char *got;

	if (!import(b, how, text, &res, &e))
		fail_msg("refused: %s", e.text);
	got = bench_slurp(b, b->out);
	assert_int_equal(strncmp(got, HEAD, sizeof HEAD - 1), 0);
	assert_string_equal(got + sizeof HEAD - 1, table);
	(void)unlink(b->out);
}

/* The text is refused with that message, and nothing is written. */
static void
fails(void **state, const struct how *how, const char *text,
    const char *message)
{
	struct bench *b = *state;
	struct import_result res;
	struct err e = { 0 };

	assert_false(import(b, how, text, &res, &e));
	assert_string_equal(bench_strip(b, e.text), message);
	assert_true(e.kind == ERR_INPUT || e.kind == ERR_USE);
	assert_false(file_exists(b->out));
}

/* Wide. */

static void
a_wide_row_becomes_a_row(void **state)
{
	becomes(state, &by_unit, "unit,reed,stone\nAlder,1,2\n",
	    "01,,,2,1,2,,,,,\r\n");
}

static void
columns_are_known_by_id_label_name_and_usual_words(void **state)
{
	becomes(state, &by_batch, "Jurisdiction Name,Batch Name,Batch Type,"
	    "REED,Bo Stone,Blank/Undervote,Overvote,Valid Write-In,"
	    "Invalid Write-In,Ballots Cast\n"
	    "ALDER,B 1,Mail,1,2,3,4,5,6,21\n",
	    "01,B 1,Mail,2,1,2,21,3,4,5,6\r\n");
}

static void
units_that_are_mixed_come_out_in_order(void **state)
{
	becomes(state, &by_batch, "unit,label,reed,stone\n03,c,1,1\n"
	    "01,a,2,2\n03,b,3,3\n02,a,4,4\n01,b,5,5\n",
	    "01,a,,3,2,2,,,,,\r\n01,b,,6,5,5,,,,,\r\n02,a,,5,4,4,,,,,\r\n"
	    "03,c,,2,1,1,,,,,\r\n03,b,,4,3,3,,,,,\r\n");
}

static void
a_unit_is_known_by_id_name_and_kind_of_unit(void **state)
{
	static const char *const spelt[] = { "03", "St. Cedar County",
		"ST CEDAR COUNTY", "st. cedar", "St Cedar  county", NULL };

	for (const char *const *s = spelt; *s != NULL; s++) {
		char text[100];

		(void)snprintf(text, sizeof text, "county,reed,stone\n%s,1,2\n",
		    *s);
		becomes(state, &by_unit, text, "03,,,2,1,2,,,,,\r\n");
	}
	becomes(state, &by_unit, "county,reed,stone\nAlder County,1,2\n",
	    "01,,,2,1,2,,,,,\r\n");
}

static void
labels_are_kept_to_the_byte(void **state)
{
	becomes(state, &by_batch, "unit,label,reed,stone\n01,\t=x ,1,2\n"
	    "01,\"a \"\"b\"\",\nc\",3,4\n",
	    "01,\t=x ,,2,1,2,,,,,\r\n"
	    "01,\"a \"\"b\"\",\nc\",,3,3,4,,,,,\r\n");
}

static void
a_batch_that_is_there_twice_stays_twice(void **state)
{
	becomes(state, &by_batch, "unit,label,reed,stone\n01,a,1,2\n01,a,1,2\n",
	    "01,a,,2,1,2,,,,,\r\n01,a,,3,1,2,,,,,\r\n");
}

static void
a_precinct_that_is_there_twice_is_refused(void **state)
{
	fails(state, &by_precinct, "unit,precinct,reed,stone\n01,a,1,2\n"
	    "02,a,1,2\n01,a,1,2\n", "in.csv:4:1: found a second row for Alder, "
	    "\"a\", after line 2, expected one");
}

static void
an_empty_cell_is_unknown_and_a_zero_is_zero(void **state)
{
	becomes(state, &by_unit, "unit,reed,stone,ballots\n01,0,,\n",
	    "01,,,2,0,,,,,,\r\n");
}

static void
commas_may_part_groups_of_three_digits_only(void **state)
{
	becomes(state, &by_unit, "unit,reed,stone\n01,\"2,323,282\",\"1,000\"\n",
	    "01,,,2,2323282,1000,,,,,\r\n");
	fails(state, &by_unit, "unit,reed,stone\n01,\"12,34\",1\n",
	    "in.csv:2:4: found \"12,34\" in the column \"reed\", expected a "
	    "whole number in the digits 0-9");
	fails(state, &by_unit, "unit,reed,stone\n01,\",123\",1\n",
	    "in.csv:2:4: found \",123\" in the column \"reed\", expected a "
	    "whole number in the digits 0-9");
}

static void
what_is_no_count_is_refused(void **state)
{
	static const char *const bad[] = { "-1", "+5", " 7", "7 ", "1.0", "1e5",
		"1e309", "0x1", "NaN", "\uFF11", NULL };
	static const char *const large[] = { "9007199254740992",
		"9223372036854775808", "18446744073709551616", NULL };

	for (const char *const *s = bad; *s != NULL; s++) {
		char text[100], message[200];

		(void)snprintf(text, sizeof text, "unit,reed,stone\n01,1,%s\n",
		    *s);
		(void)snprintf(message, sizeof message, "in.csv:2:6: found "
		    "\"%s\" in the column \"stone\", expected a whole number "
		    "in the digits 0-9", *s);
		fails(state, &by_unit, text, message);
	}
	for (const char *const *s = large; *s != NULL; s++) {
		char text[100], message[200];

		(void)snprintf(text, sizeof text, "unit,reed,stone\n01,1,%s\n",
		    *s);
		(void)snprintf(message, sizeof message, "in.csv:2:6: found "
		    "\"%s\" in the column \"stone\", expected a whole number "
		    "up to 9007199254740991", *s);
		fails(state, &by_unit, text, message);
	}
}

static void
a_sum_that_cannot_be_counted_is_refused(void **state)
{
	fails(state, &by_unit, "unit,reed,stone\n01,9007199254740991,0\n"
	    "02,1,1\n", "in.csv:3:1: found a sum of \"reed\" beyond "
	    "9007199254740991 with this row, expected a sum that can be "
	    "counted");
}

static void
a_misspelt_header_is_guessed_and_recorded(void **state)
{
	struct bench *b = *state;
	struct import_result res;
	struct err e;

	assert_true(import(b, &by_batch, "unit,label,reed,stone,Balots,"
	    "Valid Write-iin\n01,a,1,2,3,4\n", &res, &e));
	assert_int_equal(res.columns, 6);
	assert_false(res.column[2].guessed);
	assert_string_equal(res.column[4].header, "Balots");
	assert_string_equal(res.column[4].field, "ballots");
	assert_true(res.column[4].guessed);
	assert_string_equal(res.column[5].field, "write_ins");
	assert_true(res.column[5].guessed);
}

static void
a_header_that_could_be_two_things_is_refused(void **state)
{
	fails(state, &by_unit, "unit,reed,stone,nvalid Write-In\n01,1,2,3\n",
	    "in.csv:1:17: found the column \"nvalid Write-In\", which could "
	    "mean several fields (\"write_ins\" is one), expected a clear "
	    "name; a column map can say what it means");
}

static void
a_header_that_means_nothing_is_refused(void **state)
{
	fails(state, &by_unit, "unit,reed,stone,comment\n01,1,2,x\n",
	    "in.csv:1:17: found the column \"comment\", expected a known one; "
	    "a column map can say what it means, or \"ignore = HEADER\"");
	becomes(state, &(struct how){ .part = PART_UNIT,
	    .map = "# not ours\nignore = comment\n" },
	    "unit,reed,stone,comment\n01,1,2,x\n", "01,,,2,1,2,,,,,\r\n");
}

static void
cards_are_not_taken_for_ballots(void **state)
{
	fails(state, &by_unit, "unit,reed,stone,cards\n01,1,2,4\n",
	    "in.csv:1:17: found the column \"cards\", expected a known one; "
	    "a column map can say what it means, or \"ignore = HEADER\"");
}

static void
a_choice_without_a_column_is_refused_unless_the_map_says_so(void **state)
{
	fails(state, &by_unit, "unit,reed\n01,1\n", "in.csv:1: found no column "
	    "for the choice \"Stone\", expected one headed \"stone\", "
	    "\"Stone\" or \"Bo Stone\"");
	becomes(state, &(struct how){ .part = PART_UNIT, .map = "stone =" },
	    "unit,reed\n01,1\n", "01,,,2,1,,,,,,\r\n");
}

static void
a_column_that_is_there_twice_is_refused(void **state)
{
	fails(state, &by_unit, "unit,reed,Alma Reed,stone\n01,1,1,2\n",
	    "in.csv:1:11: found a second column for \"reed\", \"Alma Reed\" "
	    "after \"reed\", expected one; a column map can say \"ignore = "
	    "HEADER\"");
	fails(state, &by_unit, "unit,reed,stone,Blank,Undervotes\n01,1,2,0,0\n",
	    "in.csv:1:23: found a second column for \"undervotes\", "
	    "\"Undervotes\" after \"Blank\", expected one; a column map can "
	    "say \"ignore = HEADER\"");
}

static void
the_map_names_columns(void **state)
{
	becomes(state, &(struct how){ .part = PART_UNIT,
	    .map = "unit = Where\nreed = A\nstone = B\nignore = Sum" },
	    "Where,A,B,Sum\nAlder,1,2,3\n", "01,,,2,1,2,,,,,\r\n");
	fails(state, &(struct how){ .part = PART_UNIT, .map = "reed = A" },
	    "unit,reed,stone\n01,1,2\n", "in.csv:1: found no column \"A\", "
	    "expected it because the column map names it");
	fails(state, &(struct how){ .part = PART_UNIT, .map = "oak = A" },
	    "unit,A,stone\n01,1,2\n", "in.csv: found the field \"oak\" in the "
	    "column map, expected a field of this kind of file, \"ignore\" or "
	    "\"ignore_row\"");
	fails(state, &(struct how){ .part = PART_UNIT, .map = "oak" },
	    "unit,reed,stone\n01,1,2\n",
	    "map:1:1: found \"oak\", expected FIELD = HEADER");
}

static void
a_row_of_totals_is_never_counted(void **state)
{
	static const char *const words[] = { "Total", "TOTALS", "Grand Total",
		"Statewide", "County Total", "Alder Total", "All counties",
		"Arcadia", NULL };

	for (const char *const *s = words; *s != NULL; s++) {
		char text[100], message[200];

		(void)snprintf(text, sizeof text,
		    "unit,reed,stone\n01,1,2\n%s,1,2\n", *s);
		(void)snprintf(message, sizeof message, "in.csv:3:1: found a "
		    "row of totals (\"%s\"), expected only rows to be counted; "
		    "a column map can leave it out with \"ignore_row = TEXT\"",
		    *s);
		fails(state, &by_unit, text, message);
	}
	fails(state, &by_precinct, "unit,precinct,reed,stone\n01,Total,1,2\n",
	    "in.csv:2:4: found a row of totals (\"Total\"), expected only rows "
	    "to be counted; a column map can leave it out with \"ignore_row = "
	    "TEXT\"");
	becomes(state, &(struct how){ .part = PART_UNIT,
	    .map = "ignore_row = total" },
	    "unit,reed,stone\n01,1,2\nTOTAL,1,2\n", "01,,,2,1,2,,,,,\r\n");
}

static void
an_unknown_unit_is_named_with_its_nearest(void **state)
{
	fails(state, &by_unit, "unit,reed,stone\nAldre,1,2\n",
	    "in.csv:2:1: found the county \"Aldre\", expected a known one (the "
	    "nearest is \"Alder\")");
	fails(state, &by_unit, "unit,reed,stone\n\u0410lder,1,2\n",
	    "in.csv:2:1: found letters of two scripts in one word in "
	    "the county \"\u0410lder\", expected plain text such as \"Alder\"");
}

static void
a_row_has_as_many_fields_as_the_header(void **state)
{
	fails(state, &by_unit, "unit,reed,stone\n01,1\n",
	    "in.csv:2:5: found 2 fields, expected 3 as in the header");
	fails(state, &by_unit, "unit,reed,stone\n01,1,2,3\n",
	    "in.csv:2:8: found 4 fields, expected 3 as in the header");
	fails(state, &by_unit, "unit,reed,stone,\n01,1,2,x\n",
	    "in.csv:2:8: found \"x\" in a column without a header, expected "
	    "nothing there");
	becomes(state, &by_unit, "unit,reed,stone,\n01,1,2,\n",
	    "01,,,2,1,2,,,,,\r\n");
}

static void
a_source_has_the_columns_of_its_part(void **state)
{
	fails(state, &by_unit, "unit,precinct,reed,stone\n01,a,1,2\n",
	    "in.csv:1:6: found the column \"precinct\" for \"label\", expected "
	    "none in a source divided by unit; a column map can say \"ignore = "
	    "HEADER\"");
	fails(state, &by_batch, "unit,reed,stone\n01,1,2\n",
	    "in.csv:1: found no column for \"label\", expected one in a source "
	    "divided by batch; a column map can name it");
}

static void
a_total_is_one_row_of_no_unit(void **state)
{
	becomes(state, &in_all, "reed,stone\n1,2\n", ",,,2,1,2,,,,,\r\n");
	becomes(state, &in_all, "unit,reed,stone\nStatewide,1,2\n",
	    ",,,2,1,2,,,,,\r\n");
	fails(state, &in_all, "reed,stone\n1,2\n3,4\n", "in.csv:3:1: found a "
	    "second row for Arcadia, after line 2, expected one");
	fails(state, &in_all, "unit,reed,stone\nAlder,1,2\n",
	    "in.csv:2:1: found the county \"Alder\", expected the one row of "
	    "the whole jurisdiction");
}

static void
turnout_has_its_own_numbers(void **state)
{
	struct bench *b = *state;
	struct import_result res;
	struct err e;

	assert_true(import(b, &turnout, "County,Registered voters,ballots_cast,"
	    "rejected_late\nAlder,100,80,\n", &res, &e));
	assert_string_equal(bench_slurp(b, b->out), "unit,label,method,line,"
	    "registered,check_ins,ballots_cast,absentee_returned,"
	    "absentee_counted,absentee_rejected,rejected_late,"
	    "rejected_no_signature,rejected_signature,rejected_id,"
	    "rejected_other\r\n01,,,2,100,,80,,,,,,,,\r\n");
	(void)unlink(b->out);
	fails(state, &turnout, "unit\n01\n", "in.csv:1: found no column of "
	    "turnout, expected one like \"registered\" or \"ballots_cast\"");
}

static void
a_file_without_rows_is_refused(void **state)
{
	fails(state, &by_unit, "unit,reed,stone\n", "in.csv: found a header "
	    "and no rows to be counted, expected one row at least");
	fails(state, &by_unit, "\n\n",
	    "in.csv: found an empty file, expected a header and rows");
}

static void
a_file_of_several_contests_gives_the_one_asked_for(void **state)
{
	static const char text[] = "unit,contest,district,reed,stone\n"
	    "01,Governor,,1,2\n01,Mayor,3,5,6\n";

	fails(state, &by_unit, text, "in.csv:3:4: found rows of a second "
	    "contest (\"Mayor\", district 3), expected those of one; name it "
	    "with its office, and district if any");
	becomes(state, &(struct how){ .part = PART_UNIT, .office = "governor" },
	    text, "01,,,2,1,2,,,,,\r\n");
	becomes(state, &(struct how){ .part = PART_UNIT, .office = "Mayor 3" },
	    text, "01,,,3,5,6,,,,,\r\n");
}

/* Long. */

static void
long_rows_are_gathered_by_label_and_method(void **state)
{
	becomes(state, &by_method, "county,method,candidate,votes\n"
	    "Alder,mail,Reed,1\nAlder,day,Reed,2\nBirch,mail,Bo Stone,3\n"
	    "Alder,mail,stone,4\nAlder,mail,Undervotes,5\n",
	    "01,,mail,2,1,4,,5,,,\r\n01,,day,3,2,,,,,,\r\n"
	    "02,,mail,4,,3,,,,,\r\n");
}

static void
a_number_that_is_there_twice_is_refused(void **state)
{
	fails(state, &by_method, "unit,method,choice,votes\n01,mail,reed,1\n"
	    "01,mail,stone,1\n01,mail,Reed,1\n", "in.csv:4:1: found \"reed\" "
	    "of Alder, \"mail\" again, after the row that begins in line 2, "
	    "expected it once");
}

static void
a_choice_in_a_cell_is_never_guessed(void **state)
{
	fails(state, &by_unit, "unit,choice,votes\n01,Stowne,1\n",
	    "in.csv:2:4: found the choice \"Stowne\", expected a known one "
	    "(the nearest is \"stone\"); a column map can say \"stone = "
	    "NAME\"");
	becomes(state, &(struct how){ .part = PART_UNIT,
	    .map = "stone = Stowne" },
	    "unit,choice,votes\n01,Stowne,1\n01,reed,2\n",
	    "01,,,2,2,1,,,,,\r\n");
	fails(state, &by_unit, "unit,choice,votes\n01,Total,1\n",
	    "in.csv:2:4: found a row of totals (\"Total\"), expected only rows "
	    "to be counted; a column map can leave it out with \"ignore_row = "
	    "TEXT\"");
}

/* OpenElections. */

static const char open_text[] =
    "county,precinct,office,district,party,candidate,election_day_votes,"
    "mail_votes\n"
    "Alder,P1,Governor,,Green,Alma Reed,1,2\n"
    "Alder,P1,Governor,,Blue,Bo Stone,3,4\n"
    "Alder,P1,Mayor,1,Blue,Someone,9,9\n"
    "Birch,P1,Governor,,Green,Alma Reed,5,\n";

static void
votes_by_method_become_rows_by_method(void **state)
{
	becomes(state, &(struct how){ .part = PART_PRECINCT,
	    .format = IMPORT_OPENELECTIONS, .office = "Governor" }, open_text,
	    "01,P1,election_day,2,1,3,,,,,\r\n01,P1,mail,2,2,4,,,,,\r\n"
	    "02,P1,election_day,5,5,,,,,,\r\n");
}

static void
openelections_is_recognised_by_its_header(void **state)
{
	struct bench *b = *state;
	struct import_result res;
	struct err e;

	assert_true(import(b, &(struct how){ .part = PART_PRECINCT,
	    .office = "Governor" }, open_text, &res, &e));
	assert_int_equal(res.format, IMPORT_OPENELECTIONS);
	assert_string_equal(import_format_id(res.format), "openelections");
}

static void
methods_must_add_up_to_the_votes(void **state)
{
	static const char text[] = "county,office,candidate,votes,"
	    "election_day_votes,mail_votes\nAlder,Governor,Reed,4,1,2\n";

	fails(state, &(struct how){ .part = PART_UNIT,
	    .format = IMPORT_OPENELECTIONS }, text, "in.csv:2:21: found \"4\" "
	    "in the column \"votes\", expected 3, the sum of the row's "
	    "methods; a column map can say \"ignore = HEADER\"");
}

static void
votes_in_all_stand_for_themselves(void **state)
{
	becomes(state, &(struct how){ .part = PART_UNIT,
	    .format = IMPORT_OPENELECTIONS },
	    "county,office,candidate,votes\nAlder,Governor,Reed,4\n"
	    "Alder,Governor,Stone,5\n", "01,,,2,4,5,,,,,\r\n");
	fails(state, &(struct how){ .part = PART_UNIT,
	    .format = IMPORT_OPENELECTIONS },
	    "county,office,candidate,mail_votes\nAlder,Governor,Reed,4\n",
	    "in.csv:1: found votes by method only, expected a column \"votes\" "
	    "in a source divided by unit");
}

static void
add_bytes(void *sum, const void *p, size_t n)
{
	buf_put(sum, p, n);
}

static void
every_byte_that_is_read_is_shown(void **state)
{
	static const char text[] = "unit,reed,stone\r\nAlder,1,2\r\n\r\n";
	struct buf seen CLEANUP(buf_free) = { 0 };
	struct bench *b = *state;
	struct import_result res;
	struct err e = { 0 };
	const struct import_request rq = { .path = b->in, .part = PART_UNIT,
		.see = add_bytes, .see_ctx = &seen };

	bench_put(b, text, sizeof text - 1);
	assert_true(import_file(&b->a, &bench_election, &rq, b->out, &res,
	    &e));
	assert_int_equal(seen.len, sizeof text - 1);
	assert_memory_equal(seen.p, text, seen.len);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wide_row_becomes_a_row),
		cmocka_unit_test(
		    columns_are_known_by_id_label_name_and_usual_words),
		cmocka_unit_test(units_that_are_mixed_come_out_in_order),
		cmocka_unit_test(a_unit_is_known_by_id_name_and_kind_of_unit),
		cmocka_unit_test(labels_are_kept_to_the_byte),
		cmocka_unit_test(a_batch_that_is_there_twice_stays_twice),
		cmocka_unit_test(a_precinct_that_is_there_twice_is_refused),
		cmocka_unit_test(an_empty_cell_is_unknown_and_a_zero_is_zero),
		cmocka_unit_test(commas_may_part_groups_of_three_digits_only),
		cmocka_unit_test(what_is_no_count_is_refused),
		cmocka_unit_test(a_sum_that_cannot_be_counted_is_refused),
		cmocka_unit_test(a_misspelt_header_is_guessed_and_recorded),
		cmocka_unit_test(a_header_that_could_be_two_things_is_refused),
		cmocka_unit_test(a_header_that_means_nothing_is_refused),
		cmocka_unit_test(cards_are_not_taken_for_ballots),
		cmocka_unit_test(
		    a_choice_without_a_column_is_refused_unless_the_map_says_so),
		cmocka_unit_test(a_column_that_is_there_twice_is_refused),
		cmocka_unit_test(the_map_names_columns),
		cmocka_unit_test(a_row_of_totals_is_never_counted),
		cmocka_unit_test(an_unknown_unit_is_named_with_its_nearest),
		cmocka_unit_test(a_row_has_as_many_fields_as_the_header),
		cmocka_unit_test(a_source_has_the_columns_of_its_part),
		cmocka_unit_test(a_total_is_one_row_of_no_unit),
		cmocka_unit_test(turnout_has_its_own_numbers),
		cmocka_unit_test(a_file_without_rows_is_refused),
		cmocka_unit_test(
		    a_file_of_several_contests_gives_the_one_asked_for),
		cmocka_unit_test(long_rows_are_gathered_by_label_and_method),
		cmocka_unit_test(a_number_that_is_there_twice_is_refused),
		cmocka_unit_test(a_choice_in_a_cell_is_never_guessed),
		cmocka_unit_test(votes_by_method_become_rows_by_method),
		cmocka_unit_test(openelections_is_recognised_by_its_header),
		cmocka_unit_test(methods_must_add_up_to_the_votes),
		cmocka_unit_test(votes_in_all_stand_for_themselves),
		cmocka_unit_test(every_byte_that_is_read_is_shown),
	};

	return cmocka_run_group_tests_name("import", tests, bench_open,
	    bench_close);
}
