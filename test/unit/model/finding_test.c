/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/num.h"
#include "model/finding.h"

/* Files and other programs hold on to these: none may ever change. */
static const struct {
	enum finding_code code;
	const char       *id;
} stable[] = {
	{ FINDING_UNIT_MISSING, "UNIT_MISSING" },
	{ FINDING_BATCH_SUM, "BATCH_SUM" },
	{ FINDING_PART_SUM, "PART_SUM" },
	{ FINDING_COUNT_SUM, "COUNT_SUM" },
	{ FINDING_VOTES_OVER_BALLOTS, "VOTES_OVER_BALLOTS" },
	{ FINDING_BALLOTS_OVER_CHECKINS, "BALLOTS_OVER_CHECKINS" },
	{ FINDING_BATCH_EMPTY, "BATCH_EMPTY" },
	{ FINDING_BATCH_SPELLING, "BATCH_SPELLING" },
	{ FINDING_BATCH_RANGE, "BATCH_RANGE" },
	{ FINDING_BATCH_TWO_TYPES, "BATCH_TWO_TYPES" },
	{ FINDING_BATCH_SAME_VOTES, "BATCH_SAME_VOTES" },
	{ FINDING_BATCH_ONE_SIDED, "BATCH_ONE_SIDED" },
	{ FINDING_CARDS_AS_BLANKS, "CARDS_AS_BLANKS" },
	{ FINDING_METHODS_DIFFER, "METHODS_DIFFER" },
	{ FINDING_HEADER_DIRT, "HEADER_DIRT" },
	{ FINDING_LABEL_DIRT, "LABEL_DIRT" },
	{ FINDING_SOURCE_TOTALS, "SOURCE_TOTALS" },
};

static void
codes_stay_as_they_are(void **state)
{
	(void)state;
	assert_int_equal(sizeof stable / sizeof *stable, FINDING_CODES);
	for (size_t i = 0; i < FINDING_CODES; i++)
		assert_string_equal(finding_code_id(stable[i].code),
		    stable[i].id);
}

static void
every_code_has_words_of_its_own(void **state)
{
	(void)state;
	for (int i = 0; i < FINDING_CODES; i++) {
		const char *words = finding_code_words((enum finding_code)i);

		assert_true(strlen(words) > 5);
		for (int j = 0; j < i; j++)
			assert_string_not_equal(words,
			    finding_code_words((enum finding_code)j));
	}
}

static void
severities_stay_as_they_are(void **state)
{
	(void)state;
	assert_string_equal(severity_id(SEVERITY_NOTE), "note");
	assert_string_equal(severity_id(SEVERITY_EXPLAIN), "explain");
	assert_string_equal(severity_id(SEVERITY_BLOCK), "block");
}

static void
a_new_finding_claims_nothing(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct findings f = { .a = &a };
	struct finding *fd = findings_add(&f);

	(void)state;
	assert_int_equal(f.n, 1);
	assert_false(unit_exists(fd->unit));
	assert_false(count_exists(fd->count));
	assert_int_equal(fd->likelihood, -1);
	assert_false(num_known(fd->margin_effect));
	assert_null(fd->effect);
	assert_null(fd->explained);
}

static void
findings_keep_their_order_while_they_grow(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct findings f = { .a = &a };

	(void)state;
	for (int i = 0; i < 100; i++)
		findings_add(&f)->likelihood = i;
	assert_int_equal(f.n, 100);
	for (int i = 0; i < 100; i++)
		assert_int_equal(f.item[i].likelihood, i);
}

static void
numbers_keep_the_order_in_which_they_are_given(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct findings f = { .a = &a };
	struct finding *fd = findings_add(&f);

	(void)state;
	finding_number(&f, fd, "batches", 3);
	finding_number(&f, fd, "votes_reed", NUM_UNKNOWN);
	assert_int_equal(fd->numbers, 2);
	assert_string_equal(fd->number[0].name, "batches");
	assert_int_equal(fd->number[0].value, 3);
	assert_string_equal(fd->number[1].name, "votes_reed");
	assert_false(num_known(fd->number[1].value));
}

static void
a_finding_is_open_until_it_is_explained_and_a_note_never_is(void **state)
{
	const struct note why = { .code = "BATCH_SUM", .text = "Late." };
	struct finding fd = { .severity = SEVERITY_BLOCK };

	(void)state;
	assert_true(finding_is_open(&fd));
	fd.severity = SEVERITY_EXPLAIN;
	assert_true(finding_is_open(&fd));
	fd.explained = &why;
	assert_false(finding_is_open(&fd));
	fd = (struct finding){ .severity = SEVERITY_NOTE };
	assert_false(finding_is_open(&fd));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_stay_as_they_are),
		cmocka_unit_test(every_code_has_words_of_its_own),
		cmocka_unit_test(severities_stay_as_they_are),
		cmocka_unit_test(a_new_finding_claims_nothing),
		cmocka_unit_test(findings_keep_their_order_while_they_grow),
		cmocka_unit_test(numbers_keep_the_order_in_which_they_are_given),
		cmocka_unit_test(a_finding_is_open_until_it_is_explained_and_a_note_never_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
