/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"

#include "ledger/tile.h"

void
tile_path(struct buf *out, int level, int64_t index, int width)
{
	int64_t above = 1;

	assert(index >= 0 && width > 0 && width <= TILE_WIDTH);
	if (level == TILE_ENTRIES)
		buf_str(out, "tile/entries/");
	else
		buf_printf(out, "tile/%d/", level);
	while (index / above >= 1000)
		above *= 1000;
	for (; above > 1; above /= 1000)
		buf_printf(out, "x%03" PRId64 "/", index / above % 1000);
	buf_printf(out, "%03" PRId64, index % 1000);
	if (width < TILE_WIDTH)
		buf_printf(out, ".p/%d", width);
}

void
tile_entry(struct buf *out, const void *p, size_t n)
{
	assert(n <= TILE_MAX_ENTRY);
	buf_put(out, (unsigned char[2]){ (unsigned char)(n >> 8),
	    (unsigned char)n }, 2);
	buf_put(out, p, n);
}

bool
tile_entries_next(const unsigned char *p, size_t n, size_t *at,
    const unsigned char **entry, size_t *size)
{
	size_t len;

	if (n - *at < 2)
		return false;
	len = (size_t)p[*at] << 8 | p[*at + 1];
	if (n - *at - 2 < len)
		return false;
	*entry = p + *at + 2;
	*size = len;
	*at += 2 + len;
	return true;
}

/* How many hashes the tile has in a log of ${size} entries. */
static int
width(int level, int64_t index, int64_t size)
{
	int64_t there = level < 8 ? size >> (8 * level) : 0;
	int64_t left = there - index * TILE_WIDTH;

	return left > TILE_WIDTH ? TILE_WIDTH : (int)left;
}

/*
 * A hash of level 8 * L + h is a subtree of 2^h hashes of one tile of level L.
 */
bool
tile_hash(void *tile_source, int level, int64_t index,
    unsigned char sum[HASH_SIZE], struct err *e)
{
	const struct tile_source *s = tile_source;
	struct buf path CLEANUP(buf_free) = { 0 };
	struct merkle m = { 0 };
	const unsigned char *p;
	int64_t first = index << level % 8, tile = first / TILE_WIDTH;
	size_t at = (size_t)(first % TILE_WIDTH), k = (size_t)1 << level % 8, n;
	int w = width(level / 8, tile, s->size);

	assert(w > 0 && at + k <= (size_t)w);
	tile_path(&path, level / 8, tile, w);
	TRY(s->read(s->ctx, path.p, &p, &n, e));
	if (n != (size_t)w * HASH_SIZE)
		return err_at(e, (struct place){ path.p, 0, 0 },
		    "found %zu bytes, expected %d hashes", n, w);
	for (; k > 0; k--, at++)
		merkle_add(&m, p + at * HASH_SIZE);
	merkle_root(&m, sum);
	return true;
}
