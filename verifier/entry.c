/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "entry.h"

/*
 * The members of objects, as docs/record.md lists them: NAME:TYPE, and ! where
 * it must be there.  A type is one of `types` below, or words.
 */
static const char entry_form[] = "act:object! logged:instant! "
    "outcome:done|request|refused|genesis! prior:hash refusal:object routed:texts "
    "rule:object seq:whole! sig:object sigs:list state:object";
static const char act_form[] = "action:name! actor:name! "
    "as:perform|order|petition|ask|hear|assist|note|witness commitment:hash election:hash "
    "expect:whole key:key! occurred:when! payload:object role:role! says:text sources:list "
    "subject:name! unit:name";
/* An act that must not or cannot be held keeps what names it. */
static const char shadow_form[] = "action:name! actor:name! commitment:hash! key:key! "
    "occurred:when role:role subject:name";
static const char genesis_form[] = "action:genesis! clock:real|simulated! date:day! "
    "election:name! files:list! jurisdiction:text! kind:real|test|history! log:object! "
    "occurred:instant! officers:texts! people:list! threshold:whole! title:text! units:whole!";
static const char file_form[] = "name:text! sha256:hash! "
    "use:definition|rules|authority|elector-rules|map|electors!";
static const char person_form[] = "actor:name! candidate:name key:hash name:text! party:text "
    "role:role! unit:name";

/* The parts of an entry and of its act: objects, or lists of objects. */
static const struct part {
	const char *name, *form;
} entry_parts[] = {
	{ "refusal", "code:code! unlisted:whole why:text!" },
	{ "rule", "file:hash! id:name!" },
	{ "sig", "key:hash! sig:signature!" },
	{ "sigs", "key:hash! sig:signature!" },
	{ "state", "from:name! to:name! version:whole!" },
	{ NULL, NULL }
}, act_parts[] = {
	{ "sources", "cite:text! says:text url:text" },
	{ NULL, NULL }
}, genesis_parts[] = {
	{ "files", file_form }, { "people", person_form },
	{ "log", "key:text! origin:text!" },
	{ NULL, NULL }
}, payloads[] = {			/* of acts that leave facts */
	{ "key.enrol", person_form }, { "rule.adopt", file_form },
	{ "key.rotate", "actor:name! key:hash!" },
	{ "key.revoke", "actor:name! why:text!" },
	{ "board.appoint", "members:texts! parties_differ:yes! quorum:whole!" },
	{ "custody.move", "cards:whole container:text from:name! seals:list to:name!" },
	{ "finding.open", "code:name! contest:name members:list "
	    "severity:note|explain|block! title:text! unit:name" },
	{ "finding.explain", "cite:any text:text!" },
	{ "finding.close", "why:text!" },
	{ "request.answer", "answer:granted|declined|partly! request:name! text:text" },
	{ "stay.order", "subject:name! text:text" },
	{ "stay.lift", "subject:name! text:text" },
	{ NULL, NULL }
};

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
		if (t.p[i] == '\0' || strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		    "abcdefghijklmnopqrstuvwxyz0123456789._:-", t.p[i]) == NULL)
			return false;
	}
	return t.n >= 1 && t.n <= 128;
}

static bool
text_is_type(struct text t, struct text type)
{
	struct text word;
	struct hash h;
	uint8_t sig[64];

	switch (text_word(type, TEXT("text any name key hash signature instant day when "
	    "role code"))) {
	case 0: case 1:	return true;
	case 2:		return is_name(t);
	case 3:		return is_key(t);
	case 4:		return hash_read(t, &h);
	case 5:		return base64_read(t, sig, sizeof sig) == sizeof sig;
	case 6:		return text_is_instant(t);
	case 7:		return text_is_day(t);
	case 8:		return text_is_day(t) || text_is_instant(t);
	case 9:		return text_word(t, ROLE_WORDS) >= 0;
	case 10:	return text_word(t, REFUSAL_WORDS) >= 0;
	default:	break;
	}
	while (text_next(&type, '|', &word)) {
		if (text_same(t, word))
			return true;
	}
	return false;
}

static bool
value_is_type(const struct json *v, struct text type)
{
	int64_t n;

	if (v->type == JSON_TEXT)
		return text_is_type(v->text, type);
	switch (text_word(type, TEXT("any object list texts yes whole"))) {
	case 0:	return true;
	case 1:	return v->type == JSON_OBJECT;
	case 2:	return v->type == JSON_LIST;
	case 3:	json_each(w, v) {
			if (w->type != JSON_TEXT || !is_name(w->text))
				return false;
		}
		return v->type == JSON_LIST;
	case 4:	return v->type == JSON_TRUE || v->type == JSON_FALSE;
	case 5:	return json_whole(v, &n) && n >= 0;
	default: return false;
	}
}

