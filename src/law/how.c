/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"

#include "law/how.h"

void
how_day(struct buf *out, struct day d)
{
	char text[DAY_TEXT];

	buf_printf(out, "%.3s %s", shape_weekdays[day_weekday(d)],
	    day_short(text, d));
}

struct anchor
how_anchor(const struct law_calendar *c, const char *id)
{
	struct anchor from = { .title = id, .is_rule = true,
		.day = DAY_UNKNOWN, .minute = -1, .due = "" };

	for (size_t i = 0; i < c->events; i++)
		if (strcmp(c->event[i].id, id) == 0) {
			from.title = c->event[i].title;
			from.due = c->event[i].due;
			from.is_rule = false;
			return from;
		}
	for (size_t i = 0; i < c->dues; i++)
		if (strcmp(c->due[i].rule.id, id) == 0)
			from.title = c->due[i].rule.title;
	return from;
}

static void
put_anchor(struct buf *out, const struct anchor *from)
{
	const char *quote = from->is_rule ? "\"" : "";

	buf_printf(out, "%s%s%s", quote, from->title, quote);
	if (from->unnamed_day)
		return;
	if (!day_known(from->day)) {
		buf_str(out, ", whose day is not known");
		return;
	}
	buf_str(out, from->latest ? " (if that is on its last day, " : " (");
	how_day(out, from->day);
	buf_char(out, ')');
}

static void
put_count(struct buf *out, const struct shape *s)
{
	const char *kind = s->keys & KEY_BUSINESS_DAYS ? "business " : "";
	const char *side = s->keys & KEY_BEFORE ? "before" : "after";

	if (s->keys & KEY_WEEK)
		buf_printf(out, "%s of the %s week %s ",
		    shape_weekdays[s->weekday], shape_ordinal(s->nth), side);
	else if (s->keys & KEY_NTH)
		buf_printf(out, "%s %s %s ", shape_ordinal(s->nth),
		    shape_weekdays[s->weekday], side);
	else if (s->days == 0)
		buf_str(out, "the day of ");
	else
		buf_printf(out, "%d %sday%s %s ", s->days, kind,
		    s->days == 1 ? "" : "s", side);
}

static void
put_date(struct buf *out, const struct shape *s)
{
	if (s->keys & KEY_THEN)
		buf_printf(out, "%s after ", shape_weekdays[s->then]);
	if (s->keys & KEY_NTH)
		buf_printf(out, "%s%s %s of %s", s->keys & KEY_THEN ?
		    "the " : "", shape_ordinal(s->nth),
		    shape_weekdays[s->weekday], shape_months[s->month - 1]);
	else
		buf_printf(out, "%d %s", s->day, shape_months[s->month - 1]);
	if (!(s->keys & KEY_YEAR))
		return;
	buf_str(out, s->years > 0 ? " of the year after the election" :
	    " of the year of the election");
}

void
how_shape(struct buf *out, const struct shape *s, const struct anchor *from)
{
	if (s->keys & KEY_MONTH) {
		put_date(out, s);
		return;
	}
	if (s->keys & KEY_BY)
		buf_str(out, "no later than ");
	else
		put_count(out, s);
	put_anchor(out, from);
}
