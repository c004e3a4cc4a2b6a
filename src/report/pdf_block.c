/* SPDX-License-Identifier: Apache-2.0 */
/* Every kind of block of a document, on paper. */
#include <cairo-pdf.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/num.h"

#include "report/draw.h"
#include "report/pdf_page.h"

#define RIGHT (PAPER_SIDE + TEXT_WIDTH)
#define RUNG  48.0	/* height of one rung of a ladder */

static const struct style body = { .size = 10 };
static const struct style small = { .size = 8.5, .ink = INK_2 };
static const struct style faint = { .size = 8.5, .ink = INK_3 };
static const struct style strong = { .size = 10, .bold = true };

/* Show ${l} at ${x} in a block of its own under ${tag}, and go below it. */
static void
show_block(struct page *p, const char *tag, PangoLayout *l, double x,
    enum ink ink, double after)
{
	double height = layout_height(l);

	page_need(p, height < 200 ? height : 30);
	page_tag(p, tag);
	page_show(p, l, x, p->y, ink);
	page_untag(p, tag);
	p->y += height + after;
}

static void
text_block(struct page *p, const char *tag, struct style s, const char *text,
    double x, double width, double after)
{
	PangoLayout *l CLEANUP(layout_drop) = page_text(p, s, text, width);

	if (text != NULL && text[0] != '\0')
		show_block(p, tag, l, x, s.ink, after);
}

static void
runs_block(struct page *p, const char *tag, struct style s,
    const struct node *n, double x, double width, double after)
{
	PangoLayout *l CLEANUP(layout_drop) = page_runs(p, s, n->child, width);

	if (n->child != NULL)
		show_block(p, tag, l, x, s.ink, after);
}

static double
text_height(struct page *p, struct style s, const char *text, double width)
{
	PangoLayout *l CLEANUP(layout_drop) = page_text(p, s, text, width);

	return text != NULL && text[0] != '\0' ? layout_height(l) : 0;
}

static double
runs_height(struct page *p, struct style s, const struct node *n, double width)
{
	PangoLayout *l CLEANUP(layout_drop) = page_runs(p, s, n->child, width);

	return layout_height(l);
}

static void
bookmark(struct page *p, const char *heading)
{
	char where[64];

	if (p->counting)
		return;
	snprintf(where, sizeof where, "page=%d pos=[%d %d]", p->number,
	    (int)PAPER_SIDE, (int)p->y);
	(void)cairo_pdf_surface_add_outline(p->surface,
	    CAIRO_PDF_OUTLINE_ROOT, heading, where, 0);
}

/* A heading does not stand alone at the foot of a page: what follows it begins there too. */
static double
first_height(struct page *p, const struct node *first)
{
	if (first != NULL && first->kind == NODE_TABLE)
		return page_table_begin(p, first->table);
	return 50;
}

static void
section(struct page *p, const struct node *n)
{
	const struct style heading = { .size = 14, .bold = true };

	page_space(p, 14);
	page_need(p, 40 + first_height(p, n->child));
	bookmark(p, n->text);
	text_block(p, "H2", heading, n->text, PAPER_SIDE, TEXT_WIDTH, 6);
	page_blocks(p, n->child);
}

static void
list(struct page *p, const struct node *n)
{
	page_tag(p, "L");
	for (const struct node *item = n->child; item != NULL;
	    item = item->next) {
		page_need(p, 16);
		page_rect(p, INK_2, PAPER_SIDE + 3, p->y + 5.5, 2.5, 2.5);
		runs_block(p, "LI", body, item, PAPER_SIDE + 14,
		    LINE_MEASURE - 14, 3);
	}
	page_untag(p, "L");
	p->y += 5;
}

/* Zero is labelled: the reader sees the distance from a tie. */
static void
ladder_axis(struct page *p, double x, double width)
{
	const struct style s = { .size = 7.5, .ink = INK_3 };
	PangoLayout *l CLEANUP(layout_drop) = page_text(p, s, "0: a tie", 0);

	page_rule(p, INK_LINE_2, .8, x, p->y, x + width);
	page_show(p, l, x, p->y + 3, INK_3);
	p->y += 18;
}

