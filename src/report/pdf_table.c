/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables on paper.  Every column gets what its widest cell needs; if that is
 * more than the paper is wide, columns of words give way and wrap, and as a
 * last resort the type becomes smaller.  The heading is repeated on each page.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#include "report/pdf_page.h"

#define GAP        10.0		/* between columns */
#define DENSE_GAP  5.0		/* ... of which there are many */
#define ROW_SPACE  3.2		/* above and below the words of a row */
#define WORDS_MIN  62.0		/* a column of words is never narrower */
#define DENSE_MIN  31.0
#define DENSE_FIRST 84.0

struct grid {
	const struct doc_table *t;
	double      *width;	/* of each column, without the gaps */
	PangoLayout **cell;	/* of the row at hand */
	double       size;	/* of the type */
	double       total;
};

static double
gap_of(const struct doc_table *t)
{
	return t->dense ? DENSE_GAP : GAP;
}

/* What a column of words keeps: in a dense table the first one names the row. */
static double
words_min(const struct doc_table *t, size_t i)
{
	return !t->dense ? WORDS_MIN : i == 0 ? DENSE_FIRST : DENSE_MIN;
}

static struct style
cell_style(const struct grid *g, const struct doc_table_row *r,
    const struct doc_cell *c, size_t i)
{
	bool small = c != NULL && c->small;
	bool bold = i == 0 || r->class == ROW_SUM;

	return (struct style){ .size = small ? g->size - 1 : g->size,
		.bold = bold, .ink = small ? INK_2 : INK,
		.figures = g->t->column[i].align == ALIGN_RIGHT };
}

static PangoLayout *
cell_layout(struct page *p, const struct grid *g,
    const struct doc_table_row *r, size_t i, double width)
{
	const struct doc_cell *c = &r->cell[i];
	struct style s = cell_style(g, r, c, i);

	if (c->runs != NULL)
		return page_runs(p, s, c->runs->child, width);
	return page_text(p, s, c->text, width);
}

static struct style
head_style(const struct grid *g)
{
	return (struct style){ .size = g->size - 1, .bold = true, .ink = INK_2 };
}

static bool
wraps(const struct doc_table *t, size_t i)
{
	return t->column[i].wraps || t->column[i].align == ALIGN_LEFT;
}

/* A heading may break between words; it needs room for its longest word. */
static double
longest_word(struct page *p, const struct grid *g, const char *text)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	double longest = 0;

	while (text != NULL && *text != '\0') {
		size_t n = strcspn(text, " ");
		PangoLayout *l CLEANUP(layout_drop) = page_text(p,
		    head_style(g), arena_str(&a, text, n), 0);
		double w = layout_width(l);

		if (w > longest)
			longest = w;
		text += n + (text[n] == ' ');
	}
	return longest;
}

/* Figures have one width: the longest number is the widest. */
static const struct doc_table_row *
longest_number(const struct doc_table *t, size_t i)
{
	const struct doc_table_row *longest = t->first;
	size_t most = 0;

	for (const struct doc_table_row *r = t->first; r != NULL; r = r->next) {
		size_t n = r->cell[i].text != NULL ?
		    strlen(r->cell[i].text) : 0;

		/* In a row of sums it is bold, and wider. */
		n = 2 * n + (r->class == ROW_SUM);
		if (n >= most) {
			most = n;
			longest = r;
		}
	}
	return longest;
}

static void
widen(struct page *p, struct grid *g, const struct doc_table_row *r, size_t i)
{
	PangoLayout *l CLEANUP(layout_drop) = cell_layout(p, g, r, i, 0);
	double w = layout_width(l) + .5;

	if (w > g->width[i])
		g->width[i] = w;
}

static void
measure(struct page *p, struct grid *g)
{
	const struct doc_table *t = g->t;

	for (size_t i = 0; i < t->columns; i++) {
		bool numbers = t->column[i].align == ALIGN_RIGHT;

		g->width[i] = longest_word(p, g, t->column[i].header);
		if (numbers && t->first != NULL)
			widen(p, g, longest_number(t, i), i);
		if (numbers)
			continue;
		for (const struct doc_table_row *r = t->first; r != NULL;
		    r = r->next)
			widen(p, g, r, i);
	}
}

static double
sum_widths(const struct grid *g)
{
	double sum = gap_of(g->t) * (double)(g->t->columns - 1);

	for (size_t i = 0; i < g->t->columns; i++)
		sum += g->width[i];
	return sum;
}

