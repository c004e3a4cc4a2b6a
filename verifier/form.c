/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "record.h"

static char why[300];		/* is printed at once */

const char *
form_wrong(const char *what, struct text name)
{
	(void)snprintf(why, sizeof why, "%s `%.*s`", what, SHOW(name));
	return why;
}

static bool
all_are(const struct json *list, enum json_type type)
{
	bool ok = list == NULL || list->type == JSON_LIST;

	json_each(v, list)
		ok = ok && v->type == type;
	return ok;
}

/* Votes by choice: whole numbers, none of them negative. */
static bool
is_tally(const struct json *v)
{
	bool ok = v->type == JSON_OBJECT;

	json_each_member(w, v)
		ok = ok && json_whole(w + 1, -1) >= 0;
	return ok;
}

static bool
is_vote(const struct json *v)
{
	return v->type == JSON_OBJECT && all_are(json_get(v, "for"), JSON_TEXT)
	    && all_are(json_get(v, "against"), JSON_TEXT);
}

static bool
is_of_type(const struct json *v, char type)
{
	struct text t = json_text(v);
	uint8_t hash[32];
	uint64_t time;

	switch (type) {
	case 't': return v->type == JSON_TEXT;
	case 'n': return json_whole(v, -1) >= 0;
	case 'z': return v->type == JSON_NUMBER;
	case 'b': return v->type == JSON_TRUE || v->type == JSON_FALSE;
	case 'o': return v->type == JSON_OBJECT;
	case 'l': return all_are(v, JSON_OBJECT);
	case 'a': return all_are(v, JSON_TEXT);
	case 'c': return is_tally(v);
	case 'v': return is_vote(v);
	case 'h': return hex_read(t, hash, sizeof hash);
	case 'i': return time_read(t, INSTANT, &time);
	case 'd': return time_read(t, t.n == 10 ? DAY : INSTANT, &time);
	default: return false;
	}
}

/* NAME:TYPE, and ! if it must be there. */
struct member {
	struct text name;
	char        type;
	bool        must;
};

static bool
next_member(struct text *form, struct member *m)
{
	struct text spec;

	if (!text_next(form, ' ', &spec) || !text_cut(&spec, ':', &m->name))
		return false;
	m->type = spec.p[0];
	m->must = spec.n == 2;
	return true;
}

/* Members and form are sorted in the same way. */
const char *
form_fits(const struct json *v, const char *form, bool closed)
{
	struct text rest = text_of(form);
	const struct json *at = json_in(v);
	struct member m;

	while (next_member(&rest, &m)) {
		while (at != NULL && text_order(at->text, m.name) < 0) {
			if (closed)
				return form_wrong("found an unknown member",
				    at->text);
			at = json_after(v, at + 1);
		}
		if (at == NULL || !text_same(at->text, m.name)) {
			if (m.must)
				return form_wrong("expected a member", m.name);
			continue;
		}
		if (!is_of_type(at + 1, m.type))
			return form_wrong("found another type of member",
			    m.name);
		at = json_after(v, at + 1);
	}
	return at == NULL || !closed ? NULL :
	    form_wrong("found an unknown member", at->text);
}

const char *
form_fits_each(const struct json *v, const char *form)
{
	const char *wrong = NULL;

	if (v == NULL || v->type == JSON_OBJECT)
		return v == NULL ? NULL : form_fits(v, form, true);
	json_each(w, v) {
		if (wrong == NULL)
			wrong = form_fits(w, form, true);
	}
	return wrong;
}

/* What facts are made of, as docs/record.md lists it under their actions. */
static const char *
payload_form(struct text action)
{
	static const char *const form[][2] = {
		{ "board.appoint", "members:a! parties_differ:b! quorum:n!" },
		{ "custody.move", "cards:n container:t from:t! seals:a to:t!" },
		{ "finding.close", "why:t!" },
		{ "finding.explain", "cite:t! text:t!" },
		{ "finding.open", "code:t! contest:t! count:t margin_effect:z "
		    "members:l severity:t! title:t! unit:t" },
		{ "key.enrol", "actor:t! candidate:t key:h name:t! party:t "
		    "role:t! unit:t" },
		{ "key.revoke", "actor:t! why:t!" },
		{ "key.rotate", "actor:t! key:h!" },
		{ "program.use", "binary:h! version:t!" },
		{ "request.answer", "answer:t! request:t! text:t" },
		{ "rule.adopt", "name:t! sha256:h! use:t!" },
		{ "source.import", "already_public:b bytes:n! cite:t contest:t "
		    "count:t file:t! format:t! id:t! part:t! publisher:t "
		    "quotes:b rows:n! sha256:h! table:h! title:t" },
		{ "stay.lift", "subject:t! text:t" },
		{ "stay.order", "subject:t! text:t" }
	};

	for (size_t i = 0; i < sizeof form / sizeof form[0]; i++) {
		if (text_is(action, form[i][0]))
			return form[i][1];
	}
	return NULL;
}

/* Some facts are named after what they say: key/ACTOR, request/ACTOR/KEY … */
static const char *
misnamed(const struct entry *e)
{
	struct text kinds = TEXT("key request rule stay");
	static const char *const member[] = { "actor", "request", "use",
		"subject" };
	int at = text_word(e->kind, kinds);

	return at < 0 || text_same(e->id, json_text(json_find(e->payload,
	    text_of(member[at])))) ? NULL :
	    form_wrong("found another subject than its payload names",
	    e->subject);
}

/*
 * An act that was done; what was refused may have been refused for this.  Notes
 * beside an act have a payload of their own.
 */
const char *
payload_wrong(const struct entry *e)
{
	const char *form = payload_form(e->action), *wrong;

	if (e->outcome != DONE || e->as >= ASSIST)
		return NULL;
	if (form != NULL) {
		if (e->payload == NULL)
			return form_wrong("expected a payload of", e->action);
		wrong = form_fits(e->payload, form, false);
		return wrong != NULL ? wrong : misnamed(e);
	}
	wrong = form_fits(e->payload, "board:t contest:t order:t returns:h "
	    "vote:v votes:c", false);
	return wrong != NULL || json_get(e->payload, "board") == NULL ? wrong :
	    form_fits(e->payload, "by:a", false);
}
