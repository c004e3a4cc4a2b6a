/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "check.h"
#include "record.h"

/* Who acts for a unit does so in its own canvass only; the keeper is known. */
bool
person_is_enrolled(struct record *r, const struct entry *e)
{
	const struct json *p = person(r, e->actor)->says;
	struct text unit = json_say(p, "unit");

	if (text_is(e->actor, "recorder") && text_is(e->role, "recorder"))
		return true;
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
	return base64_read(json_say(v, "sig"), sig, 64) &&
	    signature_holds(key, sig, buf_join(&r->message, 2, (struct text[]){
	    TEXT("canvass act 1\n"), e->act->text })) ? SIGNED : SIGNED_BADLY;
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

/* Each officer once, a person of the record; enough of them have signed. */
static void
check_officers(struct record *r, const struct entry *e, int64_t threshold)
{
	const struct json *officers = json_get(e->act, "officers");
	int64_t signatures = 0;

	json_each(v, officers) {
		enum signed_by has = founded(r, e, person(r, v->text)->key);

		CHECK(CHECK_GENESIS, person(r, v->text)->says != NULL &&
		    !json_has(officers, v->text, v), "officer %.*s is no "
		    "person of the record, or stands twice", SHOW(v->text));
		if (has != SIGNED_NOT)
			signatures += CHECK(CHECK_OFFICERS, has == SIGNED,
			    "signature of %.*s does not hold", SHOW(v->text));
	}
	if (signatures < threshold)
		check_fail(CHECK_OFFICERS, "found %" PRId64 " signatures of "
		    "officers, expected %" PRId64, signatures, threshold);
}

static void
check_policy(struct record *r, const struct entry *e, struct text log)
{
	const struct policy *p = r->policy;
	const struct json *officers = json_get(e->act, "officers");
	uint64_t n = 0, named = 0;

	for (size_t i = 0; i < p->officers; i++) {
		struct text actor = p->officer[i].actor;

		named += json_has(officers, actor, NULL) &&
		    text_same(person(r, actor)->key, p->officer[i].key);
		n += founded(r, e, p->officer[i].key) == SIGNED;
	}
	json_each(v, officers)
		named -= 1;
	CHECK(CHECK_POLICY_OFFICERS, named == 0 && n >= p->threshold, "found "
	    "%" PRIu64 " signatures of the policy's officers, expected %" PRIu64
	    "; or other officers, or other keys", n, p->threshold);
	CHECK(CHECK_POLICY_LOG, text_same(p->log.text, log), "expected the "
	    "log %.*s, found %.*s", SHOW(p->log.text), SHOW(log));
	CHECK(CHECK_POLICY_GENESIS, p->genesis.n == 0 || text_is(p->genesis,
	    hash_hex(&r->genesis_leaf)), "expected %.*s, found %s",
	    SHOW(p->genesis), hash_hex(&r->genesis_leaf));
}

void
people_found(struct record *r, const struct entry *e)
{
	struct text kind = json_say(e->act, "kind"), log;
	int64_t threshold = json_number(e->act, "threshold", 0);
	struct vkey key;

	r->genesis = json_keep(e->act);
	r->genesis_leaf = e->hash;
	r->real = text_is(kind, "real");
	r->history = text_is(kind, "history");
	r->simulated = text_is(json_say(e->act, "clock"), "simulated");
	json_each(v, json_get(e->act, "people")) {
		struct text actor = json_say(v, "actor");

		CHECK(CHECK_GENESIS, person(r, actor)->says == NULL,
		    "%.*s stands twice", SHOW(actor));
		enrol(r, v);
	}
	log = json_say(json_get(r->genesis, "log"), "key");
	CHECK(CHECK_GENESIS, vkey_read(log, &key) && (threshold > 0 ||
	    r->history), "found a log without key, or a threshold of 0");
	if (r->real)
		CHECK(CHECK_KIND, !r->simulated && threshold >= 2, "expected "
		    "a real clock and a threshold of 2 or more");
	check_officers(r, e, threshold);
	if (r->policy->origin.n > 0)
		check_policy(r, e, log);
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
	const char *expected = hash_hex(&r->genesis_leaf);

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
	CHECK(CHECK_ELECTION, text_is(election, expected), "expected election "
	    "%s, found %.*s", expected, SHOW(election));
}

void
people_fold(struct record *r, const struct entry *e)
{
	struct text actor = json_say(e->payload, "actor");
	struct thing *p = person(r, actor);

	if (text_is(e->action, "key.enrol") && e->payload != NULL) {
		enrol(r, e->payload);
	} else if (p->says == NULL) {
		check_fail(CHECK_ENROLLED, "nobody enrolled %.*s", SHOW(actor));
	} else if (text_is(e->action, "key.revoke")) {
		p->revoked = true;
	} else if (text_is(e->action, "key.rotate")) {
		take_key(r, p, json_say(e->payload, "key"));
		if (!text_same(actor, e->actor))
			check_fail(CHECK_SIGNED, "the key of %.*s is changed "
			    "by another", SHOW(actor));
	}
}
