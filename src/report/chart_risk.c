/* SPDX-License-Identifier: Apache-2.0 */
/* Lines over logarithmic scales: risk against draws, and work against margin. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "report/chart_risk.h"
#include "report/draw.h"
#include "report/words.h"

#define WIDTH  720
#define HEIGHT 320
#define LEFT   72.0
#define RIGHT  560.0
#define TOP    20.0
#define BOTTOM 270.0
#define MOST_STEPS 400		/* segments of one line: more than the eye parts */
#define NAME_GAP   15.0		/* between names at the right */
#define LEAST_POWER (-8)	/* what is less likely is drawn there */

/* A logarithmic scale between two powers of ten. */
struct scale {
	double low, high;	/* log10 */
	double from, to;	/* where they are drawn */
};

static double
place(const struct scale *s, double v)
{
	double x = (log10(v) - s->low) / (s->high - s->low);

	return s->from + (s->to - s->from) * (x < 0 ? 0 : x > 1 ? 1 : x);
}

/* A straight scale, of draws. */
static double
along(double v, double most)
{
	return LEFT + (RIGHT - LEFT) * v / most;
}

static const char *
power_words(struct arena *a, int power)
{
	int64_t n = 1;

	for (int i = 0; i < power; i++)
		n *= 10;
	return power < 0 ? arena_printf(a, "%.*f", -power, pow(10, power)) :
	    words_num(a, n);
}

/* "10%", "1%", "0.1%" at the left. */
static void
risk_rules(struct picture *p, const struct scale *y)
{
	for (int power = (int)y->low; power <= 0; power++) {
		double at = place(y, pow(10, power));

		picture_line(p, LOOK_RULE, LEFT, at, RIGHT, at);
		picture_text(p, LOOK_TEXT_FAINT, ANCHOR_END, LEFT - 8, at + 4,
		    arena_printf(p->a, "%s%%", power_words(p->a, power + 2)));
	}
}

/* Draws under the line, at steps of 1, 2 or 5 times a power of ten. */
static void
draw_rules(struct picture *p, double most)
{
	double step = pow(10, floor(log10(most / 4 < 1 ? 1 : most / 4)));

	if (most / step > 10)
		step *= most / step > 25 ? 5 : 2;
	for (double v = 0; v <= most; v += step)
		picture_text(p, LOOK_TEXT_FAINT, ANCHOR_MIDDLE, along(v, most),
		    BOTTOM + 18, words_num(p->a, (int64_t)v));
	picture_text(p, LOOK_TEXT_FAINT, ANCHOR_END, RIGHT, BOTTOM + 36,
	    "items drawn");
}

/* What is written at the right of a line, and where the line is. */
struct name {
	double      at;
	const char *text;
	enum look   look;
};

static int
name_order(const void *a, const void *b)
{
	const struct name *x = a, *y = b;

	return x->at != y->at ? (x->at > y->at) - (x->at < y->at) :
	    strcmp(x->text, y->text);
}

/* As near to their lines as there is room, none over another. */
static void
put_names(struct picture *p, struct name *name, size_t n)
{
	double least = 0, most = HEIGHT - 8;

	qsort(name, n, sizeof *name, name_order);
	for (size_t i = 0; i < n; i++) {
		name[i].at = fmax(name[i].at, least);
		least = name[i].at + NAME_GAP;
	}
	for (size_t i = n; i-- > 0; most = name[i].at - NAME_GAP)
		name[i].at = fmin(name[i].at, most);
	for (size_t i = 0; i < n; i++)
		picture_text(p, name[i].look, ANCHOR_START, RIGHT + 8,
		    name[i].at + 4, name[i].text)->halo = true;
}

/* A step at every draw, or at every few of many; the last one always. */
static double
risk_line(struct picture *p, const struct scale *y,
    const struct chart_risk_line *line, double most)
{
	size_t step = line->n / MOST_STEPS + 1;
	double x = along(0, most), at = place(y, 1);

	for (size_t i = 0; i < line->n; i++) {
		double nx = along((double)(i + 1), most);
		double ny = place(y, line->risk[i]);

		if ((i + 1) % step != 0 && i + 1 < line->n)
			continue;
		picture_line(p, LOOK_LEAD, x, at, nx, at);
		picture_line(p, LOOK_LEAD, nx, at, nx, ny);
		x = nx;
		at = ny;
	}
	picture_circle(p, LOOK_DOT_HOT, x, at, 3.5);
	return at;
}

