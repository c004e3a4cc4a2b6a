/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/err.h"

#include "law/check.h"
#include "law/sections.h"

bool
check_meet(const struct rule *a, const struct rule *b)
{
	return (!day_known(a->to) || day_cmp(b->from, a->to) <= 0) &&
	    (!day_known(b->to) || day_cmp(a->from, b->to) <= 0);
}

static struct place
place_of(const struct rule_file *f, const struct rule *r)
{
	return (struct place){ f->law.name, r->line, 0 };
}

static bool
refuse_pair(const struct rule_file *f, const struct rule *a,
    const struct rule *b, const char *what, struct err *e)
{
	return err_at(e, place_of(f, b), "found the rule \"%s\" on %s beside "
	    "\"%s\" of line %lld, expected no day on which both hold", b->id,
	    what, a->id, (long long)a->line);
}

static bool
check_ids(const struct rule_file *f, const struct section *s, struct err *e)
{
	const char *item;
	size_t n;

	memcpy(&item, (const char *)f + s->list_at, sizeof item);
	memcpy(&n, (const char *)f + s->count_at, sizeof n);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++) {
			const struct rule *a = (const void *)(item + j *
			    s->size);
			const struct rule *b = (const void *)(item + i *
			    s->size);

			if (strcmp(a->id, b->id) == 0 && check_meet(a, b))
				return refuse_pair(f, a, b, "the same thing",
				    e);
		}
	return true;
}

static bool
check_officials(const struct rule_file *f, struct err *e)
{
	const struct official_rule *o = f->law.official;

	for (size_t i = 0; i < f->law.officials; i++)
		for (size_t j = 0; j < i; j++)
			if (o[i].kind == o[j].kind &&
			    check_meet(&o[i].rule, &o[j].rule))
				return refuse_pair(f, &o[j].rule, &o[i].rule,
				    "the same kind of count", e);
	return true;
}

/* Do two lists of offices name one office both? */
static bool
share_office(const char *a, const char *b)
{
	char word[64];

	if (*a == '\0')
		return true;
	while (*a != '\0') {
		size_t n = strcspn(a, " ");

		if (n < sizeof word) {
			memcpy(word, a, n);
			word[n] = '\0';
			if (rule_covers(b, word))
				return true;
		}
		a += n + (a[n] == ' ');
	}
	return false;
}

static bool
check_winners(const struct rule_file *f, struct err *e)
{
	const struct winner_rule *w = f->law.winner;

	for (size_t i = 0; i < f->law.winners; i++)
		for (size_t j = 0; j < i; j++)
			if (share_office(w[i].offices, w[j].offices) &&
			    check_meet(&w[i].rule, &w[j].rule))
				return refuse_pair(f, &w[j].rule, &w[i].rule,
				    "the winner of the same office", e);
	return true;
}

static bool
check_electors(const struct rule_file *f, struct err *e)
{
	const struct elector_rule *r = f->law.elector;

	for (size_t i = 0; i < f->law.electors; i++)
		for (size_t j = 0; j < i; j++)
			if (check_meet(&r[i].rule, &r[j].rule))
				return refuse_pair(f, &r[j].rule, &r[i].rule,
				    "electoral votes", e);
	return true;
}

static bool
is_event(const struct law_calendar *c, const char *id)
{
	for (size_t i = 0; i < c->events; i++)
		if (strcmp(c->event[i].id, id) == 0)
			return true;
	return false;
}

/* Is ${id} one of the first ${n} deadlines? */
static bool
is_deadline(const struct law_calendar *c, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(c->due[i].rule.id, id) == 0)
			return true;
	return false;
}

static bool
check_name(const struct rule_file *f, const struct rule *r, const char *id,
    size_t deadlines, struct err *e)
{
	if (*id == '\0' || is_event(&f->calendar, id) ||
	    is_deadline(&f->calendar, deadlines, id))
		return true;
	return err_at(e, place_of(f, r), "found \"%s\" in the rule \"%s\", "
	    "expected an event or a deadline that stands before it", id,
	    r->id);
}

/* Counting only from what stands before makes a circle impossible. */
static bool
check_anchors(const struct rule_file *f, struct err *e)
{
	const struct law_calendar *c = &f->calendar;
	const struct law *l = &f->law;

	for (size_t i = 0; i < c->events; i++)
		if (c->event[i].due[0] != '\0' &&
		    !is_deadline(c, c->dues, c->event[i].due))
			return err_at(e, (struct place){ l->name, 0, 0 },
			    "found the event \"%s\" due by \"%s\", expected "
			    "a deadline of this file", c->event[i].id,
			    c->event[i].due);
	for (size_t i = 0; i < c->dues; i++) {
		const struct due *d = &c->due[i];

		if (is_event(c, d->rule.id))
			return err_at(e, place_of(f, &d->rule), "found the "
			    "deadline \"%s\" with the id of an event, "
			    "expected an id of its own", d->rule.id);
		TRY(check_name(f, &d->rule, d->shape.anchor, i, e));
	}
	for (size_t i = 0; i < l->recounts; i++)
		TRY(check_name(f, &l->recount[i].rule,
		    l->recount[i].window_event, c->dues, e));
	for (size_t i = 0; i < l->certifies; i++)
		TRY(check_name(f, &l->certify[i].rule, l->certify[i].after,
		    c->dues, e));
	return true;
}

bool
check_rules(const struct rule_file *f, struct err *e)
{
	for (const struct section *s = sections; s->key != NULL; s++)
		TRY(check_ids(f, s, e));
	TRY(check_officials(f, e));
	TRY(check_winners(f, e));
	TRY(check_electors(f, e));
	return check_anchors(f, e);
}
