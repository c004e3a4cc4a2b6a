/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "model/act.h"

static void
each_code_of_refusal_is_found_by_its_name(void **state)
{
	static const char *const ids[] = { "NO_AUTHORITY", "WRONG_STATE",
		"TOO_EARLY", "TOO_LATE", "NO_QUORUM", "CONFLICT_OF_INTEREST",
		"DUPLICATE", "STALE_VERSION", "BAD_SIGNATURE", "PRIVACY",
		"STAYED_BY_COURT", "MALFORMED", "RULE_UNKNOWN" };
	enum refusal r;

	(void)state;
	assert_int_equal(sizeof ids / sizeof *ids, REFUSALS - 1);
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		assert_true(refusal_find(ids[i], &r));
		assert_string_equal(refusal_id(r), ids[i]);
		assert_true(strlen(refusal_words(r)) > 0);
	}
}

static void
no_refusal_has_no_name(void **state)
{
	enum refusal r;

	(void)state;
	assert_string_equal(refusal_id(REFUSAL_NONE), "");
	assert_false(refusal_find("", &r));
	assert_false(refusal_find("no_authority", &r));
	assert_false(refusal_find("NO_AUTHORITY ", &r));
}

static void
each_outcome_is_found_by_its_name(void **state)
{
	static const char *const ids[] = { "genesis", "done", "request",
		"refused" };
	enum outcome o;

	(void)state;
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
		assert_true(outcome_find(ids[i], &o));
		assert_string_equal(outcome_id(o), ids[i]);
	}
	assert_false(outcome_find("", &o));
	assert_false(outcome_find("Done", &o));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_code_of_refusal_is_found_by_its_name),
		cmocka_unit_test(no_refusal_has_no_name),
		cmocka_unit_test(each_outcome_is_found_by_its_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
