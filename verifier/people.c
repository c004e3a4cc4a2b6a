/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include <sodium.h>

#include "check.h"
#include "record.h"

enum { DEMONSTRATION = 64 };	/* keys whose seeds are published */

/* A person, or a person's next key; a real record takes no published key. */
static void
enrol(struct record *r, const struct json *v)
{
	struct thing *p = person(r, json_say(v, "actor"));
	struct text key = json_say(v, "key");
	uint8_t known[32], found[32], secret[64];
	char name[64];
	bool is = false;

	if (p->says == NULL || json_get(v, "role") != NULL)
		p->says = json_keep(v);
	p->key = lasting_text(key);
	for (int n = 0; r->real && n < DEMONSTRATION; n++) {
		(void)snprintf(name, sizeof name,
		    "canvass demonstration key %d", n);
		(void)crypto_sign_seed_keypair(known, secret,
		    hash_of(text_of(name)).b);
		is |= hex_read(key, found, 32) && memcmp(found, known, 32) == 0;
	}
	if (key.n > 0 && r->real)
		CHECK(CHECK_KIND, !is, "found a demonstration key");
}

/* Is ${v} a signature of the act by ${hex} that holds? */
static bool
signed_with(struct record *r, const struct entry *e, const struct json *v,
    struct text hex)
{
	uint8_t key[32], sig[64];

	return hex_read(hex, key, 32) && text_same(json_say(v, "key"), hex) &&
	    base64_read(json_say(v, "sig"), sig, 64) &&
	    signature_holds(key, sig, buf_join(&r->message, 2, (struct text[]){
	    TEXT("canvass act 1\n"), e->act->text }));
}

static bool
founded(struct record *r, const struct entry *e, struct text key)
{
	bool found = false;

	json_each(v, json_get(e->whole, "sigs"))
		found = found || signed_with(r, e, v, key);
	return found;
}

/* Each officer once, a person of the record; enough of them have signed. */
static void
check_officers(struct record *r, const struct entry *e, int64_t threshold)
{
	const struct json *officers = json_get(e->act, "officers");
	int64_t n = 0;

	json_each(v, officers) {
		n += founded(r, e, person(r, v->text)->key);
		CHECK(CHECK_GENESIS, person(r, v->text)->says != NULL &&
		    !json_has(officers, v->text, v),
		    "%.*s is nobody, or stands twice", SHOW(v->text));
	}
	json_each(v, json_get(e->whole, "sigs")) {
		struct text key = json_say(v, "key");

		CHECK(CHECK_OFFICERS, signed_with(r, e, v, key), "the "
		    "signature of the key %.*s does not hold", SHOW(key));
	}
	if (n < threshold)
		check_fail(CHECK_OFFICERS, "found %" PRId64 " signatures of "
		    "officers, expected %" PRId64, n, threshold);
}

static void
check_policy(struct record *r, const struct entry *e, struct text log)
{
	const struct policy *p = r->policy;
	const struct json *officers = json_get(e->act, "officers");
	uint64_t n = 0, others = 0;

	json_each(v, officers)
		others++;
	for (size_t i = 0; i < p->officers; i++) {
		struct text actor = p->officer[i].actor;

		others -= json_has(officers, actor, NULL) &&
		    text_same(person(r, actor)->key, p->officer[i].key);
		n += founded(r, e, p->officer[i].key);
	}
	CHECK(CHECK_POLICY_OFFICERS, others == 0 && n >= p->threshold, "found "
	    "%" PRIu64 " signatures of the policy's officers, expected %" PRIu64
	    "; or other officers, or other keys", n, p->threshold);
	check_same(CHECK_POLICY_LOG, "key of the log", p->log.text, log);
	if (p->genesis.n > 0)
		check_same(CHECK_POLICY_GENESIS, "its hash", p->genesis,
		    text_of(hash_hex(&r->genesis_leaf)));
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
		CHECK(CHECK_KIND, !r->simulated && threshold >= 2,
		    "expected a real clock and a threshold of 2");
	check_officers(r, e, threshold);
	if (r->policy->origin.n > 0)
		check_policy(r, e, log);
}

/* Who acts for a unit does so in its own canvass only; the keeper is known. */
bool
person_is_enrolled(struct record *r, const struct entry *e)
{
	const struct thing *p = person(r, e->actor);
	struct text unit = json_say(p->says, "unit");

	if (text_is(e->actor, "recorder") && text_is(e->role, "recorder"))
		return true;
	return text_same(json_say(p->says, "role"), e->role) &&
	    (unit.n == 0 || (text_same(unit, e->unit) &&
	    (!text_is(e->kind, "canvass") || text_same(unit, e->id))));
}

bool
person_has_signed(struct record *r, const struct entry *e)
{
	const struct thing *p = person(r, e->actor);

	return !p->revoked && e->sig != NULL &&
	    signed_with(r, e, e->sig, p->key);
}

void
people_check(struct record *r, const struct entry *e)
{
	const struct thing *p = person(r, e->actor);

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
	    "revoked is the key of" :
	    "not by the key, or not over this act, of", SHOW(e->actor));
	check_same(CHECK_ELECTION, "election", text_of(hash_hex(
	    &r->genesis_leaf)), json_say(e->act, "election"));
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
		enrol(r, e->payload);
		if (!text_same(actor, e->actor))
			check_fail(CHECK_SIGNED, "the key of %.*s is changed "
			    "by another", SHOW(actor));
	}
}
