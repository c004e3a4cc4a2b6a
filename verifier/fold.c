/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "check.h"
#include "record.h"

/* What an act rests on: its row and cell, as what it is meant, its move. */
struct claim {
	const struct json *row, *move;
	int                cell, as;
	struct text        from, to;	/* state now, empty: no lifecycle; and then */
};

struct thing *
thing(struct record *r, struct text kind, struct text id)
{
	struct thing **t = map_add(&r->things, ID(kind, id));

	if (*t == NULL)
		*t = lasting(sizeof **t);
	return *t;
}

static struct claim
claim_of(struct record *r, const struct entry *e, const struct thing *s)
{
	struct claim c = { .row = law_row(r->law, e->action,
	    json_say(r->genesis, "date")), .cell = REFUSE };

	if (c.row != NULL)
		c.cell = row_cell(c.row, e->role, e->action);
	c.as = e->as >= 0 ? e->as : c.cell <= HEAR ? c.cell : REFUSE;
	c.from = law_start(r->law, e->kind);
	if (c.from.n > 0 && s->state.n > 0)
		c.from = s->state;
	if (c.from.n > 0)
		c.move = law_move(r->law, c.from, e->action, c.as);
	c.to = json_get(c.move, "to") != NULL ? json_say(c.move, "to") : c.from;
	return c;
}

/* Who may perform, order or petition may also only ask; none may do more. */
static bool
is_allowed(const struct claim *c)
{
	return c->as < VIEW &&
	    (c->as == c->cell || (c->as == ASK && c->cell <= PETITION));
}

static bool
moves(const struct record *r, const struct entry *e, int power)
{
	return law_move(r->law, TEXT(""), e->action, power) != NULL;
}

/* NULL, or why the act may not stand as it does. */
static const char *
objection(const struct record *r, const struct entry *e, const struct claim *c)
{
	bool asks = c->as == ASK ||
	    (c->as == PETITION && !moves(r, e, PETITION));
	const struct json *rule = json_get(e->whole, "rule");

	if (text_is(e->role, "recorder"))
		return text_word(e->action, TEXT("source.import finding.open "
		    "finding.close")) >= 0 ? NULL : "is not the record "
		    "keeper's to do";
	if (c->row == NULL)
		return "is decided by no rule";
	if (!is_allowed(c))
		return "is beyond what its row says of that role";
	if (e->outcome != (asks ? REQUEST : DONE))
		return "should have another outcome";
	return text_is(json_say(rule, "file"), hash_hex(&r->law->hash)) &&
	    text_same(json_say(rule, "id"), json_say(c->row, "id")) ? NULL :
	    "names another rule than the row that decides it";
}

static void
check_allowed(const struct record *r, const struct entry *e,
    const struct claim *c)
{
	const char *why = objection(r, e, c);

	CHECK(CHECK_ALLOWED, why == NULL, "by %.*s %s", SHOW(e->actor), why);
}

/* from, to and version, as the move and the entries before have it. */
static void
check_move(const struct record *r, const struct entry *e,
    const struct claim *c, const struct thing *s)
{
	const struct json *st = json_get(e->whole, "state");
	struct text from = json_say(st, "from"), to = json_say(st, "to");
	struct text expected = c->move != NULL ? c->to : TEXT("nothing");
	int64_t version = json_number(st, "version", 0);

	if (c->move == NULL && st == NULL &&
	    (c->from.n == 0 || !moves(r, e, c->as)))
		return;
	CHECK(CHECK_MOVES, c->move != NULL && text_same(from, c->from) &&
	    text_same(to, expected) && version == (int64_t)s->version + 1,
	    "of %.*s: expected %.*s to %.*s, version %" PRIu32 ", found %.*s "
	    "to %.*s, version %" PRId64, SHOW(e->subject), SHOW(c->from),
	    SHOW(expected), s->version + 1, SHOW(from), SHOW(to), version);
}

static bool
has_certified(struct text state)
{
	return text_word(state, TEXT("certified filed recertified")) >= 0;
}

static void
fold_state(struct record *r, const struct entry *e, const struct claim *c,
    struct thing *s)
{
	struct text to = json_say(json_get(e->whole, "state"), "to");

	if (text_is(e->kind, "canvass") && to.n > 0)
		r->units_certified += has_certified(to) -
		    has_certified(s->state);
	if (to.n > 0)
		s->state = text_same(to, c->to) ? c->to : lasting_text(to);
	s->last = e->hash;
	s->version++;
}

/* An authority file is the law from here on. */
static void
adopt(struct record *r, const struct json *file)
{
	struct text hash = json_say(file, "sha256");
	const char *why = "not there, or another file";
	struct law **place;

	if (!text_is(json_say(file, "use"), "authority"))
		return;
	place = map_add(&r->laws, ID(hash));
	if (*place == NULL) {
		*place = lasting(sizeof **place);
		(void)hash_read(hash, &(*place)->hash);
		if (bundle_object(r->bundle, hash, &r->object))
			why = law_read(buf_text(&r->object), *place);
		CHECK(CHECK_LAW, why == NULL, "objects/%.*s: %s", SHOW(hash),
		    why);
	}
	r->law = *place;
}

