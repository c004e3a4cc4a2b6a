/* SPDX-License-Identifier: Apache-2.0 */
#include "fixture.h"

/* The calendar of one deadline, counted from an election and a certification. */
struct one {
	struct arena          a;
	const struct law     *l;
	struct deadline      *d;
	size_t                n;
};

static void
drop(struct one *o)
{
	arena_free(&o->a);
}
#define ONE CLEANUP(drop) = { .n = 0 }

/* Compute the rules ${text} for an election and, if not NULL, a certification. */
static void
compute(struct one *o, const char *text, const char *election,
    const char *certified, const char *office)
{
	struct law_event ev[2] = { { "election", on(election) } };
	size_t n = 1;
	struct err e = { 0 };

	o->l = law_of(&o->a, text);
	if (certified != NULL)
		ev[n++] = (struct law_event){ "certified", on(certified) };
	if (!calendar_deadlines(&o->a, o->l, ev, n, office, &o->d, &o->n, &e))
		fail_msg("%s", e.text);
}

static void
assert_day(const struct deadline *d, const char *iso)
{
	char text[DAY_TEXT];

	assert_true(d->known);
	assert_string_equal(day_iso(text, d->day), iso);
}

/* What one due gives for an election on Tuesday 3 November 2020, certified on Friday the 20th. */
#define GIVES(due, iso) do { \
	struct one o_ ONE; \
	compute(&o_, HEAD EVENTS "deadlines:\n" DUE("d", due), \
	    "2020-11-03", "2020-11-20", ""); \
	assert_int_equal(o_.n, 1); \
	assert_day(&o_.d[0], iso); \
} while (0)

static void
days_are_counted_after_and_before(void **state)
{
	(void)state;
	GIVES("after: election, days: 17", "2020-11-20");
	GIVES("after: election, days: 0", "2020-11-03");
	GIVES("before: election, days: 4", "2020-10-30");
	GIVES("after: certified, days: 120", "2021-03-20");
}

static void
weekdays_are_counted_without_the_day_itself(void **state)
{
	(void)state;
	GIVES("after: election, nth: second, weekday: Friday", "2020-11-13");
	GIVES("after: election, nth: first, weekday: Tuesday", "2020-11-10");
	GIVES("after: election, nth: first, weekday: Wednesday",
	    "2020-11-04");
	GIVES("before: election, nth: first, weekday: Tuesday", "2020-10-27");
	GIVES("before: election, nth: second, weekday: Monday", "2020-10-26");
	GIVES("before: election, nth: first, weekday: Wednesday",
	    "2020-10-28");
	GIVES("after: election, week: ninth, weekday: Tuesday", "2021-01-05");
	GIVES("after: election, week: first, weekday: Saturday",
	    "2020-11-07");
}

static void
dates_of_the_year_are_found(void **state)
{
	(void)state;
	GIVES("month: January, day: 6, year: following", "2021-01-06");
	GIVES("month: December, nth: second, weekday: Wednesday, "
	    "then: Monday, year: same", "2020-12-14");
	GIVES("month: November, nth: first, weekday: Monday, then: Tuesday, "
	    "year: same", "2020-11-03");
	GIVES("month: May, nth: last, weekday: Monday, year: following",
	    "2021-05-31");
	GIVES("month: January, day: 1, then: Friday, year: following",
	    "2021-01-08");
}

static void
business_days_leave_out_weekends(void **state)
{
	(void)state;
	GIVES("after: certified, business_days: 1", "2020-11-23");
	GIVES("after: certified, business_days: 2", "2020-11-24");
	GIVES("after: certified, business_days: 6", "2020-11-30");
	GIVES("before: certified, business_days: 5", "2020-11-13");
}

static void
closed_days_move_a_deadline_as_the_rule_says(void **state)
{
	(void)state;
	GIVES("after: certified, days: 1", "2020-11-21");
	GIVES("after: certified, days: 1, if_closed: keep", "2020-11-21");
	GIVES("after: certified, days: 1, if_closed: forward", "2020-11-23");
	GIVES("after: certified, days: 2, if_closed: backward",
	    "2020-11-20");
	GIVES("after: certified, days: 3, if_closed: forward", "2020-11-23");
}

