/* SPDX-License-Identifier: Apache-2.0 */
#include "law/shape.h"

#include "fixture.h"

#define RECOUNT(limits) HEAD EVENTS "recount:\n" RULE("r") \
	"    start: automatic\n    who: w\n    method: m\n" \
	"    limits:\n" limits

static void
the_least_rule_file_is_read(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct law *l = law_of(&a, HEAD EVENTS);

	(void)state;
	assert_string_equal(l->name, "t.yaml");
	assert_string_equal(l->jurisdiction, "Testland");
	assert_string_equal(l->zone.standard, "TST");
	assert_int_equal(l->zone.standard_offset, -300);
	assert_false(l->zone.has_daylight);
	assert_int_equal(l->recounts, 0);
	assert_int_equal(l->zone_rule.line, 5);
}

static void
shares_are_exact(void **state)
{
	static const struct {
		const char *text;
		struct ratio is;
	} shares[] = {
		{ "0.5 %", { 1, 200 } }, { "0.5%", { 1, 200 } },
		{ "1 %", { 1, 100 } }, { "100 %", { 1, 1 } },
		{ "0.5001 %", { 5001, 1000000 } }, { "0 %", { 0, 1 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
		struct arena a CLEANUP(arena_free) = { 0 };
		const struct law *l = law_of(&a, arena_printf(&a,
		    RECOUNT("      - { of: total, share: %s, "
		    "inclusive: true }\n"), shares[i].text));

		assert_int_equal(l->recount[0].limit[0].share.num,
		    shares[i].is.num);
		assert_int_equal(l->recount[0].limit[0].share.den,
		    shares[i].is.den);
	}
}

static void
what_is_no_share_is_refused(void **state)
{
	static const char *const bad[] = { "0.5", "\"%\"", ".5 %", "5. %",
		"-1 %", "+1 %", "1e0 %", "0.5 percent", "\"1,5 %\"", "1/200",
		"0.1234567890 %", "1.2.3 %", "５ %" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct arena a CLEANUP(arena_free) = { 0 };

		refused(arena_printf(&a, RECOUNT("      - { of: total, "
		    "share: %s, inclusive: true }\n"), bad[i]),
		    "t.yaml:26:29: ", "expected a share");
	}
}

static void
a_recount_joins_its_limits(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct law *l = law_of(&a, RECOUNT(
	    "      - { of: winner, share: 1 %, inclusive: true }\n"
	    "      - { of: absolute, votes: 25, inclusive: false }\n"
	    "      - { of: tie }\n"
	    "    join: any\n"
	    "    window: { after: certified, days: 2, business_days: true }\n"));
	const struct recount_rule *r = &l->recount[0];

	(void)state;
	assert_int_equal(r->limits, 3);
	assert_false(r->all);
	assert_int_equal(r->start, RECOUNT_AUTOMATIC);
	assert_int_equal(r->limit[0].base, RECOUNT_OF_WINNER);
	assert_int_equal(r->limit[1].base, RECOUNT_ABSOLUTE);
	assert_int_equal(r->limit[1].share.num, 25);
	assert_int_equal(r->limit[1].share.den, 1);
	assert_false(r->limit[1].inclusive);
	assert_int_equal(r->limit[2].base, RECOUNT_TIE);
	assert_int_equal(r->limit[2].share.den, 1);
	assert_string_equal(r->window_event, "certified");
	assert_int_equal(r->window_days, 2);
	assert_true(r->business_days);
	assert_string_equal(r->offices, "");
}

static void
a_limit_that_does_not_fit_its_base_is_refused(void **state)
{
	(void)state;
	refused(RECOUNT("      - { of: total, votes: 5, inclusive: true }\n"),
	    "t.yaml:26:9: ", "\"total\"");
	refused(RECOUNT("      - { of: total, share: 1 % }\n"),
	    "t.yaml:26:9: ", "\"total\"");
	refused(RECOUNT("      - { of: absolute, share: 1 %, "
	    "inclusive: true }\n"), "t.yaml:26:9: ", "\"absolute\"");
	refused(RECOUNT("      - { of: tie, inclusive: true }\n"),
	    "t.yaml:26:9: ", "\"tie\"");
	refused(RECOUNT("      []\n"), "t.yaml:26:7: ", "found 0 limits");
	refused(RECOUNT("      - { of: tie }\n      - { of: tie }\n"),
	    "t.yaml:17:5: ", "without \"join\"");
}

static void
what_the_schema_does_not_name_is_refused(void **state)
{
	(void)state;
	refused(HEAD EVENTS "colour: red\n", "t.yaml:16:1: ",
	    "\"colour\" in a rule file, expected one of: schema, title");
	refused(HEAD EVENTS "certify:\n" RULE("c")
	    "    who: w\n    act: a\n    fee: 3\n", "t.yaml:24:5: ",
	    "\"fee\" in a step of certification, expected one of: id");
	refused(HEAD EVENTS "deadlines:\n"
	    DUE("d", "after: election, days: 3, hour: 5"), "t.yaml:22:38: ",
	    "\"hour\"");
}

static void
a_rule_without_a_citation_is_refused(void **state)
{
	(void)state;
	refused(HEAD EVENTS "deadlines:\n  - id: d\n    title: T\n"
	    "    basis: read\n    from: 2019-01-01\n"
	    "    due: { after: election, days: 3 }\n", "t.yaml:17:5: ",
	    "a deadline without \"cite\"");
	refused(HEAD EVENTS "deadlines:\n  - id: d\n    title: T\n"
	    "    cite: \"\"\n    basis: read\n    from: 2019-01-01\n"
	    "    due: { after: election, days: 3 }\n", "t.yaml:19:11: ",
	    "found nothing");
}

static void
values_of_another_type_are_refused(void **state)
{
	(void)state;
	refused(HEAD EVENTS "deadlines: 3\n", "t.yaml:16:12: ",
	    "a text, expected a list");
	refused(HEAD EVENTS "deadlines:\n  - 3\n", "t.yaml:17:5: ",
	    "expected a deadline as a mapping");
	refused(HEAD EVENTS "deadlines:\n"
	    DUE("D 1", "after: election, days: 3"), "t.yaml:17:9: ",
	    "\"D 1\", expected an id");
	refused(HEAD EVENTS "deadlines:\n"
	    DUE("d", "after: election, days: three"), "t.yaml:22:35: ",
	    "\"three\", expected a whole number");
	refused(HEAD EVENTS "deadlines:\n"
	    DUE("d", "after: election, days: 3661"), "t.yaml:22:35: ",
	    "from 0 to 3660");
	refused(HEAD EVENTS "deadlines:\n"
	    DUE("d", "after: election, days: 3, at: 24:00"),
	    "t.yaml:22:42: ", "00:00 to 23:59");
	refused(HEAD EVENTS "deadlines:\n"
	    DUE("d", "after: election, days: 3, at: 17:60"),
	    "t.yaml:22:42: ", "00:00 to 23:59");
	refused(HEAD EVENTS "deadlines:\n"
	    DUE("d", "after: election, days: 3, at: 7:00"),
	    "t.yaml:22:42: ", "\"7:00\"");
	refused(HEAD EVENTS "deadlines:\n"
	    DUE("d", "after: election, nth: second, weekday: friday"),
	    "t.yaml:22:51: ", "expected one of: Sunday, Monday");
	refused(HEAD EVENTS "official:\n" RULE("o")
	    "    kind: recount\n    official: yes\n    rank: 1\n"
	    "    means: m\n", "t.yaml:23:15: ", "expected true or false");
	refused(HEAD EVENTS "winner:\n" RULE("w") "    needs: majority\n"
	    "    offices: state  local\n", "t.yaml:23:14: ", "one blank");
}

static void
dates_must_exist_and_stand_in_order(void **state)
{
	(void)state;
	refused(HEAD EVENTS "winner:\n  - id: w\n    title: T\n    cite: c\n"
	    "    basis: read\n    from: 2019-02-29\n    needs: majority\n",
	    "t.yaml:21:11: ", "expected a date");
	refused(HEAD EVENTS "winner:\n" RULE("w")
	    "    to: 2018-12-31\n    needs: majority\n", "t.yaml:21:11: ",
	    "from 2019-01-01 to 2018-12-31");
	refused(HEAD EVENTS "holidays:\n" RULE("h")
	    "    on: { month: February, day: 29 }\n", "t.yaml:22:9: ",
	    "every year has");
	refused(HEAD EVENTS "holidays:\n" RULE("h")
	    "    on: { nth: fifth, weekday: Monday, month: May }\n",
	    "t.yaml:22:9: ", "fifth Monday of a month");
}

static void
keys_that_give_no_date_are_refused(void **state)
{
	static const char *const bad[] = { "days: 3", "after: election",
		"after: election, before: certified, days: 1",
		"after: election, days: 1, business_days: 1",
		"after: election, nth: second", "by: election, days: 1",
		"before: election, week: second, weekday: Monday",
		"month: January, day: 6", "month: January, year: same" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct arena a CLEANUP(arena_free) = { 0 };

		refused(arena_printf(&a, HEAD EVENTS "deadlines:\n"
		    DUE("d", "%s"), bad[i]), "t.yaml:22:10: ",
		    "together give no date");
	}
	refused(HEAD EVENTS "deadlines:\n"
	    DUE("d", "after: election, nth: last, weekday: Friday"),
	    "t.yaml:22:10: ", "\"last\" counted from an event");
}

static void
what_is_wrong_with_a_zone_is_said(void **state)
{
	static const char zone[] = "schema: canvass-rules-1\ntitle: A\n"
	    "jurisdiction: J\nzone:\n  id: z\n  title: Z\n  cite: c\n"
	    "  basis: read\n  from: 2007-03-11\n  name: N\n  spoken: S\n"
	    "  standard: { name: %s, offset: \"%s\" }\n%s" EVENTS;
	struct arena a CLEANUP(arena_free) = { 0 };

	(void)state;
	refused(arena_printf(&a, zone, "[T]", "-05:00", ""),
	    "t.yaml:12:21: ", "found a list, expected a text");
	refused(arena_printf(&a, zone, "T", "05:00", ""), "t.yaml:12:32: ",
	    "\"05:00\", expected hours and minutes east of UTC");
	refused(arena_printf(&a, zone, "T", "-15:00", ""), "t.yaml:12:32: ",
	    "\"-15:00\"");
	refused(arena_printf(&a, zone, "T", "-04:00", DAYLIGHT),
	    "t.yaml:14:5: ", "not east of standard time");
}

static void
an_event_is_named_once(void **state)
{
	(void)state;
	refused(HEAD EVENTS "  - { id: election, title: again }\n",
	    "t.yaml:16:5: ", "the event \"election\" again");
}

static void
a_long_word_is_quoted_in_part(void **state)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	(void)state;
	buf_str(&b, HEAD EVENTS "deadlines:\n  - id: ");
	for (int i = 0; i < 1000; i++)
		buf_str(&b, "é");
	buf_str(&b, "\n    title: T\n    cite: c\n    basis: read\n"
	    "    from: 2019-01-01\n    due: { by: election }\n");
	/* 80 bytes hold forty letters of two bytes. */
	refused(b.p, "t.yaml:17:9: found \"éééééééééééééééééééééééééééééééé"
	    "éééééééé\", ", "expected an id");
}

static void
two_rules_of_one_id_on_one_day_are_refused(void **state)
{
	static const char first[] = HEAD EVENTS "winner:\n"
	    "  - id: w\n    title: T\n    cite: c\n    basis: read\n"
	    "    from: 2019-01-01\n    to: 2019-06-30\n"
	    "    needs: majority\n    offices: state\n"
	    "  - id: w\n    title: T\n    cite: c\n    basis: read\n"
	    "    from: %s\n    needs: plurality\n    offices: local\n";
	struct arena a CLEANUP(arena_free) = { 0 };

	(void)state;
	law_of(&a, arena_printf(&a, first, "2019-07-01"));
	refused(arena_printf(&a, first, "2019-06-30"), "t.yaml:25: ",
	    "beside \"w\" of line 17");
}

static void
two_rules_for_one_thing_on_one_day_are_refused(void **state)
{
	(void)state;
	refused(HEAD EVENTS "official:\n"
	    RULE("a") "    kind: recount\n    official: true\n    rank: 1\n"
	    "    means: m\n"
	    RULE("b") "    kind: recount\n    official: false\n    rank: 2\n"
	    "    means: m\n", "t.yaml:26: ", "the same kind of count");
	refused(HEAD EVENTS "winner:\n"
	    RULE("a") "    needs: majority\n    offices: state local\n"
	    RULE("b") "    needs: plurality\n    offices: federal local\n",
	    "t.yaml:24: ", "the winner of the same office");
	refused(HEAD EVENTS "electors:\n"
	    RULE("a") "    total: 3\n    needed: 2\n"
	    RULE("b") "    total: 5\n    needed: 3\n", "t.yaml:24: ",
	    "electoral votes");
}

static void
a_deadline_counts_from_what_stands_before_it(void **state)
{
	(void)state;
	refused(HEAD EVENTS "deadlines:\n"
	    DUE("a", "after: b, days: 1") DUE("b", "after: a, days: 1"),
	    "t.yaml:17: ", "\"b\" in the rule \"a\"");
	refused(HEAD EVENTS "deadlines:\n" DUE("a", "after: a, days: 1"),
	    "t.yaml:17: ", "stands before it");
	refused(HEAD EVENTS "deadlines:\n" DUE("a", "after: nothing, days: 1"),
	    "t.yaml:17: ", "\"nothing\"");
	refused(HEAD EVENTS "deadlines:\n"
	    DUE("certified", "after: election, days: 1"), "t.yaml:17: ",
	    "the id of an event");
	refused(HEAD EVENTS "certify:\n" RULE("c")
	    "    who: w\n    act: a\n    after: x\n", "t.yaml:17: ", "\"x\"");
}

static void
sources_that_disagree_need_a_note(void **state)
{
	static const char disagrees[] = "    disagrees:\n"
	    "      - { value: 14 days, cite: old code }\n"
	    "      - { value: 10 days, cite: a newspaper }\n";
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct rule *r = &law_of(&a, arena_printf(&a, "%s%s%s",
	    HEAD EVENTS "winner:\n" RULE("w") "    needs: majority\n",
	    "    note: the new code is used\n", disagrees))->winner[0].rule;

	(void)state;
	assert_int_equal(r->disagreements, 2);
	assert_string_equal(r->disagrees[1].value, "10 days");
	assert_string_equal(r->disagrees[1].cite, "a newspaper");
	refused(arena_printf(&a, "%s%s", HEAD EVENTS "winner:\n" RULE("w")
	    "    needs: majority\n", disagrees), "t.yaml:24:7: ",
	    "expected a note");
}

static void
a_majority_of_electors_is_more_than_half(void **state)
{
	(void)state;
	refused(HEAD EVENTS "electors:\n" RULE("e")
	    "    total: 538\n    needed: 269\n", "t.yaml:23:13: ",
	    "more than half");
	refused(HEAD EVENTS "electors:\n" RULE("e")
	    "    total: 538\n    needed: 539\n", "t.yaml:23:13: ",
	    "not more than all");
}

static void
too_many_holidays_are_refused(void **state)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	(void)state;
	buf_str(&b, HEAD EVENTS "holidays:\n");
	for (int i = 0; i < 101; i++)
		buf_printf(&b, "  - { id: h%d, title: H, cite: c, basis: read, "
		    "from: 2000-01-01, on: { month: May, day: 1 } }\n", i);
	refused(b.p, "t.yaml:17:3: ", "found 101 holidays");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_least_rule_file_is_read),
		cmocka_unit_test(shares_are_exact),
		cmocka_unit_test(what_is_no_share_is_refused),
		cmocka_unit_test(a_recount_joins_its_limits),
		cmocka_unit_test(a_limit_that_does_not_fit_its_base_is_refused),
		cmocka_unit_test(what_the_schema_does_not_name_is_refused),
		cmocka_unit_test(a_rule_without_a_citation_is_refused),
		cmocka_unit_test(values_of_another_type_are_refused),
		cmocka_unit_test(dates_must_exist_and_stand_in_order),
		cmocka_unit_test(keys_that_give_no_date_are_refused),
		cmocka_unit_test(what_is_wrong_with_a_zone_is_said),
		cmocka_unit_test(an_event_is_named_once),
		cmocka_unit_test(a_long_word_is_quoted_in_part),
		cmocka_unit_test(two_rules_of_one_id_on_one_day_are_refused),
		cmocka_unit_test(two_rules_for_one_thing_on_one_day_are_refused),
		cmocka_unit_test(a_deadline_counts_from_what_stands_before_it),
		cmocka_unit_test(sources_that_disagree_need_a_note),
		cmocka_unit_test(a_majority_of_electors_is_more_than_half),
		cmocka_unit_test(too_many_holidays_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
