/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

#include "text/base64.h"

/* RFC 4648, section 10. */
static const char *const pair[][2] = { { "", "" }, { "f", "Zg==" },
    { "fo", "Zm8=" }, { "foo", "Zm9v" }, { "foob", "Zm9vYg==" },
    { "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" }, { "\xFB\xFF", "+/8=" } };

static void
the_examples_of_the_rfc_go_both_ways(void **state)
{
	char got[16];
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
		struct buf b CLEANUP(buf_free) = { 0 };

		buf_str(&b, "");
		base64_put(&b, pair[i][0], strlen(pair[i][0]));
		assert_string_equal(b.p, pair[i][1]);
		assert_true(base64_get(got, sizeof got, b.p, b.len, &n));
		assert_int_equal(n, strlen(pair[i][0]));
		assert_memory_equal(got, pair[i][0], n);
	}
}

static void
another_spelling_is_refused(void **state)
{
	static const char *const bad[] = { "Zg", "Zg=", "Zh==", "Zm9=", "Z===",
	    "====", "Zg==Zg==", "Zm9v\n", "Zm 9", "Zm9-", "Zm9_", "=m9v" };
	char got[16];
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(base64_get(got, sizeof got, bad[i],
		    strlen(bad[i]), &n));
	assert_false(base64_get(got, 2, "Zm9v", 4, &n));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_examples_of_the_rfc_go_both_ways),
		cmocka_unit_test(another_spelling_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
