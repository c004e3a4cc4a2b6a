/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "check.h"
#include "record.h"

static const char PREFIX[] = "canvass act 1\n";

static struct id
person_id(struct text actor)
{
	return id_of("person", actor, TEXT(""));
}

const struct person *
person(const struct record *r, struct text actor)
{
	return map_find(&r->people, person_id(actor));
}

/* A real record takes none of the keys that everybody has. */
static void
check_key(const struct record *r, const struct entry *e, const uint8_t *key)
{
	if (r->real && !check_that(CHECK_KIND, !key_is_demonstration(key)))
		check_fail(CHECK_KIND, "leaf %" PRIu64 ": found a "
		    "demonstration key in a real record", e->leaf);
}

static void
enrol(struct record *r, const struct entry *e, const struct json *v)
{
	const struct json_doc *d = e->doc;
	struct text actor = json_say(d, v, "actor");
	struct person *p = map_add(&r->people, person_id(actor));

	*p = (struct person){ .actor = lasting_text(actor),
		.unit = lasting_text(json_say(d, v, "unit")),
		.party = lasting_text(json_say(d, v, "party")),
		.role = text_word(json_say(d, v, "role"), ROLE_WORDS) };
	p->has_key = hex_read(json_say(d, v, "key"), p->key, sizeof p->key);
	if (p->has_key)
		check_key(r, e, p->key);
}

static struct text
message_of(struct record *r, const struct entry *e)
{
	r->message.n = 0;
	buf_put(&r->message, TEXT(PREFIX));
	buf_put(&r->message, json_text(e->doc, e->act));
	return (struct text){ r->message.p, r->message.n };
}

static bool
sig_read(const struct json_doc *d, const struct json *v, uint8_t key[32],
    uint8_t sig[64])
{
	size_t n = 64;

	return hex_read(json_say(d, v, "key"), key, 32) &&
	    base64_read(json_say(d, v, "sig"), sig, &n) && n == 64;
}

/* Has ${key} signed the genesis?  -1: it has tried. */
static int
founder(const struct entry *e, struct text message, const uint8_t *key)
{
	const struct json *sigs = json_get(e->doc, e->whole, "sigs");
	uint8_t by[32], sig[64];

	for (const struct json *v = json_in(e->doc, sigs); v != NULL;
	    v = json_after(e->doc, sigs, v)) {
		if (sig_read(e->doc, v, by, sig) &&
		    memcmp(by, key, sizeof by) == 0)
			return signature_holds(key, sig, message) ? 1 : -1;
	}
	return 0;
}

/* Each officer once, enrolled with a key; enough of them have signed. */
static void
check_officers(struct record *r, const struct entry *e)
{
	const struct json *list = json_get(e->doc, e->act, "officers");
	int64_t threshold = json_number(e->doc, e->act, "threshold", 0), n = 0;
	struct text message = message_of(r, e);
	struct map met = { 0 };

	for (const struct json *v = json_in(e->doc, list); v != NULL;
	    v = json_after(e->doc, list, v)) {
		struct text actor = json_text(e->doc, v);
		const struct person *p = person(r, actor);
		size_t before = met.used;
		int has = p != NULL && p->has_key ?
		    founder(e, message, p->key) : 0;

		(void)map_add(&met, person_id(actor));
		if (p == NULL || met.used == before)
			check_fail(CHECK_GENESIS, "leaf 0: officer %.*s is no "
			    "person of the record, or stands twice",
			    SHOW(actor));
		if (has < 0)
			check_fail(CHECK_OFFICERS, "leaf 0: the signature of "
			    "%.*s does not hold", SHOW(actor));
		n += has > 0 && met.used > before;
		if (has > 0)
			check_ok(CHECK_OFFICERS);
	}
	map_free(&met);
	if (n < threshold)
		check_fail(CHECK_OFFICERS, "leaf 0: found %" PRId64
		    " signatures of officers, expected %" PRId64, n, threshold);
}

static void
check_log_of_policy(const struct record *r)
{
	const struct policy *p = r->policy;

	if (!check_that(CHECK_POLICY_LOG, text_same(p->origin, r->origin) &&
	    vkey_same(&p->log, &r->log)))
		check_fail(CHECK_POLICY_LOG, "leaf 0: expected the log %.*s "
		    "with key %.*s, found %.*s with another key or name",
		    SHOW(p->origin), SHOW(p->log.name), SHOW(r->origin));
}

