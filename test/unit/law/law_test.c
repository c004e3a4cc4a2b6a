/* SPDX-License-Identifier: Apache-2.0 */
#include "law/tell.h"

#include "fixture.h"

#define OFFICIAL(id, kind, official, rank) RULE(id) \
	"    kind: " kind "\n    official: " official "\n" \
	"    rank: " rank "\n    means: m\n"

static const char counts_rules[] = HEAD EVENTS "official:\n"
    OFFICIAL("o", "original", "true", "1")
    OFFICIAL("h", "hand_tally", "false", "0")
    OFFICIAL("r", "recount", "true", "2");

/* Three counts of one election, as each came to its stage. */
static const struct election *
three_counts(struct arena *a, enum stage recount)
{
	struct count *c = arena_zero(a, 3, sizeof *c);
	struct election *el = arena_zero(a, 1, sizeof *el);

	c[0] = (struct count){ "original", "First", COUNT_ORIGINAL,
		STAGE_CERTIFIED, false, on("2020-11-20") };
	c[1] = (struct count){ "hand", "Hand", COUNT_HAND_TALLY,
		STAGE_HAND_TALLY, true, on("2020-11-19") };
	c[2] = (struct count){ "recount", "Recount", COUNT_RECOUNT, recount,
		false, on("2020-12-07") };
	el->date = on("2020-11-03");
	el->count = c;
	el->counts = 3;
	return el;
}

static void
a_count_is_official_from_the_day_of_its_stage(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct law *l = law_of(&a, counts_rules);
	const struct election *el = three_counts(&a, STAGE_RECERTIFIED);

	(void)state;
	assert_false(count_exists(law_official_count(l, el,
	    on("2020-11-19"))));
	assert_int_equal(law_official_count(l, el, on("2020-11-20")).n, 0);
	assert_int_equal(law_official_count(l, el, on("2020-12-06")).n, 0);
	assert_int_equal(law_official_count(l, el, on("2020-12-07")).n, 2);
}

static void
a_recount_that_is_not_finished_supersedes_nothing(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct law *l = law_of(&a, counts_rules);

	(void)state;
	assert_int_equal(law_official_count(l, three_counts(&a,
	    STAGE_UNOFFICIAL), on("2021-01-01")).n, 0);
}

static void
a_count_without_a_rule_is_never_official(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct law *l = law_of(&a, HEAD EVENTS);

	(void)state;
	assert_null(law_official(l, COUNT_RECOUNT, on("2020-11-03")));
	assert_false(count_exists(law_official_count(l, three_counts(&a,
	    STAGE_RECERTIFIED), on("2021-01-01"))));
}

static void
of_equal_ranks_the_later_count_holds(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct law *l = law_of(&a, HEAD EVENTS "official:\n"
	    OFFICIAL("o", "original", "true", "1")
	    OFFICIAL("r", "recount", "true", "1"));

	(void)state;
	assert_int_equal(law_official_count(l, three_counts(&a,
	    STAGE_RECERTIFIED), on("2021-01-01")).n, 2);
}

static void
a_rule_holds_on_both_its_last_days(void **state)
{
	struct rule r = { .from = on("2019-04-02"), .to = on("2021-03-24") };

	(void)state;
	assert_false(rule_holds(&r, on("2019-04-01")));
	assert_true(rule_holds(&r, on("2019-04-02")));
	assert_true(rule_holds(&r, on("2021-03-24")));
	assert_false(rule_holds(&r, on("2021-03-25")));
	r.to = DAY_UNKNOWN;
	assert_true(rule_holds(&r, on("2999-01-01")));
}

static void
offices_are_whole_words(void **state)
{
	(void)state;
	assert_true(rule_covers("", "federal"));
	assert_true(rule_covers("state local", "local"));
	assert_true(rule_covers("state local", "state"));
	assert_false(rule_covers("state local", "stat"));
	assert_false(rule_covers("interstate", "state"));
	assert_true(rule_covers("interstate state", "state"));
	assert_true(rule_covers("state", ""));
}

static void
the_winner_rule_of_an_office_is_found(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct law *l = law_of(&a, HEAD EVENTS "winner:\n"
	    RULE("m") "    needs: majority\n    offices: federal state\n"
	    RULE("p") "    needs: plurality\n    offices: president\n");

	(void)state;
	assert_true(law_winner(l, "state", on("2020-11-03"))->majority);
	assert_false(law_winner(l, "president", on("2020-11-03"))->majority);
	assert_null(law_winner(l, "local", on("2020-11-03")));
	assert_null(law_winner(l, "state", on("2018-11-06")));
	assert_null(law_elector(l, on("2020-11-03")));
}

static void
what_is_not_read_is_marked(void **state)
{
	(void)state;
	assert_string_equal(basis_mark(BASIS_READ), "");
	assert_string_equal(basis_mark(BASIS_MEMORY),
	    "from memory, not checked");
	assert_string_equal(basis_id(BASIS_PROPOSAL), "proposal");
}

static void
times_are_told_as_people_say_them(void **state)
{
	static const struct { int minute; const char *says; } times[] = {
		{ -1, "whole day" }, { 0, "midnight" }, { 1, "12:01 a.m." },
		{ 9 * 60, "9 a.m." }, { 720, "noon" }, { 725, "12:05 p.m." },
		{ 1020, "5 p.m." }, { 1439, "11:59 p.m." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
		struct buf b CLEANUP(buf_free) = { 0 };

		tell_time(&b, times[i].minute);
		assert_string_equal(b.p, times[i].says);
	}
}

/* What the rules of ${section} say, after HEAD and EVENTS; line 0 is the zone. */
static void
assert_told(const char *section, const char *says)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct rule_line *line;
	size_t n;

	tell_rules(&a, law_of(&a, arena_printf(&a, HEAD EVENTS "%s",
	    section)), &line, &n);
	assert_int_equal(n, 2);
	assert_string_equal(line[1].says, says);
	assert_memory_equal(line[1].kind, section, strlen(line[1].kind));
}

