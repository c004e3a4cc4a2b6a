/* SPDX-License-Identifier: Apache-2.0 */
#include "told.h"

#include "report/say_compare.h"

static const votes_of_units first = { { 100, 90 }, { 200, 150 }, { 50, 60 } };

static struct say_compare
say(const struct tale *t)
{
	return (struct say_compare){ .c = t->c, .law = &t->law,
		.unit = NO_UNIT, .top = 10, .as_of = DAY_UNKNOWN };
}

static const char *
text_of(struct tale *t, uint32_t unit)
{
	struct say_compare s = say(t);

	s.unit = (struct unit_ix){ unit };
	return told(&t->a, say_compare_doc(&t->a, &s));
}

/* Two counts, told. */
static const char *
two(struct tale *t, votes_of_units one, votes_of_units other)
{
	tale_begin(t, 2);
	tale_add(t, 0, one);
	tale_add(t, 1, other);
	tale_end(t);
	return text_of(t, NO_UNIT.n);
}

#define A_TALE(t) struct tale t; (void)state

static void
two_counts_that_agree_have_one_winner(void **state)
{
	A_TALE(t);
	const char *text = two(&t, first, (votes_of_units){ { 110, 90 },
	    { 200, 151 }, { 50, 60 } });

	assert_says(text, "Alma Reed has the most votes in both counts.");
	assert_says(text, "Two counts, one leader");
	assert_says(text, "The margins are 9 votes apart. The smallest of them "
	    "is 50: so many votes stand between it and a tie.");
	assert_says(text, "3 of 3 counties are in both counts. In 1 county the "
	    "votes of every choice are exactly equal. Another choice leads in "
	    "no county.");
	assert_says(text, "Outcome: not changed. Margin: +9 votes. All votes: "
	    "+11. Added up without regard to their direction, the changes are "
	    "11 votes.");
	assert_says(text, "The first 2 of 2 counties that differ.");
	arena_free(&t.a);
}

static void
one_vote_is_one_vote(void **state)
{
	A_TALE(t);
	const char *text = two(&t, (votes_of_units){ { 2, 1 }, { 1, 0 },
	    { 0, 0 } }, (votes_of_units){ { 2, 1 }, { 0, 0 }, { 0, 0 } });

	assert_says(text, "The margins are 1 vote apart. The smallest of them "
	    "is 1: a single vote stands between it and a tie.");
	assert_says(text, "Margin: \u22121 vote. All votes: \u22121. Added up "
	    "without regard to their direction, the changes are 1 vote.");
	assert_says(text, "In 2 counties the votes of every choice");
	assert_says(text, "Another choice leads in 1 county.");
	assert_says(text, "The one county that differs.");
	arena_free(&t.a);
}

static void
counts_that_name_different_leaders_say_so(void **state)
{
	A_TALE(t);
	const char *text = two(&t, first, (votes_of_units){ { 100, 90 },
	    { 200, 250 }, { 50, 60 } });

	assert_says(text, "The counts do not agree on who has the most votes "
	    "in Arcadia.");
	assert_says(text, "The counts name different leaders");
	assert_says(text, "Outcome: changed. Margin: \u2212100 votes.");
	assert_null(strstr(text, "between it and a tie"));
	arena_free(&t.a);
}

static void
a_tie_in_every_count_names_nobody(void **state)
{
	A_TALE(t);
	const char *text = two(&t, (votes_of_units){ { 5, 5 }, { 3, 3 },
	    { 0, 0 } }, (votes_of_units){ { 5, 6 }, { 3, 2 }, { 0, 0 } });

	assert_says(text, "Nobody leads in Arcadia: both counts end in a tie.");
	assert_null(strstr(text, "between it and a tie"));
	arena_free(&t.a);
}

