/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#include "law/how.h"
#include "law/tell.h"
#include "law/sections.h"

#define NOON (12 * 60)

void
tell_time(struct buf *out, int minute)
{
	int hour = minute / 60;

	if (minute < 0)
		buf_str(out, "whole day");
	else if (minute == NOON)
		buf_str(out, "noon");
	else if (minute == 0)
		buf_str(out, "midnight");
	else {
		buf_printf(out, "%d", (hour + 11) % 12 + 1);
		if (minute % 60 != 0)
			buf_printf(out, ":%02d", minute % 60);
		buf_str(out, minute < NOON ? " a.m." : " p.m.");
	}
}

void
tell_cite(struct buf *out, const struct rule *r)
{
	const char *mark = basis_mark(r->basis);

	buf_str(out, r->cite);
	if (*mark != '\0')
		buf_printf(out, "; %s", mark);
}

void
tell_dates(struct buf *out, const struct rule *r)
{
	char from[DAY_TEXT], to[DAY_TEXT];

	if (day_known(r->to))
		buf_printf(out, "%s to %s", day_short(from, r->from),
		    day_short(to, r->to));
	else
		buf_printf(out, "since %s", day_short(from, r->from));
}

/* "0.5%": as many places as the share needs, four at most. */
static void
put_share(struct buf *out, struct ratio share)
{
	char text[NUM_TEXT];
	int places = 0;
	int64_t parts = share.num * 100;

	while (places < 4 && parts % share.den != 0) {
		parts *= 10;
		places++;
	}
	buf_str(out, ratio_percent(text, share, places));
}

static void
put_offices(struct buf *out, const char *offices)
{
	if (*offices != '\0')
		buf_printf(out, "; offices: %s", offices);
}

static void
say_switch(struct buf *out, const struct zone_switch *s)
{
	buf_printf(out, "the %s %s of %s at ", shape_ordinal(s->nth),
	    shape_weekdays[s->weekday], shape_months[s->month - 1]);
	tell_time(out, s->minute);
}

static void
say_zone(struct buf *out, const struct zone *z)
{
	int east = z->standard_offset, size = east < 0 ? -east : east;

	buf_printf(out, "%s, %s is %d:%02d hours %s of UTC", z->name,
	    z->standard, size / 60, size % 60, east < 0 ? "west" : "east");
	if (!z->has_daylight) {
		buf_str(out, "; no daylight time");
		return;
	}
	buf_printf(out, "; %s from ", z->daylight);
	say_switch(out, &z->start);
	buf_str(out, " to ");
	say_switch(out, &z->end);
}

static void
say_holiday(struct buf *out, const void *item)
{
	const struct holiday *h = item;
	const struct anchor none = { .title = "" };

	how_shape(out, &h->on, &none);
	if (h->on_saturday != 0)
		buf_str(out, "; a Saturday is observed on Friday");
	if (h->on_sunday != 0)
		buf_str(out, "; a Sunday is observed on Monday");
}

static void
say_due(struct buf *out, const struct law_calendar *c, const void *item)
{
	const struct due *d = item;
	struct anchor from = how_anchor(c, d->shape.anchor);

	from.unnamed_day = true;
	how_shape(out, &d->shape, &from);
	if (d->shape.minute >= 0) {
		buf_str(out, ", ");
		tell_time(out, d->shape.minute);
	}
	if (d->shape.closed != CLOSED_KEEP)
		buf_printf(out, "; if that is no business day, the %s one",
		    d->shape.closed == CLOSED_FORWARD ? "next" : "last");
	put_offices(out, d->offices);
}

static void
say_limit(struct buf *out, const struct recount_limit *l)
{
	static const char *const of[] = {
		"of all votes cast for the contest",
		"of the winner's votes",
		"of the votes of the two leading choices",
	};
	char votes[NUM_TEXT];

	if (l->base == RECOUNT_TIE) {
		buf_str(out, "a tie");
		return;
	}
	buf_str(out, l->inclusive ? "a margin of not more than " :
	    "a margin of less than ");
	if (l->base == RECOUNT_ABSOLUTE) {
		buf_printf(out, "%s votes", num_text(votes, l->share.num));
		return;
	}
	put_share(out, l->share);
	buf_printf(out, " %s", of[l->base]);
}

