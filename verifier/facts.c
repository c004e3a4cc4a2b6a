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

		if (f->open && !text_is(json_say(f->says, "severity"), "note") &&
		    (e->unit.n == 0 || text_same(unit, e->unit)) &&
		    (contest.n == 0 || of.n == 0 || text_same(of, contest)))
			return true;
	}
	return false;
}

/*
 * Count those who sat for a board in two lists, the second maybe NULL: are all
 * of them members of it, none twice, and their parties as it asks?
 */
static bool
sit(struct record *r, const struct json *board, const struct json *list[2],
    size_t *n)
{
	const struct json *members = json_get(board, "members");
	struct text party = TEXT(""), last = TEXT("");
	bool ok = board != NULL, differ = false;

	*n = 0;
	for (int i = 0; i < 2; i++) {
		json_each(v, list[i]) {
			party = json_say(person(r, v->text)->says, "party");
			differ |= ++*n > 1 && !text_same(party, last);
			last = party;
			ok = ok && json_has(members, v->text, NULL) &&
			    !json_has(list[i], v->text, v) &&
			    (i == 0 || !json_has(list[0], v->text, NULL));
		}
	}
	return ok && (differ || !json_true(json_get(board, "parties_differ")));
}

static const struct json *
board_of(struct record *r, const struct entry *e)
{
	return thing(r, TEXT("board"), json_say(e->payload, "board"))->says;
}

static void
check_vote(struct record *r, const struct entry *e)
{
	const struct json *b = board_of(r, e);
	const struct json *vote = json_get(e->payload, "vote");
	const struct json *list[2] = { json_get(vote, "for"), NULL };
	int64_t quorum = json_number(b, "quorum", 1);
	size_t ayes, n;

	(void)sit(r, b, list, &ayes);
	list[1] = json_get(vote, "against");
	CHECK(CHECK_BOARDS, sit(r, b, list, &n) && (int64_t)n >= quorum &&
	    2 * ayes > n, "by board `%.*s`: %zu of %zu voted for it; expected "
	    "members, none twice, as its rules say, %" PRId64 " or more",
	    SHOW(json_say(e->payload, "board")), ayes, n, quorum);
}

static void
check_pair(struct record *r, const struct entry *e)
{
	const struct json *list[2] = { json_get(e->payload, "by"), NULL };
	size_t n;

	CHECK(CHECK_PAIRS, sit(r, board_of(r, e), list, &n) && n >= 2,
	    "by %zu of board `%.*s`; expected two members or more, none twice, "
	    "as its rules say", n, SHOW(json_say(e->payload, "board")));
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
		check_vote(r, e);
	if (needs & TWO)
		check_pair(r, e);
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

/* ${t} says something else now; it is put in ${list}, if it is new. */
static void
keep(struct thing *t, const struct entry *e, struct thing **list)
{
	if (t->says == NULL && list != NULL) {
		t->next = *list;
		*list = t;
	}
	t->says = json_keep(e->payload);
}

void
facts_fold(struct record *r, const struct entry *e, struct thing *t)
{
	struct text holder = json_say(t->says, "to");
	struct text from = json_say(e->payload, "from");
	bool opens = text_is(e->action, "finding.open") && e->payload != NULL;

	if (text_is(e->action, "board.dismiss"))
		t->says = NULL;
	else if (text_is(e->kind, "board") && e->payload != NULL)
		keep(t, e, NULL);
	if (opens)
		keep(t, e, &r->findings);
	if (text_is(e->kind, "finding"))
		t->open = opens;
	if (text_is(e->action, "custody.move") && e->payload != NULL) {
		CHECK(CHECK_CUSTODY, holder.n == 0 || text_same(holder, from),
		    "was held by %.*s, and given by %.*s", SHOW(holder),
		    SHOW(from));
		keep(t, e, NULL);
	}
	if (text_is(e->action, "source.import") && e->payload != NULL)
		keep(t, e, &r->sources);
	if (text_is(e->role, "court"))
		thing(r, TEXT("court"), buf_join(&r->message, 3,
		    (struct text[]){ e->actor, TEXT("/"), e->key }))->version++;
}
