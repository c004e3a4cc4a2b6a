/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "check.h"
#include "record.h"

static struct thing *
person(struct record *r, struct text actor)
{
	return thing(r, TEXT("person"), actor);
}

/* Somebody who acts for a unit does so for its canvass only. */
bool
person_is_enrolled(struct record *r, const struct entry *e)
{
	const struct json *p = person(r, e->actor)->says;
	struct text unit = json_say(p, "unit");

	return text_same(json_say(p, "role"), e->role) && (unit.n == 0 ||
	    (text_same(unit, e->unit) && (!text_is(e->kind, "canvass") ||
	    text_same(unit, e->id))));
}

/* A real record takes none of the keys that everybody has. */
static void
take_key(const struct record *r, struct thing *p, struct text key)
{
	p->key = lasting_text(key);
	if (key.n > 0 && r->real)
		CHECK(CHECK_KIND, !key_is_demonstration(key),
		    "found a demonstration key in a real record");
}

static void
enrol(struct record *r, const struct json *v)
{
	struct thing *p = person(r, json_say(v, "actor"));

	p->says = json_keep(v);
	take_key(r, p, json_say(v, "key"));
}

/* Is ${v} a signature of the act by ${hex}, and does it hold? */
static enum signed_by
signed_with(struct record *r, const struct entry *e, const struct json *v,
    struct text hex)
{
	uint8_t key[32], sig[64];

	if (!hex_read(hex, key, 32) || !text_same(json_say(v, "key"), hex))
		return SIGNED_NOT;
	r->message.n = 0;
	buf_put(&r->message, TEXT("canvass act 1\n"));
	buf_put(&r->message, e->act->text);
	return base64_read(json_say(v, "sig"), sig, 64) &&
	    signature_holds(key, sig, buf_text(&r->message)) ? SIGNED :
	    SIGNED_BADLY;
}

static enum signed_by
founded(struct record *r, const struct entry *e, struct text key)
{
	enum signed_by found = SIGNED_NOT;

	json_each(v, json_get(e->whole, "sigs")) {
		if (found == SIGNED_NOT)
			found = signed_with(r, e, v, key);
	}
	return found;
}

/* Does the policy name ${actor} as an officer, with that key? */
static bool
policy_names(const struct policy *p, struct text actor, struct text key)
{
	for (size_t i = 0; i < p->officers; i++) {
		if (text_same(actor, p->officer[i].actor) &&
		    (key.n == 0 || text_same(key, p->officer[i].key)))
			return true;
	}
	return false;
}

/* Each officer once, a person of the record; enough of them have signed. */
static void
check_officers(struct record *r, const struct entry *e, int64_t threshold)
{
	const struct json *officers = json_get(e->act, "officers");
	int64_t signatures = 0;

	json_each(v, officers) {
		struct thing *p = person(r, v->text);
		enum signed_by has = founded(r, e, p->key);

		CHECK(CHECK_GENESIS, p->says != NULL &&
		    !json_has(officers, v->text, v), "officer %.*s is no "
		    "person of the record, or stands twice", SHOW(v->text));
		if (has != SIGNED_NOT)
			signatures += CHECK(CHECK_OFFICERS, has == SIGNED,
			    "signature of %.*s does not hold", SHOW(v->text));
		if (r->policy->origin.n > 0)
			CHECK(CHECK_POLICY_OFFICERS,
			    policy_names(r->policy, v->text, p->key),
			    "officer %.*s is not the policy's, or has another "
			    "key", SHOW(v->text));
	}
	if (signatures < threshold)
		check_fail(CHECK_OFFICERS, "found %" PRId64 " signatures of "
		    "officers, expected %" PRId64, signatures, threshold);
}

