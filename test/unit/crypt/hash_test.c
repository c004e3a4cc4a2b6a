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

/* The kept context gives what a new one gives, at the sizes where ways part. */
static void
tagged_bytes_are_hashed_as_if_joined(void **state)
{
	unsigned char sum[HASH_SIZE], joined[1201];
	char hex[HASH_HEX], expected[HASH_HEX];

	(void)state;
	for (size_t i = 0; i < sizeof joined; i++)
		joined[i] = (unsigned char)(i * 7);
	for (size_t n = 0; n <= 600; n++)
		for (size_t m = 0; m <= 600; m += 200) {
			hash_tagged(sum, joined[0], joined + 1, n,
			    joined + 1 + n, m);
			hash_text(hex, sum);
			hash_hex(joined, 1 + n + m, expected);
			assert_string_equal(hex, expected);
		}
	hash_of(sum, joined, sizeof joined);
	hash_text(hex, sum);
	hash_hex(joined, sizeof joined, expected);
	assert_string_equal(hex, expected);
}

static void
only_64_lower_case_digits_are_a_hash(void **state)
{
	unsigned char sum[HASH_SIZE], back[HASH_SIZE];
	char hex[HASH_HEX];

	(void)state;
	hash_of(sum, "abc", 3);
	hash_text(hex, sum);
	assert_true(hash_parse(back, hex, 64));
	assert_memory_equal(back, sum, HASH_SIZE);
	assert_false(hash_parse(back, hex, 63));
	hex[63] = 'A';
	assert_false(hash_parse(back, hex, 64));
	hex[63] = 'g';
	assert_false(hash_parse(back, hex, 64));
	hex[0] = '/';
	assert_false(hash_parse(back, hex, 64));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_published_examples_come_out),
		cmocka_unit_test(a_million_letters_in_pieces_are_hashed_as_one),
		cmocka_unit_test(tagged_bytes_are_hashed_as_if_joined),
		cmocka_unit_test(only_64_lower_case_digits_are_a_hash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
