/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reader: what the readers of all formats have in common while one file is
 * imported: the row at hand, its columns, its unit, and where rows go.
 */
#ifndef READ_READER_H
#define READ_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "text/csv.h"

#include "read/columns.h"
#include "read/import.h"
#include "read/rows.h"
#include "read/stream.h"
#include "read/units.h"

struct reader {
	struct arena                *a;		/* of the result */
	struct arena                 own;	/* of the import */
	const struct election       *el;
	const struct contest        *contest;
	const struct import_request *rq;
	const char                  *out;	/* where the table will stand */
	struct import_result        *res;
	struct stream               *stream;
	struct csv                  *csv;
	struct csv_row               row;	/* at hand */
	struct columns              *columns;
	struct glossary                 numbers;	/* what choices and extras are called */
	struct units                *units;
	struct rows                 *rows;
	struct rows_spec             spec;
	size_t                       width;
	int64_t                     *v;		/* room for a row's numbers */
	bool                         one_contest;	/* rows name none; the office is for other parts of the file */
	const char                  *office, *district;	/* chosen, folded; NULL: not yet */
};

/* Which columns a format may have. */
enum form {
	FORM_WIDE,	/* numbers by header */
	FORM_LONG,	/* choice and votes */
	FORM_METHODS,	/* choice, votes, and votes by method */
};

/* reader_begin(r, same): Open the rows, of which equals are treated as ${same} says. */
void reader_begin(struct reader *r, enum same same);

/* reader_pull(r, e): The next row of the file. */
enum next reader_pull(struct reader *r, struct err *e);

/* reader_header(r, form, e): Understand the row at hand as the header. */
bool reader_header(struct reader *r, enum form form, struct err *e);

/* reader_at(r, i): The place of field ${i} of the row at hand, for messages. */
struct place reader_at(const struct reader *r, size_t i);

/* reader_show(r, i): Field ${i} of the row at hand, quoted for a message. */
const char *reader_show(struct reader *r, size_t i);

/* reader_header_of(r, i): The header of column ${i}, quoted for a message. */
const char *reader_header_of(struct reader *r, size_t i);

/*
 * reader_key(r, x, skip, e):
 * Unit, label, method and line of the row at hand; *${skip} if it is of
 * another office or the column map leaves it out.
 */
bool reader_key(struct reader *r, struct entry *x, bool *skip, struct err *e);

/* reader_number(r, i, n, e): Field ${i} as a count; an empty one is unknown. */
bool reader_number(struct reader *r, size_t i, int64_t *n, struct err *e);

/* reader_choice(r, i, number, e): Which number of a row field ${i} names. */
bool reader_choice(struct reader *r, size_t i, uint16_t *number,
    struct err *e);

/* reader_forget(r): All numbers of r->v unknown. */
void reader_forget(struct reader *r);

/* The formats, one file each; the first row is at hand. */
bool results_read_wide(struct reader *r, struct err *e);
bool results_read_long(struct reader *r, struct err *e);
bool openelections_read(struct reader *r, struct err *e);
bool arlo_read(struct reader *r, struct err *e);

/* results_add_wide(r, e): Add the row at hand, a column for each number. */
bool results_add_wide(struct reader *r, struct err *e);

#endif
