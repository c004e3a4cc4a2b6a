/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What acts on an audit must say where the record keeps its mathematics: the
 * audit has a plan (docs/audit.md).  What the numbers are is computed by who
 * brings them, and again by canvass-verify; the door sees to the order of
 * things, and that nothing comes twice or from nowhere.
 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"
#include "model/risk.h"
#include "text/canon.h"
#include "text/csv.h"
#include "text/json.h"

#include "record/inside.h"

#define MAX_PLAN   ((size_t)16 << 20)
#define MAX_LIST   ((size_t)256 << 20)	/* a draw list, a manifest */
#define MIN_DIGITS 20
#define MOST_SEED  1024

struct audit {
	const struct hearing    *h;
	struct arena            *a;
	const struct act        *act;
	const char              *id;	/* of the audit */
	const struct json_value *plan;	/* the object; NULL: it has none */
	struct ruling           *v;
	struct err              *e;
};

static bool
malformed(const struct audit *x, const char *why)
{
	return ruling_refuse(x->v, MALFORMED, why);
}

static bool
is_refused(const struct audit *x)
{
	return x->v->code != REFUSAL_NONE;
}

static const struct json_value *
part(const struct audit *x, const char *name, enum json_kind kind)
{
	const struct json_value *m = x->act->payload == NULL ? NULL :
	    json_find(x->act->payload, name);

	return m != NULL && m->kind == kind ? m : NULL;
}

/* A whole number of ${v}; -1 if it has none of that name. */
static int64_t
number_in(const struct json_value *v, const char *name)
{
	const struct json_value *m = v == NULL ? NULL : json_find(v, name);
	int64_t n;

	return m != NULL && m->kind == JSON_NUMBER &&
	    num_parse(m->text, m->n, &n) == NUM_OK ? n : -1;
}

static int64_t
number(const struct audit *x, const char *name)
{
	return number_in(x->act->payload, name);
}

static bool
fact_of(const struct audit *x, const char *kind, const char *id, bool *found,
    struct store_fact *fact)
{
	return store_fact_find(x->h->r->store, x->a, kind, id, found, fact,
	    x->e);
}

/* The value of the audit's own fact of that kind; NULL if there is none. */
static bool
own_fact(const struct audit *x, const char *kind, struct json_value **tree)
{
	struct store_fact fact;
	bool found;

	*tree = NULL;
	TRY(fact_of(x, kind, x->id, &found, &fact));
	return !found || json_tree_of(x->a, fact.value, strlen(fact.value),
	    kind, tree, x->e);
}

/* An object that the payload names; refused if it is not in the record. */
static bool
object_of(const struct audit *x, const char *hex, size_t max,
    struct bytes *out)
{
	unsigned char sum[HASH_SIZE];
	struct err missing;

	if (hex == NULL || !hash_parse(sum, hex, strlen(hex)))
		return malformed(x, "the payload names an object by something "
		    "other than the 64 digits of its SHA-256");
	return record_object(x->h->r, x->a, hex, max, out, &missing) ||
	    ruling_refuse(x->v, WRONG_STATE, arena_printf(x->a,
	    "the object %s is not in this record", hex));
}

/* The same for what is too large to be looked into. */
static bool
is_object(const struct audit *x, const struct json_value *v)
{
	unsigned char sum[HASH_SIZE];
	struct err missing;

	if (v->kind != JSON_STRING || !hash_parse(sum, v->text, v->n))
		return malformed(x, "the payload names an object by something "
		    "other than the 64 digits of its SHA-256");
	return store_object_get(x->h->r->store, v->text, &missing) ||
	    ruling_refuse(x->v, WRONG_STATE, arena_printf(x->a,
	    "the object %s is not in this record", v->text));
}

