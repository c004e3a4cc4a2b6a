/* SPDX-License-Identifier: Apache-2.0 */
#include "profile.h"

#include "audit/irv.h"

#define COUNTED(choices, text)						\
	struct arena a = { 0 };						\
	struct rankings r = profile(&a, choices, text);			\
	struct irv_count c;						\
	struct err e;							\
									\
	(void)state;							\
	assert_true(irv_count(&a, &r, &c, &e))

static void
v55_the_guides_example_eliminates_b_d_a(void **state)
{
	COUNTED(4, "5000 CBA, 1000 BCD, 1500 DA, 4000 AD, 2000 D");

	assert_int_equal(c.standing, STANDING_CONTESTED);
	assert_int_equal(c.winner, 2);
	assert_memory_equal(c.order, ((uint8_t[]){ 1, 3, 0, 2 }), 4);
	assert_int_equal(c.ties, 0);
	arena_free(&a);
}

static void
ballots_that_rank_nobody_left_are_exhausted(void **state)
{
	COUNTED(3, "5 A, 4 B, 3 C, 1");

	assert_int_equal(c.round[0].exhausted, 1);
	assert_int_equal(c.round[1].exhausted, 4);
	assert_int_equal(c.round[2].exhausted, 8);
	assert_int_equal(c.round[1].votes[2], 0);
	assert_int_equal(c.round[1].out, 1);
	arena_free(&a);
}

static void
a_tie_that_decides_the_winner_is_said(void **state)
{
	/* If B goes C wins, if C goes A wins. */
	COUNTED(3, "4 A, 3 BC, 3 CA");

	assert_int_equal(c.standing, STANDING_TIED);
	assert_int_equal(c.winners, those("AC"));
	assert_int_equal(c.ties, 1);
	assert_int_equal(c.decisive, 1);
	assert_int_equal(c.round[0].lowest, those("BC"));
	arena_free(&a);
}

static void
a_tie_for_elimination_that_does_not_matter_is_no_tie(void **state)
{
	COUNTED(3, "9 A, 3 BA, 3 CA");

	assert_int_equal(c.standing, STANDING_CONTESTED);
	assert_int_equal(c.winner, 0);
	assert_int_equal(c.ties, 1);
	assert_int_equal(c.decisive, 0);
	arena_free(&a);
}

static void
a_tie_of_the_last_two_is_a_tie_for_the_winner(void **state)
{
	COUNTED(2, "3 A, 3 B");

	assert_int_equal(c.standing, STANDING_TIED);
	assert_int_equal(c.decisive, 1);
	arena_free(&a);
}

static void
a_tie_that_opens_another_one_later_is_followed(void **state)
{
	/* Whichever of C and D goes first, A and B are even in the end. */
	COUNTED(4, "5 A, 5 B, 3 CA, 3 DB");

	assert_int_equal(c.standing, STANDING_TIED);
	assert_int_equal(c.winners, those("AB"));
	assert_int_equal(c.ties, 2);
	assert_int_equal(c.decisive, 3);
	arena_free(&a);
}

static void
a_tie_that_together_reaches_the_next_one_is_followed(void **state)
{
	COUNTED(3, "4 A, 2 BC, 2 CB");

	assert_int_equal(c.winners, those("ABC"));
	arena_free(&a);
}

static void
many_without_a_vote_go_together(void **state)
{
	struct arena a = { 0 };
	struct rankings r = profile(&a, 64, "9 A, 3 B");
	struct irv_count c;
	struct err e;

	(void)state;
	assert_true(irv_count(&a, &r, &c, &e));
	assert_int_equal(c.standing, STANDING_CONTESTED);
	assert_int_equal(c.winner, 0);
	assert_int_equal(c.round[0].lowest, ranking_all(64) & ~those("AB"));
	arena_free(&a);
}

static void
no_ballot_ties_everybody(void **state)
{
	COUNTED(3, "");

	assert_int_equal(c.standing, STANDING_TIED);
	assert_int_equal(c.winners, those("ABC"));
	arena_free(&a);
}

static void
too_many_open_ties_are_an_error(void **state)
{
	struct arena a = { 0 };
	struct rankings r = profile(&a, 26, "1 A, 1 B, 1 C, 1 D, 1 E, 1 F, 1 G,"
	    "1 H, 1 I, 1 J, 1 K, 1 L, 1 M, 1 N, 1 O, 1 P, 1 Q, 1 R, 1 S, 1 T,"
	    "1 U, 1 V, 1 W, 1 X, 1 Y, 1 Z");
	struct irv_count c;
	struct err e;

	(void)state;
	assert_false(irv_count(&a, &r, &c, &e));
	assert_non_null(strstr(e.text, "too many to follow"));
	arena_free(&a);
}

static void
one_choice_is_uncontested_and_none_is_an_error(void **state)
{
	struct rankings none = { 0 };
	COUNTED(1, "3 A");

	assert_int_equal(c.standing, STANDING_UNCONTESTED);
	assert_false(irv_count(&a, &none, &c, &e));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v55_the_guides_example_eliminates_b_d_a),
		cmocka_unit_test(ballots_that_rank_nobody_left_are_exhausted),
		cmocka_unit_test(a_tie_that_decides_the_winner_is_said),
		cmocka_unit_test(a_tie_for_elimination_that_does_not_matter_is_no_tie),
		cmocka_unit_test(a_tie_of_the_last_two_is_a_tie_for_the_winner),
		cmocka_unit_test(a_tie_that_opens_another_one_later_is_followed),
		cmocka_unit_test(a_tie_that_together_reaches_the_next_one_is_followed),
		cmocka_unit_test(many_without_a_vote_go_together),
		cmocka_unit_test(no_ballot_ties_everybody),
		cmocka_unit_test(too_many_open_ties_are_an_error),
		cmocka_unit_test(one_choice_is_uncontested_and_none_is_an_error),
	};

	return cmocka_run_group_tests_name("irv", tests, NULL, NULL);
}
