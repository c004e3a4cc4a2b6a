/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/num.h"

#include "report/draw.h"
#include "report/html_put.h"

#define TICKS 4		/* of the ladder's scale, about */
#define SMALL 450	/* drawings narrower than this */

static const char *const classes[] = {
	[LOOK_RULE] = "rule", [LOOK_ZERO] = "zero", [LOOK_STEM] = "stem",
	[LOOK_LEAD] = "lead-line", [LOOK_DOT] = "dot",
	[LOOK_DOT_HOT] = "dot hot",
	[LOOK_MARK] = "m1", [LOOK_MARK_HOLLOW] = "m2", [LOOK_TONE0] = "w0",
	[LOOK_TONE1] = "w1", [LOOK_TONE2] = "w2", [LOOK_TONE3] = "w3",
	[LOOK_SIDE_A] = "a", [LOOK_SIDE_B] = "b", [LOOK_SIDE_C] = "c",
	[LOOK_HATCH] = "hatch", [LOOK_BAND] = "band", [LOOK_TEXT] = "t",
	[LOOK_TEXT_STRONG] = "t-strong", [LOOK_TEXT_FAINT] = "t-faint",
	[LOOK_HATCH_B] = "hatch",
};

#define COORD(out, name, x) \
	(LIT(out, " " name "=\""), html_num(out, x), LIT(out, "\""))

/* An element left open, so that a title can stand inside. */
static void
open_shape(struct buf *out, const struct shape *s)
{
	switch (s->kind) {
	case SHAPE_LINE:
		LIT(out, "<line");
		COORD(out, "x1", s->a.x);
		COORD(out, "y1", s->a.y);
		COORD(out, "x2", s->b.x);
		COORD(out, "y2", s->b.y);
		break;
	case SHAPE_RECT:
		LIT(out, "<rect");
		COORD(out, "x", s->a.x);
		COORD(out, "y", s->a.y);
		COORD(out, "width", s->b.x);
		COORD(out, "height", s->b.y);
		break;
	case SHAPE_CIRCLE:
		LIT(out, "<circle");
		COORD(out, "cx", s->a.x);
		COORD(out, "cy", s->a.y);
		COORD(out, "r", s->b.x);
		break;
	case SHAPE_TEXT:
		LIT(out, "<text");
		COORD(out, "x", s->a.x);
		COORD(out, "y", s->a.y);
		break;
	default:
		LIT(out, "<path d=\"");
		break;
	}
}

static void
put_point(struct buf *out, struct point p)
{
	html_num(out, p.x);
	LIT(out, " ");
	html_num(out, p.y);
}

static void
put_outline(struct buf *out, const struct shape *s)
{
	for (size_t i = 0; i < s->points; i++) {
		if (s->move[i] && i > 0)
			LIT(out, "Z");
		if (s->move[i])
			LIT(out, "M");
		else
			LIT(out, "L");
		put_point(out, s->path[i]);
	}
	LIT(out, "Z\"");
}

/* A pattern named in a style sheet would be looked for in that file. */
static void
put_hatch(struct buf *out, enum look look)
{
	if (look == LOOK_HATCH)
		LIT(out, " fill=\"url(#hatch)\"");
	if (look == LOOK_HATCH_B)
		LIT(out, " fill=\"url(#hatch-b)\"");
}

static void
put_look(struct buf *out, enum look look)
{
	LIT(out, " class=\"");
	html_text(out, classes[look]);
	LIT(out, "\"");
	put_hatch(out, look);
}

static void
put_class(struct buf *out, const struct shape *s)
{
	static const char *const anchors[] = { [ANCHOR_START] = "",
		[ANCHOR_MIDDLE] = " t-mid", [ANCHOR_END] = " t-end" };

	LIT(out, " class=\"");
	html_text(out, classes[s->look]);
	if (s->kind == SHAPE_TEXT)
		html_text(out, anchors[s->anchor]);
	if (s->halo)
		LIT(out, " halo");
	LIT(out, "\"");
	put_hatch(out, s->look);
}

