/* SPDX-License-Identifier: Apache-2.0 */
/* how: in words, how a deadline was computed. */
#ifndef LAW_HOW_H
#define LAW_HOW_H

#include "law/shape.h"

struct buf;

/* What a shape counts from. */
struct anchor {
	const char *title;	/* "the election", or the title of a deadline */
	bool        is_rule;	/* a deadline: its title is quoted */
	struct day  day;	/* DAY_UNKNOWN: it has not happened, or nobody said when */
	int         minute;	/* of a deadline; -1 */
	const char *due;	/* of an event: the deadline by which it happens; "" */
	bool        latest;	/* day is the last on which the event may happen, not when it did */
	bool        unnamed_day;	/* say nothing of the day */
};

/* how_anchor(c, id): The event or deadline ${id} of the file, its day not known yet. */
struct anchor how_anchor(const struct law_calendar *c, const char *id);

/* how_shape(out, s, from): "second Friday after the election (Tue 3 Nov 2020)". */
void how_shape(struct buf *out, const struct shape *s,
    const struct anchor *from);

/* how_day(out, d): "Tue 3 Nov 2020". */
void how_day(struct buf *out, struct day d);

#endif
