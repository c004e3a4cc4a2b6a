/* SPDX-License-Identifier: Apache-2.0 */
#include "authority_fixture.h"

/* An authority file must be refused at ${where}, with ${words} in the text. */
static void
no(const char *text, const char *where, const char *words)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct err e = { 0 };
	struct authority *w = NULL;

	if (parse_authority(&a, text, &w, &e))
		fail_msg("not refused: %s", text);
	assert_null(w);
	assert_int_equal(e.kind, ERR_INPUT);
	if (strncmp(e.text, where, strlen(where)) != 0 ||
	    strstr(e.text, words) == NULL)
		fail_msg("\"%s\" is not %s ... %s", e.text, where, words);
}

/* The same file with the first ${old} in it replaced by ${new}. */
static const char *
with(struct arena *a, const char *file, const char *old, const char *new)
{
	const char *at = strstr(file, old);

	assert_non_null(at);
	return arena_printf(a, "%.*s%s%s", (int)(at - file), file, new,
	    at + strlen(old));
}

static void
changed(const char *old, const char *new, const char *where,
    const char *words)
{
	struct arena a CLEANUP(arena_free) = { 0 };

	no(with(&a, WHOLE, old, new), where, words);
}

static void
a_whole_file_is_read(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct authority *w = authority_of(&a, WHOLE);

	(void)state;
	assert_string_equal(w->name, "t.yaml");
	assert_string_equal(w->title, "A test");
	assert_string_equal(w->jurisdiction, "Testland");
	assert_string_equal(w->called[ROLE_GOVERNOR], "the Governor");
	assert_int_equal(w->rows, 4);
	assert_int_equal(w->acts, 6);
	assert_int_equal(w->lifecycles, 1);
	assert_string_equal(w->row[0].rule.id, "doors");
	assert_string_equal(w->row[0].rule.cite, "c");
	assert_int_equal(w->row[3].needs, 1 << GUARD_CHAIN);
	assert_string_equal(w->row[3].closes, "dusk");
	assert_string_equal(w->row[2].refusal, "PRIVACY");
	assert_string_equal(w->row[0].refusal, "");
}

static void
a_move_from_two_states_is_two_arrows(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct authority *w = authority_of(&a, WHOLE);
	const struct lifecycle *l = authority_lifecycle(w, "door.open");
	const struct move *m;

	(void)state;
	assert_int_equal(l->moves, 4);
	m = lifecycle_move(l, "shut", "door.open");
	assert_string_equal(m->to, "open");
	assert_int_equal(m->needs, 1 << GUARD_TWO | 1 << GUARD_FINDINGS);
	assert_string_equal(m->opens, "dawn");
	assert_string_equal(m->closes, "dusk");
	assert_string_equal(lifecycle_move(l, "shut", "door.burn")->to,
	    "gone");
	assert_string_equal(lifecycle_move(l, "open", "door.burn")->to,
	    "gone");
	assert_null(lifecycle_move(l, "open", "door.open"));
	assert_null(lifecycle_move(l, "gone", "door.burn"));
	assert_string_equal(lifecycle_state(l, "gone")->title, "gone");
	assert_null(lifecycle_state(l, "ajar"));
}

static void
a_move_without_to_stays(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct authority *w = authority_of(&a, WHOLE);

	(void)state;
	assert_string_equal(lifecycle_move(&w->lifecycle[0], "open",
	    "door.knock")->to, "open");
}

static void
a_move_is_made_in_the_powers_it_names(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct lifecycle *l = authority_of(&a, WHOLE)->lifecycle;
	const struct move *open = lifecycle_move(l, "shut", "door.open");

	(void)state;
	assert_true(move_takes(open, POWER_PERFORM));
	assert_true(move_takes(open, POWER_ORDER));
	assert_true(move_takes(open, POWER_HEAR));
	assert_false(move_takes(open, POWER_PETITION));
	assert_false(move_takes(open, POWER_ASK));
	assert_true(lifecycle_takes(l, "door.knock", POWER_PETITION));
	assert_false(lifecycle_takes(l, "door.knock", POWER_PERFORM));
	assert_false(lifecycle_takes(l, "door.burn", POWER_PERFORM));
	assert_true(lifecycle_knows(l, "door.burn"));
	assert_false(lifecycle_knows(l, "door.undo"));
}

