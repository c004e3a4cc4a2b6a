/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "audit/pair.h"

static const char *const id[] = { "a", "b", "c" };

static struct tally
tally(const int64_t *votes, int64_t winners)
{
	return (struct tally){ .contest = "x", .choice = id, .choices = 3,
	    .votes = votes, .ballots = 1000, .votes_allowed = 1,
	    .winners = winners, .threshold = { 0, 1 } };
}

static void
each_winner_stands_against_each_loser(void **state)
{
	const int64_t votes[] = { 100, 300, 200 };
	struct tally t = tally(votes, 2);
	struct arena a = { 0 };
	struct pairs p = pairs_of(&a, &t);

	(void)state;
	assert_int_equal(p.standing, STANDING_CONTESTED);
	assert_int_equal(p.n, 2);
	assert_int_equal(p.pair[0].winner, 1);
	assert_int_equal(p.pair[0].margin, 200);
	assert_int_equal(p.pair[1].winner, 2);
	assert_int_equal(p.pair[1].loser, 0);
	assert_int_equal(p.smallest, 100);
	arena_free(&a);
}

static void
a_tie_for_the_last_seat_has_no_pairs(void **state)
{
	const int64_t votes[] = { 200, 300, 200 };
	struct tally t = tally(votes, 2);
	struct arena a = { 0 };

	(void)state;
	assert_int_equal(pairs_of(&a, &t).standing, STANDING_TIED);
	arena_free(&a);
}

static void
as_many_winners_as_choices_need_no_audit(void **state)
{
	const int64_t votes[] = { 200, 300, 200 };
	struct tally t = tally(votes, 3);
	struct arena a = { 0 };

	(void)state;
	assert_int_equal(pairs_of(&a, &t).standing, STANDING_UNCONTESTED);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_winner_stands_against_each_loser),
		cmocka_unit_test(a_tie_for_the_last_seat_has_no_pairs),
		cmocka_unit_test(as_many_winners_as_choices_need_no_audit),
	};

	return cmocka_run_group_tests_name("pair", tests, NULL, NULL);
}
