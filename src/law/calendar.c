/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "law/calendar.h"
#include "law/how.h"
#include "law/shape.h"

#define MINUTES_OF_DAY 1440

/* A calendar being computed: deadlines in the order of the file. */
struct run {
	struct arena           *a;
	const struct law       *l;
	const struct law_event *event;
	size_t                  events;
	struct day              election;
	struct deadline        *done;
	size_t                  dones;
};

static const struct law_event *
find_event(const struct law_event *event, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(event[i].id, id) == 0)
			return &event[i];
	return NULL;
}

const struct deadline *
calendar_find(const struct deadline *d, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(d[i].rule->id, id) == 0)
			return &d[i];
	return NULL;
}

bool
calendar_has_event(const struct law *l, const char *id)
{
	return !how_anchor(l->calendar, id).is_rule;
}

static bool
names(const char *offices, const char *office)
{
	return *offices != '\0' && rule_covers(offices, office);
}

bool
calendar_has_office(const struct law *l, const char *office)
{
	const struct law_calendar *c = l->calendar;

	for (size_t i = 0; i < c->dues; i++)
		if (names(c->due[i].offices, office))
			return true;
	for (size_t i = 0; i < l->winners; i++)
		if (names(l->winner[i].offices, office))
			return true;
	return false;
}

/* Nobody said when it happened: count from the last day on which it may. */
static void
presume_latest(const struct run *r, struct anchor *from)
{
	const struct deadline *d = calendar_find(r->done, r->dones, from->due);

	if (d == NULL || !d->known)
		return;
	from->day = d->day;
	from->latest = true;
}

/* What ${id} stands for in this calendar, and its day if that is known. */
static struct anchor
find_anchor(const struct run *r, const char *id)
{
	struct anchor from = how_anchor(r->l->calendar, id);
	const struct law_event *ev = find_event(r->event, r->events, id);
	const struct deadline *d = calendar_find(r->done, r->dones, id);

	if (!from.is_rule && ev != NULL)
		from.day = ev->day;
	if (!from.is_rule && !day_known(from.day))
		presume_latest(r, &from);
	if (from.is_rule && d != NULL && d->known) {
		from.title = d->rule->title;
		from.day = d->day;
		from.minute = d->minute;
	}
	return from;
}

/* One business day on from ${d}, or back. */
static struct day
step(const struct law *l, struct day d, int by)
{
	do
		d = day_add(d, by);
	while (!calendar_is_business_day(l, d));
	return d;
}

struct day
calendar_business_days_after(const struct law *l, struct day d, int n)
{
	for (int i = 0; i < n; i++)
		d = step(l, d, 1);
	return d;
}

static struct day
business_days_before(const struct law *l, struct day d, int n)
{
	for (int i = 0; i < n; i++)
		d = step(l, d, -1);
	return d;
}

/* The ${nth} such weekday after ${d}, not counting ${d} itself; or before it. */
static struct day
nth_weekday(struct day d, int nth, enum weekday weekday, int side)
{
	int gap = side * ((int)weekday - (int)day_weekday(d));
	int first = (gap + 13) % 7 + 1;	/* 1 to 7 days away */

	return day_add(d, side * (first + 7 * (nth - 1)));
}

static struct day
counted(const struct law *l, const struct shape *s, struct day from)
{
	bool before = s->keys & KEY_BEFORE;
	int side = before ? -1 : 1;

	if (s->keys & (KEY_NTH | KEY_WEEK))
		return nth_weekday(from, s->nth, s->weekday, side);
	if (s->keys & KEY_BUSINESS_DAYS)
		return before ? business_days_before(l, from, s->days) :
		    calendar_business_days_after(l, from, s->days);
	return day_add(from, side * s->days);
}

static struct day
dated(const struct run *r, const struct shape *s)
{
	int year, month, day;

	day_split(r->election, &year, &month, &day);
	return shape_in_year(s, year + s->years);
}

/* Say which legal holidays a count of business days passed over. */
static void
put_holidays(struct buf *how, const struct law *l, struct day from,
    struct day to)
{
	int side = day_cmp(from, to) < 0 ? 1 : -1;

	for (struct day d = from; day_cmp(d, to) != 0; d = day_add(d, side)) {
		const char *name = calendar_holiday(l, d);

		if (name == NULL)
			continue;
		buf_str(how, "; ");
		how_day(how, d);
		buf_printf(how, " is no business day (%s)", name);
	}
}

