/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "check.h"
#include "record.h"

const struct person *
person(const struct record *r, struct text actor)
{
	return map_find(&r->people, id_of("person", actor));
}

bool
person_is_enrolled(const struct record *r, const struct entry *e)
{
	const struct person *p = person(r, e->actor);

	return p != NULL && text_same(p->role, e->role) &&
	    (p->unit.n == 0 || text_same(p->unit, e->unit));
}

/* A real record takes none of the keys that everybody has. */
static void
take_key(const struct record *r, struct person *p, struct text hex)
{
	p->has_key = hex_read(hex, p->key, sizeof p->key);
	if (p->has_key && r->real)
		(void)CHECK(CHECK_KIND, !key_is_demonstration(p->key),
		    "found a demonstration key in a real record");
}

static void
enrol(struct record *r, const struct json *v)
{
	struct text actor = json_say(v, "actor");
	struct person *p = map_add(&r->people, id_of("person", actor));

	*p = (struct person){ .actor = lasting_text(actor),
		.unit = lasting_text(json_say(v, "unit")),
		.party = lasting_text(json_say(v, "party")),
		.role = lasting_text(json_say(v, "role")) };
	take_key(r, p, json_say(v, "key"));
}

/* What a signature of an act is over. */
static struct text
message_of(struct record *r, const struct entry *e)
{
	r->message.n = 0;
	buf_put(&r->message, TEXT("canvass act 1\n"));
	buf_put(&r->message, e->act->text);
	return buf_text(&r->message);
}

/* Is ${v} a signature by ${key}, and does it hold? */
static enum signed_by
signed_with(const struct json *v, const uint8_t *key, struct text message)
{
	uint8_t by[32], sig[64];

	if (!hex_read(json_say(v, "key"), by, 32) || memcmp(by, key, 32) != 0)
		return SIGNED_NOT;
	return base64_read(json_say(v, "sig"), sig, 64) == 64 &&
	    signature_holds(key, sig, message) ? SIGNED : SIGNED_BADLY;
}

static enum signed_by
founded(struct record *r, const struct entry *e, const uint8_t *key)
{
	enum signed_by found = SIGNED_NOT;

	json_each(v, json_get(e->whole, "sigs")) {
		if (found == SIGNED_NOT)
			found = signed_with(v, key, message_of(r, e));
	}
	return found;
}

/* Does the policy name ${p} as an officer, with that key? */
static bool
policy_names(const struct policy *policy, const struct person *p)
{
	for (size_t i = 0; p != NULL && i < policy->officers; i++) {
		if (text_same(p->actor, policy->officer[i].actor) && (!p->has_key ||
		    memcmp(p->key, policy->officer[i].key, sizeof p->key) == 0))
			return true;
	}
	return false;
}

/* Each officer once, a person of the record; enough of them have signed. */
static void
check_officers(struct record *r, const struct entry *e)
{
	int64_t threshold = json_number(e->act, "threshold", 0), signatures = 0;
	struct map met = { 0 };
	size_t n = 0;

	json_each(v, json_get(e->act, "officers")) {
		const struct person *p = person(r, v->text);
		enum signed_by has = p != NULL && p->has_key ? founded(r, e, p->key) : SIGNED_NOT;

		(void)map_add(&met, id_of("officer", v->text));
		(void)CHECK(CHECK_GENESIS, p != NULL && met.used == ++n,
		    "officer %.*s is no person of the record, or stands twice", SHOW(v->text));
		if (has != SIGNED_NOT)
			signatures += CHECK(CHECK_OFFICERS, has == SIGNED,
			    "the signature of %.*s does not hold", SHOW(v->text));
		if (r->policy->origin.n > 0)
			(void)CHECK(CHECK_POLICY_OFFICERS, policy_names(r->policy, p),
			    "officer %.*s is not the policy's, or has another key", SHOW(v->text));
	}
	map_free(&met);
	if (signatures < threshold)
		(void)check_fail(CHECK_OFFICERS, "found %" PRId64 " signatures of officers, "
		    "expected %" PRId64, signatures, threshold);
}