static void
say_recount(struct buf *out, const struct law_calendar *c, const void *item)
{
	const struct recount_rule *r = item;

	for (size_t i = 0; i < r->limits; i++) {
		if (i > 0)
			buf_str(out, r->all ? " and " : " or ");
		say_limit(out, &r->limit[i]);
	}
	buf_printf(out, ": %s%s", r->start == RECOUNT_AUTOMATIC ?
	    "without a request; " : "on request of ", r->who);
	if (r->window_days > 0)
		buf_printf(out, ", within %d %sday%s of %s",
		    r->window_days, r->business_days ? "business " : "",
		    r->window_days == 1 ? "" : "s",
		    how_anchor(c, r->window_event).title);
	buf_printf(out, "; %s", r->method);
	put_offices(out, r->offices);
}

static void
say_official(struct buf *out, const void *item)
{
	const struct official_rule *o = item;

	buf_printf(out, "%s: %s", o->official ? "official" : "not official",
	    o->means);
}

static void
say_discrepancy(struct buf *out, const void *item)
{
	static const char *const of[] = {
		"absolute changes of all choices in all units, from ",
		"absolute changes of the margin in all units, from ",
		"change of the margin, from ",
	};
	static const char *const base[] = { " of all votes",
		" of the official margin", " of the official margin" };
	const struct discrepancy_rule *d = item;

	buf_str(out, of[d->measure]);
	put_share(out, d->limit);
	buf_str(out, base[d->measure]);
}

static void
say_winner(struct buf *out, const void *item)
{
	const struct winner_rule *w = item;

	buf_str(out, w->majority ? "more than half of the votes, else a runoff"
	    : "the most votes");
	put_offices(out, w->offices);
}

static void
say_certify(struct buf *out, const struct law_calendar *c, const void *item)
{
	const struct certify_step *s = item;

	buf_printf(out, "%s %s", s->who, s->act);
	if (*s->after != '\0')
		buf_printf(out, " (after: %s)", how_anchor(c, s->after).title);
}

static void
say_audit(struct buf *out, const void *item)
{
	const struct audit_rule *r = item;

	buf_printf(out, "%s of %s by %s, risk limit ", r->kind, r->contests,
	    r->who);
	put_share(out, r->risk_limit);
}

static void
say_elector(struct buf *out, const void *item)
{
	const struct elector_rule *r = item;
	char total[NUM_TEXT], needed[NUM_TEXT];

	buf_printf(out, "%s electors, %s needed", num_text(total, r->total),
	    num_text(needed, r->needed));
}

/* How each section is said; some rules name events or deadlines. */
static const struct saying {
	const char *key;
	void      (*say)(struct buf *out, const void *item);
	void      (*say_naming)(struct buf *out,
	    const struct law_calendar *c, const void *item);
} sayings[] = {
	{ "holidays", say_holiday, NULL },
	{ "deadlines", NULL, say_due },
	{ "recount", NULL, say_recount },
	{ "official", say_official, NULL },
	{ "discrepancy", say_discrepancy, NULL },
	{ "winner", say_winner, NULL },
	{ "certify", NULL, say_certify },
	{ "audit", say_audit, NULL },
	{ "electors", say_elector, NULL },
};

static void
say_item(struct buf *out, const struct law_calendar *c, const char *key,
    const void *item)
{
	const struct saying *s = sayings;

	while (strcmp(s->key, key) != 0)
		s++;
	if (s->say != NULL)
		s->say(out, item);
	else
		s->say_naming(out, c, item);
}

static size_t
count_rules(const struct rule_file *f)
{
	size_t all = 1, n;

	for (const struct section *s = sections; s->key != NULL; s++) {
		memcpy(&n, (const char *)f + s->count_at, sizeof n);
		all += n;
	}
	return all;
}

static void
add_line(struct arena *a, struct rule_line *line, const char *kind,
    const struct rule *r, struct buf *says)
{
	*line = (struct rule_line){ kind, r, arena_str(a, says->p,
	    says->len) };
	says->len = 0;
}

void
tell_rules(struct arena *a, const struct law *l, struct rule_line **out,
    size_t *n)
{
	/* The law is the first member of its file. */
	const struct rule_file *f = (const void *)l;
	struct rule_line *line = arena_zero(a, count_rules(f), sizeof *line);
	struct buf says CLEANUP(buf_free) = { 0 };
	const char *item;
	size_t items;

	*n = 0;
	*out = line;
	say_zone(&says, &l->zone);
	add_line(a, &line[(*n)++], "zone", &l->zone_rule, &says);
	for (const struct section *s = sections; s->key != NULL; s++) {
		memcpy(&item, (const char *)f + s->list_at, sizeof item);
		memcpy(&items, (const char *)f + s->count_at, sizeof items);
		for (size_t i = 0; i < items; i++) {
			const char *at = item + i * s->size;

			say_item(&says, l->calendar, s->key, at);
			add_line(a, &line[(*n)++], s->key,
			    (const void *)at, &says);
		}
	}
}
