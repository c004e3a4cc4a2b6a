/* SPDX-License-Identifier: Apache-2.0 */
/*
 * seal: bytes that only who knows a passphrase can open: Argon2id for the key,
 * XChaCha20-Poly1305 for the bytes, over libsodium.
 *
 * A sealed text is lines of ASCII that a person can look at: what it is, the
 * parameters, the salt, and the box in base64, bound to the lines before it:
 *
 *	canvass sealed 1 key
 *	argon2id t=3 m=64MiB
 *	salt BASE64
 *	box BASE64
 *
 * The parameters are fixed: a file that names others is refused, so that it
 * cannot ask for a terabyte.
 */
#ifndef CRYPT_SEAL_H
#define CRYPT_SEAL_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct err;

/* random_bytes(p, n): From the machine's randomness. */
void random_bytes(void *p, size_t n);

/* seal_make(out, what, p, n, pass, e): Append ${n} bytes sealed with ${pass}; ${what} is one word, bound to the box. */
bool seal_make(struct buf *out, const char *what, const void *p, size_t n,
    const char *pass, struct err *e);

/*
 * seal_open(a, what, text, size, name, pass, p, n, e):
 * Open a sealed text read from file ${name}.  A wrong passphrase and a changed
 * file cannot be told apart, and the message says so.
 */
bool seal_open(struct arena *a, const char *what, const char *text,
    size_t size, const char *name, const char *pass, unsigned char **p,
    size_t *n, struct err *e);

/* A key for boxes made one by one (the private store). */
#define SEAL_KEY   32
#define SEAL_EXTRA 40	/* a box is so much longer than what is in it: nonce and tag */
void seal_box(unsigned char *box, const void *p, size_t n,
    const void *bound, size_t bound_n, const unsigned char key[SEAL_KEY]);
bool seal_unbox(unsigned char *p, const unsigned char *box, size_t box_n,
    const void *bound, size_t bound_n, const unsigned char key[SEAL_KEY]);


/* seal_name(name, p, n, key): A name for ${n} bytes that tells nothing to who has no key (keyed BLAKE2b). */
#define SEAL_NAME 32
void seal_name(unsigned char name[SEAL_NAME], const void *p, size_t n,
    const unsigned char key[SEAL_KEY]);

/* seal_forget(p, n): Overwrite a secret. */
void seal_forget(void *p, size_t n);

#endif