static void
check_policy(struct record *r, const struct entry *e, const struct vkey *log)
{
	const struct policy *p = r->policy;
	struct text origin = json_say(json_get(e->act, "log"), "origin");
	uint64_t n = 0;

	if (p->origin.n == 0) {
		check_not(CHECK_POLICY_LOG, "not asked: no policy was given");
		check_not(CHECK_POLICY_OFFICERS, "not asked: no policy was given");
		check_not(CHECK_POLICY_GENESIS, "not asked: no policy was given");
		return;
	}
	(void)CHECK(CHECK_POLICY_LOG, text_same(p->origin, origin) && vkey_same(&p->log, log),
	    "expected the log %.*s with the policy's key, found %.*s, or another key",
	    SHOW(p->origin), SHOW(origin));
	for (size_t i = 0; i < p->officers; i++)
		n += founded(r, e, p->officer[i].key) == SIGNED;
	(void)CHECK(CHECK_POLICY_OFFICERS, n >= p->threshold, "found %" PRIu64 " signatures of "
	    "the policy's officers, expected %" PRIu64, n, p->threshold);
	if (!p->has_genesis)
		check_not(CHECK_POLICY_GENESIS, "not asked: the policy names none");
	else
		(void)CHECK(CHECK_POLICY_GENESIS, hash_same(&p->genesis, &r->genesis),
		    "expected %s, found %s", hash_hex(&p->genesis), hash_hex(&r->genesis));
}

void
people_found(struct record *r, const struct entry *e)
{
	struct text kind = json_say(e->act, "kind");
	struct text key = lasting_text(json_say(json_get(e->act, "log"), "key"));
	int64_t threshold = json_number(e->act, "threshold", 0);
	struct vkey log = { 0 };
	size_t n = 0;

	r->genesis = e->hash;
	r->real = text_is(kind, "real");
	r->history = text_is(kind, "history");
	r->simulated = text_is(json_say(e->act, "clock"), "simulated");
	r->day = lasting_text(json_say(e->act, "date"));
	r->units = json_number(e->act, "units", 0);
	json_each(v, json_get(e->act, "people")) {
		enrol(r, v);
		(void)CHECK(CHECK_GENESIS, r->people.used == ++n, "%.*s stands twice",
		    SHOW(json_say(v, "actor")));
	}
	(void)CHECK(CHECK_GENESIS, vkey_read(key, &log) && (threshold > 0 || r->history),
	    "found a log without key, or a threshold of 0, which only a history may have");
	if (r->real)
		(void)CHECK(CHECK_KIND, !r->simulated && threshold >= 2,
		    "expected a real clock and a threshold of 2 or more");
	check_officers(r, e);
	check_policy(r, e, &log);
}

bool
person_has_signed(struct record *r, const struct entry *e)
{
	const struct person *p = person(r, e->actor);

	return e->sig != NULL && p != NULL && p->has_key && !p->revoked &&
	    signed_with(e->sig, p->key, message_of(r, e)) == SIGNED;
}

void
people_check(struct record *r, const struct entry *e)
{
	const struct person *p = person(r, e->actor);
	struct hash election;

	if (e->outcome != REFUSED)
		(void)CHECK(CHECK_ENROLLED, person_is_enrolled(r, e),
		    "%.*s is not enrolled as %.*s, or not of unit `%.*s`", SHOW(e->actor),
		    SHOW(e->role), SHOW(e->unit));
	if (e->refusal == PRIVACY || e->refusal == MALFORMED || e->refusal == BAD_SIGNATURE ||
	    (e->outcome == REFUSED && p == NULL))
		return;
	if (e->sig == NULL) {
		(void)CHECK(CHECK_UNSIGNED, text_is(e->role, "recorder") ||
		    (r->history && json_in(json_get(e->act, "sources")) != NULL),
		    "%.*s of %.*s has no %s", SHOW(e->action), SHOW(e->actor),
		    r->history ? "source" : "signature");
		return;
	}
	(void)CHECK(CHECK_SIGNED, person_has_signed(r, e), "%s %.*s", p == NULL ?
	    "nobody has enrolled" : p->revoked ? "revoked is the key of" :
	    "not by the key, or not over this act, of", SHOW(e->actor));
	(void)CHECK(CHECK_ELECTION, hash_read(json_say(e->act, "election"), &election) &&
	    hash_same(&election, &r->genesis), "expected election %s, found %.*s",
	    hash_hex(&r->genesis), SHOW(json_say(e->act, "election")));
}

void
people_fold(struct record *r, const struct entry *e)
{
	struct text actor = json_say(e->payload, "actor");
	struct person *p = map_find(&r->people, id_of("person", actor));

	if (text_is(e->action, "key.enrol")) {
		enrol(r, e->payload);
	} else if (p == NULL) {
		(void)check_fail(CHECK_ENROLLED, "nobody has enrolled %.*s", SHOW(actor));
	} else if (text_is(e->action, "key.revoke")) {
		p->revoked = true;
	} else if (text_is(e->action, "key.rotate")) {
		take_key(r, p, json_say(e->payload, "key"));
		if (!text_same(actor, e->actor))
			(void)check_fail(CHECK_SIGNED, "the key of %.*s is changed by another",
			    SHOW(actor));
	}
}
