/* SPDX-License-Identifier: Apache-2.0 */
/* inside: what the files of this room know of a store, and nobody else. */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include "store/driver.h"
#include "store/schema.h"
#include "store/statements.h"
#include "store/store.h"

struct store {
	struct db  *db;
	const char *address;
	const char *name;	/* for messages: an address may have a password in it */
	const char *folder;	/* has objects/ in it */
};

/* head_get(s, hold, h, e): Read the head; with ${hold} no other writer can until the transaction ends. */
bool head_get(struct store *s, bool hold, struct store_head *h,
    struct err *e);

/* A column as text, in ${a} if there is one. */
const char *text_of(struct arena *a, const struct value *v);

/* leaf_of(v, out, e): 32 bytes out of a column; what is not that long is damage. */
bool leaf_of(const struct value *v, unsigned char out[HASH_SIZE],
    struct err *e);

/*
 * store_open_at(a, address, how, version, out, e): As store_open, by a program
 * whose newest schema is ${version}: for tests of upgrades.
 */
bool store_open_at(struct arena *a, const char *address, enum store_how how,
    int version, struct store **out, struct err *e);

#endif