static struct day
move_if_closed(const struct law *l, const struct shape *s, struct day d,
    struct buf *how)
{
	const char *holiday = calendar_holiday(l, d);

	if (s->closed == CLOSED_KEEP || calendar_is_business_day(l, d))
		return d;
	buf_str(how, "; moved from ");
	how_day(how, d);
	buf_printf(how, ", no business day%s%s%s", holiday ? " (" : "",
	    holiday ? holiday : "", holiday ? ")" : "");
	return step(l, d, s->closed == CLOSED_FORWARD ? 1 : -1);
}

/* The instant of a known deadline, and what clocks are called then. */
static void
set_instant(const struct zone *z, struct deadline *d)
{
	struct day day;
	int minute;

	d->utc = zone_utc(z, d->day, d->minute >= 0 ? d->minute :
	    MINUTES_OF_DAY);
	/* A whole day is named by the clocks of its last minute. */
	d->zone = zone_local(z, d->minute >= 0 ? d->utc : d->utc - 60, &day,
	    &minute);
}

static void
compute(struct run *r, const struct due *due)
{
	struct buf how CLEANUP(buf_free) = { 0 };
	const struct shape *s = &due->shape;
	struct anchor from = { .day = r->election, .minute = -1 };
	struct deadline *d = &r->done[r->dones];

	if (!(s->keys & KEY_MONTH))
		from = find_anchor(r, s->anchor);
	how_shape(&how, s, &from);
	*d = (struct deadline){ .rule = &due->rule, .day = DAY_UNKNOWN,
		.minute = s->minute, .zone = "",
		.known = day_known(from.day), .presumed = from.latest };
	if (d->known) {
		d->day = s->keys & KEY_MONTH ? dated(r, s) :
		    counted(r->l, s, from.day);
		if (s->keys & KEY_BUSINESS_DAYS)
			put_holidays(&how, r->l, from.day, d->day);
		if (d->minute < 0 && (s->keys & KEY_BY))
			d->minute = from.minute;
		d->day = move_if_closed(r->l, s, d->day, &how);
		set_instant(&r->l->zone, d);
	}
	d->how = arena_str(r->a, how.p, how.len);
	r->dones++;
}

/* In order of time, then of the file; the unknown last. */
static int
compare_deadlines(const void *p, const void *q)
{
	const struct deadline *a = p, *b = q;

	if (a->known != b->known)
		return a->known ? -1 : 1;
	if (a->known && a->utc != b->utc)
		return a->utc < b->utc ? -1 : 1;
	return (a->rule->line > b->rule->line) -
	    (a->rule->line < b->rule->line);
}

/* Keep those that hold for ${office}, in order. */
static size_t
select_office(struct deadline *d, size_t n, const char *office)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		/* The rule is the first member of its due. */
		const struct due *due = (const struct due *)(const void *)
		    d[i].rule;

		if (rule_covers(due->offices, office))
			d[kept++] = d[i];
	}
	qsort(d, kept, sizeof *d, compare_deadlines);
	return kept;
}

bool
calendar_deadlines(struct arena *a, const struct law *l,
    const struct law_event *events, size_t n, const char *office,
    struct deadline **out, size_t *count, struct err *e)
{
	const struct law_calendar *c = l->calendar;
	const struct law_event *election = find_event(events, n, "election");
	struct run r = { .a = a, .l = l, .event = events, .events = n };
	char text[DAY_TEXT];

	if (election == NULL || !day_known(election->day))
		return err_set(e, ERR_USE, "a calendar needs the day of the "
		    "election");
	r.election = election->day;
	if (!rule_holds(&l->zone_rule, r.election))
		return err_set(e, ERR_DENIED, "RULE_UNKNOWN: %s does not say "
		    "what the legal time was on %s, so no deadline is computed",
		    l->name, day_iso(text, r.election));
	r.done = arena_zero(a, c->dues, sizeof *r.done);
	for (size_t i = 0; i < c->dues; i++)
		if (rule_holds(&c->due[i].rule, r.election))
			compute(&r, &c->due[i]);
	*out = r.done;
	*count = select_office(r.done, r.dones, office);
	return true;
}
