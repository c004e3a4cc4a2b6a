/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"
#include "text/csv.h"

#include "read/rows.h"
#include "read/stream.h"
#include "read/table.h"

/* unit, label, method, line */
#define KEYS 4

struct table {
	const struct election *el;
	const char            *path;
	struct stream         *stream;
	struct csv            *csv;
	struct csv_row         row;	/* the next row, not yet given out */
	bool                   ended, total;
	uint32_t               at;	/* unit of ${row} */
	size_t                 width;
	struct arena           a;	/* the reader's window */
};

/* Our own file is broken: nothing the user gave is at fault. */
static bool
broken(const struct table *t, size_t field, struct err *e)
{
	(void)err_at(e, csv_place(t->csv, field), "our own table is damaged");
	e->kind = ERR_STORE;
	return false;
}

static bool
is(const struct csv_field *f, const char *s)
{
	return f->n == strlen(s) && memcmp(f->p, s, f->n) == 0;
}

/* Which unit is the next row of?  Units only go forward. */
static bool
find_unit(struct table *t, struct err *e)
{
	const struct csv_field *f = &t->row.field[0];

	if (t->total)
		return f->n == 0 || broken(t, 0, e);
	while (t->at < t->el->units && !is(f, t->el->unit[t->at].id))
		t->at++;
	return t->at < t->el->units || broken(t, 0, e);
}

static bool
pull(struct table *t, struct err *e)
{
	enum next got = csv_next(t->csv, &t->row, e);

	if (got == NEXT_FAILED && e->kind == ERR_INPUT)
		e->kind = ERR_STORE;
	t->ended = got == NEXT_END;
	return got != NEXT_FAILED;
}

static bool
pull_row(struct table *t, struct err *e)
{
	TRY(pull(t, e));
	if (t->ended)
		return true;
	if (t->row.fields != KEYS + t->width)
		return broken(t, 0, e);
	return find_unit(t, e);
}

static bool
check_header(struct table *t, const struct rows_spec *spec, struct err *e)
{
	static const char *const key[KEYS] = { "unit", "label", "method",
		"line" };

	TRY(pull(t, e));
	if (t->ended)
		return err_set(e, ERR_STORE, "%s: our own table is empty",
		    t->path);
	if (t->row.fields != KEYS + t->width)
		return broken(t, 0, e);
	for (size_t i = 0; i < t->row.fields; i++)
		if (!is(&t->row.field[i], i < KEYS ? key[i] :
		    rows_number(spec, i - KEYS)))
			return broken(t, i, e);
	return true;
}

bool
table_open(struct arena *a, const char *path, const struct election *el,
    const struct source *s, struct table **out, struct err *e)
{
	struct rows_spec spec = { .el = el, .contest = s->contest,
		.part = s->part };
	struct table *t CLEANUP(table_close) = arena_zero(a, 1, sizeof *t);

	t->el = el;
	t->path = arena_text(a, path);
	t->total = s->part == PART_TOTAL;
	t->width = rows_width(&spec);
	if (!stream_open(&t->a, path, &t->stream, e)) {
		e->kind = ERR_STORE;
		return false;
	}
	t->csv = csv_open(&t->a, stream_feed(t->stream));
	TRY(check_header(t, &spec, e));
	TRY(pull_row(t, e));
	*out = t;
	t = NULL;
	return true;
}

static bool
number(const struct table *t, size_t i, int64_t *n, struct err *e)
{
	const struct csv_field *f = &t->row.field[i];
	enum num_fault fault = num_parse(f->p, f->n, n);

	if (fault == NUM_EMPTY)
		*n = NUM_UNKNOWN;
	return fault == NUM_OK || fault == NUM_EMPTY || broken(t, i, e);
}

static const char *
text(struct arena *a, const struct csv_field *f)
{
	return f->n == 0 ? "" : arena_str(a, f->p, f->n);
}

static bool
take_row(struct table *t, struct arena *a, struct row *row, struct err *e)
{
	row->label = text(a, &t->row.field[1]);
	row->method = text(a, &t->row.field[2]);
	TRY(number(t, 3, &row->line, e));
	row->v = arena_zero(a, t->width, sizeof *row->v);
	for (size_t i = 0; i < t->width; i++)
		TRY(number(t, KEYS + i, &row->v[i], e));
	return pull_row(t, e);
}

bool
table_unit(struct table *t, struct unit_ix unit, struct arena *a,
    struct sheet *sheet, struct err *e)
{
	size_t cap = 0;

	*sheet = (struct sheet){ .width = (uint16_t)t->width };
	while (!t->total && !t->ended && t->at < unit.n)
		TRY(pull_row(t, e));
	while (!t->ended && (t->total || t->at == unit.n)) {
		sheet->row = arena_grow(a, sheet->row, sheet->rows, &cap,
		    sizeof *sheet->row);
		TRY(take_row(t, a, &sheet->row[sheet->rows++], e));
	}
	return true;
}

void
table_close(struct table **t)
{
	struct table *x = *t;

	if (x == NULL)
		return;
	stream_close(&x->stream);
	arena_free(&x->a);
	*t = NULL;
}
