/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"

#include "text/json.h"

#include "read/raire.h"

struct reading {
	struct arena         *a;
	const char           *file;
	struct json          *json;
	struct json_event     ev;
	struct raire_problem *out;
	int64_t               choices;	/* NUM_UNKNOWN until num_candidates was read */
	int64_t               winner;
	size_t                names;
	int64_t               names_line;
	struct err           *e;
};

static bool
next(struct reading *r)
{
	enum next got = json_next(r->json, &r->ev, r->e);

	/* json_next fails on a text that ends within a value. */
	return got == NEXT_ITEM;
}

static struct place
here(const struct reading *r)
{
	return (struct place){ r->file, r->ev.line, r->ev.column };
}

static bool
need(struct reading *r, enum json_kind kind, const char *what)
{
	TRY(next(r));
	if (r->ev.kind != kind)
		return err_at(r->e, here(r), "found another kind of value, "
		    "expected %s", what);
	return true;
}

static bool
is(const struct reading *r, const char *name)
{
	return r->ev.n == strlen(name) && memcmp(r->ev.p, name, r->ev.n) == 0;
}

/* The value that comes next, whatever it is. */
static bool
skip(struct reading *r)
{
	int depth = 0;

	do {
		TRY(next(r));
		if (r->ev.kind == JSON_OBJECT || r->ev.kind == JSON_ARRAY)
			depth++;
		if (r->ev.kind == JSON_OBJECT_END ||
		    r->ev.kind == JSON_ARRAY_END)
			depth--;
	} while (depth > 0 || r->ev.kind == JSON_NAME);
	return true;
}

static bool
number_here(struct reading *r, const char *what, int64_t *n)
{
	enum num_fault fault;

	if (r->ev.kind != JSON_NUMBER)
		return err_at(r->e, here(r), "%s: found another kind of value, "
		    "expected a number", what);
	fault = num_parse(r->ev.p, r->ev.n, n);
	if (fault != NUM_OK)
		return err_at(r->e, here(r), "%s: found %.40s, expected %s",
		    what, arena_str(r->a, r->ev.p, r->ev.n),
		    num_fault_text(fault));
	return true;
}

static bool
number(struct reading *r, const char *what, int64_t *n)
{
	TRY(next(r));
	return number_here(r, what, n);
}

static bool
text(struct reading *r, const char *what, const char **out)
{
	TRY(need(r, JSON_STRING, what));
	*out = arena_str(r->a, r->ev.p, r->ev.n);
	return true;
}

static bool
read_names(struct reading *r)
{
	const char **name = NULL;
	size_t cap = 0;

	TRY(need(r, JSON_ARRAY, "an array of the names of the candidates"));
	r->names_line = r->ev.line;
	for (;;) {
		TRY(next(r));
		if (r->ev.kind == JSON_ARRAY_END)
			break;
		if (r->ev.kind != JSON_STRING)
			return err_at(r->e, here(r), "metadata.candidates: "
			    "found another kind of value, expected a name");
		name = arena_grow(r->a, name, r->names, &cap, sizeof *name);
		name[r->names++] = arena_str(r->a, r->ev.p, r->ev.n);
	}
	r->out->name = name;
	return true;
}

static bool
read_metadata(struct reading *r)
{
	TRY(need(r, JSON_OBJECT, "metadata to be an object"));
	for (;;) {
		TRY(next(r));
		if (r->ev.kind == JSON_OBJECT_END)
			return true;
		if (is(r, "candidates"))
			TRY(read_names(r));
		else if (is(r, "contest"))
			TRY(text(r, "the name of the contest",
			    &r->out->contest));
		else
			TRY(skip(r));
	}
}

static bool
written(struct reading *r, const char *what, const char **out)
{
	TRY(need(r, JSON_NUMBER, what));
	*out = arena_str(r->a, r->ev.p, r->ev.n);
	return true;
}

static bool
read_audit(struct reading *r)
{
	struct raire_problem *p = r->out;

	TRY(need(r, JSON_OBJECT, "audit to be an object"));
	for (;;) {
		TRY(next(r));
		if (r->ev.kind == JSON_OBJECT_END)
			return true;
		if (is(r, "type"))
			TRY(text(r, "the type of the audit", &p->measure));
		else if (is(r, "total_auditable_ballots"))
			TRY(number(r, "audit.total_auditable_ballots",
			    &p->ballots));
		else if (is(r, "confidence"))
			TRY(written(r, "a number as audit.confidence",
			    &p->confidence));
		else if (is(r, "error_inflation_factor"))
			TRY(written(r,
			    "a number as audit.error_inflation_factor",
			    &p->inflation));
		else
			return err_at(r->e, here(r), "found audit.%.40s, "
			    "expected type, total_auditable_ballots, "
			    "confidence or error_inflation_factor",
			    arena_str(r->a, r->ev.p, r->ev.n));
	}
}

/* What stands at prefs; ${ballots} of them do. */
struct vote {
	int64_t ballots;
	uint8_t pref[RANKING_CHOICES];
	size_t  n;
	bool    has_prefs;
};

