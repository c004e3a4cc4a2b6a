/* SPDX-License-Identifier: Apache-2.0 */
#include "law/answer.h"

#include "authority_fixture.h"

static struct answer
ask_as(const struct authority *w, const char *action, enum role role,
    enum power as, const char *state)
{
	return answer(w, &(struct question){ action, role, as, state,
	    on("2020-11-03") });
}

static struct answer
ask(const struct authority *w, const char *action, enum role role,
    const char *state)
{
	return ask_as(w, action, role, POWERS, state);
}

static void
refused_with(struct answer an, enum refusal code)
{
	assert_int_equal(an.outcome, OUTCOME_REFUSED);
	assert_int_equal(an.code, code);
	assert_null(an.move);
}

static void
who_may_do_it_moves_it(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct answer an = ask(authority_of(&a, WHOLE), "door.open",
	    ROLE_SUPERINTENDENT, "shut");

	(void)state;
	assert_int_equal(an.outcome, OUTCOME_DONE);
	assert_int_equal(an.code, REFUSAL_NONE);
	assert_int_equal(an.power, POWER_PERFORM);
	assert_string_equal(an.move->to, "open");
	assert_string_equal(an.row->rule.id, "doors");
}

static void
another_state_is_the_wrong_one(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct authority *w = authority_of(&a, WHOLE);

	(void)state;
	refused_with(ask(w, "door.open", ROLE_SUPERINTENDENT, "open"),
	    WRONG_STATE);
	refused_with(ask(w, "door.open", ROLE_SUPERINTENDENT, "gone"),
	    WRONG_STATE);
	refused_with(ask(w, "door.open", ROLE_SUPERINTENDENT, "ajar"),
	    WRONG_STATE);
}

static void
who_may_not_has_no_authority_in_any_state(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct authority *w = authority_of(&a, WHOLE);

	(void)state;
	refused_with(ask(w, "door.open", ROLE_PUBLIC, "shut"), NO_AUTHORITY);
	refused_with(ask(w, "door.open", ROLE_PUBLIC, "gone"), NO_AUTHORITY);
	/* The court may burn it, not open it. */
	refused_with(ask(w, "door.open", ROLE_COURT, "shut"), NO_AUTHORITY);
	refused_with(ask(w, "door.undo", ROLE_COURT, "shut"), PRIVACY);
}

static void
what_no_row_decides_is_unknown(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct authority *w = authority_of(&a, WHOLE);
	struct answer an = answer(w, &(struct question){ "door.open",
	    ROLE_SUPERINTENDENT, POWERS, "shut", on("2018-12-31") });

	(void)state;
	refused_with(an, RULE_UNKNOWN);
	assert_null(an.row);
	refused_with(ask(w, "door.paint", ROLE_COURT, "shut"), RULE_UNKNOWN);
	refused_with(ask(w, "window.open", ROLE_COURT, "shut"), RULE_UNKNOWN);
}

static void
to_ask_is_a_request_in_any_state(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct authority *w = authority_of(&a, WHOLE);
	struct answer an = ask(w, "door.open", ROLE_GOVERNOR, "gone");

	(void)state;
	assert_int_equal(an.outcome, OUTCOME_REQUEST);
	assert_int_equal(an.power, POWER_ASK);
	assert_null(an.move);
	an = ask_as(w, "door.open", ROLE_SUPERINTENDENT, POWER_ASK, "shut");
	assert_int_equal(an.outcome, OUTCOME_REQUEST);
}

static void
nobody_claims_more_than_the_cell_says(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct authority *w = authority_of(&a, WHOLE);

	(void)state;
	refused_with(ask_as(w, "door.open", ROLE_GOVERNOR, POWER_ORDER,
	    "shut"), NO_AUTHORITY);
	refused_with(ask_as(w, "door.open", ROLE_GOVERNOR, POWER_PERFORM,
	    "shut"), NO_AUTHORITY);
	refused_with(ask_as(w, "door.open", ROLE_SUPERINTENDENT, POWER_ORDER,
	    "shut"), NO_AUTHORITY);
	refused_with(ask_as(w, "door.open", ROLE_PUBLIC, POWER_ASK, "shut"),
	    NO_AUTHORITY);
	refused_with(ask_as(w, "door.knock", ROLE_OBSERVER, POWER_ASK,
	    "open"), NO_AUTHORITY);
}

static void
a_petition_moves_only_what_is_moved_by_petition(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct authority *w = authority_of(&a, WHOLE);
	struct answer an = ask(w, "door.knock", ROLE_ELECTOR, "open");

	(void)state;
	assert_int_equal(an.outcome, OUTCOME_DONE);
	assert_string_equal(an.move->act, "door.knock");
	refused_with(ask(w, "door.knock", ROLE_ELECTOR, "shut"), WRONG_STATE);
	/* Another file, in which the governor petitions for a fire. */
	w = authority_of(&a, TOP CALLED STATES MOVES ROWS OPEN
	    "    who:\n      perform: superintendent\n      order: court\n"
	    "      petition: governor\n      refuse: registrar audit-board "
	    "secretary election-board legislature candidate elector observer "
	    "public\n" LIMITS KNOCK);
	an = ask(w, "door.burn", ROLE_GOVERNOR, "open");
	assert_int_equal(an.outcome, OUTCOME_REQUEST);
	assert_int_equal(an.power, POWER_PETITION);
	assert_null(an.move);
}

static void
notes_and_facts_move_nothing(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct authority *w = authority_of(&a, WHOLE);
	struct answer an = ask(w, "door.knock", ROLE_OBSERVER, "gone");

	(void)state;
	assert_int_equal(an.outcome, OUTCOME_DONE);
	assert_int_equal(an.power, POWER_NOTE);
	assert_null(an.move);
	an = ask(w, "note.add", ROLE_COURT, "");
	assert_int_equal(an.outcome, OUTCOME_DONE);
	assert_null(an.move);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_may_do_it_moves_it),
		cmocka_unit_test(another_state_is_the_wrong_one),
		cmocka_unit_test(who_may_not_has_no_authority_in_any_state),
		cmocka_unit_test(what_no_row_decides_is_unknown),
		cmocka_unit_test(to_ask_is_a_request_in_any_state),
		cmocka_unit_test(nobody_claims_more_than_the_cell_says),
		cmocka_unit_test(a_petition_moves_only_what_is_moved_by_petition),
		cmocka_unit_test(notes_and_facts_move_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