static void
a_kind_without_a_lifecycle_leaves_facts(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct authority *w = authority_of(&a, WHOLE);

	(void)state;
	assert_null(authority_lifecycle(w, "note.add"));
	assert_null(authority_lifecycle(w, "doo.open"));
	assert_null(authority_lifecycle(w, "doors.open"));
	assert_null(authority_lifecycle(w, ""));
}

static void
a_cell_holds_for_the_acts_it_is_limited_to(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct authority *w = authority_of(&a, WHOLE);
	const struct authority_row *row = &w->row[0];
	struct cell c = authority_cell(row, ROLE_COURT, "door.burn");

	(void)state;
	assert_int_equal(c.power, POWER_ORDER);
	assert_string_equal(c.limit, "in need");
	c = authority_cell(row, ROLE_COURT, "door.open");
	assert_int_equal(c.power, POWER_REFUSE);
	assert_string_equal(c.limit, "in need");
	assert_int_equal(authority_cell(row, ROLE_GOVERNOR,
	    "door.open").power, POWER_ASK);
	assert_int_equal(authority_holders(row, "door.open",
	    1 << POWER_PERFORM | 1 << POWER_ORDER),
	    1 << ROLE_SUPERINTENDENT);
	assert_int_equal(authority_holders(row, "door.burn",
	    1 << POWER_PERFORM | 1 << POWER_ORDER), 1 << ROLE_COURT);
}

static void
every_word_can_be_found_by_its_id(void **state)
{
	enum role r;
	enum power p;

	(void)state;
	for (enum role i = 0; i < ROLES; i++) {
		assert_true(role_find(role_id(i), &r));
		assert_int_equal(r, i);
	}
	for (enum power i = 0; i < POWERS; i++) {
		assert_true(power_find(power_id(i), &p));
		assert_int_equal(p, i);
	}
	assert_false(role_find("president", &r));
	assert_false(role_find("", &r));
	assert_false(power_find("do", &p));
}

static void
a_row_says_something_of_each_role_once(void **state)
{
	(void)state;
	changed("      ask: governor\n", "", "t.yaml:37:7: ",
	    "says nothing of governor");
	changed("      ask: governor\n", "      ask: governor court\n",
	    "t.yaml:39:12: ", "found court again");
	changed("      ask: governor\n", "      ask: governor governor\n",
	    "t.yaml:39:12: ", "found governor again");
	changed("      ask: governor\n", "      ask: governor king\n",
	    "t.yaml:39:12: ", "found \"king\", expected a role");
	changed("      ask: governor\n", "      beg: governor\n",
	    "t.yaml:39:7: ", "the key \"beg\" in the roles of a row");
}

static void
every_role_is_called_something(void **state)
{
	(void)state;
	changed("  observer: o\n", "", "t.yaml:5:3: ",
	    "without \"observer\"");
	changed("  observer: o\n", "  observer: o\n  king: k\n",
	    "t.yaml:16:3: ", "the key \"king\"");
}

static void
a_row_without_citation_is_refused(void **state)
{
	(void)state;
	changed("    cite: c\n", "", "t.yaml:30:5: ", "without \"cite\"");
	changed("    cite: c\n", "    cite: \"\"\n", "t.yaml:32:11: ",
	    "found nothing");
	changed("    basis: read\n", "", "t.yaml:30:5: ",
	    "without \"basis\"");
	changed("basis: read", "basis: hearsay", "t.yaml:33:12: ",
	    "found \"hearsay\"");
}

static void
two_rows_do_not_decide_one_action_on_one_day(void **state)
{
	(void)state;
	changed("acts: note.add", "acts: note.add door.open", "t.yaml:",
	    "\"door.open\" in the row \"facts\" beside \"doors\" of line 30");
	changed("id: facts", "id: doors", "t.yaml:",
	    "the row \"doors\" beside that of line 30");
}

