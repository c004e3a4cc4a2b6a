/* SPDX-License-Identifier: Apache-2.0 */
#include "told.h"

#include "report/say_electors.h"

#define NEVER { INT32_MIN }

static const struct elector_rule rule = { .rule = { .id = "e",
	.cite = "Article 2", .note = "" }, .total = 10, .needed = 6 };
static const struct election el = { .title = "Arcadia 2020",
	.electors = "electors.csv" };

/* Reed has Alder and Birch, 4 and 3; Stone has Cedar and Dogwood, 2 and 1. */
static void
four(struct elector_unit u[4])
{
	const struct elector_unit all[] = {
		{ "A", "Alder", 4, 0, { 510, 500 }, { 18580 }, NEVER, "" },
		{ "B", "Birch", 3, 0, { 600, 500 }, NEVER, { 18585 }, "" },
		{ "C", "Cedar", 2, 1, { 100, 200 }, NEVER, NEVER, "" },
		{ "D", "Dogwood", 1, 1, { 90, 91 }, { 18580 }, NEVER, "" },
	};

	memcpy(u, all, sizeof all);
}

static const char *
tell(struct arena *a, struct elector_unit u[4], const size_t *flip,
    size_t flips)
{
	const struct elector_table t = { { "Reed", "Stone" }, u, 4, 10, 6 };
	struct say_electors s = { .el = &el, .rule = &rule, .t = &t,
		.on = { 18585 }, .flip = flip, .flips = flips };
	struct err e;

	assert_true(say_electors_compute(a, &s, &e));
	return told(a, say_electors_doc(a, &s));
}

static void
what_is_certified_is_told_from_what_is_won(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct elector_unit u[4];
	const char *text;

	(void)state;
	four(u);
	text = tell(&a, u, NULL, 0);
	assert_says(text, "4 electoral votes are known to be certified for "
	    "Reed on 19 November 2020; 7 to 3 are won in all, and 6 elect.");
	assert_says(text, "Reed has the number that elects, counting all that "
	    "is won. On certified votes alone: Nobody has reached the number "
	    "that elects.");
	assert_says(text, "Certified 4 1");
	assert_says(text, "Won, known not to be certified 3 0");
	assert_says(text, "Won, certification not known 0 2");
	assert_says(text, "Together (6 elects) 7 3");
	assert_says(text, "Known not to be certified: Birch 3.");
	assert_says(text, "No source here says whether they were certified: "
	    "Cedar 2.");
	assert_says(text, "6 of 10 elect: Article 2");
}

static void
one_vote_is_certified_and_none_are(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct elector_unit u[4];

	(void)state;
	four(u);
	u[0].votes = 1;
	u[3].votes = 4;
	assert_says(tell(&a, u, NULL, 0), "4 electoral votes are known to be "
	    "certified for Stone");
	u[3].votes = 1;
	assert_says(tell(&a, u, NULL, 0), "1 electoral vote is known to be "
	    "certified for Reed");
	u[0].certified_by = DAY_UNKNOWN;
	assert_says(tell(&a, u, NULL, 0), "0 electoral votes are known to be "
	    "certified for Reed");
}

static void
a_tie_elects_nobody(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct elector_unit u[4];
	const char *text;

	(void)state;
	four(u);
	u[1].votes = 1;
	u[2].votes = 4;
	text = tell(&a, u, NULL, 0);
	assert_says(text, "A tie: nobody is elected, counting all that is "
	    "won.");
	assert_null(strstr(text, "The smallest changes"));
}

static void
a_what_if_answers_only_what_was_asked(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct elector_unit u[4];
	const char *text;

	(void)state;
	four(u);
	text = tell(&a, u, (const size_t[]){ 0, 3 }, 2);
	assert_says(text, "If Alder and Dogwood had gone to the other side");
	assert_says(text, "Stone has the number that elects. The outcome is "
	    "another one.");
	assert_null(strstr(text, "The smallest changes"));
	text = tell(&a, u, (const size_t[]){ 3 }, 1);
	assert_says(text, "If Dogwood had gone to the other side");
	assert_says(text, "The outcome is the same.");
}

static void
the_smallest_changes_are_named_with_their_costs(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct elector_unit u[4];
	const char *text;

	(void)state;
	four(u);
	text = tell(&a, u, NULL, 0);
	assert_says(text, "A tie, fewest units there is none");
	assert_says(text, "Stone, fewest units Birch 1 3 100 51 2");
	assert_says(text, "Stone, fewest voters Alder 1 4 10 6 1");
}

static void
popular_votes_that_nobody_gives_are_not_zero(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct elector_unit u[4];
	const char *text;

	(void)state;
	four(u);
	u[0].popular[0] = u[0].popular[1] = NUM_UNKNOWN;
	u[1].popular[0] = u[1].popular[1] = NUM_UNKNOWN;
	text = tell(&a, u, NULL, 0);
	assert_says(text, "Stone, fewest units Birch 1 3 unknown unknown 2");
	assert_says(text, "Stone, fewest voters there is none");
}

static void
ways_are_counted_and_called_no_chance(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct elector_unit u[4];
	const char *text;

	(void)state;
	four(u);
	text = tell(&a, u, NULL, 0);
	assert_says(text, "Every combination counts once. That is no chance");
	assert_says(text, "Known not to be certified 1 2 1 1 0");
	assert_says(text, "Also those not known 2 4");
	assert_says(text, "This is arithmetic on what sources say, not a "
	    "forecast.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_certified_is_told_from_what_is_won),
		cmocka_unit_test(one_vote_is_certified_and_none_are),
		cmocka_unit_test(a_tie_elects_nobody),
		cmocka_unit_test(a_what_if_answers_only_what_was_asked),
		cmocka_unit_test(the_smallest_changes_are_named_with_their_costs),
		cmocka_unit_test(popular_votes_that_nobody_gives_are_not_zero),
		cmocka_unit_test(ways_are_counted_and_called_no_chance),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