static void
of_two_seats_both_leaders_are_named(void **state)
{
	A_TALE(t);
	const char *text;

	tale_begin(&t, 2);
	t.contest.winners = t.contest.votes_allowed = 2;
	tale_add(&t, 0, first);
	tale_add(&t, 1, first);
	tale_end(&t);
	text = text_of(&t, NO_UNIT.n);
	assert_says(text, "Alma Reed and Ivo Stone have the most votes in both "
	    "counts.");
	assert_says(text, "Two counts, the same leaders");
	arena_free(&t.a);
}

static void
a_majority_that_the_law_asks_for_and_nobody_has_is_said(void **state)
{
	A_TALE(t);
	const struct winner_rule majority = { .rule = { .cite = "Section 5",
		.from = DAY_UNKNOWN, .to = DAY_UNKNOWN }, .majority = true,
		.offices = "" };
	const char *said = "Nobody has more than half of the 650 votes, which "
	    "the law asks for: the two leading choices meet in a runoff. "
	    "Section 5.";

	assert_null(strstr(two(&t, first, first), said));
	arena_free(&t.a);
	two(&t, first, first);
	t.law.winner = &majority;
	t.law.winners = 1;
	t.c->count[0].majority_missed = true;
	assert_says(text_of(&t, NO_UNIT.n), said);
	arena_free(&t.a);
}

static void
one_count_alone_is_inconclusive(void **state)
{
	A_TALE(t);
	struct say_compare s;
	const char *text;

	tale_begin(&t, 1);
	tale_add(&t, 0, first);
	tale_end(&t);
	s = say(&t);
	assert_false(say_compare_answered(&s));
	text = text_of(&t, NO_UNIT.n);
	assert_says(text, "Inconclusive: there are not two counts to compare.");
	assert_says(text, "350");
	assert_null(strstr(text, "one leader"));
	arena_free(&t.a);
}

static void
no_count_at_all_is_inconclusive(void **state)
{
	A_TALE(t);
	const char *text;

	tale_begin(&t, 0);
	tale_end(&t);
	text = text_of(&t, NO_UNIT.n);
	assert_says(text, "Inconclusive: there are not two counts to compare.");
	arena_free(&t.a);
}

static void
a_count_with_missing_units_decides_nothing(void **state)
{
	A_TALE(t);
	const char *text = two(&t, first, (votes_of_units){ { 100, 90 },
	    { U, U }, { 50, 60 } });

	assert_says(text, "There are not two complete counts; they are "
	    "compared over the counties in both.");
	assert_says(text, "Hand tally, 2 of 3 counties");
	assert_says(text, "2 of 3 counties are in both counts. In 2 counties "
	    "the votes of every choice are exactly equal.");
	assert_says(text, "What follows is about the counties in both counts; "
	    "the others are not known.");
	assert_null(strstr(text, "9,223,372"));
	arena_free(&t.a);
}

static void
a_count_without_any_figures_is_not_reported(void **state)
{
	A_TALE(t);
	const char *text = two(&t, first, (votes_of_units){ { U, U }, { U, U },
	    { U, U } });

	assert_says(text, "Inconclusive: there are not two counts to compare.");
	assert_says(text, "Hand tally, not reported");
	assert_says(text, "No county has figures in both counts.");
	arena_free(&t.a);
}

static void
of_three_counts_the_complete_ones_are_counted(void **state)
{
	A_TALE(t);
	const char *text;

	tale_begin(&t, 3);
	tale_add(&t, 0, first);
	tale_add(&t, 1, first);
	tale_add(&t, 2, (votes_of_units){ { 100, 90 }, { U, U }, { 50, 60 } });
	tale_end(&t);
	text = text_of(&t, NO_UNIT.n);
	assert_says(text, "Alma Reed has the most votes in both counts that "
	    "are complete.");
	assert_says(text, "Recount, 2 of 3 counties");
	arena_free(&t.a);
}

