/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chart: drawings of a comparison.  Each carries the finding as its label;
 * the numbers stand in a table beside it.  Positions are drawing only.
 */
#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include <stddef.h>
#include <stdint.h>

#include "model/election.h"

struct arena;
struct compare;
struct elector_sum;
struct elector_table;
struct map;
struct picture;

/* Units by size of the change of their total votes between two counts. */
enum tone { TONE_SAME, TONE_TEN, TONE_HUNDRED, TONE_MORE, TONE_NONE, TONES };

/* Counts of one comparison as positions in compare->count. */
struct chart_pair { const struct compare *c; size_t from, to; };

/* chart_change(p, u): Change of the total votes of ${u}; NUM_UNKNOWN if it is not in both counts. */
int64_t chart_change(struct chart_pair p, struct unit_ix u);
int64_t chart_margin_change(struct chart_pair p, struct unit_ix u);

/* chart_tones(p, n): How many units have each tone. */
void chart_tones(struct chart_pair p, uint32_t n[TONES]);
const char *tone_words(enum tone t);	/* "within 10 votes" */

/* chart_by_size(a, p): All units, most votes in the first of the two counts first. */
uint32_t *chart_by_size(struct arena *a, struct chart_pair p);

/* Where the page of a unit is, or NULL. */
typedef const char *chart_href(const void *ctx, struct unit_ix u);

/* chart_tiles(a, p): One tile for each unit, largest first. */
struct picture *chart_tiles(struct arena *a, struct chart_pair p);

/* chart_dots(a, p): Change of the margin across, number of votes up; the outliers named. */
struct picture *chart_dots(struct arena *a, struct chart_pair p);

/* chart_map(a, p, map, href, ctx): The units in their places, in the same tones. */
struct picture *chart_map(struct arena *a, struct chart_pair p,
    const struct map *map, chart_href *href, const void *ctx);

/* chart_electors(a, t, s): One bar: certified and not yet certified of each side, the number needed marked. */
struct picture *chart_electors(struct arena *a, const struct elector_table *t,
    const struct elector_sum *s);

/* chart_bars(a, label, name, change, n): Changes of a few parts on one scale from zero: small multiples. */
struct picture *chart_bars(struct arena *a, const char *label,
    const char *const *name, const int64_t *change, size_t n);

#endif
