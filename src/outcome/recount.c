/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "base/err.h"
#include "law/calendar.h"
#include "law/how.h"
#include "outcome/recount.h"

/* 128 bits hold any share of any number of votes. */
__extension__ typedef __int128 wide;

/* The result that a recount could change. */
struct result {
	struct choice_ix winner, loser;
	int64_t          total, margin;
	const int64_t   *votes;
};

static bool
votes_total(const struct contest *c, const int64_t *votes, int64_t *total,
    struct err *e)
{
	*total = 0;
	for (uint16_t i = 0; i < c->choices; i++) {
		if (!num_known(votes[i]) || votes[i] < 0)
			return err_set(e, ERR_INPUT,
			    "%s: the votes of %s are not known",
			    c->title, c->choice[i].name);
		if (!num_add(total, *total, votes[i]))
			return err_set(e, ERR_INPUT,
			    "%s: the votes are too many to add up",
			    c->title);
	}
	return true;
}

/* How many choices stand before ${x}: more votes, or as many and earlier. */
static uint16_t
votes_before(const struct contest *c, const int64_t *votes, uint16_t x)
{
	uint16_t before = 0;

	for (uint16_t i = 0; i < c->choices; i++)
		before = (uint16_t)(before + (votes[i] > votes[x] ||
		    (i < x && votes[i] == votes[x])));
	return before;
}

/* The choice at ${place} (from 0) in order of votes, or NO_CHOICE. */
static struct choice_ix
choice_at(const struct contest *c, const int64_t *votes, int place)
{
	for (uint16_t i = 0; i < c->choices; i++)
		if (votes_before(c, votes, i) == place)
			return (struct choice_ix){ i };
	return NO_CHOICE;
}

static bool
result_of(const struct contest *c, const int64_t *votes, struct result *r,
    struct err *e)
{
	*r = (struct result){ .votes = votes, .margin = NUM_UNKNOWN };
	TRY(votes_total(c, votes, &r->total, e));
	r->winner = choice_at(c, votes, c->winners - 1);
	r->loser = choice_at(c, votes, c->winners);
	if (choice_exists(r->winner) && choice_exists(r->loser))
		r->margin = votes[r->winner.n] - votes[r->loser.n];
	return true;
}

static int64_t
base_of(const struct result *r, enum recount_base base)
{
	if (!num_known(r->margin) && base != RECOUNT_OF_TOTAL)
		return 0;
	switch (base) {
	case RECOUNT_OF_TOTAL:	return r->total;
	case RECOUNT_OF_WINNER:	return r->votes[r->winner.n];
	case RECOUNT_OF_PAIR:
		/* A part of the total, which did not overflow. */
		return r->votes[r->winner.n] + r->votes[r->loser.n];
	case RECOUNT_ABSOLUTE:	return 1;
	case RECOUNT_TIE:	return 0;
	}
	return 0;
}

/* The largest margin not above (or, if not inclusive, below) the limit. */
static bool
largest_inside(const struct recount_limit *l, int64_t base, int64_t *largest,
    struct err *e)
{
	wide product = (wide)l->share.num * base, margin;

	if (l->base == RECOUNT_TIE) {
		*largest = 0;
		return true;
	}
	margin = product / l->share.den;
	if (!l->inclusive && product % l->share.den == 0)
		margin--;
	if (margin > INT64_MAX)
		return err_set(e, ERR_INPUT,
		    "the recount limit is too large to compute");
	*largest = (int64_t)margin;
	return true;
}

static bool
test_limit(const struct recount_limit *l, const struct result *r,
    struct recount_test *t, struct err *e)
{
	*t = (struct recount_test){ .limit = l, .base = base_of(r, l->base) };
	TRY(largest_inside(l, t->base, &t->largest, e));
	t->inside = num_known(r->margin) && r->margin <= t->largest;
	return true;
}