static void
close_shape(struct buf *out, const struct shape *s)
{
	static const struct { const char *p; } tag[] = {
		[SHAPE_LINE] = { "line" }, [SHAPE_RECT] = { "rect" },
		[SHAPE_CIRCLE] = { "circle" }, [SHAPE_PATH] = { "path" },
		[SHAPE_TEXT] = { "text" },
	};

	if (s->text == NULL && s->title == NULL) {
		LIT(out, "/>\n");
		return;
	}
	LIT(out, ">");
	if (s->title != NULL) {
		LIT(out, "<title>");
		html_text(out, s->title);
		LIT(out, "</title>");
	}
	html_text(out, s->text);
	LIT(out, "</");
	html_text(out, tag[s->kind].p);
	LIT(out, ">\n");
}

static void
put_shape(struct buf *out, const struct shape *s, const char *root)
{
	if (s->href != NULL) {
		/* Keyboard readers have the same links in the table beside. */
		LIT(out, "<a tabindex=\"-1\"");
		html_href(out, root, s->href);
		ATTR(out, "aria-label", s->title);
		LIT(out, ">");
	}
	open_shape(out, s);
	if (s->kind == SHAPE_PATH)
		put_outline(out, s);
	put_class(out, s);
	close_shape(out, s);
	if (s->href != NULL)
		LIT(out, "</a>\n");
}

static bool
has_links(const struct picture *p)
{
	for (const struct shape *s = p->first; s != NULL; s = s->next)
		if (s->href != NULL)
			return true;
	return false;
}

static void
put_key(struct buf *out, const struct picture *p)
{
	if (p->key == NULL)
		return;
	LIT(out, "<ul class=\"key\">");
	for (const struct draw_key *k = p->key; k != NULL; k = k->next) {
		LIT(out, "<li><svg aria-hidden=\"true\" viewBox=\"0 0 18 18\">"
		    "<rect x=\"1\" y=\"1\" width=\"16\" height=\"16\"");
		put_look(out, k->look);
		LIT(out, "/></svg>");
		html_text(out, k->text);
		LIT(out, "</li>");
	}
	LIT(out, "</ul>\n");
}

void
html_picture(struct buf *out, const struct picture *p, const char *root)
{
	put_key(out, p);
	LIT(out, "<svg viewBox=\"0 0 ");
	put_point(out, (struct point){ p->width, p->height });
	LIT(out, "\"");
	/* Made for half a page: not blown up to a whole one. */
	if (p->width < SMALL)
		LIT(out, " class=\"small\"");
	/* An image has no parts; a drawing with links in it is a group. */
	if (has_links(p))
		LIT(out, " role=\"group\"");
	else
		LIT(out, " role=\"img\"");
	ATTR(out, "aria-label", p->label);
	LIT(out, ">\n");
	if (p->desc != NULL) {
		LIT(out, "<desc>");
		html_text(out, p->desc);
		LIT(out, "</desc>\n");
	}
	for (const struct shape *s = p->first; s != NULL; s = s->next)
		put_shape(out, s, root);
	LIT(out, "</svg>\n");
}

/* The scale of a ladder: from low to high, always with zero in it. */
struct scale { double low, high, step; };

static struct scale
ladder_scale(const struct node *n)
{
	struct scale s = { 0, 0, 1 };

	for (size_t i = 0; i < n->rungs; i++) {
		double v = (double)n->rung[i].value;

		if (num_known(n->rung[i].value)) {
			s.low = fmin(s.low, v);
			s.high = fmax(s.high, v);
		}
	}
	if (s.low == 0 && s.high == 0)
		s.high = 1;
	/* 1, 2, 4 or 5 times a power of ten. */
	s.step = pow(10, floor(log10((s.high - s.low) / TICKS)));
	while ((s.high - s.low) / s.step > 2 * TICKS)
		s.step *= 2;
	while ((s.high - s.low) / s.step > TICKS + 0.5)
		s.step *= 2;
	s.step = fmax(s.step, 1);
	s.high *= 1.06;
	s.low *= 1.06;
	return s;
}

