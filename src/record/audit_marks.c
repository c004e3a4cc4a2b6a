/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a board read, against the plan: only contests and choices that are
 * there, and numbers that can be.  A reading that cannot be is a slip of the
 * pen, and it is told to the board while it has the paper in hand.
 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "model/tally.h"
#include "text/json.h"

#include "record/inside.h"

#define MOST_BALLOTS 10000000	/* in one batch */

struct marks {
	struct arena            *a;
	const struct json_value *contest;	/* of the plan */
	const char              *id;
	int64_t                  ballots;	/* in the batch; -1: the item is a ballot */
};

static int64_t
number_of(const struct json_value *m)
{
	int64_t n;

	return m != NULL && m->kind == JSON_NUMBER &&
	    num_parse(m->text, m->n, &n) == NUM_OK && n >= 0 ? n : -1;
}

static bool
is_listed(const struct json_value *list, const char *id)
{
	for (const struct json_value *v = list == NULL ? NULL : list->child;
	    v != NULL; v = v->next)
		if (v->kind == JSON_STRING && strcmp(v->text, id) == 0)
			return true;
	return false;
}

static size_t
listed(const struct json_value *list)
{
	size_t n = 0;

	for (const struct json_value *v = list == NULL ? NULL : list->child;
	    v != NULL; v = v->next)
		n++;
	return n;
}

/* The most that one ballot can give to one choice. */
static int64_t
most_of_a_ballot(const struct marks *m)
{
	enum social_choice kind = CHOICE_PLURALITY;
	int64_t points = number_of(json_find(m->contest, "max_score"));

	(void)social_choice_parse(json_text_in(m->contest, "kind"), &kind);
	switch (kind) {
	case CHOICE_SCORE:
		return points;
	case CHOICE_BORDA:
	case CHOICE_IRV:
		return (int64_t)listed(json_find(m->contest, "choices"));
	default:
		return 1;
	}
}

/* How many votes the ballots of a batch can have in all; -1: it is not limited so. */
static int64_t
most_of_a_batch(const struct marks *m)
{
	int64_t each = number_of(json_find(m->contest, "votes_allowed"));
	int64_t most;

	if (m->ballots < 0 || most_of_a_ballot(m) != 1 || each < 1 ||
	    strcmp(json_text_in(m->contest, "kind"), "approval") == 0 ||
	    !num_mul(&most, m->ballots, each))
		return -1;
	return most;
}

static char *
choice_is_wrong(const struct marks *m, const struct json_value *v)
{
	int64_t n = number_of(v), most = most_of_a_ballot(m);

	if (!is_listed(json_find(m->contest, "choices"), v->name))
		return arena_printf(m->a, "contest %s has no choice %s", m->id,
		    v->name);
	if (n < 0)
		return arena_printf(m->a, "contest %s, choice %s: expected a "
		    "whole number", m->id, v->name);
	if (m->ballots >= 0 && !num_mul(&most, most, m->ballots))
		return NULL;
	if (n <= most)
		return NULL;
	return arena_printf(m->a, "contest %s, choice %s: found %" PRId64
	    ", expected at most %" PRId64 " of %s", m->id, v->name, n, most,
	    m->ballots < 0 ? "one ballot" : "the ballots in the batch");
}

/* All votes of a batch together, against its ballots. */
static char *
sum_is_wrong(const struct marks *m, const struct json_value *marks)
{
	int64_t most = most_of_a_batch(m), sum = 0;

	for (const struct json_value *v = marks->child; v != NULL;
	    v = v->next)
		if (!num_add(&sum, sum, number_of(v)))
			return arena_printf(m->a, "contest %s: too many votes",
			    m->id);
	if (most < 0 || sum <= most)
		return NULL;
	return arena_printf(m->a, "contest %s: found %" PRId64 " votes, "
	    "expected at most %" PRId64 " of %" PRId64 " ballots", m->id, sum,
	    most, m->ballots);
}

static char *
contest_is_wrong(const struct marks *m, const struct json_value *marks)
{
	char *why = NULL;

	if (m->contest == NULL)
		return arena_printf(m->a, "the plan has no contest %s", m->id);
	if (marks->kind != JSON_OBJECT)
		return arena_printf(m->a, "contest %s: expected choices and "
		    "what was read for them", m->id);
	for (const struct json_value *v = marks->child; v != NULL &&
	    why == NULL; v = v->next)
		why = choice_is_wrong(m, v);
	return why != NULL ? why : sum_is_wrong(m, marks);
}

static const struct json_value *
contest_of(const struct json_value *plan, const char *id)
{
	const struct json_value *list = json_find(plan, "contests");

	for (const struct json_value *c = list == NULL ? NULL : list->child;
	    c != NULL; c = c->next)
		if (strcmp(json_text_in(c, "contest"), id) == 0)
			return c;
	return NULL;
}

char *
audit_marks_are_wrong(struct arena *a, const struct json_value *plan,
    const struct json_value *payload)
{
	const struct json_value *readings = json_find(payload, "readings");
	struct marks m = { .a = a, .ballots = -1 };

	if (readings == NULL)
		return NULL;
	if (json_find(payload, "position") == NULL) {
		m.ballots = number_of(json_find(payload, "ballots"));
		if (m.ballots < 0 || m.ballots > MOST_BALLOTS)
			return arena_printf(a, "expected how many ballots "
			    "were in the batch, 0 to %d", MOST_BALLOTS);
	}
	for (const struct json_value *v = readings->child; v != NULL;
	    v = v->next) {
		char *why;

		m.id = v->name;
		m.contest = contest_of(plan, v->name);
		why = contest_is_wrong(&m, v);
		if (why != NULL)
			return why;
	}
	return NULL;
}
