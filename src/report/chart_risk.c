/* SPDX-License-Identifier: Apache-2.0 */
/* Lines over logarithmic scales: risk against draws, and work against margin. */
#include <math.h>
#include <stdio.h>

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
#define LINE_GAP   15.0		/* between names at the right */

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

static void
risk_line(struct picture *p, const struct scale *y,
    const struct chart_risk_line *line, double most)
{
	size_t step = line->n / MOST_STEPS + 1;
	double x = along(0, most), at = place(y, 1);

	for (size_t i = step - 1; i < line->n; i += step) {
		double nx = along((double)(i + 1), most);
		double ny = place(y, line->risk[i] > 0 ? line->risk[i] :
		    pow(10, y->low));

		picture_line(p, LOOK_LEAD, x, at, nx, at);
		picture_line(p, LOOK_LEAD, nx, at, nx, ny);
		x = nx;
		at = ny;
	}
	picture_circle(p, LOOK_DOT_HOT, x, at, 3.5);
	picture_text(p, LOOK_TEXT, ANCHOR_START, x + 8, at + 4, line->name);
}

struct picture *
chart_risk(struct arena *a, const struct chart_risk *c)
{
	struct picture *p = picture_new(a, WIDTH, HEIGHT, c->label);
	struct scale y = { floor(log10(c->limit)) - 1, 0, BOTTOM, TOP };
	double most = 1, limit;

	for (size_t i = 0; i < c->lines; i++)
		if ((double)c->line[i].n > most)
			most = (double)c->line[i].n;
	limit = place(&y, c->limit);
	p->desc = c->desc;
	risk_rules(p, &y);
	draw_rules(p, most);
	picture_line(p, LOOK_ZERO, LEFT, limit, RIGHT, limit);
	picture_text(p, LOOK_TEXT_STRONG, ANCHOR_START, RIGHT + 8, limit + 4,
	    "risk limit")->halo = true;
	for (size_t i = 0; i < c->lines; i++)
		risk_line(p, &y, &c->line[i], most);
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

/* Names stand at the right, under each other, in the order of the lines' ends. */
static void
work_name(struct picture *p, const char *name, double at, double *taken)
{
	if (at < *taken + LINE_GAP)
		at = *taken + LINE_GAP;
	*taken = at;
	picture_text(p, LOOK_TEXT, ANCHOR_START, RIGHT + 8, at + 4, name);
}

struct picture *
chart_work(struct arena *a, const struct chart_work *c)
{
	struct picture *p = picture_new(a, WIDTH, HEIGHT, c->label);
	struct scale x = spread(c, false), y = spread(c, true);
	double taken = 0;

	p->desc = c->desc;
	work_rules(p, &x, &y);
	for (size_t i = 0; i < c->lines; i++) {
		const struct chart_work_line *l = &c->line[i];

		for (size_t k = 1; k < l->n; k++)
			picture_line(p, LOOK_LEAD, place(&x, l->margin[k - 1]),
			    place(&y, l->work[k - 1]), place(&x, l->margin[k]),
			    place(&y, l->work[k]));
		if (l->n > 0)
			work_name(p, l->name, place(&y, l->work[l->n - 1]),
			    &taken);
	}
	if (c->here > 0) {
		double at = place(&x, c->here);

		picture_line(p, LOOK_ZERO, at, TOP, at, BOTTOM);
		picture_text(p, LOOK_TEXT_STRONG, ANCHOR_START, at + 5, TOP + 8,
		    "this contest")->halo = true;
	}
	return p;
}
