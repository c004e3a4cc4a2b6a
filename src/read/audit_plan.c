/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "model/risk.h"
#include "text/canon.h"
#include "text/json.h"

#include "read/audit_plan.h"

#define SCHEMA "canvass-audit-plan-1"

struct reading {
	struct arena *a;
	const char   *name;	/* of the object */
	struct err   *e;
};

static bool
wrong(const struct reading *x, const struct json_value *at, const char *member,
    const char *expected)
{
	return err_at(x->e, (struct place){ x->name, at->line, at->column },
	    "member \"%s\": expected %s", member, expected);
}

static bool
text_of(const struct reading *x, const struct json_value *v, const char *name,
    const char **out)
{
	*out = json_text_find(v, name);
	return *out != NULL || wrong(x, v, name, "a text");
}

static bool
number_of(const struct reading *x, const struct json_value *v,
    const char *name, int64_t *out)
{
	const struct json_value *m = json_find(v, name);

	return (m != NULL && m->kind == JSON_NUMBER &&
	    num_parse(m->text, m->n, out) == NUM_OK) ||
	    wrong(x, v, name, "a whole number");
}

static bool
list_of(const struct reading *x, const struct json_value *v, const char *name,
    const struct json_value **out, size_t *n)
{
	*out = json_find(v, name);
	*n = 0;
	if (*out == NULL || (*out)->kind != JSON_ARRAY)
		return wrong(x, v, name, "a list");
	for (const struct json_value *i = (*out)->child; i != NULL; i = i->next)
		(*n)++;
	return true;
}

static bool
is_true(const struct json_value *v, const char *name)
{
	const struct json_value *m = json_find(v, name);

	return m != NULL && m->kind == JSON_TRUE;
}

/* "0", or a ratio as a risk limit is one. */
static bool
rate_of(const struct reading *x, const struct json_value *v, const char *name,
    struct ratio *out)
{
	const char *text = json_text_find(v, name);

	*out = (struct ratio){ 0, 1 };
	if (text == NULL || strcmp(text, "0") == 0)
		return true;
	return risk_limit_parse(text, out) ||
	    wrong(x, v, name, "a share such as 1/1000");
}

static bool
read_rates(const struct reading *x, const struct json_value *v,
    struct audit_rates *out)
{
	if (v == NULL) {
		struct ratio none = { 0, 1 };

		*out = (struct audit_rates){ none, none, none, none };
		return true;
	}
	TRY(rate_of(x, v, "o1", &out->o1));
	TRY(rate_of(x, v, "o2", &out->o2));
	TRY(rate_of(x, v, "u1", &out->u1));
	return rate_of(x, v, "u2", &out->u2);
}

static bool
read_choices(const struct reading *x, const struct json_value *v,
    struct tally *t)
{
	const struct json_value *choices, *votes;
	const char **choice;
	int64_t *n;
	size_t many, i = 0;

	TRY(list_of(x, v, "choices", &choices, &t->choices));
	TRY(list_of(x, v, "votes", &votes, &many));
	if (many != t->choices)
		return wrong(x, v, "votes", "a number for each choice");
	choice = arena_zero(x->a, many + 1, sizeof *choice);
	n = arena_zero(x->a, many + 1, sizeof *n);
	t->choice = choice;
	t->votes = n;
	votes = votes->child;
	for (choices = choices->child; choices != NULL; choices =
	    choices->next, votes = votes->next, i++) {
		if (choices->kind != JSON_STRING)
			return wrong(x, v, "choices", "ids");
		choice[i] = choices->text;
		if (votes->kind != JSON_NUMBER ||
		    num_parse(votes->text, votes->n, &n[i]) != NUM_OK)
			return wrong(x, v, "votes", "whole numbers");
		for (size_t k = 0; k < i; k++)
			if (strcmp(choice[k], choice[i]) == 0)
				return wrong(x, v, "choices", "each once");
	}
	return true;
}

static bool
read_tally(const struct reading *x, const struct json_value *v,
    struct tally *t)
{
	const char *kind, *threshold = json_text_find(v, "threshold");

	TRY(text_of(x, v, "contest", &t->contest));
	TRY(text_of(x, v, "kind", &kind));
	if (!social_choice_parse(kind, &t->kind))
		return wrong(x, v, "kind", "one of plurality, majority, "
		    "approval, score, borda, dhondt and irv");
	TRY(number_of(x, v, "votes_allowed", &t->votes_allowed));
	TRY(number_of(x, v, "winners", &t->winners));
	TRY(number_of(x, v, "ballots", &t->ballots));
	if (t->kind == CHOICE_SCORE)
		TRY(number_of(x, v, "max_score", &t->max_score));
	TRY(read_choices(x, v, t));
	t->runoff = is_true(v, "runoff");
	t->threshold = (struct ratio){ 0, 1 };
	if (threshold != NULL && !risk_limit_parse(threshold, &t->threshold))
		return wrong(x, v, "threshold", "a share such as 1/2");
	return tally_check(t, x->e);
}

static bool
read_contests(const struct reading *x, const struct json_value *v,
    struct audit_plan *p)
{
	const struct json_value *list;
	size_t i = 0;

