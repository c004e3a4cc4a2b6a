/* SPDX-License-Identifier: Apache-2.0 */
#include "record.h"

/* An act that must not or cannot be held keeps what names it. */
static const char *
act_wrong(const struct entry *e)
{
	struct text verb = e->action, kind = TEXT("");

	if (e->outcome == GENESIS)
		return form_fits(e->act, "action:t! clock:t! date:d! "
		    "election:t! files:l! jurisdiction:t! kind:t! log:o! "
		    "occurred:i! officers:a! people:l! threshold:n! title:t! "
		    "units:n!", true);
	if (e->is_shadow)
		return form_fits(e->act, "action:t! actor:t! commitment:h! "
		    "key:t! occurred:d role:t subject:t", true);
	if (!text_cut(&verb, '.', &kind) || verb.n == 0 || e->id.n == 0 ||
	    !text_same(kind, e->kind))
		return form_wrong("expected KIND/ID, of the kind of the "
		    "action, not", e->subject);
	return form_fits(e->act, "action:t! actor:t! as:t commitment:h "
	    "election:h expect:n key:t! occurred:d! payload:o role:t! says:t "
	    "sources:l subject:t! unit:t", true);
}

/* What has members of its own, in an entry or in its act. */
static const char *
parts_wrong(const struct json *whole)
{
	static const char *const part[][2] = {
		{ "files", "name:t! sha256:h! use:t!" },
		{ "log", "key:t! origin:t!" },
		{ "people", "actor:t! candidate:t key:h name:t! party:t "
		    "role:t! unit:t" },
		{ "refusal", "code:t! unlisted:n why:t!" },
		{ "rule", "file:h! id:t!" },
		{ "sig", "key:h! sig:t!" }, { "sigs", "key:h! sig:t!" },
		{ "sources", "cite:t! says:t url:t" },
		{ "state", "from:t! to:t! version:n!" }
	};
	const char *wrong = NULL;

	for (size_t i = 0; wrong == NULL &&
	    i < sizeof part / sizeof part[0]; i++) {
		struct text name = text_of(part[i][0]);

		wrong = form_fits_each(json_find(whole, name), part[i][1]);
		if (wrong == NULL)
			wrong = form_fits_each(json_find(json_get(whole,
			    "act"), name), part[i][1]);
	}
	return wrong;
}

/* The words of the format, of which there are no others. */
static const char *
take_words(struct entry *e)
{
	const struct json *refusal = json_get(e->whole, "refusal");
	int role;
	const struct {
		const struct json *v;
		struct text words;
		int        *at;
	} word[] = { { json_get(e->act, "as"), POWER_WORDS, &e->as },
		{ json_get(e->act, "role"), ROLE_WORDS, &role },
		{ json_get(e->whole, "outcome"), OUTCOME_WORDS, &e->outcome },
		{ json_get(refusal, "code"), REFUSAL_WORDS, &e->refusal } };

	for (size_t i = 0; i < sizeof word / sizeof word[0]; i++) {
		*word[i].at = text_word(json_text(word[i].v), word[i].words);
		if (word[i].v != NULL && *word[i].at < 0)
			return form_wrong("found an unknown word",
			    word[i].v->text);
	}
	return NULL;
}

static void
take(const struct json *whole, struct entry *e)
{
	const struct json *act = json_get(whole, "act");

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
	const char *wrong = form_fits(whole, "act:o! logged:i! outcome:t! "
	    "prior:h refusal:o routed:a rule:o seq:n! sig:o sigs:l state:o",
	    true);

	if (wrong != NULL || (wrong = parts_wrong(whole)) != NULL)
		return wrong;
	take(whole, e);
	if ((wrong = take_words(e)) != NULL)
		return wrong;
	e->is_shadow = e->refusal == PRIVACY || e->refusal == MALFORMED;
	if (!outcome_fits(e))
		return "found other members than go with the outcome";
	wrong = act_wrong(e);
	return wrong != NULL ? wrong : payload_wrong(e);
}
