/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"

static void
a_place_opens_the_message(void **state)
{
	struct err e;

	(void)state;
	assert_false(err_at(&e, (struct place){ "f.csv", 3, 7 }, "found %s",
	    "x"));
	assert_string_equal(e.text, "f.csv:3:7: found x");
	err_at(&e, (struct place){ "f.csv", 3, 0 }, "found %s", "x");
	assert_string_equal(e.text, "f.csv:3: found x");
	err_at(&e, (struct place){ "f.csv", 0, 0 }, "found %s", "x");
	assert_string_equal(e.text, "f.csv: found x");
	assert_int_equal(e.kind, ERR_INPUT);
}

static void
a_long_message_is_cut_at_a_whole_character(void **state)
{
	char name[1200];
	struct err e;

	(void)state;
	for (size_t shift = 0; shift < 2; shift++) {
		memset(name, 'x', shift);
		for (size_t i = shift; i + 1 < sizeof name; i += 2)
			memcpy(name + i, "\xC3\xA9", 2);
		name[sizeof name - 1] = '\0';
		assert_false(err_set(&e, ERR_USE, "%s", name));
		assert_int_equal((strlen(e.text) - shift) % 2, 0);
		assert_true(strlen(e.text) > sizeof e.text - 4);
	}
}

static void
every_kind_has_its_exit_status(void **state)
{
	static const int status[] = { [ERR_NONE] = 0, [ERR_USE] = 2,
		[ERR_INPUT] = 3, [ERR_DENIED] = 4, [ERR_STORE] = 5,
		[ERR_SYSTEM] = 5 };
	struct err e;

	(void)state;
	for (int k = ERR_NONE; k <= ERR_SYSTEM; k++) {
		e.kind = (enum err_kind)k;
		assert_int_equal(err_exit_status(&e), status[k]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_place_opens_the_message),
		cmocka_unit_test(a_long_message_is_cut_at_a_whole_character),
		cmocka_unit_test(every_kind_has_its_exit_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
