/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "check.h"
#include "record.h"

/* Who sat for a board: how many, the party of the last, and whether they differ. */
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

		if (f->open && !text_is(json_say(f->says, "severity"), "note") &&
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
	bool ok = true;

	json_each(v, list) {
		struct text party = json_say(person(r, v->text)->says, "party");

		s->differ |= s->n++ > 0 && !text_same(party, s->party);
		s->party = party;
		ok = ok && json_has(json_get(board, "members"), v->text, NULL) &&
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

void
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

void
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
