/* SPDX-License-Identifier: Apache-2.0 */
/* Deadlines look at the record's own clock, in the legal time of the election. */
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/instant.h"
#include "law/calendar.h"
#include "text/json.h"

#include "record/inside.h"

#define MAX_EVENTS 16

struct events {
	struct record   *r;
	struct law_event item[MAX_EVENTS];
	size_t           n;
};

/* Events are known by the local day on which they were logged. */
static bool
add_event(void *ctx, const struct store_fact *fact, struct err *e)
{
	struct events *v = ctx;
	struct json_value *tree;
	const struct json_value *logged;
	struct day day;
	int64_t utc;
	int minute;

	TRY(json_tree_of(&v->r->each, fact->value, strlen(fact->value),
	    "event", &tree, e));
	logged = json_find(tree, "logged");
	if (v->n == MAX_EVENTS || logged == NULL || logged->text == NULL ||
	    !instant_parse(logged->text, logged->n, &utc))
		return true;
	(void)zone_local(&v->r->law->zone, utc, &day, &minute);
	v->item[v->n++] = (struct law_event){
		arena_text(&v->r->each, fact->id), day };
	return true;
}

static bool
find_deadlines(struct record *r, struct deadline **d, size_t *n,
    struct err *e)
{
	struct events v = { .r = r, .item = { { "election", r->date } },
		.n = 1 };

	TRY(store_facts(r->store, "event", NULL, add_event, &v, e));
	return calendar_deadlines(&r->each, r->law, v.item, v.n, "", d, n, e);
}

static const char *
tell(struct arena *a, const struct deadline *d, const char *words)
{
	char day[DAY_TEXT];

	return arena_printf(a, "%s: %s %s (%s; %s)", d->rule->title, words,
	    day_long(day, d->day), d->how, d->rule->cite);
}

bool
window_holds(const struct hearing *h, const char *opens, const char *closes,
    struct ruling *v, struct err *e)
{
	const struct deadline *open, *close;
	struct deadline *d;
	size_t n;

	if (*opens == '\0' && *closes == '\0')
		return true;
	TRY(find_deadlines(h->r, &d, &n, e));
	open = calendar_find(d, n, opens);
	close = calendar_find(d, n, closes);
	if ((*opens != '\0' && open == NULL) ||
	    (*closes != '\0' && close == NULL))
		return ruling_refuse(v, RULE_UNKNOWN, arena_printf(&h->r->each,
		    "no rule gives the deadline %s", *opens != '\0' &&
		    open == NULL ? opens : closes));
	if (open != NULL && (!open->known || h->until < open->utc))
		return ruling_refuse(v, TOO_EARLY, open->known ?
		    tell(&h->r->each, open, "not before") : open->how);
	if (close != NULL && close->known && !close->presumed &&
	    h->logged > close->utc)
		return ruling_refuse(v, TOO_LATE, tell(&h->r->each, close,
		    "no later than"));
	return true;
}
