/* SPDX-License-Identifier: Apache-2.0 */
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

#include "crypt/hash.h"

/* EVP fails only when the library or the memory is broken. */
static void
broken(void)
{
	fputs("canvass: SHA-256 is not working on this machine\n", stderr);
	abort();
}

struct hash *
hash_new(void)
{
	EVP_MD_CTX *c = EVP_MD_CTX_new();

	if (c == NULL || EVP_DigestInit_ex(c, EVP_sha256(), NULL) != 1)
		broken();
	return (struct hash *)c;
}

void
hash_add(struct hash *h, const void *p, size_t n)
{
	if (EVP_DigestUpdate((EVP_MD_CTX *)h, p, n) != 1)
		broken();
}

void
hash_end(struct hash **h, char hex[HASH_HEX])
{
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	if (EVP_DigestFinal_ex((EVP_MD_CTX *)*h, sum, &n) != 1 || n != 32)
		broken();
	EVP_MD_CTX_free((EVP_MD_CTX *)*h);
	*h = NULL;
	for (unsigned i = 0; i < n; i++)
		(void)snprintf(hex + (size_t)2 * i, 3, "%02x", sum[i]);
}

void
hash_hex(const void *p, size_t n, char hex[HASH_HEX])
{
	struct hash *h = hash_new();

	hash_add(h, p, n);
	hash_end(&h, hex);
}

bool
hash_file(const char *path, char hex[HASH_HEX])
{
	struct hash *h = hash_new();
	FILE *f = fopen(path, "rb");
	char window[1 << 16];
	bool whole;
	size_t n;

	while (f != NULL && (n = fread(window, 1, sizeof window, f)) > 0)
		hash_add(h, window, n);
	hash_end(&h, hex);
	whole = f != NULL && !ferror(f);
	if (f != NULL)
		(void)fclose(f);
	return whole;
}
