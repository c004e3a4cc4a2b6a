/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "base/buf.h"

#include "law/sections.h"
#include "law/shape.h"

const char *const shape_weekdays[] = { "Sunday", "Monday", "Tuesday",
	"Wednesday", "Thursday", "Friday", "Saturday", NULL };
const char *const shape_months[] = { "January", "February", "March", "April",
	"May", "June", "July", "August", "September", "October", "November",
	"December", NULL };
const char *const shape_ordinals[] = { "first", "second", "third", "fourth",
	"fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
	"twelfth", "last", NULL };
#define LAST_WORD 12

static const char *const years[] = { "same", "following", NULL };
static const char *const closed_words[] = { "keep", "forward", "backward",
	NULL };

const char *
shape_ordinal(int nth)
{
	return shape_ordinals[nth > 0 ? nth - 1 : LAST_WORD];
}

struct day
shape_in_year(const struct shape *s, int year)
{
	struct day d = s->keys & KEY_NTH ?
	    zone_nth_weekday(year, s->month, s->nth, s->weekday) :
	    day_of(year, s->month, s->day);

	if (s->keys & KEY_THEN)
		d = day_add(d, 1 + ((int)s->then -
		    (int)day_weekday(day_add(d, 1)) + 7) % 7);
	return d;
}

/* A shape as the file writes it; words are positions in their lists. */
struct written {
	const char *after, *before, *by;
	int days, business_days, nth, week, weekday, month, day, then, year;
	int at, closed;
};

#define MAX_DAYS 3660
#define MAX_BUSINESS_DAYS 366

static const struct schema_field on_fields[] = {
	WORD("month", true, struct written, month, shape_months, 0),
	WHOLE("day", false, struct written, day, 1, 31),
	WORD("nth", false, struct written, nth, shape_ordinals, 0),
	WORD("weekday", false, struct written, weekday, shape_weekdays, 0),
	WORD("then", false, struct written, then, shape_weekdays, 0),
	{ 0 },
};
static const struct schema on_schema = { "a date of the year", NULL,
	on_fields };

static const struct schema_field due_fields[] = {
	FIELD("after", SCHEMA_ID, false, struct written, after),
	FIELD("before", SCHEMA_ID, false, struct written, before),
	FIELD("by", SCHEMA_ID, false, struct written, by),
	WHOLE("days", false, struct written, days, 0, MAX_DAYS),
	WHOLE("business_days", false, struct written, business_days, 1,
	    MAX_BUSINESS_DAYS),
	WORD("nth", false, struct written, nth, shape_ordinals, 0),
	WORD("week", false, struct written, week, shape_ordinals, 0),
	WORD("weekday", false, struct written, weekday, shape_weekdays, 0),
	WORD("month", false, struct written, month, shape_months, 0),
	WHOLE("day", false, struct written, day, 1, 31),
	WORD("then", false, struct written, then, shape_weekdays, 0),
	WORD("year", false, struct written, year, years, 0),
	FIELD("at", SCHEMA_TIME, false, struct written, at),
	WORD("if_closed", false, struct written, closed, closed_words,
	    CLOSED_KEEP),
	{ 0 },
};
static const struct schema due_schema = { "a due date", NULL, due_fields };

/* The sets of keys that make a date; nothing else does. */
static const unsigned due_shapes[] = {
	KEY_BY,
	KEY_AFTER | KEY_DAYS, KEY_BEFORE | KEY_DAYS,
	KEY_AFTER | KEY_BUSINESS_DAYS, KEY_BEFORE | KEY_BUSINESS_DAYS,
	KEY_AFTER | KEY_NTH | KEY_WEEKDAY, KEY_BEFORE | KEY_NTH | KEY_WEEKDAY,
	KEY_AFTER | KEY_WEEK | KEY_WEEKDAY,
	KEY_MONTH | KEY_DAY | KEY_YEAR,
	KEY_MONTH | KEY_DAY | KEY_YEAR | KEY_THEN,
	KEY_MONTH | KEY_NTH | KEY_WEEKDAY | KEY_YEAR,
	KEY_MONTH | KEY_NTH | KEY_WEEKDAY | KEY_YEAR | KEY_THEN,
	0,
};
static const unsigned on_shapes[] = {
	KEY_MONTH | KEY_DAY, KEY_MONTH | KEY_DAY | KEY_THEN,
	KEY_MONTH | KEY_NTH | KEY_WEEKDAY,
	KEY_MONTH | KEY_NTH | KEY_WEEKDAY | KEY_THEN,
	0,
};