#define HOLIDAYS \
	"holidays:\n" \
	RULE("fixed") "    on: { month: July, day: 4 }\n" \
	"    on_saturday: Friday\n    on_sunday: Monday\n" \
	RULE("new") "    on: { month: January, day: 1 }\n" \
	"    on_saturday: Friday\n    on_sunday: Monday\n" \
	RULE("stays") "    on: { month: August, day: 1 }\n" \
	RULE("thanks") \
	"    on: { nth: fourth, weekday: Thursday, month: November }\n" \
	RULE("once") "    to: 2020-12-31\n" \
	"    on: { nth: fourth, weekday: Thursday, month: November, then: Friday }\n"

static void
holidays_are_observed_where_the_rule_says(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct law *l = law_of(&a, HEAD EVENTS HOLIDAYS);

	(void)state;
	/* 4 July: a Saturday in 2020, a Sunday in 2021, a Monday in 2022. */
	assert_string_equal(calendar_holiday(l, on("2020-07-03")),
	    "T, observed");
	assert_string_equal(calendar_holiday(l, on("2020-07-04")), "T");
	assert_string_equal(calendar_holiday(l, on("2021-07-05")),
	    "T, observed");
	assert_null(calendar_holiday(l, on("2021-07-03")));
	assert_string_equal(calendar_holiday(l, on("2022-07-04")), "T");
	assert_null(calendar_holiday(l, on("2022-07-05")));
	/* 1 August 2020 is a Saturday, and nobody moves it. */
	assert_null(calendar_holiday(l, on("2020-07-31")));
}

static void
a_new_year_may_be_observed_in_the_old_one(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct law *l = law_of(&a, HEAD EVENTS HOLIDAYS);

	(void)state;
	assert_string_equal(calendar_holiday(l, on("2021-12-31")),
	    "T, observed");
	assert_false(calendar_is_business_day(l, on("2021-12-31")));
	assert_true(calendar_is_business_day(l, on("2020-12-31")));
}

static void
an_old_year_may_be_observed_in_the_new_one(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct law *l = law_of(&a, HEAD EVENTS "holidays:\n"
	    RULE("eve") "    on: { month: December, day: 31 }\n"
	    "    on_sunday: Monday\n");

	(void)state;
	assert_string_equal(calendar_holiday(l, on("2024-01-01")),
	    "T, observed");
	assert_null(calendar_holiday(l, on("2025-01-01")));
}

static void
a_holiday_holds_between_its_dates(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct law *l = law_of(&a, HEAD EVENTS HOLIDAYS);

	(void)state;
	assert_null(calendar_holiday(l, on("2018-11-22")));
	assert_non_null(calendar_holiday(l, on("2020-11-26")));
	assert_non_null(calendar_holiday(l, on("2020-11-27")));
	assert_non_null(calendar_holiday(l, on("2021-11-25")));
	assert_null(calendar_holiday(l, on("2021-11-26")));
}

static void
business_days_leave_out_holidays_and_say_so(void **state)
{
	struct one o ONE;

	(void)state;
	compute(&o, HEAD EVENTS HOLIDAYS "deadlines:\n"
	    DUE("d", "after: certified, business_days: 5"), "2020-11-03",
	    "2020-11-20", "");
	/* Mon 23, Tue 24, Wed 25, not Thu 26, not Fri 27, Mon 30, Tue 1. */
	assert_day(&o.d[0], "2020-12-01");
	assert_non_null(strstr(o.d[0].how, "5 business days after the "
	    "certification (Fri 20 Nov 2020)"));
	assert_non_null(strstr(o.d[0].how,
	    "Thu 26 Nov 2020 is no business day (T)"));
	assert_int_equal(calendar_business_days_after(o.l, on("2020-11-25"),
	    1).n, on("2020-11-30").n);
}

static void
a_moved_deadline_says_from_where(void **state)
{
	struct one o ONE;

	(void)state;
	compute(&o, HEAD EVENTS HOLIDAYS "deadlines:\n"
	    DUE("d", "after: certified, days: 6, if_closed: forward"),
	    "2020-11-03", "2020-11-20", "");
	assert_day(&o.d[0], "2020-11-30");
	assert_string_equal(o.d[0].how, "6 days after the certification "
	    "(Fri 20 Nov 2020); moved from Thu 26 Nov 2020, no business day "
	    "(T)");
}

