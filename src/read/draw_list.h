/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draw_list: what was drawn, a line a draw (docs/audit.md): read strictly, so
 * that two lists with the same draws are the same bytes.
 */
#ifndef READ_DRAW_LIST_H
#define READ_DRAW_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/file.h"

struct arena;
struct buf;
struct err;

struct draw_line {
	const char *unit, *tabulator, *batch;	/* no tabulator: "" */
	int64_t     position;			/* of a ballot, from 1; 0: the batch */
	int64_t     round;
	const char *contest;			/* "": of all */
	const char *ticket;
	int64_t     generation;			/* from 1 */
};

struct draw_list {
	struct draw_line *line;
	size_t            n;
};

/* draw_list_read(a, text, name, out, e): The bytes of the object ${name}. */
bool draw_list_read(struct arena *a, struct bytes text, const char *name,
    struct draw_list *out, struct err *e);

/* draw_list_head(out), draw_list_put(out, d): Append the header, and a line. */
void draw_list_head(struct buf *out);
void draw_list_put(struct buf *out, const struct draw_line *d);

#endif