/* The plan in force: that of the last select-contest. */
static bool
find_plan(struct audit *x)
{
	struct json_value *fact, *tree;
	const char *hex;
	struct bytes text;

	TRY(own_fact(x, "audit-plan", &fact));
	hex = fact == NULL ? NULL : json_text_find(fact, "plan");
	if (hex == NULL)
		return true;
	TRY(record_object(x->h->r, x->a, hex, MAX_PLAN, &text, x->e));
	TRY(json_tree_of(x->a, text.p, text.n, hex, &tree, x->e));
	x->plan = tree;
	return true;
}

static bool
limit_of(const struct json_value *plan, struct ratio *limit)
{
	const char *text = json_text_find(plan, "risk_limit");

	return text != NULL && risk_limit_parse(text, limit);
}

static bool
select_contest(struct audit *x)
{
	const char *hex = payload_text(x->act, "plan");
	const struct json_value *first;
	struct json_value *plan;
	struct bytes text = { 0 };
	struct ratio limit;
	struct err inner;

	if (part(x, "plan", JSON_STRING) == NULL)
		return x->act->payload == NULL || json_find(x->act->payload,
		    "plan") == NULL || malformed(x, "the plan is no text");
	TRY(object_of(x, hex, MAX_PLAN, &text));
	if (is_refused(x))
		return true;
	if (!json_tree_of(x->a, text.p, text.n, hex, &plan, &inner) ||
	    strcmp(json_text_in(plan, "schema"), "canvass-audit-plan-1") != 0 ||
	    strcmp(json_text_in(plan, "audit"), x->id) != 0 ||
	    !limit_of(plan, &limit))
		return malformed(x, "the plan is not a canvass-audit-plan-1 of "
		    "this audit with a risk limit between 0 and 1");
	first = json_find(plan, "contests");
	first = first == NULL ? NULL : first->child;
	if (first == NULL || payload_text(x->act, "contest") == NULL ||
	    strcmp(json_text_in(first, "contest"),
	    payload_text(x->act, "contest")) != 0)
		return malformed(x, "the contest is not the first of the plan");
	return true;
}

static bool
commit_manifest(struct audit *x)
{
	const struct json_value *totals = part(x, "totals", JSON_OBJECT);
	const struct json_value *cards = part(x, "cards", JSON_STRING);
	struct bytes text;

	if (x->plan == NULL)
		return true;
	if (*x->act->unit == '\0' || number(x, "batches") < 0 ||
	    number(x, "ballots") < 0)
		return malformed(x, "a manifest says its unit, and how many "
		    "batches and ballots it has");
	TRY(object_of(x, payload_text(x->act, "sha256"), MAX_LIST, &text));
	if (cards != NULL && !is_refused(x))
		TRY(is_object(x, cards));
	for (const struct json_value *t = totals == NULL ? NULL :
	    totals->child; t != NULL && !is_refused(x); t = t->next)
		TRY(is_object(x, t));
	return true;
}

/* Append what a unit committed to, as the frame has it. */
static void
put_committed(struct buf *out, const char *unit, const struct json_value *m)
{
	static const char *const names[] = { "cards", "sha256", "totals" };
	const char *comma = "";
	struct err e;

	buf_char(out, '{');
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct json_value *v = json_find(m, names[i]);

		if (v == NULL)
			continue;
		buf_printf(out, "%s\"%s\":", comma, names[i]);
		(void)canon_write(out, v, "manifest", &e);
		comma = ",";
	}
	buf_printf(out, "%s\"unit\":", comma);
	canon_text(out, unit);
	buf_char(out, '}');
}

/* The manifests of all units, in the order of the definition; *${all}: each has one. */
static bool
frame_of(struct audit *x, struct buf *out, bool *all)
{
	const struct json_value *units;

	TRY(record_definition(x->h->r, x->e));
	units = json_find(x->h->r->definition, "units");
	*all = true;
	buf_char(out, '[');
	for (const struct json_value *u = units == NULL ? NULL : units->child;
	    u != NULL; u = u->next) {
		const char *unit = json_text_in(u, "id");
		struct json_value *m;
		struct store_fact fact;
		bool found;

		TRY(fact_of(x, "manifest", arena_printf(x->a, "%s/%s", x->id,
		    unit), &found, &fact));
		*all = *all && found;
		if (!found)
			continue;
		TRY(json_tree_of(x->a, fact.value, strlen(fact.value),
		    "manifest", &m, x->e));
		if (out->len > 1)
			buf_char(out, ',');
		put_committed(out, unit, m);
	}
	buf_char(out, ']');
	return true;
}