static bool
read_prefs(struct reading *r, struct vote *v)
{
	uint64_t seen = 0;
	int64_t c;

	TRY(need(r, JSON_ARRAY, "prefs to be an array"));
	v->has_prefs = true;
	for (;;) {
		TRY(next(r));
		if (r->ev.kind == JSON_ARRAY_END)
			return true;
		TRY(number_here(r, "prefs", &c));
		if (c >= (int64_t)r->out->rankings.choices)
			return err_at(r->e, here(r), "prefs: found %" PRId64
			    ", expected 0 to %zu", c,
			    r->out->rankings.choices - 1);
		if (seen & ranking_one((size_t)c))
			return err_at(r->e, here(r), "prefs: found %" PRId64
			    " a second time, expected each once", c);
		seen |= ranking_one((size_t)c);
		v->pref[v->n++] = (uint8_t)c;
	}
}

static bool
read_vote(struct reading *r)
{
	struct vote v = { .ballots = NUM_UNKNOWN };
	struct place at = here(r);
	struct err why = { 0 };

	if (r->ev.kind != JSON_OBJECT)
		return err_at(r->e, at, "votes: found another kind of value, "
		    "expected an object with n and prefs");
	for (;;) {
		TRY(next(r));
		if (r->ev.kind == JSON_OBJECT_END)
			break;
		if (is(r, "n"))
			TRY(number(r, "n", &v.ballots));
		else if (is(r, "prefs"))
			TRY(read_prefs(r, &v));
		else
			return err_at(r->e, here(r), "votes: found %.40s, "
			    "expected n or prefs",
			    arena_str(r->a, r->ev.p, r->ev.n));
	}
	if (!num_known(v.ballots) || !v.has_prefs)
		return err_at(r->e, at, "votes: found no %s, expected n and "
		    "prefs", v.has_prefs ? "n" : "prefs");
	if (!rankings_add(r->a, &r->out->rankings, v.pref, v.n, v.ballots,
	    &why))
		return err_at(r->e, at, "votes: %s", why.text);
	return true;
}

static bool
read_votes(struct reading *r)
{
	TRY(need(r, JSON_ARRAY, "votes to be an array"));
	if (!num_known(r->choices))
		return err_at(r->e, here(r), "found votes, expected "
		    "num_candidates before them");
	for (;;) {
		TRY(next(r));
		if (r->ev.kind == JSON_ARRAY_END)
			return true;
		TRY(read_vote(r));
	}
}

static bool
read_choices(struct reading *r)
{
	TRY(number(r, "num_candidates", &r->choices));
	if (r->choices < 1 || r->choices > (int64_t)RANKING_CHOICES)
		return err_at(r->e, here(r), "num_candidates: found %" PRId64
		    ", expected 1 to %zu", r->choices, RANKING_CHOICES);
	r->out->rankings.choices = (size_t)r->choices;
	return true;
}

static bool
read_member(struct reading *r)
{
	/* Settings of a run of those programs, not of the problem. */
	static const char *const run[] = { "trim_algorithm",
		"difficulty_estimate", "time_limit_seconds" };

	if (is(r, "metadata"))
		return read_metadata(r);
	if (is(r, "num_candidates"))
		return read_choices(r);
	if (is(r, "votes"))
		return read_votes(r);
	if (is(r, "winner"))
		return number(r, "winner", &r->winner);
	if (is(r, "audit"))
		return read_audit(r);
	for (size_t i = 0; i < sizeof run / sizeof *run; i++)
		if (is(r, run[i]))
			return skip(r);
	return err_at(r->e, here(r), "found %.40s, expected metadata, "
	    "num_candidates, votes, winner, audit, trim_algorithm, "
	    "difficulty_estimate or time_limit_seconds",
	    arena_str(r->a, r->ev.p, r->ev.n));
}

static bool
is_whole(struct reading *r)
{
	struct place top = { r->file, 0, 0 };
	struct place names = { r->file, r->names_line, 0 };

	if (!num_known(r->choices))
		return err_at(r->e, top, "found no num_candidates");
	if (num_known(r->winner) && r->winner >= r->choices)
		return err_at(r->e, top, "winner: found %" PRId64
		    ", expected 0 to %" PRId64, r->winner, r->choices - 1);
	if (r->out->name != NULL && r->names != (size_t)r->choices)
		return err_at(r->e, names, "metadata.candidates: found %zu "
		    "names, expected %d", r->names, (int)r->choices);
	if (num_known(r->winner))
		r->out->winner = (size_t)r->winner;
	return true;
}

bool
raire_read_json(struct arena *a, struct feed s, struct raire_problem *out,
    struct err *e)
{
	struct raire_problem got = { .winner = SIZE_MAX,
		.ballots = NUM_UNKNOWN };
	struct reading r = { .a = a, .file = s.name, .out = &got, .e = e,
		.choices = NUM_UNKNOWN, .winner = NUM_UNKNOWN };

	r.json = json_open(a, s);
	TRY(need(&r, JSON_OBJECT, "an object"));
	for (;;) {
		TRY(next(&r));
		if (r.ev.kind == JSON_OBJECT_END)
			break;
		TRY(read_member(&r));
	}
	if (json_next(r.json, &r.ev, e) == NEXT_FAILED)
		return false;
	TRY(is_whole(&r));
	*out = got;
	return true;
}
