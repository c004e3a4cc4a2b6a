/* SPDX-License-Identifier: Apache-2.0 */
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
	hash_text(hex, sum);
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

/*
 * OpenSSL 3 looks an algorithm up by its name at every EVP_sha256(), which
 * takes longer than hashing a node; so it is fetched once.  The program has
 * one thread.
 */
static EVP_MD_CTX *
kept(void)
{
	static EVP_MD_CTX *c;
	EVP_MD *md;

	if (c != NULL)
		return c;
	md = EVP_MD_fetch(NULL, "SHA256", NULL);
	c = EVP_MD_CTX_new();
	if (md == NULL || c == NULL || EVP_DigestInit_ex2(c, md, NULL) != 1)
		broken();
	EVP_MD_free(md);	/* the context holds it */
	return c;
}

void
hash_of(unsigned char sum[HASH_SIZE], const void *p, size_t n)
{
	EVP_MD_CTX *c = kept();

	if (EVP_DigestInit_ex2(c, NULL, NULL) != 1 ||
	    EVP_DigestUpdate(c, p, n) != 1 ||
	    EVP_DigestFinal_ex(c, sum, NULL) != 1)
		broken();
}

#define SMALL 512	/* bytes that are cheaper to copy than to hand over apart */

void
hash_tagged(unsigned char sum[HASH_SIZE], unsigned char tag, const void *p,
    size_t n, const void *q, size_t m)
{
	unsigned char all[SMALL];
	EVP_MD_CTX *c = kept();

	if (n < SMALL && m < SMALL - n) {
		all[0] = tag;
		if (n > 0)
			memcpy(all + 1, p, n);
		if (m > 0)
			memcpy(all + 1 + n, q, m);
		hash_of(sum, all, 1 + n + m);
		return;
	}
	if (EVP_DigestInit_ex2(c, NULL, NULL) != 1 ||
	    EVP_DigestUpdate(c, &tag, 1) != 1 ||
	    EVP_DigestUpdate(c, p, n) != 1 ||
	    EVP_DigestUpdate(c, q, m) != 1 ||
	    EVP_DigestFinal_ex(c, sum, NULL) != 1)
		broken();
}

void
hash_text(char hex[HASH_HEX], const unsigned char sum[HASH_SIZE])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < HASH_SIZE; i++) {
		hex[2 * i] = digits[sum[i] >> 4];
		hex[2 * i + 1] = digits[sum[i] & 15];
	}
	hex[HASH_HEX - 1] = '\0';
}

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
hash_parse(unsigned char sum[HASH_SIZE], const char *p, size_t n)
{
	unsigned char got[HASH_SIZE];

	if (n != HASH_HEX - 1)
		return false;
	for (size_t i = 0; i < HASH_SIZE; i++) {
		int high = digit(p[2 * i]), low = digit(p[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		got[i] = (unsigned char)(high << 4 | low);
	}
	memcpy(sum, got, HASH_SIZE);
	return true;
}
