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

static void
tile_add(struct tiles *t, int level, struct hash h)
{
	t->hash[level][t->width[level]++] = h;
	if (t->width[level] == TILE_WIDTH)
		tile_check(t, level);
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
		if (t->tiles != NULL && bit % TILE_BITS == 0)
			tile_add(t->tiles, bit / TILE_BITS, leaf);
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
	uint64_t found = bundle_count(t->of, "log/tile/");

	for (int level = 0; level < TILE_LEVELS; level++) {
		if (t->width[level] > 0)
			tile_check(t, level);
	}
	if (found != t->files + n)
		check_fail(CHECK_TILES, "log/tile: expected %" PRIu64
		    " files, found %" PRIu64, t->files + n, found);
}

/* Who is last at its height and stands left has nothing beside it. */
bool
tree_lead(uint64_t at, uint64_t size, const struct hash *path, size_t n,
    struct hash *h)
{
	size_t i = 0;

	if (at >= size)
		return false;
	for (uint64_t last = size - 1; last > 0; at >>= 1, last >>= 1) {
		if (at == last && (at & 1) == 0)
			continue;
		if (i == n)
			return false;
		*h = at & 1 ? hash_node(&path[i], h) : hash_node(h, &path[i]);
		i++;
	}
	return i == n;
}
