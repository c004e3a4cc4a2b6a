/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "record.h"

static char why[300];		/* is printed at once */

static bool
wrong(const char *what, struct text name)
{
	(void)snprintf(why, sizeof why, "%s `%.*s`", what, SHOW(name));
	return false;
}

/*
 * Are the members of an object, or of all in a list, those of ${form}?  Both
 * are sorted; ! stands behind what must be there.
 */
static bool
fits(const struct json *v, const char *form)
{
	struct text rest = text_of(form), name;
	const struct json *member = json_in(v);
	bool ok = true, must;

	if (v == NULL)
		return true;
	if (v->type == JSON_LIST) {
		json_each(w, v)
			ok = ok && fits(w, form);
		return ok;
	}
	while (text_next(&rest, ' ', &name)) {
		must = name.p[name.n - 1] == '!';
		name.n -= must;
		if (member != NULL && text_same(member->text, name))
			member = json_after(v, member + 1);
		else if (must)
			return wrong("expected a member", name);
	}
	return member == NULL ||
	    wrong("found an unknown member", member->text);
}

/* An act that must not or cannot be held keeps what names it. */
static bool
act_fits(const struct entry *e)
{
	struct text verb = e->action, kind = TEXT("");

	if (e->outcome == GENESIS)
		return fits(e->act, "action! clock! date! election! files! "
		    "jurisdiction! kind! log! occurred! officers! people! "
		    "threshold! title! units!");
	if (e->is_shadow)
		return fits(e->act, "action! actor! commitment! key! occurred "
		    "role subject");
	if (text_cut(&verb, '.', &kind) && verb.n > 0 && e->id.n > 0 &&
	    text_same(kind, e->kind))
		return fits(e->act, "action! actor! as commitment election "
		    "expect key! occurred! payload role! says sources "
		    "subject! unit");
	return wrong("expected KIND/ID, of the kind of the action, not",
	    e->subject);
}

/* What has members of its own, in an entry or in its act. */
static bool
parts_fit(const struct json *whole)
{
	static const char *const part[][2] = {
		{ "files", "name! sha256! use!" }, { "log", "key! origin!" },
		{ "people", "actor! candidate key name! party role! unit" },
		{ "refusal", "code! unlisted why!" }, { "rule", "file! id!" },
		{ "sig", "key! sig!" }, { "sigs", "key! sig!" },
		{ "sources", "cite! says url" },
		{ "state", "from! to! version!" }
	};
	bool ok = true;

	for (size_t i = 0; i < sizeof part / sizeof part[0]; i++) {
		struct text name = text_of(part[i][0]);

		ok = ok && fits(json_find(whole, name), part[i][1]) &&
		    fits(json_find(json_get(whole, "act"), name), part[i][1]);
	}
	return ok;
}

/* The place of a word that has to be known, if it is there. */
static bool
take_word(const struct json *v, struct text words, int *out)
{
	*out = text_word(json_text(v), words);
	return v == NULL || *out >= 0 ||
	    wrong("found an unknown word", v->text);
}

static bool
take(const struct json *whole, struct entry *e)
{
	const struct json *act = json_get(whole, "act");
	int role;

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
	return take_word(json_get(act, "as"), POWER_WORDS, &e->as) &&
	    take_word(json_get(act, "role"), ROLE_WORDS, &role) &&
	    take_word(json_get(whole, "outcome"), OUTCOME_WORDS, &e->outcome) &&
	    take_word(json_get(json_get(whole, "refusal"), "code"),
	    REFUSAL_WORDS, &e->refusal);
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

const char *
entry_read(const struct json *whole, struct entry *e)
{
	struct text occurred = json_say(json_get(whole, "act"), "occurred");
	uint64_t seconds;

	if (!fits(whole, "act! logged! outcome! prior refusal routed rule seq! "
	    "sig sigs state") || !parts_fit(whole) || !take(whole, e))
		return why;
	if (!time_read(e->logged, INSTANT, &seconds) || (occurred.n > 0 &&
	    !time_read(occurred, occurred.n == 10 ? DAY : INSTANT, &seconds)))
		return "expected a day or an instant in `logged`, `occurred`";
	e->is_shadow = e->refusal == PRIVACY || e->refusal == MALFORMED;
	if (!outcome_fits(e))
		return "found other members than go with the outcome";
	return act_fits(e) ? NULL : why;
}
