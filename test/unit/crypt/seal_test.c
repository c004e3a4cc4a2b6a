/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "crypt/seal.h"

static bool
opens(const char *what, const char *text, size_t n, const char *pass)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	unsigned char *p;
	struct err e;
	bool opened = seal_open(&a, what, text, n, "f", pass, &p, &n, &e);

	if (opened)
		assert_memory_equal(p, "secret", n);
	return opened && n == 6;
}

static void
who_knows_the_passphrase_opens_and_no_one_else(void **state)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct err e;

	(void)state;
	assert_true(seal_make(&b, "key", "secret", 6, "pass", &e));
	assert_true(opens("key", b.p, b.len, "pass"));
	assert_false(opens("key", b.p, b.len, "Pass"));
	assert_false(opens("store", b.p, b.len, "pass"));
	assert_null(strstr(b.p, "secret"));
}

static void
what_seal_make_did_not_write_is_refused(void **state)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct err e;
	char *t;

	(void)state;
	assert_true(seal_make(&b, "key", "secret", 6, "pass", &e));
	assert_false(opens("key", b.p, b.len - 1, "pass"));
	assert_false(opens("key", b.p, 10, "pass"));
	assert_false(opens("key", b.p, 0, "pass"));
	*(t = strstr(b.p, "m=64")) = 'M';
	assert_false(opens("key", b.p, b.len, "pass"));
	*t = 'm';
	t = strstr(b.p, "box ") + 12;
	*t = *t == 'A' ? 'B' : 'A';
	assert_false(opens("key", b.p, b.len, "pass"));
}

static void
a_box_opens_with_its_key_and_what_it_is_bound_to(void **state)
{
	unsigned char key[SEAL_KEY], box[3 + SEAL_EXTRA], out[3];

	(void)state;
	random_bytes(key, sizeof key);
	seal_box(box, "abc", 3, "to", 2, key);
	assert_true(seal_unbox(out, box, sizeof box, "to", 2, key));
	assert_memory_equal(out, "abc", 3);
	assert_false(seal_unbox(out, box, sizeof box, "tu", 2, key));
	assert_false(seal_unbox(out, box, sizeof box - 1, "to", 2, key));
	assert_false(seal_unbox(out, box, SEAL_EXTRA - 1, "to", 2, key));
	for (size_t i = 0; i < sizeof box; i++) {
		box[i] ^= 1;
		assert_false(seal_unbox(out, box, sizeof box, "to", 2, key));
		box[i] ^= 1;
	}
	key[0] ^= 1;
	assert_false(seal_unbox(out, box, sizeof box, "to", 2, key));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_knows_the_passphrase_opens_and_no_one_else),
		cmocka_unit_test(what_seal_make_did_not_write_is_refused),
		cmocka_unit_test(a_box_opens_with_its_key_and_what_it_is_bound_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
