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
	char *out = place[turn++ % 4];

	hex_write(h->b, sizeof h->b, out);
	return out;
}

struct id
id_of_two(const char *kind, struct text a, struct text b)
{
	struct hash h = hash_parts(5, (struct text[]){ text_of(kind),
	    { "\0", 1 }, a, { "\0", 1 }, b });
	struct id id;

	memcpy(id.b, h.b, sizeof id.b);
	return id;
}

struct id
id_of(const char *kind, struct text name)
{
	return id_of_two(kind, name, TEXT(""));
}

bool
signature_holds(const uint8_t key[32], const uint8_t sig[64],
    struct text message)
{
	return crypto_sign_verify_detached(sig, (const uint8_t *)message.p,
	    message.n, key) == 0;
}

bool
key_is_demonstration(const uint8_t key[32])
{
	static uint8_t known[64][32];
	static bool made;
	uint8_t secret[64];
	char name[64];
	bool is = false;

	for (int n = 0; n < 64; n++) {
		(void)snprintf(name, sizeof name,
		    "canvass demonstration key %d", n);
		if (!made)
			(void)crypto_sign_seed_keypair(known[n], secret,
			    hash_bytes(text_of(name)).b);
		is = is || memcmp(known[n], key, 32) == 0;
	}
	made = true;
	return is;
}
