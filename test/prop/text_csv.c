/* SPDX-License-Identifier: Apache-2.0 */
/* Laws of text/csv. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "text/csv.h"

#include "text.h"

#define ROWS   4
#define FIELDS 5

struct sheet_text {
	size_t rows, fields;
	char   cell[ROWS][FIELDS][GEN_TEXT];
};

static void
gen_cells(struct gen *g, struct sheet_text *s)
{
	s->rows = gen_below(g, ROWS) + 1;
	s->fields = gen_below(g, FIELDS) + 1;
	for (size_t r = 0; r < s->rows; r++)
		for (size_t f = 0; f < s->fields; f++)
			gen_text(g, s->cell[r][f]);
}

static void
write_cells(struct buf *out, const struct sheet_text *s)
{
	for (size_t r = 0; r < s->rows; r++) {
		for (size_t f = 0; f < s->fields; f++)
			csv_put(out, s->cell[r][f], f == 0);
		csv_end_row(out);
	}
}

/* What was written, less the ' before a formula. */
static bool
is_same(const struct csv_field *f, const char *cell)
{
	bool formula = *cell != '\0' && strchr("=+-@\t\r", *cell) != NULL;
	size_t n = strlen(cell);

	return f->n == n + formula && (!formula || f->p[0] == '\'') &&
	    (n == 0 || memcmp(f->p + formula, cell, n) == 0);
}

static bool
is_same_row(const struct csv_row *row, const struct sheet_text *s, size_t r)
{
	if (row->fields != s->fields)
		return false;
	for (size_t f = 0; f < s->fields; f++)
		if (!is_same(&row->field[f], s->cell[r][f]))
			return false;
	return true;
}

/* A feed that gives a few bytes at a time. */
struct trickle {
	struct memory rest;
	struct gen   *g;
};

static bool
trickle_fill(void *ctx, char *p, size_t cap, size_t *got, struct err *e)
{
	struct trickle *t = ctx;
	size_t some = (size_t)gen_below(t->g, 9) + 1;

	return memory_fill(&t->rest, p, some < cap ? some : cap, got, e);
}

static bool
what_is_written_is_read_back(struct gen *g)
{
	static struct sheet_text s;
	struct buf b CLEANUP(buf_free) = { 0 };
	struct arena a CLEANUP(arena_free) = { 0 };
	struct trickle t;
	struct csv_row row;
	struct csv *c;
	struct err e;

	gen_cells(g, &s);
	write_cells(&b, &s);
	t = (struct trickle){ { b.p, b.len }, g };
	c = csv_open_sized(&a, (struct feed){ trickle_fill, &t, "f" },
	    (size_t)gen_below(g, 64) + 1);
	for (size_t r = 0; r < s.rows; r++)
		if (!HOLDS(csv_next(c, &row, &e) == NEXT_ITEM &&
		    is_same_row(&row, &s, r), "row %zu of %s", r, b.p))
			return false;
	return HOLDS(csv_next(c, &row, &e) == NEXT_END, "%s", b.p);
}

int
main(void)
{
	prop_begin();
	PROP(what_is_written_is_read_back);
	return prop_end();
}