/* What is missing the guard "manifests" says. */
static bool
close_manifests(struct audit *x)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	const char *frame = payload_text(x->act, "frame");
	char hex[HASH_HEX];
	bool all;

	if (x->plan == NULL)
		return true;
	TRY(frame_of(x, &b, &all));
	hash_hex(b.p, b.len, hex);
	return !all || (frame != NULL && strcmp(frame, hex) == 0) ||
	    malformed(x, arena_printf(x->a, "the frame is not that of the "
	    "manifests that were committed, %s", hex));
}

/*
 * The dice as they fell.  A seed with anything between its digits looks the
 * same and draws other ballots.
 */
static bool
seed(struct audit *x)
{
	const char *text = payload_text(x->act, "seed");
	size_t digits = text == NULL ? 0 : strspn(text, "0123456789");

	if (text == NULL)
		return malformed(x, "the act names no seed");
	if (text[digits] != '\0')
		return malformed(x, arena_printf(x->a, "the seed has something "
		    "other than digits after %zu of them", digits));
	if (digits < MIN_DIGITS || digits > MOST_SEED)
		return malformed(x, arena_printf(x->a, "the seed has %zu "
		    "digits, expected %d to %d", digits, MIN_DIGITS,
		    MOST_SEED));
	return true;
}

static bool
draw(struct audit *x)
{
	struct json_value *last;
	struct bytes text;
	int64_t before;

	if (x->plan == NULL)
		return true;
	TRY(own_fact(x, "draw", &last));
	before = last == NULL ? 0 : number_in(last, "round");
	if (number(x, "round") != before + 1)
		return malformed(x, arena_printf(x->a, "the act is not of "
		    "round %" PRId64, before + 1));
	if (number(x, "items") < 1 || part(x, "sizes", JSON_OBJECT) == NULL)
		return malformed(x, "a draw says its sizes, and how many items "
		    "there are");
	return object_of(x, payload_text(x->act, "draw"), MAX_LIST, &text);
}

static void
put_field(struct buf *out, const char *text)
{
	csv_put_exact(out, text, strlen(text));
	buf_char(out, ',');
}

/* Does a line of the ${text} begin with ${key}? */
static bool
has_line(struct bytes text, const struct buf *key)
{
	const char *end = text.p + text.n;

	for (const char *p = text.p; p != NULL && p < end;) {
		if ((size_t)(end - p) >= key->len &&
		    memcmp(p, key->p, key->len) == 0)
			return true;
		p = memchr(p, '\n', (size_t)(end - p));
		if (p != NULL)
			p++;
	}
	return false;
}

/* "unit,tabulator,batch,position,": as a draw list has it. */
void
audit_item_key(struct buf *out, const struct act *act)
{
	int64_t position = number_in(act->payload, "position");

	put_field(out, act->unit);
	put_field(out, json_text_in(act->payload, "tabulator"));
	put_field(out, json_text_in(act->payload, "batch"));
	if (position >= 0)
		buf_printf(out, "%" PRId64, position);
	buf_char(out, ',');
}

static bool
unknown(struct audit *x, const char *where)
{
	return ruling_refuse(x->v, WRONG_STATE, arena_printf(x->a,
	    "batch %s of %s %s", json_text_in(x->act->payload, "batch"),
	    x->act->unit, where));
}

static bool
is_drawn(struct audit *x)
{
	struct buf key CLEANUP(buf_free) = { 0 };
	struct json_value *last;
	struct bytes text;

	TRY(own_fact(x, "draw", &last));
	if (last == NULL)
		return ruling_refuse(x->v, WRONG_STATE, "nothing is drawn yet");
	TRY(object_of(x, json_text_find(last, "draw"), MAX_LIST, &text));
	if (is_refused(x))
		return true;
	audit_item_key(&key, x->act);
	return has_line(text, &key) || unknown(x, "was not drawn, or not at "
	    "that position");
}

