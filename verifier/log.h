/* SPDX-License-Identifier: Apache-2.0 */
/*
 * log: the entries of a bundle, their tree, and what was signed of it.
 */
#ifndef VERIFIER_LOG_H
#define VERIFIER_LOG_H

#include "record.h"
#include "tree.h"

/* What stands at a place in the log; instants are as the record writes them. */
struct mark {
	bool        met;		/* the log goes so far */
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
	struct map        marks;
	struct tree       tree;
	uint64_t          files;	/* under log/ that we met */
};

/*
 * log_open(l, b, p): Checks 1.1 and 2.1: list and checkpoint are signed by the
 * log's key: the policy's, or without one that of entry 0.
 */
void log_open(struct log *l, const struct bundle *b, const struct policy *p);

/* log_read(l, r): Every entry, into ${r}.  False: no room on the disk. */
bool log_read(struct log *l, struct record *r);

/* What is to be told of place ${at}: asked before log_read, told after it. */
struct mark *log_mark(struct log *l, uint64_t at);

/*
 * checkpoint_of(b, file, note, out): log/checkpoint of ${b}, of the origin and
 * the size that its list says.  NULL, or what is wrong with it.
 */
const char *checkpoint_of(const struct bundle *b, struct buf *file,
    struct note *note, struct checkpoint *out);

/*
 * entries_read(b, n, size, bytes, entry): The entries of bundle ${n} of a log
 * of ${size}, in the room of ${bytes}; how many, or 0: they are not there.
 */
size_t entries_read(const struct bundle *b, uint64_t n, uint64_t size,
    struct buf *bytes, struct text entry[TILE_WIDTH]);

/* Section 2 besides the tree: what must be marked, and what came of it. */
void proofs_mark(struct log *l);
void proofs_check(struct log *l, const struct record *r);

/* other_check(l, dir): Section 9.  False: ${dir} cannot be read. */
bool other_check(const struct log *l, const char *dir);

#endif
