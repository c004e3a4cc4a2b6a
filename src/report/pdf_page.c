/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdio.h>

#include "base/buf.h"

#include "report/pdf_page.h"

/* The tokens of page.css, on paper. */
static const struct { double r, g, b; } inks[] = {
	[INK]        = { 0.090, 0.125, 0.165 },	/* #17202a */
	[INK_2]      = { 0.255, 0.294, 0.341 },	/* #414b57 */
	[INK_3]      = { 0.349, 0.388, 0.435 },	/* #59636f */
	[INK_BRAND]  = { 0.086, 0.196, 0.310 },	/* #16324f */
	[INK_GOOD]   = { 0.125, 0.471, 0.361 },	/* #20785c */
	[INK_WARN]   = { 0.490, 0.322, 0.000 },	/* #7d5200 */
	[INK_STOP]   = { 0.455, 0.071, 0.298 },	/* #74124c */
	[INK_WHITE]  = { 1.000, 1.000, 1.000 },
	[INK_LINE]   = { 0.835, 0.855, 0.878 },	/* #d5dae0 */
	[INK_LINE_2] = { 0.490, 0.529, 0.580 },	/* #7d8794 */
	[INK_WASH]   = { 0.961, 0.969, 0.976 },	/* #f5f7f9 */
};

void
layout_drop(PangoLayout **l)
{
	if (*l != NULL)
		g_object_unref(*l);
}