/* "tabulator,batch,": as a manifest has it. */
static bool
is_on_manifest(struct audit *x)
{
	struct buf key CLEANUP(buf_free) = { 0 };
	struct json_value *m;
	struct store_fact fact;
	struct bytes text;
	bool found;

	TRY(fact_of(x, "manifest", arena_printf(x->a, "%s/%s", x->id,
	    x->act->unit), &found, &fact));
	if (!found)
		return unknown(x, "has no manifest");
	TRY(json_tree_of(x->a, fact.value, strlen(fact.value), "manifest", &m,
	    x->e));
	TRY(object_of(x, json_text_find(m, "sha256"), MAX_LIST, &text));
	if (is_refused(x))
		return true;
	put_field(&key, json_text_in(x->act->payload, "tabulator"));
	put_field(&key, json_text_in(x->act->payload, "batch"));
	return has_line(text, &key) || unknown(x, "is not on its manifest");
}

/* Two readings of one item stand side by side only if the second says so. */
static bool
is_new(struct audit *x, const char *kind)
{
	struct buf key CLEANUP(buf_free) = { 0 };
	const char *corrects = payload_text(x->act, "corrects");
	char leaf[HASH_HEX];
	struct store_fact fact;
	bool found;

	audit_item_key(&key, x->act);
	TRY(fact_of(x, kind, arena_printf(x->a, "%s/%.*s", x->id, (int)key.len,
	    key.p), &found, &fact));
	if (!found)
		return corrects == NULL || ruling_refuse(x->v, WRONG_STATE,
		    "there is no earlier reading to correct");
	hash_text(leaf, fact.leaf);
	if (corrects != NULL && strcmp(corrects, leaf) == 0)
		return true;
	return ruling_refuse(x->v, DUPLICATE, arena_printf(x->a, "batch %s has "
	    "a reading already, entry %" PRId64 "; one that corrects it names "
	    "its leaf %s", json_text_in(x->act->payload, "batch"), fact.seq,
	    leaf));
}

static bool
enter(struct audit *x)
{
	bool tally = number(x, "round") < 0;
	const struct json_value *lost = part(x, "not_found", JSON_TRUE);
	const char *wrong;

	if (x->plan == NULL)
		return true;
	if (payload_text(x->act, "batch") == NULL || *x->act->unit == '\0')
		return malformed(x, "a reading says of which unit and batch it "
		    "is");
	if ((part(x, "readings", JSON_OBJECT) == NULL) != (lost != NULL))
		return malformed(x, "expected readings, or not_found: true");
	wrong = audit_marks_are_wrong(x->a, x->plan, x->act->payload);
	if (wrong != NULL)
		return malformed(x, wrong);
	TRY(tally ? is_on_manifest(x) : is_drawn(x));
	return is_refused(x) || is_new(x, tally ? "tally" : "reading");
}

struct counting { const char *prefix; int64_t n, batches, lost; };

static bool
count_fact(void *ctx, const struct store_fact *fact, struct err *e)
{
	struct counting *c = ctx;
	struct arena a = { 0 };
	struct json_value *tree;

	if (strncmp(fact->id, c->prefix, strlen(c->prefix)) != 0)
		return true;
	c->n++;
	if (json_tree_of(&a, fact->value, strlen(fact->value), "fact", &tree,
	    e)) {
		c->batches += number_in(tree, "batches");
		c->lost += json_find(tree, "not_found") != NULL;
	}
	arena_free(&a);
	return true;
}

static bool
count_facts(struct audit *x, const char *kind, struct counting *c)
{
	*c = (struct counting){ .prefix = arena_printf(x->a, "%s/", x->id) };
	return store_facts(x->h->r->store, kind, NULL, count_fact, c, x->e);
}

