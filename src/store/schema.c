/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"
#include "base/err.h"

#include "store/driver.h"
#include "store/schema.h"
#include "store/statements.h"

/* A number in the first column of the only row; ${got}: is there one? */
static bool
number(struct db *db, const struct statement *st, bool *got, int64_t *n,
    struct err *e)
{
	struct rows r CLEANUP(db_end) = { 0 };
	struct value v[VALUES];

	TRY(db_rows(db, st, NULL, 0, &r, e));
	TRY(db_next(&r, got, v, e));
	if (*got)
		*n = v[0].i;
	return true;
}

bool
schema_version(struct db *db, int *version, struct err *e)
{
	static const struct statement held = { ST_VERSION,
	    "SELECT version FROM schema", false };
	struct statement exists = { ST_EXISTS, db->is->exists, false };
	int64_t n = 0;
	bool got;

	*version = 0;
	TRY(number(db, &exists, &got, &n, e));
	if (!got)
		return true;
	TRY(number(db, &held, &got, &n, e));
	if (!got || n < 1 || n > INT32_MAX)
		return err_set(e, ERR_STORE,
		    "the store does not say which schema it has");
	*version = (int)n;
	return true;
}

static bool
note_version(struct db *db, int from, int to, struct err *e)
{
	static const struct statement new = { ST_VERSION_NEW,
	    "INSERT INTO schema (version) VALUES ($1)", false };
	static const struct statement set = { ST_VERSION_SET,
	    "UPDATE schema SET version = $1", false };
	struct value arg[] = { value_int(to) };

	return db_run(db, from == 0 ? &new : &set, arg, 1, e);
}

bool
schema_raise(struct db *db, int from, int to, struct err *e)
{
	for (int i = from; i < to; i++) {
		const struct migration *m = &schema_migrations[i];

		TRY(db_exec(db, m->sql, e));
		if (m->pg != NULL && db->is->has_objects)
			TRY(db_exec(db, m->pg, e));
	}
	return from == to || note_version(db, from, to, e);
}
