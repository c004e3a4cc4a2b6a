/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "check.h"
#include "record.h"

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

bool
board_stands(struct record *r, const struct entry *e, bool votes,
    struct sitting *s)
{
	struct text id = json_say(e->payload, "board");
	const struct json *b = thing(r, TEXT("board"), id)->says;
	const struct json *vote = json_get(e->payload, "vote");
	const struct json *against = json_get(vote, "against");
	bool ok;

	*s = (struct sitting){ .least = votes ?
	    json_number(b, "quorum", 1) : 2 };
	ok = sit(r, b, votes ? json_get(vote, "for") :
	    json_get(e->payload, "by"), votes ? against : NULL, s);
	s->ayes = s->n;
	if (votes)
		ok &= sit(r, b, against, NULL, s);
	return ok && b != NULL && s->n >= s->least && 2 * s->ayes > s->n &&
	    (s->differ || !json_true(json_get(b, "parties_differ")));
}

static void
check_board(struct record *r, const struct entry *e, bool votes)
{
	struct sitting s;
	bool ok = board_stands(r, e, votes, &s);

	CHECK(votes ? CHECK_BOARDS : CHECK_PAIRS, ok, "by %" PRId64 " of %"
	    PRId64 " of board `%.*s`; expected members, none twice, as its "
	    "rules say, %" PRId64 " or more", s.ayes, s.n,
	    SHOW(json_say(e->payload, "board")), s.least);
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

/* finding/CODE-xxxxxxxxxxxx: of the payload without its title. */
static bool
number_is_right(const struct entry *e)
{
	struct text all = e->payload->text, id = e->id, number;
	struct text code = json_say(e->payload, "code");
	struct text title = json_say(e->payload, "title");
	size_t at = (size_t)(title.p - all.p) - strlen(",\"title\":\"");
	struct hash h = hash_parts(2, (struct text[]){ { all.p, at },
	    text_from(all, (size_t)(title.p - all.p) + title.n + 1) });

	number = (struct text){ hash_hex(&h), 12 };
	return text_cut(&id, '-', &code) && text_same(id, number) &&
	    text_same(code, json_say(e->payload, "code"));
}

/* A finding is opened under its number, and spoken of afterwards. */
static void
check_number(const struct entry *e, const struct thing *finding)
{
	if (text_is(e->action, "finding.open"))
		CHECK(CHECK_NUMBERS, !finding->open && number_is_right(e),
		    "has another number than its content, or is open already");
	else
		CHECK(CHECK_NUMBERS, finding->says != NULL,
		    "is of a finding that nobody opened");
}

void
facts_fold(struct record *r, const struct entry *e, struct thing *t)
{
	struct text holder = json_say(t->says, "to");
	struct text from = json_say(e->payload, "from");
	bool opens = text_is(e->action, "finding.open") && e->payload != NULL;
	struct thing **list = opens ? &r->findings :
	    text_is(e->kind, "source") ? &r->sources : NULL;

	if (text_is(e->kind, "finding"))
		check_number(e, t);
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