/* Does each targeted contest have a risk, and is "met" what they say? */
static bool
risks_hold(struct audit *x)
{
	const struct json_value *risks = part(x, "risks", JSON_OBJECT);
	const struct json_value *c = json_find(x->plan, "contests");
	const struct json_value *said = x->act->payload == NULL ? NULL :
	    json_find(x->act->payload, "met");
	bool met = true;
	struct ratio limit;

	if (risks == NULL || !limit_of(x->plan, &limit))
		return malformed(x, "a round closes with the risk of each "
		    "contest");
	for (c = c == NULL ? NULL : c->child; c != NULL; c = c->next) {
		const struct json_value *targeted = json_find(c, "targeted");
		const char *risk = json_text_find(risks,
		    json_text_in(c, "contest"));
		struct risk r;

		if (risk == NULL || !risk_parse(risk, &r))
			return malformed(x, arena_printf(x->a, "the risk of "
			    "contest %s is missing, or no number from 0 to 1 "
			    "with 17 digits", json_text_in(c, "contest")));
		if (targeted != NULL && targeted->kind == JSON_TRUE)
			met = met && risk_is_within(r, limit);
	}
	if (said == NULL || said->kind != (met ? JSON_TRUE : JSON_FALSE))
		return malformed(x, met ? "the risks meet the limit, and the "
		    "act does not say so" : "a risk is above the limit, and "
		    "the act does not say so");
	return true;
}

static bool
close_round(struct audit *x)
{
	struct json_value *last;
	struct counting read;
	int64_t items;

	if (x->plan == NULL)
		return true;
	TRY(own_fact(x, "draw", &last));
	items = last == NULL ? 0 : number_in(last, "items");
	if (last != NULL && number(x, "round") != number_in(last, "round"))
		return malformed(x, "the act is of another round");
	TRY(count_facts(x, "reading", &read));
	if (last != NULL && read.n < items)
		return ruling_refuse(x->v, WRONG_STATE, arena_printf(x->a,
		    "%" PRId64 " of %" PRId64 " items that were drawn have no "
		    "reading", items - read.n, items));
	return risks_hold(x);
}

/* A hand tally has every batch; a sample has met its limit. */
static bool
confirm(struct audit *x)
{
	struct counting tallied, manifests;
	struct json_value *round;
	const struct json_value *met;

	if (x->plan == NULL)
		return true;
	TRY(own_fact(x, "round", &round));
	met = round == NULL ? NULL : json_find(round, "met");
	if (met != NULL && met->kind == JSON_TRUE)
		return true;
	TRY(count_facts(x, "tally", &tallied));
	TRY(count_facts(x, "manifest", &manifests));
	if (tallied.n == 0)
		return ruling_refuse(x->v, WRONG_STATE, "no round has met the "
		    "risk limit");
	tallied.n -= tallied.lost;
	return tallied.n >= manifests.batches || ruling_refuse(x->v,
	    WRONG_STATE, arena_printf(x->a, "%" PRId64 " of %" PRId64 " batches "
	    "have no tally", manifests.batches - tallied.n,
	    manifests.batches));
}

static const struct {
	const char *action;
	bool      (*says)(struct audit *x);
} actions[] = {
	{ "audit.close-manifests", close_manifests },
	{ "audit.close-round", close_round },
	{ "audit.commit-manifest", commit_manifest },
	{ "audit.confirm", confirm },
	{ "audit.draw", draw },
	{ "audit.enter", enter },
	{ "audit.escalate", draw },
	{ "audit.seed", seed },
	{ "audit.select-contest", select_contest },
};

bool
audit_holds(const struct hearing *h, struct ruling *v, struct err *e)
{
	struct audit x = { .h = h, .a = &h->r->each, .act = h->act,
		.id = strchr(h->act->subject, '/') + 1, .v = v, .e = e };

	TRY(find_plan(&x));
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
		if (strcmp(actions[i].action, h->act->action) == 0)
			return actions[i].says(&x);
	return true;
}