static void
a_row_may_follow_another_in_time(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const char *text = with(&a, WHOLE FACT, "acts: note.add\n",
	    "to: 2019-12-31\n    acts: note.add\n");
	const char *second = strstr(text, "to: 2019-12-31") + 1;
	const struct authority *w;

	(void)state;
	no(WHOLE FACT, "t.yaml:", "expected no day on which both hold");
	second = with(&a, second, "from: 2019-01-01", "from: 2020-01-01");
	w = authority_of(&a, arena_printf(&a, "%.*s%s", (int)(strstr(text,
	    "to: 2019-12-31") + 1 - text), text, second));
	assert_int_equal(w->rows, 5);
	assert_null(authority_row(w, "note.add", on("2018-12-31")));
	assert_ptr_equal(authority_row(w, "note.add", on("2019-01-01")),
	    &w->row[3]);
	assert_ptr_equal(authority_row(w, "note.add", on("2019-12-31")),
	    &w->row[3]);
	assert_ptr_equal(authority_row(w, "note.add", on("2020-01-01")),
	    &w->row[4]);
	assert_null(authority_row(w, "note", on("2020-01-01")));
	assert_null(authority_row(w, "note.adds", on("2020-01-01")));
	assert_null(authority_row(w, "", on("2020-01-01")));
}

static void
an_action_is_a_kind_and_a_verb(void **state)
{
	static const char *const bad[] = { "note", "note.", ".add",
		"note.add.now", "Note.add", "note.add  note.drop",
		"note.add note.add", "note/add", "\"note.add \"",
		"\" note.add\"" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct arena a CLEANUP(arena_free) = { 0 };

		no(with(&a, WHOLE, "acts: note.add\n", arena_printf(&a,
		    "acts: %s\n", bad[i])), "t.yaml:", "expected");
	}
}

static void
a_limit_limits_a_cell_of_its_row(void **state)
{
	(void)state;
	changed("{ role: court, says: in need, acts: door.burn }",
	    "{ role: king, says: in need }", "t.yaml:42:17: ",
	    "expected a role");
	changed("{ role: court, says: in need, acts: door.burn }",
	    "{ role: court }", "t.yaml:42:9: ", "limits nothing");
	changed("acts: door.burn }", "acts: note.add }", "t.yaml:42:45: ",
	    "expected acts of this row: door.open door.burn");
	changed("{ role: court, says: in need, acts: door.burn }",
	    "{ role: public, acts: door.burn }", "t.yaml:42:31: ",
	    "a role that is refused");
	changed("role: superintendent, says: by day, acts: door.open",
	    "role: court, says: by day", "t.yaml:43:9: ",
	    "a second limit of court");
}

static void
an_unknown_guard_or_power_is_refused(void **state)
{
	(void)state;
	changed("needs: two findings", "needs: two wishes", "t.yaml:26:",
	    "found \"wishes\", expected one of the guards");
	changed("needs: chain", "needs: luck", "t.yaml:", "found \"luck\"");
	changed("by: order }", "by: decree }", "t.yaml:27:",
	    "found \"decree\", expected perform, order, petition or hear");
	changed("by: order }", "by: ask }", "t.yaml:27:", "found \"ask\"");
	changed("refusal: PRIVACY", "refusal: BECAUSE", "t.yaml:",
	    "found \"BECAUSE\", expected one of: NO_AUTHORITY, PRIVACY");
}

static void
states_are_reached_and_left(void **state)
{
	(void)state;
	changed("starts: shut", "starts: ajar", "t.yaml:20:13: ",
	    "found \"ajar\", expected a state of this lifecycle");
	changed("to: open,", "to: ajar,", "t.yaml:26:", "found \"ajar\"");
	changed("from: open shut", "from: open ajar", "t.yaml:27:",
	    "found \"ajar\"");
	changed("      - { id: gone", "      - { id: lost, title: l }\n"
	    "      - { id: gone", "t.yaml:24: ",
	    "the state \"lost\", which nothing leads to");
	changed("title: gone, last: true", "title: gone", "t.yaml:24: ",
	    "without a way out");
	changed("title: open }", "title: open, last: true }", "t.yaml:23: ",
	    "a move out of it");
	changed("{ id: open, title: open }", "{ id: shut, title: open }",
	    "t.yaml:23:9: ", "the state \"shut\" again");
}

static void
one_act_leaves_a_state_in_one_way(void **state)
{
	(void)state;
	changed("from: open shut", "from: open open", "t.yaml:27: ",
	    "found \"door.burn\" from the state \"open\" again");
}

