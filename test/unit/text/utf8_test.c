/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/utf8.h"

static void
whole_characters_of_every_length_are_valid(void **state)
{
	static const char *const good[] = { "", "a", "\x7F", "\xC2\x80",
		"\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
		"\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF" };
	size_t at;

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_true(utf8_valid(good[i], strlen(good[i]), &at));
}

static void
overlong_surrogate_and_stray_bytes_are_not(void **state)
{
	static const char *const bad[] = { "\x80", "\xBF", "\xC0\x80",
		"\xC1\xBF", "\xC2", "\xC2 ", "\xE0\x9F\xBF", "\xED\xA0\x80",
		"\xE2\x82", "\xE2\x82 ", "\xF0\x8F\xBF\xBF",
		"\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFE", "\xFF" };
	char text[64];
	size_t at;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		for (size_t lead = 0; lead < 50; lead++) {
			memset(text, 'x', lead);
			strcpy(text + lead, bad[i]);
			assert_false(utf8_valid(text, strlen(text), &at));
			assert_int_equal(at, lead);
		}
}

static void
characters_are_decoded(void **state)
{
	size_t len;

	(void)state;
	assert_int_equal(utf8_decode("A", 1, &len), 'A');
	assert_int_equal(utf8_decode("\xC3\xA9", 2, &len), 0xE9);
	assert_int_equal(utf8_decode("\xE2\x82\xAC", 3, &len), 0x20AC);
	assert_int_equal(utf8_decode("\xF0\x9F\x97\xB3", 4, &len), 0x1F5F3);
	assert_int_equal(len, 4);
	assert_int_equal(utf8_decode("\xE2\x82", 2, &len), 0xFFFD);
	assert_int_equal(len, 1);
}

static void
expect_look(const char *text, enum text_fault expected, size_t where)
{
	size_t at = 0;

	assert_int_equal(text_look(text, strlen(text), &at), expected);
	assert_int_equal(at, where);
}

static void
ordinary_names_are_fine(void **state)
{
	static const char *const names[] = {
		"Jos\xC3\xA9 N\xC3\xBA\xC3\xB1" "ez",
		"O\xE2\x80\x99" "Brien, Jr.",
		"M\xC3\xBCller-L\xC3\xBC" "denscheidt",
		"\xCE\x95\xCE\xBB\xCE\xBB\xCE\xAC\xCE\xB4\xCE\xB1",
		"\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0",
		"\xE6\x9D\x8E\xE5\xB0\x8F" "A", "a\tb\r\nc",
		"Delta \xCE\x94" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		expect_look(names[i], TEXT_FINE, 0);
}

static void
marks_that_turn_the_reading_direction_are_seen(void **state)
{
	(void)state;
	expect_look("ab\xE2\x80\xAE" "c", TEXT_BIDI, 2);
	expect_look("\xE2\x81\xA6", TEXT_BIDI, 0);
	expect_look("x\xE2\x80\x8F", TEXT_BIDI, 1);
	expect_look("\xD8\x9C", TEXT_BIDI, 0);
}

static void
invisible_and_control_characters_are_seen(void **state)
{
	(void)state;
	expect_look("a\xE2\x80\x8B" "b", TEXT_INVISIBLE, 1);
	expect_look("a\xC2\xAD", TEXT_INVISIBLE, 1);
	expect_look("\xEF\xBB\xBF" "a", TEXT_INVISIBLE, 0);
	expect_look("a\x1B[2J", TEXT_CONTROL, 1);
	expect_look("a\x7F", TEXT_CONTROL, 1);
	expect_look("a\xC2\x9B", TEXT_CONTROL, 1);
}

static void
letters_of_two_scripts_in_one_word_are_seen(void **state)
{
	(void)state;
	expect_look("P\xD0\xB0ul", TEXT_MIXED, 1);		/* Cyrillic a */
	expect_look("Jane D\xCE\xBF" "e", TEXT_MIXED, 6);	/* Greek o */
	expect_look("M\xEF\xBD\x81ry", TEXT_MIXED, 1);	/* full-width a */
	expect_look("1\xEF\xBC\x92", TEXT_MIXED, 1);	/* full-width 2 */
	expect_look("\xD5\x95H", TEXT_MIXED, 2);		/* Armenian O */
	expect_look("\xE1\x8E\xA0" "AN", TEXT_MIXED, 3);	/* Cherokee D */
}

static void
every_fault_has_a_name(void **state)
{
	(void)state;
	for (int f = TEXT_FINE; f <= TEXT_MIXED; f++)
		assert_true(strlen(text_fault_name((enum text_fault)f)) > 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_characters_of_every_length_are_valid),
		cmocka_unit_test(overlong_surrogate_and_stray_bytes_are_not),
		cmocka_unit_test(characters_are_decoded),
		cmocka_unit_test(ordinary_names_are_fine),
		cmocka_unit_test(
		    marks_that_turn_the_reading_direction_are_seen),
		cmocka_unit_test(invisible_and_control_characters_are_seen),
		cmocka_unit_test(letters_of_two_scripts_in_one_word_are_seen),
		cmocka_unit_test(every_fault_has_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
