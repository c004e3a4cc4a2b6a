/* SPDX-License-Identifier: Apache-2.0 */
/*
 * headed: CSV files whose columns are known by their headers, in any order and
 * spelling (read/fold.h); what nobody asked for is passed over.
 *
 *	static const struct headed_column columns[] = {
 *		{ "batch", "batchname", true }, { "ballots", "numberofballots", true },
 *	};
 *	TRY(headed_open(a, text, "manifest.csv", columns, 2, &h, e));
 *	while ((got = headed_next(&h, e)) == NEXT_ITEM)
 *		TRY(headed_number(&h, 1, &ballots, e));
 */
#ifndef READ_HEADED_H
#define READ_HEADED_H

#include "base/err.h"
#include "base/file.h"
#include "text/csv.h"

struct arena;

#define HEADED_MOST 12
#define HEADED_NONE SIZE_MAX

struct headed_column {
	const char *name;	/* folded, as our own files have it */
	const char *also;	/* other folded names, parted by blanks; NULL */
	bool        must;
};

struct headed {
	struct arena               *a;		/* of the file */
	const struct headed_column *column;
	size_t                      columns;
	const char                 *file;
	struct memory               text;
	struct csv                 *csv;
	struct csv_row              row;	/* at hand */
	size_t                      at[HEADED_MOST];	/* of each column; HEADED_NONE */
	const char                **header;	/* as it stands in the file, of each field */
	size_t                      fields;
};

/* headed_open(a, text, file, column, n, out, e): Read the header.  ${out} must not move. */
bool headed_open(struct arena *a, struct bytes text, const char *file,
    const struct headed_column *column, size_t n, struct headed *out,
    struct err *e);

/* headed_begin(a, s, column, n, out, e): The same of a feed, which is not held in memory. */
bool headed_begin(struct arena *a, struct feed s,
    const struct headed_column *column, size_t n, struct headed *out,
    struct err *e);

/* headed_next(h, e): The next row; it has as many fields as the header. */
enum next headed_next(struct headed *h, struct err *e);

/* headed_is_asked(h, field): Was this field of the file asked for by a column? */
bool headed_is_asked(const struct headed *h, size_t field);

/* headed_text(h, a, column): The text of a column in the row at hand, without blanks around it; "" if there is none. */
char *headed_text(const struct headed *h, struct arena *a, size_t column);

/* headed_number(h, column, out, e), headed_field(h, field, out, e): A whole number from 0 on, with or without commas between thousands. */
bool headed_number(struct headed *h, size_t column, int64_t *out,
    struct err *e);
bool headed_field(struct headed *h, size_t field, int64_t *out,
    struct err *e);

/* headed_place(h, column): Where it stands in the row at hand, for messages. */
struct place headed_place(const struct headed *h, size_t column);

#endif