static void
a_move_is_of_its_lifecycle_and_somebody_can_make_it(void **state)
{
	(void)state;
	changed("act: door.knock", "act: note.add", "t.yaml:28:",
	    "expected one action of the kind \"door\"");
	changed("act: door.knock", "act: door.knock door.burn", "t.yaml:28:",
	    "expected one action");
	changed("act: door.knock", "act: door.lock", "t.yaml:28: ",
	    "in which somebody may make it");
	/* The elector petitions; a move by others alone would never come. */
	changed(", by: petition }", " }", "t.yaml:28: ",
	    "in which somebody may make it");
}

static void
an_act_that_somebody_may_do_moves_its_subject(void **state)
{
	(void)state;
	changed("acts: door.knock\n", "acts: door.knock door.ring\n",
	    "t.yaml:", "\"door.ring\" in the row \"knocks\", expected a move");
	/* Only an order burns a door; here the clerk may too, in vain. */
	changed("says: by day, acts: door.open", "says: by day", "t.yaml:30: ",
	    "\"door.burn\" in the row \"doors\" for somebody to perform");
}

static void
another_version_or_a_missing_part_is_refused(void **state)
{
	(void)state;
	changed("canvass-authority-1", "canvass-authority-2", "t.yaml:1:9: ",
	    "found \"canvass-authority-2\"");
	changed("canvass-authority-1", "canvass-rules-1", "t.yaml:1:9: ",
	    "expected one of: canvass-authority-1");
	no(TOP CALLED STATES MOVES, "t.yaml:1:1: ", "without \"authority\"");
	no(TOP CALLED ROWS OPEN WHO, "t.yaml:1:1: ",
	    "without \"lifecycles\"");
	no(TOP CALLED STATES MOVES "authority: none\n", "t.yaml:",
	    "found a text, expected a list of rows");
	no("", "t.yaml:", "an empty file");
}

static void
load(const char *name, size_t lifecycles)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct err e = { 0 };
	struct bytes text;
	struct authority *w = NULL;

	if (!file_read(&a, arena_printf(&a, "%s%s", RULES, name), 1 << 20,
	    &text, &e) || !authority_parse(&a, text, name, &w, &e))
		fail_msg("%s", e.text);
	assert_int_equal(w->lifecycles, lifecycles);
	/* Everything that the index holds can be found again. */
	for (size_t i = 0; i < w->acts; i++)
		assert_ptr_equal(authority_row(w, w->act[i].act,
		    w->act[i].row->rule.from), w->act[i].row);
}

static void
the_files_that_come_with_canvass_are_read(void **state)
{
	(void)state;
	load("us-ga-2020-authority.yaml", 9);
	load("made-up-authority.yaml", 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_whole_file_is_read),
		cmocka_unit_test(a_move_from_two_states_is_two_arrows),
		cmocka_unit_test(a_move_without_to_stays),
		cmocka_unit_test(a_move_is_made_in_the_powers_it_names),
		cmocka_unit_test(a_kind_without_a_lifecycle_leaves_facts),
		cmocka_unit_test(a_cell_holds_for_the_acts_it_is_limited_to),
		cmocka_unit_test(every_word_can_be_found_by_its_id),
		cmocka_unit_test(a_row_says_something_of_each_role_once),
		cmocka_unit_test(every_role_is_called_something),
		cmocka_unit_test(a_row_without_citation_is_refused),
		cmocka_unit_test(two_rows_do_not_decide_one_action_on_one_day),
		cmocka_unit_test(a_row_may_follow_another_in_time),
		cmocka_unit_test(an_action_is_a_kind_and_a_verb),
		cmocka_unit_test(a_limit_limits_a_cell_of_its_row),
		cmocka_unit_test(an_unknown_guard_or_power_is_refused),
		cmocka_unit_test(states_are_reached_and_left),
		cmocka_unit_test(one_act_leaves_a_state_in_one_way),
		cmocka_unit_test(a_move_is_of_its_lifecycle_and_somebody_can_make_it),
		cmocka_unit_test(an_act_that_somebody_may_do_moves_its_subject),
		cmocka_unit_test(another_version_or_a_missing_part_is_refused),
		cmocka_unit_test(the_files_that_come_with_canvass_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