static void
rung(struct page *p, const struct doc_rung *r, double x, double width,
    int64_t largest)
{
	const struct style big = { .size = 13, .bold = true };
	double height = RUNG, middle = p->y + height / 2, at;
	char text[NUM_TEXT];
	PangoLayout *value CLEANUP(layout_drop) = NULL;
	PangoLayout *change CLEANUP(layout_drop) = NULL;

	page_tag(p, "P");
	p->y += 5;
	text_block(p, "Span", strong, r->title, PAPER_SIDE, 0, 0);
	(void)page_badge(p, r->badge, PAPER_SIDE, middle - 5);
	p->y = middle + 6;
	text_block(p, "Span", small, r->note, PAPER_SIDE, 0, 0);
	at = largest > 0 ? (double)r->value / (double)largest * width : 0;
	page_rule(p, INK_BRAND, 1.5, x, middle, x + (at > 0 ? at : 0));
	page_rect(p, INK, x - .6, middle - height / 2, 1.2, height);
	page_mark(p, r->badge, x + at, middle, 5);
	value = page_text(p, big, num_text(text, r->value), 0);
	page_show(p, value, RIGHT - 58 - layout_width(value), middle - 9, INK);
	change = page_text(p, small, num_known(r->change) ?
	    num_signed(text, r->change) : "first", 0);
	page_show(p, change, RIGHT - layout_width(change), middle - 6, INK_2);
	page_untag(p, "P");
	p->y = middle + height / 2;
}

static void
ladder(struct page *p, const struct node *n)
{
	const double x = PAPER_SIDE + 172, width = TEXT_WIDTH - 172 - 130;
	int64_t largest = 0;

	for (size_t i = 0; i < n->rungs; i++)
		if (num_known(n->rung[i].value) && n->rung[i].value > largest)
			largest = n->rung[i].value;
	page_need(p, RUNG * (double)n->rungs + 24);
	for (size_t i = 0; i < n->rungs; i++) {
		page_rule(p, INK_LINE, .6, PAPER_SIDE, p->y, RIGHT);
		rung(p, &n->rung[i], x, width, largest);
	}
	ladder_axis(p, x, width);
}

static void
finding(struct page *p, const struct node *n)
{
	const double x = PAPER_SIDE + 88, width = TEXT_WIDTH - 88;
	double height = text_height(p, strong, n->text, width) +
	    runs_height(p, small, n, width) + 26;

	page_need(p, height < 300 ? height : 80);
	page_rule(p, INK_LINE, .6, PAPER_SIDE, p->y, RIGHT);
	p->y += 6;
	page_tag(p, "Sect");
	page_status(p, n, PAPER_SIDE, p->y, 0);
	text_block(p, "H3", strong, n->text, x, width, 2);
	runs_block(p, "P", small, n, x, width, 2);
	text_block(p, "P", (struct style){ .size = 7.5, .ink = INK_3 },
	    n->where, x, width, 2);
	page_untag(p, "Sect");
	p->y += 5;
}

/* When; who asked for what, and why it went as it did; what became of it. */
static void
attempt(struct page *p, const struct node *n)
{
	const double x = PAPER_SIDE + 74, right = 122;
	const double width = TEXT_WIDTH - 74 - right - 12;
	double height = text_height(p, strong, n->text, width) +
	    runs_height(p, small, n, width) + 18, top;

	page_need(p, height < 300 ? height : 80);
	page_rule(p, INK_LINE, .6, PAPER_SIDE, p->y, RIGHT);
	p->y += 6;
	top = p->y;
	page_tag(p, "Sect");
	text_block(p, "P", faint, n->where, PAPER_SIDE, 68, 0);
	p->y = top;
	page_tag(p, "P");
	page_status(p, n, RIGHT - right, p->y, right);
	page_untag(p, "P");
	p->y = top;
	text_block(p, "H3", strong, n->text, x, width, 2);
	runs_block(p, "P", small, n, x, width, 2);
	page_untag(p, "Sect");
	p->y += 5;
	if (p->y < top + 26)
		p->y = top + 26;
}