static void
what_has_not_happened_gives_no_date(void **state)
{
	struct one o ONE;

	(void)state;
	compute(&o, HEAD EVENTS "deadlines:\n"
	    DUE("a", "after: certified, days: 1")
	    DUE("b", "after: a, days: 1") DUE("c", "after: election, days: 1"),
	    "2020-11-03", NULL, "");
	assert_int_equal(o.n, 3);
	assert_string_equal(o.d[0].rule->id, "c");
	assert_string_equal(o.d[1].rule->id, "a");
	assert_false(o.d[1].known);
	assert_string_equal(o.d[1].how,
	    "1 day after the certification, whose day is not known");
	assert_false(o.d[2].known);
	assert_string_equal(o.d[2].how,
	    "1 day after \"T\", whose day is not known");
}

#define DUE_EVENTS \
	"events:\n  - { id: election, title: the election }\n" \
	"  - { id: certified, title: the certification, due: last }\n"

/* Until somebody says when they certified, the last day allowed is taken. */
static void
an_event_with_a_deadline_is_taken_at_its_last_day(void **state)
{
	struct one o ONE;

	(void)state;
	compute(&o, HEAD DUE_EVENTS "deadlines:\n"
	    DUE("last", "after: election, days: 17")
	    DUE("ask", "after: certified, business_days: 2"), "2020-11-03",
	    NULL, "");
	assert_day(calendar_find(o.d, o.n, "ask"), "2020-11-24");
	assert_true(calendar_find(o.d, o.n, "ask")->presumed);
	assert_false(calendar_find(o.d, o.n, "last")->presumed);
	assert_string_equal(calendar_find(o.d, o.n, "ask")->how,
	    "2 business days after the certification (if that is on its last "
	    "day, Fri 20 Nov 2020)");
}

static void
an_event_that_happened_is_taken_as_it_was(void **state)
{
	struct one o ONE;

	(void)state;
	compute(&o, HEAD DUE_EVENTS "deadlines:\n"
	    DUE("last", "after: election, days: 17")
	    DUE("ask", "after: certified, business_days: 2"), "2020-11-03",
	    "2020-11-18", "");
	assert_day(calendar_find(o.d, o.n, "ask"), "2020-11-20");
	assert_false(calendar_find(o.d, o.n, "ask")->presumed);
}

static void
a_deadline_may_count_from_another(void **state)
{
	struct one o ONE;

	(void)state;
	compute(&o, HEAD EVENTS "deadlines:\n"
	    DUE("a", "after: election, days: 10, at: 17:00")
	    DUE("b", "before: a, days: 6") DUE("c", "by: a"), "2020-11-03",
	    NULL, "");
	assert_day(calendar_find(o.d, o.n, "b"), "2020-11-07");
	assert_day(calendar_find(o.d, o.n, "c"), "2020-11-13");
	assert_int_equal(calendar_find(o.d, o.n, "c")->minute, 17 * 60);
	assert_null(calendar_find(o.d, o.n, "nothing"));
}

static void
deadlines_stand_in_order_of_time(void **state)
{
	struct one o ONE;

	(void)state;
	compute(&o, HEAD EVENTS "deadlines:\n"
	    DUE("evening", "after: election, days: 2")
	    DUE("noon", "after: election, days: 2, at: 12:00")
	    DUE("first", "after: election, days: 1, at: 23:59"),
	    "2020-11-03", NULL, "");
	assert_string_equal(o.d[0].rule->id, "first");
	assert_string_equal(o.d[1].rule->id, "noon");
	assert_string_equal(o.d[2].rule->id, "evening");
}

static void
rules_for_other_offices_are_left_out(void **state)
{
	static const char text[] = HEAD EVENTS "deadlines:\n"
	    DUE("state", "after: election, days: 28")
	    "    offices: state local\n"
	    DUE("federal", "after: election, days: 63")
	    "    offices: federal\n"
	    DUE("all", "after: election, days: 17");
	struct one federal ONE, state_office ONE, every ONE;

	(void)state;
	compute(&federal, text, "2020-11-03", NULL, "federal");
	assert_int_equal(federal.n, 2);
	assert_null(calendar_find(federal.d, federal.n, "state"));
	compute(&state_office, text, "2020-11-03", NULL, "state");
	assert_null(calendar_find(state_office.d, state_office.n, "federal"));
	compute(&every, text, "2020-11-03", NULL, "");
	assert_int_equal(every.n, 3);
	assert_true(calendar_has_office(every.l, "local"));
	assert_false(calendar_has_office(every.l, "mayor"));
}

