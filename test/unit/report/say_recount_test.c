/* SPDX-License-Identifier: Apache-2.0 */
#include "told.h"

#include "report/say_recount.h"

/* A contest of one count, and one rule about recounts. */
struct asked {
	struct tale         t;
	struct recount_rule rule;
	struct say_recount  s;
};

/* Votes of Reed and Stone; the limit is ${limit}; the day is ${on}. */
static const char *
ask(struct asked *q, int64_t x, int64_t y, struct recount_limit limit,
    struct day on)
{
	struct recount_answer *answer;

	arena_free(&q->t.a);
	tale_begin(&q->t, 1);
	tale_add(&q->t, 0, (votes_of_units){ { x, y }, { 0, 0 }, { 0, 0 } });
	tale_end(&q->t);
	q->rule = (struct recount_rule){ .rule = { .id = "close",
		.title = "Close results", .cite = "Section 9", .note = "",
		.from = DAY_UNKNOWN, .to = DAY_UNKNOWN },
		.start = RECOUNT_ON_REQUEST, .limit = { limit }, .limits = 1,
		.who = "a losing candidate", .method = "by scanner",
		.window_event = "certified", .window_days = 2, .offices = "" };
	q->t.law.recount = &q->rule;
	q->t.law.recounts = 1;
	q->s = (struct say_recount){ .c = q->t.c, .law = &q->t.law,
		.as_of = on };
	assert_true(recount_eligibility(&q->t.a, &q->t.law, &q->t.contest,
	    q->t.c->count[0].votes, (struct day){ 18580 }, &answer,
	    &q->s.answers, &q->t.e));
	q->s.answer = answer;
	return told(&q->t.a, say_recount_doc(&q->t.a, &q->s));
}

#define HALF_PERCENT \
	(struct recount_limit){ RECOUNT_OF_TOTAL, { 5, 1000 }, true }
#define ASKED(q) struct asked q = { .s = { .c = NULL } }; (void)state

static void
inside_the_limit_the_answer_is_yes(void **state)
{
	ASKED(q);
	const char *text = ask(&q, 5020, 4980, HALF_PERCENT, DAY_UNKNOWN);

	assert_true(say_recount_may_be(&q.s));
	assert_says(text, "Yes. The margin is inside the limit of the law.");
	assert_says(text, "Close results: 0.5% of 10,000 votes for all "
	    "choices");
	assert_says(text, "Largest margin inside the limit 50");
	assert_says(text, "Margin of the first count 40");
	assert_says(text, "Inside by 10");
	assert_says(text, "Inside the limit. Who may ask: a losing candidate. "
	    "The runner-up is Ivo Stone. A recount is made by scanner.");
	assert_says(text, "Rule: Section 9");
	arena_free(&q.t.a);
}

static void
outside_the_limit_the_answer_is_no(void **state)
{
	ASKED(q);
	const char *text = ask(&q, 5030, 4970, HALF_PERCENT, DAY_UNKNOWN);

	assert_false(say_recount_may_be(&q.s));
	assert_says(text, "No. The margin is outside the limit of the law.");
	assert_says(text, "Outside by 10");
	assert_says(text, "Inside it these could ask: a losing candidate.");
	arena_free(&q.t.a);
}

static void
the_margin_that_is_the_limit_is_inside_by_nothing(void **state)
{
	ASKED(q);
	const char *text = ask(&q, 5025, 4975, HALF_PERCENT, DAY_UNKNOWN);

	assert_says(text, "Yes.");
	assert_says(text, "Inside by 0");
	text = ask(&q, 5025, 4975, (struct recount_limit){ RECOUNT_OF_TOTAL,
	    { 5, 1000 }, false }, DAY_UNKNOWN);
	assert_says(text, "No.");
	assert_says(text, "Less than 0.5% of 10,000 votes for all choices");
	assert_says(text, "Outside by 1");
	arena_free(&q.t.a);
}

static void
each_kind_of_limit_has_its_words(void **state)
{
	ASKED(q);

	assert_says(ask(&q, 11, 10, (struct recount_limit){ RECOUNT_OF_WINNER,
	    { 1, 100 }, true }, DAY_UNKNOWN), "1% of 11 votes for the winner");
	assert_says(ask(&q, 11, 10, (struct recount_limit){ RECOUNT_OF_PAIR,
	    { 1, 3 }, true }, DAY_UNKNOWN), "1/3 of 21 votes for the two "
	    "leading choices");
	assert_says(ask(&q, 11, 10, (struct recount_limit){ RECOUNT_ABSOLUTE,
	    { 1, 1 }, true }, DAY_UNKNOWN), "Close results: 1 vote ");
	assert_says(ask(&q, 11, 10, (struct recount_limit){ RECOUNT_ABSOLUTE,
	    { 5, 1 }, false }, DAY_UNKNOWN), "Less than 5 votes ");
	assert_says(ask(&q, 11, 10, (struct recount_limit){ RECOUNT_TIE,
	    { 0, 1 }, true }, DAY_UNKNOWN), "Close results: A tie ");
	arena_free(&q.t.a);
}

