/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "ledger/tile.h"

#include "cli/log_tiles.h"
#include "cli/paths.h"

#define WINDOW   1024	/* entries in memory */
#define MAX_TILE ((size_t)TILE_WIDTH * HASH_SIZE)

/* Entries of the store, some at a time, and the tree that they make. */
struct entries {
	struct store            *s;
	struct arena             a;
	int64_t                  first, size;
	size_t                   n;
	struct bytes             entry[WINDOW];
	struct merkle            tree;
	const struct checkpoint *was;
};

static bool
keep(void *ctx, const struct store_row *row, struct err *e)
{
	struct entries *x = ctx;

	if (x->n == WINDOW || row->seq != x->first + (int64_t)x->n)
		return err_set(e, ERR_STORE, "the record is damaged: entry "
		    "%" PRId64 " is missing", x->first + (int64_t)x->n);
	x->entry[x->n++] = (struct bytes){ arena_str(&x->a, row->bytes.p,
	    row->bytes.n), row->bytes.n };
	return true;
}

static bool
fill(struct entries *x, int64_t seq, struct err *e)
{
	struct store_query q = { .from = seq, .to = seq + WINDOW };

	if (q.to > x->size)
		q.to = x->size;
	arena_reset(&x->a);
	x->first = seq;
	x->n = 0;
	TRY(store_each(x->s, &q, keep, x, e));
	return x->n > 0 || err_set(e, ERR_STORE, "the record is damaged: entry "
	    "%" PRId64 " is missing", seq);
}

/* A checkpoint that was signed once binds for ever. */
static bool
agrees(const struct merkle *tree, const struct checkpoint *point,
    const char *which, struct err *e)
{
	unsigned char root[HASH_SIZE];
	char found[HASH_HEX], want[HASH_HEX];

	if (tree->size != point->size)
		return true;
	merkle_root(tree, root);
	if (memcmp(root, point->root, HASH_SIZE) == 0)
		return true;
	hash_text(found, root);
	hash_text(want, point->root);
	return err_set(e, ERR_STORE, "the first %" PRId64 " entries have the "
	    "root %s, but %s has %s", point->size, found, which, want);
}

static bool
next_entry(void *ctx, int64_t seq, const void **p, size_t *n, struct err *e)
{
	struct entries *x = ctx;
	unsigned char leaf[HASH_SIZE];
	const struct bytes *b;

	if (seq >= x->first + (int64_t)x->n)
		TRY(fill(x, seq, e));
	b = &x->entry[seq - x->first];
	merkle_leaf(leaf, b->p, b->n);
	merkle_add(&x->tree, leaf);
	*p = b->p;
	*n = b->n;
	return agrees(&x->tree, x->was, "the checkpoint signed before", e);
}

static bool
put_tile(void *ctx, const char *path, const void *p, size_t n, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	char *full = arena_printf(&a, "%s/%s", (const char *)ctx, path);

	TRY(file_make_dirs(path_beside(&a, full, "."), e));
	return stage_put(full, p, n, e);
}

bool
log_tiles_write(struct record *r, const char *folder,
    const struct checkpoint *was, const struct checkpoint *point,
    struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct entries *x = arena_zero(&a, 1, sizeof *x);
	bool done;

	x->s = record_store(r);
	x->size = point->size;
	x->was = was;
	done = tile_build(next_entry, x, was->size, point->size, put_tile,
	    arena_text(&a, folder), e) &&
	    agrees(&x->tree, point, "the head of the log", e);
	arena_free(&x->a);
	return done;
}

/* The tiles of a folder: the one read last stays. */
struct reading {
	const char  *folder;
	struct arena a;
	char        *path;
	struct bytes tile;
};

static bool
read_tile(void *ctx, const char *path, const unsigned char **p, size_t *n,
    struct err *e)
{
	struct reading *x = ctx;

	if (x->path == NULL || strcmp(x->path, path) != 0) {
		arena_reset(&x->a);
		x->path = NULL;
		TRY(file_read(&x->a, arena_printf(&x->a, "%s/%s", x->folder,
		    path), MAX_TILE, &x->tile, e));
		x->path = arena_text(&x->a, path);
	}
	*p = (const unsigned char *)x->tile.p;
	*n = x->tile.n;
	return true;
}

bool
log_tiles_leaf(const char *folder, int64_t size, int64_t seq,
    unsigned char leaf[HASH_SIZE], struct err *e)
{
	struct reading x = { .folder = folder };
	struct tile_source s = { read_tile, &x, size };
	bool done = tile_hash(&s, 0, seq, leaf, e);

	arena_free(&x.a);
	return done;
}

bool
log_tiles_inclusion(const char *folder, int64_t size, int64_t seq,
    struct merkle_proof *out, struct err *e)
{
	struct reading x = { .folder = folder };
	struct tile_source s = { read_tile, &x, size };
	bool done = merkle_inclusion(out, seq, size, tile_hash, &s, e);

	arena_free(&x.a);
	return done;
}

bool
log_tiles_consistency(const char *folder, int64_t old, int64_t size,
    struct merkle_proof *out, struct err *e)
{
	struct reading x = { .folder = folder };
	struct tile_source s = { read_tile, &x, size };
	bool done = merkle_consistency(out, old, size, tile_hash, &s, e);

	arena_free(&x.a);
	return done;
}
