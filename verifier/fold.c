/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "record.h"

/* What an act may be about: its state, if it has one, and who changed it. */
struct subject {
	struct text state;
	struct hash last;
	uint32_t    version;
	bool        stayed;
};

static struct subject *
subject_of(struct record *r, struct text name)
{
	return map_add(&r->subjects, id_of("subject", name, TEXT("")));
}

/* What a claim rests on: a row, a cell, and as what the act is meant. */
struct claim {
	const struct row   *row;
	const struct arrow *arrow;	/* that it takes */
	int                 cell, as;
	struct text         from;	/* state now; empty: no lifecycle */
};

static struct claim
claim_of(struct record *r, const struct entry *e)
{
	struct claim c = { .row = law_row(r->law, e->action, r->day),
		.from = law_start(r->law, e->kind) };
	struct subject *s = subject_of(r, e->subject);

	c.cell = c.row != NULL ? row_cell(c.row, e->role, e->action) : REFUSE;
	c.as = e->as >= 0 ? e->as : c.cell <= HEAR ? c.cell : REFUSE;
	if (c.from.n > 0 && s->state.n > 0)
		c.from = s->state;
	if (c.from.n > 0)
		c.arrow = law_arrow(r->law, e->kind, c.from, e->action, c.as);
	return c;
}

/* Who may perform, order or petition may also only ask; none may do more. */
static bool
claim_is_allowed(const struct claim *c)
{
	return c->as < VIEW && (c->as == c->cell ||
	    (c->as == ASK && c->cell <= PETITION));
}

static bool
lifecycle_takes(const struct record *r, const struct entry *e, int power)
{
	return law_arrow(r->law, e->kind, TEXT(""), e->action, power) != NULL;
}

static int
outcome_of(const struct record *r, const struct entry *e, const struct claim *c)
{
	return c->as == ASK || (c->as == PETITION &&
	    !lifecycle_takes(r, e, PETITION)) ? REQUEST : DONE;
}

static bool
rule_is(const struct record *r, const struct entry *e, const struct claim *c)
{
	const struct json *rule = json_get(e->doc, e->whole, "rule");
	struct hash file;

	return hash_read(json_say(e->doc, rule, "file"), &file) &&
	    hash_same(&file, &r->law->hash) &&
	    text_same(json_say(e->doc, rule, "id"), c->row->id);
}

static void
check_allowed(const struct record *r, const struct entry *e,
    const struct claim *c)
{
	const char *why = NULL;

	if (e->role == RECORDER) {
		if (text_word(e->action, "source.import finding.open "
		    "finding.close") < 0)
			why = "is not the record keeper's to do";
	} else if (c->row == NULL) {
		why = "is decided by no rule";
	} else if (!claim_is_allowed(c)) {
		why = "is beyond what its row says of that role";
	} else if (outcome_of(r, e, c) != e->outcome) {
		why = "should have another outcome";
	} else if (!rule_is(r, e, c)) {
		why = "names another rule than the row that decides it";
	}
	if (!check_that(CHECK_ALLOWED, why == NULL))
		check_fail(CHECK_ALLOWED, "leaf %" PRIu64 ": %.*s by %.*s %s",
		    e->leaf, SHOW(e->action), SHOW(e->actor), why);
}

/* from, to and version, as the arrow and the entries before have it. */
static void
check_move(const struct record *r, const struct entry *e,
    const struct claim *c, const struct subject *s)
{
	const struct json *st = json_get(e->doc, e->whole, "state");
	struct text from = json_say(e->doc, st, "from");
	struct text to = json_say(e->doc, st, "to");
	int64_t version = json_number(e->doc, st, "version", 0);

	if (c->arrow == NULL && st == NULL && (c->from.n == 0 ||
	    !lifecycle_takes(r, e, c->as)))
		return;
	if (check_that(CHECK_MOVES, c->arrow != NULL && st != NULL &&
	    text_same(from, c->from) && text_same(to, c->arrow->to) &&
	    version == (int64_t)s->version + 1))
		return;
	check_fail(CHECK_MOVES, "leaf %" PRIu64 ": %.*s of %.*s: expected %.*s "
	    "to %.*s, version %" PRIu32 ", found %.*s to %.*s, version %"
	    PRId64, e->leaf, SHOW(e->action), SHOW(e->subject), SHOW(c->from),
	    SHOW(c->arrow != NULL ? c->arrow->to : TEXT("nothing")),
	    s->version + 1, SHOW(from), SHOW(to), version);
}

