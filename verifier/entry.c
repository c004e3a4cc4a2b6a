/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "entry.h"

/*
 * The members of an object, as docs/record.md lists them: NAME:TYPE, with a !
 * where it must be there.  A type is one of `types` below, or words.
 */
static const char entry_form[] = "act:object! logged:instant! "
    "outcome:done|request|refused|genesis! prior:hash refusal:object "
    "routed:texts rule:object seq:whole! sig:object sigs:list state:object";
static const char act_form[] = "action:name! actor:name! "
    "as:perform|order|petition|ask|hear|assist|note|witness commitment:hash "
    "election:hash expect:whole key:key! occurred:when! payload:object "
    "role:role! says:text sources:list subject:name! unit:name";
/* An act that must not or cannot be held keeps what names it. */
static const char shadow_form[] = "action:name! actor:name! commitment:hash! "
    "key:key! occurred:when role:role subject:name";
static const char genesis_form[] = "action:genesis! clock:real|simulated! "
    "date:day! election:name! files:list! jurisdiction:text! "
    "kind:real|test|history! log:object! occurred:instant! officers:texts! "
    "people:list! threshold:whole! title:text! units:whole!";
static const char file_form[] = "name:text! sha256:hash! "
    "use:definition|rules|authority|elector-rules|map|electors!";
static const char log_form[] = "key:text! origin:text!";
static const char person_form[] = "actor:name! candidate:name key:hash "
    "name:text! party:text role:role! unit:name";
static const char rule_form[] = "file:hash! id:name!";
static const char state_form[] = "from:name! to:name! version:whole!";
static const char refusal_form[] = "code:code! unlisted:whole why:text!";
static const char sig_form[] = "key:hash! sig:signature!";
static const char source_form[] = "cite:text! says:text url:text";

/* Payloads of acts that leave facts. */
static const struct {
	const char *action, *form;
} facts[] = {
	{ "key.enrol", person_form }, { "rule.adopt", file_form },
	{ "key.rotate", "actor:name! key:hash!" },
	{ "key.revoke", "actor:name! why:text!" },
	{ "board.appoint", "members:texts! parties_differ:yes! quorum:whole!" },
	{ "custody.move", "cards:whole container:text from:name! seals:list "
	    "to:name!" },
	{ "finding.open", "code:name! contest:name members:list "
	    "severity:note|explain|block! title:text! unit:name" },
	{ "finding.explain", "cite:any text:text!" },
	{ "finding.close", "why:text!" },
	{ "request.answer", "answer:granted|declined|partly! request:name! "
	    "text:text" },
	{ "stay.order", "subject:name! text:text" },
	{ "stay.lift", "subject:name! text:text" },
};

static bool
is_any(struct text t)
{
	(void)t;
	return true;
}

/* What names a thing is compared as it stands, so it has no escapes. */
static bool
is_name(struct text t)
{
	return t.n > 0 && memchr(t.p, '\\', t.n) == NULL;
}

static bool
is_key(struct text t)
{
	for (size_t i = 0; i < t.n; i++) {
		if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		    "0123456789._:-", t.p[i]) == NULL || t.p[i] == '\0')
			return false;
	}
	return t.n >= 1 && t.n <= 128;
}

static bool
is_hash(struct text t)
{
	struct hash h;

	return hash_read(t, &h);
}

static bool
is_signature(struct text t)
{
	uint8_t sig[64];
	size_t n = sizeof sig;

	return base64_read(t, sig, &n) && n == sizeof sig;
}

static bool
is_when(struct text t)
{
	return text_is_day(t) || text_is_instant(t);
}

static bool
is_role(struct text t)
{
	return text_word(t, ROLE_WORDS) >= 0;
}

static bool
is_code(struct text t)
{
	return text_word(t, REFUSAL_WORDS) >= 0;
}

static const struct {
	const char *name;
	bool      (*is)(struct text t);
} types[] = {
	{ "text", is_any }, { "name", is_name }, { "key", is_key },
	{ "hash", is_hash }, { "signature", is_signature },
	{ "instant", text_is_instant }, { "day", text_is_day },
	{ "when", is_when }, { "role", is_role }, { "code", is_code }
};

static bool
text_is_type(struct text t, struct text type)
{
	struct text word;

	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		if (text_is(type, types[i].name))
			return types[i].is(t);
	}
	while (text_next(&type, '|', &word)) {
		if (text_same(t, word))
			return true;
	}
	return false;
}

static bool
value_is_type(const struct json_doc *d, const struct json *v, struct text type)
{
	int64_t n;

	if (v->type == JSON_TEXT)
		return text_is_type(json_text(d, v), type) ||
		    text_is(type, "any");
	for (const struct json *w = json_in(d, v); text_is(type, "texts") &&
	    w != NULL; w = json_after(d, v, w)) {
		if (w->type != JSON_TEXT || !is_name(json_text(d, w)))
			return false;
	}
	return text_is(type, "any") ||
	    (text_is(type, "object") && v->type == JSON_OBJECT) ||
	    ((text_is(type, "list") || text_is(type, "texts")) &&
	    v->type == JSON_LIST) ||
	    (text_is(type, "yes") && (v->type == JSON_TRUE ||
	    v->type == JSON_FALSE)) ||
	    (text_is(type, "whole") && json_whole(d, v, &n) && n >= 0);
}

/* What is wrong is said in one static place: it is printed at once. */
static bool
wrong(const char **why, const char *what, struct text name)
{
	static char line[300];

	(void)snprintf(line, sizeof line, "%s `%.*s`", what, SHOW(name));
	*why = line;
	return false;
}