	TRY(list_of(x, v, "contests", &list, &p->contests));
	p->contest = arena_zero(x->a, p->contests + 1, sizeof *p->contest);
	for (list = list->child; list != NULL; list = list->next, i++) {
		struct audit_contest *c = &p->contest[i];

		TRY(read_tally(x, list, &c->tally));
		c->targeted = is_true(list, "targeted");
		c->assertions = json_text_find(list, "assertions");
		if (c->targeted && p->targeted < i)
			return wrong(x, list, "targeted", "targeted contests "
			    "first");
		p->targeted += c->targeted;
		for (size_t k = 0; k < i; k++)
			if (strcmp(p->contest[k].tally.contest,
			    c->tally.contest) == 0)
				return wrong(x, list, "contest", "each once");
	}
	return p->targeted > 0 || wrong(x, v, "contests", "one at least that "
	    "is targeted");
}

bool
audit_plan_read(struct arena *a, struct bytes text, const char *name,
    struct audit_plan *out, struct err *e)
{
	struct reading x = { a, name, e };
	const char *schema, *method, *limit, *sampler;
	struct json_value *v;

	*out = (struct audit_plan){ 0 };
	TRY(json_tree_of(a, text.p, text.n, name, &v, e));
	TRY(text_of(&x, v, "schema", &schema));
	if (strcmp(schema, SCHEMA) != 0)
		return wrong(&x, v, "schema", SCHEMA);
	TRY(text_of(&x, v, "audit", &out->audit));
	TRY(text_of(&x, v, "method", &method));
	TRY(text_of(&x, v, "sampler", &sampler));
	TRY(text_of(&x, v, "risk_limit", &limit));
	if (!audit_method_parse(method, &out->method))
		return wrong(&x, v, "method", "one of those in docs/audit.md");
	if (!audit_sampler_parse(sampler, &out->sampler))
		return wrong(&x, v, "sampler", "one of consistent, counter, "
		    "cryptorandom, ppeb and all");
	if (!audit_sampler_fits(out->method, out->sampler))
		return wrong(&x, v, "sampler", "one that the method can look "
		    "at (docs/audit.md)");
	if (!risk_limit_parse(limit, &out->risk_limit))
		return wrong(&x, v, "risk_limit", "a share such as 1/20");
	TRY(read_rates(&x, json_find(v, "rates"), &out->rates));
	return read_contests(&x, v, out);
}

static void
put_text(struct buf *out, const char *name, const char *text)
{
	buf_printf(out, "\"%s\":", name);
	canon_text(out, text);
}

static void
put_ratio(struct buf *out, const char *name, struct ratio r)
{
	if (r.num == 0)
		buf_printf(out, "\"%s\":\"0\"", name);
	else
		buf_printf(out, "\"%s\":\"%" PRId64 "/%" PRId64 "\"", name,
		    r.num, r.den);
}

/* Members stand in the order of their names. */
static void
put_contest(struct buf *out, const struct audit_contest *c)
{
	const struct tally *t = &c->tally;

	buf_char(out, '{');
	if (c->assertions != NULL) {
		put_text(out, "assertions", c->assertions);
		buf_char(out, ',');
	}
	buf_printf(out, "\"ballots\":%" PRId64 ",\"choices\":[", t->ballots);
	for (size_t i = 0; i < t->choices; i++) {
		buf_str(out, i > 0 ? "," : "");
		canon_text(out, t->choice[i]);
	}
	buf_str(out, "],");
	put_text(out, "contest", t->contest);
	buf_char(out, ',');
	put_text(out, "kind", social_choice_id(t->kind));
	if (t->kind == CHOICE_SCORE)
		buf_printf(out, ",\"max_score\":%" PRId64, t->max_score);
	if (t->runoff)
		buf_str(out, ",\"runoff\":true");
	buf_printf(out, ",\"targeted\":%s", c->targeted ? "true" : "false");
	if (t->threshold.num != 0) {
		buf_char(out, ',');
		put_ratio(out, "threshold", t->threshold);
	}
	buf_str(out, ",\"votes\":[");
	for (size_t i = 0; i < t->choices; i++)
		buf_printf(out, "%s%" PRId64, i > 0 ? "," : "", t->votes[i]);
	buf_printf(out, "],\"votes_allowed\":%" PRId64 ",\"winners\":%" PRId64
	    "}", t->votes_allowed, t->winners);
}

void
audit_plan_write(struct buf *out, const struct audit_plan *p)
{
	buf_char(out, '{');
	put_text(out, "audit", p->audit);
	buf_str(out, ",\"contests\":[");
	for (size_t i = 0; i < p->contests; i++) {
		buf_str(out, i > 0 ? "," : "");
		put_contest(out, &p->contest[i]);
	}
	buf_str(out, "],");
	put_text(out, "method", audit_method_of(p->method)->id);
	buf_str(out, ",\"rates\":{");
	put_ratio(out, "o1", p->rates.o1);
	buf_char(out, ',');
	put_ratio(out, "o2", p->rates.o2);
	buf_char(out, ',');
	put_ratio(out, "u1", p->rates.u1);
	buf_char(out, ',');
	put_ratio(out, "u2", p->rates.u2);
	buf_str(out, "},");
	put_ratio(out, "risk_limit", p->risk_limit);
	buf_char(out, ',');
	put_text(out, "sampler", audit_sampler_id(p->sampler));
	buf_char(out, ',');
	put_text(out, "schema", SCHEMA);
	buf_char(out, '}');
}