static void
a_unit_is_told_alone(void **state)
{
	A_TALE(t);
	const char *text;

	tale_begin(&t, 3);
	for (uint16_t i = 0; i < 3; i++)
		tale_add(&t, i, first);
	tale_end(&t);
	text = text_of(&t, 2);
	assert_says(text, "Ivo Stone has the most votes in all three counts.");
	assert_says(text, "Cedar County, Governor: the counts side by side");
	assert_says(text, "Recorded margin, Reed over Stone");
	assert_null(strstr(text, "exactly equal"));
	arena_free(&t.a);
}

static void
every_figure_has_its_stage_its_source_and_its_day(void **state)
{
	A_TALE(t);
	struct say_compare s;
	struct doc_figure f;

	two(&t, first, first);
	s = say(&t);
	assert_true(say_compare_figure(&t.a, &s, &f));
	assert_string_equal(f.label, "Official margin, Reed over Stone");
	assert_string_equal(f.value, "50");
	assert_string_equal(f.share, "7.69% of 650 votes");
	assert_string_equal(f.source, "First count");
	assert_string_equal(f.as_of, "14 Nov 2020");
	assert_int_equal(f.badge.stage, STAGE_CERTIFIED);
	assert_int_equal(f.badge.standing, STANDING_OFFICIAL);
	arena_free(&t.a);
}

static void
without_an_official_count_there_is_no_official_margin(void **state)
{
	A_TALE(t);
	struct say_compare s;
	struct doc_figure f;

	two(&t, first, first);
	t.c->official = NO_COUNT;
	s = say(&t);
	assert_false(say_compare_figure(&t.a, &s, &f));
	arena_free(&t.a);
}

static void
an_incident_keeps_every_figure_that_was_given(void **state)
{
	A_TALE(t);
	const struct report_of reports[] = {
		{ "ballots found", 150, true, "The clerk", "Call", { 18571 },
		  STAGE_UNOFFICIAL },
		{ "ballots found", 147, false, "The clerk", "Minutes",
		  DAY_UNKNOWN, STAGE_ORIGINAL } };
	const struct incident box = { "box", "The box", "A box was found.",
		{ 1 }, reports, 2 };

	two(&t, first, first);
	t.el.incident = &box;
	t.el.incidents = 1;
	assert_says(text_of(&t, 1), "Birch County: A box was found.");
	assert_says(text_of(&t, 1), "about 150");
	assert_says(text_of(&t, 1), "147 Original date unknown");
	assert_null(strstr(text_of(&t, 0), "A box was found."));
	arena_free(&t.a);
}

static void
what_each_count_shows_and_does_not_is_said(void **state)
{
	A_TALE(t);
	const char *text = two(&t, first, first);

	assert_says(text, "What each count shows, and what it does not");
	assert_says(text, "What people saw on every ballot, without a "
	    "machine's reading.");
	assert_says(text, "Why a county differs. The files give totals, not "
	    "causes.");
	assert_says(text, "Write-in votes. Not every count here gives them");
	arena_free(&t.a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_counts_that_agree_have_one_winner),
		cmocka_unit_test(one_vote_is_one_vote),
		cmocka_unit_test(counts_that_name_different_leaders_say_so),
		cmocka_unit_test(a_tie_in_every_count_names_nobody),
		cmocka_unit_test(of_two_seats_both_leaders_are_named),
		cmocka_unit_test(a_majority_that_the_law_asks_for_and_nobody_has_is_said),
		cmocka_unit_test(one_count_alone_is_inconclusive),
		cmocka_unit_test(no_count_at_all_is_inconclusive),
		cmocka_unit_test(a_count_with_missing_units_decides_nothing),
		cmocka_unit_test(a_count_without_any_figures_is_not_reported),
		cmocka_unit_test(of_three_counts_the_complete_ones_are_counted),
		cmocka_unit_test(a_unit_is_told_alone),
		cmocka_unit_test(every_figure_has_its_stage_its_source_and_its_day),
		cmocka_unit_test(without_an_official_count_there_is_no_official_margin),
		cmocka_unit_test(an_incident_keeps_every_figure_that_was_given),
		cmocka_unit_test(what_each_count_shows_and_does_not_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
