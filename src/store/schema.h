/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schema: the tables and how they have changed.  Changes are files in
 * store/schema/, numbered from 1, that go forward only; those that a store
 * lacks are made in one transaction.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <stdbool.h>

struct db;
struct err;

struct migration {
	const char *sql;
	const char *pg;		/* and this in PostgreSQL; NULL: nothing */
};
extern const struct migration schema_migrations[];
extern const int schema_newest;

/* schema_version(db, version, e): The number of the last change made; 0: there are no tables. */
bool schema_version(struct db *db, int *version, struct err *e);

/* schema_raise(db, from, to, e): Inside a transaction: make the changes after ${from} up to ${to}. */
bool schema_raise(struct db *db, int from, int to, struct err *e);

#endif