/* Nobody founds a record whom the policy does not name, with its key. */
static void
check_officers_of_policy(struct record *r, const struct entry *e)
{
	const struct policy *p = r->policy;
	const struct json *list = json_get(e->doc, e->act, "officers");
	struct text message = message_of(r, e);
	uint64_t n = 0;

	for (const struct json *v = json_in(e->doc, list); v != NULL;
	    v = json_after(e->doc, list, v)) {
		const struct person *q = person(r, json_text(e->doc, v));
		bool known = false;

		for (size_t i = 0; q != NULL && i < p->officers; i++) {
			known = known || (text_same(q->actor,
			    p->officer[i].actor) && (!q->has_key ||
			    memcmp(q->key, p->officer[i].key, 32) == 0));
		}
		if (!known)
			check_fail(CHECK_POLICY_OFFICERS, "leaf 0: officer "
			    "%.*s is not the policy's, or has another key",
			    SHOW(json_text(e->doc, v)));
	}
	for (size_t i = 0; i < p->officers; i++) {
		bool has = founder(e, message, p->officer[i].key) > 0;

		n += has;
		if (has)
			check_ok(CHECK_POLICY_OFFICERS);
	}
	if (n < p->threshold)
		check_fail(CHECK_POLICY_OFFICERS, "leaf 0: found %" PRIu64
		    " signatures of the policy's officers, expected %" PRIu64,
		    n, p->threshold);
	else if (p->threshold == 0)
		check_ok(CHECK_POLICY_OFFICERS);
}

static void
check_policy(struct record *r, const struct entry *e)
{
	static const char none[] = "not asked: no policy was given";

	if (r->policy->origin.n == 0) {
		check_not(CHECK_POLICY_LOG, none);
		check_not(CHECK_POLICY_OFFICERS, none);
		check_not(CHECK_POLICY_GENESIS, none);
		return;
	}
	check_log_of_policy(r);
	check_officers_of_policy(r, e);
	if (!r->policy->has_genesis)
		check_not(CHECK_POLICY_GENESIS, "the policy names none");
	else if (!check_that(CHECK_POLICY_GENESIS,
	    hash_same(&r->policy->genesis, &r->genesis)))
		check_fail(CHECK_POLICY_GENESIS, "leaf 0: expected %s, found "
		    "%s", hash_hex(&r->policy->genesis), hash_hex(&r->genesis));
}

/* docs/record.md: what a real, a test and a historic record may be. */
static void
check_kind(const struct record *r, const struct entry *e)
{
	int64_t threshold = json_number(e->doc, e->act, "threshold", 0);

	if (threshold == 0 && !r->history)
		check_fail(CHECK_GENESIS, "leaf 0: found a threshold of 0, "
		    "which only a history may have");
	if (r->real && !check_that(CHECK_KIND, !r->simulated && threshold >= 2))
		check_fail(CHECK_KIND, "leaf 0: expected a real clock and a "
		    "threshold of 2 or more");
}

void
people_found(struct record *r, const struct entry *e)
{
	const struct json_doc *d = e->doc;
	const struct json *people = json_get(d, e->act, "people");
	const struct json *files = json_get(d, e->act, "files");
	struct text kind = json_say(d, e->act, "kind");
	size_t n = 0;

	r->real = text_is(kind, "real");
	r->history = text_is(kind, "history");
	r->simulated = text_is(json_say(d, e->act, "clock"), "simulated");
	r->day = lasting_text(json_say(d, e->act, "date"));
	r->units = json_number(d, e->act, "units", 0);
	r->genesis = e->hash;
	r->origin = lasting_text(json_say(d, json_get(d, e->act, "log"),
	    "origin"));
	if (!vkey_read(lasting_text(json_say(d, json_get(d, e->act, "log"),
	    "key")), &r->log))
		r->log = (struct vkey){ 0 };
	for (const struct json *v = json_in(d, people); v != NULL;
	    v = json_after(d, people, v)) {
		enrol(r, e, v);
		if (!check_that(CHECK_GENESIS, r->people.used == ++n))
			check_fail(CHECK_GENESIS, "leaf 0: %.*s stands twice",
			    SHOW(json_say(d, v, "actor")));
	}
	if (n == 0 || json_in(d, files) == NULL || r->log.name.n == 0)
		check_fail(CHECK_GENESIS, "leaf 0: expected people, files and "
		    "a log with its key");
	check_kind(r, e);
	check_officers(r, e);
	check_policy(r, e);
}

