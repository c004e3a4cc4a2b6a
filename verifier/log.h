/* SPDX-License-Identifier: Apache-2.0 */
/* log: the entries of a bundle, their tree, and what was signed of it. */
#ifndef VERIFIER_LOG_H
#define VERIFIER_LOG_H

#include "record.h"
#include "tree.h"

struct log {
	const struct bundle *bundle;
	const struct policy *policy;
	struct note       note;		/* log/checkpoint */
	struct checkpoint head;
	struct vkey       key;		/* that signs it */
	struct tree       tree;
	struct text       last;		/* when the last entry was logged */
	uint64_t          files, proofs, seen;	/* that we met */
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

/*
 * entries_read(b, n, size, bytes, entry): The entries of bundle ${n} of a log
 * of ${size}, in the room of ${bytes}; how many, or 0: they are not there.
 */
size_t entries_read(const struct bundle *b, uint64_t n, uint64_t size,
    struct buf *bytes, struct text entry[TILE_WIDTH]);

/* Section 2 besides the tree: before each entry, of it, and at the end. */
void seen_check(struct log *l, struct text logged);
void proof_check(struct log *l, const struct entry *e);
void head_check(struct log *l, bool simulated);

/* other_check(l, dir): Section 9.  False: ${dir} cannot be read. */
bool other_check(const struct log *l, const char *dir);

#endif
