/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "outcome/recount.h"

static const struct choice choices[] = { { "reed", "Alma Reed", "Reed", "" },
	{ "stone", "Ivo Stone", "Stone", "" }, { "hill", "Una Hill", "Hill", "" } };

/* A Friday. */
#define CERTIFIED ((struct day){ 18586 })

struct fixture {
	struct arena a;
	struct contest contest;
	struct recount_rule rule[2];
	struct law law;
	struct recount_answer *answer;
	size_t answers;
	struct err e;
};

static void
fixture_open(struct fixture *f, struct recount_limit limit)
{
	*f = (struct fixture){ .contest = { .id = "mayor", .title = "Mayor",
		.choice = choices, .choices = 3, .winners = 1,
		.date = { 18569 }, .office = "local" } };
	f->rule[0] = (struct recount_rule){ .rule = { .id = "recount",
		.from = DAY_UNKNOWN, .to = DAY_UNKNOWN },
		.start = RECOUNT_ON_REQUEST, .limit = { limit }, .limits = 1,
		.who = "a losing candidate", .window_event = "certified",
		.offices = "" };
	f->law = (struct law){ .name = "made-up.yaml", .recount = f->rule,
		.recounts = 1, .zone = { .name = "UTC", .standard = "UTC",
		.daylight = "UTC", .spoken = "UTC" } };
}

static bool
ask(struct fixture *f, int64_t x, int64_t y, int64_t z)
{
	return recount_eligibility(&f->a, &f->law, &f->contest,
	    (int64_t[]){ x, y, z }, CERTIFIED, &f->answer, &f->answers, &f->e);
}

#define WITH(f, ...) struct fixture f; (void)state; \
	fixture_open(&f, (struct recount_limit){ __VA_ARGS__ })

static void
half_a_percent_and_a_vote_more_are_different(void **state)
{
	WITH(f, RECOUNT_OF_TOTAL, { 5, 1000 }, true);

	/* 0.5000 % of 1,000,000 is 5,000. */
	assert_true(ask(&f, 502500, 497500, 0));
	assert_true(f.answer->eligible);
	assert_int_equal(f.answer->margin, 5000);
	assert_int_equal(f.answer->test[0].largest, 5000);
	/* 0.5001 %: 5,001 of 1,000,000. */
	assert_true(ask(&f, 502500, 497499, 1));
	assert_int_equal(f.answer->margin, 5001);
	assert_false(f.answer->eligible);
	arena_free(&f.a);
}

static void
less_than_leaves_the_limit_itself_outside(void **state)
{
	WITH(f, RECOUNT_OF_TOTAL, { 5, 1000 }, false);

	assert_true(ask(&f, 502500, 497500, 0));
	assert_int_equal(f.answer->test[0].largest, 4999);
	assert_false(f.answer->eligible);
	/* A limit between two whole numbers leaves the lower one inside. */
	assert_true(ask(&f, 502500, 497501, 0));
	assert_int_equal(f.answer->test[0].largest, 5000);
	assert_true(f.answer->eligible);
	arena_free(&f.a);
}

static void
the_share_is_taken_of_what_the_rule_says(void **state)
{
	WITH(f, RECOUNT_OF_WINNER, { 1, 10 }, true);

	assert_true(ask(&f, 1000, 900, 300));
	assert_int_equal(f.answer->test[0].base, 1000);
	assert_int_equal(f.answer->test[0].largest, 100);
	assert_true(f.answer->eligible);
	f.rule[0].limit[0].base = RECOUNT_OF_PAIR;
	assert_true(ask(&f, 1000, 900, 300));
	assert_int_equal(f.answer->test[0].base, 1900);
	assert_int_equal(f.answer->test[0].largest, 190);
	arena_free(&f.a);
}

static void
a_number_of_votes_is_a_limit_too(void **state)
{
	WITH(f, RECOUNT_ABSOLUTE, { 100, 1 }, true);

	assert_true(ask(&f, 1000, 900, 300));
	assert_true(f.answer->eligible);
	f.rule[0].limit[0].inclusive = false;
	assert_true(ask(&f, 1000, 900, 300));
	assert_int_equal(f.answer->test[0].largest, 99);
	assert_false(f.answer->eligible);
	arena_free(&f.a);
}

static void
a_tie_rule_takes_ties_only(void **state)
{
	WITH(f, RECOUNT_TIE, { 0, 1 }, true);

	assert_true(ask(&f, 900, 900, 300));
	assert_true(f.answer->eligible);
	assert_int_equal(f.answer->winner.n, 0);
	assert_int_equal(f.answer->loser.n, 1);
	assert_true(ask(&f, 900, 901, 300));
	assert_false(f.answer->eligible);
	assert_int_equal(f.answer->winner.n, 1);
	arena_free(&f.a);
}