/* What is wrong is said in one static place: it is printed at once. */
static const char *
wrong(const char *what, struct text name)
{
	static char line[300];

	(void)snprintf(line, sizeof line, "%s `%.*s`", what, SHOW(name));
	return line;
}

/* Members and forms are both sorted; what is passed over was not there. */
static const char *
misfit(const struct json *object, const char *form)
{
	struct text rest = text_of(form), type, name = TEXT("");
	const struct json *v = json_in(object);

	while (text_next(&rest, ' ', &type)) {
		bool must = type.p[type.n - 1] == '!';

		type.n -= must;
		(void)text_cut(&type, ':', &name);
		if (v == NULL || !text_same(v->text, name)) {
			if (must)
				return wrong("expected a member", name);
			continue;
		}
		if (!value_is_type(v + 1, type))
			return wrong("found what was not expected in", name);
		v = json_after(object, v + 1);
	}
	return v == NULL ? NULL : wrong("found an unknown member", v->text);
}

static const char *
misfit_in(const struct json *of, const struct part *part)
{
	const char *why = NULL;

	for (; part->name != NULL && why == NULL; part++) {
		const struct json *p = json_get(of, part->name);

		if (p != NULL && p->type == JSON_OBJECT) {
			why = misfit(p, part->form);
			continue;
		}
		json_each(v, p) {
			if (why == NULL)
				why = v->type == JSON_OBJECT ? misfit(v, part->form) :
				    wrong("expected objects in", text_of(part->name));
		}
	}
	return why;
}

static void
take(struct entry *e)
{
	struct text rest;

	e->act = json_get(e->whole, "act");
	e->payload = json_get(e->act, "payload");
	e->sig = json_get(e->whole, "sig");
	e->action = json_say(e->act, "action");
	e->actor = json_say(e->act, "actor");
	e->subject = json_say(e->act, "subject");
	e->unit = json_say(e->act, "unit");
	e->key = json_say(e->act, "key");
	e->role = json_say(e->act, "role");
	e->as = text_word(json_say(e->act, "as"), POWER_WORDS);
	e->outcome = text_word(json_say(e->whole, "outcome"), OUTCOME_WORDS);
	e->refusal = text_word(json_say(json_get(e->whole, "refusal"), "code"), REFUSAL_WORDS);
	e->logged = json_say(e->whole, "logged");
	e->seq = json_number(e->whole, "seq", -1);
	rest = e->kind = e->action;
	(void)text_cut(&rest, '.', &e->kind);
}

static const char *
misfit_of_act(const struct entry *e)
{
	struct text id = e->subject, kind = TEXT("");
	const char *why = misfit(e->act, act_form);

	if (why != NULL || (why = misfit_in(e->act, act_parts)) != NULL)
		return why;
	if (!text_cut(&id, '/', &kind) || id.n == 0 || !text_same(kind, e->kind) ||
	    kind.n == e->action.n)
		return wrong("expected KIND/ID, of the kind of the action, not", e->subject);
	for (const struct part *p = payloads; p->name != NULL && e->outcome == DONE; p++) {
		if (text_is(e->action, p->name))
			return e->payload == NULL ? wrong("expected a", TEXT("payload")) :
			    misfit(e->payload, p->form);
	}
	return NULL;
}

/* Are those members there that the outcome asks for, and no other? */
static bool
outcome_fits(const struct entry *e)
{
	bool moved = json_get(e->whole, "state") != NULL || json_get(e->whole, "prior") != NULL;

	return (json_get(e->whole, "refusal") != NULL) == (e->outcome == REFUSED) &&
	    (json_get(e->whole, "routed") != NULL) == (e->outcome == REQUEST) &&
	    (!moved || e->outcome == DONE) && (e->outcome == GENESIS) == (e->leaf == 0) &&
	    (json_get(e->whole, "sigs") == NULL || e->outcome == GENESIS);
}

const char *
entry_read(const struct json *whole, struct entry *e)
{
	const char *why = misfit(whole, entry_form);

	if (why != NULL || (why = misfit_in(whole, entry_parts)) != NULL)
		return why;
	e->whole = whole;
	take(e);
	if (!outcome_fits(e))
		return wrong("found other members than go with the outcome",
		    json_say(whole, "outcome"));
	if (e->outcome == GENESIS)
		return (why = misfit(e->act, genesis_form)) != NULL ? why :
		    misfit_in(e->act, genesis_parts);
	if (e->refusal == PRIVACY || e->refusal == MALFORMED)
		return misfit(e->act, shadow_form);
	return misfit_of_act(e);
}
