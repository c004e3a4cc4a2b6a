/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "check.h"
#include "log.h"

/* 1234067 is x001/x234/067. */
static size_t
put_index(char *out, size_t room, uint64_t index, const char *mark)
{
	size_t n = index < 1000 ? 0 : put_index(out, room, index / 1000, "x");

	return n + (size_t)snprintf(out + n, room - n, "/%s%03u", mark,
	    (unsigned)(index % 1000));
}

void
tile_path(char out[TILE_PATH], const char *kind, uint64_t index, size_t width)
{
	size_t n = (size_t)snprintf(out, TILE_PATH, "log/tile/%s", kind);

	n += put_index(out + n, TILE_PATH - n, index, "");
	if (width < TILE_WIDTH)
		(void)snprintf(out + n, TILE_PATH - n, ".p/%zu", width);
}

/* The tile is as wide as it gets: the file must hold its hashes, no more. */
static void
tile_check(struct tiles *t, int level)
{
	static struct buf file;
	char path[TILE_PATH], kind[12];
	struct text hashes = { (const char *)t->hash[level],
		t->width[level] * sizeof(struct hash) };

	(void)snprintf(kind, sizeof kind, "%d", level);
	tile_path(path, kind, t->index[level], t->width[level]);
	CHECK(CHECK_TILES, bundle_read(t->of, path, &file) &&
	    text_same(buf_text(&file), hashes), "%s: expected the %zu hashes "
	    "of the entries", path, t->width[level]);
	t->files++;
	t->index[level]++;
	t->width[level] = 0;
}

/*
 * Like adding 1 to a binary number: two peaks of a height make the next.  What
 * has grown by a multiple of eight stands in a tile.
 */
void
tree_add(struct tree *t, struct hash leaf)
{
	int bit = 0;
	uint64_t n = t->size++;

	for (;; n >>= 1) {
		int level = bit / TILE_BITS;

		if (t->tiles != NULL && bit % TILE_BITS == 0) {
			t->tiles->hash[level][t->tiles->width[level]++] = leaf;
			if (t->tiles->width[level] == TILE_WIDTH)
				tile_check(t->tiles, level);
		}
		if ((n & 1) == 0)
			break;
		leaf = hash_node(&t->peak[bit++], &leaf);
	}
	t->peak[bit] = leaf;
}

struct hash
tree_root(const struct tree *t)
{
	struct hash h = hash_parts(0, NULL);
	int low = t->size > 0 ? __builtin_ctzll(t->size) : 64;

	for (int bit = low; bit < 64; bit++) {
		if (t->size >> bit & 1)
			h = bit > low ? hash_node(&t->peak[bit], &h) :
			    t->peak[bit];
	}
	return h;
}

void
tiles_check(struct tiles *t, uint64_t n)
{
	struct text rest = t->of->list;
	uint64_t found = 0;

	for (struct listed l; listed_next(&rest, &l); )
		found += text_begins(l.path, "log/tile/");
	for (int level = 0; level < TILE_LEVELS; level++) {
		if (t->width[level] > 0)
			tile_check(t, level);
	}
	if (found != t->files + n)
		check_fail(CHECK_TILES, "log/tile: expected %" PRIu64
		    " files, found %" PRIu64, t->files + n, found);
}
