/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "check.h"
#include "record.h"

struct thing *
thing(struct record *r, struct text kind, struct text id)
{
	return map_add(&r->things, ID(kind, id), sizeof(struct thing));
}

/* Who sat for a board: how many, the last one's party, are there others? */
struct sitting {
	int64_t     n;
	struct text party;
	bool        differ;
};

/* Findings of the act's unit, or all where it has none; of its contest. */
static bool
is_barred(const struct record *r, const struct entry *e)
{
	struct text contest = json_say(e->payload, "contest");

	for (const struct thing *f = r->findings; f != NULL; f = f->next) {
		struct text unit = json_say(f->says, "unit");
		struct text of = json_say(f->says, "contest");
		struct text severity = json_say(f->says, "severity");

		if (f->open && !text_is(severity, "note") &&
		    (e->unit.n == 0 || text_same(unit, e->unit)) &&
		    (contest.n == 0 || of.n == 0 || text_same(of, contest)))
			return true;
	}
	return false;
}

/*
 * Count those of ${list} who sat for a board; false: one of them is no member
 * of it, or stands twice, in ${list} or in ${other}.
 */
static bool
sit(struct record *r, const struct json *board, const struct json *list,
    const struct json *other, struct sitting *s)
{
	const struct json *members = json_get(board, "members");
	bool ok = true;

	json_each(v, list) {
		struct text party = json_say(person(r, v->text)->says, "party");

		s->differ |= s->n++ > 0 && !text_same(party, s->party);
		s->party = party;
		ok = ok && json_has(members, v->text, NULL) &&
		    !json_has(list, v->text, v) &&
		    !json_has(other, v->text, NULL);
	}
	return ok;
}

/* Votes of a board, or those of it who did something together. */
static void
check_board(struct record *r, const struct entry *e, bool votes)
{
	struct text id = json_say(e->payload, "board");
	const struct json *b = thing(r, TEXT("board"), id)->says;
	const struct json *vote = json_get(e->payload, "vote");
	const struct json *against = json_get(vote, "against");
	struct sitting s = { 0 };
	int64_t least = votes ? json_number(b, "quorum", 1) : 2, ayes;
	bool ok = sit(r, b, votes ? json_get(vote, "for") :
	    json_get(e->payload, "by"), votes ? against : NULL, &s);

	ayes = s.n;
	if (votes)
		ok &= sit(r, b, against, NULL, &s);
	ok &= b != NULL && s.n >= least && 2 * ayes > s.n &&
	    (s.differ || !json_true(json_get(b, "parties_differ")));
	CHECK(votes ? CHECK_BOARDS : CHECK_PAIRS, ok, "by %" PRId64 " of %"
	    PRId64 " of board `%.*s`; expected members, none twice, as its "
	    "rules say, %" PRId64 " or more", ayes, s.n, SHOW(id), least);
}

static void
facts_check(struct record *r, const struct entry *e, unsigned needs)
{
	int64_t n = r->units_certified;
	int64_t units = json_number(r->genesis, "units", 0);
	struct text order = json_say(e->payload, "order");

	if (needs & FINDINGS)
		CHECK(CHECK_FINDINGS, !is_barred(r, e), "while one was open");
	if (needs & QUORUM)
		check_board(r, e, true);
	if (needs & TWO)
		check_board(r, e, false);
	if ((needs & RETURNS) || (json_get(e->payload, "returns") != NULL &&
	    json_get(e->payload, "votes") != NULL))
		returns_check(r, e);
	if (needs & COURT_ORDER)
		CHECK(CHECK_GUARDS, text_is(e->role, "court") ||
		    thing(r, TEXT("court"), order)->version > 0,
		    "without a court's order, found `%.*s`", SHOW(order));
	if (needs & UNITS)
		CHECK(CHECK_GUARDS, n >= units, "when %" PRId64 " of %" PRId64
		    " units had certified", n, units);
	if (needs & UNKNOWN)
		check_fail(CHECK_GUARDS, "needs what is not known here");
}

static void
facts_fold(struct record *r, const struct entry *e, struct thing *t)
{
	struct text holder = json_say(t->says, "to");
	struct text from = json_say(e->payload, "from");
	bool opens = text_is(e->action, "finding.open") && e->payload != NULL;
	struct thing **list = opens ? &r->findings :
	    text_is(e->kind, "source") ? &r->sources : NULL;

	if (text_is(e->action, "custody.move"))
		check_same(CHECK_CUSTODY, "giver", holder.n > 0 ? holder : from,
		    from);
	if (text_is(e->action, "board.dismiss"))
		t->says = NULL;
	else if (e->payload != NULL && text_word(e->action, TEXT("custody.move "
	    "board.appoint finding.open source.import")) >= 0) {
		if (opens)
			(void)map_add(&r->things, ID(TEXT("told"), json_say(
			    e->payload, "contest"), json_say(e->payload,
			    "unit")), 0);
		if (t->says == NULL && list != NULL) {
			t->next = *list;
			*list = t;
		}
		t->says = json_keep(e->payload);
	}
	if (text_is(e->kind, "finding"))
		t->open = opens;
	if (text_is(e->role, "court"))
		thing(r, TEXT("court"), buf_join(&r->message, 3,
		    (struct text[]){ e->actor, TEXT("/"), e->key }))->version++;
}

