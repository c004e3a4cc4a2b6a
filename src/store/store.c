/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "store/cache.h"
#include "store/inside.h"

bool
store_is_address(const char *path)
{
	return strncmp(path, "postgresql://", 13) == 0 ||
	    strncmp(path, "postgres://", 11) == 0;
}

const char *
store_folder(const struct store *s)
{
	return s->folder;
}

const char *
text_of(struct arena *a, const struct value *v)
{
	return a == NULL ? v->b.p : arena_str(a, v->b.p, v->b.n);
}

bool
leaf_of(const struct value *v, unsigned char out[HASH_SIZE], struct err *e)
{
	if (v->kind != VALUE_BLOB || v->b.n != HASH_SIZE)
		return err_set(e, ERR_STORE, "the store is damaged: found a "
		    "hash of %zu bytes, expected %d", v->b.n, HASH_SIZE);
	memcpy(out, v->b.p, HASH_SIZE);
	return true;
}

/* How many full subtrees a tree of ${size} leaves has. */
static size_t
nodes_of(int64_t size)
{
	return (size_t)__builtin_popcountll((unsigned long long)size);
}

static bool
put_head(struct store *s, const struct store_head *h, bool new,
    struct err *e)
{
	static const struct statement add = { ST_HEAD_NEW,
	    "INSERT INTO head (size, logged, nodes, signed_size, signed_root,"
	    " one) VALUES ($1, $2, $3, $4, $5, 1)", 0 };
	static const struct statement put = { ST_HEAD_PUT,
	    "UPDATE head SET size = $1, logged = $2, nodes = $3,"
	    " signed_size = $4, signed_root = $5", 0 };
	struct value arg[] = {
		value_int(h->size), value_int(h->logged),
		value_blob(h->node, nodes_of(h->size) * HASH_SIZE),
		value_int(h->signed_size),
		value_blob(h->signed_root, HASH_SIZE),
	};

	return db_run(s->db, new ? &add : &put, arg, 5, e);
}

bool
head_get(struct store *s, bool hold, struct store_head *h, struct err *e)
{
	static const struct statement look = { ST_HEAD,
	    "SELECT size, logged, nodes, signed_size, signed_root FROM head",
	    0 };
	struct statement holding = { ST_HEAD_HOLD, s->db->is->hold, 0 };
	struct rows r CLEANUP(db_end) = { 0 };
	struct value v[VALUES];
	bool got;

	TRY(db_rows(s->db, hold ? &holding : &look, NULL, 0, &r, e));
	TRY(db_next(&r, &got, v, e));
	if (!got || v[0].i < 0 || v[2].b.n != nodes_of(v[0].i) * HASH_SIZE)
		return err_set(e, ERR_STORE, "%s: the store is damaged: its "
		    "head is not whole", s->name);
	*h = (struct store_head){ .size = v[0].i, .logged = v[1].i,
	    .signed_size = v[3].i };
	if (v[2].b.n > 0)
		memcpy(h->node, v[2].b.p, v[2].b.n);
	return leaf_of(&v[4], h->signed_root, e);
}

bool
store_begin(struct store *s, struct store_head *head, struct err *e)
{
	TRY(db_begin(s->db, DB_WRITE, e));
	if (head_get(s, true, head, e))
		return true;
	store_rollback(s);
	return false;
}

bool
store_look(struct store *s, struct store_head *head, struct err *e)
{
	TRY(db_begin(s->db, DB_READ, e));
	if (head_get(s, false, head, e))
		return true;
	store_rollback(s);
	return false;
}

bool
store_commit(struct store *s, const struct store_head *head, struct err *e)
{
	TRY(put_head(s, head, false, e));
	return db_commit(s->db, e);
}

void
store_rollback(struct store *s)
{
	db_rollback(s->db);
}

bool
store_lost(const struct store *s)
{
	return s->db->lost;
}

/* Make the tables, or bring them up to date; somebody may have been quicker. */
static bool
raise(struct store *s, bool create, int newest, struct err *e)
{
	static const struct store_head empty = { 0 };
	int version;

	TRY(s->db->is->make_place(s->db, create, e));
	TRY(schema_version(s->db, &version, e));
	if (create && version > 0)
		return err_set(e, ERR_INPUT, "%s: there is a record already",
		    s->name);
	if (version >= newest)
		return true;
	TRY(schema_raise(s->db, version, newest, e));
	return !create || put_head(s, &empty, true, e);
}

static bool
raise_whole(struct store *s, bool create, int newest, struct err *e)
{
	TRY(db_begin(s->db, DB_WRITE, e));
	if (raise(s, create, newest, e) && db_commit(s->db, e))
		return true;
	db_rollback(s->db);
	return false;
}

/* Fail closed: what a newer program has written is not for this one. */
static bool
settle(struct store *s, enum store_how how, int newest, struct err *e)
{
	int version;

	if (how == STORE_CREATE)
		return raise_whole(s, true, newest, e);
	TRY(schema_version(s->db, &version, e));
	if (version == 0)
		return err_set(e, ERR_INPUT, "%s: there is no record here",
		    s->name);
	if (version > newest)
		return err_set(e, ERR_STORE, "%s: found schema %d, expected "
		    "%d at most: a newer canvass has written here", s->name,
		    version, newest);
	if (version == newest)
		return true;
	if (how == STORE_WRITE)
		return raise_whole(s, false, newest, e);
	return err_set(e, ERR_STORE, "%s: found schema %d, expected %d: any "
	    "command that writes brings it up to date", s->name, version,
	    newest);
}

static bool
open_folder(struct arena *a, struct store *s, enum store_how how,
    struct err *e)
{
	static const enum sqlite_as as[] = {
		[STORE_CREATE] = SQLITE_AS_MAKER, [STORE_WRITE] = SQLITE_AS_WRITER,
		[STORE_READ] = SQLITE_AS_READER,
	};
	const char *path = arena_printf(a, "%s/record.db", s->address);

	s->folder = s->address;
	s->name = s->address;
	if (how == STORE_CREATE)
		TRY(file_make_dirs(s->folder, e));
	else if (!file_exists(path))
		return err_set(e, ERR_INPUT, "%s: there is no record here",
		    s->address);
	return sqlite_open(a, path, as[how], &s->db, e);
}

static bool
open_database(struct arena *a, struct store *s, bool reader, struct err *e)
{
	TRY(cache_folder(a, s->address, &s->folder, e));
	s->name = "the database";
	return pg_open(a, s->address, reader, &s->db, e);
}

bool
store_open_at(struct arena *a, const char *address, enum store_how how,
    int version, struct store **out, struct err *e)
{
	struct store *s = arena_zero(a, 1, sizeof *s);

	s->address = arena_text(a, address);
	if (store_is_address(address))
		TRY(open_database(a, s, how == STORE_READ, e));
	else
		TRY(open_folder(a, s, how, e));
	if (settle(s, how, version, e)) {
		*out = s;
		return true;
	}
	store_close(&s);
	return false;
}

bool
store_open(struct arena *a, const char *address, enum store_how how,
    struct store **out, struct err *e)
{
	return store_open_at(a, address, how, schema_newest, out, e);
}

void
store_close(struct store **s)
{
	if (*s != NULL) {
		db_rollback((*s)->db);
		db_close(&(*s)->db);
	}
	*s = NULL;
}
