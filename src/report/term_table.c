/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include "report/doc.h"
#include "report/term_text.h"

#define GAP        2	/* columns between two columns */
#define READABLE  24	/* columns made to wrap give way down to this */
#define NARROWEST 12	/* no column of words is made narrower */

struct grid {
	const struct doc_table *table;
	char                 ***cell;	/* [row][column]; row 0: header */
	int                    *width;	/* of each column */
	size_t                  rows;
};

static char *
cell_text(struct term *t, const struct doc_cell *c)
{
	if (c->runs != NULL)
		return term_runs(t, c->runs);
	return term_safe(t, c->text);
}

/* The header of a column, with the one that spans it. */
static char *
header_text(struct term *t, const struct doc_column *c)
{
	if (c->group == NULL)
		return term_safe(t, c->header);
	return arena_printf(&t->a, "%s: %s", term_safe(t, c->group),
	    term_safe(t, c->header));
}

static struct grid
grid_new(struct term *t, const struct doc_table *table)
{
	struct grid g = { .table = table, .rows = table->rows + 1 };
	const struct doc_table_row *r = table->first;

	g.cell = arena_zero(&t->a, g.rows, sizeof *g.cell);
	g.width = arena_zero(&t->a, table->columns, sizeof *g.width);
	for (size_t i = 0; i < g.rows; i++)
		g.cell[i] = arena_zero(&t->a, table->columns, sizeof **g.cell);
	for (size_t k = 0; k < table->columns; k++)
		g.cell[0][k] = header_text(t, &table->column[k]);
	for (size_t i = 1; i < g.rows; i++, r = r->next)
		for (size_t k = 0; k < table->columns; k++)
			g.cell[i][k] = cell_text(t, &r->cell[k]);
	return g;
}

/* The widest word of ${s}: a header may take several lines. */
static int
longest_word(struct term *t, const char *s)
{
	int most = 0;

	while (*s != '\0') {
		size_t n = term_take(s, 1);
		int    w = term_width(arena_str(&t->a, s, n));

		most = w > most ? w : most;
		for (s += n; *s == ' '; s++)
			;
	}
	return most;
}

/* The width of column ${k}; ${whole}: with its header on one line. */
static int
natural(struct term *t, const struct grid *g, size_t k, bool whole)
{
	const char *header = g->cell[0][k];
	int most = whole ? term_width(header) : longest_word(t, header);

	for (size_t i = 1; i < g->rows; i++)
		if (term_width(g->cell[i][k]) > most)
			most = term_width(g->cell[i][k]);
	return most;
}

/* Natural widths of all columns; returns their sum with the gaps. */
static int
measure(struct term *t, struct grid *g, bool whole)
{
	int all = 0;

	for (size_t k = 0; k < g->table->columns; k++) {
		g->width[k] = natural(t, g, k, whole);
		all += g->width[k] + (k > 0 ? GAP : 0);
	}
	return all;
}

/* The widest column of words above ${least}, or -1; of those that wrap. */
static int
widest_words(const struct grid *g, bool wraps, int least)
{
	int best = -1;

	for (size_t k = 0; k < g->table->columns; k++)
		if (g->table->column[k].align == ALIGN_LEFT
		    && (!wraps || g->table->column[k].wraps)
		    && g->width[k] > least
		    && (best < 0 || g->width[k] > g->width[best]))
			best = (int)k;
	return best;
}

/* Narrow columns of words until ${all} columns fit; false if they cannot. */
static bool
fit(struct grid *g, int all, int room)
{
	for (; all > room; all--) {
		int k = widest_words(g, true, READABLE);

		if (k < 0)
			k = widest_words(g, false, NARROWEST);
		if (k < 0)
			return false;
		g->width[k]--;
	}
	return true;
}

/* One line of one cell, and where its rest begins. */
static const char *
cell_line(struct term *t, const char *s, int width, enum align align, bool last)
{
	size_t n = term_take(s, width);
	char  *line = arena_str(&t->a, s, n);
	int    pad = width - term_width(line);

	if (align == ALIGN_RIGHT)
		term_spaces(t, pad);
	buf_str(t->out, line);
	if (align == ALIGN_LEFT && !last)
		term_spaces(t, pad);
	for (s += n; *s == ' '; s++)
		;
	return s;
}

static void
grid_row(struct term *t, const struct grid *g, char **cell)
{
	size_t       n = g->table->columns;
	const char **rest = arena_zero(&t->a, n, sizeof *rest);
	bool         more = true;

	for (size_t k = 0; k < n; k++)
		rest[k] = cell[k];
	while (more) {
		more = false;
		term_spaces(t, t->indent);
		for (size_t k = 0; k < n; k++) {
			term_spaces(t, k > 0 ? GAP : 0);
			rest[k] = cell_line(t, rest[k], g->width[k],
			    g->table->column[k].align, k + 1 == n);
			more = more || *rest[k] != '\0';
		}
		while (t->out->len > 0 && t->out->p[t->out->len - 1] == ' ')
			t->out->p[--t->out->len] = '\0';
		buf_char(t->out, '\n');
	}
}

static void
rule(struct term *t, const struct grid *g)
{
	term_spaces(t, t->indent);
	for (size_t k = 0; k < g->table->columns; k++) {
		term_spaces(t, k > 0 ? GAP : 0);
		for (int i = 0; i < g->width[k]; i++)
			buf_char(t->out, '-');
	}
	buf_char(t->out, '\n');
}

static void
print_grid(struct term *t, const struct grid *g)
{
	const struct doc_table_row *r = g->table->first;

	grid_row(t, g, g->cell[0]);
	rule(t, g);
	for (size_t i = 1; i < g->rows; i++, r = r->next) {
		if (r->class == ROW_SUM)
			rule(t, g);
		grid_row(t, g, g->cell[i]);
	}
}

/* Too wide for the screen: each row as a short list. */
static void
print_lists(struct term *t, const struct grid *g)
{
	for (size_t i = 1; i < g->rows; i++) {
		term_spaces(t, t->indent);
		term_wrap(t, g->cell[i][0], 2, t->text, INK_BOLD);
		for (size_t k = 1; k < g->table->columns; k++) {
			char *s;

			if (g->cell[i][k][0] == '\0')
				continue;
			s = arena_printf(&t->a, "%s: %s", g->cell[0][k],
			    g->cell[i][k]);
			term_spaces(t, t->indent + 2);
			term_wrap(t, s, 4, t->text - 2, INK_PLAIN);
		}
	}
}

void
term_table(struct term *t, const struct doc_table *table)
{
	struct grid g = grid_new(t, table);
	int         room = t->width - t->indent;
	int         all = measure(t, &g, true);

	if (table->caption != NULL) {
		term_spaces(t, t->indent);
		term_wrap(t, term_safe(t, table->caption), 0, t->text,
		    INK_BOLD);
	}
	if (table->note != NULL) {
		term_spaces(t, t->indent);
		term_wrap(t, term_safe(t, table->note), 0, t->text, INK_DIM);
	}
	if (table->columns == 0)
		return;
	if (all > room)
		all = measure(t, &g, false);
	if (fit(&g, all, room))
		print_grid(t, &g);
	else
		print_lists(t, &g);
	buf_char(t->out, '\n');
}