/* Take the excess from the widest column of words, again and again. */
static void
narrow(struct grid *g)
{
	double excess;

	while ((excess = sum_widths(g) - TEXT_WIDTH) > .1) {
		size_t widest = g->t->columns;

		for (size_t i = 0; i < g->t->columns; i++)
			if (wraps(g->t, i) && g->width[i] > words_min(g->t, i) &&
			    (widest == g->t->columns ||
			    g->width[i] > g->width[widest]))
				widest = i;
		if (widest == g->t->columns)
			return;
		if (excess > 12)
			excess = 12;
		if (g->width[widest] - excess < words_min(g->t, widest))
			g->width[widest] = words_min(g->t, widest);
		else
			g->width[widest] -= excess;
	}
}

static void
fit(struct page *p, struct grid *g)
{
	for (g->size = 8.8; g->size >= 6; g->size -= .7) {
		measure(p, g);
		narrow(g);
		if (sum_widths(g) <= TEXT_WIDTH + .2)
			break;
	}
	g->total = sum_widths(g);
	/* A wide table fills the measure; its first column takes the rest. */
	if (g->t->columns > 2 && g->total < TEXT_WIDTH) {
		double each = (TEXT_WIDTH - g->total) / (double)g->t->columns;

		for (size_t i = 0; i < g->t->columns; i++)
			g->width[i] += each;
		g->total = TEXT_WIDTH;
	}
}

/* Lay out the cells of a row into g->cell; return the height of the row. */
static double
lay_row(struct page *p, struct grid *g, const struct doc_table_row *r)
{
	double height = 0;

	for (size_t i = 0; i < g->t->columns; i++) {
		double h;

		g->cell[i] = cell_layout(p, g, r, i, g->width[i]);
		if ((h = layout_height(g->cell[i])) > height)
			height = h;
	}
	return height + 2 * ROW_SPACE;
}

static void
drop_row(struct grid *g)
{
	for (size_t i = 0; i < g->t->columns; i++)
		layout_drop(&g->cell[i]);
}

static void
show_cell(struct page *p, const struct grid *g, size_t i, PangoLayout *l,
    double x, double y, enum ink ink)
{
	if (g->t->column[i].align == ALIGN_RIGHT)
		pango_layout_set_alignment(l, PANGO_ALIGN_RIGHT);
	page_show(p, l, x, y, ink);
}

static double
head_height(struct page *p, const struct grid *g)
{
	double height = 0;

	for (size_t i = 0; i < g->t->columns; i++) {
		PangoLayout *l CLEANUP(layout_drop) = page_text(p,
		    head_style(g), g->t->column[i].header, g->width[i]);
		double h = layout_height(l);

		if (h > height)
			height = h;
	}
	return height;
}

