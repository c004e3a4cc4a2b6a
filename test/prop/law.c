/* SPDX-License-Identifier: Apache-2.0 */
/* Laws of law/: the zone and the calendar. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "law/calendar.h"

#include "prop.h"

static const char *const weekdays[] = { "Sunday", "Monday", "Tuesday",
	"Wednesday", "Thursday", "Friday", "Saturday" };
static const char *const months[] = { "January", "February", "March", "April",
	"May", "June", "July", "August", "September", "October", "November",
	"December" };
static const char *const ordinals[] = { "first", "second", "third", "fourth",
	"fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
	"twelfth" };

/* A zone with any offset from UTC, and daylight time in either half of the year. */
static struct zone
any_zone(struct gen *g)
{
	struct zone z = { .name = "Any/Zone", .standard = "AST",
		.daylight = "ADT", .has_daylight = gen_below(g, 4) > 0 };
	bool south = gen_below(g, 2) == 0;

	z.standard_offset = 30 * (int)gen_between(g, -24, 24);
	z.daylight_offset = z.standard_offset + (z.has_daylight ? 60 : 0);
	z.start = (struct zone_switch){ south ? 10 : 3,
		(int)gen_between(g, 1, 4), (enum weekday)gen_below(g, 7), 120 };
	z.end = (struct zone_switch){ south ? 4 : 11,
		gen_below(g, 2) == 0 ? -1 : (int)gen_between(g, 1, 4),
		(enum weekday)gen_below(g, 7), 180 };
	return z;
}

static struct day
any_day(struct gen *g)
{
	return day_add(day_of(2020, 1, 1), (int)gen_between(g, -4000, 6000));
}

static bool
an_instant_comes_back_unless_clocks_repeat(struct gen *g)
{
	struct zone z = any_zone(g);
	int64_t utc = 60 * gen_between(g, 0, 40000000), back;
	struct day d;
	int minute;

	(void)zone_local(&z, utc, &d, &minute);
	back = zone_utc(&z, d, minute);
	return HOLDS(minute >= 0 && minute < 1440 && (back == utc ||
	    back == utc + 3600), "%" PRId64 " came back as %" PRId64, utc,
	    back);
}

static bool
later_on_the_clock_is_later_or_an_hour_skipped(struct gen *g)
{
	struct zone z = any_zone(g);
	struct day d = any_day(g);
	int minute = (int)gen_below(g, 1440);
	int64_t gap = zone_utc(&z, d, minute + 1) - zone_utc(&z, d, minute);

	return HOLDS(gap == 60 || gap == 60 + 3600 || gap == 60 - 3600,
	    "day %d minute %d: %" PRId64 " seconds", d.n, minute, gap);
}

#define HEAD "schema: canvass-rules-1\ntitle: t\njurisdiction: j\n" \
	"zone:\n  id: z\n  title: t\n  cite: c\n  basis: read\n" \
	"  from: 1900-01-01\n  name: n\n  spoken: s\n" \
	"  standard: { name: S, offset: \"+00:00\" }\n" \
	"events:\n  - { id: election, title: e }\n"

static void
put_holidays(struct gen *g, struct buf *b)
{
	size_t n = gen_sized(g) / 4;

	buf_str(b, n > 0 ? "holidays:\n" : "");
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "  - { id: h%zu, title: h, cite: c, "
		    "basis: read, from: 2000-01-01, on: { month: %s, "
		    "day: %d }, on_saturday: Friday, on_sunday: Monday }\n", i,
		    months[gen_below(g, 12)], (int)gen_between(g, 1, 28));
}

/* A law with some holidays and one deadline, whose due is ${due}. */
static struct law *
law_with(struct gen *g, struct arena *a, const char *due)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	struct err e = { 0 };
	struct law *l = NULL;

	buf_str(&b, HEAD);
	put_holidays(g, &b);
	buf_printf(&b, "deadlines:\n  - { id: d, title: d, cite: c, "
	    "basis: read, from: 2000-01-01, due: { %s } }\n", due);
	if (!law_parse(a, (struct bytes){ b.p, b.len }, "any.yaml", &l, &e))
		(void)HOLDS(false, "%.300s", e.text);
	return l;
}

static bool
deadline_of(struct arena *a, const struct law *l, struct day election,
    struct deadline *out)
{
	struct law_event ev = { "election", election };
	struct err e = { 0 };
	struct deadline *d;
	size_t n;

	if (!calendar_deadlines(a, l, &ev, 1, "", &d, &n, &e) || n != 1)
		return false;
	*out = d[0];
	return out->known;
}

static bool
business_days_pass_no_business_day_over(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	int n = 1 + (int)gen_below(g, 30), seen = 0;
	struct law *l = law_with(g, &a, arena_printf(&a,
	    "after: election, business_days: %d", n));
	struct day from = any_day(g), to;
	struct deadline d;

	if (l == NULL || !deadline_of(&a, l, from, &d))
		return false;
	to = calendar_business_days_after(l, from, n);
	for (struct day k = day_add(from, 1); day_cmp(k, to) <= 0;
	    k = day_add(k, 1))
		seen += calendar_is_business_day(l, k);
	return HOLDS(seen == n && calendar_is_business_day(l, to) &&
	    to.n == d.day.n, "%d business days after %d: %d", n, from.n,
	    to.n);
}

static bool
a_moved_deadline_passes_closed_days_only(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	bool forward = gen_below(g, 2) == 0;
	int days = (int)gen_below(g, 100), side = forward ? 1 : -1;
	struct law *l = law_with(g, &a, arena_printf(&a, "after: election, "
	    "days: %d, if_closed: %s", days, forward ? "forward" :
	    "backward"));
	struct day from = any_day(g), k = day_add(from, days);
	struct deadline d;

	if (l == NULL || !deadline_of(&a, l, from, &d))
		return false;
	while (!calendar_is_business_day(l, k))
		k = day_add(k, side);
	return HOLDS(k.n == d.day.n, "%d days %s: %d, not %d", days,
	    forward ? "forward" : "backward", d.day.n, k.n);
}

static bool
the_nth_weekday_lies_in_the_nth_week(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	int n = (int)gen_below(g, 12), weekday = (int)gen_below(g, 7), gap;
	bool before = gen_below(g, 2) == 0;
	struct law *l = law_with(g, &a, arena_printf(&a, "%s: election, "
	    "nth: %s, weekday: %s", before ? "before" : "after", ordinals[n],
	    weekdays[weekday]));
	struct day from = any_day(g);
	struct deadline d;

	if (l == NULL || !deadline_of(&a, l, from, &d))
		return false;
	gap = before ? from.n - d.day.n : d.day.n - from.n;
	return HOLDS((int)day_weekday(d.day) == weekday && gap > 7 * n &&
	    gap <= 7 * (n + 1), "%s %s: %d days away", ordinals[n],
	    weekdays[weekday], gap);
}

int
main(void)
{
	prop_begin();
	PROP(an_instant_comes_back_unless_clocks_repeat);
	PROP(later_on_the_clock_is_later_or_an_hour_skipped);
	PROP(business_days_pass_no_business_day_over);
	PROP(a_moved_deadline_passes_closed_days_only);
	PROP(the_nth_weekday_lies_in_the_nth_week);
	return prop_end();
}