static unsigned
keys_of(const struct tree *n)
{
	static const struct { const char *key; unsigned bit; } bits[] = {
		{ "after", KEY_AFTER }, { "before", KEY_BEFORE },
		{ "by", KEY_BY }, { "days", KEY_DAYS },
		{ "business_days", KEY_BUSINESS_DAYS }, { "nth", KEY_NTH },
		{ "week", KEY_WEEK }, { "weekday", KEY_WEEKDAY },
		{ "month", KEY_MONTH }, { "day", KEY_DAY },
		{ "then", KEY_THEN }, { "year", KEY_YEAR },
	};
	unsigned keys = 0;

	for (size_t i = 0; i < sizeof bits / sizeof bits[0]; i++)
		if (tree_find(n, bits[i].key) != NULL)
			keys |= bits[i].bit;
	return keys;
}

static bool
check_keys(const struct tree *n, unsigned keys, const unsigned *shapes,
    struct err *e)
{
	for (; *shapes != 0; shapes++)
		if (*shapes == keys)
			return true;
	return err_at(e, n->at, "found keys that together give no date, "
	    "expected one of the shapes of docs/rules.md");
}

/* A date that some years lack would silently become another one. */
static bool
check_date(const struct tree *n, const struct shape *s, struct err *e)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };

	if ((s->keys & KEY_DAY) && s->day > days[s->month - 1])
		return err_at(e, n->at, "found %s %d, expected a day that "
		    "every year has", shape_months[s->month - 1], s->day);
	if ((s->keys & KEY_MONTH) && (s->keys & KEY_NTH) && s->nth > 4)
		return err_at(e, n->at, "found the %s %s of a month, expected "
		    "the first to fourth or the last",
		    shape_ordinal(s->nth), shape_weekdays[s->weekday]);
	if ((s->keys & (KEY_AFTER | KEY_BEFORE)) && s->nth < 0)
		return err_at(e, n->at, "found \"last\" counted from an "
		    "event, expected a number from first to twelfth");
	return true;
}

static struct shape
shape_of(const struct written *w, unsigned keys)
{
	int nth = keys & KEY_WEEK ? w->week : w->nth;

	return (struct shape){
		.keys = keys,
		.anchor = keys & KEY_AFTER ? w->after :
		    keys & KEY_BEFORE ? w->before : w->by,
		.days = keys & KEY_DAYS ? w->days : w->business_days,
		.nth = nth == LAST_WORD ? -1 : nth + 1,
		.weekday = (enum weekday)w->weekday,
		.month = w->month + 1,
		.day = w->day,
		.then = (enum weekday)w->then,
		.years = w->year,
		.minute = w->at,
		.closed = (enum when_closed)w->closed,
	};
}

bool
shape_read_due(struct arena *a, const struct tree *n, struct shape *out,
    struct err *e)
{
	struct written w = { 0 };
	unsigned keys;

	TRY(schema_read(a, &due_schema, n, &w, e));
	keys = keys_of(n);
	TRY(check_keys(n, keys, due_shapes, e));
	*out = shape_of(&w, keys);
	return check_date(n, out, e);
}

bool
shape_read_on(struct arena *a, const struct tree *n, struct shape *out,
    struct err *e)
{
	struct written w = { .after = "", .before = "", .by = "", .at = -1 };
	unsigned keys;

	TRY(schema_read(a, &on_schema, n, &w, e));
	keys = keys_of(n);
	TRY(check_keys(n, keys, on_shapes, e));
	*out = shape_of(&w, keys);
	return check_date(n, out, e);
}

static const struct schema_field switch_fields[] = {
	WORD("nth", true, struct written, nth, shape_ordinals, 0),
	WORD("weekday", true, struct written, weekday, shape_weekdays, 0),
	WORD("month", true, struct written, month, shape_months, 0),
	FIELD("at", SCHEMA_TIME, true, struct written, at),
	{ 0 },
};
static const struct schema switch_schema = { "a switch of the clocks", NULL,
	switch_fields };

bool
shape_read_switch(struct arena *a, const struct tree *n,
    struct zone_switch *out, struct err *e)
{
	struct written w = { .after = "", .before = "", .by = "" };
	struct shape s;

	TRY(schema_read(a, &switch_schema, n, &w, e));
	s = shape_of(&w, KEY_MONTH | KEY_NTH | KEY_WEEKDAY);
	TRY(check_date(n, &s, e));
	*out = (struct zone_switch){ s.month, s.nth, s.weekday, s.minute };
	return true;
}
