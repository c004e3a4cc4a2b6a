/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "count/label.h"

static bool
are_equal(const char *x, const char *y)
{
	struct arena a = { 0 };
	struct label lx = label_read(&a, x), ly = label_read(&a, y);
	bool equal = label_equal(&lx, &ly);

	assert_int_equal(equal, label_hash(&lx) == label_hash(&ly));
	arena_free(&a);
	return equal;
}

static bool
is_range(const char *text)
{
	struct arena a = { 0 };
	bool range = label_read(&a, text).range;

	arena_free(&a);
	return range;
}

static bool
are_reordered(const char *x, const char *y)
{
	struct arena a = { 0 };
	struct label lx = label_read(&a, x), ly = label_read(&a, y);
	bool reordered = label_reordered(&lx, &ly);

	arena_free(&a);
	return reordered;
}

static void
spelling_says_nothing(void **state)
{
	(void)state;
	assert_true(are_equal("AbsenteeScanner3Batch18",
	    "absentee scanner 3 - batch 18"));
	assert_true(are_equal("Box 1/07", "BOX1-7\t"));
	assert_true(are_equal("1A-2", "1 a (2)"));
	assert_true(are_equal("Batch 0", "batch 000"));
}

static void
numbers_keep_their_bounds_and_their_order(void **state)
{
	(void)state;
	assert_false(are_equal("1-11", "11-1"));
	assert_false(are_equal("1-11", "111"));
	assert_false(are_equal("Scanner 1 Batch 12", "Scanner 11 Batch 2"));
	assert_false(are_equal("Batch 10", "Batch 1"));
}

static void
words_are_part_of_a_name(void **state)
{
	(void)state;
	assert_false(are_equal("Batch 12", "Batch 12 military"));
	assert_false(are_equal("12a", "12b"));
	assert_false(are_equal("North 4", "South 4"));
}

static void
a_range_rises_across_a_dash(void **state)
{
	(void)state;
	assert_true(is_range("Batch 21-25"));
	assert_true(is_range("Scanner 3 Batch 174 - 178"));
	assert_true(is_range("batches 21 to 25"));
	assert_true(is_range("21\xE2\x80\x93""25"));
	assert_false(is_range("Batch 25-21"));
	assert_false(is_range("Batch 21/25"));
	assert_false(is_range("Batch 21 25"));
	assert_false(is_range("4-10 Main Hall"));
	assert_false(is_range("Batch 21"));
}

static void
a_word_for_a_dash_is_a_dash(void **state)
{
	(void)state;
	assert_true(are_equal("batch 21 thru 25", "Batch 21-25"));
}

static void
a_shorter_name_is_kin(void **state)
{
	(void)state;
	assert_int_equal(label_kinship("sc##", "absenteescanner#batch#"),
	    KIN_SHORTER);
	assert_int_equal(label_kinship("absenteescanner#batch#", "scanner##"),
	    KIN_SHORTER);
	assert_int_equal(label_kinship("##", "scanner#batch#"), KIN_SHORTER);
}

static void
words_behind_the_last_number_do_not_fall_away(void **state)
{
	(void)state;
	assert_int_equal(label_kinship("#military", "#"), KIN_NONE);
	assert_int_equal(label_kinship("box#batch#dup", "box#batch#"),
	    KIN_NONE);
}

static void
a_slip_is_one_letter(void **state)
{
	(void)state;
	assert_int_equal(label_kinship("abm#", "amb#"), KIN_SLIP);
	assert_int_equal(label_kinship("abm#a#", "bm#a#"), KIN_SLIP);
	assert_int_equal(label_kinship("colstech#", "coltech#"), KIN_SLIP);
	assert_int_equal(label_kinship("north#", "south#"), KIN_NONE);
}

static void
code_letters_are_no_slips(void **state)
{
	(void)state;
	assert_int_equal(label_kinship("abm#a#", "abm#b#"), KIN_NONE);
	assert_int_equal(label_kinship("mo#", "el#"), KIN_NONE);
}

