/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sign: Ed25519 (RFC 8032), over libsodium.  Small-order points and
 * signatures that are not in canonical form are refused, so that a signature
 * has one spelling only.
 */
#ifndef CRYPT_SIGN_H
#define CRYPT_SIGN_H

#include <stdbool.h>
#include <stddef.h>

#define SIGN_SEED   32
#define SIGN_PUBLIC 32
#define SIGN_SIZE   64

struct sign_key {
	unsigned char seed[SIGN_SEED];
	unsigned char public[SIGN_PUBLIC];
};

/* sign_key_new(k): A new key from the machine's randomness. */
void sign_key_new(struct sign_key *k);

/* sign_key_of(k, seed): The key of that seed. */
void sign_key_of(struct sign_key *k, const unsigned char seed[SIGN_SEED]);

/* sign_key_forget(k): Overwrite it; fits CLEANUP. */
void sign_key_forget(struct sign_key *k);

/*
 * sign_demonstration(k, n):
 * The published demonstration key ${n} (docs/record.md); n < SIGN_DEMONSTRATIONS.
 * Real elections refuse them.
 */
#define SIGN_DEMONSTRATIONS 64
void sign_demonstration(struct sign_key *k, unsigned n);

/* sign_is_demonstration(public): Is it one of them? */
bool sign_is_demonstration(const unsigned char public[SIGN_PUBLIC]);

void sign_make(unsigned char sig[SIGN_SIZE], const void *p, size_t n,
    const struct sign_key *k);
bool sign_holds(const unsigned char sig[SIGN_SIZE], const void *p, size_t n,
    const unsigned char public[SIGN_PUBLIC]);

#endif