static bool
same_group(const struct doc_table *t, size_t i, size_t j)
{
	const char *a = t->column[i].group, *b = t->column[j].group;

	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* The headings that span several columns, over a rule. */
static void
show_groups(struct page *p, const struct grid *g)
{
	const struct doc_table *t = g->t;
	double x = PAPER_SIDE, height = 0;

	for (size_t i = 0, next; i < t->columns; i = next) {
		double width = g->width[i];

		for (next = i + 1; next < t->columns &&
		    same_group(t, i, next); next++)
			width += gap_of(t) + g->width[next];
		if (t->column[i].group != NULL) {
			PangoLayout *l CLEANUP(layout_drop) = page_text(p,
			    head_style(g), t->column[i].group, width);

			pango_layout_set_alignment(l, PANGO_ALIGN_RIGHT);
			page_show(p, l, x, p->y, INK_2);
			height = layout_height(l);
			page_rule(p, INK_LINE_2, .6, x, p->y + height + 1,
			    x + width);
		}
		x += width + gap_of(t);
	}
	if (height > 0)
		p->y += height + 3;
}

/* ${first}: the heading is read as one; a repeat on a later page is not. */
static void
show_head(struct page *p, const struct grid *g, bool first)
{
	double x = PAPER_SIDE, height;

	show_groups(p, g);
	height = head_height(p, g);
	if (first)
		page_tag(p, "TR");
	for (size_t i = 0; i < g->t->columns; i++) {
		PangoLayout *l CLEANUP(layout_drop) = page_text(p,
		    head_style(g), g->t->column[i].header, g->width[i]);

		if (first) {
			page_tag(p, "TH");
			pdf_tags_heading(p->tags, false);
		}
		show_cell(p, g, i, l, x, p->y + height - layout_height(l),
		    INK_2);
		if (first)
			page_untag(p, "TH");
		x += g->width[i] + gap_of(g->t);
	}
	if (first)
		page_untag(p, "TR");
	p->y += height + 2;
	page_rule(p, INK_2, 1, PAPER_SIDE, p->y, PAPER_SIDE + g->total);
	p->y += 1;
}

static void
show_row(struct page *p, struct grid *g, const struct doc_table_row *r,
    double height)
{
	double x = PAPER_SIDE;

	if (r->class == ROW_SUM)
		page_rule(p, INK_2, 1, x, p->y, x + g->total);
	page_tag(p, "TR");
	for (size_t i = 0; i < g->t->columns; i++) {
		const char *tag = i == 0 ? "TH" : "TD";

		page_tag(p, tag);
		if (i == 0)
			pdf_tags_heading(p->tags, true);
		if (r->class == ROW_OFFICIAL && i == 0)
			page_rect(p, INK_WASH, x - 3, p->y, g->total + 6,
			    height);
		show_cell(p, g, i, g->cell[i], x, p->y + ROW_SPACE,
		    cell_style(g, r, &r->cell[i], i).ink);
		page_untag(p, tag);
		x += g->width[i] + gap_of(g->t);
	}
	page_untag(p, "TR");
	drop_row(g);
	p->y += height;
	page_rule(p, INK_LINE, .6, PAPER_SIDE, p->y, PAPER_SIDE + g->total);
}

static void
show_caption(struct page *p, const struct doc_table *t)
{
	const struct style name = { .size = 9.5, .bold = true };
	const struct style note = { .size = 8.5, .ink = INK_2 };
	PangoLayout *l CLEANUP(layout_drop) = page_text(p, name, t->caption,
	    TEXT_WIDTH);
	PangoLayout *n CLEANUP(layout_drop) = page_text(p, note, t->note,
	    LINE_MEASURE);

	page_need(p, 90);
	page_tag(p, "Caption");
	page_show(p, l, PAPER_SIDE, p->y, INK);
	p->y += layout_height(l) + 1;
	if (t->note != NULL && t->note[0] != '\0') {
		page_show(p, n, PAPER_SIDE, p->y, INK_2);
		p->y += layout_height(n);
	}
	page_untag(p, "Caption");
	p->y += 6;
}

#define SHORT_TABLE 16	/* rows: so short a table may be kept on one page ... */
#define LOW_TABLE   330.0	/* ... if it takes less than half of it */
#define TABLE_BEGIN 90.0	/* caption, heading and the first rows of any other */

/* How much of ${t} must stand together where it begins. */
static double
together(struct page *p, struct grid *g)
{
	double height = 80;

	if (g->t->rows > SHORT_TABLE)
		return TABLE_BEGIN;
	for (const struct doc_table_row *r = g->t->first; r != NULL;
	    r = r->next) {
		height += lay_row(p, g, r);
		drop_row(g);
	}
	return height <= LOW_TABLE ? height : TABLE_BEGIN;
}

static void
new_grid(struct page *p, struct arena *a, const struct doc_table *t,
    struct grid *g)
{
	*g = (struct grid){ .t = t };
	g->width = arena_zero(a, t->columns, sizeof *g->width);
	g->cell = arena_zero(a, t->columns, sizeof *g->cell);
	fit(p, g);
}

double
page_table_begin(struct page *p, const struct doc_table *t)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct grid g;

	if (t->columns == 0)
		return 0;
	new_grid(p, &a, t, &g);
	return together(p, &g);
}

void
page_table(struct page *p, const struct doc_table *t)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct grid g;

	if (t->columns == 0)
		return;
	new_grid(p, &a, t, &g);
	page_space(p, 8);
	page_need(p, together(p, &g));
	page_tag(p, "Table");
	if (t->caption != NULL && t->caption[0] != '\0')
		show_caption(p, t);
	show_head(p, &g, true);
	for (const struct doc_table_row *r = t->first; r != NULL; r = r->next) {
		double height = lay_row(p, &g, r);

		if (p->y + height > PAPER_HEIGHT - PAPER_FOOT) {
			page_break(p);
			show_head(p, &g, false);
		}
		show_row(p, &g, r, height);
	}
	page_untag(p, "Table");
	p->y += 8;
}
