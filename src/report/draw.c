/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"

#include "report/draw.h"

struct picture *
picture_new(struct arena *a, double width, double height, const char *label)
{
	struct picture *p = arena_zero(a, 1, sizeof *p);

	p->a = a;
	p->width = width;
	p->height = height;
	p->label = arena_text(a, label);
	return p;
}

static struct shape *
shape_in(struct picture *p, enum shape_kind kind, enum look look)
{
	struct shape *s = arena_zero(p->a, 1, sizeof *s);

	s->kind = kind;
	s->look = look;
	if (p->last == NULL)
		p->first = s;
	else
		p->last->next = s;
	p->last = s;
	return s;
}

struct shape *
picture_line(struct picture *p, enum look look, double x1, double y1,
    double x2, double y2)
{
	struct shape *s = shape_in(p, SHAPE_LINE, look);

	s->a = (struct point){ x1, y1 };
	s->b = (struct point){ x2, y2 };
	return s;
}

struct shape *
picture_rect(struct picture *p, enum look look, double x, double y, double w,
    double h)
{
	struct shape *s = shape_in(p, SHAPE_RECT, look);

	s->a = (struct point){ x, y };
	s->b = (struct point){ w, h };
	return s;
}

struct shape *
picture_circle(struct picture *p, enum look look, double x, double y, double r)
{
	struct shape *s = shape_in(p, SHAPE_CIRCLE, look);

	s->a = (struct point){ x, y };
	s->b.x = r;
	return s;
}

struct shape *
picture_text(struct picture *p, enum look look, enum anchor anchor, double x,
    double y, const char *text)
{
	struct shape *s = shape_in(p, SHAPE_TEXT, look);

	s->anchor = anchor;
	s->a = (struct point){ x, y };
	s->text = arena_text(p->a, text);
	return s;
}

struct shape *
picture_path(struct picture *p, enum look look, const struct point *pt,
    const bool *move, size_t n)
{
	struct shape *s = shape_in(p, SHAPE_PATH, look);

	s->path = arena_zero(p->a, n, sizeof *s->path);
	s->move = arena_zero(p->a, n, sizeof *s->move);
	memcpy(s->path, pt, n * sizeof *pt);
	memcpy(s->move, move, n * sizeof *move);
	s->points = n;
	return s;
}

void
picture_key(struct picture *p, enum look look, const char *text)
{
	struct draw_key **end = &p->key;

	while (*end != NULL)
		end = &(*end)->next;
	*end = arena_zero(p->a, 1, sizeof **end);
	(*end)->look = look;
	(*end)->text = arena_text(p->a, text);
}
