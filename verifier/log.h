/* SPDX-License-Identifier: Apache-2.0 */
/*
 * log: the entries of a bundle, their tree, and what was signed of it.
 */
#ifndef VERIFIER_LOG_H
#define VERIFIER_LOG_H

#include "record.h"
#include "tree.h"

/* What stands at a place in the log. */
struct mark {
	uint64_t    at;
	struct hash root;		/* of the entries before it */
	struct hash leaf;		/* there, unless the log ends before */
	char        before[24], there[24];	/* when the two were logged */
};

struct log {
	const struct bundle *bundle;
	const struct policy *policy;
	struct buf        file;		/* log/checkpoint */
	struct note       note;
	struct checkpoint head;
	struct vkey       key;		/* that signs it */
	struct mark      *mark;		/* sorted */
	size_t            marks, next_mark;
	struct tree       tree;
	uint64_t          files;	/* under log/ that we met */
	struct buf        tile;
};

/*
 * log_open(l, b, p): Checks 1.1 and 2.1: list and checkpoint are signed by the
 * log's key: the policy's, or without one that of entry 0.
 */
void log_open(struct log *l, const struct bundle *b, const struct policy *p);
void log_close(struct log *l);

/* log_read(l, r): Every entry, into ${r}.  False: no room on the disk. */
bool log_read(struct log *l, struct record *r);

/* Where entry ${at} is to be told of: before log_read, and after it. */
void log_mark(struct log *l, uint64_t at);
const struct mark *log_marked(const struct log *l, uint64_t at);

/*
 * entries_read(b, n, size, bytes, entry): The entries of bundle ${n} of a log
 * of ${size}, in the room of ${bytes}; how many, or 0: they are not there.
 */
size_t entries_read(const struct bundle *b, uint64_t n, uint64_t size, struct buf *bytes,
    struct text entry[TILE_WIDTH]);

/* Section 2 besides the tree: what must be marked, and what came of it. */
void proofs_mark(struct log *l);
void proofs_check(struct log *l, const struct record *r);

/* other_check(l, dir): Section 9.  False: ${dir} cannot be read. */
bool other_check(const struct log *l, const char *dir);

#endif