static void
command(struct page *p, const struct node *n)
{
	const struct style mono = { .size = 8.5, .mono = true };
	const double x = PAPER_SIDE + 12, width = TEXT_WIDTH - 24;
	double height = text_height(p, mono, n->text, width) + 14;

	page_need(p, height);
	page_rect(p, INK_WASH, PAPER_SIDE, p->y, TEXT_WIDTH, height);
	p->y += 7;
	text_block(p, "P", mono, n->text, x, width, 15);
}

/* A washed box with a bar at its left, as high as what will stand in it. */
static void
box(struct page *p, enum ink bar, double height)
{
	page_need(p, height);
	page_rect(p, INK_WASH, PAPER_SIDE, p->y, TEXT_WIDTH, height);
	page_rect(p, bar, PAPER_SIDE, p->y, 3.5, height);
}

static void
limits(struct page *p, const struct node *n)
{
	const struct style heading = { .size = 12, .bold = true };
	const double x = PAPER_SIDE + 18, width = TEXT_WIDTH - 36;
	double height = 42;

	for (const struct node *c = n->child; c != NULL; c = c->next)
		height += runs_height(p, body, c, width - 10) + 5;
	page_space(p, 16);
	box(p, INK_3, height);
	bookmark(p, n->text);
	p->y += 12;
	text_block(p, "H2", heading, n->text, x, width, 6);
	page_tag(p, "L");
	for (const struct node *c = n->child; c != NULL; c = c->next) {
		page_rect(p, INK_2, x, p->y + 5.5, 2.5, 2.5);
		runs_block(p, "LI", body, c, x + 10, width - 10, 5);
	}
	page_untag(p, "L");
	p->y += 12;
}

static void
clock_box(struct page *p, const struct node *n)
{
	const double x = PAPER_SIDE + 16, width = TEXT_WIDTH - 32;
	double height = text_height(p, strong, n->text, width) +
	    runs_height(p, small, n, width) + 16;

	page_space(p, 4);
	box(p, INK_BRAND, height);
	p->y += 7;
	text_block(p, "P", strong, n->text, x, width, 1);
	runs_block(p, "P", small, n, x, width, 0);
	p->y += 16;
}

static void
pair(struct page *p, const struct doc_pair *d, double x, double width)
{
	const struct style mono = { .size = 7.2, .mono = true };
	double top = p->y;

	text_block(p, "P", faint, d->name, x, 100, 0);
	p->y = top;
	text_block(p, "P", d->mono ? mono : small, d->value, x + 104,
	    width - 104, 3);
}

static void
certificate(struct page *p, const struct node *n)
{
	const double x = PAPER_SIDE + 16, width = TEXT_WIDTH - 32;
	double height = 38, top;

	for (const struct doc_pair *d = n->pair; d != NULL; d = d->next)
		height += text_height(p, small, d->value, width - 104) + 3;
	page_need(p, height + 8);
	top = p->y + 3;
	page_ink(p, INK_LINE_2);
	cairo_set_line_width(p->cr, .8);
	cairo_rectangle(p->cr, PAPER_SIDE, top, TEXT_WIDTH, height);
	cairo_rectangle(p->cr, PAPER_SIDE + 2.5, top + 2.5, TEXT_WIDTH - 5,
	    height - 5);
	cairo_stroke(p->cr);
	p->y = top + 12;
	text_block(p, "H3", strong, n->text, x, width, 4);
	for (const struct doc_pair *d = n->pair; d != NULL; d = d->next)
		pair(p, d, x, width);
	p->y = top + height + 10;
}

