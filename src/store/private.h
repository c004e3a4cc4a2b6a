/* SPDX-License-Identifier: Apache-2.0 */
/*
 * private: what must never be published (images, names, addresses), in a file
 * and under a key of its own, beside the record and no part of it:
 *
 *	FOLDER/private.key	the key, sealed with a passphrase (crypt/seal.h)
 *	FOLDER/private.db	one box for each thing, under a name that tells nothing
 *
 * Who has both files and no passphrase learns how many things there are, and
 * how long each is.  The public record holds a commitment to a thing: the
 * SHA-256 of 16 random bytes, the salt, and of its bytes; whoever is shown
 * salt and bytes can check it, and nobody can guess them.
 *
 *	TRY(private_open(a, folder, passphrase, &p, e));
 *	TRY(private_put(p, "envelope/17", bytes, &thing, e));
 */
#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/file.h"
#include "crypt/hash.h"

struct arena;
struct err;
struct private;

#define PRIVATE_SALT 16
#define PRIVATE_MOST ((size_t)64 << 20)	/* bytes of a thing */

struct private_thing {
	const char   *id;
	struct bytes  bytes;
	unsigned char salt[PRIVATE_SALT];
	unsigned char commitment[HASH_SIZE];
};

/* private_create(folder, pass, e): Make the two files; there must be none. */
bool private_create(const char *folder, const char *pass, struct err *e);

/* private_open(a, folder, pass, out, e): A wrong passphrase and a changed key file cannot be told apart. */
bool private_open(struct arena *a, const char *folder, const char *pass,
    struct private **out, struct err *e);
void private_close(struct private **p);	/* forgets the key; fits CLEANUP */

/*
 * private_put(p, id, bytes, out, e):
 * Keep a thing; durable when it returns.  What is kept is never changed: the
 * same bytes again give the same commitment, other bytes fail.
 */
bool private_put(struct private *p, const char *id, struct bytes bytes,
    struct private_thing *out, struct err *e);

/* private_get(p, a, id, found, out, e): A thing, copied into ${a}. */
bool private_get(struct private *p, struct arena *a, const char *id,
    bool *found, struct private_thing *out, struct err *e);

/* private_each(p, visit, ctx, e): All of them, in no order that tells anything; valid during the call. */
typedef bool private_visit(void *ctx, const struct private_thing *t,
    struct err *e);
bool private_each(struct private *p, private_visit *visit, void *ctx,
    struct err *e);

#endif
