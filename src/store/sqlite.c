/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQLite with a rollback journal.  Versions before 3.51.3 can lose commits in
 * WAL mode when two connections checkpoint at once (sqlite.org/wal.html, "the
 * WAL-reset bug"), so a file in that mode is refused by them.
 *
 * journal_mode=TRUNCATE keeps the journal's name, so that a commit does not
 * have to make and remove a file; synchronous=EXTRA syncs its folder too.
 */
#include <assert.h>
#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "store/driver.h"

#define WAL_IS_SAFE 3051003
#define WAIT_MS     60000	/* for another writer, or for readers to end */

struct sqlite {
	struct db     db;
	const char   *path;
	sqlite3      *c;
	sqlite3_stmt *kept[STATEMENTS];
};

/* Does the failure leave it unknown what the file holds? */
static bool
is_unsafe(int rc)
{
	switch (rc & 0xff) {
	case SQLITE_IOERR:
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return true;
	default:
		return false;
	}
}

static bool
failed(struct sqlite *s, struct err *e)
{
	int rc = sqlite3_extended_errcode(s->c);

	if (is_unsafe(rc))
		s->db.stopped = true;
	if ((rc & 0xff) == SQLITE_BUSY)
		return err_set(e, ERR_STORE, "%s: another program is using "
		    "it and does not end", s->path);
	return err_set(e, ERR_STORE, "%s: %s", s->path, sqlite3_errmsg(s->c));
}

static bool
exec(struct db *db, const char *script, struct err *e)
{
	struct sqlite *s = (struct sqlite *)db;

	return sqlite3_exec(s->c, script, NULL, NULL, NULL) == SQLITE_OK ||
	    failed(s, e);
}

static void
close_all(struct db *db)
{
	struct sqlite *s = (struct sqlite *)db;

	for (size_t i = 0; i < STATEMENTS; i++)
		(void)sqlite3_finalize(s->kept[i]);
	(void)sqlite3_close(s->c);
}

static bool
begin(struct db *db, enum db_how how, struct err *e)
{
	return exec(db, how == DB_WRITE ? "BEGIN IMMEDIATE" : "BEGIN", e);
}

/* Waiting too long for readers to end has done nothing; any other failure is unclear. */
static bool
commit(struct db *db, struct err *e)
{
	struct sqlite *s = (struct sqlite *)db;

	if (exec(db, "COMMIT", e))
		return true;
	if ((sqlite3_extended_errcode(s->c) & 0xff) != SQLITE_BUSY)
		db->stopped = true;
	return false;
}

/* Some failures have rolled back already. */
static bool
rollback(struct db *db, struct err *e)
{
	struct sqlite *s = (struct sqlite *)db;

	return sqlite3_get_autocommit(s->c) != 0 || exec(db, "ROLLBACK", e);
}

static bool
make_place(struct db *db, bool create, struct err *e)
{
	(void)db;
	(void)create;
	(void)e;
	return true;
}

static bool
prepare(struct sqlite *s, const struct statement *st, sqlite3_stmt **out,
    struct err *e)
{
	sqlite3_stmt **kept = &s->kept[st->number];

	if (*kept == NULL && sqlite3_prepare_v3(s->c, st->sql, -1,
	    SQLITE_PREPARE_PERSISTENT, kept, NULL) != SQLITE_OK)
		return failed(s, e);
	assert(strcmp(sqlite3_sql(*kept), st->sql) == 0);
	*out = *kept;
	return true;
}

/* A walk inside a walk over the same statement needs one of its own. */
static bool
prepare_again(struct sqlite *s, const struct statement *st,
    sqlite3_stmt **out, struct err *e)
{
	return sqlite3_prepare_v2(s->c, st->sql, -1, out, NULL) == SQLITE_OK ||
	    failed(s, e);
}

static bool
bind(struct sqlite *s, sqlite3_stmt *st, const struct value *arg, size_t n,
    struct err *e)
{
	int rc = SQLITE_OK;

	assert(sqlite3_bind_parameter_count(st) == (int)n);
	for (size_t i = 0; rc == SQLITE_OK && i < n; i++) {
		const struct value *v = &arg[i];
		int at = (int)i + 1;

		if (v->kind == VALUE_INT)
			rc = sqlite3_bind_int64(st, at, v->i);
		else if (v->kind == VALUE_TEXT)
			rc = sqlite3_bind_text64(st, at, v->b.p, v->b.n,
			    SQLITE_STATIC, SQLITE_UTF8);
		else if (v->b.n == 0)
			rc = sqlite3_bind_zeroblob(st, at, 0);
		else
			rc = sqlite3_bind_blob64(st, at, v->b.p, v->b.n,
			    SQLITE_STATIC);
	}
	return rc == SQLITE_OK || failed(s, e);
}

static bool
run(struct db *db, const struct statement *st, const struct value *arg,
    size_t n, struct err *e)
{
	struct sqlite *s = (struct sqlite *)db;
	sqlite3_stmt *q = NULL;
	bool done;

	TRY(prepare(s, st, &q, e));
	done = bind(s, q, arg, n, e) &&
	    (sqlite3_step(q) == SQLITE_DONE || failed(s, e));
	(void)sqlite3_reset(q);
	return done;
}

static bool
open_rows(struct db *db, const struct statement *st, const struct value *arg,
    size_t n, struct rows *out, struct err *e)
{
	struct sqlite *s = (struct sqlite *)db;
	sqlite3_stmt *q = NULL;

	TRY(prepare(s, st, &q, e));
	out->cursor = (int)st->number;
	if (sqlite3_stmt_busy(q)) {
		TRY(prepare_again(s, st, &q, e));
		out->cursor = -1;
	}
	out->at = q;
	return bind(s, q, arg, n, e);
}

static void
take(sqlite3_stmt *q, int i, struct value *v)
{
	if (sqlite3_column_type(q, i) == SQLITE_INTEGER) {
		*v = value_int(sqlite3_column_int64(q, i));
		return;
	}
	v->kind = sqlite3_column_type(q, i) == SQLITE_TEXT ? VALUE_TEXT :
	    VALUE_BLOB;
	v->b.p = v->kind == VALUE_TEXT ?
	    (const char *)sqlite3_column_text(q, i) :
	    sqlite3_column_blob(q, i);
	v->b.n = (size_t)sqlite3_column_bytes(q, i);
}

static bool
next(struct rows *r, bool *got, struct value *column, struct err *e)
{
	int rc = sqlite3_step(r->at);

	*got = rc == SQLITE_ROW;
	for (int i = 0; *got && i < sqlite3_column_count(r->at); i++)
		take(r->at, i, &column[i]);
	return *got || rc == SQLITE_DONE || failed((struct sqlite *)r->db, e);
}

static void
end(struct rows *r)
{
	if (r->at == NULL)
		return;
	if (r->cursor < 0)
		(void)sqlite3_finalize(r->at);
	else
		(void)sqlite3_reset(r->at);
}

/* SQLite's own waiting sleeps up to 100 ms a time: too long between commits of 5. */
static int
wait_for_others(void *ctx, int times)
{
	int ms = times < 20 ? 1 : 5;

	(void)ctx;
	return times * 5 < WAIT_MS && sqlite3_sleep(ms) > 0;
}

/*
 * The header says at bytes 18 and 19 that a file is in WAL mode.  It is read
 * through SQLite, for closing a descriptor of our own would drop the locks of
 * the whole process (sqlite.org/howtocorrupt.html, 2.2).
 */
static bool
is_not_wal(struct sqlite *s, struct err *e)
{
	sqlite3_file *f = NULL;
	unsigned char mode[2] = { 0 };

	if (sqlite3_libversion_number() >= WAL_IS_SAFE)
		return true;
	if (sqlite3_file_control(s->c, "main", SQLITE_FCNTL_FILE_POINTER,
	    &f) == SQLITE_OK && f != NULL && f->pMethods != NULL)
		(void)f->pMethods->xRead(f, mode, sizeof mode, 18);
	if (mode[0] != 2 && mode[1] != 2)
		return true;
	return err_set(e, ERR_STORE, "%s: found a file in WAL mode, in which "
	    "SQLite %s can lose what was written; expected a rollback "
	    "journal", s->path, sqlite3_libversion());
}

static bool
set_up(struct sqlite *s, enum sqlite_as how, struct err *e)
{
	(void)sqlite3_extended_result_codes(s->c, 1);
	(void)sqlite3_busy_handler(s->c, wait_for_others, NULL);
	(void)sqlite3_db_config(s->c, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	TRY(is_not_wal(s, e));
	return exec(&s->db, "PRAGMA trusted_schema=OFF;"
	    "PRAGMA foreign_keys=ON;"
	    "PRAGMA cell_size_check=ON;"
	    "PRAGMA temp_store=MEMORY;"
	    "PRAGMA cache_size=-16384;"
	    "PRAGMA synchronous=EXTRA;"
	    "PRAGMA journal_mode=TRUNCATE;", e) &&
	    (how != SQLITE_AS_READER || exec(&s->db, "PRAGMA query_only=ON", e));
}

static const struct driver driver = {
	.exists = "SELECT 1 FROM sqlite_schema WHERE name = 'schema'",
	.hold = "SELECT size, logged, nodes, signed_size, signed_root FROM head",
	.sound = "PRAGMA integrity_check(10)",
	.make_place = make_place, .close = close_all, .exec = exec, .begin = begin, .commit = commit,
	.rollback = rollback, .run = run, .open = open_rows, .next = next,
	.end = end,
};

/*
 * Readers open for writing too, where they may: what a killed writer left in
 * the journal must be rolled back before anything is read.
 */
bool
sqlite_open(struct arena *a, const char *path, enum sqlite_as how,
    struct db **out, struct err *e)
{
	struct sqlite *s = arena_zero(a, 1, sizeof *s);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;

	s->db.is = &driver;
	s->path = arena_text(a, path);
	if (how == SQLITE_AS_MAKER)
		flags |= SQLITE_OPEN_CREATE;
	if ((sqlite3_open_v2(path, &s->c, flags, NULL) == SQLITE_OK ||
	    failed(s, e)) && set_up(s, how, e)) {
		*out = &s->db;
		return true;
	}
	(void)sqlite3_close(s->c);
	return false;
}