static void
put_percent(struct buf *out, struct scale s, double v)
{
	html_num(out, 100 * (v - s.low) / (s.high - s.low));
	LIT(out, "%\"");
}

static void
put_mark(struct buf *out, struct scale s, const struct doc_rung *r)
{
	LIT(out, "<svg overflow=\"visible\" y=\"50%\" x=\"");
	put_percent(out, s, (double)r->value);
	if (r->badge.stage == STAGE_HAND_TALLY)
		LIT(out, "><path class=\"m2\" d=\"M0-9 9 0 0 9-9 0Z\"/></svg>");
	else if (r->badge.stage == STAGE_RECERTIFIED)
		LIT(out, "><path class=\"m1\" d=\"M-8-8H8V8H-8Z\"/></svg>");
	else
		LIT(out, "><circle class=\"m1\" r=\"8\"/></svg>");
}

static void
put_track(struct buf *out, struct scale s, const struct doc_rung *r)
{
	LIT(out, "<svg class=\"track\" aria-hidden=\"true\">"
	    "<line class=\"zero\" y1=\"0\" y2=\"100%\" x1=\"");
	put_percent(out, s, 0);
	LIT(out, " x2=\"");
	put_percent(out, s, 0);
	LIT(out, "/>");
	if (num_known(r->value)) {
		LIT(out, "<line class=\"stem\" y1=\"50%\" y2=\"50%\" x1=\"");
		put_percent(out, s, 0);
		LIT(out, " x2=\"");
		put_percent(out, s, (double)r->value);
		LIT(out, "/>");
		put_mark(out, s, r);
	}
	LIT(out, "</svg>\n");
}

static void
put_rung(struct buf *out, struct scale s, const struct doc_rung *r, bool first)
{
	char text[NUM_TEXT];

	LIT(out, "<li class=\"rung\"><div><b>");
	html_text(out, r->title);
	LIT(out, "</b>");
	html_badge(out, r->badge);
	if (r->note != NULL) {
		LIT(out, "<p>");
		html_text(out, r->note);
		LIT(out, "</p>");
	}
	LIT(out, "</div>\n");
	put_track(out, s, r);
	LIT(out, "<span class=\"big\">");
	html_text(out, num_text(text, r->value));
	LIT(out, "</span><span class=\"step\">");
	if (first)
		LIT(out, "first");
	else
		html_text(out, num_signed(text, r->change));
	LIT(out, "</span></li>\n");
}

/* At an edge of the drawing a label stays inside. */
static const char *
axis_class(struct scale s, double v)
{
	if (v == 0 && s.low == 0)
		return "t-faint";
	return v == 0 && s.high == 0 ? "t-faint t-end" : "t-faint t-mid";
}

static void
put_axis(struct buf *out, struct scale s)
{
	double first = ceil(s.low / s.step) * s.step;

	LIT(out, "<li class=\"rung axis\" aria-hidden=\"true\"><span></span>"
	    "<svg class=\"track\">");
	for (double v = first; v <= s.high; v += s.step) {
		char text[NUM_TEXT];

		LIT(out, "<line class=\"rule\" y1=\"0\" y2=\"6\" x1=\"");
		put_percent(out, s, v);
		LIT(out, " x2=\"");
		put_percent(out, s, v);
		LIT(out, "/><text");
		ATTR(out, "class", axis_class(s, v));
		LIT(out, " y=\"21\" x=\"");
		put_percent(out, s, v);
		LIT(out, ">");
		if (v == 0)
			LIT(out, "0: a tie");
		else
			html_text(out, num_text(text, (int64_t)v));
		LIT(out, "</text>");
	}
	LIT(out, "</svg><span>margin</span><span>change</span></li>\n");
}

void
html_ladder(struct buf *out, const struct node *n)
{
	struct scale s = ladder_scale(n);

	LIT(out, "<ol class=\"ladder\">\n");
	for (size_t i = 0; i < n->rungs; i++)
		put_rung(out, s, &n->rung[i], i == 0);
	put_axis(out, s);
	LIT(out, "</ol>\n");
}