bool
signature_is_theirs(struct record *r, const struct entry *e)
{
	const struct person *p = person(r, e->actor);
	uint8_t key[32], sig[64];

	return e->sig != NULL && p != NULL && p->has_key && !p->revoked &&
	    sig_read(e->doc, e->sig, key, sig) &&
	    memcmp(key, p->key, sizeof key) == 0 &&
	    signature_holds(key, sig, message_of(r, e));
}

static void
check_signed(struct record *r, const struct entry *e)
{
	const struct person *p = person(r, e->actor);
	struct hash election;

	if (!check_that(CHECK_SIGNED, signature_is_theirs(r, e)))
		check_fail(CHECK_SIGNED, "leaf %" PRIu64 ": %s %.*s",
		    e->leaf, p == NULL ? "nobody has enrolled" :
		    p->revoked ? "revoked is the key of" :
		    "not by the key, or not over this act, of", SHOW(e->actor));
	if (!check_that(CHECK_ELECTION, hash_read(json_say(e->doc, e->act,
	    "election"), &election) && hash_same(&election, &r->genesis)))
		check_fail(CHECK_ELECTION, "leaf %" PRIu64 ": expected election"
		    " %s, found %.*s", e->leaf, hash_hex(&r->genesis),
		    SHOW(json_say(e->doc, e->act, "election")));
}

static void
check_unsigned(const struct record *r, const struct entry *e)
{
	bool has_source = json_in(e->doc, json_get(e->doc, e->act,
	    "sources")) != NULL;

	if (!check_that(CHECK_UNSIGNED, e->role == RECORDER ||
	    (r->history && has_source)))
		check_fail(CHECK_UNSIGNED, "leaf %" PRIu64 ": %.*s of %.*s has "
		    "%s", e->leaf, SHOW(e->action), SHOW(e->actor),
		    r->history ? "no source" : "no signature");
}

void
people_check(struct record *r, const struct entry *e)
{
	const struct person *p = person(r, e->actor);
	bool shadow = e->refusal == PRIVACY || e->refusal == MALFORMED;

	if (e->outcome != REFUSED && !check_that(CHECK_ENROLLED, p != NULL &&
	    p->role == e->role && (p->unit.n == 0 ||
	    text_same(p->unit, e->unit))))
		check_fail(CHECK_ENROLLED, "leaf %" PRIu64 ": %.*s is not "
		    "enrolled as %.*s%s", e->leaf, SHOW(e->actor),
		    SHOW(json_say(e->doc, e->act, "role")), p != NULL &&
		    p->role == e->role ? " of that unit" : "");
	if (shadow || e->refusal == BAD_SIGNATURE ||
	    (e->outcome == REFUSED && p == NULL))
		return;
	if (e->sig != NULL)
		check_signed(r, e);
	else
		check_unsigned(r, e);
}

void
people_fold(struct record *r, const struct entry *e)
{
	struct text actor = payload_say(e, "actor");
	struct person *p = map_find(&r->people, person_id(actor));

	if (text_is(e->action, "key.enrol")) {
		enrol(r, e, e->payload);
	} else if (p == NULL && text_is(e->kind, "key")) {
		check_fail(CHECK_ENROLLED, "leaf %" PRIu64 ": nobody has "
		    "enrolled %.*s", e->leaf, SHOW(actor));
	} else if (text_is(e->action, "key.revoke")) {
		p->revoked = true;
	} else if (text_is(e->action, "key.rotate")) {
		if (!text_same(actor, e->actor))
			check_fail(CHECK_SIGNED, "leaf %" PRIu64 ": the key of "
			    "%.*s is changed by another", e->leaf, SHOW(actor));
		p->has_key = hex_read(payload_say(e, "key"), p->key,
		    sizeof p->key);
		check_key(r, e, p->key);
	}
}