static void
every_kind_of_rule_is_told(void **state)
{
	(void)state;
	assert_told("holidays:\n" RULE("h")
	    "    on: { nth: last, weekday: Monday, month: May }\n"
	    "    on_sunday: Monday\n",
	    "last Monday of May; a Sunday is observed on Monday");
	assert_told("holidays:\n" RULE("h")
	    "    on: { month: July, day: 4 }\n    on_saturday: Friday\n",
	    "4 July; a Saturday is observed on Friday");
	assert_told("deadlines:\n" DUE("d", "after: election, days: 1, "
	    "at: 17:00, if_closed: forward") "    offices: state\n",
	    "1 day after the election, 5 p.m.; if that is no business day, "
	    "the next one; offices: state");
	assert_told("deadlines:\n" DUE("d", "before: certified, days: 0, "
	    "if_closed: backward"), "the day of the certification; if that "
	    "is no business day, the last one");
	assert_told("recount:\n" RULE("r") "    start: on_request\n"
	    "    who: anybody\n    method: by hand\n    join: all\n"
	    "    limits:\n"
	    "      - { of: winner, share: 0.25 %, inclusive: true }\n"
	    "      - { of: absolute, votes: 2000, inclusive: false }\n"
	    "    window: { after: certified, days: 1, business_days: true }\n",
	    "a margin of not more than 0.25% of the winner's votes and a "
	    "margin of less than 2,000 votes: on request of anybody, within "
	    "1 business day of the certification; by hand");
	assert_told("recount:\n" RULE("r") "    start: automatic\n"
	    "    who: the board\n    method: by hand\n"
	    "    limits:\n      - { of: tie }\n",
	    "a tie: without a request; the board; by hand");
	assert_told("official:\n" OFFICIAL("o", "recount", "false", "0"),
	    "not official: m");
	assert_told("discrepancy:\n" RULE("x")
	    "    measure: gross_votes\n    limit: 0.125 %\n",
	    "absolute changes of all choices in all units, from 0.125% of "
	    "all votes");
	assert_told("winner:\n" RULE("w") "    needs: plurality\n",
	    "the most votes");
	assert_told("certify:\n" RULE("c") "    who: the board\n"
	    "    act: certifies\n    after: election\n",
	    "the board certifies (after: the election)");
	assert_told("audit:\n" RULE("a") "    kind: audit\n"
	    "    risk_limit: 5 %\n    who: all\n    contests: some\n",
	    "audit of some by all, risk limit 5%");
	assert_told("electors:\n" RULE("e")
	    "    total: 538\n    needed: 270\n",
	    "538 electors, 270 needed");
}

static void
the_zone_is_told_first(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct rule_line *line;
	size_t n;

	(void)state;
	tell_rules(&a, law_of(&a, HEAD DAYLIGHT EVENTS), &line, &n);
	assert_int_equal(n, 1);
	assert_string_equal(line[0].kind, "zone");
	assert_string_equal(line[0].says, "Test/Zone, TST is 5:00 hours west "
	    "of UTC; TDT from the second Sunday of March at 2 a.m. to the "
	    "first Sunday of November at 2 a.m.");
	tell_rules(&a, law_of(&a, HEAD EVENTS), &line, &n);
	assert_string_equal(line[0].says, "Test/Zone, TST is 5:00 hours west "
	    "of UTC; no daylight time");
}

static void
citations_carry_their_mark_and_dates(void **state)
{
	struct rule r = { .cite = "3 U.S.C. § 7", .basis = BASIS_MEMORY,
		.from = on("2019-04-02"), .to = DAY_UNKNOWN };
	struct buf b CLEANUP(buf_free) = { 0 };

	(void)state;
	tell_cite(&b, &r);
	assert_string_equal(b.p, "3 U.S.C. § 7; from memory, not checked");
	b.len = 0;
	r.basis = BASIS_READ;
	tell_cite(&b, &r);
	assert_string_equal(b.p, "3 U.S.C. § 7");
	b.len = 0;
	tell_dates(&b, &r);
	assert_string_equal(b.p, "since 2 Apr 2019");
	b.len = 0;
	r.to = on("2021-03-24");
	tell_dates(&b, &r);
	assert_string_equal(b.p, "2 Apr 2019 to 24 Mar 2021");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_count_is_official_from_the_day_of_its_stage),
		cmocka_unit_test(a_recount_that_is_not_finished_supersedes_nothing),
		cmocka_unit_test(a_count_without_a_rule_is_never_official),
		cmocka_unit_test(of_equal_ranks_the_later_count_holds),
		cmocka_unit_test(a_rule_holds_on_both_its_last_days),
		cmocka_unit_test(offices_are_whole_words),
		cmocka_unit_test(the_winner_rule_of_an_office_is_found),
		cmocka_unit_test(what_is_not_read_is_marked),
		cmocka_unit_test(times_are_told_as_people_say_them),
		cmocka_unit_test(every_kind_of_rule_is_told),
		cmocka_unit_test(the_zone_is_told_first),
		cmocka_unit_test(citations_carry_their_mark_and_dates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
