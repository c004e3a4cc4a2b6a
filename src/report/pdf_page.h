/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pdf_page: the sheet of paper that report/pdf*.c paint on: a place that moves
 * down, text, colours and marks.  Measures are points, 72 to the inch.
 */
#ifndef REPORT_PDF_PAGE_H
#define REPORT_PDF_PAGE_H

#include <pango/pangocairo.h>
#include <stdbool.h>

#include "report/doc.h"
#include "report/draw.h"
#include "report/pdf_tags.h"

#define PAPER_WIDTH  612.0	/* letter */
#define PAPER_HEIGHT 792.0
#define PAPER_SIDE   43.0	/* 15 mm */
#define PAPER_TOP    40.0
#define PAPER_FOOT   46.0
#define TEXT_WIDTH   (PAPER_WIDTH - 2 * PAPER_SIDE)
#define LINE_MEASURE 430.0	/* about 70 characters */

enum ink { INK, INK_2, INK_3, INK_BRAND, INK_GOOD, INK_WARN, INK_STOP, INK_WHITE, INK_LINE, INK_LINE_2, INK_WASH };

struct style {
	double   size;
	bool     bold, mono;
	enum ink ink;
	bool     figures;	/* digits of one width, for columns of numbers */
};

struct page {
	cairo_surface_t *surface;
	cairo_t         *cr;
	PangoContext    *pango;
	const char      *footer;
	int              number, of;
	bool             counting;	/* the pages: nothing is painted yet */
	double           y;
	bool             fresh;		/* nothing stands on this page yet */
	int              tags_open;
	bool             tagged;	/* something on this page stands under a tag of its own */
	struct pdf_tags *tags;
};

/* A text made ready to be shown; g_object_unref when done (fits CLEANUP). */
void layout_drop(PangoLayout **l);

/* page_text(p, s, text, width): A layout of ${text}; ${width} 0: one line. */
PangoLayout *page_text(struct page *p, struct style s, const char *text, double width);

/* page_runs(p, s, first, width): A layout of inline runs: first and its siblings. */
PangoLayout *page_runs(struct page *p, struct style s, const struct node *first, double width);

double layout_width(PangoLayout *l);
double layout_height(PangoLayout *l);

void page_show(struct page *p, PangoLayout *l, double x, double y, enum ink ink);

/* page_need(p, height): Begin a new page unless ${height} is left on this one. */
void page_need(struct page *p, double height);
void page_break(struct page *p);
void page_space(struct page *p, double height);	/* none at the head of a page */

void page_ink(struct page *p, enum ink ink);
void page_rect(struct page *p, enum ink ink, double x, double y, double w, double h);
void page_rule(struct page *p, enum ink ink, double width, double x1, double y, double x2);

void page_tag(struct page *p, const char *tag);
void page_untag(struct page *p, const char *tag);

/* page_badge(p, b, x, y): A stage badge with its mark; returns its width. */
double page_badge(struct page *p, struct doc_badge b, double x, double y);

/* page_mark(p, b, x, y, r): The mark of a count, around its centre. */
void page_mark(struct page *p, struct doc_badge b, double x, double y, double r);

/* page_status(p, n, x, y, width): Shape and word of a node that has a status; ${width} 0: one line. */
void page_status(struct page *p, const struct node *n, double x, double y, double width);

/* pdf_table.c */
void page_table(struct page *p, const struct doc_table *t);

/* pdf_table.c: how much of ${t} stands together where it begins: a heading above it needs as much. */
double page_table_begin(struct page *p, const struct doc_table *t);

/* pdf_draw.c: the picture scaled to ${width}; returns its height. */
double page_picture(struct page *p, const struct picture *pic, double x, double width);

/* pdf_draw.c: a small square in the look ${look}, for a key. */
void page_swatch(struct page *p, enum look look, double x, double y, double size);

/* pdf_block.c: a node and its siblings, as they come. */
void page_blocks(struct page *p, const struct node *first);

/* pdf_block.c: title, answer and figure at the head of the first page. */
void page_head(struct page *p, const struct doc *d);

#endif
