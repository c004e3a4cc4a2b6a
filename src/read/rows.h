/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rows: where the readers of all formats put what they read.  Rows arrive in
 * the order of the file, units mixed as they may be, and leave as our own
 * table (read/table.h) with the units in the order of the election.
 *
 * Memory is bounded by the largest unit: rows wait in a small pile for each
 * unit, and a pile that is full goes to a temporary file beside the table.
 */
#ifndef READ_ROWS_H
#define READ_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/election.h"

struct arena;
struct err;

/* What to do with two entries that have the same unit, label and method. */
enum same {
	SAME_IS_AN_ERROR,
	SAME_IS_KEPT,	/* batch labels are free text: reconcile judges */
	SAME_IS_MERGED,	/* each entry gives some numbers of the row; one number twice is an error */
};

struct rows_spec {
	const struct election *el;
	struct contest_ix      contest;
	enum partition         part;
	enum same              same;
	const char            *file;	/* that is read, for messages */
	const char            *out;	/* where the table will stand */
};

/* One row, or a part of one, as a reader found it. */
struct entry {
	struct unit_ix unit;		/* NO_UNIT: PART_TOTAL */
	const char    *label, *method;	/* no NUL follows */
	size_t         label_n, method_n;
	int64_t        line;
	const int64_t *v;		/* rows_width numbers; NUM_UNKNOWN: not given */
};

struct rows;

/* rows_width(spec), rows_number(spec, i): How many numbers a row has, and what number ${i} is called. */
size_t rows_width(const struct rows_spec *spec);
const char *rows_number(const struct rows_spec *spec, size_t i);

struct rows *rows_open(struct arena *a, const struct rows_spec *spec);

/* rows_add(r, x, e): Add ${x}.  A sum that no longer fits is bad input. */
bool rows_add(struct rows *r, const struct entry *x, struct err *e);

/*
 * rows_finish(r, written, e):
 * Write the table, whole or not at all; *${written} = its rows.  Whoever keeps
 * it (store/objects.h) syncs it to the disk.
 */
bool rows_finish(struct rows *r, int64_t *written, struct err *e);

/* rows_close(r): Give files and memory back; fits CLEANUP. */
void rows_close(struct rows **r);

#endif
