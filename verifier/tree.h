/* SPDX-License-Identifier: Apache-2.0 */
/* tree: the Merkle tree of RFC 6962, leaf by leaf, and its tiles. */
#ifndef VERIFIER_TREE_H
#define VERIFIER_TREE_H

#include "bundle.h"

enum { TILE_WIDTH = 256, TILE_BITS = 8, TILE_LEVELS = 64 / TILE_BITS };

/* The tiles of C2SP tlog-tiles that are not full yet, a level each. */
struct tiles {
	const struct bundle *of;
	struct hash hash[TILE_LEVELS][TILE_WIDTH];
	size_t      width[TILE_LEVELS];
	uint64_t    index[TILE_LEVELS];
	uint64_t    files;	/* that there should be */
};

struct tree {
	uint64_t     size;
	struct hash  peak[64];	/* [i]: of 2^i leaves, where size has bit i */
	struct tiles *tiles;	/* NULL: not asked for */
};
void tree_add(struct tree *t, struct hash leaf);
struct hash tree_root(const struct tree *t);

/* tile_path(out, kind, index, width): kind "0", "1" …: a level; "entries". */
enum { TILE_PATH = 80 };
void tile_path(char out[TILE_PATH], const char *kind, uint64_t index,
    size_t width);

/* tiles_check(t, n): Those left over; with ${n} bundles of entries, no more. */
void tiles_check(struct tiles *t, uint64_t n);

/*
 * tree_lead(at, size, path, n, h): Lead the leaf *${h} at ${at} of ${size} up
 * to its root with the ${n} hashes of ${path} (RFC 9162, section 2.1.3.2).
 * False: they are not as many as that takes.
 */
bool tree_lead(uint64_t at, uint64_t size, const struct hash *path, size_t n,
    struct hash *h);

#endif
