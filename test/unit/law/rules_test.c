/* SPDX-License-Identifier: Apache-2.0 */
/* The rule files that come with canvass, and what they made due. */
#include "base/file.h"

#include "fixture.h"

static struct law *
load(struct arena *a, const char *name)
{
	struct err e = { 0 };
	struct bytes text;
	struct law *l = NULL;

	if (!file_read(a, arena_printf(a, "%s%s", RULES, name), 1 << 20,
	    &text, &e) || !law_parse(a, text, name, &l, &e))
		fail_msg("%s", e.text);
	return l;
}

/* "2020-11-20 17:00 EST" of each id, in order of time; the list ends with NULL. */
struct dated { const char *id, *when; };

static const char *
when(struct arena *a, const struct deadline *d)
{
	char text[DAY_TEXT];

	if (!d->known)
		return "unknown";
	if (d->minute < 0)
		return arena_printf(a, "%s %s", day_iso(text, d->day),
		    d->zone);
	return arena_printf(a, "%s %02d:%02d %s", day_iso(text, d->day),
	    d->minute / 60, d->minute % 60, d->zone);
}

static void
assert_calendar(const char *rules, const struct law_event *ev, size_t events,
    const char *office, const struct dated *expected)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct err e = { 0 };
	struct deadline *d;
	size_t n;

	if (!calendar_deadlines(&a, load(&a, rules), ev, events, office, &d,
	    &n, &e))
		fail_msg("%s", e.text);
	for (size_t i = 0; i < n; i++) {
		if (expected[i].id == NULL)
			fail_msg("%s was not expected", d[i].rule->id);
		assert_string_equal(d[i].rule->id, expected[i].id);
		assert_string_equal(when(&a, &d[i]), expected[i].when);
	}
	assert_null(expected[n].id);
}

static void
the_calendar_of_november_2020_is_as_it_was(void **state)
{
	static const struct dated expected[] = {
		{ "cure", "2020-11-06 EST" },
		{ "audit-starts", "2020-11-13 09:00 EST" },
		{ "county-certification", "2020-11-13 17:00 EST" },
		{ "audit-ends", "2020-11-18 23:59 EST" },
		{ "state-certification", "2020-11-20 17:00 EST" },
		{ "audit-before-certification", "2020-11-20 17:00 EST" },
		{ "audit-public", "2020-11-21 EST" },
		{ "governor-certifies-electors", "2020-11-21 17:00 EST" },
		{ "recount-request", "2020-11-24 EST" },
		{ "contest", "2020-11-25 EST" },
		{ "runoff-state", "2020-12-01 EST" },
		{ "safe-harbor", "2020-12-08 EST" },
		{ "electors-meet", "2020-12-14 12:00 EST" },
		{ "contest-after-recount", "2020-12-14 EST" },
		{ "runoff-federal", "2021-01-05 EST" },
		{ "congress-counts", "2021-01-06 13:00 EST" },
		{ NULL, NULL },
	};
	const struct law_event ev[] = { { "election", on("2020-11-03") },
		{ "certified", on("2020-11-20") },
		{ "recertified", on("2020-12-07") },
		{ "audit-done", on("2020-11-19") } };
	struct dated sorted[17];

	(void)state;
	memcpy(sorted, expected, sizeof expected);
	/* 5 p.m. of a day comes before its end. */
	sorted[6] = expected[7];
	sorted[7] = expected[6];
	assert_calendar("us-ga-2020.yaml", ev, 4, "", sorted);
}

static void
an_election_in_2018_had_the_rules_of_2018(void **state)
{
	static const struct dated expected[] = {
		{ "state-certification", "2018-11-20 17:00 EST" },
		{ "contest", "2018-11-26 EST" },
		{ "contest-after-recount", "unknown" },
		{ NULL, NULL },
	};
	const struct law_event ev = { "election", on("2018-11-06") };

	(void)state;
	assert_calendar("us-ga-2020.yaml", &ev, 1, "none", expected);
}

