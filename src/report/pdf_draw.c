/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/buf.h"

#include "report/draw.h"
#include "report/pdf_page.h"

/* How a look is painted: what page.css says of the same class. */
struct paint {
	bool     fill, stroke;
	unsigned fill_rgb, stroke_rgb;
	double   opacity;	/* of the filling */
	double   width;		/* of the stroke, in the picture's own units */
};

static const struct paint paints[] = {
	[LOOK_RULE]        = { false, true, 0, 0xd5dae0, 1, 1 },
	[LOOK_ZERO]        = { false, true, 0, 0x17202a, 1, 1.5 },
	[LOOK_STEM]        = { false, true, 0, 0x16324f, 1, 2 },
	[LOOK_LEAD]        = { false, true, 0, 0x7d8794, 1, 1 },
	[LOOK_DOT]         = { true, true, 0x16324f, 0x16324f, .3, .8 },
	[LOOK_DOT_HOT]     = { true, true, 0x16324f, 0x16324f, 1, .8 },
	[LOOK_MARK]        = { true, false, 0x16324f, 0, 1, 0 },
	[LOOK_MARK_HOLLOW] = { true, true, 0xffffff, 0x16324f, 1, 2.5 },
	[LOOK_TONE0]       = { true, true, 0xffffff, 0x7d8794, 1, 1 },
	[LOOK_TONE1]       = { true, true, 0xc9d6e2, 0x7f95aa, 1, 1 },
	[LOOK_TONE2]       = { true, true, 0x6d8fae, 0x4d6f8f, 1, 1 },
	[LOOK_TONE3]       = { true, true, 0x16324f, 0x16324f, 1, 1 },
	[LOOK_SIDE_A]      = { true, false, 0x5a3e91, 0, 1, 0 },
	[LOOK_SIDE_B]      = { true, false, 0x9a5b00, 0, 1, 0 },
	[LOOK_SIDE_C]      = { true, false, 0x66707c, 0, 1, 0 },
	[LOOK_HATCH]       = { true, true, 0xffffff, 0x5a3e91, 1, 1 },
	[LOOK_HATCH_B]     = { true, true, 0xffffff, 0x9a5b00, 1, 1 },
	[LOOK_BAND]        = { true, false, 0xf5f7f9, 0, 1, 0 },
	[LOOK_TEXT]        = { true, false, 0x414b57, 0, 1, 0 },
	[LOOK_TEXT_STRONG] = { true, false, 0x17202a, 0, 1, 0 },
	[LOOK_TEXT_FAINT]  = { true, false, 0x59636f, 0, 1, 0 },
};

_Static_assert(sizeof paints / sizeof paints[0] == LOOK_HATCH_B + 1,
    "every look is painted");

static void
set_rgb(cairo_t *cr, unsigned rgb, double opacity)
{
	cairo_set_source_rgba(cr, (rgb >> 16 & 255) / 255.,
	    (rgb >> 8 & 255) / 255., (rgb & 255) / 255., opacity);
}

/* "Not yet certified": slanting lines inside the path. */
static void
hatch(cairo_t *cr)
{
	double x1, y1, x2, y2;

	cairo_path_extents(cr, &x1, &y1, &x2, &y2);
	cairo_save(cr);
	cairo_clip(cr);
	cairo_set_line_width(cr, 1.8);
	for (double x = x1 - (y2 - y1); x < x2; x += 5) {
		cairo_move_to(cr, x, y2);
		cairo_line_to(cr, x + (y2 - y1), y1);
	}
	cairo_stroke(cr);
	cairo_restore(cr);
}

static void
finish_path(cairo_t *cr, enum look look)
{
	const struct paint *k = &paints[look];

	if (k->fill) {
		set_rgb(cr, k->fill_rgb, k->opacity);
		cairo_fill_preserve(cr);
	}
	if (k->stroke) {
		set_rgb(cr, k->stroke_rgb, 1);
		cairo_set_line_width(cr, k->width);
		if (look == LOOK_HATCH || look == LOOK_HATCH_B) {
			cairo_path_t *path = cairo_copy_path(cr);

			hatch(cr);
			cairo_new_path(cr);
			cairo_append_path(cr, path);
			cairo_path_destroy(path);
		}
		cairo_stroke_preserve(cr);
	}
	cairo_new_path(cr);
}

static void
trace_path(cairo_t *cr, const struct shape *s)
{
	for (size_t i = 0; i < s->points; i++) {
		if (i == 0 || s->move[i]) {
			if (i > 0)
				cairo_close_path(cr);
			cairo_move_to(cr, s->path[i].x, s->path[i].y);
		} else {
			cairo_line_to(cr, s->path[i].x, s->path[i].y);
		}
	}
	cairo_close_path(cr);
}

static void
show_text(struct page *p, const struct shape *s)
{
	const struct style style = { .size = 12,
		.bold = s->look == LOOK_TEXT_STRONG, .figures = true };
	PangoLayout *l CLEANUP(layout_drop) = page_text(p, style, s->text, 0);
	double x = s->a.x;
	double y = s->a.y -
	    (double)pango_layout_get_baseline(l) / PANGO_SCALE;

	if (s->anchor == ANCHOR_MIDDLE)
		x -= layout_width(l) / 2;
	if (s->anchor == ANCHOR_END)
		x -= layout_width(l);
	cairo_move_to(p->cr, x, y);
	if (s->halo) {
		pango_cairo_layout_path(p->cr, l);
		cairo_set_source_rgb(p->cr, 1, 1, 1);
		cairo_set_line_width(p->cr, 4);
		cairo_stroke(p->cr);
		cairo_move_to(p->cr, x, y);
	}
	set_rgb(p->cr, paints[s->look].fill_rgb, 1);
	pango_cairo_show_layout(p->cr, l);
}

static void
show_shape(struct page *p, const struct shape *s)
{
	cairo_t *cr = p->cr;

	cairo_new_path(cr);
	switch (s->kind) {
	case SHAPE_LINE:
		cairo_move_to(cr, s->a.x, s->a.y);
		cairo_line_to(cr, s->b.x, s->b.y);
		break;
	case SHAPE_RECT:
		cairo_rectangle(cr, s->a.x, s->a.y, s->b.x, s->b.y);
		break;
	case SHAPE_CIRCLE:
		cairo_arc(cr, s->a.x, s->a.y, s->b.x, 0, 2 * M_PI);
		break;
	case SHAPE_PATH:
		trace_path(cr, s);
		break;
	case SHAPE_TEXT:
		show_text(p, s);
		return;
	}
	finish_path(cr, s->look);
}

double
page_picture(struct page *p, const struct picture *pic, double x, double width)
{
	double scale = width / pic->width;

	p->fresh = false;
	if (p->counting)
		return pic->height * scale;
	cairo_save(p->cr);
	cairo_translate(p->cr, x, p->y);
	cairo_scale(p->cr, scale, scale);
	for (const struct shape *s = pic->first; s != NULL; s = s->next)
		show_shape(p, s);
	cairo_restore(p->cr);
	return pic->height * scale;
}

void
page_swatch(struct page *p, enum look look, double x, double y, double size)
{
	cairo_new_path(p->cr);
	cairo_rectangle(p->cr, x, y, size, size);
	finish_path(p->cr, look);
}