static void
rules_not_in_force_on_election_day_are_left_out(void **state)
{
	static const char text[] = HEAD EVENTS "deadlines:\n"
	    "  - id: d\n    title: old\n    cite: c\n    basis: read\n"
	    "    from: 2010-01-01\n    to: 2019-04-01\n"
	    "    due: { after: election, days: 14 }\n"
	    "  - id: d\n    title: new\n    cite: c\n    basis: read\n"
	    "    from: 2019-04-02\n    due: { after: election, days: 17 }\n";
	struct one before ONE, old ONE, new ONE;

	(void)state;
	compute(&before, text, "2008-11-04", NULL, "");
	assert_int_equal(before.n, 0);
	compute(&old, text, "2018-11-06", NULL, "");
	assert_int_equal(old.n, 1);
	assert_day(&old.d[0], "2018-11-20");
	compute(&new, text, "2020-11-03", NULL, "");
	assert_int_equal(new.n, 1);
	assert_day(&new.d[0], "2020-11-20");
}

static void
a_day_ends_at_its_own_midnight(void **state)
{
	struct one o ONE;

	(void)state;
	/* Clocks go back on 1 November 2020: the day has 25 hours. */
	compute(&o, HEAD DAYLIGHT EVENTS "deadlines:\n"
	    DUE("before", "before: election, days: 3")
	    DUE("switch", "before: election, days: 2"), "2020-11-03", NULL,
	    "");
	assert_int_equal(o.d[1].utc - o.d[0].utc, 25 * 3600);
	assert_string_equal(o.d[0].zone, "TDT");
	assert_string_equal(o.d[1].zone, "TST");
	assert_int_equal(o.d[0].minute, -1);
}

static void
a_whole_day_is_named_by_its_last_minute(void **state)
{
	struct one o ONE;

	(void)state;
	/* Here clocks go forward as Saturday 13 March 2021 ends. */
	compute(&o, HEAD "  daylight:\n    name: TDT\n    offset: \"-04:00\"\n"
	    "    starts: { nth: second, weekday: Sunday, month: March, at: 00:00 }\n"
	    "    ends: { nth: first, weekday: Sunday, month: November, at: 02:00 }\n"
	    EVENTS "deadlines:\n" DUE("d", "after: election, days: 130"),
	    "2020-11-03", NULL, "");
	assert_day(&o.d[0], "2021-03-13");
	assert_string_equal(o.d[0].zone, "TST");
}

static void
a_calendar_without_an_election_is_refused(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct law *l = law_of(&a, HEAD EVENTS);
	struct law_event ev = { "certified", on("2020-11-20") };
	struct law_event early = { "election", on("2000-11-07") };
	struct err e = { 0 };
	struct deadline *d;
	size_t n;

	(void)state;
	assert_false(calendar_deadlines(&a, l, &ev, 1, "", &d, &n, &e));
	assert_int_equal(e.kind, ERR_USE);
	assert_false(calendar_deadlines(&a, l, &early, 1, "", &d, &n, &e));
	assert_non_null(strstr(e.text, "the legal time was on 2000-11-07"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_are_counted_after_and_before),
		cmocka_unit_test(weekdays_are_counted_without_the_day_itself),
		cmocka_unit_test(dates_of_the_year_are_found),
		cmocka_unit_test(business_days_leave_out_weekends),
		cmocka_unit_test(closed_days_move_a_deadline_as_the_rule_says),
		cmocka_unit_test(holidays_are_observed_where_the_rule_says),
		cmocka_unit_test(a_new_year_may_be_observed_in_the_old_one),
		cmocka_unit_test(an_old_year_may_be_observed_in_the_new_one),
		cmocka_unit_test(a_holiday_holds_between_its_dates),
		cmocka_unit_test(business_days_leave_out_holidays_and_say_so),
		cmocka_unit_test(a_moved_deadline_says_from_where),
		cmocka_unit_test(what_has_not_happened_gives_no_date),
		cmocka_unit_test(
		    an_event_with_a_deadline_is_taken_at_its_last_day),
		cmocka_unit_test(an_event_that_happened_is_taken_as_it_was),
		cmocka_unit_test(a_deadline_may_count_from_another),
		cmocka_unit_test(deadlines_stand_in_order_of_time),
		cmocka_unit_test(rules_for_other_offices_are_left_out),
		cmocka_unit_test(rules_not_in_force_on_election_day_are_left_out),
		cmocka_unit_test(a_day_ends_at_its_own_midnight),
		cmocka_unit_test(a_whole_day_is_named_by_its_last_minute),
		cmocka_unit_test(a_calendar_without_an_election_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
