/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"

#include "ledger/tile.h"

#define LEVELS 8	/* 256^8 entries are more than there are */

/* The tile that is being filled at each level. */
struct rising {
	int           n;	/* hashes in it */
	int64_t       index;
	struct merkle tree;	/* of them */
	unsigned char hash[TILE_WIDTH][HASH_SIZE];
};

struct build {
	tile_entry_get *entry;
	void           *ctx;
	tile_sink      *sink;
	void           *sink_ctx;
	int64_t         from, size;
	struct buf      bundle;
	struct rising   level[LEVELS];
};

static void
build_free(struct build *b)
{
	buf_free(&b->bundle);
}

/* Was this tile in the log of ${from} entries as it is now? */
static bool
is_old(const struct build *b, int level, int64_t index, int n)
{
	int64_t had = level < LEVELS ? b->from >> (8 * level) : 0;

	return had >= index * TILE_WIDTH + n;
}

static bool
give(struct build *b, int level, int64_t index, int n, const void *p,
    size_t len, struct err *e)
{
	struct buf path CLEANUP(buf_free) = { 0 };

	if (is_old(b, level == TILE_ENTRIES ? 0 : level, index, n))
		return true;
	tile_path(&path, level, index, n);
	return b->sink(b->sink_ctx, path.p, p, len, e);
}

static bool
give_tile(struct build *b, int level, struct err *e)
{
	struct rising *t = &b->level[level];

	if (level == 0)
		TRY(give(b, TILE_ENTRIES, t->index, t->n, b->bundle.p,
		    b->bundle.len, e));
	return give(b, level, t->index, t->n, t->hash,
	    (size_t)t->n * HASH_SIZE, e);
}

/* One more hash; a tile that is full is given, and its root goes up. */
static bool
add(struct build *b, const unsigned char leaf[HASH_SIZE], struct err *e)
{
	unsigned char sum[HASH_SIZE];

	memcpy(sum, leaf, HASH_SIZE);
	for (int level = 0; level < LEVELS; level++) {
		struct rising *t = &b->level[level];

		memcpy(t->hash[t->n++], sum, HASH_SIZE);
		merkle_add(&t->tree, sum);
		if (t->n < TILE_WIDTH)
			break;
		TRY(give_tile(b, level, e));
		merkle_root(&t->tree, sum);
		t->n = 0;
		t->index++;
		t->tree.size = 0;
		if (level == 0)
			b->bundle.len = 0;
	}
	return true;
}

static bool
add_entry(struct build *b, int64_t seq, struct err *e)
{
	unsigned char leaf[HASH_SIZE];
	const void *p;
	size_t n;

	TRY(b->entry(b->ctx, seq, &p, &n, e));
	if (n > TILE_MAX_ENTRY)
		return err_set(e, ERR_STORE,
		    "an entry has %zu bytes; 65535 are the most", n);
	merkle_leaf(leaf, p, n);
	tile_entry(&b->bundle, p, n);
	return add(b, leaf, e);
}

bool
tile_build(tile_entry_get *entry, void *ctx, int64_t from, int64_t size,
    tile_sink *sink, void *sink_ctx, struct err *e)
{
	struct build b CLEANUP(build_free) = { .entry = entry, .ctx = ctx,
	    .sink = sink, .sink_ctx = sink_ctx, .from = from, .size = size };

	assert(from >= 0 && from <= size);
	for (int64_t seq = 0; seq < size; seq++)
		TRY(add_entry(&b, seq, e));
	for (int level = 0; level < LEVELS; level++)
		if (b.level[level].n > 0)
			TRY(give_tile(&b, level, e));
	return true;
}