static PangoLayout *
new_layout(struct page *p, struct style s, double width)
{
	PangoLayout *l = pango_layout_new(p->pango);
	PangoFontDescription *f = pango_font_description_new();

	pango_font_description_set_family_static(f,
	    s.mono ? "Roboto Mono" : "Public Sans");
	pango_font_description_set_absolute_size(f, s.size * PANGO_SCALE);
	pango_font_description_set_weight(f,
	    s.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(l, f);
	pango_font_description_free(f);
	if (width > 0)
		pango_layout_set_width(l, (int)(width * PANGO_SCALE));
	pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_line_spacing(l, s.size > 15 ? 1.12F : 1.25F);
	return l;
}

/* Figures of one width, so that columns of numbers line up. */
static PangoAttrList *
new_attributes(struct style s)
{
	PangoAttrList *attrs = pango_attr_list_new();

	if (s.figures)
		pango_attr_list_insert(attrs,
		    pango_attr_font_features_new("tnum=1, lnum=1"));
	return attrs;
}

PangoLayout *
page_text(struct page *p, struct style s, const char *text, double width)
{
	PangoLayout *l = new_layout(p, s, width);
	PangoAttrList *attrs = new_attributes(s);

	pango_layout_set_text(l, text != NULL ? text : "", -1);
	pango_layout_set_attributes(l, attrs);
	pango_attr_list_unref(attrs);
	return l;
}

static void
add_over(PangoAttrList *attrs, PangoAttribute *attr, size_t from, size_t to)
{
	attr->start_index = (guint)from;
	attr->end_index = (guint)to;
	pango_attr_list_insert(attrs, attr);
}

/* Append the words of one run to ${text} and its look to ${attrs}. */
static void
add_run(struct buf *text, PangoAttrList *attrs, const struct node *n)
{
	size_t from = text->len;
	char words[80];

	switch (n->kind) {
	case NODE_STAGE:
		buf_str(text, standing_words(n->badge, words, sizeof words));
		break;
	case NODE_STATUS:
		buf_str(text, status_word(n));
		break;
	default:
		buf_str(text, n->text != NULL ? n->text : "");
	}
	if (n->kind == NODE_CODE)
		add_over(attrs, pango_attr_family_new("Roboto Mono"), from,
		    text->len);
	else if (n->kind != NODE_TEXT && n->kind != NODE_LINK)
		add_over(attrs, pango_attr_weight_new(PANGO_WEIGHT_BOLD), from,
		    text->len);
}

PangoLayout *
page_runs(struct page *p, struct style s, const struct node *first,
    double width)
{
	struct buf text CLEANUP(buf_free) = { 0 };
	PangoLayout *l = new_layout(p, s, width);
	PangoAttrList *attrs = new_attributes(s);

	for (; first != NULL; first = first->next)
		add_run(&text, attrs, first);
	pango_layout_set_text(l, text.p != NULL ? text.p : "", (int)text.len);
	pango_layout_set_attributes(l, attrs);
	pango_attr_list_unref(attrs);
	return l;
}

double
layout_width(PangoLayout *l)
{
	PangoRectangle r;

	pango_layout_get_extents(l, NULL, &r);
	return (double)r.width / PANGO_SCALE;
}

double
layout_height(PangoLayout *l)
{
	PangoRectangle r;

	pango_layout_get_extents(l, NULL, &r);
	return (double)r.height / PANGO_SCALE;
}

void
page_ink(struct page *p, enum ink ink)
{
	cairo_set_source_rgb(p->cr, inks[ink].r, inks[ink].g, inks[ink].b);
}

void
page_show(struct page *p, PangoLayout *l, double x, double y, enum ink ink)
{
	p->fresh = false;
	p->tagged |= p->tags_open > 1;
	if (p->counting)
		return;
	page_ink(p, ink);
	cairo_move_to(p->cr, x, y);
	pango_cairo_show_layout(p->cr, l);
}

void
page_rect(struct page *p, enum ink ink, double x, double y, double w, double h)
{
	page_ink(p, ink);
	cairo_rectangle(p->cr, x, y, w, h);
	cairo_fill(p->cr);
	p->fresh = false;
}

void
page_rule(struct page *p, enum ink ink, double width, double x1, double y,
    double x2)
{
	page_ink(p, ink);
	cairo_set_line_width(p->cr, width);
	cairo_move_to(p->cr, x1, y);
	cairo_line_to(p->cr, x2, y);
	cairo_stroke(p->cr);
}

static void
show_foot(struct page *p)
{
	const struct style s = { .size = 8, .ink = INK_3 };
	PangoLayout *left CLEANUP(layout_drop) = page_text(p, s, p->footer, 0);
	PangoLayout *right CLEANUP(layout_drop) = NULL;
	char of[48];
	double y = PAPER_HEIGHT - PAPER_FOOT + 14;

	snprintf(of, sizeof of, "%d of %d", p->number, p->of);
	right = page_text(p, s, of, 0);
	page_show(p, left, PAPER_SIDE, y, INK_3);
	page_show(p, right, PAPER_WIDTH - PAPER_SIDE - layout_width(right), y,
	    INK_3);
}

/* Cairo 1.16 stops the program at a page without anything tagged on it. */
static void
show_foot_tagged(struct page *p)
{
	bool tagged = p->tagged;

	if (!tagged)
		page_tag(p, "P");
	show_foot(p);
	if (!tagged)
		page_untag(p, "P");
	p->tagged = false;
}

void
page_break(struct page *p)
{
	show_foot_tagged(p);
	cairo_show_page(p->cr);
	p->number++;
	p->y = PAPER_TOP;
	p->fresh = true;
}

void
page_need(struct page *p, double height)
{
	if (!p->fresh && p->y + height > PAPER_HEIGHT - PAPER_FOOT)
		page_break(p);
}

void
page_space(struct page *p, double height)
{
	if (!p->fresh)
		p->y += height;
}

void
page_tag(struct page *p, const char *tag)
{
	if (!p->counting)
		cairo_tag_begin(p->cr, tag, NULL);
	p->tags_open++;
}

void
page_untag(struct page *p, const char *tag)
{
	if (!p->counting)
		cairo_tag_end(p->cr, tag);
	p->tags_open--;
}

static void
diamond(cairo_t *cr, double x, double y, double r)
{
	cairo_move_to(cr, x, y - r);
	cairo_line_to(cr, x + r, y);
	cairo_line_to(cr, x, y + r);
	cairo_line_to(cr, x - r, y);
	cairo_close_path(cr);
}

/* A white inside, so that the rule behind a hollow mark does not show. */
static void
hollow(struct page *p, double width)
{
	cairo_set_source_rgb(p->cr, 1, 1, 1);
	cairo_fill_preserve(p->cr);
	page_ink(p, INK_BRAND);
	cairo_set_line_width(p->cr, width);
	cairo_stroke(p->cr);
}

void
page_mark(struct page *p, struct doc_badge b, double x, double y, double r)
{
	const double dash[] = { 2, 1.6 };

	page_ink(p, INK_BRAND);
	cairo_new_path(p->cr);
	if (b.stage == STAGE_HAND_TALLY) {
		diamond(p->cr, x, y, r * 1.15);
		hollow(p, r * .3);
	} else if (b.stage == STAGE_RECERTIFIED || b.stage == STAGE_RECOUNT) {
		cairo_rectangle(p->cr, x - r, y - r, 2 * r, 2 * r);
		cairo_fill(p->cr);
	} else {
		cairo_arc(p->cr, x, y, r, 0, 2 * M_PI);
		if (b.stage == STAGE_UNOFFICIAL)
			cairo_set_dash(p->cr, dash, 2, 0);
		if (b.stage == STAGE_UNOFFICIAL ||
		    b.standing == STANDING_SUPERSEDED)
			hollow(p, r * .3);
		else
			cairo_fill(p->cr);
		cairo_set_dash(p->cr, NULL, 0, 0);
	}
}

double
page_badge(struct page *p, struct doc_badge b, double x, double y)
{
	const struct style s = { .size = 7.5, .bold = true, .ink = INK_BRAND };
	char words[80];
	PangoLayout *l CLEANUP(layout_drop) = page_text(p, s,
	    standing_words(b, words, sizeof words), 0);

	page_mark(p, b, x + 3.5, y + 5.6, 2.8);
	page_show(p, l, x + 10, y, INK_BRAND);
	return 10 + layout_width(l);
}

static enum ink
status_ink(enum status s)
{
	switch (s) {
	case STATUS_HOLDS:
	case STATUS_YES:
	case STATUS_GRANTED:
		return INK_GOOD;
	case STATUS_OPEN:
	case STATUS_LATE:
	case STATUS_UNDETERMINED:
		return INK_WARN;
	case STATUS_REFUSED:
		return INK_STOP;
	default:
		return INK_2;
	}
}

/* A bar across the ring of what was refused; half of it full where it was declined or granted in part. */
static void
ring_filling(cairo_t *cr, enum status s, double x, double y)
{
	if (s == STATUS_REFUSED) {
		cairo_move_to(cr, x - 2.5, y + 2.5);
		cairo_line_to(cr, x + 2.5, y - 2.5);
		cairo_stroke(cr);
	} else if (s == STATUS_DECLINED || s == STATUS_PARTLY) {
		cairo_arc(cr, x, y, 3.6, M_PI / 2, 3 * M_PI / 2);
		cairo_fill(cr);
	}
}

/* Tick disc for what holds, triangle for what is open, ring for the rest. */
static void
status_shape(struct page *p, enum status s, double x, double y)
{
	cairo_t *cr = p->cr;

	page_ink(p, status_ink(s));
	cairo_new_path(cr);
	cairo_set_line_width(cr, 1);
	if (status_ink(s) == INK_WARN) {
		cairo_move_to(cr, x, y - 3.8);
		cairo_line_to(cr, x + 4, y + 3.4);
		cairo_line_to(cr, x - 4, y + 3.4);
		cairo_close_path(cr);
		cairo_fill(cr);
		return;
	}
	cairo_arc(cr, x, y, 3.6, 0, 2 * M_PI);
	if (status_ink(s) != INK_GOOD) {
		cairo_stroke(cr);
		ring_filling(cr, s, x, y);
		return;
	}
	cairo_fill(cr);
	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_move_to(cr, x - 1.7, y + .2);
	cairo_line_to(cr, x - .5, y + 1.4);
	cairo_line_to(cr, x + 1.8, y - 1.3);
	cairo_stroke(cr);
}

void
page_status(struct page *p, const struct node *n, double x, double y,
    double width)
{
	const struct style style = { .size = 9, .bold = true,
		.ink = status_ink(n->status) };
	PangoLayout *l CLEANUP(layout_drop) = page_text(p, style,
	    status_word(n), width > 0 ? width - 12 : 0);

	status_shape(p, n->status, x + 4, y + 6.8);
	page_show(p, l, x + 12, y, style.ink);
}
