/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>
#include <sodium.h>

#include "bytes.h"

/* libcrypto uses the processor's SHA instructions, libsodium does not. */
struct hash
hash_parts(size_t n, const struct text *part)
{
	static EVP_MD_CTX *ctx;
	static EVP_MD *sha256;
	struct hash h;
	bool ok;

	if (ctx == NULL) {
		ctx = EVP_MD_CTX_new();
		sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	}
	ok = EVP_DigestInit_ex(ctx, sha256, NULL) == 1;
	for (size_t i = 0; i < n; i++)
		ok = ok && EVP_DigestUpdate(ctx, part[i].p, part[i].n) == 1;
	if (!ok || EVP_DigestFinal_ex(ctx, h.b, NULL) != 1) {
		(void)fputs("canvass-verify: no SHA-256\n", stderr);
		exit(3);
	}
	return h;
}

struct hash
hash_bytes(struct text t)
{
	return hash_parts(1, &t);
}

struct hash
hash_leaf(struct text entry)
{
	return hash_parts(2, (struct text[]){ { "\0", 1 }, entry });
}

struct hash
hash_node(const struct hash *left, const struct hash *right)
{
	char both[65] = { 1 };

	memcpy(both + 1, left->b, sizeof left->b);
	memcpy(both + 33, right->b, sizeof right->b);
	return hash_bytes((struct text){ both, sizeof both });
}

bool
hash_same(const struct hash *a, const struct hash *b)
{
	return memcmp(a->b, b->b, sizeof a->b) == 0;
}

bool
hash_read(struct text hex, struct hash *out)
{
	return hex_read(hex, out->b, sizeof out->b);
}

const char *
hash_hex(const struct hash *h)
{
	static char place[4][65];
	static unsigned turn;

	return sodium_bin2hex(place[turn++ % 4], 65, h->b, sizeof h->b);
}

/* Each text is ended by a line end, which no name has inside. */
struct id
id_of(size_t n, const struct text *name)
{
	struct text part[16];
	struct hash h;
	struct id id;

	for (size_t i = 0; i < n; i++) {
		part[2 * i] = name[i];
		part[2 * i + 1] = TEXT("\n");
	}
	h = hash_parts(2 * n, part);
	memcpy(id.b, h.b, sizeof id.b);
	return id;
}

bool
signature_holds(const uint8_t key[32], const uint8_t sig[64],
    struct text message)
{
	return crypto_sign_verify_detached(sig, (const uint8_t *)message.p,
	    message.n, key) == 0;
}

bool
key_is_demonstration(struct text hex)
{
	static char known[64][65];
	uint8_t key[32], secret[64];
	char name[64];
	bool is = false;

	for (int n = 0; n < 64; n++) {
		(void)snprintf(name, sizeof name,
		    "canvass demonstration key %d", n);
		if (known[n][0] == '\0') {
			(void)crypto_sign_seed_keypair(key, secret,
			    hash_bytes(text_of(name)).b);
			(void)sodium_bin2hex(known[n], 65, key, 32);
		}
		is = is || text_is(hex, known[n]);
	}
	return is;
}