/* What an act rests on: its row and cell, as what it is meant, its move. */
struct claim {
	const struct json *row, *move;
	int                cell, as;
	struct text        from, to;	/* state now (empty: none), and then */
};

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

/*
 * NULL, or why the act may not stand as it does.  Who may perform, order or
 * petition may also only ask; none may do more.
 */
static const char *
objection(const struct record *r, const struct entry *e, const struct claim *c)
{
	bool asks = c->as == ASK || (c->as == PETITION &&
	    law_move(r->law, TEXT(""), e->action, PETITION) == NULL);
	const struct json *rule = json_get(e->whole, "rule");

	if (text_is(e->role, "recorder"))
		return text_word(e->action, TEXT("source.import finding.open "
		    "finding.close program.use")) >= 0 ? NULL :
		    "is not the keeper's to do";
	if (c->row == NULL)
		return "is decided by no rule";
	if (c->as >= VIEW ||
	    (c->as != c->cell && (c->as != ASK || c->cell > PETITION)))
		return "is beyond what its row says of that role";
	if (e->outcome != (asks ? REQUEST : DONE))
		return "should have another outcome";
	return text_is(json_say(rule, "file"), hash_hex(&r->law->hash)) &&
	    text_same(json_say(rule, "id"), json_say(c->row, "id")) ? NULL :
	    "names another rule than the row that decides it";
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

	if (c->move != NULL || st != NULL || (c->from.n > 0 &&
	    law_move(r->law, TEXT(""), e->action, c->as) != NULL))
		CHECK(CHECK_MOVES, c->move != NULL && text_same(from, c->from)
		    && text_same(to, expected) && version == s->version + 1,
		    "expected %.*s to %.*s, version %" PRIu32 ", found %.*s "
		    "to %.*s, version %" PRId64, SHOW(c->from), SHOW(expected),
		    s->version + 1, SHOW(from), SHOW(to), version);
}

/* An authority file is the law from here on. */
static void
adopt(struct record *r, const struct json *file)
{
	struct text hash = json_say(file, "sha256");
	struct law *l;

	if (!text_is(json_say(file, "use"), "authority"))
		return;
	r->law = l = map_add(&r->laws, ID(hash), sizeof *l);
	if (l->file.items == 0)
		CHECK(CHECK_LAW, hex_read(hash, l->hash.b, 32) &&
		    bundle_object(r->bundle, hash, &r->object) &&
		    law_read(buf_text(&r->object), l), "objects/%.*s: not "
		    "canvass-authority-1 in plain YAML", SHOW(hash));
}

/* Notes, help and witness marks are done, and leave nothing. */
static void
done(struct record *r, const struct entry *e, const struct claim *c,
    struct thing *s)
{
	struct text reached = TEXT("certified filed recertified");
	struct text to = json_say(json_get(e->whole, "state"), "to");
	struct text of = json_say(e->payload, "subject"), kind = TEXT("");

	check_same(CHECK_PRIOR, "prior", text_of(s->version > 0 ?
	    hash_hex(&s->last) : ""), json_say(e->whole, "prior"));
	if (e->as >= ASSIST)
		return;
	check_move(r, e, c, s);
	if (s->stayed && !text_is(e->role, "court"))
		check_fail(CHECK_STAYS, "was stayed");
	facts_check(r, e, law_needs(c->move) | law_needs(c->row));
	if (text_is(e->kind, "canvass") && to.n > 0)
		r->units_certified += (text_word(to, reached) >= 0) -
		    (text_word(s->state, reached) >= 0);
	if (to.n > 0)
		s->state = text_same(to, c->to) ? c->to : lasting_text(to);
	s->last = e->hash;
	s->version++;
	facts_fold(r, e, s);
	if (text_is(e->kind, "key"))
		people_fold(r, e);
	if (text_is(e->action, "rule.adopt"))
		adopt(r, e->payload);
	if (text_is(e->kind, "stay") && text_cut(&of, '/', &kind))
		thing(r, kind, of)->stayed = check_ok(CHECK_STAYS) &&
		    text_is(e->action, "stay.order");
}

void
record_add(struct record *r, const struct entry *e)
{
	const char *why;
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
	if (e->outcome == REFUSED)
		return;
	s = thing(r, e->kind, e->id);
	c = claim_of(r, e, s);
	why = objection(r, e, &c);
	CHECK(CHECK_ALLOWED, why == NULL, "by %.*s %s", SHOW(e->actor), why);
	if (e->outcome == DONE)
		done(r, e, &c, s);
}