static void
limits_are_joined_by_any_or_by_all(void **state)
{
	WITH(f, RECOUNT_ABSOLUTE, { 50, 1 }, true);

	f.rule[0].limit[1] = (struct recount_limit){ RECOUNT_OF_TOTAL,
		{ 1, 10 }, true };
	f.rule[0].limits = 2;
	assert_true(ask(&f, 1000, 900, 300));
	assert_false(f.answer->test[0].inside);
	assert_true(f.answer->test[1].inside);
	assert_true(f.answer->eligible);
	f.rule[0].all = true;
	assert_true(ask(&f, 1000, 900, 300));
	assert_false(f.answer->eligible);
	arena_free(&f.a);
}

static void
the_last_seat_is_what_a_recount_could_change(void **state)
{
	WITH(f, RECOUNT_ABSOLUTE, { 100, 1 }, true);

	f.contest.winners = 2;
	assert_true(ask(&f, 1000, 900, 850));
	assert_int_equal(f.answer->margin, 50);
	assert_int_equal(f.answer->winner.n, 1);
	assert_int_equal(f.answer->loser.n, 2);
	arena_free(&f.a);
}

static void
where_nobody_lost_nobody_may_ask(void **state)
{
	WITH(f, RECOUNT_ABSOLUTE, { 100, 1 }, true);

	f.contest.choices = 1;
	assert_true(ask(&f, 1000, 0, 0));
	assert_false(choice_exists(f.answer->loser));
	assert_false(num_known(f.answer->margin));
	assert_false(f.answer->eligible);
	arena_free(&f.a);
}

static void
without_a_rule_the_answer_is_refused(void **state)
{
	WITH(f, RECOUNT_ABSOLUTE, { 100, 1 }, true);

	f.rule[0].offices = "federal state";
	assert_false(ask(&f, 1000, 990, 0));
	assert_int_equal(f.e.kind, ERR_DENIED);
	assert_int_equal(err_exit_status(&f.e), 4);
	assert_memory_equal(f.e.text, "RULE_UNKNOWN", 12);
	f.rule[0].offices = "";
	f.rule[0].rule.to = (struct day){ 18568 };
	assert_false(ask(&f, 1000, 990, 0));
	arena_free(&f.a);
}

static void
an_unknown_vote_is_no_zero(void **state)
{
	WITH(f, RECOUNT_ABSOLUTE, { 100, 1 }, true);

	assert_false(ask(&f, 1000, NUM_UNKNOWN, 0));
	assert_int_equal(f.e.kind, ERR_INPUT);
	arena_free(&f.a);
}

static void
votes_that_overflow_are_refused(void **state)
{
	WITH(f, RECOUNT_OF_TOTAL, { 5, 1000 }, true);

	assert_false(ask(&f, INT64_MAX, 1, 0));
	assert_true(ask(&f, INT64_MAX - 1, 1, 0));
	assert_int_equal(f.answer->test[0].largest, INT64_MAX / 200);
	arena_free(&f.a);
}

static void
no_window_is_not_an_open_window(void **state)
{
	WITH(f, RECOUNT_ABSOLUTE, { 100, 1 }, true);

	assert_true(ask(&f, 1000, 990, 0));
	assert_false(f.answer->closes.known);
	assert_int_equal(recount_window(f.answer, CERTIFIED), WINDOW_NONE);
	arena_free(&f.a);
}

static void
a_window_opens_closes_and_is_missed(void **state)
{
	WITH(f, RECOUNT_ABSOLUTE, { 100, 1 }, true);

	f.rule[0].window_days = 2;
	assert_true(ask(&f, 1000, 990, 0));
	assert_int_equal(f.answer->closes.day.n, CERTIFIED.n + 2);
	assert_int_equal(recount_window(f.answer, day_add(CERTIFIED, -1)),
	    WINDOW_BEFORE);
	assert_int_equal(recount_window(f.answer, CERTIFIED), WINDOW_OPEN);
	assert_int_equal(recount_window(f.answer, day_add(CERTIFIED, 2)),
	    WINDOW_OPEN);
	assert_int_equal(recount_window(f.answer, day_add(CERTIFIED, 3)),
	    WINDOW_LATE);
	arena_free(&f.a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(half_a_percent_and_a_vote_more_are_different),
		cmocka_unit_test(less_than_leaves_the_limit_itself_outside),
		cmocka_unit_test(the_share_is_taken_of_what_the_rule_says),
		cmocka_unit_test(a_number_of_votes_is_a_limit_too),
		cmocka_unit_test(a_tie_rule_takes_ties_only),
		cmocka_unit_test(limits_are_joined_by_any_or_by_all),
		cmocka_unit_test(the_last_seat_is_what_a_recount_could_change),
		cmocka_unit_test(where_nobody_lost_nobody_may_ask),
		cmocka_unit_test(without_a_rule_the_answer_is_refused),
		cmocka_unit_test(an_unknown_vote_is_no_zero),
		cmocka_unit_test(votes_that_overflow_are_refused),
		cmocka_unit_test(no_window_is_not_an_open_window),
		cmocka_unit_test(a_window_opens_closes_and_is_missed),
	};

	return cmocka_run_group_tests_name("recount", tests, NULL, NULL);
}