static void
a_tie_is_inside_every_limit(void **state)
{
	ASKED(q);
	const char *text = ask(&q, 10, 10, (struct recount_limit){ RECOUNT_TIE,
	    { 0, 1 }, true }, DAY_UNKNOWN);

	assert_says(text, "Yes.");
	assert_says(text, "Margin of the first count 0");
	assert_says(text, "It is a tie: Ivo Stone is not behind.");
	arena_free(&q.t.a);
}

static void
where_nobody_lost_there_is_nothing_to_recount(void **state)
{
	ASKED(q);

	ask(&q, 10, 5, HALF_PERCENT, DAY_UNKNOWN);
	((struct recount_answer *)(uintptr_t)q.s.answer)->margin = NUM_UNKNOWN;
	((struct recount_answer *)(uintptr_t)q.s.answer)->loser = NO_CHOICE;
	assert_string_equal(say_recount_lead(&q.t.a, &q.s),
	    "No. Nobody lost, so there is no margin to recount.");
	assert_null(strstr(told(&q.t.a, say_recount_doc(&q.t.a, &q.s)),
	    "9,223,372"));
	arena_free(&q.t.a);
}

static void
a_recount_by_law_waits_for_nobody(void **state)
{
	ASKED(q);
	const char *text;

	ask(&q, 5020, 4980, HALF_PERCENT, (struct day){ 99999 });
	q.rule.start = RECOUNT_AUTOMATIC;
	assert_true(say_recount_may_be(&q.s));
	text = told(&q.t.a, say_recount_doc(&q.t.a, &q.s));
	assert_says(text, "Under this rule a recount starts by itself.");
	assert_null(strstr(text, "window"));
	arena_free(&q.t.a);
}

static void
outside_its_window_the_answer_is_not_on_that_day(void **state)
{
	ASKED(q);
	struct recount_answer *r;

	ask(&q, 5020, 4980, HALF_PERCENT, (struct day){ 18600 });
	r = (struct recount_answer *)(uintptr_t)q.s.answer;
	r->opens = (struct deadline){ .known = true, .day = { 18580 } };
	r->closes = (struct deadline){ .known = true, .day = { 18582 },
		.zone = "UTC", .how = "two days" };
	assert_false(say_recount_may_be(&q.s));
	assert_says(told(&q.t.a, say_recount_doc(&q.t.a, &q.s)),
	    "Not on 4 December 2020. The margin is inside the limit of the "
	    "law, but the time for asking is not then.");
	assert_says(told(&q.t.a, say_recount_doc(&q.t.a, &q.s)),
	    "the window for asking is closed: it is late");
	q.s.as_of = (struct day){ 18582 };
	assert_true(say_recount_may_be(&q.s));
	arena_free(&q.t.a);
}

static void
words_for_programs_stay_as_they_are(void **state)
{
	(void)state;
	assert_string_equal(say_base_id(RECOUNT_OF_TOTAL), "total");
	assert_string_equal(say_base_id(RECOUNT_OF_WINNER), "winner");
	assert_string_equal(say_base_id(RECOUNT_OF_PAIR), "pair");
	assert_string_equal(say_base_id(RECOUNT_ABSOLUTE), "absolute");
	assert_string_equal(say_base_id(RECOUNT_TIE), "tie");
	assert_string_equal(say_window_id(WINDOW_NONE), "none");
	assert_string_equal(say_window_id(WINDOW_BEFORE), "before");
	assert_string_equal(say_window_id(WINDOW_OPEN), "open");
	assert_string_equal(say_window_id(WINDOW_LATE), "late");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(inside_the_limit_the_answer_is_yes),
		cmocka_unit_test(outside_the_limit_the_answer_is_no),
		cmocka_unit_test(the_margin_that_is_the_limit_is_inside_by_nothing),
		cmocka_unit_test(each_kind_of_limit_has_its_words),
		cmocka_unit_test(a_tie_is_inside_every_limit),
		cmocka_unit_test(where_nobody_lost_there_is_nothing_to_recount),
		cmocka_unit_test(a_recount_by_law_waits_for_nobody),
		cmocka_unit_test(outside_its_window_the_answer_is_not_on_that_day),
		cmocka_unit_test(words_for_programs_stay_as_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
