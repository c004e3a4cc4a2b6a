/* SPDX-License-Identifier: Apache-2.0 */
/* What the payload of an act that leaves a fact must say, before anything is left. */
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/num.h"
#include "text/json.h"

#include "record/inside.h"

#define MAX_ADOPTED ((size_t)4 << 20)

struct reading {
	const struct hearing *h;
	const struct act     *act;
	struct ruling       *v;
	struct err           *e;
};

static bool
malformed(const struct reading *p, const char *why)
{
	return ruling_refuse(p->v, MALFORMED, why);
}

static const struct json_value *
part(const struct reading *p, const char *name, enum json_kind kind)
{
	const struct json_value *m = p->act->payload == NULL ? NULL :
	    json_find(p->act->payload, name);

	return m != NULL && m->kind == kind ? m : NULL;
}

/* Does the subject end in the text ${name} of the payload? */
static bool
names_subject(const struct reading *p, const char *name)
{
	const char *text = payload_text(p->act, name);

	return text != NULL && strcmp(strchr(p->act->subject, '/') + 1,
	    text) == 0;
}

static const struct json_value *
person_of(const struct reading *p, struct json_value **person)
{
	struct store_fact fact;
	struct arena *a = &p->h->r->each;
	bool found;

	*person = NULL;
	if (!store_fact_find(p->h->r->store, a, "person", p->act->actor,
	    &found, &fact, p->e) || (found && !json_tree_of(a, fact.value,
	    strlen(fact.value), "person", person, p->e)))
		return NULL;
	return *person;
}

/* A real election takes no key that everybody has. */
static bool
new_key(const struct reading *p, bool must)
{
	const char *key = payload_text(p->act, "key");
	unsigned char public[SIGN_PUBLIC];

	if (key == NULL && !must && json_find(p->act->payload, "key") == NULL)
		return true;
	if (key == NULL || !hash_parse(public, key, strlen(key)))
		return malformed(p, "the key is not 64 hexadecimal digits");
	if (p->h->r->genesis.kind == RECORD_REAL &&
	    sign_is_demonstration(public))
		return malformed(p, "the key is one that everybody has");
	return true;
}

/* Offices of one unit: who acts for a unit makes no Secretary of State and no court. */
static bool
is_of_a_unit(enum role r)
{
	return r == ROLE_REGISTRAR || r == ROLE_SUPERINTENDENT ||
	    r == ROLE_AUDIT_BOARD || r == ROLE_ELECTOR || r == ROLE_OBSERVER;
}

/* Who acts for one unit enrols people of that unit. */
static bool
enrol(const struct reading *p)
{
	const char *role = payload_text(p->act, "role");
	const char *unit = payload_text(p->act, "unit");
	const struct json_value *own;
	struct json_value *person;
	struct store_fact fact;
	enum role as;
	bool found;

	if (!names_subject(p, "actor") || payload_text(p->act, "name") ==
	    NULL || role == NULL || !role_find(role, &as))
		return malformed(p, "expected the subject key/ACTOR, and of "
		    "that actor the name and one of the twelve roles");
	if (person_of(p, &person) == NULL)
		return false;
	own = json_find(person, "unit");
	if (own != NULL && own->text != NULL &&
	    (unit == NULL || strcmp(unit, own->text) != 0 ||
	    !is_of_a_unit(as)))
		return ruling_refuse(p->v, NO_AUTHORITY, arena_printf(
		    &p->h->r->each, "%s enrols only people and officers of unit %s",
		    p->act->actor, own->text));
	TRY(store_fact_find(p->h->r->store, &p->h->r->each, "person",
	    payload_text(p->act, "actor"), &found, &fact, p->e));
	if (found)
		return ruling_refuse(p->v, WRONG_STATE, "that actor is "
		    "enrolled already");
	return new_key(p, false);
}

/* Everybody changes the own key, and nobody another's. */
static bool
rotate(const struct reading *p)
{
	if (!names_subject(p, "actor"))
		return malformed(p, "expected the subject key/ACTOR");
	if (strcmp(payload_text(p->act, "actor"), p->act->actor) != 0)
		return ruling_refuse(p->v, NO_AUTHORITY, "only the own key "
		    "can be changed");
	return new_key(p, true);
}

