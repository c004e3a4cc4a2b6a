/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/sheet.h"

static const struct unit units[] = { { "01", "Alder" }, { "02", "Birch" } };
static const struct choice choices[] = { { "reed", "Alma Reed", "Reed", "" },
	{ "stone", "Ivo Stone", "Stone", "" },
	{ "vale", "Ina Vale", "Vale", "" } };
static const struct contest contests[] = {
	{ .id = "governor", .choice = choices, .choices = 3 },
	{ .id = "treasurer", .choice = choices, .choices = 2 } };
static const struct count counts[] = { { .id = "original" }, { .id = "hand" } };
static const struct election el = { .unit = units, .units = 2,
	.contest = contests, .contests = 2, .count = counts, .counts = 2 };

static void
stages_are_read_as_they_are_written(void **state)
{
	static const char *const ids[STAGES] = { "unofficial", "original",
		"hand_tally", "recount", "certified", "recertified",
		"adjudicated" };

	(void)state;
	for (int i = 0; i < STAGES; i++) {
		enum stage s = STAGES;

		assert_string_equal(stage_id((enum stage)i), ids[i]);
		assert_true(stage_parse(ids[i], &s));
		assert_int_equal(s, i);
	}
}

static void
kinds_of_counts_are_read_as_they_are_written(void **state)
{
	static const char *const ids[COUNT_KINDS] = { "original", "hand_tally",
		"recount" };

	(void)state;
	for (int i = 0; i < COUNT_KINDS; i++) {
		enum count_kind k = COUNT_KINDS;

		assert_string_equal(count_kind_id((enum count_kind)i), ids[i]);
		assert_true(count_kind_parse(ids[i], &k));
		assert_int_equal(k, i);
	}
}

static void
partitions_are_read_as_they_are_written(void **state)
{
	static const char *const ids[PARTS] = { "total", "unit", "method",
		"precinct", "batch", "turnout" };

	(void)state;
	for (int i = 0; i < PARTS; i++) {
		enum partition p = PARTS;

		assert_string_equal(partition_id((enum partition)i), ids[i]);
		assert_true(partition_parse(ids[i], &p));
		assert_int_equal(p, i);
	}
}

static void
other_words_are_refused_and_change_nothing(void **state)
{
	enum stage s = STAGE_RECOUNT;
	enum count_kind k = COUNT_RECOUNT;
	enum partition p = PART_BATCH;

	(void)state;
	assert_false(stage_parse("Certified", &s));
	assert_false(stage_parse("", &s));
	assert_false(count_kind_parse("hand tally", &k));
	assert_false(partition_parse("units", &p));
	assert_int_equal(s, STAGE_RECOUNT);
	assert_int_equal(k, COUNT_RECOUNT);
	assert_int_equal(p, PART_BATCH);
}

static void
every_stage_has_a_name_for_readers(void **state)
{
	(void)state;
	assert_string_equal(stage_name(STAGE_HAND_TALLY), "Hand tally");
	assert_string_equal(stage_name(STAGE_RECERTIFIED), "Recertified");
	for (int i = 0; i < STAGES; i++)
		assert_true(stage_name((enum stage)i)[0] < 'a');
}

static void
things_are_found_by_their_id_and_no_other_text(void **state)
{
	(void)state;
	assert_int_equal(election_find_unit(&el, "02").n, 1);
	assert_int_equal(election_find_contest(&el, "treasurer").n, 1);
	assert_int_equal(election_find_count(&el, "hand").n, 1);
	assert_int_equal(contest_find_choice(&contests[0], "vale").n, 2);
	assert_false(unit_exists(election_find_unit(&el, "Birch")));
	assert_false(contest_exists(election_find_contest(&el, "TREASURER")));
	assert_false(count_exists(election_find_count(&el, "")));
	assert_false(choice_exists(contest_find_choice(&contests[1], "vale")));
}

static void
a_row_has_a_number_for_each_choice_and_each_extra(void **state)
{
	const struct source votes = { .part = PART_BATCH, .contest = { 0 } };
	const struct source voters = { .part = PART_TURNOUT, .contest = { 0 } };

	(void)state;
	assert_int_equal(sheet_width(&el, &votes), 3 + EXTRAS);
	assert_int_equal(sheet_width(&el, &voters), TURNOUTS);
}

static void
the_columns_of_our_tables_stay_as_they_are(void **state)
{
	static const char *const extras[EXTRAS] = { "ballots", "undervotes",
		"overvotes", "write_ins", "write_ins_invalid" };
	static const char *const turnouts[TURNOUTS] = { "registered",
		"check_ins", "ballots_cast", "absentee_returned",
		"absentee_counted", "absentee_rejected", "rejected_late",
		"rejected_no_signature", "rejected_signature", "rejected_id",
		"rejected_other" };

	(void)state;
	for (int i = 0; i < EXTRAS; i++)
		assert_string_equal(extra_id((enum extra)i), extras[i]);
	for (int i = 0; i < TURNOUTS; i++)
		assert_string_equal(turnout_id((enum turnout)i), turnouts[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stages_are_read_as_they_are_written),
		cmocka_unit_test(kinds_of_counts_are_read_as_they_are_written),
		cmocka_unit_test(partitions_are_read_as_they_are_written),
		cmocka_unit_test(other_words_are_refused_and_change_nothing),
		cmocka_unit_test(every_stage_has_a_name_for_readers),
		cmocka_unit_test(things_are_found_by_their_id_and_no_other_text),
		cmocka_unit_test(a_row_has_a_number_for_each_choice_and_each_extra),
		cmocka_unit_test(the_columns_of_our_tables_stay_as_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
