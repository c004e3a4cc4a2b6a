/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"

#define INFO "######## ELECTION INFO ########\r\n" \
	"Organization,Election Name,State\r\nArcadia,May,AC\r\n\r\n"
#define CONTESTS "######## CONTESTS ########\r\n" \
	"Contest Name,Targeted?,Number of Winners,Votes Allowed," \
	"Total Ballots Cast,Tabulated Votes\r\n" \
	"Governor,Targeted,1,1,90,Alma Reed: 40; Bo Stone: 38; " \
	"Valid Write-iin: 0; Blank/Undervote: 2\r\n\r\n"
#define ROUNDS "######## ROUNDS ########\r\n" \
	"Round Number,Contest Name,Targeted?,Sample Size,Audited Votes\r\n" \
	"1,Governor,Targeted,90,Alma Reed: 41; Bo Stone: 39; " \
	"Valid Write-iin: 1; Blank/Undervote: 2\r\n\r\n"
#define BATCHES "######## BATCH RESULTS ########\r\n" \
	"Jurisdiction Name,Batch Name,Batch Type,Alma Reed,Bo Stone," \
	"Valid Write-iin,Blank/Undervote\r\n" \
	"ALDER,1,Mail,30,20,1,2\r\n" \
	"ALDER,1 ,Mail,5,10,0,0\r\n" \
	"BIRCH,\tB,Other,6,9,0,0\r\n"
#define ROWS "01,1,Mail,15,30,20,,2,,1,\r\n" \
	"01,1 ,Mail,16,5,10,,0,,0,\r\n02,\tB,Other,17,6,9,,0,,0,\r\n"

static bool
import(struct bench *b, const char *text, const char *office,
    struct import_result *res, struct err *e)
{
	struct import_request rq = { .path = b->in, .part = PART_BATCH,
		.office = office };

	(void)unlink(b->out);
	bench_put(b, text, strlen(text));
	return import_file(&b->a, &bench_election, &rq, b->out, res, e);
}

static void
fails(void **state, const char *text, const char *message)
{
	struct bench *b = *state;
	struct import_result res;
	struct err e = { 0 };

	assert_false(import(b, text, NULL, &res, &e));
	assert_string_equal(bench_strip(b, e.text), message);
	assert_false(file_exists(b->out));
}

static void
batches_become_rows_with_their_labels_to_the_byte(void **state)
{
	struct bench *b = *state;
	struct import_result res;
	struct err e;
	const char *table;

	assert_true(import(b, INFO CONTESTS ROUNDS BATCHES, NULL, &res, &e));
	assert_int_equal(res.format, IMPORT_ARLO);
	assert_int_equal(res.rows, 3);
	table = strstr(bench_slurp(b, b->out), "01,");
	assert_string_equal(table, ROWS);
	assert_true(res.column[5].guessed);
}

static void
its_totals_come_out_beside_the_rows(void **state)
{
	struct bench *b = *state;
	struct import_result res;
	struct err e;
	static const int64_t tabulated[] = { 40, 38, 90, 2, NUM_UNKNOWN, 0,
		NUM_UNKNOWN };
	static const int64_t audited[] = { 41, 39, NUM_UNKNOWN, 2, NUM_UNKNOWN,
		1, NUM_UNKNOWN };

	assert_true(import(b, INFO CONTESTS ROUNDS BATCHES, NULL, &res, &e));
	assert_int_equal(res.totals, 2);
	assert_true(res.total[0].quotes);
	assert_memory_equal(res.total[0].v, tabulated, sizeof tabulated);
	assert_int_equal(res.total[0].line, 7);
	assert_false(res.total[1].quotes);
	assert_memory_equal(res.total[1].v, audited, sizeof audited);
}

static void
sections_nobody_knows_are_passed_over_and_named(void **state)
{
	struct bench *b = *state;
	struct import_result res;
	struct err e;

	assert_true(import(b, INFO "######## NEWS ########\nA,B\n1,2\n3,4\n"
	    BATCHES, NULL, &res, &e));
	assert_int_equal(res.sections, 3);
	assert_true(res.section[0].known);
	assert_false(res.section[0].used);
	assert_string_equal(res.section[1].name, "NEWS");
	assert_false(res.section[1].known);
	assert_int_equal(res.section[1].rows, 2);
	assert_true(res.section[2].used);
	assert_int_equal(res.totals, 0);
}