/* From 1 to a power of ten below the limit and below whatever was reached. */
static struct scale
risks(const struct chart_risk *c)
{
	double low = floor(log10(c->limit)) - 1;

	for (size_t i = 0; i < c->lines; i++)
		for (size_t k = 0; k < c->line[i].n; k++)
			if (c->line[i].risk[k] > 0)
				low = fmin(low, floor(log10(
				    c->line[i].risk[k])));
	return (struct scale){ fmax(low, LEAST_POWER), 0, BOTTOM, TOP };
}

struct picture *
chart_risk(struct arena *a, const struct chart_risk *c)
{
	struct picture *p = picture_new(a, WIDTH, HEIGHT, c->label);
	struct name *name = arena_zero(a, c->lines + 1, sizeof *name);
	struct scale y = risks(c);
	double most = 1, limit = place(&y, c->limit);

	for (size_t i = 0; i < c->lines; i++)
		most = fmax(most, (double)c->line[i].n);
	p->desc = c->desc;
	risk_rules(p, &y);
	draw_rules(p, most);
	picture_line(p, LOOK_ZERO, LEFT, limit, RIGHT, limit);
	for (size_t i = 0; i < c->lines; i++)
		name[i] = (struct name){ risk_line(p, &y, &c->line[i], most),
			c->line[i].name, LOOK_TEXT };
	name[c->lines] = (struct name){ limit, "risk limit",
		LOOK_TEXT_STRONG };
	put_names(p, name, c->lines + 1);
	return p;
}

/* Powers of ten from the least to the most of all points. */
static struct scale
spread(const struct chart_work *c, bool up)
{
	double low = INFINITY, high = -INFINITY;

	for (size_t i = 0; i < c->lines; i++)
		for (size_t k = 0; k < c->line[i].n; k++) {
			double v = log10(up ? c->line[i].work[k] :
			    c->line[i].margin[k]);

			low = v < low ? v : low;
			high = v > high ? v : high;
		}
	if (low > high)
		return (struct scale){ 0, 1, LEFT, RIGHT };
	low = floor(low + 1e-9);
	high = ceil(high - 1e-9);
	if (high <= low)
		high = low + 1;
	return up ? (struct scale){ low, high, BOTTOM, TOP } :
	    (struct scale){ low, high, LEFT, RIGHT };
}

static void
work_rules(struct picture *p, const struct scale *x, const struct scale *y)
{
	for (int i = (int)y->low; i <= (int)y->high; i++) {
		double at = place(y, pow(10, i));

		picture_line(p, LOOK_RULE, LEFT, at, RIGHT, at);
		picture_text(p, LOOK_TEXT_FAINT, ANCHOR_END, LEFT - 8, at + 4,
		    power_words(p->a, i));
	}
	for (int i = (int)x->low; i <= (int)x->high; i++)
		picture_text(p, LOOK_TEXT_FAINT, ANCHOR_MIDDLE,
		    place(x, pow(10, i)), BOTTOM + 18,
		    arena_printf(p->a, "%s%%", power_words(p->a, i + 2)));
	picture_text(p, LOOK_TEXT_FAINT, ANCHOR_END, RIGHT, BOTTOM + 36,
	    "margin, of all ballots");
}

struct picture *
chart_work(struct arena *a, const struct chart_work *c)
{
	struct picture *p = picture_new(a, WIDTH, HEIGHT, c->label);
	struct scale x = spread(c, false), y = spread(c, true);
	struct name *name = arena_zero(a, c->lines + 1, sizeof *name);
	size_t names = 0;

	p->desc = c->desc;
	work_rules(p, &x, &y);
	for (size_t i = 0; i < c->lines; i++) {
		const struct chart_work_line *l = &c->line[i];

		for (size_t k = 1; k < l->n; k++)
			picture_line(p, LOOK_LEAD, place(&x, l->margin[k - 1]),
			    place(&y, l->work[k - 1]), place(&x, l->margin[k]),
			    place(&y, l->work[k]));
		if (l->n > 0)
			name[names++] = (struct name){ place(&y,
				l->work[l->n - 1]), l->name, LOOK_TEXT };
	}
	put_names(p, name, names);
	if (c->here > 0) {
		double at = place(&x, c->here);

		picture_line(p, LOOK_ZERO, at, TOP, at, BOTTOM);
		picture_text(p, LOOK_TEXT_STRONG, ANCHOR_START, at + 5, TOP + 8,
		    "this contest")->halo = true;
	}
	return p;
}
