/* SPDX-License-Identifier: Apache-2.0 */
/*
 * driver: what the store asks of a database: a thin table of calls, filled in
 * by store/sqlite.c and store/pg.c.
 *
 *	struct value arg[] = { value_int(7), value_text("audit/president") };
 *	TRY(db_run(db, &statement, arg, 2, e));
 *
 * A statement is prepared when it is first used, and kept by its number.  Its
 * parameters are $1, $2 ... and stand in it in that order.
 */
#ifndef STORE_DRIVER_H
#define STORE_DRIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/file.h"

struct arena;
struct db;
struct err;

enum value_kind { VALUE_INT, VALUE_TEXT, VALUE_BLOB };

/* Of a parameter or a column. */
struct value {
	enum value_kind kind;
	int64_t         i;	/* INT */
	struct bytes    b;	/* TEXT and BLOB; a NUL follows the bytes of a TEXT */
};

static inline struct value
value_int(int64_t i)
{
	return (struct value){ .kind = VALUE_INT, .i = i };
}

static inline struct value
value_text(const char *s)
{
	return (struct value){ .kind = VALUE_TEXT, .b = { s, strlen(s) } };
}

static inline struct value
value_blob(const void *p, size_t n)
{
	return (struct value){ .kind = VALUE_BLOB, .b = { p, n } };
}

#define STATEMENTS 192	/* numbers are below */
#define VALUES     12	/* parameters, and columns, at most */

struct statement {
	unsigned    number;
	const char *sql;
	unsigned    many;	/* rows without bound: how many are fetched at once; 0: there is one at most */
};

/* The rows of one statement; lives on the caller's stack, its members are the driver's. */
struct rows {
	struct db *db;
	void      *at;
	int        row, cursor;
	unsigned   many;
};

enum db_how { DB_WRITE, DB_READ };	/* one writer; or a view that stands still */

struct driver {
	const char *exists;	/* a query that has a row once there are tables */
	const char *hold;	/* reads the head, and keeps other writers away until the end */
	const char *sound;	/* a query whose rows say what is wrong with the file, "ok" if nothing; NULL: the server looks after its own */
	bool        has_objects;/* keeps objects in a table, for it has no folder */
	bool (*make_place)(struct db *db, bool create, struct err *e);	/* before tables are made or changed */
	void (*close)(struct db *db);
	bool (*exec)(struct db *db, const char *script, struct err *e);
	bool (*begin)(struct db *db, enum db_how how, struct err *e);
	bool (*commit)(struct db *db, struct err *e);
	bool (*rollback)(struct db *db, struct err *e);
	bool (*run)(struct db *db, const struct statement *st,
	    const struct value *arg, size_t n, struct err *e);
	bool (*open)(struct db *db, const struct statement *st,
	    const struct value *arg, size_t n, struct rows *out,
	    struct err *e);
	bool (*next)(struct rows *r, bool *got, struct value *column,
	    struct err *e);
	void (*end)(struct rows *r);
};

/* A connection; each driver's own begins with this. */
struct db {
	const struct driver *is;
	bool                 stopped;	/* what is on the disk is not known: nothing more is done */
	bool                 lost;	/* there is no connection any more */
	bool                 inside;	/* a transaction */
};

/* db_run(db, st, arg, n, e): Run a statement that gives no rows.  Inside a transaction its failure may be told by a later call. */
bool db_run(struct db *db, const struct statement *st,
    const struct value *arg, size_t n, struct err *e);

/*
 * db_rows(db, st, arg, n, out, e), db_next(r, got, column, e):
 * Run a statement and read its rows one by one; a column is valid until the
 * next row.  ${out} is given back with db_end, which fits CLEANUP.
 */
bool db_rows(struct db *db, const struct statement *st,
    const struct value *arg, size_t n, struct rows *out, struct err *e);
bool db_next(struct rows *r, bool *got, struct value *column, struct err *e);
void db_end(struct rows *r);

bool db_exec(struct db *db, const char *script, struct err *e);
bool db_begin(struct db *db, enum db_how how, struct err *e);
bool db_commit(struct db *db, struct err *e);	/* durable when it returns; a failure stops the connection unless it is known that nothing was done */
void db_rollback(struct db *db);		/* safe outside a transaction */
void db_close(struct db **db);			/* fits CLEANUP */

enum sqlite_as { SQLITE_AS_MAKER, SQLITE_AS_WRITER, SQLITE_AS_READER };

/* sqlite_open(a, path, how, out, e): Open the file ${path}; a maker makes it if it is missing. */
bool sqlite_open(struct arena *a, const char *path, enum sqlite_as how,
    struct db **out, struct err *e);

/*
 * pg_open(a, address, out, e): Connect to PostgreSQL; tables are those of the
 * schema that "election=NAME" in the address names ("canvass").  A reader is
 * kept from writing.
 */
bool pg_open(struct arena *a, const char *address, bool reader,
    struct db **out, struct err *e);

#endif
