/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "entry.h"

/*
 * The members of objects, sorted, as docs/record.md lists them: NAME:TYPE, or
 * NAME!TYPE where it must be there.  A type is one known below, words of which
 * it is one, the form of an object in (), or that of what a list holds in [].
 */
#define FILE_FORM "name!text sha256!hash " \
	"use!definition|rules|authority|elector-rules|map|electors"
#define PERSON_FORM "actor!name candidate:name key:hash name!text party:text " \
	"role!role unit:name"
#define SIG_FORM "key!hash sig!signature"

static const char entry_form[] = "act!object logged!instant "
    "outcome!done|request|refused|genesis prior:hash "
    "refusal:(code!code unlisted:whole why!text) routed:[name] "
    "rule:(file!hash id!name) seq!whole sig:(" SIG_FORM ") "
    "sigs:[(" SIG_FORM ")] state:(from!name to!name version!whole)";
static const char genesis_form[] = "action!genesis clock!real|simulated "
    "date!day election!name files![(" FILE_FORM ")] jurisdiction!text "
    "kind!real|test|history log!(key!text origin!text) occurred!instant "
    "officers![name] people![(" PERSON_FORM ")] threshold!whole title!text "
    "units!whole";
static const char act_form[] = "action!name actor!name "
    "as:perform|order|petition|ask|hear|assist|note|witness commitment:hash "
    "election:hash expect:whole key!key occurred!when payload:object "
    "role!role says:text sources:[(cite!text says:text url:text)] "
    "subject!name unit:name";
/* An act that must not or cannot be held keeps what names it. */
static const char shadow_form[] = "action!name actor!name commitment!hash "
    "key!key occurred:when role:role subject:name";

static const struct {
	const char *action, *form;
} payload[] = {			/* of acts that leave facts */
	{ "key.enrol", PERSON_FORM },
	{ "key.rotate", "actor!name key!hash" },
	{ "key.revoke", "actor!name why!text" },
	{ "rule.adopt", FILE_FORM },
	{ "board.appoint", "members![name] parties_differ!yes quorum!whole" },
	{ "custody.move", "cards:whole container:text from!name seals![text] "
	    "to!name" },
	{ "finding.open", "code!name contest:name members:[any] "
	    "severity!note|explain|block title!text unit:name" },
	{ "finding.explain", "cite:any text!text" },
	{ "finding.close", "why!text" },
	{ "request.answer", "answer!granted|declined|partly request!name "
	    "text:text" },
	{ "stay.order", "subject!name text:text" },
	{ "stay.lift", "subject!name text:text" }
};

static char why[300];		/* is printed at once */

static bool
wrong(const char *what, struct text name)
{
	(void)snprintf(why, sizeof why, "%s `%.*s`", what, SHOW(name));
	return false;
}

