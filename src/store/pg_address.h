/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pg_address: what an address says to us, and what it says to libpq.
 *
 *	postgresql://clerk@db.example/records?election=county-2026&sslmode=require
 *
 * "election" names the schema of one election's tables, so that many can live
 * in one database; everything else is libpq's.
 */
#ifndef STORE_PG_ADDRESS_H
#define STORE_PG_ADDRESS_H

#include <stdbool.h>

struct arena;
struct err;

#define PG_ELECTION "canvass"	/* where the address does not name one */

struct pg_address {
	const char *libpq;	/* without our part */
	const char *election;	/* 1-63 of a-z 0-9 _ - */
};

bool pg_address_parse(struct arena *a, const char *address,
    struct pg_address *out, struct err *e);

/* pg_words(a, sql): A change of the schema in PostgreSQL's words. */
const char *pg_words(struct arena *a, const char *sql);

#endif
