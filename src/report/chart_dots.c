/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/num.h"

#include "count/compare.h"

#include "report/chart.h"
#include "report/draw.h"
#include "report/words.h"

#define WIDTH   420
#define HEIGHT  350
#define LEFT    20
#define RIGHT   400
#define TOP     26
#define BOTTOM  322
#define RADIUS  4.2
#define LETTER  6.6	/* about the width of a letter at 12 px */
#define MAX_NAMED 8
#define FEW_VOTES 10	/* "moved by 10 votes or fewer" */

struct dot {
	struct unit_ix unit;
	int64_t        change;
	double         x, y;
	bool           named;
};

struct plot {
	struct chart_pair pair;
	struct picture   *pic;
	struct dot       *dot;	/* largest change last: it lies on top */
	size_t            dots;
	double            low, high, step;	/* of the change */
	double            floor, ceiling;	/* of log10 of the votes */
};

struct box { double x, y, w; };

/* Labels and what they must not cover. */
struct places { struct box taken[MAX_NAMED + 12]; size_t n; };

static int
smaller_first(const void *x, const void *y)
{
	const struct dot *a = x, *b = y;
	int64_t p = llabs(a->change), q = llabs(b->change);

	if (p != q)
		return p < q ? -1 : 1;
	return (a->unit.n > b->unit.n) - (a->unit.n < b->unit.n);
}

static double
votes_of(struct chart_pair p, struct unit_ix u)
{
	int64_t n = compare_total(p.c, compare_votes(p.c, u, p.from));

	return n < 1 ? 1 : (double)n;
}

static void
collect(struct plot *p)
{
	uint32_t n = p->pair.c->el->units;

	p->dot = arena_zero(p->pic->a, n + 1u, sizeof *p->dot);
	for (uint32_t i = 0; i < n; i++) {
		struct unit_ix u = { i };
		int64_t change = chart_margin_change(p->pair, u);

		if (num_known(change))
			p->dot[p->dots++] = (struct dot){ u, change, 0, 0,
			    false };
	}
	qsort(p->dot, p->dots, sizeof *p->dot, smaller_first);
}

/* The scales: changes from zero in both ways, votes in whole powers of ten. */
static void
scales(struct plot *p)
{
	double most = 1;

	p->floor = 9;
	for (size_t i = 0; i < p->dots; i++) {
		double size = log10(votes_of(p->pair, p->dot[i].unit));

		p->low = fmin(p->low, (double)p->dot[i].change);
		p->high = fmax(p->high, (double)p->dot[i].change);
		p->floor = fmin(p->floor, size);
		p->ceiling = fmax(p->ceiling, size);
	}
	most = fmax(most, fmax(p->high, -p->low));
	p->low = fmin(p->low * 1.08, -most * .5);
	p->high = fmax(p->high * 1.08, most * .5);
	p->step = fmax(1, pow(10, floor(log10(p->high - p->low))) / 10);
	for (int i = 0; (p->high - p->low) / p->step > 5; i++)
		p->step *= i % 3 == 1 ? 2.5 : 2;	/* 1 2 5 10 */
	p->floor -= .12;
	p->ceiling += .12;
}

static double
across(const struct plot *p, double change)
{
	return LEFT + (RIGHT - LEFT) * (change - p->low) / (p->high - p->low);
}

static double
up(const struct plot *p, double power)
{
	return BOTTOM - (BOTTOM - TOP) * (power - p->floor) /
	    (p->ceiling - p->floor);
}

static bool
touches(struct box a, struct box b)
{
	return a.x < b.x + b.w && b.x < a.x + a.w && fabs(a.y - b.y) < 13;
}

static void
take_place(struct places *pl, struct box b)
{
	if (pl->n < sizeof pl->taken / sizeof *pl->taken)
		pl->taken[pl->n++] = b;
}

static double
text_width(const char *s)
{
	double w = 0;

	for (; *s != '\0'; s++)
		w += ((unsigned char)*s & 0xc0) != 0x80 ? LETTER : 0;
	return w;
}

static void
axes(struct plot *p, struct places *pl)
{
	struct arena *a = p->pic->a;
	double first = ceil(p->low / p->step) * p->step;

	for (double v = first; v <= p->high; v += p->step) {
		double x = across(p, v);

		picture_line(p->pic, v == 0 ? LOOK_ZERO : LOOK_RULE, x, TOP, x,
		    BOTTOM);
		picture_text(p->pic, LOOK_TEXT, ANCHOR_MIDDLE, x, BOTTOM + 18,
		    words_signed(a, (int64_t)v));
	}
	for (double e = ceil(p->floor); e <= p->ceiling; e++) {
		char *n = words_num(a, (int64_t)pow(10, e));
		double y = up(p, e);

		if (e + 1 > p->ceiling)
			n = arena_printf(a, "%s votes", n);
		picture_line(p->pic, LOOK_RULE, LEFT, y, RIGHT, y);
		picture_text(p->pic, LOOK_TEXT_FAINT, ANCHOR_START, LEFT + 2,
		    y - 4, n)->halo = true;
		take_place(pl, (struct box){ LEFT, y - 4, text_width(n) });
	}
}

