/* SPDX-License-Identifier: Apache-2.0 */
/*
 * frame: everything a sample is drawn from, by name: batches and the ballots
 * in them, in the order of the manifest.
 *
 *	struct frame_batch b[] = {
 *		{ .jurisdiction = "Appling", .batch = "Box 1", .ballots = 25 },
 *	};
 *	struct frame f = { .batch = b, .n = 1, .id = FRAME_PAIR };
 *
 * What is hashed for a ballot is its id, a text.  Arlo's is what Python prints
 * of its key:
 *
 *	FRAME_PAIR	(('Appling', 'Box 1'), 7)
 *	FRAME_TRIPLE	(('Appling', None, 'Box 1'), 7)
 *	FRAME_BATCH	('Box 1', 7)
 *	FRAME_TEXT	Box 1
 */
#ifndef AUDIT_FRAME_H
#define AUDIT_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct err;

enum frame_id {
	FRAME_PAIR,	/* jurisdiction and batch: our default */
	FRAME_TRIPLE,	/* jurisdiction, tabulator and batch: where votes of single cards are known */
	FRAME_BATCH,	/* batch only */
	FRAME_TEXT,	/* the text in ${batch} is the id of one thing; ${ballots} is 1 */
};

struct frame_batch {
	const char    *jurisdiction, *tabulator, *batch;	/* UTF-8; no tabulator: NULL */
	int64_t        ballots;
	const int64_t *position;	/* where they lie; NULL: from 1 to ${ballots} */
};

struct frame {
	const struct frame_batch *batch;
	size_t                    n;
	enum frame_id             id;
};

/*
 * frame_check(f, total, e):
 * *${total} = ballots of all batches.  Refuse names that are missing or not
 * UTF-8, the same batch twice, and numbers of ballots below 0, by name.
 */
bool frame_check(const struct frame *f, int64_t *total, struct err *e);

/* frame_id_put(out, f, batch, e): Append the id of a ballot up to its position, or the whole id of a text. */
bool frame_id_put(struct buf *out, const struct frame *f, size_t batch,
    struct err *e);

/* frame_key_put(out, f, batch, e): Append the id of the batch itself: ('Appling', 'Box 1'). */
bool frame_key_put(struct buf *out, const struct frame *f, size_t batch,
    struct err *e);

/* frame_cmp(f, a, b): The order of the ids of two batches: names one after the other, by character. */
int frame_cmp(const struct frame *f, size_t a, size_t b);

#endif
