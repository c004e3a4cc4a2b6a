/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypt/hash.h"
#include "crypt/seal.h"
#include "crypt/sign.h"

void
random_bytes(void *p, size_t n)
{
	if (sodium_init() < 0) {
		fputs("canvass: this machine gives no randomness\n", stderr);
		abort();
	}
	randombytes_buf(p, n);
}

void
sign_key_of(struct sign_key *k, const unsigned char seed[SIGN_SEED])
{
	unsigned char secret[crypto_sign_SECRETKEYBYTES];

	memmove(k->seed, seed, SIGN_SEED);
	(void)crypto_sign_seed_keypair(k->public, secret, k->seed);
	sodium_memzero(secret, sizeof secret);
}

void
sign_key_new(struct sign_key *k)
{
	random_bytes(k->seed, SIGN_SEED);
	sign_key_of(k, k->seed);
}

void
sign_key_forget(struct sign_key *k)
{
	sodium_memzero(k, sizeof *k);
}

void
sign_demonstration(struct sign_key *k, unsigned n)
{
	unsigned char seed[HASH_SIZE];
	char text[40];

	assert(n < SIGN_DEMONSTRATIONS);
	(void)snprintf(text, sizeof text, "canvass demonstration key %u", n);
	hash_of(seed, text, strlen(text));
	sign_key_of(k, seed);
}

bool
sign_is_demonstration(const unsigned char public[SIGN_PUBLIC])
{
	struct sign_key k;

	for (unsigned n = 0; n < SIGN_DEMONSTRATIONS; n++) {
		sign_demonstration(&k, n);
		if (memcmp(k.public, public, SIGN_PUBLIC) == 0)
			return true;
	}
	return false;
}

void
sign_make(unsigned char sig[SIGN_SIZE], const void *p, size_t n,
    const struct sign_key *k)
{
	unsigned char secret[crypto_sign_SECRETKEYBYTES];

	/* libsodium's secret key is the seed with the public key behind it. */
	memcpy(secret, k->seed, SIGN_SEED);
	memcpy(secret + SIGN_SEED, k->public, SIGN_PUBLIC);
	(void)crypto_sign_detached(sig, NULL, p, n, secret);
	sodium_memzero(secret, sizeof secret);
}

/* libsodium refuses S that is not below the order, and small-order A and R. */
bool
sign_holds(const unsigned char sig[SIGN_SIZE], const void *p, size_t n,
    const unsigned char public[SIGN_PUBLIC])
{
	return crypto_sign_verify_detached(sig, p, n, public) == 0;
}
