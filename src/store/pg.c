/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PostgreSQL, over libpq.  What gives no rows is sent on without waiting (its
 * pipeline mode) and answered for when something is asked or committed: many
 * acts then cost few journeys.  What may give many rows is read through a
 * cursor, so that memory is bounded and a walk may ask other things meanwhile.
 */
#include <libpq-fe.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "store/driver.h"
#include "store/pg_address.h"

#define PENDING 512	/* statements under way; their answers wait in memory */

/* Types of the wire (pg_type.dat). */
#define OID_BYTEA 17
#define OID_INT8  20
#define OID_TEXT  25

struct pg {
	struct db         db;
	PGconn           *c;
	struct pg_address at;
	bool              kept[STATEMENTS];	/* prepared under its number */
	int               pending;
	int               walks;	/* cursors that are open */
	bool              own;		/* a transaction that a walk began for itself */
};

/* Parameters as the wire wants them. */
struct wire {
	Oid           type[VALUES];
	const char   *p[VALUES];
	int           n[VALUES], format[VALUES];
	unsigned char number[VALUES][8];
};

static void
pack(struct wire *w, const struct value *arg, size_t n)
{
	static const Oid type[] = {
		[VALUE_INT] = OID_INT8, [VALUE_TEXT] = OID_TEXT,
		[VALUE_BLOB] = OID_BYTEA,
	};

	for (size_t i = 0; i < n; i++) {
		w->type[i] = type[arg[i].kind];
		w->format[i] = 1;
		if (arg[i].kind == VALUE_INT) {
			for (int k = 0; k < 8; k++)
				w->number[i][k] = (unsigned char)
				    ((uint64_t)arg[i].i >> (56 - 8 * k));
			w->p[i] = (const char *)w->number[i];
			w->n[i] = 8;
		} else {
			w->p[i] = arg[i].b.n > 0 ? arg[i].b.p : "";
			w->n[i] = (int)arg[i].b.n;
		}
	}
}

static void
clear(PGresult **r)
{
	PQclear(*r);
}

/* Does the server say by this SQLSTATE that it is going, or gone? */
static bool
ends_connection(const char *state)
{
	return state != NULL && (strncmp(state, "57P0", 4) == 0 ||
	    strncmp(state, "08", 2) == 0);
}

/* Say what went wrong: what the server says of ${r}, or what libpq says. */
static bool
failed(struct pg *p, const PGresult *r, struct err *e)
{
	const char *said = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
	const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);

	if (PQstatus(p->c) == CONNECTION_BAD || ends_connection(state))
		p->db.lost = true;
	if (said != NULL)
		return err_set(e, ERR_STORE, "PostgreSQL: %s (%s)", said,
		    state != NULL ? state : "?");
	said = PQerrorMessage(p->c);
	return err_set(e, ERR_STORE, "PostgreSQL: %.*s",
	    (int)strcspn(said, "\n"), said);
}

static bool
is_good(const PGresult *r)
{
	return PQresultStatus(r) == PGRES_COMMAND_OK ||
	    PQresultStatus(r) == PGRES_TUPLES_OK;
}

/*
 * Wait for the answers of all that is under way; the last of them goes to
 * ${last}, the first that is a failure into ${e}.
 */
static bool
settle(struct pg *p, PGresult **last, struct err *e)
{
	bool good = true, ended = false;

	*last = NULL;
	if (p->pending == 0)
		return true;
	p->pending = 0;
	if (PQpipelineSync(p->c) != 1)
		return failed(p, NULL, e);
	for (int silent = 0; !ended && silent < 2;) {
		PGresult *r = PQgetResult(p->c);

		silent = r == NULL ? silent + 1 : 0;
		if (r == NULL)
			continue;
		ended = PQresultStatus(r) == PGRES_PIPELINE_SYNC;
		if (!ended && !is_good(r) && good)
			good = failed(p, r, e);
		if (ended) {
			PQclear(r);
		} else {
			PQclear(*last);
			*last = r;
		}
	}
	if (ended && PQexitPipelineMode(p->c) == 1)
		return good;
	return good ? failed(p, NULL, e) : false;
}

static bool
settle_all(struct pg *p, struct err *e)
{
	PGresult *last CLEANUP(clear) = NULL;

	return settle(p, &last, e);
}

/* Send ${sql} on without waiting for its answer. */
static bool
queue(struct pg *p, const char *sql, struct err *e)
{
	if (p->pending == 0 && PQenterPipelineMode(p->c) != 1)
		return failed(p, NULL, e);
	if (PQsendQueryParams(p->c, sql, 0, NULL, NULL, NULL, NULL, 1) != 1)
		return failed(p, NULL, e);
	p->pending++;
	return true;
}

