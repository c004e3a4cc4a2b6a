/* SPDX-License-Identifier: Apache-2.0 */
/* Objects of a database: its table in parts, its files in the cache folder. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "store/inside.h"
#include "store/objects.h"

#define PART ((size_t)1 << 20)

static bool
is_kept(struct store *s, const char *hex, bool *kept, struct err *e)
{
	static const struct statement has = { ST_OBJECT_HAS,
	    "SELECT part FROM object WHERE hex = $1 AND part = 0", 0 };
	struct value arg[] = { value_text(hex) }, v[VALUES];
	struct rows r CLEANUP(db_end) = { 0 };

	TRY(db_rows(s->db, &has, arg, 1, &r, e));
	return db_next(&r, kept, v, e);
}

/* Of an object without bytes one part is kept, so that it is there. */
static bool
put_parts(struct store *s, const char *hex, FILE *f, struct err *e)
{
	static const struct statement add = { ST_OBJECT_ADD,
	    "INSERT INTO object (hex, part, bytes) VALUES ($1, $2, $3)"
	    " ON CONFLICT (hex, part) DO NOTHING", 0 };
	struct arena a CLEANUP(arena_free) = { 0 };
	char *part = arena_zero(&a, 1, PART);
	int64_t i = 0;
	size_t n;

	do {
		struct value arg[] = { value_text(hex), value_int(i), { 0 } };

		n = fread(part, 1, PART, f);
		arg[2] = value_blob(part, n);
		if (n > 0 || i == 0)
			TRY(db_run(s->db, &add, arg, 3, e));
		i++;
	} while (n == PART);
	return !ferror(f) || err_set(e, ERR_STORE,
	    "the object %s cannot be read: %s", hex, strerror(errno));
}

static bool
keep_parts(struct store *s, const char *hex, FILE *f, struct err *e)
{
	bool kept;

	TRY(is_kept(s, hex, &kept, e));
	return kept || put_parts(s, hex, f, e);
}

/* All parts or none: in the transaction that is open, or in one of their own. */
static bool
keep_whole(struct store *s, const char *hex, FILE *f, struct err *e)
{
	if (s->db->inside)
		return keep_parts(s, hex, f, e);
	TRY(db_begin(s->db, DB_WRITE, e));
	if (keep_parts(s, hex, f, e) && db_commit(s->db, e))
		return true;
	db_rollback(s->db);
	return false;
}

bool
store_object_keep(struct store *s, const char *hex, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	FILE *f CLEANUP(file_close) = NULL;

	TRY(objects_check(&a, s->folder, hex, e));
	if (!s->db->is->has_objects)
		return true;
	if ((f = fopen(objects_path(&a, s->folder, hex), "rb")) == NULL)
		return err_set(e, ERR_STORE, "the object %s cannot be read: "
		    "%s", hex, strerror(errno));
	return keep_whole(s, hex, f, e);
}

static bool
fetch_parts(struct store *s, const char *hex, FILE *f, struct err *e)
{
	static const struct statement parts = { ST_OBJECT,
	    "SELECT bytes, part FROM object WHERE hex = $1 ORDER BY part",
	    1 };
	struct value arg[] = { value_text(hex) }, v[VALUES];
	struct rows r CLEANUP(db_end) = { 0 };
	int64_t n = 0;
	bool got;

	TRY(db_rows(s->db, &parts, arg, 1, &r, e));
	TRY(db_next(&r, &got, v, e));
	for (; got; n++) {
		if (v[1].i != n ||
		    fwrite(v[0].b.p, 1, v[0].b.n, f) != v[0].b.n)
			return err_set(e, ERR_STORE,
			    "the object %s cannot be fetched", hex);
		TRY(db_next(&r, &got, v, e));
	}
	return n > 0 || err_set(e, ERR_STORE,
	    "%s: there is no object %s", s->name, hex);
}

/* A copy in the cache can be fetched again, so it is not synced. */
static bool
fetch(struct store *s, struct arena *a, const char *hex, struct err *e)
{
	char *path = objects_path(a, s->folder, hex);
	char *tmp = arena_printf(a, "%s.part%ld", path, (long)getpid());
	char now[HASH_HEX];
	FILE *f;
	bool done;

	TRY(file_make_dirs(arena_printf(a, "%s/objects", s->folder), e));
	if ((f = fopen(tmp, "wb")) == NULL)
		return err_set(e, ERR_STORE, "%s: cannot write: %s", tmp,
		    strerror(errno));
	done = fetch_parts(s, hex, f, e);
	if (fclose(f) != 0 && done)
		done = err_set(e, ERR_STORE, "%s: cannot write: %s", tmp,
		    strerror(errno));
	if (done && (!hash_file(tmp, now) || strcmp(now, hex) != 0))
		done = err_set(e, ERR_STORE, "%s: the object %s is damaged: "
		    "its SHA-256 is %s", s->name, hex, now);
	if (done && rename(tmp, path) != 0)
		done = err_set(e, ERR_STORE, "%s: cannot write: %s", path,
		    strerror(errno));
	if (!done)
		(void)unlink(tmp);
	return done;
}

bool
store_object_get(struct store *s, const char *hex, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct err unheard;

	if (!s->db->is->has_objects)
		return file_exists(objects_path(&a, s->folder, hex)) ||
		    err_set(e, ERR_STORE, "%s: there is no object %s",
		    s->name, hex);
	return objects_check(&a, s->folder, hex, &unheard) ||
	    fetch(s, &a, hex, e);
}