/* Dots far from the crowd are solid: more than an eighth of the largest. */
static bool
stands_out(const struct plot *p, size_t i)
{
	int64_t most = llabs(p->dot[p->dots - 1].change);

	return i + MAX_NAMED >= p->dots &&
	    llabs(p->dot[i].change) > FEW_VOTES &&
	    llabs(p->dot[i].change) * 8 >= most;
}

/* Is there room for a label in ${b}?  ${strict}: off the zero line too. */
static bool
has_room(const struct plot *p, const struct places *pl, struct box b,
    bool strict)
{
	double zero = across(p, 0);

	if (b.x < 0 || b.x + b.w > WIDTH)
		return false;
	if (strict && b.x < zero && zero < b.x + b.w)
		return false;
	for (size_t i = 0; i < pl->n; i++)
		if (touches(b, pl->taken[i]))
			return false;
	for (size_t i = 0; i < p->dots; i++) {
		struct box d = { p->dot[i].x - RADIUS, p->dot[i].y + 4,
			2 * RADIUS };

		if (p->dot[i].named && touches(b, d))
			return false;
	}
	return true;
}

/* Beside the dot, else a line above or below; on the outer side first. */
static bool
place_label(struct plot *p, const struct dot *d, struct places *pl)
{
	static const double lift[] = { 4, 4, -9, -9, 17, 17 };
	struct arena *a = p->pic->a;
	char *text = arena_printf(a, "%s %s",
	    p->pair.c->el->unit[d->unit.n].name, words_signed(a, d->change));
	double w = text_width(text);

	for (int t = 0; t < 12; t++) {
		bool right = (t % 2 == 0) == (d->change >= 0);
		struct box b = { right ? d->x + 8 : d->x - 8 - w,
			d->y + lift[t % 6], w };

		if (!has_room(p, pl, b, t < 6))
			continue;
		picture_text(p->pic, LOOK_TEXT_STRONG, right ? ANCHOR_START :
		    ANCHOR_END, right ? d->x + 8 : d->x - 8, b.y, text)->halo =
		    true;
		take_place(pl, b);
		return true;
	}
	return false;
}

static void
draw_dot(struct plot *p, struct dot *d, bool named)
{
	struct arena *a = p->pic->a;

	d->named = named;
	d->x = across(p, (double)d->change);
	d->y = up(p, log10(votes_of(p->pair, d->unit)));
	picture_circle(p->pic, named ? LOOK_DOT_HOT : LOOK_DOT, d->x, d->y,
	    RADIUS)->title = arena_printf(a, "%s %s",
	    p->pair.c->el->unit[d->unit.n].name, words_signed(a, d->change));
}

static void
dots(struct plot *p, struct places *pl)
{
	size_t named = 0;

	for (size_t i = 0; i < p->dots; i++)
		draw_dot(p, &p->dot[i], stands_out(p, i));
	for (size_t i = p->dots; i-- > 0 && named < MAX_NAMED;)
		if (p->dot[i].named)
			named += place_label(p, &p->dot[i], pl);
}

static const char *
sentence(struct plot *p)
{
	struct arena *a = p->pic->a;
	const struct election *el = p->pair.c->el;
	const struct dot *last = &p->dot[p->dots == 0 ? 0 : p->dots - 1];
	int64_t few = 0;

	for (size_t i = 0; i < p->dots; i++)
		few += llabs(p->dot[i].change) <= FEW_VOTES;
	if (p->dots == 0)
		return "No figures to compare.";
	return arena_printf(a, "%s of %s moved by %d votes or fewer. "
	    "Largest: %s, %s.", words_num(a, few), words_things(a,
	    (int64_t)p->dots, el->unit_word, el->units_word), FEW_VOTES,
	    el->unit[last->unit.n].name, words_things(a, llabs(last->change),
	    "vote", "votes"));
}

struct picture *
chart_dots(struct arena *a, struct chart_pair pair)
{
	struct plot p = { .pair = pair };
	struct places pl = { .n = 0 };

	p.pic = picture_new(a, WIDTH, HEIGHT, "");
	collect(&p);
	p.pic->label = sentence(&p);
	if (p.dots == 0)
		return p.pic;
	scales(&p);
	axes(&p, &pl);
	dots(&p, &pl);
	return p.pic;
}
