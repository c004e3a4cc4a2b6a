/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/err.h"
#include "model/tally.h"

static const char *const id[] = { "reed", "stone" };

static struct tally
tally(const int64_t *votes)
{
	return (struct tally){ .contest = "mayor", .choice = id, .choices = 2,
	    .votes = votes, .ballots = 100, .votes_allowed = 1, .winners = 1,
	    .threshold = { 0, 1 } };
}

static void
a_possible_tally_passes(void **state)
{
	const int64_t votes[] = { 60, 40 };
	struct tally t = tally(votes);
	struct err e;

	(void)state;
	assert_true(tally_check(&t, &e));
	assert_int_equal(tally_valid(&t), 100);
}

static void
more_votes_than_ballots_are_refused_by_name(void **state)
{
	const int64_t votes[] = { 60, 41 };
	struct tally t = tally(votes);
	struct err e;

	(void)state;
	assert_false(tally_check(&t, &e));
	assert_non_null(strstr(e.text, "mayor"));
	assert_non_null(strstr(e.text, "found 101 votes"));
	t.votes_allowed = 2;
	assert_true(tally_check(&t, &e));
}

static void
one_choice_with_more_votes_than_ballots_is_refused(void **state)
{
	const int64_t votes[] = { 101, 0 };
	struct tally t = tally(votes);
	struct err e;

	(void)state;
	t.votes_allowed = 2;
	assert_false(tally_check(&t, &e));
	assert_non_null(strstr(e.text, "reed"));
}

static void
votes_below_nothing_are_refused(void **state)
{
	const int64_t votes[] = { -1, 0 };
	struct tally t = tally(votes);
	struct err e;

	(void)state;
	assert_false(tally_check(&t, &e));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_possible_tally_passes),
		cmocka_unit_test(more_votes_than_ballots_are_refused_by_name),
		cmocka_unit_test(one_choice_with_more_votes_than_ballots_is_refused),
		cmocka_unit_test(votes_below_nothing_are_refused),
	};

	return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}