/* "the Secretary of State's certification", as the rule file calls it. */
static const char *
event_title(const struct law *law, const char *id)
{
	return law->calendar != NULL ? how_anchor(law->calendar, id).title : id;
}

/* When it may be asked for: from the event on, for so many days after it. */
static void
open_window(struct arena *a, const struct law *law, struct day from,
    struct recount_answer *out)
{
	const struct recount_rule *r = out->rule;
	const char *event = event_title(law, r->window_event);
	struct deadline *closes = &out->closes;

	out->opens = out->closes = (struct deadline){ .rule = &r->rule,
		.minute = -1, .how = "the law gives no window" };
	if (r->window_days == 0)
		return;
	out->opens.how = closes->how = arena_printf(a,
	    "waits for %s", event);
	if (!day_known(from))
		return;
	out->opens.known = closes->known = true;
	out->opens.day = from;
	out->opens.utc = zone_utc(&law->zone, from, 0);
	out->opens.how = arena_printf(a, "the day of %s", event);
	closes->day = r->business_days ?
	    calendar_business_days_after(law, from, r->window_days) :
	    day_add(from, r->window_days);
	closes->utc = zone_utc(&law->zone, day_add(closes->day, 1), 0);
	closes->how = arena_printf(a, "%d %s after %s", r->window_days,
	    r->business_days ? "business days" : "days", event);
}

/* The abbreviation of the legal time then. */
static void
name_zone(const struct law *law, struct deadline *d)
{
	struct day day;
	int minute;

	if (d->known)
		d->zone = zone_local(&law->zone, d->utc, &day, &minute);
}

static bool
answer(struct arena *a, const struct recount_rule *rule,
    const struct result *r, struct recount_answer *out, struct err *e)
{
	size_t inside = 0;

	*out = (struct recount_answer){ .rule = rule, .margin = r->margin,
		.total = r->total, .winner = r->winner, .loser = r->loser,
		.tests = rule->limits };
	out->test = arena_zero(a, rule->limits + 1, sizeof *out->test);
	for (size_t i = 0; i < rule->limits; i++) {
		TRY(test_limit(&rule->limit[i], r, &out->test[i], e));
		inside += out->test[i].inside;
	}
	out->eligible = rule->all ? inside > 0 && inside == rule->limits :
	    inside > 0;
	return true;
}

static bool
applies(const struct recount_rule *r, const struct contest *c)
{
	return rule_holds(&r->rule, c->date) && rule_covers(r->offices,
	    c->office);
}

bool
recount_eligibility(struct arena *a, const struct law *law,
    const struct contest *contest, const int64_t *votes, struct day certified,
    struct recount_answer **out, size_t *n, struct err *e)
{
	struct recount_answer *answers = arena_zero(a, law->recounts + 1,
	    sizeof *answers);
	struct result r;
	size_t found = 0;

	TRY(result_of(contest, votes, &r, e));
	for (size_t i = 0; i < law->recounts; i++) {
		if (!applies(&law->recount[i], contest))
			continue;
		TRY(answer(a, &law->recount[i], &r, &answers[found], e));
		open_window(a, law, certified, &answers[found]);
		name_zone(law, &answers[found].opens);
		name_zone(law, &answers[found].closes);
		found++;
	}
	if (found == 0)
		return err_set(e, ERR_DENIED,
		    "RULE_UNKNOWN: %s has no rule on recounts of %s (%s "
		    "office); what no rule decides is refused",
		    law->name, contest->title, contest->office);
	*out = answers;
	*n = found;
	return true;
}

enum recount_window
recount_window(const struct recount_answer *r, struct day on)
{
	if (!r->opens.known || !r->closes.known)
		return WINDOW_NONE;
	if (day_cmp(on, r->opens.day) < 0)
		return WINDOW_BEFORE;
	return day_cmp(on, r->closes.day) > 0 ? WINDOW_LATE : WINDOW_OPEN;
}
