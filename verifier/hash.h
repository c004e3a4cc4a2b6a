/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hash: SHA-256 and Ed25519, the only two primitives of the record.
 */
#ifndef VERIFIER_HASH_H
#define VERIFIER_HASH_H

#include "bytes.h"

struct hash {
	uint8_t b[32];
};

/* hash_parts(n, part): SHA-256 of ${n} pieces, one behind the other. */
struct hash hash_parts(size_t n, const struct text *part);
struct hash hash_bytes(struct text t);
struct hash hash_leaf(struct text entry);			/* RFC 6962 §2.1 */
struct hash hash_node(const struct hash *left, const struct hash *right);
bool hash_same(const struct hash *a, const struct hash *b);
bool hash_read(struct text hex, struct hash *out);
/* hash_hex(h): In one of four static places, for a line of print. */
const char *hash_hex(const struct hash *h);

/* id_of(kind, a, b): The id of a thing that ${a} and ${b} name together. */
struct id id_of(const char *kind, struct text a, struct text b);

/*
 * signature_holds(key, sig, message):
 * Ed25519 as RFC 8032 means it: no other spelling of a valid signature, and no
 * key of small order, is taken.
 */
bool signature_holds(const uint8_t key[32], const uint8_t sig[64],
    struct text message);

/* key_is_demonstration(key): Is it one of the 64 whose seeds are published? */
bool key_is_demonstration(const uint8_t key[32]);

#endif