static void
proofs(struct page *p, const struct node *n)
{
	const struct style hash = { .size = 7.2, .mono = true, .ink = INK_3 };

	for (const struct doc_proof *d = n->proof; d != NULL; d = d->next) {
		/* A hash stays with the file it is of. */
		page_need(p, 16 + text_height(p, strong, d->file, TEXT_WIDTH) +
		    text_height(p, small, d->what, TEXT_WIDTH) +
		    text_height(p, hash, d->sha256, TEXT_WIDTH));
		page_rule(p, INK_LINE, .6, PAPER_SIDE, p->y, RIGHT);
		p->y += 5;
		text_block(p, "P", strong, d->file, PAPER_SIDE, TEXT_WIDTH, 0);
		text_block(p, "P", small, d->what, PAPER_SIDE, TEXT_WIDTH, 0);
		text_block(p, "P", hash, d->sha256, PAPER_SIDE, TEXT_WIDTH, 5);
	}
}

/* The key above a drawing: a swatch and a word for each look. */
static void
key(struct page *p, const struct draw_key *first, double left, double room)
{
	double x = left;

	for (const struct draw_key *k = first; k != NULL; k = k->next) {
		PangoLayout *l CLEANUP(layout_drop) = page_text(p, small,
		    k->text, 0);
		double width = layout_width(l) + 26;

		if (x > left && x + width > left + room) {
			x = left;
			p->y += 13;
		}
		page_swatch(p, k->look, x, p->y + 2, 8);
		page_show(p, l, x + 12, p->y, INK_2);
		x += width;
	}
	if (first != NULL)
		p->y += 17;
}

/* The drawing in ${width} at ${x}; its own text is scaled with it. */
static void
chart_in(struct page *p, const struct node *n, double x, double width)
{
	const struct picture *pic = n->picture;

	text_block(p, "H3", strong, n->text, x, width, 4);
	page_tag(p, "Figure");
	pdf_tags_figure(p->tags, pic->label);
	key(p, pic->key, x, width);
	p->y += page_picture(p, pic, x, width);
	page_untag(p, "Figure");
	p->y += 4;
	text_block(p, "Caption", small, n->where, x, width, 8);
}

static double
chart_height(const struct node *n, double width)
{
	return n->picture->height * width / n->picture->width + 80;
}

static void
chart(struct page *p, const struct node *n)
{
	double width = n->picture->width < 430 ? 330 : TEXT_WIDTH;

	while (chart_height(n, width) > 560)
		width *= .95;
	page_space(p, 10);
	page_need(p, chart_height(n, width));
	chart_in(p, n, PAPER_SIDE, width);
}

/* Is there one drawing and nothing else in each of two columns? */
static bool
two_charts(const struct node *two)
{
	const struct node *left = two->child;
	const struct node *right = left != NULL ? left->next : NULL;

	return right != NULL && right->next == NULL &&
	    left->child != NULL && left->child->kind == NODE_CHART &&
	    left->child->next == NULL &&
	    right->child != NULL && right->child->kind == NODE_CHART &&
	    right->child->next == NULL;
}

/* Two drawings stand side by side; other columns one below the other. */
static void
two(struct page *p, const struct node *n)
{
	const double width = (TEXT_WIDTH - 24) / 2;
	const struct node *left, *right;
	double top, bottom;

	if (!two_charts(n)) {
		page_blocks(p, n->child);
		return;
	}
	left = n->child->child;
	right = n->child->next->child;
	page_space(p, 10);
	page_need(p, chart_height(left, width) + 20);
	top = p->y;
	chart_in(p, left, PAPER_SIDE, width);
	bottom = p->y;
	p->y = top;
	chart_in(p, right, PAPER_SIDE + width + 24, width);
	if (p->y < bottom)
		p->y = bottom;
}

