/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/arena.h"

#include "law/scalar.h"
#include "law/sections.h"

static_assert(sizeof(enum recount_base) == sizeof(int), "read as int");

static const char *const start_words[] = { "automatic", "on_request", NULL };
static const char *const base_words[] = { "total", "winner", "pair",
	"absolute", "tie", NULL };
static const char *const join_words[] = { "any", "all", NULL };

static const struct schema_field limit_fields[] = {
	WORD("of", true, struct recount_limit, base, base_words, 0),
	FIELD("share", SCHEMA_SHARE, false, struct recount_limit, share),
	FIELD("votes", SCHEMA_VOTES, false, struct recount_limit, share.num),
	FIELD("inclusive", SCHEMA_BOOL, false, struct recount_limit,
	    inclusive),
	{ 0 },
};
static const struct schema limit_schema = { "a limit", NULL, limit_fields };

struct window {
	const char *event;
	int         days;
	bool        business;
};
static const struct schema_field window_fields[] = {
	FIELD("after", SCHEMA_ID, true, struct window, event),
	WHOLE("days", true, struct window, days, 1, 366),
	FIELD("business_days", SCHEMA_BOOL, true, struct window, business),
	{ 0 },
};
static const struct schema window_schema = { "a window", NULL,
	window_fields };

static const struct schema_field recount_fields[] = {
	WORD("start", true, struct recount_rule, start, start_words, 0),
	PART("limits", true),
	PART("join", false),
	FIELD("who", SCHEMA_TEXT, true, struct recount_rule, who),
	FIELD("method", SCHEMA_TEXT, true, struct recount_rule, method),
	PART("window", false),
	FIELD("offices", SCHEMA_IDS, false, struct recount_rule, offices),
	{ 0 },
};
const struct schema sections_recount = { "a recount rule",
	&sections_rule, recount_fields };

/* A limit gives a share, votes, or (a tie) neither; and says whether equality is inside. */
static bool
read_limit(struct arena *a, const struct tree *n, struct recount_limit *l,
    struct err *e)
{
	const struct tree *share, *votes, *inclusive;
	bool is_votes, is_tie;

	TRY(schema_read(a, &limit_schema, n, l, e));
	share = tree_find(n, "share");
	votes = tree_find(n, "votes");
	inclusive = tree_find(n, "inclusive");
	is_votes = l->base == RECOUNT_ABSOLUTE;
	is_tie = l->base == RECOUNT_TIE;
	if ((share != NULL) != (!is_votes && !is_tie) ||
	    (votes != NULL) != is_votes || (inclusive == NULL) != is_tie)
		return err_at(e, n->at, "found a limit that does not fit "
		    "\"%s\", expected share and inclusive for total, winner "
		    "and pair, votes and inclusive for absolute, nothing else "
		    "for tie", base_words[l->base]);
	if (is_votes || is_tie)
		l->share.den = 1;
	if (is_tie)
		l->inclusive = true;
	return true;
}

static bool
read_limits(struct arena *a, const struct tree *list, struct recount_rule *r,
    struct err *e)
{
	const size_t room = sizeof r->limit / sizeof r->limit[0];

	TRY(schema_list(list, "limits", e));
	if (schema_length(list) == 0 || schema_length(list) > room)
		return err_at(e, list->at, "found %zu limits, expected 1 to "
		    "%zu", schema_length(list), room);
	for (const struct tree *n = list->child; n != NULL; n = n->next)
		TRY(read_limit(a, n, &r->limit[r->limits++], e));
	return true;
}

/* Several limits need a word that joins them; one limit needs none. */
static bool
read_join(const struct tree *n, struct recount_rule *r, struct err *e)
{
	const struct tree *join = tree_find(n, "join");
	int word = 0;

	if (join == NULL && r->limits > 1)
		return err_at(e, n->at, "found %zu limits without \"join\", "
		    "expected any or all", r->limits);
	if (join != NULL)
		TRY(scalar_word(join, join_words, &word, e));
	r->all = word == 1;
	return true;
}

bool
sections_recount_finish(struct arena *a, const struct tree *n, void *item,
    struct err *e)
{
	struct recount_rule *r = item;
	struct window w = { .event = "" };
	const struct tree *window = tree_find(n, "window");

	TRY(read_limits(a, tree_find(n, "limits"), r, e));
	TRY(read_join(n, r, e));
	if (window != NULL)
		TRY(schema_read(a, &window_schema, window, &w, e));
	r->window_event = w.event;
	r->window_days = w.days;
	r->business_days = w.business;
	return true;
}