static void
check_prior(const struct entry *e, const struct subject *s)
{
	struct text says = json_say(e->doc, e->whole, "prior");
	struct hash prior;
	bool same = hash_read(says, &prior) && hash_same(&prior, &s->last);

	if (!check_that(CHECK_PRIOR, s->version > 0 ? same : says.n == 0))
		check_fail(CHECK_PRIOR, "leaf %" PRIu64 ": %.*s: expected prior"
		    " %s, found %.*s", e->leaf, SHOW(e->subject),
		    s->version > 0 ? hash_hex(&s->last) : "none", SHOW(says));
}

/* Notes, help and witness marks are done, and leave nothing: false. */
static bool
done(struct record *r, const struct entry *e, const struct claim *c)
{
	struct subject *s = subject_of(r, e->subject);
	struct text to = json_say(e->doc, json_get(e->doc, e->whole, "state"),
	    "to");

	check_allowed(r, e, c);
	check_prior(e, s);
	if (e->as >= ASSIST)
		return false;
	check_move(r, e, c, s);
	if (s->stayed)
		check_fail(CHECK_STAYS, "leaf %" PRIu64 ": %.*s was stayed",
		    e->leaf, SHOW(e->subject));
	facts_check(r, e, (c->arrow != NULL ? c->arrow->needs : 0) |
	    (c->row != NULL ? c->row->needs : 0));
	if (c->arrow != NULL && text_same(to, c->arrow->to))
		s->state = c->arrow->to;
	else if (to.n > 0)
		s->state = lasting_text(to);
	s->last = e->hash;
	s->version++;
	if (text_is(e->kind, "stay")) {
		check_ok(CHECK_STAYS);
		subject_of(r, payload_say(e, "subject"))->stayed =
		    text_is(e->action, "stay.order");
	}
	return true;
}

/* Requests go to the roles that may perform or order what is asked. */
static void
check_routed(const struct entry *e, const struct claim *c)
{
	const struct json *list = json_get(e->doc, e->whole, "routed");
	unsigned found = 0, expected = 0;
	size_t n = 0;

	for (const struct json *v = json_in(e->doc, list); v != NULL;
	    v = json_after(e->doc, list, v), n++) {
		int role = text_word(json_text(e->doc, v), ROLE_WORDS);

		found |= role >= 0 ? 1U << role : 1U << 31;
	}
	for (int role = 0; c->row != NULL && role < ROLES; role++) {
		int cell = row_cell(c->row, role, e->action);

		if (cell == PERFORM || cell == ORDER) {
			expected |= 1U << role;
			n--;
		}
	}
	if (!check_that(CHECK_ROUTED, found == expected && n == 0))
		check_fail(CHECK_ROUTED, "leaf %" PRIu64 ": %.*s was routed to "
		    "%.*s, which are not the roles that may", e->leaf,
		    SHOW(e->action), SHOW(json_text(e->doc, list)));
}

static bool
nobody_knows_them(const struct record *r, const struct entry *e)
{
	const struct person *p = person(r, e->actor);

	return p == NULL || p->role != e->role ||
	    (p->unit.n > 0 && !text_same(p->unit, e->unit));
}

/*
 * Would the act be refused so today?  1 yes, 0 no, -1: that hangs on a
 * deadline, a guard or a limit in words, and is not decided here.
 */
static int
would_be_refused(struct record *r, const struct entry *e, const struct claim *c)
{
	const struct subject *s = subject_of(r, e->subject);
	int64_t expect = json_number(e->doc, e->act, "expect", -1);
	const struct arrow *a = c->arrow;

	switch (e->refusal) {
	case NO_AUTHORITY:
		if (c->row != NULL && claim_is_allowed(c) &&
		    !nobody_knows_them(r, e))
			return c->row->limit[e->role].n > 0 ? -1 : 0;
		return 1;
	case RULE_UNKNOWN:
		return c->row == NULL ? 1 : c->row->timed ||
		    (a != NULL && a->timed) ? -1 : 0;
	case WRONG_STATE:
		return c->from.n == 0 ? -1 : a == NULL ? 1 : a->needs ? -1 : 0;
	case STALE_VERSION:
		return expect >= 0 && expect != (int64_t)s->version;
	case STAYED_BY_COURT:
		return s->stayed;
	case BAD_SIGNATURE:
		return !signature_is_theirs(r, e);
	default:
		return -1;
	}
}

