/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"

#include "read/columns.h"
#include "read/fold.h"
#include "read/units.h"

static void
case_blanks_and_punctuation_do_not_make_a_name(void **state)
{
	char x[FOLD_MAX];

	(void)state;
	assert_int_equal(fold(x, "Blank/Under-vote ", 17), 14);
	assert_string_equal(x, "blankundervote");
	assert_int_equal(fold(x, "\u00C9 1", 4), 3);
	assert_string_equal(x, "\u00C91");
	assert_int_equal(fold(x, " -./ ", 5), 0);
}

static void
a_name_without_end_matches_nothing(void **state)
{
	struct bench *b = *state;
	char x[FOLD_MAX], *text = arena_zero(&b->a, 1, FOLD_MAX + 1);

	memset(text, 'a', FOLD_MAX);
	assert_int_equal(fold(x, text, FOLD_MAX - 1), FOLD_MAX - 1);
	assert_int_equal(fold(x, text, FOLD_MAX), 0);
}

static void
a_distance_counts_wrong_letters(void **state)
{
	(void)state;
	assert_int_equal(fold_distance("ballots", "ballots", 9), 0);
	assert_int_equal(fold_distance("balots", "ballots", 9), 1);
	assert_int_equal(fold_distance("ballost", "ballots", 9), 1);
	assert_int_equal(fold_distance("vallots", "ballots", 9), 1);
	assert_int_equal(fold_distance("kitten", "sitting", 9), 3);
	assert_int_equal(fold_distance("", "abc", 9), 3);
	assert_int_equal(fold_distance("abcdefgh", "", 2), 3);
	assert_int_equal(fold_distance("abcdef", "ghijkl", 2), 3);
}

static void
letters_that_look_alike_are_one(void **state)
{
	struct bench *b = *state;

	assert_string_equal(fold_looks(&b->a, "A1der 0ak"), "AlderOak");
	assert_string_equal(fold_looks(&b->a, "\u0410\u0441\u0435"), "Ace");
	assert_string_equal(fold_looks(&b->a, "Hall"), "Hall");
}

static void
a_message_shows_no_control_and_no_novel(void **state)
{
	struct bench *b = *state;
	char text[200];

	memset(text, 'x', sizeof text);
	assert_string_equal(fold_show(&b->a, "a\x1B[2Jb", 6),
	    "\"a<U+001B>[2Jb\"");
	assert_string_equal(fold_show(&b->a, text, sizeof text),
	    "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\u2026\"");
}

static const struct unit virginia[] = {
	{ "059", "Fairfax County" }, { "600", "Fairfax City" },
	{ "036", "Charles City County" }, { "510", "Alexandria" },
};
static const struct election commonwealth = { .jurisdiction = "Virginia",
	.unit_word = "locality", .units_word = "localities", .unit = virginia,
	.units = 4 };

static void
finds(struct units *u, const char *text, enum unit_match m, uint32_t unit)
{
	struct unit_ix ix = NO_UNIT;

	assert_int_equal(units_find(u, text, strlen(text), &ix), m);
	if (m == UNIT_FOUND)
		assert_int_equal(ix.n, unit);
}

static void
a_county_and_a_city_of_one_name_are_told_apart(void **state)
{
	struct bench *b = *state;
	struct units *u = units_new(&b->a, &commonwealth);

	finds(u, "FAIRFAX COUNTY", UNIT_FOUND, 0);
	finds(u, "Fairfax city", UNIT_FOUND, 1);
	finds(u, "Fairfax", UNIT_AMBIGUOUS, 0);
	finds(u, "Charles City", UNIT_FOUND, 2);
	finds(u, "Alexandria County", UNIT_FOUND, 3);
	finds(u, "Alexandria Locality", UNIT_FOUND, 3);
	finds(u, "036", UNIT_FOUND, 2);
	finds(u, "Alexandra", UNIT_UNKNOWN, 0);
	finds(u, "", UNIT_UNKNOWN, 0);
	finds(u, "All localities", UNIT_IS_TOTAL, 0);
	finds(u, "Virginia", UNIT_IS_TOTAL, 0);
	finds(u, "Alexandria", UNIT_FOUND, 3);
	finds(u, "Alexandria", UNIT_FOUND, 3);
}

/* A name may fold to another unit's id; the id to the letter is meant. */
static void
an_id_to_the_letter_is_not_ambiguous(void **state)
{
	static const struct unit wards[] = { { "11", "Ward" }, { "12", "1-1" } };
	static const struct election town = { .jurisdiction = "Town",
		.unit_word = "ward", .units_word = "wards", .unit = wards,
		.units = 2 };
	struct bench *b = *state;
	struct units *u = units_new(&b->a, &town);

	finds(u, "11", UNIT_FOUND, 0);
	finds(u, "1 1", UNIT_AMBIGUOUS, 0);
	finds(u, "12", UNIT_FOUND, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    case_blanks_and_punctuation_do_not_make_a_name),
		cmocka_unit_test(a_name_without_end_matches_nothing),
		cmocka_unit_test(a_distance_counts_wrong_letters),
		cmocka_unit_test(letters_that_look_alike_are_one),
		cmocka_unit_test(a_message_shows_no_control_and_no_novel),
		cmocka_unit_test(
		    a_county_and_a_city_of_one_name_are_told_apart),
		cmocka_unit_test(an_id_to_the_letter_is_not_ambiguous),
	};

	return cmocka_run_group_tests_name("names", tests, bench_open,
	    bench_close);
}