static void
electors_meet_by_the_law_of_their_year(void **state)
{
	static const struct dated old[] = {
		{ "election-day", "2020-11-03 EST" },
		{ "safe-harbor", "2020-12-08 EST" },
		{ "electors-meet", "2020-12-14 EST" },
		{ "certificates-due", "2020-12-23 EST" },
		{ "congress-counts", "2021-01-06 13:00 EST" },
		{ "term-begins", "2021-01-20 12:00 EST" },
		{ NULL, NULL },
	};
	static const struct dated new[] = {
		{ "election-day", "2024-11-05 EST" },
		{ "certificate-of-ascertainment", "2024-12-11 EST" },
		{ "electors-meet", "2024-12-17 EST" },
		{ "congress-counts", "2025-01-06 13:00 EST" },
		{ "term-begins", "2025-01-20 12:00 EST" },
		{ NULL, NULL },
	};
	const struct law_event in_2020 = { "election", on("2020-11-03") };
	const struct law_event in_2024 = { "election", on("2024-11-05") };

	(void)state;
	assert_calendar("us-electors-2020.yaml", &in_2020, 1, "president",
	    old);
	assert_calendar("us-electors-2020.yaml", &in_2024, 1, "president",
	    new);
}

static void
another_state_has_another_calendar(void **state)
{
	static const struct dated expected[] = {
		{ "hand-tally-ends", "2031-05-15 12:00 MDT" },
		{ "county-canvass", "2031-05-19 16:00 MDT" },
		{ "state-certification", "2031-05-20 10:30 MDT" },
		{ "recount-starts", "2031-05-23 09:00 MDT" },
		{ "runoff-notice", "2031-05-23 MDT" },
		{ "protest", "2031-06-02 MDT" },
		{ "recount-ends", "2031-06-04 17:00 MDT" },
		{ "runoff", "2031-06-14 MDT" },
		{ "sworn-in", "2032-01-08 12:00 MST" },
		{ NULL, NULL },
	};
	const struct law_event ev[] = { { "election", on("2031-05-06") },
		{ "certified", on("2031-05-20") } };

	(void)state;
	assert_calendar("made-up.yaml", ev, 2, "state", expected);
}

static void
a_close_contest_is_half_a_percent_of_all_votes(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct law *l = load(&a, "us-ga-2020.yaml");
	const struct recount_rule *r = &l->recount[0];

	(void)state;
	assert_int_equal(l->recounts, 1);
	assert_int_equal(r->start, RECOUNT_ON_REQUEST);
	assert_int_equal(r->limits, 1);
	assert_int_equal(r->limit[0].base, RECOUNT_OF_TOTAL);
	assert_int_equal(r->limit[0].share.num, 1);
	assert_int_equal(r->limit[0].share.den, 200);
	assert_true(r->limit[0].inclusive);
	assert_string_equal(r->window_event, "certified");
	assert_int_equal(r->window_days, 2);
	assert_true(r->business_days);
}

static void
electors_need_no_majority_of_votes_but_senators_do(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct law *l = load(&a, "us-ga-2020.yaml");
	struct day election = on("2020-11-03");

	(void)state;
	assert_false(law_winner(l, "president", election)->majority);
	assert_true(law_winner(l, "federal", election)->majority);
	assert_true(law_winner(l, "state", election)->majority);
}

static void
more_than_half_of_538_electors_are_needed(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const struct elector_rule *r = law_elector(load(&a,
	    "us-electors-2020.yaml"), on("2020-11-03"));

	(void)state;
	assert_int_equal(r->total, 538);
	assert_int_equal(r->needed, 270);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_calendar_of_november_2020_is_as_it_was),
		cmocka_unit_test(an_election_in_2018_had_the_rules_of_2018),
		cmocka_unit_test(electors_meet_by_the_law_of_their_year),
		cmocka_unit_test(another_state_has_another_calendar),
		cmocka_unit_test(a_close_contest_is_half_a_percent_of_all_votes),
		cmocka_unit_test(electors_need_no_majority_of_votes_but_senators_do),
		cmocka_unit_test(more_than_half_of_538_electors_are_needed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