static void
the_newer_names_of_sections_are_known(void **state)
{
	struct bench *b = *state;
	struct import_result res;
	struct err e;

	assert_true(import(b, "######## CONTESTS ########\n"
	    "Contest Name,Vote Totals\nGovernor,Alma Reed: 1; Bo Stone: 2\n"
	    "######## FULL HAND TALLY BATCH RESULTS ########\n"
	    "Jurisdiction Name,Batch Name,Batch Type,Alma Reed,Bo Stone\n"
	    "Alder,a,Other,1,2\n", NULL, &res, &e));
	assert_int_equal(res.rows, 1);
	assert_int_equal(res.totals, 1);
	assert_int_equal(res.total[0].v[1], 2);
}

static void
the_office_picks_the_contest_of_the_totals(void **state)
{
	struct bench *b = *state;
	struct import_result res;
	struct err e;
	static const char text[] = "######## CONTESTS ########\n"
	    "Contest Name,Tabulated Votes\nMayor,Someone: 5\n"
	    "Governor,Alma Reed: 1; Bo Stone: 2\n" BATCHES;

	assert_true(import(b, text, "governor", &res, &e));
	assert_int_equal(res.total[0].v[0], 1);
	assert_false(import(b, text, NULL, &res, &e));
	assert_string_equal(bench_strip(b, e.text),
	    "in.csv:3:7: found \"Someone\", expected the name of a choice");
}

static void
a_report_without_batches_is_refused(void **state)
{
	fails(state, INFO CONTESTS ROUNDS, "in.csv: found no section of batch "
	    "results, expected one: only the report of a full hand tally has "
	    "counts of all batches");
}

static void
totals_that_cannot_be_read_are_refused(void **state)
{
	fails(state, "######## CONTESTS ########\nContest Name,Tabulated Votes\n"
	    "Governor,Alma Reed: 1; Bo Stone 2\n" BATCHES, "in.csv:3:10: found "
	    "\"Bo Stone 2\", expected \"NAME: VOTES\"");
	fails(state, "######## CONTESTS ########\nContest Name,Tabulated Votes\n"
	    "Governor,Alma Reed: 1; Alma Reed: 2\n" BATCHES, "in.csv:3:10: "
	    "found \"Alma Reed: 2\", expected each choice once");
	fails(state, "######## CONTESTS ########\nContest Name,Tabulated Votes\n"
	    "Governor,Alma Reed: -1\n" BATCHES, "in.csv:3:10: found \"Alma "
	    "Reed: -1\", expected a whole number in the digits 0-9");
	fails(state, "######## CONTESTS ########\nContest Name,Tabulated Votes\n"
	    "Governor\n" BATCHES, "in.csv:3:9: found 1 fields, expected 2 as "
	    "in the section's header");
}

static void
batches_twice_are_refused(void **state)
{
	fails(state, BATCHES BATCHES, "in.csv:6: found a second section of "
	    "batch results, expected one");
}

static void
a_report_must_begin_with_a_section(void **state)
{
	struct bench *b = *state;
	struct import_request rq = { .path = b->in, .part = PART_BATCH,
		.format = IMPORT_ARLO };
	struct import_result res;
	struct err e;

	bench_put(b, "unit,label\n", 11);
	assert_false(import_file(&b->a, &bench_election, &rq, b->out, &res,
	    &e));
	assert_string_equal(bench_strip(b, e.text), "in.csv:1:1: found "
	    "\"unit\", expected \"######## ELECTION INFO ########\" or another "
	    "section of an Arlo report");
	rq.part = PART_UNIT;
	assert_false(import_file(&b->a, &bench_election, &rq, b->out, &res,
	    &e));
	assert_int_equal(e.kind, ERR_USE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    batches_become_rows_with_their_labels_to_the_byte),
		cmocka_unit_test(its_totals_come_out_beside_the_rows),
		cmocka_unit_test(
		    sections_nobody_knows_are_passed_over_and_named),
		cmocka_unit_test(the_newer_names_of_sections_are_known),
		cmocka_unit_test(the_office_picks_the_contest_of_the_totals),
		cmocka_unit_test(a_report_without_batches_is_refused),
		cmocka_unit_test(totals_that_cannot_be_read_are_refused),
		cmocka_unit_test(batches_twice_are_refused),
		cmocka_unit_test(a_report_must_begin_with_a_section),
	};

	return cmocka_run_group_tests_name("arlo", tests, bench_open,
	    bench_close);
}