static bool
queue_kept(struct pg *p, const struct statement *st, const struct value *arg,
    size_t n, struct err *e)
{
	struct wire w;
	char name[12];

	pack(&w, arg, n);
	(void)snprintf(name, sizeof name, "s%u", st->number);
	if (!p->kept[st->number]) {
		PGresult *r CLEANUP(clear) = NULL;

		TRY(settle_all(p, e));
		r = PQprepare(p->c, name, st->sql, (int)n, w.type);
		if (!is_good(r))
			return failed(p, r, e);
		p->kept[st->number] = true;
	}
	if (p->pending == 0 && PQenterPipelineMode(p->c) != 1)
		return failed(p, NULL, e);
	if (PQsendQueryPrepared(p->c, name, (int)n, w.p, w.n, w.format, 1)
	    != 1)
		return failed(p, NULL, e);
	p->pending++;
	return true;
}

/* One or more statements without parameters, answered before this returns. */
static bool
command(struct pg *p, const char *sql, struct err *e)
{
	PGresult *r CLEANUP(clear) = NULL;

	TRY(settle_all(p, e));
	r = PQexec(p->c, sql);
	return is_good(r) || failed(p, r, e);
}

static bool
exec(struct db *db, const char *script, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };

	return command((struct pg *)db, pg_words(&a, script), e);
}