static void
fold_stay(struct record *r, const struct entry *e)
{
	struct text id = json_say(e->payload, "subject"), kind = TEXT("");

	(void)text_cut(&id, '/', &kind);
	thing(r, kind, id)->stayed = check_ok(CHECK_STAYS) &&
	    text_is(e->action, "stay.order");
}

/* proof/SEQ.tlog-proof is there for every certificate. */
static void
check_proved(const struct record *r, const struct entry *e)
{
	char path[64];

	(void)snprintf(path, sizeof path, "proof/%" PRIu64 ".tlog-proof",
	    e->leaf);
	if (text_is(e->action, "certification.issue") &&
	    !bundle_lists(r->bundle, path))
		check_fail(CHECK_PROOFS, "has no proof");
}

/* Notes, help and witness marks are done, and leave nothing. */
static void
done(struct record *r, const struct entry *e, const struct claim *c,
    struct thing *s)
{
	struct text prior = json_say(e->whole, "prior");
	const char *last = s->version > 0 ? hash_hex(&s->last) : "";

	check_allowed(r, e, c);
	CHECK(CHECK_PRIOR, text_is(prior, last), "of %.*s: expected prior "
	    "`%s`, found `%.*s`", SHOW(e->subject), last, SHOW(prior));
	if (e->as >= ASSIST)
		return;
	check_move(r, e, c, s);
	check_proved(r, e);
	if (s->stayed && !text_is(e->role, "court"))
		check_fail(CHECK_STAYS, "of %.*s was stayed", SHOW(e->subject));
	facts_check(r, e, law_needs(c->move) | law_needs(c->row));
	fold_state(r, e, c, s);
	facts_fold(r, e);
	if (text_is(e->kind, "key"))
		people_fold(r, e);
	if (text_is(e->action, "rule.adopt"))
		adopt(r, e->payload);
	if (text_is(e->kind, "stay"))
		fold_stay(r, e);
}

/* Requests go to the roles that may perform or order what is asked. */
static void
check_routed(const struct entry *e, const struct claim *c)
{
	const struct json *list = json_get(e->whole, "routed");
	struct text words = TEXT(ROLE_WORDS), role;
	size_t found = 0, expected = 0;

	while (text_next(&words, ' ', &role)) {
		bool may = row_cell(c->row, role, e->action) <= ORDER;

		expected += may;
		found += may && json_has(list, role, NULL);
	}
	CHECK(CHECK_ROUTED, found == expected && list->items == 1 + expected,
	    "was routed to %.*s, which are not the roles that may",
	    SHOW(list->text));
}

/*
 * Would the act be refused so again?  1 yes, 0 no, -1: that hangs on a
 * deadline, a guard or a limit in words, and is not decided here.
 */
static int
would_be_refused(struct record *r, const struct entry *e,
    const struct claim *c, const struct thing *s)
{
	int64_t expect = json_number(e->act, "expect", -1);

	switch (e->refusal) {
	case NO_AUTHORITY:
		if (!is_allowed(c) || !person_is_enrolled(r, e))
			return 1;
		return row_limits(c->row, e->role) ||
		    law_needs(c->move) != 0 ? -1 : 0;
	case RULE_UNKNOWN:
		return c->row == NULL ? 1 : law_is_timed(c->row) ||
		    law_is_timed(c->move) || r->real ? -1 : 0;
	case WRONG_STATE:
		return c->from.n == 0 || law_needs(c->move) != 0 ? -1 :
		    c->move == NULL;
	case STALE_VERSION:
		return expect >= 0 && expect != (int64_t)s->version;
	case STAYED_BY_COURT:
		return s->stayed;
	case BAD_SIGNATURE:
		return !person_has_signed(r, e);
	default:
		return -1;
	}
}

static void
check_refused(struct record *r, const struct entry *e, const struct claim *c,
    const struct thing *s)
{
	struct text code = json_say(json_get(e->whole, "refusal"), "code");
	int answer = would_be_refused(r, e, c, s);

	if (answer >= 0)
		CHECK(CHECK_REFUSED, answer == 1, "by %.*s was refused with "
		    "%.*s, but nothing stood against it so", SHOW(e->actor),
		    SHOW(code));
}

void
record_add(struct record *r, const struct entry *e)
{
	struct thing *s;
	struct claim c;

	objects_of(r, e);
	if (e->outcome == GENESIS) {
		people_found(r, e);
		json_each(v, json_get(e->act, "files"))
			adopt(r, v);
		return;
	}
	people_check(r, e);
	if (e->is_shadow)
		return;
	s = thing(r, e->kind, e->id);
	c = claim_of(r, e, s);
	if (e->outcome == REFUSED) {
		check_refused(r, e, &c, s);
	} else if (e->outcome == REQUEST) {
		check_allowed(r, e, &c);
		check_routed(e, &c);
	} else {
		done(r, e, &c, s);
	}
}

void
record_open(struct record *r, const struct bundle *b, const struct policy *p)
{
	static const struct law no_law;

	*r = (struct record){ .bundle = b, .policy = p, .law = &no_law,
		.things.size = sizeof(struct thing *),
		.laws.size = sizeof(struct law *) };
}
