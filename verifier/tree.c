/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "tree.h"

static void
tile_add(struct tree *t, int level, const struct hash *h)
{
	t->tile[level][t->width[level]++] = *h;
	if (t->width[level] < TILE_WIDTH)
		return;
	if (t->ready != NULL)
		t->ready(level, t->index[level], t->tile[level], TILE_WIDTH,
		    t->arg);
	t->index[level]++;
	t->width[level] = 0;
}

/* Like adding 1 to a binary number: two peaks of a height make the next. */
void
tree_add(struct tree *t, const struct hash *leaf)
{
	struct hash h = *leaf;
	int bit = 0;

	for (uint64_t n = t->size;; n >>= 1, bit++) {
		if (bit % 8 == 0)
			tile_add(t, bit / 8, &h);
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
	struct hash h = hash_bytes(TEXT(""));
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
	for (int level = 0; level < TILE_LEVELS; level++) {
		if (t->width[level] > 0 && t->ready != NULL)
			t->ready(level, t->index[level], t->tile[level],
			    t->width[level], t->arg);
	}
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
	size_t n;

	if (level < 0)
		n = (size_t)snprintf(out, TILE_PATH, "log/tile/entries");
	else
		n = (size_t)snprintf(out, TILE_PATH, "log/tile/%d", level);
	n += put_index(out + n, TILE_PATH - n, index, "");
	if (width < TILE_WIDTH)
		(void)snprintf(out + n, TILE_PATH - n, ".p/%zu", width);
}

bool
inclusion_root(struct hash leaf, uint64_t index, uint64_t size,
    const struct hash *path, size_t n, struct hash *out)
{
	uint64_t at = index, last = size - 1;

	if (index >= size)
		return false;
	*out = leaf;
	for (size_t i = 0; i < n; i++) {
		if (last == 0)
			return false;
		if ((at & 1) == 0 && at != last) {
			*out = hash_node(out, &path[i]);
		} else {
			*out = hash_node(&path[i], out);
			while ((at & 1) == 0 && at != 0) {
				at >>= 1;
				last >>= 1;
			}
		}
		at >>= 1;
		last >>= 1;
	}
	return last == 0;
}
