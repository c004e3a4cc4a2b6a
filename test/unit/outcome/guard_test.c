/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "outcome/guard.h"

#define NAMES(...) ((struct guard_names){ (const char *const[]){ __VA_ARGS__ }, \
	sizeof (const char *const[]){ __VA_ARGS__ } / sizeof (char *) })
#define NOBODY ((struct guard_names){ NULL, 0 })

static const struct guard_member members[] = { { "ann", "A", "" },
	{ "bob", "B", "" }, { "cid", "A", "" }, { "dee", "B", "mayor" } };
static const struct guard_board board = { "b", members, 4, 3, true };
static struct arena a;

static void
gives(struct guard_answer answer, enum refusal code)
{
	if (answer.code != code)
		fail_msg("found %s (%s), expected %s", refusal_id(answer.code),
		    answer.why, refusal_id(code));
	assert_int_equal(*answer.why == '\0', code == REFUSAL_NONE);
}

static void
a_quorum_is_reached_by_members_present_for_and_against(void **state)
{
	(void)state;
	gives(guard_quorum(&a, &board, NAMES("ann", "bob", "cid"), NOBODY),
	    REFUSAL_NONE);
	gives(guard_quorum(&a, &board, NAMES("ann", "bob"), NAMES("cid")),
	    REFUSAL_NONE);
	gives(guard_quorum(&a, &board, NAMES("ann", "bob"), NOBODY),
	    NO_QUORUM);
	gives(guard_quorum(&a, &board, NOBODY, NOBODY), NO_QUORUM);
}

static void
more_must_be_for_it_than_against(void **state)
{
	struct guard_board two = board;

	(void)state;
	two.quorum = 2;
	gives(guard_quorum(&a, &two, NAMES("ann"), NAMES("bob")), NO_QUORUM);
	gives(guard_quorum(&a, &two, NAMES("ann"), NAMES("bob", "cid")),
	    NO_QUORUM);
}

static void
nobody_votes_twice_or_from_outside(void **state)
{
	(void)state;
	gives(guard_quorum(&a, &board, NAMES("ann", "ann", "bob"), NOBODY),
	    NO_QUORUM);
	gives(guard_quorum(&a, &board, NAMES("ann", "bob"), NAMES("ann")),
	    NO_QUORUM);
	gives(guard_quorum(&a, &board, NAMES("ann", "bob", "eve"), NOBODY),
	    NO_QUORUM);
}

static void
who_stands_in_a_contest_neither_votes_nor_acts(void **state)
{
	(void)state;
	gives(guard_quorum(&a, &board, NAMES("ann", "bob", "dee"), NOBODY),
	    CONFLICT_OF_INTEREST);
	gives(guard_two(&a, &board, NAMES("ann", "dee")),
	    CONFLICT_OF_INTEREST);
}

static void
two_of_two_parties_act_together(void **state)
{
	struct guard_board any = board;

	(void)state;
	any.parties_differ = false;
	gives(guard_two(&a, &board, NAMES("ann", "bob")), REFUSAL_NONE);
	gives(guard_two(&a, &board, NAMES("ann", "cid")), NO_QUORUM);
	gives(guard_two(&a, &any, NAMES("ann", "cid")), REFUSAL_NONE);
	gives(guard_two(&a, &board, NAMES("ann")), NO_QUORUM);
	gives(guard_two(&a, &board, NAMES("ann", "ann")), NO_QUORUM);
	gives(guard_two(&a, &board, NOBODY), NO_QUORUM);
}

static void
every_unit_must_have_done_it(void **state)
{
	struct guard_answer answer = guard_units(&a, 158, 159, "certified");

	(void)state;
	gives(answer, WRONG_STATE);
	assert_string_equal(answer.why, "158 of 159 units have certified");
	gives(guard_units(&a, 159, 159, "certified"), REFUSAL_NONE);
}

/* Half a percent of all votes, inclusive. */
static struct guard_answer
margin(int64_t x, int64_t y, bool inclusive)
{
	static const struct choice choices[] = { { "x", "X", "X", "" },
		{ "y", "Y", "Y", "" } };
	struct recount_rule rule = { .rule = { .id = "r", .cite = "§ 1",
		.from = DAY_UNKNOWN, .to = DAY_UNKNOWN }, .offices = "",
		.start = RECOUNT_ON_REQUEST, .limits = 1, .who = "a loser",
		.window_event = "certified", .limit = { { .base = RECOUNT_OF_TOTAL,
		.share = { 5, 1000 }, .inclusive = inclusive } } };
	struct law law = { .name = "l", .recount = &rule, .recounts = 1 };
	struct contest c = { .id = "c", .title = "C", .office = "o",
		.choice = choices, .choices = 2, .winners = 1,
		.date = { 18569 } };

	return guard_margin(&a, &law, &c, (int64_t[]){ x, y });
}

static void
the_margin_is_an_exact_ratio(void **state)
{
	(void)state;
	gives(margin(100500, 99500, true), REFUSAL_NONE);
	gives(margin(100500, 99500, false), NO_AUTHORITY);
	gives(margin(100501, 99499, true), NO_AUTHORITY);
	gives(margin(100499, 99501, false), REFUSAL_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_quorum_is_reached_by_members_present_for_and_against),
		cmocka_unit_test(more_must_be_for_it_than_against),
		cmocka_unit_test(nobody_votes_twice_or_from_outside),
		cmocka_unit_test(who_stands_in_a_contest_neither_votes_nor_acts),
		cmocka_unit_test(two_of_two_parties_act_together),
		cmocka_unit_test(every_unit_must_have_done_it),
		cmocka_unit_test(the_margin_is_an_exact_ratio),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&a);
	return failed;
}