/* What names a thing is compared as it stands, so it has no escapes. */
static bool
text_fits(struct text t, struct text type)
{
	uint8_t bytes[64];
	struct text word;

	switch (text_word(type, TEXT("any text name key hash signature instant "
	    "day when role code"))) {
	case 0: case 1:	return true;
	case 2:		return t.n > 0 && memchr(t.p, '\\', t.n) == NULL;
	case 3:		return t.n > 0 && t.n <= 128 &&
			    text_has_only(t, LETTERS_AND_DIGITS "._:-");
	case 4:		return hex_read(t, bytes, 32);
	case 5:		return base64_read(t, bytes, 64);
	case 6:		return text_is_time(t, INSTANT);
	case 7:		return text_is_time(t, DAY);
	case 8:		return text_is_time(t, t.n == 10 ? DAY : INSTANT);
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

static bool fits(const struct json *object, struct text form);

static bool
value_fits(const struct json *v, struct text type)
{
	struct text inner = { type.p + 1, type.n - 2 };
	bool ok = v->type == JSON_LIST;

	if (type.p[0] == '(')
		return v->type == JSON_OBJECT && fits(v, inner);
	if (type.p[0] == '[') {
		json_each(w, v)
			ok = ok && value_fits(w, inner);
		return ok;
	}
	if (v->type == JSON_TEXT)
		return text_fits(v->text, type);
	switch (text_word(type, TEXT("any object yes whole"))) {
	case 0:	return true;
	case 1:	return v->type == JSON_OBJECT;
	case 2:	return v->type == JSON_TRUE || v->type == JSON_FALSE;
	case 3:	return json_whole(v, -1) >= 0;
	default: return false;
	}
}

/* Cut the next member off ${form}: up to the next blank outside of brackets. */
static bool
next_member(struct text *form, struct text *name, struct text *type)
{
	size_t colon = 0, end;
	int depth = 0;

	if (form->n == 0)
		return false;
	while (form->p[colon] != ':' && form->p[colon] != '!')
		colon++;
	for (end = colon; end < form->n && (depth > 0 || form->p[end] != ' ');
	    end++)
		depth += strchr("([", form->p[end]) ? 1 :
		    strchr(")]", form->p[end]) ? -1 : 0;
	*name = (struct text){ form->p, colon };
	*type = (struct text){ form->p + colon + 1, end - colon - 1 };
	*form = text_from(*form, end + (end < form->n));
	return true;
}

/* Members and forms are both sorted; what is passed over was not there. */
static bool
fits(const struct json *object, struct text form)
{
	const struct json *v = json_in(object);
	struct text name, type;

	while (next_member(&form, &name, &type)) {
		bool is_there = v != NULL && text_same(v->text, name);

		if (!is_there && type.p[-1] == '!')
			return wrong("expected a member", name);
		if (!is_there)
			continue;
		why[0] = '\0';
		if (!value_fits(v + 1, type))
			return why[0] == '\0' ? wrong("found what was not "
			    "expected in", name) : false;
		v = json_after(object, v + 1);
	}
	return v == NULL || wrong("found an unknown member", v->text);
}

static void
take(const struct json *whole, struct entry *e)
{
	const struct json *act = json_get(whole, "act");
	const struct json *refusal = json_get(whole, "refusal");

	e->whole = whole;
	e->act = act;
	e->payload = json_get(act, "payload");
	e->sig = json_get(whole, "sig");
	e->action = json_say(act, "action");
	e->actor = json_say(act, "actor");
	e->id = e->subject = json_say(act, "subject");
	(void)text_cut(&e->id, '/', &e->kind);
	e->unit = json_say(act, "unit");
	e->key = json_say(act, "key");
	e->role = json_say(act, "role");
	e->logged = json_say(whole, "logged");
	e->as = text_word(json_say(act, "as"), POWER_WORDS);
	e->outcome = text_word(json_say(whole, "outcome"), OUTCOME_WORDS);
	e->refusal = text_word(json_say(refusal, "code"), REFUSAL_WORDS);
	e->is_shadow = e->refusal == PRIVACY || e->refusal == MALFORMED;
}

/* Are those members there that the outcome asks for, and no other? */
static bool
outcome_fits(const struct entry *e)
{
	const struct json *w = e->whole;
	bool changes = json_get(w, "state") || json_get(w, "prior");

	return (json_get(w, "refusal") != NULL) == (e->outcome == REFUSED) &&
	    (json_get(w, "routed") != NULL) == (e->outcome == REQUEST) &&
	    (json_get(w, "sigs") == NULL || e->outcome == GENESIS) &&
	    (!changes || e->outcome == DONE) &&
	    (e->outcome == GENESIS) == (e->leaf == 0);
}

static bool
act_fits(const struct entry *e)
{
	struct text verb = e->action, kind = TEXT("");

	if (!fits(e->act, TEXT(act_form)))
		return false;
	if (!text_cut(&verb, '.', &kind) || verb.n == 0 || e->id.n == 0 ||
	    !text_same(kind, e->kind))
		return wrong("expected KIND/ID, of the kind of the action, not",
		    e->subject);
	for (size_t i = 0; i < sizeof payload / sizeof *payload; i++) {
		if (e->outcome == DONE && text_is(e->action, payload[i].action))
			return e->payload == NULL ?
			    wrong("expected a member", TEXT("payload")) :
			    fits(e->payload, text_of(payload[i].form));
	}
	return true;
}

const char *
entry_read(const struct json *whole, struct entry *e)
{
	bool ok = fits(whole, TEXT(entry_form));

	if (!ok)
		return why;
	take(whole, e);
	if (!outcome_fits(e))
		ok = wrong("found other members than go with the outcome",
		    json_say(whole, "outcome"));
	else
		ok = e->outcome == GENESIS ? fits(e->act, TEXT(genesis_form)) :
		    e->is_shadow ? fits(e->act, TEXT(shadow_form)) :
		    act_fits(e);
	return ok ? NULL : why;
}
