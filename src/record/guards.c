/* SPDX-License-Identifier: Apache-2.0 */
/* The facts that guards ask for, taken from the record; outcome/guard.h judges them. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"
#include "outcome/guard.h"
#include "text/json.h"

#include "record/inside.h"

#define MAX_RETURNS ((size_t)64 << 20)
#define MAX_CHOICES 1024

struct ask {
	const struct hearing *h;
	struct record        *r;
	struct arena         *a;
	const struct act     *act;
	struct ruling       *v;
	struct err           *e;
};

static bool
refuse(struct ask *q, enum refusal code, const char *why)
{
	return ruling_refuse(q->v, code, why);
}

static bool
take(struct ask *q, struct guard_answer answer)
{
	return answer.code == REFUSAL_NONE ||
	    refuse(q, answer.code, answer.why);
}

static bool
fact_of(struct ask *q, const char *kind, const char *id,
    struct json_value **tree, struct store_fact *fact)
{
	bool found;

	*tree = NULL;
	TRY(store_fact_find(q->r->store, q->a, kind, id, &found, fact, q->e));
	return !found || json_tree_of(q->a, fact->value, strlen(fact->value),
	    kind, tree, q->e);
}

/* A list of texts. */
static struct guard_names
names_of(struct arena *a, const struct json_value *list)
{
	const char **name;
	size_t n = 0;

	if (list == NULL)
		return (struct guard_names){ NULL, 0 };
	for (const struct json_value *v = list->child; v != NULL; v = v->next)
		n++;
	name = arena_zero(a, n + 1, sizeof *name);
	n = 0;
	for (const struct json_value *v = list->child; v != NULL; v = v->next)
		name[n++] = v->text != NULL ? v->text : "";
	return (struct guard_names){ name, n };
}

static bool
member_of(struct ask *q, const char *actor, struct guard_member *out)
{
	struct json_value *person;
	struct store_fact fact;

	TRY(fact_of(q, "person", actor, &person, &fact));
	*out = (struct guard_member){ actor, json_text_in(person, "party"),
		json_text_in(person, "candidate") };
	return true;
}

/* The board that the payload names; *${found}: is it appointed? */
static bool
find_board(struct ask *q, struct guard_board *b, bool *found)
{
	const char *id = payload_text(q->act, "board");
	struct store_fact fact = { 0 };
	struct json_value *board = NULL;
	const struct json_value *differ, *quorum;
	struct guard_member *member;
	struct guard_names names;

	*found = false;
	if (id != NULL)
		TRY(fact_of(q, "board", id, &board, &fact));
	if (board == NULL || strcmp(fact.state, "appointed") != 0)
		return refuse(q, NO_QUORUM, id == NULL ?
		    "the act names no board" : "the board is not appointed");
	if (*fact.unit != '\0' && strcmp(fact.unit, q->act->unit) != 0)
		return refuse(q, NO_QUORUM, arena_printf(q->a, "the board %s "
		    "is of unit %s", id, fact.unit));
	names = names_of(q->a, json_find(board, "members"));
	member = arena_zero(q->a, names.n + 1, sizeof *member);
	for (size_t i = 0; i < names.n; i++)
		TRY(member_of(q, names.name[i], &member[i]));
	differ = json_find(board, "parties_differ");
	quorum = json_find(board, "quorum");
	*b = (struct guard_board){ id, member, names.n, INT64_MAX,
		differ != NULL && differ->kind == JSON_TRUE };
	if (quorum != NULL && quorum->kind == JSON_NUMBER)
		(void)num_parse(quorum->text, quorum->n, &b->quorum);
	*found = true;
	return true;
}

static const struct json_value *
payload_part(const struct act *act, const char *name)
{
	return act->payload == NULL ? NULL : json_find(act->payload, name);
}