static void
names_with_more_numbers_are_no_kin(void **state)
{
	(void)state;
	assert_int_equal(label_kinship("batch#", "batch##"), KIN_NONE);
	assert_int_equal(label_kinship("batch", "batch#"), KIN_NONE);
}

static void
words_may_change_places_with_their_numbers(void **state)
{
	(void)state;
	assert_true(are_reordered("Batch 3 Scanner 12", "Scanner 12 Batch 3"));
	assert_true(are_reordered("569-S-2 dup", "dup S2-569"));
	assert_false(are_reordered("2-4", "4-2"));
	assert_false(are_reordered("Batch 3 Scanner 12", "Scanner 12 Batch 4"));
}

static void
look_alike_letters_are_read_as_what_they_look_like(void **state)
{
	(void)state;
	assert_true(are_equal("\xD0\xA1""2-06", "C2-06"));	/* Cyrillic Es */
	assert_true(are_equal("\xEF\xBC\xA1\xEF\xBC\x91", "A1"));	/* full width */
	assert_true(are_equal("C2\xE2\x80\x8B-06", "C2-06"));	/* zero width */
}

static void
dirt_is_named(void **state)
{
	(void)state;
	assert_int_equal(label_dirt("Batch 4"), 0);
	assert_int_equal(label_dirt("Batch 4 "), DIRT_EDGE_BLANK);
	assert_int_equal(label_dirt(" Batch 4"), DIRT_EDGE_BLANK);
	assert_int_equal(label_dirt("Batch  4"), DIRT_TWO_BLANKS);
	assert_int_equal(label_dirt("Batch 4\t"), DIRT_CONTROL);
	assert_int_equal(label_dirt("Batch\xE2\x80\xAE""4"), DIRT_INVISIBLE);
	assert_int_equal(label_dirt("\xD0\x92""atch 4"), DIRT_ALPHABETS);
	assert_int_equal(label_dirt("Batch \xFF"), DIRT_BYTES);
	assert_int_equal(label_dirt(""), 0);
}

static void
letters_of_other_languages_are_no_dirt(void **state)
{
	(void)state;
	assert_int_equal(label_dirt("Bo\xC3\xAEte 4"), 0);
	assert_false(are_equal("Bo\xC3\xAEte 4", "Bote 4"));
}

static void
very_long_numbers_and_many_numbers_are_words(void **state)
{
	struct arena a = { 0 };
	struct label l;

	(void)state;
	l = label_read(&a, "serial 12345678901234567890");
	assert_int_equal(l.numbers, 0);
	l = label_read(&a, "1 2 3 4 5 6 7 8 9 10");
	assert_int_equal(l.numbers, LABEL_NUMBERS);
	assert_false(are_equal("1 2 3 4 5 6 7 8 9 10", "1 2 3 4 5 6 7 8 9 11"));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spelling_says_nothing),
		cmocka_unit_test(numbers_keep_their_bounds_and_their_order),
		cmocka_unit_test(words_are_part_of_a_name),
		cmocka_unit_test(a_range_rises_across_a_dash),
		cmocka_unit_test(a_word_for_a_dash_is_a_dash),
		cmocka_unit_test(a_shorter_name_is_kin),
		cmocka_unit_test(words_behind_the_last_number_do_not_fall_away),
		cmocka_unit_test(a_slip_is_one_letter),
		cmocka_unit_test(code_letters_are_no_slips),
		cmocka_unit_test(names_with_more_numbers_are_no_kin),
		cmocka_unit_test(words_may_change_places_with_their_numbers),
		cmocka_unit_test(look_alike_letters_are_read_as_what_they_look_like),
		cmocka_unit_test(dirt_is_named),
		cmocka_unit_test(letters_of_other_languages_are_no_dirt),
		cmocka_unit_test(very_long_numbers_and_many_numbers_are_words),
	};

	return cmocka_run_group_tests_name("label", tests, NULL, NULL);
}
