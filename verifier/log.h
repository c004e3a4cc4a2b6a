/* SPDX-License-Identifier: Apache-2.0 */
/*
 * log: the entries of a bundle, their Merkle tree (RFC 6962) with its tiles,
 * and what was signed of it.
 */
#ifndef VERIFIER_LOG_H
#define VERIFIER_LOG_H

#include "record.h"

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

/* The entries of a bundle, one by one: struct entries it = { .of = b }. */
struct entries {
	const struct bundle *of;
	uint64_t    next;	/* place of the next */
	struct buf  bytes;	/* of the file in which it is */
	struct text rest;
};
/* entries_next(it, out): False at the end, or where a file is not whole. */
bool entries_next(struct entries *it, struct text *out);
#define entries_ended(it)	/* all of them, no more */ \
	((it)->next > 0 && (it)->next == (it)->of->size && (it)->rest.n == 0)

struct log {
	const struct bundle *bundle;
	const struct policy *policy;
	struct note       note;		/* log/checkpoint */
	struct checkpoint head;
	struct vkey       key;		/* that signs it */
	struct tree       tree;
	char              last[24];	/* when the last entry was logged */
	uint64_t          seen;		/* that we met */
};

/*
 * log_open(l, b, p): Checks 1.1 and 2.1: list and checkpoint are signed by the
 * log's key: the policy's, or without one that of entry 0.
 */
void log_open(struct log *l, const struct bundle *b, const struct policy *p);

/* checkpoint_of(b, note, out): NULL, or what is wrong with log/checkpoint. */
const char *checkpoint_of(const struct bundle *b, struct note *note,
    struct checkpoint *out);

/* log_read(l, r): Every entry, into ${r}.  False: no room on the disk. */
bool log_read(struct log *l, struct record *r);

/* What others saw of the log: before the next entry, and at the end. */
void seen_check(struct log *l, struct text logged);
void head_check(struct log *l);

/* other_check(l, dir): Section 9.  False: ${dir} cannot be read. */
bool other_check(const struct log *l, char *dir);

#endif
