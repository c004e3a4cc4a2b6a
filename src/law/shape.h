/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shape: how a rule file says when: "17 days after the election", "the second
 * Friday after it", "the Monday after the second Wednesday in December".
 */
#ifndef LAW_SHAPE_H
#define LAW_SHAPE_H

#include "law/law.h"

/* Which keys a "due" or an "on" gave; the set of them is the shape. */
enum shape_key {
	KEY_AFTER = 1, KEY_BEFORE = 2, KEY_BY = 4, KEY_DAYS = 8,
	KEY_BUSINESS_DAYS = 16, KEY_NTH = 32, KEY_WEEK = 64, KEY_WEEKDAY = 128,
	KEY_MONTH = 256, KEY_DAY = 512, KEY_THEN = 1024, KEY_YEAR = 2048,
};

enum when_closed { CLOSED_KEEP, CLOSED_FORWARD, CLOSED_BACKWARD };

/* Every nth is from 1; -1 is the last.  Only what keys names is set. */
struct shape {
	unsigned         keys;
	const char      *anchor;	/* event or deadline it counts from, or "" */
	int              days;		/* of any kind */
	int              nth;		/* of weekdays, or of weeks */
	enum weekday     weekday;
	int              month, day;
	enum weekday     then;		/* the first such day after the date found so far */
	int              years;		/* after the year of the election: 0 or 1 */
	int              minute;	/* -1: the whole day */
	enum when_closed closed;	/* what happens if that is no business day */
};

struct due {
	struct rule  rule;
	const char  *offices;
	struct shape shape;
};

struct holiday {
	struct rule  rule;
	struct shape on;
	int          on_saturday, on_sunday;	/* days by which it moves: -1, 0, 1 */
	const char  *observed;			/* its name where it moved */
};

struct event_name {
	const char *id, *title;
	const char *due;	/* the deadline by which it happens; "" for none */
};

struct law_calendar {
	const struct event_name *event;   size_t events;
	const struct holiday    *holiday; size_t holidays;
	const struct due        *due;     size_t dues;
};

/* Words for the values above; each list ends with NULL. */
extern const char *const shape_weekdays[];	/* by enum weekday */
extern const char *const shape_months[];	/* January first */
extern const char *const shape_ordinals[];	/* first ... twelfth, last */

/* shape_ordinal(nth): "second"; "last" for -1. */
const char *shape_ordinal(int nth);

/* shape_in_year(s, year): The day that a shape with a month names in that year. */
struct day shape_in_year(const struct shape *s, int year);

struct tree;

/* shape_read_due(a, n, out, e), shape_read_on(...): From the mapping ${n}. */
bool shape_read_due(struct arena *a, const struct tree *n, struct shape *out,
    struct err *e);
bool shape_read_on(struct arena *a, const struct tree *n, struct shape *out,
    struct err *e);

/* shape_read_switch(a, n, out, e): When clocks are moved. */
bool shape_read_switch(struct arena *a, const struct tree *n,
    struct zone_switch *out, struct err *e);

#endif
