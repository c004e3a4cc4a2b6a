/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "crypt/seal.h"

#include "store/driver.h"
#include "store/private.h"
#include "store/statements.h"

#define SEALED_AS "private"
#define MAX_KEY   ((size_t)4096)

struct private {
	struct db    *db;
	const char   *path;	/* of private.db, for messages */
	unsigned char key[SEAL_KEY];
};

static char *
path_of(struct arena *a, const char *folder, const char *name)
{
	return arena_printf(a, "%s/%s", folder, name);
}

static bool
make_table(const char *path, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct db *db CLEANUP(db_close) = NULL;

	TRY(sqlite_open(&a, path, SQLITE_AS_MAKER, &db, e));
	if (chmod(path, S_IRUSR | S_IWUSR) != 0)
		return err_set(e, ERR_STORE, "%s: cannot be kept from others",
		    path);
	return db_begin(db, DB_WRITE, e) && db_exec(db, "CREATE TABLE box ("
	    "name BLOB PRIMARY KEY CHECK (length(name) = 32),"
	    "box BLOB NOT NULL) STRICT, WITHOUT ROWID", e) && db_commit(db, e);
}

static bool
make_key(const char *path, const char *pass, struct err *e)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	unsigned char key[SEAL_KEY];
	bool done;

	random_bytes(key, sizeof key);
	done = seal_make(&b, SEALED_AS, key, sizeof key, pass, e);
	seal_forget(key, sizeof key);
	return done && file_write(path, b.p, b.len, e);
}

bool
private_create(const char *folder, const char *pass, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const char *key = path_of(&a, folder, "private.key");
	const char *db = path_of(&a, folder, "private.db");

	if (file_exists(key))
		return err_set(e, ERR_INPUT, "%s: there is a private store "
		    "already", folder);
	TRY(file_make_dirs(folder, e));
	/* The key comes last: a table without one holds nothing, and was not finished. */
	(void)unlink(db);
	return make_table(db, e) && file_sync_parent(db, e) &&
	    make_key(key, pass, e);
}

static bool
read_key(struct private *p, const char *path, const char *pass, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	unsigned char *key;
	struct bytes text;
	size_t n;

	TRY(file_read(&a, path, MAX_KEY, &text, e));
	TRY(seal_open(&a, SEALED_AS, text.p, text.n, path, pass, &key, &n, e));
	if (n != SEAL_KEY)
		return err_set(e, ERR_STORE, "%s: damaged: found a key of %zu "
		    "bytes, expected %d", path, n, SEAL_KEY);
	memcpy(p->key, key, SEAL_KEY);
	seal_forget(key, n);
	return true;
}

bool
private_open(struct arena *a, const char *folder, const char *pass,
    struct private **out, struct err *e)
{
	struct private *p = arena_zero(a, 1, sizeof *p);

	*out = NULL;
	p->path = path_of(a, folder, "private.db");
	TRY(read_key(p, path_of(a, folder, "private.key"), pass, e));
	if (!sqlite_open(a, p->path, SQLITE_AS_WRITER, &p->db, e)) {
		seal_forget(p->key, sizeof p->key);
		return false;
	}
	*out = p;
	return true;
}

void
private_close(struct private **p)
{
	if (*p == NULL)
		return;
	seal_forget((*p)->key, sizeof (*p)->key);
	db_close(&(*p)->db);
	*p = NULL;
}

/* What is in a box: the salt, the id with a NUL, and the bytes. */
static void
pack(struct buf *out, const struct private_thing *t)
{
	buf_put(out, t->salt, PRIVATE_SALT);
	buf_put(out, t->id, strlen(t->id) + 1);
	buf_put(out, t->bytes.p, t->bytes.n);
}

static void
commit_to(struct private_thing *t)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	buf_put(&b, t->salt, PRIVATE_SALT);
	buf_put(&b, t->bytes.p, t->bytes.n);
	hash_of(t->commitment, b.p, b.len);
}

static bool
damaged(const struct private *p, struct err *e)
{
	return err_set(e, ERR_STORE, "%s: damaged: a box does not open", p->path);
}

