/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/arena.h"
#include "base/num.h"

#include "outcome/electors.h"

#include "report/chart.h"
#include "report/draw.h"
#include "report/words.h"

#define WIDTH    420
#define BAR_TOP  26
#define BAR      30

/* ${votes} of a side, from ${*x} on; the bar's label is in its title. */
static void
stretch(struct picture *p, enum look look, double unit, int votes,
    const char *what, double *x)
{
	if (votes == 0)
		return;
	picture_rect(p, look, *x, BAR_TOP, votes * unit, BAR)->title =
	    arena_printf(p->a, "%s: %d", what, votes);
	*x += votes * unit;
}

static const char *
side_words(struct arena *a, const struct elector_table *t,
    const struct elector_sum *s, int side)
{
	int rest = s->won[side] - s->certified[side];

	if (rest == 0)
		return arena_printf(a, "%s %d certified", t->side[side],
		    s->certified[side]);
	return arena_printf(a, "%s %d certified + %d not known to be",
	    t->side[side], s->certified[side], rest);
}

struct picture *
chart_electors(struct arena *a, const struct elector_table *t,
    const struct elector_sum *s)
{
	double unit = (double)WIDTH / t->total, x = 0;
	int lead = s->won[0] >= s->won[1] ? 0 : 1, other = 1 - lead;
	const char *left = side_words(a, t, s, lead);
	const char *right = side_words(a, t, s, other);
	struct picture *p = picture_new(a, WIDTH, 92, arena_printf(a,
	    "%s; %s; %d elect", left, right, t->needed));
	int open_lead = s->won[lead] - s->certified[lead];
	int open_other = s->won[other] - s->certified[other];
	int nobody = t->total - s->won[0] - s->won[1];

	stretch(p, LOOK_SIDE_A, unit, s->certified[lead], "Certified", &x);
	stretch(p, LOOK_HATCH, unit, open_lead,
	    "Not known to be certified", &x);
	stretch(p, LOOK_TONE0, unit, nobody, "Winner not known", &x);
	stretch(p, LOOK_HATCH_B, unit, open_other,
	    "Not known to be certified", &x);
	stretch(p, LOOK_SIDE_B, unit, s->certified[other], "Certified", &x);
	x = t->needed * unit;
	picture_line(p, LOOK_ZERO, x, BAR_TOP - 8, x, BAR_TOP + BAR + 6);
	picture_text(p, LOOK_TEXT_STRONG, ANCHOR_MIDDLE, x, 13, arena_printf(a,
	    "%d elect", t->needed));
	picture_text(p, LOOK_TEXT_STRONG, ANCHOR_START, 0, BAR_TOP + BAR + 19,
	    left);
	picture_text(p, LOOK_TEXT_STRONG, ANCHOR_END, WIDTH, BAR_TOP + BAR + 36,
	    right);
	return p;
}

#define ROW     30
#define NAMES  170	/* width of the names */
#define NUMBERS 60
#define ROOM   420

struct picture *
chart_bars(struct arena *a, const char *label, const char *const *name,
    const int64_t *change, size_t n)
{
	struct picture *p = picture_new(a, ROOM, (double)n * ROW + 4, label);
	double low = 0, high = 0, left = NAMES, right = ROOM - NUMBERS;

	for (size_t i = 0; i < n; i++) {
		if (!num_known(change[i]))
			continue;
		low = fmin(low, (double)change[i]);
		high = fmax(high, (double)change[i]);
	}
	if (high - low <= 0)
		high = 1;
	for (size_t i = 0; i < n; i++) {
		double y = (double)i * ROW + ROW / 2.0;
		double scale = (right - left) / (high - low);
		double zero = left - scale * low;
		double x = zero + scale * (double)change[i];

		picture_text(p, LOOK_TEXT, ANCHOR_START, 0, y + 4, name[i]);
		picture_line(p, LOOK_RULE, left, y, right, y);
		picture_line(p, LOOK_ZERO, zero, y - 9, zero, y + 9);
		picture_text(p, LOOK_TEXT_STRONG, ANCHOR_END, ROOM, y + 4,
		    words_signed(a, change[i]));
		if (!num_known(change[i]))
			continue;
		picture_line(p, LOOK_STEM, zero, y, x, y);
		picture_circle(p, LOOK_MARK, x, y, 5);
	}
	return p;
}