static bool
begin(struct db *db, enum db_how how, struct err *e)
{
	struct pg *p = (struct pg *)db;

	if (p->walks > 0)
		return err_set(e, ERR_STORE,
		    "a transaction cannot begin within a walk");
	return queue(p, how == DB_WRITE ?
	    "BEGIN ISOLATION LEVEL READ COMMITTED" :
	    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", e);
}

/*
 * COMMIT travels with what is under way: after a failure in front of it the
 * server leaves it out, and after one before that it answers ROLLBACK.
 */
static bool
commit(struct db *db, struct err *e)
{
	struct pg *p = (struct pg *)db;
	PGresult *last CLEANUP(clear) = NULL;
	bool good;

	TRY(queue(p, "COMMIT", e));
	good = settle(p, &last, e);
	if (good && strcmp(PQcmdStatus(last), "COMMIT") == 0)
		return true;
	if (good)
		return err_set(e, ERR_STORE, "PostgreSQL: nothing was "
		    "committed, for something failed before");
	db->stopped = PQresultStatus(last) != PGRES_PIPELINE_ABORTED;
	return false;
}

static bool
rollback(struct db *db, struct err *e)
{
	struct pg *p = (struct pg *)db;
	struct err unheard;

	(void)settle_all(p, &unheard);
	return PQtransactionStatus(p->c) == PQTRANS_IDLE ||
	    command(p, "ROLLBACK", e);
}

static bool
run(struct db *db, const struct statement *st, const struct value *arg,
    size_t n, struct err *e)
{
	struct pg *p = (struct pg *)db;

	TRY(queue_kept(p, st, arg, n, e));
	return (db->inside && p->pending < PENDING) || settle_all(p, e);
}

static bool
fetch(struct rows *r, struct err *e)
{
	struct pg *p = (struct pg *)r->db;
	char sql[60];

	(void)snprintf(sql, sizeof sql, "FETCH %u FROM walk%d", r->many,
	    r->cursor);
	PQclear(r->at);
	r->row = 0;
	r->at = PQexecParams(p->c, sql, 0, NULL, NULL, NULL, NULL, 1);
	return PQresultStatus(r->at) == PGRES_TUPLES_OK || failed(p, r->at, e);
}

static bool
open_cursor(struct pg *p, const struct statement *st, const struct value *arg,
    size_t n, struct rows *out, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	PGresult *r CLEANUP(clear) = NULL;
	struct wire w;

	TRY(settle_all(p, e));
	if (!p->db.inside && p->walks == 0) {
		TRY(command(p, "BEGIN ISOLATION LEVEL REPEATABLE READ"
		    " READ ONLY", e));
		p->own = true;
	}
	pack(&w, arg, n);
	out->cursor = ++p->walks;
	out->many = st->many;
	r = PQexecParams(p->c, arena_printf(&a, "DECLARE walk%d NO SCROLL"
	    " CURSOR FOR %s", out->cursor, st->sql), (int)n, w.type, w.p, w.n,
	    w.format, 1);
	return (is_good(r) || failed(p, r, e)) && fetch(out, e);
}

static bool
open_rows(struct db *db, const struct statement *st, const struct value *arg,
    size_t n, struct rows *out, struct err *e)
{
	struct pg *p = (struct pg *)db;
	PGresult *r = NULL;
	bool good;

	if (st->many > 0)
		return open_cursor(p, st, arg, n, out, e);
	TRY(queue_kept(p, st, arg, n, e));
	good = settle(p, &r, e);
	out->at = r;
	return good;
}

static void
take(const PGresult *r, int row, int i, struct value *v)
{
	const char *p = PQgetvalue(r, row, i);
	int n = PQgetlength(r, row, i);
	uint64_t number = 0;

	v->kind = PQftype(r, i) == OID_BYTEA ? VALUE_BLOB :
	    PQftype(r, i) == OID_TEXT ? VALUE_TEXT : VALUE_INT;
	v->b = (struct bytes){ p, (size_t)n };
	for (int k = 0; v->kind == VALUE_INT && k < n; k++)
		number = number << 8 | (unsigned char)p[k];
	v->i = (int64_t)number;
}

static bool
next(struct rows *r, bool *got, struct value *column, struct err *e)
{
	if (r->cursor > 0 && r->row == PQntuples(r->at) &&
	    r->row == (int)r->many)
		TRY(fetch(r, e));
	*got = r->row < PQntuples(r->at);
	for (int i = 0; *got && i < PQnfields(r->at); i++)
		take(r->at, r->row, i, &column[i]);
	r->row += *got;
	return true;
}

/* A walk that failed leaves its cursor to the end of the transaction. */
static void
end(struct rows *r)
{
	struct pg *p = (struct pg *)r->db;
	char sql[30];
	struct err unheard;

	PQclear(r->at);
	if (r->cursor == 0)
		return;
	p->walks--;
	(void)snprintf(sql, sizeof sql, "CLOSE walk%d", r->cursor);
	if (p->walks == 0 && p->own) {
		(void)command(p, "ROLLBACK", &unheard);
		p->own = false;
	} else if (PQtransactionStatus(p->c) == PQTRANS_INTRANS) {
		(void)command(p, sql, &unheard);
	}
}

static void
close_all(struct db *db)
{
	PQfinish(((struct pg *)db)->c);
}

/* Other programs that would make or change the tables wait here. */
static bool
make_place(struct db *db, bool create, struct err *e)
{
	struct pg *p = (struct pg *)db;
	char sql[160];

	(void)snprintf(sql, sizeof sql, "SELECT pg_advisory_xact_lock("
	    "hashtext('canvass %s'))", p->at.election);
	TRY(command(p, sql, e));
	(void)snprintf(sql, sizeof sql, "CREATE SCHEMA IF NOT EXISTS \"%s\"",
	    p->at.election);
	return !create || command(p, sql, e);
}

static const struct driver driver = {
	.exists = "SELECT 1 FROM pg_tables WHERE tablename = 'schema'"
	    " AND schemaname = current_schema()",
	.hold = "SELECT size, logged, nodes, signed_size, signed_root"
	    " FROM head FOR UPDATE",
	.has_objects = true, .make_place = make_place, .close = close_all,
	.exec = exec, .begin = begin, .commit = commit, .rollback = rollback,
	.run = run, .open = open_rows, .next = next, .end = end,
};

static bool
is_set(struct pg *p, const char *name, const char *unfit, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	PGresult *r CLEANUP(clear) = PQexec(p->c, arena_printf(&a, "SHOW %s",
	    name));

	if (!is_good(r))
		return failed(p, r, e);
	if (strcmp(PQgetvalue(r, 0, 0), unfit) != 0)
		return true;
	return err_set(e, ERR_STORE, "PostgreSQL: found %s = %s, with which "
	    "it would lose what it has acknowledged", name, unfit);
}

/* What is acknowledged is on the disk, and texts are what they were. */
static bool
is_fit(struct pg *p, struct err *e)
{
	const char *encoding = PQparameterStatus(p->c, "server_encoding");

	if (encoding == NULL || strcmp(encoding, "UTF8") != 0)
		return err_set(e, ERR_STORE, "PostgreSQL: found a database "
		    "in %s, expected UTF8", encoding != NULL ? encoding : "?");
	return is_set(p, "fsync", "off", e) &&
	    is_set(p, "full_page_writes", "off", e) &&
	    is_set(p, "synchronous_commit", "off", e);
}

static void
say_nothing(void *ctx, const char *notice)
{
	(void)ctx;
	(void)notice;
}

static bool
set_up(struct pg *p, bool reader, struct err *e)
{
	char sql[200];

	if (PQstatus(p->c) != CONNECTION_OK)
		return failed(p, NULL, e);
	(void)PQsetNoticeProcessor(p->c, say_nothing, NULL);
	TRY(is_fit(p, e));
	(void)snprintf(sql, sizeof sql, "SET search_path TO \"%s\";"
	    " SET jit TO off; SET default_transaction_read_only TO %s",
	    p->at.election, reader ? "on" : "off");
	return command(p, sql, e);
}

bool
pg_open(struct arena *a, const char *address, bool reader, struct db **out,
    struct err *e)
{
	struct pg *p = arena_zero(a, 1, sizeof *p);
	const char *const word[] = { "connect_timeout",
		"fallback_application_name", "dbname", "client_encoding",
		NULL };
	const char *value[] = { "10", "canvass", NULL, "UTF8", NULL };

	p->db.is = &driver;
	TRY(pg_address_parse(a, address, &p->at, e));
	value[2] = p->at.libpq;
	p->c = PQconnectdbParams(word, value, 1);
	*out = &p->db;
	if (set_up(p, reader, e))
		return true;
	db_close(out);
	return false;
}
