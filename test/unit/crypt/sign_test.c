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
#include "crypt/sign.h"

static void
bytes(unsigned char *to, const char *hex)
{
	for (; *hex != '\0'; hex += 2) {
		char two[3] = { hex[0], hex[1] };

		*to++ = (unsigned char)strtoul(two, NULL, 16);
	}
}

/* RFC 8032, section 7.1, tests 1 to 3. */
static const struct {
	const char *seed, *public, *text, *sig;
} rfc[] = {
	{ "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
	    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
	    "",
	    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
	    "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b" },
	{ "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
	    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
	    "72",
	    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
	    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00" },
	{ "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
	    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
	    "af82",
	    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
	    "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a" },
};

static void
the_vectors_of_the_rfc_come_out(void **state)
{
	unsigned char seed[SIGN_SEED], public[SIGN_PUBLIC], text[2];
	unsigned char sig[SIGN_SIZE], made[SIGN_SIZE];
	struct sign_key k;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		bytes(seed, rfc[i].seed);
		bytes(public, rfc[i].public);
		bytes(text, rfc[i].text);
		bytes(sig, rfc[i].sig);
		sign_key_of(&k, seed);
		assert_memory_equal(k.public, public, SIGN_PUBLIC);
		sign_make(made, text, i, &k);
		assert_memory_equal(made, sig, SIGN_SIZE);
		assert_true(sign_holds(sig, text, i, public));
	}
}

static void
a_changed_text_key_or_signature_does_not_hold(void **state)
{
	unsigned char sig[SIGN_SIZE];
	struct sign_key k, other;

	(void)state;
	sign_key_new(&k);
	sign_key_new(&other);
	sign_make(sig, "text", 4, &k);
	assert_true(sign_holds(sig, "text", 4, k.public));
	assert_false(sign_holds(sig, "test", 4, k.public));
	assert_false(sign_holds(sig, "text", 4, other.public));
	for (size_t i = 0; i < SIGN_SIZE; i++) {
		sig[i] ^= 1;
		assert_false(sign_holds(sig, "text", 4, k.public));
		sig[i] ^= 1;
	}
}

/* RFC 8032, section 5.1.7: S + L satisfies the equation too, and is refused. */
static void
a_signature_has_one_spelling(void **state)
{
	unsigned char order[32], sig[SIGN_SIZE];
	struct sign_key k;
	unsigned carry = 0;

	(void)state;
	bytes(order, "edd3f55c1a631258d69cf7a2def9de14"
	    "00000000000000000000000000000010");
	sign_demonstration(&k, 7);
	sign_make(sig, "text", 4, &k);
	for (size_t i = 0; i < 32; i++) {
		carry += (unsigned)sig[32 + i] + order[i];
		sig[32 + i] = (unsigned char)carry;
		carry >>= 8;
	}
	assert_int_equal(carry, 0);
	assert_false(sign_holds(sig, "text", 4, k.public));
}

/* Under such a key, R = S = 0 or 1 would sign every eighth text, or each one. */
static void
keys_and_points_of_small_order_are_refused(void **state)
{
	static const char *const point[] = {
	    "0100000000000000000000000000000000000000000000000000000000000000",
	    "0000000000000000000000000000000000000000000000000000000000000000",
	    "0000000000000000000000000000000000000000000000000000000000000080",
	    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
	    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
	    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f" };
	unsigned char key[SIGN_PUBLIC], sig[SIGN_SIZE] = { 1 };
	char text[8];

	(void)state;
	for (size_t i = 0; i < sizeof point / sizeof *point; i++) {
		bytes(key, point[i]);
		for (int n = 0; n < 64; n++) {
			(void)snprintf(text, sizeof text, "%d", n);
			assert_false(sign_holds(sig, text, strlen(text), key));
		}
	}
}

static void
demonstration_keys_are_known_and_others_are_not(void **state)
{
	unsigned char seed[SIGN_SEED];
	struct sign_key k;

	(void)state;
	for (unsigned n = 0; n < SIGN_DEMONSTRATIONS; n++) {
		sign_demonstration(&k, n);
		assert_true(sign_is_demonstration(k.public));
	}
	hash_of(seed, "canvass demonstration key 63", 28);
	assert_memory_equal(k.seed, seed, SIGN_SEED);
	sign_key_new(&k);
	assert_false(sign_is_demonstration(k.public));
	sign_key_forget(&k);
	for (size_t i = 0; i < SIGN_SEED; i++)
		assert_int_equal(k.seed[i], 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_vectors_of_the_rfc_come_out),
		cmocka_unit_test(a_changed_text_key_or_signature_does_not_hold),
		cmocka_unit_test(a_signature_has_one_spelling),
		cmocka_unit_test(keys_and_points_of_small_order_are_refused),
		cmocka_unit_test(demonstration_keys_are_known_and_others_are_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
