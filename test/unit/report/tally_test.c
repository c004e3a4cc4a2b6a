/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/num.h"
#include "report/tally.h"
#include "report/words.h"

#define U NUM_UNKNOWN

static const struct choice choices[] = { { "reed", "Alma Reed", "Reed", "" },
	{ "stone", "Ivo Stone", "Stone", "" } };
static const struct contest contest = { .choice = choices, .choices = 2 };
static int64_t v[][2] = { { 5, 3 }, { 1, 2 }, { 10, 20 }, { U, 1 } };
static struct row rows[] = {
	{ "P1", "Mail", 2, v[0] }, { "P2", "Day", 3, v[1] },
	{ "P2", "Mail", 4, v[2] }, { "P3", "Late", 5, v[3] } };
static const struct sheet sheet = { rows, 4, 2 };

static void
rows_of_one_method_are_added_up(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct tally t = tally_by_method(&a, &sheet, &contest);

	(void)state;
	assert_int_equal(t.parts, 3);
	assert_int_equal(tally_find(&t, "Mail")->rows, 2);
	assert_int_equal(tally_find(&t, "Mail")->v[1], 23);
	assert_int_equal(tally_total(&t, "Mail"), 38);
	assert_int_equal(tally_by_label(&a, &sheet, &contest).parts, 3);
}

static void
an_unknown_vote_makes_its_part_unknown_and_no_other(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct tally t = tally_by_method(&a, &sheet, &contest);

	(void)state;
	assert_int_equal(tally_total(&t, "Late"), U);
	assert_int_equal(tally_total(&t, "Day"), 3);
	assert_int_equal(tally_total(&t, "never named"), U);
}

static void
names_of_several_tallies_come_once(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct tally t[] = { tally_by_method(&a, &sheet, &contest),
		tally_by_label(&a, &sheet, &contest),
		tally_by_method(&a, &sheet, &contest) };
	const char **name;

	(void)state;
	assert_int_equal(tally_names(&a, t, 3, &name), 6);
	assert_string_equal(name[0], "Mail");
	assert_string_equal(name[3], "P1");
}

static void
a_lead_is_over_the_next_choice(void **state)
{
	(void)state;
	assert_int_equal(tally_lead((int64_t[]){ 5, 3 }, &contest), 2);
	assert_int_equal(tally_lead((int64_t[]){ 4, 4 }, &contest), 0);
	assert_int_equal(tally_lead((int64_t[]){ 0, 9 }, &contest), 9);
}

static void
small_numbers_are_words_and_things_have_a_plural(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };

	(void)state;
	assert_string_equal(words_number(&a, 0), "no");
	assert_string_equal(words_number(&a, 3), "three");
	assert_string_equal(words_number(&a, 11), "11");
	assert_string_equal(words_things(&a, 1, "county", "counties"), "1 county");
	assert_string_equal(words_things(&a, 1590, "county", "counties"), "1,590 counties");
	assert_string_equal(words_size(&a, -285), "285");
	assert_string_equal(words_percent(&a, 1, 0, 2), "unknown");
}

static void
a_list_ends_in_and(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const char *const item[] = { "A", "B", "C" };

	(void)state;
	assert_string_equal(words_list(&a, item, 0), "");
	assert_string_equal(words_list(&a, item, 1), "A");
	assert_string_equal(words_list(&a, item, 2), "A and B");
	assert_string_equal(words_list(&a, item, 3), "A, B and C");
}

static void
a_day_that_is_not_known_is_said_to_be(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };

	(void)state;
	assert_string_equal(words_date(&a, day_of(2020, 11, 3)), "3 November 2020");
	assert_string_equal(words_day(&a, DAY_UNKNOWN), "date unknown");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_one_method_are_added_up),
		cmocka_unit_test(an_unknown_vote_makes_its_part_unknown_and_no_other),
		cmocka_unit_test(names_of_several_tallies_come_once),
		cmocka_unit_test(a_lead_is_over_the_next_choice),
		cmocka_unit_test(small_numbers_are_words_and_things_have_a_plural),
		cmocka_unit_test(a_list_ends_in_and),
		cmocka_unit_test(a_day_that_is_not_known_is_said_to_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