static bool
ask_quorum(struct ask *q)
{
	const struct json_value *vote = payload_part(q->act, "vote");
	struct guard_board board;
	bool found;

	TRY(find_board(q, &board, &found));
	if (!found)
		return true;
	if (vote == NULL)
		return refuse(q, NO_QUORUM, "the act does not say how the "
		    "members of the board voted");
	return take(q, guard_quorum(q->a, &board,
	    names_of(q->a, json_find(vote, "for")),
	    names_of(q->a, json_find(vote, "against"))));
}

static bool
ask_two(struct ask *q)
{
	struct guard_board board;
	bool found;

	TRY(find_board(q, &board, &found));
	return !found || take(q, guard_two(q->a, &board,
	    names_of(q->a, payload_part(q->act, "by"))));
}

struct open_findings {
	const char *unit;
	int64_t     n;
	char        first[200];
};

static bool
count_finding(void *ctx, const struct store_fact *fact, struct err *e)
{
	struct open_findings *f = ctx;

	(void)e;
	if (*f->unit != '\0' && strcmp(f->unit, fact->unit) != 0)
		return true;
	if (f->n++ == 0)
		(void)strncpy(f->first, fact->id, sizeof f->first - 1);
	return true;
}

static bool
ask_findings(struct ask *q)
{
	/* What a county certifies waits for its own findings, and for no others. */
	struct open_findings f = { .unit = strncmp(q->act->subject,
	    "canvass/", 8) == 0 ? q->act->subject + 8 : "" };

	TRY(store_facts(q->r->store, "finding", "open", count_finding, &f,
	    q->e));
	if (f.n == 0)
		return true;
	return refuse(q, WRONG_STATE, arena_printf(q->a, "%" PRId64 " %s open "
	    "and not explained, the first is %s", f.n, f.n == 1 ?
	    "finding is" : "findings are", f.first));
}

/* Subjects that have come to one of some states. */
struct reached {
	const char *states;	/* " certified filed " */
	const char *subject;	/* this one only; NULL: all */
	int64_t     n;
};

static bool
count_reached(void *ctx, const struct store_subject *s, struct err *e)
{
	struct reached *c = ctx;
	char word[80];

	(void)e;
	(void)snprintf(word, sizeof word, " %s ", s->state);
	c->n += strstr(c->states, word) != NULL &&
	    (c->subject == NULL || strcmp(c->subject, s->id) == 0);
	return true;
}

static bool
ask_units(struct ask *q)
{
	struct reached c = { " certified filed recertified ", NULL, 0 };

	TRY(store_subjects(q->r->store, "canvass", count_reached, &c, q->e));
	return take(q, guard_units(q->a, c.n, q->r->units, "certified"));
}

static bool
ask_audit(struct ask *q)
{
	struct reached c = { " confirmed reported ",
		payload_text(q->act, "audit"), 0 };

	TRY(store_subjects(q->r->store, "audit", count_reached, &c, q->e));
	return c.n > 0 || refuse(q, WRONG_STATE, "no audit is confirmed or "
	    "reported, and the law asks for one before this");
}

struct manifests { const char *prefix; int64_t n; };

static bool
count_manifest(void *ctx, const struct store_fact *fact, struct err *e)
{
	struct manifests *m = ctx;

	(void)e;
	m->n += strncmp(fact->id, m->prefix, strlen(m->prefix)) == 0;
	return true;
}

static bool
ask_manifests(struct ask *q)
{
	struct manifests m = { arena_printf(q->a, "%s/",
	    strchr(q->act->subject, '/') + 1), 0 };

	TRY(store_facts(q->r->store, "manifest", NULL, count_manifest, &m,
	    q->e));
	return take(q, guard_units(q->a, m.n, q->r->units,
	    "committed a manifest"));
}

/* Votes by choice, as the payload or a returns object has them. */
struct votes {
	const char *choice[MAX_CHOICES];
	int64_t     n[MAX_CHOICES];
	size_t      choices;
};

static bool
read_votes(const struct json_value *v, struct votes *out)
{
	out->choices = 0;
	if (v == NULL || v->kind != JSON_OBJECT)
		return false;
	for (v = v->child; v != NULL; v = v->next) {
		if (out->choices == MAX_CHOICES || v->kind != JSON_NUMBER ||
		    num_parse(v->text, v->n, &out->n[out->choices]) != NUM_OK)
			return false;
		out->choice[out->choices++] = v->name;
	}
	return out->choices > 0;
}

