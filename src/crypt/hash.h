/* SPDX-License-Identifier: Apache-2.0 */
/* hash: SHA-256 (FIPS 180-4), over OpenSSL's EVP. */
#ifndef CRYPT_HASH_H
#define CRYPT_HASH_H

#include <stdbool.h>
#include <stddef.h>

#define HASH_HEX 65	/* 64 digits and a NUL */

struct hash;

struct hash *hash_new(void);
void hash_add(struct hash *h, const void *p, size_t n);
void hash_end(struct hash **h, char hex[HASH_HEX]);	/* frees ${h} */

/* hash_file(path, hex): Of a whole file, read in a window; false if it cannot be read. */
bool hash_file(const char *path, char hex[HASH_HEX]);

/* hash_hex(p, n, hex): Of ${n} bytes at once. */
void hash_hex(const void *p, size_t n, char hex[HASH_HEX]);

#define HASH_SIZE 32

/* hash_of(sum, p, n): The same as 32 bytes. */
void hash_of(unsigned char sum[HASH_SIZE], const void *p, size_t n);

/*
 * hash_tagged(sum, tag, p, n, q, m): Of the byte ${tag} and then ${n} bytes at
 * ${p} and ${m} at ${q}: leaves and nodes of a Merkle tree (RFC 6962, section
 * 2.1).  Quick for many small texts: one context is kept for the whole program,
 * which has one thread.
 */
void hash_tagged(unsigned char sum[HASH_SIZE], unsigned char tag,
    const void *p, size_t n, const void *q, size_t m);

/* hash_text(hex, sum): 32 bytes as 64 lower-case digits. */
void hash_text(char hex[HASH_HEX], const unsigned char sum[HASH_SIZE]);

/* hash_parse(sum, p, n): And back; false if the ${n} bytes are not 64 such digits. */
bool hash_parse(unsigned char sum[HASH_SIZE], const char *p, size_t n);

#endif
