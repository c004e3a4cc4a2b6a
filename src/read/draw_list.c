/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"
#include "text/csv.h"

#include "read/draw_list.h"
#include "read/fold.h"

static const char *const columns[] = { "unit", "tabulator", "batch",
	"position", "round", "contest", "ticket", "generation" };

#define COLUMNS (sizeof columns / sizeof *columns)

struct reading {
	struct arena *a;
	struct csv   *csv;
	struct csv_row row;
};

static bool
take_header(struct reading *r, struct err *e)
{
	enum next got = csv_next(r->csv, &r->row, e);

	if (got == NEXT_FAILED)
		return false;
	for (size_t i = 0; i < COLUMNS; i++)
		if (got == NEXT_END || r->row.fields != COLUMNS ||
		    r->row.field[i].n != strlen(columns[i]) ||
		    memcmp(r->row.field[i].p, columns[i],
		    strlen(columns[i])) != 0)
			return err_at(e, csv_place(r->csv, 0), "expected the "
			    "header unit,tabulator,batch,position,round,"
			    "contest,ticket,generation");
	return true;
}

static const char *
text_of(const struct reading *r, size_t i)
{
	return arena_str(r->a, r->row.field[i].p, r->row.field[i].n);
}

/* From 1; an empty field is 0 where that may be. */
static bool
number_of(const struct reading *r, size_t i, bool may_lack, int64_t *out,
    struct err *e)
{
	const struct csv_field *f = &r->row.field[i];

	*out = 0;
	if ((may_lack && f->n == 0) ||
	    (num_parse(f->p, f->n, out) == NUM_OK && *out > 0))
		return true;
	return err_at(e, csv_place(r->csv, i), "%s: found %s, expected a whole "
	    "number from 1%s", columns[i], fold_show(r->a, f->p, f->n),
	    may_lack ? ", or nothing" : "");
}

static bool
take_line(struct reading *r, struct draw_line *out, struct err *e)
{
	if (r->row.fields != COLUMNS)
		return err_at(e, csv_place(r->csv, 0), "found %zu fields, "
		    "expected %zu", r->row.fields, COLUMNS);
	*out = (struct draw_line){ .unit = text_of(r, 0),
		.tabulator = text_of(r, 1), .batch = text_of(r, 2),
		.contest = text_of(r, 5), .ticket = text_of(r, 6) };
	TRY(number_of(r, 3, true, &out->position, e));
	TRY(number_of(r, 4, false, &out->round, e));
	return number_of(r, 7, false, &out->generation, e);
}

bool
draw_list_read(struct arena *a, struct bytes text, const char *name,
    struct draw_list *out, struct err *e)
{
	struct memory m = { text.p, text.n };
	struct reading r = { .a = a, .csv = csv_open(a,
	    (struct feed){ memory_fill, &m, name }) };
	enum next got;
	size_t cap = 0;

	*out = (struct draw_list){ 0 };
	TRY(take_header(&r, e));
	while ((got = csv_next(r.csv, &r.row, e)) == NEXT_ITEM) {
		if (out->n == cap)
			out->line = arena_grow(a, out->line, out->n, &cap,
			    sizeof *out->line);
		TRY(take_line(&r, &out->line[out->n], e));
		out->n++;
	}
	return got == NEXT_END;
}

void
draw_list_head(struct buf *out)
{
	for (size_t i = 0; i < COLUMNS; i++)
		buf_printf(out, "%s%c", columns[i],
		    i + 1 < COLUMNS ? ',' : '\n');
}

static void
put(struct buf *out, const char *text)
{
	csv_put_exact(out, text, strlen(text));
	buf_char(out, ',');
}

void
draw_list_put(struct buf *out, const struct draw_line *d)
{
	put(out, d->unit);
	put(out, d->tabulator);
	put(out, d->batch);
	if (d->position > 0)
		buf_printf(out, "%" PRId64, d->position);
	buf_printf(out, ",%" PRId64 ",", d->round);
	put(out, d->contest);
	put(out, d->ticket);
	buf_printf(out, "%" PRId64 "\n", d->generation);
}
