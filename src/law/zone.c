/* SPDX-License-Identifier: Apache-2.0 */
#include "law/zone.h"

#define MINUTES_OF_DAY 1440

static int
days_of_month(int year, int month)
{
	struct day first = day_of(year, month, 1);
	struct day next = month == 12 ? day_of(year + 1, 1, 1) :
	    day_of(year, month + 1, 1);

	return next.n - first.n;
}

struct day
zone_nth_weekday(int year, int month, int nth, enum weekday weekday)
{
	struct day first = day_of(year, month, 1), last;
	int ahead;

	if (nth > 0) {
		ahead = ((int)weekday - (int)day_weekday(first) + 7) % 7;
		return day_add(first, ahead + 7 * (nth - 1));
	}
	last = day_add(first, days_of_month(year, month) - 1);
	ahead = ((int)day_weekday(last) - (int)weekday + 7) % 7;
	return day_add(last, -ahead);
}

/* The instant at which clocks ${offset} minutes east show that minute. */
static int64_t
instant(struct day d, int minute, int offset)
{
	return ((int64_t)d.n * MINUTES_OF_DAY + minute - offset) * 60;
}

static int64_t
switch_instant(const struct zone_switch *s, int year, int offset_before)
{
	return instant(zone_nth_weekday(year, s->month, s->nth, s->weekday),
	    s->minute, offset_before);
}

static int64_t
floor_div(int64_t n, int64_t by)
{
	return n / by - (n % by < 0);
}

static bool
in_daylight(const struct zone *z, int64_t utc)
{
	int64_t start, end, here = utc + (int64_t)z->standard_offset * 60;
	int year, month, day;

	if (!z->has_daylight)
		return false;
	day_split((struct day){ (int32_t)floor_div(here,
	    (int64_t)MINUTES_OF_DAY * 60) }, &year, &month, &day);
	start = switch_instant(&z->start, year, z->standard_offset);
	end = switch_instant(&z->end, year, z->daylight_offset);
	/* South of the equator daylight time lasts over New Year. */
	return start < end ? start <= utc && utc < end :
	    start <= utc || utc < end;
}

int64_t
zone_utc(const struct zone *z, struct day d, int minute)
{
	int64_t standard = instant(d, minute, z->standard_offset);
	int64_t daylight = instant(d, minute, z->daylight_offset);

	/*
	 * A time that comes twice is daylight at first and standard again; a
	 * time that is skipped is neither.  Standard time is meant in both.
	 */
	if (in_daylight(z, standard) && in_daylight(z, daylight))
		return daylight;
	return standard;
}

const char *
zone_local(const struct zone *z, int64_t utc, struct day *d, int *minute)
{
	bool daylight = in_daylight(z, utc);
	int offset = daylight ? z->daylight_offset : z->standard_offset;
	int64_t local = floor_div(utc, 60) + offset;

	d->n = (int32_t)floor_div(local, MINUTES_OF_DAY);
	*minute = (int)(local - (int64_t)d->n * MINUTES_OF_DAY);
	return daylight ? z->daylight : z->standard;
}