/* Add those of ${v} to ${sum}: the same choices, in any order. */
static bool
add_votes(struct votes *sum, const struct votes *v)
{
	if (v->choices != sum->choices)
		return false;
	for (size_t i = 0; i < v->choices; i++) {
		size_t k = 0;

		while (k < sum->choices &&
		    strcmp(sum->choice[k], v->choice[i]) != 0)
			k++;
		if (k == sum->choices ||
		    !num_add(&sum->n[k], sum->n[k], v->n[i]))
			return false;
	}
	return true;
}

/* Is the sum of the units the total, and the total what was certified? */
static bool
returns_add_up(struct arena *a, const struct json_value *returns,
    const struct votes *certified)
{
	const struct json_value *units = json_find(returns, "units");
	struct votes *sum = arena_zero(a, 1, sizeof *sum);
	struct votes *v = arena_zero(a, 1, sizeof *v);

	if (units == NULL || units->child == NULL ||
	    !read_votes(json_find(returns, "total"), v))
		return false;
	*sum = *certified;
	memset(sum->n, 0, sizeof sum->n);
	if (!add_votes(sum, v) ||
	    memcmp(sum->n, certified->n, sizeof sum->n) != 0)
		return false;
	memset(sum->n, 0, sizeof sum->n);
	for (const struct json_value *u = units->child; u != NULL; u = u->next)
		if (!read_votes(json_find(u, "votes"), v) ||
		    !add_votes(sum, v))
			return false;
	return memcmp(sum->n, certified->n, sizeof sum->n) == 0;
}

/* Returns of another contest are no returns of this one. */
static bool
is_other_contest(const struct act *act, const struct json_value *returns)
{
	const char *contest = payload_text(act, "contest");

	return contest != NULL &&
	    strcmp(json_text_in(returns, "contest"), contest) != 0;
}

static bool
ask_returns(struct ask *q)
{
	const char *hex = payload_text(q->act, "returns");
	struct votes *certified = arena_zero(q->a, 1, sizeof *certified);
	struct json_value *returns;
	struct bytes text;
	struct err missing;

	if (hex == NULL || !read_votes(payload_part(q->act, "votes"),
	    certified))
		return refuse(q, WRONG_STATE, "the act names no returns, or no "
		    "votes by choice");
	if (!record_object(q->r, q->a, hex, MAX_RETURNS, &text, &missing))
		return refuse(q, WRONG_STATE, arena_printf(q->a, "the returns "
		    "%s are not in this record", hex));
	if (!json_tree_of(q->a, text.p, text.n, hex, &returns, &missing) ||
	    strcmp(json_text_in(returns, "schema"), "canvass-returns-1") != 0)
		return refuse(q, WRONG_STATE, "the returns are not of the form "
		    "canvass-returns-1");
	if (is_other_contest(q->act, returns))
		return refuse(q, WRONG_STATE, "the returns are those of "
		    "another contest");
	return returns_add_up(q->a, returns, certified) ||
	    refuse(q, WRONG_STATE, "the returns of the units do not add up to "
	    "the votes");
}

/* What the definition says of contest ${id}. */
static bool
find_contest(struct ask *q, const char *id, struct contest *c)
{
	const struct json_value *list;

	TRY(record_definition(q->r, q->e));
	*c = (struct contest){ 0 };
	list = json_find(q->r->definition, "contests");
	for (const struct json_value *v = list == NULL ? NULL : list->child;
	    v != NULL; v = v->next) {
		const struct json_value *winners = json_find(v, "winners");
		const char *date = json_text_in(v, "date");
		int64_t n = 1;

		if (strcmp(json_text_in(v, "id"), id) != 0)
			continue;
		if (winners != NULL && winners->text != NULL)
			(void)num_parse(winners->text, winners->n, &n);
		c->id = id;
		c->title = json_text_in(v, "title");
		c->office = json_text_in(v, "office");
		c->winners = (uint16_t)n;
		c->date = q->r->date;
		(void)day_parse(date, strlen(date), &c->date);
	}
	return true;
}