static void
check_refused(struct record *r, const struct entry *e, const struct claim *c)
{
	int answer = would_be_refused(r, e, c);

	if (answer < 0)
		return;
	if (!check_that(CHECK_REFUSED, answer == 1))
		check_fail(CHECK_REFUSED, "leaf %" PRIu64 ": %.*s by %.*s was "
		    "refused with %.*s, but nothing stood against it so",
		    e->leaf, SHOW(e->action), SHOW(e->actor), SHOW(json_say(
		    e->doc, json_get(e->doc, e->whole, "refusal"), "code")));
}

/* The file of ${hash} is the law from here on. */
static void
adopt(struct record *r, const struct entry *e, struct text hash)
{
	struct id id = id_of("law", hash, TEXT(""));
	struct law **place = map_add(&r->laws, id), *l;
	const char *why = "not there";

	if (*place == NULL) {
		l = *place = lasting(sizeof *l);
		(void)hash_read(hash, &l->hash);
		if (!check_that(CHECK_LAW, bundle_object(r->bundle, &l->hash,
		    &r->object) && law_read((struct text){ r->object.p,
		    r->object.n }, l, &why)))
			check_fail(CHECK_LAW, "leaf %" PRIu64 ": objects/%.*s: "
			    "%s", e->leaf, SHOW(hash), why);
	}
	r->law = *place;
}

static void
found(struct record *r, const struct entry *e)
{
	const struct json *files = json_get(e->doc, e->act, "files");

	people_found(r, e);
	for (const struct json *v = json_in(e->doc, files); v != NULL;
	    v = json_after(e->doc, files, v)) {
		if (text_is(json_say(e->doc, v, "use"), "authority"))
			adopt(r, e, json_say(e->doc, v, "sha256"));
	}
}

/* proof/SEQ.tlog-proof is there for every certificate. */
static void
check_proved(const struct record *r, const struct entry *e)
{
	char path[64];
	struct listed l;

	(void)snprintf(path, sizeof path, "proof/%" PRIu64 ".tlog-proof",
	    e->leaf);
	if (text_is(e->action, "certification.issue") &&
	    !bundle_find(r->bundle, text_of(path), &l))
		check_fail(CHECK_PROOFS, "leaf %" PRIu64 ": the certificate "
		    "has no proof", e->leaf);
}

void
record_add(struct record *r, const struct entry *e)
{
	struct claim c;

	objects_of(r, e);
	if (e->outcome == GENESIS) {
		found(r, e);
		return;
	}
	people_check(r, e);
	if (e->subject.n == 0)
		return;
	c = claim_of(r, e);
	if (e->outcome == REFUSED) {
		check_refused(r, e, &c);
		return;
	}
	if (e->outcome == REQUEST) {
		check_allowed(r, e, &c);
		check_routed(e, &c);
		return;
	}
	if (!done(r, e, &c))
		return;
	check_proved(r, e);
	people_fold(r, e);
	facts_fold(r, e);
	if (text_is(e->action, "rule.adopt") &&
	    text_is(payload_say(e, "use"), "authority"))
		adopt(r, e, payload_say(e, "sha256"));
}

void
record_open(struct record *r, const struct bundle *b, const struct policy *p)
{
	static const struct law no_law;

	*r = (struct record){ .bundle = b, .policy = p, .law = &no_law,
		.people.size = sizeof(struct person),
		.subjects.size = sizeof(struct subject),
		.laws.size = sizeof(struct law *) };
	facts_open(r);
	sheets_open(r);
}

void
record_close(struct record *r)
{
	struct map *map[] = { &r->people, &r->boards, &r->subjects,
		&r->findings, &r->custody, &r->courts, &r->certified,
		&r->laws, &r->objects, &r->told, &r->sums, &r->sheets };

	for (size_t i = 0; i < sizeof map / sizeof map[0]; i++)
		map_free(map[i]);
	buf_free(&r->message);
	buf_free(&r->object);
}