static void
check_policy(struct record *r, const struct entry *e, struct text origin,
    const struct vkey *log)
{
	const struct policy *p = r->policy;
	uint64_t n = 0;

	for (size_t i = 0; i < p->officers; i++)
		n += founded(r, e, p->officer[i].key) == SIGNED;
	if (p->origin.n == 0) {
		check_not(CHECK_POLICY_LOG, "not asked: no policy");
		check_not(CHECK_POLICY_OFFICERS, "not asked: no policy");
	} else {
		CHECK(CHECK_POLICY_LOG, text_same(p->origin, origin) &&
		    text_same(p->log.text, log->text), "expected the log "
		    "%.*s, found %.*s", SHOW(p->log.text), SHOW(log->text));
		CHECK(CHECK_POLICY_OFFICERS, n >= p->threshold, "found %"
		    PRIu64 " signatures of the policy's officers, expected %"
		    PRIu64, n, p->threshold);
	}
	if (p->genesis.n == 0)
		check_not(CHECK_POLICY_GENESIS, "not asked: no policy has it");
	else
		CHECK(CHECK_POLICY_GENESIS, text_is(p->genesis,
		    hash_hex(&r->genesis_leaf)), "expected %.*s, found %s",
		    SHOW(p->genesis), hash_hex(&r->genesis_leaf));
}

void
people_found(struct record *r, const struct entry *e)
{
	const struct json *act = r->genesis = json_keep(e->act);
	const struct json *log = json_get(act, "log");
	struct text kind = json_say(act, "kind");
	int64_t threshold = json_number(act, "threshold", 0);
	struct vkey key = { 0 };

	r->genesis_leaf = e->hash;
	r->real = text_is(kind, "real");
	r->history = text_is(kind, "history");
	r->simulated = text_is(json_say(act, "clock"), "simulated");
	json_each(v, json_get(act, "people")) {
		struct text actor = json_say(v, "actor");

		CHECK(CHECK_GENESIS, person(r, actor)->says == NULL,
		    "%.*s stands twice", SHOW(actor));
		enrol(r, v);
	}
	CHECK(CHECK_GENESIS, vkey_read(json_say(log, "key"), &key) &&
	    (threshold > 0 || r->history), "found a log without key, or a "
	    "threshold of 0, which only a history may have");
	if (r->real)
		CHECK(CHECK_KIND, !r->simulated && threshold >= 2, "expected "
		    "a real clock and a threshold of 2 or more");
	check_officers(r, e, threshold);
	check_policy(r, e, json_say(log, "origin"), &key);
}

bool
person_has_signed(struct record *r, const struct entry *e)
{
	const struct thing *p = person(r, e->actor);

	return !p->revoked && signed_with(r, e, e->sig, p->key) == SIGNED;
}

void
people_check(struct record *r, const struct entry *e)
{
	const struct thing *p = person(r, e->actor);
	struct text election = json_say(e->act, "election");

	if (e->outcome != REFUSED)
		CHECK(CHECK_ENROLLED, person_is_enrolled(r, e), "%.*s is not "
		    "enrolled as %.*s, or not of unit `%.*s`", SHOW(e->actor),
		    SHOW(e->role), SHOW(e->unit));
	if (e->is_shadow || e->refusal == BAD_SIGNATURE ||
	    (e->outcome == REFUSED && p->says == NULL))
		return;
	if (e->sig == NULL) {
		CHECK(CHECK_UNSIGNED, text_is(e->role, "recorder") ||
		    (r->history && json_in(json_get(e->act, "sources"))),
		    "of %.*s has no %s", SHOW(e->actor),
		    r->history ? "source" : "signature");
		return;
	}
	CHECK(CHECK_SIGNED, person_has_signed(r, e), "%s %.*s", p->revoked ?
	    "revoked is the key of" : "not by the key, or not over this act, "
	    "of", SHOW(e->actor));
	CHECK(CHECK_ELECTION, text_is(election, hash_hex(&r->genesis_leaf)),
	    "expected election %s, found %.*s", hash_hex(&r->genesis_leaf),
	    SHOW(election));
}

void
people_fold(struct record *r, const struct entry *e)
{
	struct text actor = json_say(e->payload, "actor");
	struct thing *p = person(r, actor);

	if (text_is(e->action, "key.enrol")) {
		enrol(r, e->payload);
		return;
	}
	if (p->says == NULL)
		check_fail(CHECK_ENROLLED, "nobody enrolled %.*s", SHOW(actor));
	if (text_is(e->action, "key.revoke"))
		p->revoked = true;
	if (!text_is(e->action, "key.rotate"))
		return;
	take_key(r, p, json_say(e->payload, "key"));
	if (!text_same(actor, e->actor))
		check_fail(CHECK_SIGNED, "the key of %.*s is changed by another",
		    SHOW(actor));
}
