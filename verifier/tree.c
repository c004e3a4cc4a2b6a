/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "tree.h"

static void
tile_end(struct tree *t, int level)
{
	if (t->ready != NULL && t->width[level] > 0)
		t->ready(level, t->index[level], t->tile[level],
		    t->width[level], t->arg);
	t->index[level]++;
	t->width[level] = 0;
}

/* Like adding 1 to a binary number: two peaks of a height make the next. */
void
tree_add(struct tree *t, const struct hash *leaf)
{
	struct hash h = *leaf;
	int bit = 0, level;

	for (uint64_t n = t->size;; n >>= 1, bit++) {
		if (bit % 8 == 0) {
			level = bit / 8;
			t->tile[level][t->width[level]++] = h;
			if (t->width[level] == TILE_WIDTH)
				tile_end(t, level);
		}
		if ((n & 1) == 0)
			break;
		h = hash_node(&t->peak[bit], &h);
	}
	t->peak[bit] = h;
	t->size++;
}

struct hash
tree_root(const struct tree *t)
{
	struct hash h = hash_parts(0, NULL);
	bool any = false;

	for (int bit = 0; bit < 64; bit++) {
		if ((t->size >> bit & 1) == 0)
			continue;
		h = any ? hash_node(&t->peak[bit], &h) : t->peak[bit];
		any = true;
	}
	return h;
}

void
tree_end(struct tree *t)
{
	for (int level = 0; level < TILE_LEVELS; level++)
		tile_end(t, level);
}

/* 1234067 is x001/x234/067. */
static size_t
put_index(char *out, size_t room, uint64_t index, const char *mark)
{
	size_t n = index < 1000 ? 0 : put_index(out, room, index / 1000, "x");

	return n + (size_t)snprintf(out + n, room - n, "/%s%03u", mark,
	    (unsigned)(index % 1000));
}

void
tile_path(char out[TILE_PATH], int level, uint64_t index, size_t width)
{
	size_t n = level < 0 ? (size_t)sprintf(out, "log/tile/entries") :
	    (size_t)sprintf(out, "log/tile/%d", level);

	n += put_index(out + n, TILE_PATH - n, index, "");
	if (width < TILE_WIDTH)
		(void)snprintf(out + n, TILE_PATH - n, ".p/%zu", width);
}

/* Who is last at its height and stands left has nothing beside it. */
bool
inclusion_root(uint64_t at, uint64_t size, const struct hash *path, size_t n,
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