static bool
revoke(const struct reading *p)
{
	return names_subject(p, "actor") ||
	    malformed(p, "expected the subject key/ACTOR");
}

/* How many texts are in ${list}; 0 if anything else is, or one twice. */
static int64_t
count_names(const struct json_value *list)
{
	int64_t n = 0;

	if (list == NULL)
		return 0;
	for (const struct json_value *v = list->child; v != NULL; v = v->next) {
		if (v->kind != JSON_STRING)
			return 0;
		for (const struct json_value *u = list->child; u != v;
		    u = u->next)
			if (strcmp(u->text, v->text) == 0)
				return 0;
		n++;
	}
	return n;
}

static bool
appoint(const struct reading *p)
{
	int64_t members = count_names(part(p, "members", JSON_ARRAY));
	const struct json_value *quorum = part(p, "quorum", JSON_NUMBER);
	int64_t n;

	if (members == 0 || quorum == NULL ||
	    num_parse(quorum->text, quorum->n, &n) != NUM_OK || n < 1 ||
	    n > members)
		return malformed(p, "expected the members of the board, each "
		    "once, and a quorum that they can reach");
	return true;
}

static bool
answer(const struct reading *p)
{
	const char *text = payload_text(p->act, "answer");

	if (!names_subject(p, "request"))
		return malformed(p, "expected the subject request/ACTOR/KEY");
	if (text == NULL || (strcmp(text, "granted") != 0 &&
	    strcmp(text, "declined") != 0 && strcmp(text, "partly") != 0))
		return malformed(p, "expected the answer granted, declined or "
		    "partly");
	return true;
}

static bool
stay(const struct reading *p)
{
	return names_subject(p, "subject") || malformed(p, "expected the "
	    "subject stay/SUBJECT, with the subject that is stayed");
}

static bool
is_use(const char *use)
{
	static const char *const uses[] = { "definition", "rules",
		"authority", "elector-rules", "map", "electors" };

	for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
		if (strcmp(uses[i], use) == 0)
			return true;
	return false;
}

/* A file that cannot be read would leave the record without law. */
static bool
reads(const struct reading *p, const char *use, struct bytes text)
{
	struct arena *a = &p->h->r->each;
	struct authority *authority;
	struct err inner;
	struct law *law;

	if (strcmp(use, "rules") == 0)
		return law_parse(a, text, use, &law, &inner);
	return strcmp(use, "authority") != 0 ||
	    authority_parse(a, text, use, &authority, &inner);
}

static bool
adopt(const struct reading *p)
{
	const char *hex = payload_text(p->act, "sha256");
	const char *use = payload_text(p->act, "use");
	unsigned char sum[HASH_SIZE];
	struct bytes text;
	struct err inner;

	if (hex == NULL || !hash_parse(sum, hex, strlen(hex)) ||
	    payload_text(p->act, "name") == NULL || use == NULL ||
	    !is_use(use) || !names_subject(p, "use"))
		return malformed(p, "expected the subject rule/USE, and name, "
		    "use and sha256 of a file");
	if (!record_object(p->h->r, &p->h->r->each, hex, MAX_ADOPTED, &text,
	    &inner))
		return ruling_refuse(p->v, WRONG_STATE, "the file is not in "
		    "this record");
	return reads(p, use, text) || malformed(p, arena_printf(
	    &p->h->r->each, "the file cannot be adopted as %s", use));
}

static bool
certificate(const struct reading *p)
{
	return payload_text(p->act, "contest") != NULL ||
	    malformed(p, "a certificate names its contest");
}

static const struct {
	const char *action;
	bool      (*says)(const struct reading *p);
} actions[] = {
	{ "board.appoint", appoint },
	{ "certification.issue", certificate },
	{ "key.enrol", enrol },
	{ "key.revoke", revoke },
	{ "key.rotate", rotate },
	{ "request.answer", answer },
	{ "rule.adopt", adopt },
	{ "stay.lift", stay },
	{ "stay.order", stay },
};

bool
payload_holds(const struct hearing *h, struct ruling *v, struct err *e)
{
	struct reading p = { h, h->act, v, e };

	if (strncmp(h->act->action, "audit.", 6) == 0)
		return audit_holds(h, v, e);
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
		if (strcmp(actions[i].action, h->act->action) == 0)
			return actions[i].says(&p);
	return true;
}
