/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tree: the Merkle tree of RFC 6962, leaf by leaf, in constant memory, with the
 * tiles of C2SP tlog-tiles as they fill.
 */
#ifndef VERIFIER_TREE_H
#define VERIFIER_TREE_H

#include "bytes.h"

enum { TILE_WIDTH = 256, TILE_LEVELS = 8, TILE_PATH = 80 };

/* tile(level, index, hashes, width, arg): A tile is ready. */
typedef void tile_ready(int level, uint64_t index, const struct hash *hash,
    size_t width, void *arg);

struct tree {
	uint64_t     size;
	struct hash  peak[64];	/* peak[i]: of 2^i leaves, where size has bit i */
	struct hash  tile[TILE_LEVELS][TILE_WIDTH];
	size_t       width[TILE_LEVELS];
	uint64_t     index[TILE_LEVELS];
	tile_ready  *ready;	/* NULL: not asked */
	void        *arg;
};
void tree_add(struct tree *t, const struct hash *leaf);
struct hash tree_root(const struct tree *t);
void tree_end(struct tree *t);	/* the tiles that are not full are ready */

/* tile_path(out, level, index, width): level -1: entries; width 256: whole. */
void tile_path(char out[TILE_PATH], int level, uint64_t index, size_t width);

/*
 * inclusion_root(at, size, path, n, h): Lead the leaf *${h} at ${at} of ${size}
 * up to its root with the ${n} hashes of ${path}; false: they are not so many.
 */
bool inclusion_root(uint64_t at, uint64_t size, const struct hash *path,
    size_t n, struct hash *h);

#endif
