/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/num.h"

#include "count/compare.h"
#include "read/map.h"

#include "report/chart.h"
#include "report/draw.h"
#include "report/words.h"

#define TILE_COLUMNS 40
#define TILE         20	/* tile and gap */

int64_t
chart_change(struct chart_pair p, struct unit_ix u)
{
	const int64_t *from = compare_votes(p.c, u, p.from);
	const int64_t *to = compare_votes(p.c, u, p.to);

	if (from == NULL || to == NULL)
		return NUM_UNKNOWN;
	return compare_total(p.c, to) - compare_total(p.c, from);
}

int64_t
chart_margin_change(struct chart_pair p, struct unit_ix u)
{
	const int64_t *from = compare_votes(p.c, u, p.from);
	const int64_t *to = compare_votes(p.c, u, p.to);

	if (from == NULL || to == NULL || !choice_exists(p.c->first) ||
	    !choice_exists(p.c->second))
		return NUM_UNKNOWN;
	return compare_margin(p.c, to) - compare_margin(p.c, from);
}

static enum tone
tone_of(int64_t change)
{
	int64_t size;

	if (!num_known(change))
		return TONE_NONE;
	size = change < 0 ? -change : change;
	if (size == 0)
		return TONE_SAME;
	if (size <= 10)
		return TONE_TEN;
	return size <= 100 ? TONE_HUNDRED : TONE_MORE;
}

static enum look
tone_look(enum tone t)
{
	static const enum look look[TONES] = { [TONE_SAME] = LOOK_TONE0,
		[TONE_TEN] = LOOK_TONE1, [TONE_HUNDRED] = LOOK_TONE2,
		[TONE_MORE] = LOOK_TONE3, [TONE_NONE] = LOOK_BAND };

	return look[t];
}

const char *
tone_words(enum tone t)
{
	static const char *const words[TONES] = {
		[TONE_SAME] = "with the same total",
		[TONE_TEN] = "within 10 votes",
		[TONE_HUNDRED] = "within 100 votes",
		[TONE_MORE] = "further apart",
		[TONE_NONE] = "not in both counts",
	};

	return words[t];
}

void
chart_tones(struct chart_pair p, uint32_t n[TONES])
{
	for (int t = 0; t < TONES; t++)
		n[t] = 0;
	for (uint32_t u = 0; u < p.c->el->units; u++)
		n[tone_of(chart_change(p, (struct unit_ix){ u }))]++;
}

struct sized { uint32_t unit; int64_t votes; };

static int
larger_first(const void *x, const void *y)
{
	const struct sized *a = x, *b = y;

	if (a->votes != b->votes)
		return a->votes < b->votes ? 1 : -1;
	return (a->unit > b->unit) - (a->unit < b->unit);
}

uint32_t *
chart_by_size(struct arena *a, struct chart_pair p)
{
	uint32_t n = p.c->el->units;
	struct sized *s = arena_zero(a, n + 1u, sizeof *s);
	uint32_t *order = arena_zero(a, n + 1u, sizeof *order);

	for (uint32_t u = 0; u < n; u++) {
		const int64_t *v = compare_votes(p.c, (struct unit_ix){ u },
		    p.from);

		s[u] = (struct sized){ u, v == NULL ? -1 :
		    compare_total(p.c, v) };
	}
	qsort(s, n, sizeof *s, larger_first);
	for (uint32_t i = 0; i < n; i++)
		order[i] = s[i].unit;
	return order;
}

/* "54 counties with the same total, 72 counties within 10 votes ..." */
static const char *
tones_sentence(struct arena *a, const struct election *el,
    const uint32_t n[TONES])
{
	const char *part[TONES];
	size_t parts = 0;

	for (int t = 0; t < TONES; t++)
		if (n[t] > 0)
			part[parts++] = arena_printf(a, "%s %s",
			    words_things(a, n[t], el->unit_word,
			    el->units_word), tone_words((enum tone)t));
	return words_capital(a, words_list(a, part, parts));
}

static void
tones_key(struct picture *p, const uint32_t n[TONES])
{
	for (int t = 0; t < TONES; t++)
		if (n[t] > 0)
			picture_key(p, tone_look((enum tone)t),
			    arena_printf(p->a, "%s %s", words_num(p->a, n[t]),
			    tone_words((enum tone)t)));
}

/* "Alder: +634". */
static const char *
unit_title(struct arena *a, const struct election *el, struct unit_ix u,
    int64_t change)
{
	return arena_printf(a, "%s: %s", el->unit[u.n].name,
	    num_known(change) ? words_signed(a, change) :
	    tone_words(TONE_NONE));
}

struct picture *
chart_tiles(struct arena *a, struct chart_pair p)
{
	const struct election *el = p.c->el;
	uint32_t *order = chart_by_size(a, p), n[TONES];
	uint32_t lines = (el->units + TILE_COLUMNS - 1) / TILE_COLUMNS;
	struct picture *pic;

	chart_tones(p, n);
	pic = picture_new(a, TILE_COLUMNS * TILE, lines * TILE,
	    tones_sentence(a, el, n));
	tones_key(pic, n);
	for (uint32_t i = 0; i < el->units; i++) {
		struct unit_ix u = { order[i] };
		int64_t change = chart_change(p, u);
		uint32_t column = i % TILE_COLUMNS, line = i / TILE_COLUMNS;

		picture_rect(pic, tone_look(tone_of(change)),
		    column * TILE + 1, line * TILE + 1, TILE - 3,
		    TILE - 3)->title = unit_title(a, el, u, change);
	}
	return pic;
}

static void
draw_unit(struct picture *pic, const struct map_unit *m, enum look look,
    const char *title, const char *href)
{
	struct point *pt = arena_zero(pic->a, m->points, sizeof *pt);
	struct shape *s;

	for (size_t i = 0; i < m->points; i++)
		pt[i] = (struct point){ m->point[i].x, m->point[i].y };
	s = picture_path(pic, look, pt, m->opens, m->points);
	s->title = title;
	s->href = href;
}

struct picture *
chart_map(struct arena *a, struct chart_pair p, const struct map *map,
    chart_href *href, const void *ctx)
{
	const struct election *el = p.c->el;
	struct picture *pic;
	uint32_t n[TONES];

	chart_tones(p, n);
	pic = picture_new(a, map->width, map->height,
	    arena_printf(a, "Map. %s.", tones_sentence(a, el, n)));
	tones_key(pic, n);
	for (size_t i = 0; i < map->units; i++) {
		const struct map_unit *m = &map->unit[i];
		int64_t change = chart_change(p, m->unit);

		draw_unit(pic, m, tone_look(tone_of(change)),
		    unit_title(a, el, m->unit, change),
		    href == NULL ? NULL : href(ctx, m->unit));
	}
	return pic;
}