/* Open a box that was found under ${name}, and take out what is in it. */
static bool
unpack(struct private *p, struct arena *a, const struct value *name,
    const struct value *box, struct private_thing *out, struct err *e)
{
	size_t n = box->b.n - SEAL_EXTRA, id;
	unsigned char *plain;

	if (box->b.n < SEAL_EXTRA + PRIVATE_SALT + 1)
		return damaged(p, e);
	plain = arena_zero(a, n + 1, 1);
	if (!seal_unbox(plain, (const unsigned char *)box->b.p, box->b.n,
	    name->b.p, name->b.n, p->key))
		return damaged(p, e);
	memcpy(out->salt, plain, PRIVATE_SALT);
	out->id = (char *)plain + PRIVATE_SALT;
	id = strnlen(out->id, n - PRIVATE_SALT);
	if (id == n - PRIVATE_SALT)
		return damaged(p, e);
	out->bytes = (struct bytes){ out->id + id + 1,
		n - PRIVATE_SALT - id - 1 };
	commit_to(out);
	return true;
}

bool
private_get(struct private *p, struct arena *a, const char *id, bool *found,
    struct private_thing *out, struct err *e)
{
	static const struct statement get = { ST_PRIVATE,
	    "SELECT name, box FROM box WHERE name = $1", 0 };
	unsigned char name[SEAL_NAME];
	struct value arg[1], v[VALUES];
	struct rows r CLEANUP(db_end) = { 0 };

	seal_name(name, id, strlen(id), p->key);
	arg[0] = value_blob(name, sizeof name);
	TRY(db_rows(p->db, &get, arg, 1, &r, e));
	TRY(db_next(&r, found, v, e));
	return !*found || unpack(p, a, &v[0], &v[1], out, e);
}

static bool
add(struct private *p, const struct private_thing *t, struct err *e)
{
	static const struct statement put = { ST_PRIVATE_PUT,
	    "INSERT INTO box (name, box) VALUES ($1, $2)", 0 };
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf plain CLEANUP(buf_free) = { 0 };
	unsigned char name[SEAL_NAME], *box;
	struct value arg[2];

	pack(&plain, t);
	box = arena_zero(&a, plain.len + SEAL_EXTRA, 1);
	seal_name(name, t->id, strlen(t->id), p->key);
	seal_box(box, plain.p, plain.len, name, sizeof name, p->key);
	arg[0] = value_blob(name, sizeof name);
	arg[1] = value_blob(box, plain.len + SEAL_EXTRA);
	return db_run(p->db, &put, arg, 2, e);
}

/* Inside a transaction. */
static bool
put(struct private *p, struct private_thing *t, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct private_thing was = { 0 };
	bool found = false;

	TRY(private_get(p, &a, t->id, &found, &was, e));
	if (!found) {
		random_bytes(t->salt, PRIVATE_SALT);
		commit_to(t);
		return add(p, t, e);
	}
	if (was.bytes.n != t->bytes.n ||
	    memcmp(was.bytes.p, t->bytes.p, was.bytes.n) != 0)
		return err_set(e, ERR_INPUT, "%s: '%s' is kept already, with "
		    "other bytes; what is kept is not changed", p->path, t->id);
	memcpy(t->salt, was.salt, PRIVATE_SALT);
	commit_to(t);
	return true;
}

bool
private_put(struct private *p, const char *id, struct bytes bytes,
    struct private_thing *out, struct err *e)
{
	*out = (struct private_thing){ .id = id, .bytes = bytes };
	if (bytes.n > PRIVATE_MOST || *id == '\0')
		return err_set(e, ERR_INPUT, "a private thing has an id, and "
		    "%zu bytes at most", PRIVATE_MOST);
	TRY(db_begin(p->db, DB_WRITE, e));
	if (put(p, out, e) && db_commit(p->db, e))
		return true;
	db_rollback(p->db);
	return false;
}

bool
private_each(struct private *p, private_visit *visit, void *ctx,
    struct err *e)
{
	static const struct statement all = { ST_PRIVATES,
	    "SELECT name, box FROM box ORDER BY name", 1 };
	struct arena a CLEANUP(arena_free) = { 0 };
	struct rows r CLEANUP(db_end) = { 0 };
	struct private_thing t;
	struct value v[VALUES];
	bool got;

	TRY(db_rows(p->db, &all, NULL, 0, &r, e));
	TRY(db_next(&r, &got, v, e));
	while (got) {
		arena_reset(&a);
		TRY(unpack(p, &a, &v[0], &v[1], &t, e));
		TRY(visit(ctx, &t, e));
		TRY(db_next(&r, &got, v, e));
	}
	return true;
}
