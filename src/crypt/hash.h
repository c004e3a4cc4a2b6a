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

#endif
