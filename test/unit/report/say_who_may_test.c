/* SPDX-License-Identifier: Apache-2.0 */
#include "told.h"

#include "report/say_who_may.h"

#include "../law/authority_fixture.h"

static struct say_who_may
about(struct arena *a, const char *action, enum role role)
{
	return (struct say_who_may){ .w = authority_of(a, WHOLE),
		.file = "t.yaml", .action = action, .role = role,
		.on = on("2020-12-05") };
}

static const char *
text_of(struct arena *a, const struct say_who_may *s)
{
	return told(a, say_who_may_doc(a, s));
}

static void
each_power_is_a_sentence_of_its_own(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct say_who_may s = about(&a, "door.open", ROLES);
	const char *text = text_of(&a, &s);

	(void)state;
	assert_says(text, "The clerk may do it.");
	assert_says(text, "The Governor may ask for it.");
	assert_says(text, "For everyone else the answer is no.");
	assert_says(text, "rules in force on 5 December 2020");
	assert_says(text, "two of a board do it together");
	assert_says(text, "not before dawn");
	assert_says(text, "not after dusk");
}

static void
who_may_only_ask_gets_no_and_hears_who_may(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct say_who_may s = about(&a, "door.open", ROLE_GOVERNOR);

	(void)state;
	assert_false(say_who_may_is_yes(&s));
	assert_says(text_of(&a, &s),
	    "No. The Governor may ask for it. The clerk may do it.");
}

static void
who_may_do_it_gets_yes_in_the_right_state_alone(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct say_who_may s = about(&a, "door.open", ROLE_SUPERINTENDENT);

	(void)state;
	assert_true(say_who_may_is_yes(&s));
	assert_says(text_of(&a, &s), "Yes. The clerk may do it (by day).");
	s.state = "shut";
	assert_true(say_who_may_is_yes(&s));
	s.state = "open";
	assert_false(say_who_may_is_yes(&s));
	assert_says(text_of(&a, &s), "but not in the state \"open\"");
	assert_says(text_of(&a, &s), "WRONG_STATE");
}

static void
a_cell_limited_to_another_act_says_to_which(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct say_who_may s = about(&a, "door.open", ROLE_COURT);

	(void)state;
	assert_false(say_who_may_is_yes(&s));
	assert_says(text_of(&a, &s), "No: NO_AUTHORITY. The clerk may do it.");
	assert_says(text_of(&a, &s), "only door.burn: in need");
}

static void
a_petition_is_yes_where_a_move_is_made_by_it(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct say_who_may s = about(&a, "door.knock", ROLE_ELECTOR);

	(void)state;
	assert_true(say_who_may_is_yes(&s));
	s.role = ROLE_OBSERVER;
	assert_false(say_who_may_is_yes(&s));
}

static void
what_nobody_may_do_is_said_so(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct say_who_may s = about(&a, "door.undo", ROLES);

	(void)state;
	assert_says(text_of(&a, &s), "Nobody may do this.");
	assert_says(text_of(&a, &s), "In none: no move is made by it.");
	s.role = ROLE_COURT;
	assert_says(text_of(&a, &s), "No: PRIVACY. Nobody may do this.");
}

static void
the_matrix_has_a_row_of_words_with_its_citation(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct say_who_may s = about(&a, NULL, ROLES);
	struct doc *d = doc_new(&a, "Who could");

	(void)state;
	say_who_may_matrix(d->body, &s);
	assert_says(told(&a, d), "Does it (by day)");
	assert_says(told(&a, d), "May order (in need)");
	assert_says(told(&a, d), "May ask");
	assert_int_equal(d->body->child->table->rows, 4);
	assert_int_equal(d->body->child->table->columns, 14);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_power_is_a_sentence_of_its_own),
		cmocka_unit_test(who_may_only_ask_gets_no_and_hears_who_may),
		cmocka_unit_test(who_may_do_it_gets_yes_in_the_right_state_alone),
		cmocka_unit_test(a_cell_limited_to_another_act_says_to_which),
		cmocka_unit_test(a_petition_is_yes_where_a_move_is_made_by_it),
		cmocka_unit_test(what_nobody_may_do_is_said_so),
		cmocka_unit_test(the_matrix_has_a_row_of_words_with_its_citation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