static void
block(struct page *p, const struct node *n)
{
	switch (n->kind) {
	case NODE_SECTION:
		section(p, n);
		break;
	case NODE_PARA:
		runs_block(p, "P", body, n, PAPER_SIDE, LINE_MEASURE, 7);
		break;
	case NODE_NOTE:
		runs_block(p, "P", faint, n, PAPER_SIDE, LINE_MEASURE, 7);
		break;
	case NODE_LIST:
		list(p, n);
		break;
	case NODE_TABLE:
		page_table(p, n->table);
		break;
	case NODE_LADDER:
		ladder(p, n);
		break;
	case NODE_FINDING:
		finding(p, n);
		break;
	case NODE_ATTEMPT:
		attempt(p, n);
		break;
	case NODE_COMMAND:
		command(p, n);
		break;
	case NODE_LIMITS:
		limits(p, n);
		break;
	case NODE_CLOCK:
		clock_box(p, n);
		break;
	case NODE_CERT:
		certificate(p, n);
		break;
	case NODE_PROOFS:
		proofs(p, n);
		break;
	case NODE_CHART:
		chart(p, n);
		break;
	case NODE_TWO:
		two(p, n);
		break;
	default:	/* FINDINGS, ATTEMPTS, COLUMN: what is in them, one below the other */
		page_blocks(p, n->child);
	}
}

void
page_blocks(struct page *p, const struct node *first)
{
	for (; first != NULL; first = first->next)
		block(p, first);
}

static void
figure_line(struct page *p, const char *name, const char *value, double x,
    double width)
{
	const struct style s = { .size = 8, .ink = INK_3 };
	double top = p->y;

	if (value == NULL)
		return;
	text_block(p, "Span", s, name, x, 0, 0);
	p->y = top;
	text_block(p, "Span", (struct style){ .size = 8, .ink = INK_2 }, value,
	    x + 40, width - 40, 1);
}

/* The one figure of the page, with everything it needs to stand alone. */
static void
figure_card(struct page *p, const struct doc_figure *f, double x, double width)
{
	const struct style label = { .size = 8.5, .bold = true, .ink = INK_2 };
	const struct style value = { .size = 24, .bold = true };
	double top = p->y, inner = width - 24;

	page_tag(p, "Sect");
	page_rect(p, INK_BRAND, x, top, width, 4);
	p->y = top + 12;
	text_block(p, "P", label, f->label, x + 12, inner, 0);
	text_block(p, "P", value, f->value, x + 12, 0, -3);
	text_block(p, "P", small, f->unit, x + 12, 0, 3);
	(void)page_badge(p, f->badge, x + 12, p->y);
	p->y += 16;
	figure_line(p, "Share", f->share, x + 12, inner);
	figure_line(p, "Source", f->source, x + 12, inner);
	figure_line(p, "As of", f->as_of, x + 12, inner);
	page_untag(p, "Sect");
	p->y += 8;
	page_ink(p, INK_LINE);
	cairo_set_line_width(p->cr, .8);
	cairo_rectangle(p->cr, x, top, width, p->y - top);
	cairo_stroke(p->cr);
}

void
page_head(struct page *p, const struct doc *d)
{
	const double card = d->figure != NULL ? 176 : 0;
	const double width = TEXT_WIDTH - card - (card > 0 ? 22 : 0);
	double top = p->y, bottom = top;

	if (d->figure != NULL) {
		figure_card(p, d->figure, RIGHT - card, card);
		bottom = p->y;
	}
	p->y = top;
	text_block(p, "P", (struct style){ .size = 9, .bold = true,
	    .ink = INK_3 }, d->kicker, PAPER_SIDE, width, 3);
	text_block(p, "H1", (struct style){ .size = 20, .bold = true }, d->title,
	    PAPER_SIDE, width, 6);
	text_block(p, "P", (struct style){ .size = 12 }, d->lead,
	    PAPER_SIDE, width, 6);
	if (d->intro != NULL)
		for (const struct node *n = d->intro->child; n != NULL;
		    n = n->next)
			runs_block(p, "P", (struct style){ .size = 10,
			    .ink = INK_2 }, n, PAPER_SIDE, width, 5);
	if (p->y < bottom)
		p->y = bottom;
	p->y += 6;
}
