/* SPDX-License-Identifier: Apache-2.0 */
/*
 * csv: comma-separated values (RFC 4180), pulled a row at a time.
 *
 *	struct csv *c = csv_open(arena, feed);
 *	while ((got = csv_next(c, &row, &e)) == NEXT_ITEM)
 *		use(row.field[0].p, row.field[0].n);
 *
 * LF, CR LF and CR all end a row; quoted fields may hold commas, doubled
 * quotes and line ends.  A UTF-8 byte-order mark is skipped (and reported by
 * csv_had_bom).  UTF-16, NUL bytes, invalid UTF-8, an unclosed quote, text
 * after a closing quote, and rows beyond the limits below are bad input with
 * line and column.  An empty line is skipped.  A quote within an unquoted
 * field is a character like others, so that ="001" is read as written.
 */
#ifndef TEXT_CSV_H
#define TEXT_CSV_H

#include <stdbool.h>
#include <stdint.h>

#include "text/feed.h"

struct arena;
struct err;
struct place;

#define CSV_MAX_FIELDS 4096
#define CSV_MAX_ROW    ((size_t)1 << 20)

struct csv_field {
	const char *p;		/* unquoted bytes, valid UTF-8; no NUL follows */
	size_t      n;
};

struct csv_row {
	struct csv_field *field;	/* valid until the next csv_next */
	size_t            fields;
	int64_t           line;		/* where the row begins, from 1 */
};

/* csv_open(a, s): A reader of ${s}; its window lives in ${a}. */
struct csv *csv_open(struct arena *a, struct feed s);

/*
 * csv_open_sized(a, s, window): With a window of ${window} > 0 bytes at first;
 * no size changes what is read.
 */
struct csv *csv_open_sized(struct arena *a, struct feed s, size_t window);

enum next csv_next(struct csv *c, struct csv_row *row, struct err *e);

/* csv_column(c, i): In which character column (from 1) field ${i} of the last row begins. */
int64_t csv_column(const struct csv *c, size_t i);

/*
 * csv_place(c, i): Where field ${i} of the last row begins, for err_at;
 * i = fields: where the row ends.
 */
struct place csv_place(const struct csv *c, size_t i);

bool csv_had_bom(const struct csv *c);

struct buf;

/*
 * csv_put(out, s, first): Append field ${s} to a row; ${first} if it opens the
 * row.  Quoted where needed.  A text that a spreadsheet would run as a formula
 * (it begins with = + - @ TAB or CR) is neutralised with a leading ' (OWASP,
 * CSV Injection).  csv_put_num writes a number as plain digits, an unknown one
 * as an empty field.  csv_end_row ends the row with CR LF.
 */
void csv_put(struct buf *out, const char *s, bool first);
void csv_put_num(struct buf *out, int64_t n, bool first);
void csv_end_row(struct buf *out);

/*
 * csv_put_exact(out, p, n): The ${n} bytes at ${p} as a field of a file of our
 * own: quoted where RFC 4180 asks for it, nothing neutralised, no comma before.
 */
void csv_put_exact(struct buf *out, const char *p, size_t n);

#endif