static bool
ask_margin(struct ask *q)
{
	const char *id = payload_text(q->act, "contest");
	struct votes *votes = arena_zero(q->a, 1, sizeof *votes);
	struct json_value *certificate = NULL;
	struct store_fact fact;
	struct contest c;
	struct choice *choice;

	if (id != NULL)
		TRY(fact_of(q, "certificate", id, &certificate, &fact));
	if (certificate == NULL ||
	    !read_votes(json_find(certificate, "votes"), votes))
		return refuse(q, TOO_EARLY, "no result of this contest is "
		    "certified yet");
	TRY(find_contest(q, id, &c));
	if (c.id == NULL)
		return refuse(q, WRONG_STATE, "there is no such contest");
	choice = arena_zero(q->a, votes->choices, sizeof *choice);
	for (size_t i = 0; i < votes->choices; i++)
		choice[i].id = choice[i].name = choice[i].label =
		    votes->choice[i];
	c.choice = choice;
	c.choices = (uint16_t)votes->choices;
	return take(q, guard_margin(q->a, q->r->law, &c, votes->n));
}

/* An act of a court, by its receipt. */
static bool
ask_order(struct ask *q)
{
	const char *key = payload_text(q->act, "order");
	struct store_receipt receipt = { .seq = -1 };
	struct store_row row;
	bool found = false;

	if (q->act->role[0] != '\0' && strcmp(q->act->role, "court") == 0)
		return true;
	if (key != NULL)
		TRY(store_receipt_find(q->r->store, key, &found, &receipt,
		    q->e));
	if (!found || receipt.seq < 0)
		return refuse(q, NO_AUTHORITY, "only a court's order allows "
		    "this, and the act names none of this record");
	TRY(store_entry(q->r->store, q->a, receipt.seq, &row, q->e));
	if (strcmp(row.role, "court") != 0 || strcmp(row.outcome, "done") != 0)
		return refuse(q, NO_AUTHORITY, "what the act names as a "
		    "court's order is none");
	return true;
}

static bool
ask_chain(struct ask *q)
{
	const char *from = payload_text(q->act, "from");
	const char *to = payload_text(q->act, "to");
	struct json_value *last;
	struct store_fact fact;

	if (from == NULL || to == NULL || strcmp(from, to) == 0)
		return refuse(q, NO_QUORUM, "custody passes from one person to "
		    "another, and the act names fewer than two");
	TRY(fact_of(q, "custody", strchr(q->act->subject, '/') + 1, &last,
	    &fact));
	if (last == NULL || strcmp(fact.state, from) == 0)
		return true;
	return refuse(q, WRONG_STATE, arena_printf(q->a, "%s is held by %s, "
	    "not by %s", q->act->subject, fact.state, from));
}

static bool (*const guards[GUARDS])(struct ask *q) = {
	[GUARD_FINDINGS] = ask_findings,
	[GUARD_QUORUM] = ask_quorum,
	[GUARD_TWO] = ask_two,
	[GUARD_UNITS] = ask_units,
	[GUARD_AUDIT] = ask_audit,
	[GUARD_RETURNS] = ask_returns,
	[GUARD_MARGIN] = ask_margin,
	[GUARD_ORDER] = ask_order,
	[GUARD_MANIFESTS] = ask_manifests,
	[GUARD_CHAIN] = ask_chain,
};

bool
guards_hold(const struct hearing *h, uint32_t needs, struct ruling *v,
    struct err *e)
{
	struct ask q = { h, h->r, &h->r->each, h->act, v, e };

	for (int g = 0; g < GUARDS; g++) {
		if ((needs & 1u << g) != 0)
			TRY(guards[g](&q));
		if (v->code != REFUSAL_NONE)
			return true;
	}
	return true;
}
