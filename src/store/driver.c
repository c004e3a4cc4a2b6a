/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/err.h"

#include "store/driver.h"

static bool
is_alive(const struct db *db, struct err *e)
{
	if (db->lost)
		return err_set(e, ERR_STORE,
		    "the connection to the store is lost: open it again");
	if (db->stopped)
		return err_set(e, ERR_STORE, "the store has stopped: a write "
		    "failed, and what is on the disk is not known: open it "
		    "again");
	return true;
}

bool
db_run(struct db *db, const struct statement *st, const struct value *arg,
    size_t n, struct err *e)
{
	assert(st->number < STATEMENTS && n <= VALUES);
	TRY(is_alive(db, e));
	return db->is->run(db, st, arg, n, e);
}

bool
db_rows(struct db *db, const struct statement *st, const struct value *arg,
    size_t n, struct rows *out, struct err *e)
{
	assert(st->number < STATEMENTS && n <= VALUES);
	*out = (struct rows){ 0 };
	TRY(is_alive(db, e));
	out->db = db;
	return db->is->open(db, st, arg, n, out, e);
}

bool
db_next(struct rows *r, bool *got, struct value *column, struct err *e)
{
	TRY(is_alive(r->db, e));
	return r->db->is->next(r, got, column, e);
}

void
db_end(struct rows *r)
{
	if (r->db != NULL)
		r->db->is->end(r);
	*r = (struct rows){ 0 };
}

bool
db_exec(struct db *db, const char *script, struct err *e)
{
	TRY(is_alive(db, e));
	return db->is->exec(db, script, e);
}

bool
db_begin(struct db *db, enum db_how how, struct err *e)
{
	assert(!db->inside);
	TRY(is_alive(db, e));
	TRY(db->is->begin(db, how, e));
	db->inside = true;
	return true;
}

bool
db_commit(struct db *db, struct err *e)
{
	assert(db->inside);
	TRY(is_alive(db, e));
	TRY(db->is->commit(db, e));
	db->inside = false;
	return true;
}

void
db_rollback(struct db *db)
{
	struct err unheard;

	if (!db->inside)
		return;
	db->inside = false;
	if (!db->lost && !db->is->rollback(db, &unheard))
		db->stopped = true;
}

void
db_close(struct db **db)
{
	if (*db != NULL)
		(*db)->is->close(*db);
	*db = NULL;
}
