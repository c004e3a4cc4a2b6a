/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "crypt/hash.h"

static void
expect(const char *s, size_t n, const char *expected)
{
	char hex[HASH_HEX];

	hash_hex(s, n, hex);
	assert_string_equal(hex, expected);
}

/* FIPS 180-4, examples of NIST's cryptographic standards page. */
static void
the_published_examples_come_out(void **state)
{
	(void)state;
	expect("", 0, "e3b0c44298fc1c149afbf4c8996fb924"
	    "27ae41e4649b934ca495991b7852b855");
	expect("abc", 3, "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
	expect("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
	    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void
a_million_letters_in_pieces_are_hashed_as_one(void **state)
{
	struct hash *h = hash_new();
	char piece[1000], hex[HASH_HEX];

	(void)state;
	memset(piece, 'a', sizeof piece);
	for (int i = 0; i < 1000; i++)
		hash_add(h, piece, sizeof piece);
	hash_end(&h, hex);
	assert_null(h);
	assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67"
	    "f1809a48a497200e046d39ccc7112cd0");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_published_examples_come_out),
		cmocka_unit_test(a_million_letters_in_pieces_are_hashed_as_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