/* Members and forms are both sorted; what is passed over was not there. */
static bool
fits(const struct json_doc *d, const struct json *object, const char *form,
    const char **why)
{
	struct text rest = text_of(form), type, name = { "", 0 };
	const struct json *v = json_in(d, object);

	while (text_next(&rest, ' ', &type)) {
		bool must = type.p[type.n - 1] == '!';

		type.n -= must;
		(void)text_cut(&type, ':', &name);
		if (v == NULL || !text_same(json_text(d, v), name)) {
			if (must)
				return wrong(why, "expected a member", name);
			continue;
		}
		if (!value_is_type(d, v + 1, type))
			return wrong(why, "found what was not expected in",
			    name);
		v = json_after(d, object, v + 1);
	}
	return v == NULL || wrong(why, "found an unknown member",
	    json_text(d, v));
}

static bool
part_fits(const struct json_doc *d, const struct json *of, const char *name,
    const char *form, const char **why)
{
	const struct json *part = json_get(d, of, name);

	if (part != NULL && part->type == JSON_OBJECT)
		return fits(d, part, form, why);
	for (const struct json *v = json_in(d, part); v != NULL;
	    v = json_after(d, part, v)) {
		if (v->type != JSON_OBJECT)
			return wrong(why, "expected objects in", text_of(name));
		if (!fits(d, v, form, why))
			return false;
	}
	return true;
}

struct text
payload_say(const struct entry *e, const char *name)
{
	return json_say(e->doc, e->payload, name);
}

static void
take(struct entry *e)
{
	const struct json_doc *d = e->doc;
	struct text rest;

	e->act = json_get(d, e->whole, "act");
	e->payload = json_get(d, e->act, "payload");
	e->sig = json_get(d, e->whole, "sig");
	e->action = json_say(d, e->act, "action");
	e->actor = json_say(d, e->act, "actor");
	e->subject = json_say(d, e->act, "subject");
	e->unit = json_say(d, e->act, "unit");
	e->key = json_say(d, e->act, "key");
	e->role = text_word(json_say(d, e->act, "role"), ROLE_WORDS);
	e->as = text_word(json_say(d, e->act, "as"), POWER_WORDS);
	e->outcome = text_word(json_say(d, e->whole, "outcome"), OUTCOME_WORDS);
	e->refusal = text_word(json_say(d, json_get(d, e->whole, "refusal"),
	    "code"), REFUSAL_WORDS);
	e->logged = json_say(d, e->whole, "logged");
	e->seq = json_number(d, e->whole, "seq", -1);
	rest = e->kind = e->action;
	(void)text_cut(&rest, '.', &e->kind);
}

static bool
act_fits(const struct entry *e, const char **why)
{
	struct text id = e->subject, kind = { "", 0 };

	if (!fits(e->doc, e->act, act_form, why) ||
	    !part_fits(e->doc, e->act, "sources", source_form, why))
		return false;
	if (!text_cut(&id, '/', &kind) || id.n == 0 ||
	    !text_same(kind, e->kind) || kind.n == e->action.n)
		return wrong(why, "expected KIND/ID, of the kind of the action,"
		    " not", e->subject);
	for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
		if (e->outcome != DONE || !text_is(e->action, facts[i].action))
			continue;
		if (e->payload == NULL)
			return wrong(why, "expected a", TEXT("payload"));
		return fits(e->doc, e->payload, facts[i].form, why);
	}
	return true;
}

/* Members that an outcome asks for, or forbids. */
static bool
outcome_fits(const struct entry *e, const char **why)
{
	const struct json_doc *d = e->doc;
	bool moved = json_get(d, e->whole, "state") != NULL ||
	    json_get(d, e->whole, "prior") != NULL;

	if ((json_get(d, e->whole, "refusal") != NULL) ==
	    (e->outcome == REFUSED) &&
	    (json_get(d, e->whole, "routed") != NULL) ==
	    (e->outcome == REQUEST) && (!moved || e->outcome == DONE) &&
	    (json_get(d, e->whole, "sigs") == NULL || e->outcome == GENESIS) &&
	    (e->outcome == GENESIS) == (e->leaf == 0))
		return true;
	return wrong(why, "found other members than go with the outcome",
	    json_say(d, e->whole, "outcome"));
}

bool
entry_read(const struct json_doc *d, uint64_t leaf, struct entry *e,
    const char **why)
{
	e->leaf = leaf;
	e->doc = d;
	e->whole = d->item;
	if (!fits(d, e->whole, entry_form, why))
		return false;
	take(e);
	if (!part_fits(d, e->whole, "rule", rule_form, why) ||
	    !part_fits(d, e->whole, "state", state_form, why) ||
	    !part_fits(d, e->whole, "refusal", refusal_form, why) ||
	    !part_fits(d, e->whole, "sig", sig_form, why) ||
	    !part_fits(d, e->whole, "sigs", sig_form, why) ||
	    !outcome_fits(e, why))
		return false;
	if (e->outcome == GENESIS)
		return fits(d, e->act, genesis_form, why) &&
		    part_fits(d, e->act, "files", file_form, why) &&
		    part_fits(d, e->act, "people", person_form, why) &&
		    part_fits(d, e->act, "log", log_form, why);
	if (e->refusal == PRIVACY || e->refusal == MALFORMED)
		return fits(d, e->act, shadow_form, why);
	return act_fits(e, why);
}
