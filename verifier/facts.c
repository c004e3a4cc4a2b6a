/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "check.h"
#include "record.h"

struct finding {
	struct text unit, contest;
	bool        opened, open, bars;		/* a `note` bars nothing */
};
struct board {
	struct text *member;
	size_t       members;
	int64_t      quorum;
	bool         parties_differ;
};

void
facts_open(struct record *r)
{
	r->findings.size = sizeof(struct finding);
	r->boards.size = sizeof(struct board);
	r->custody.size = sizeof(struct text);
}

/* Findings of the act's unit, or all where it has none; of its contest. */
static bool
is_barred(const struct record *r, const struct entry *e)
{
	struct text contest = json_say(e->payload, "contest");
	const struct finding *f;

	for (size_t at = 0; (f = map_next(&r->findings, &at)) != NULL; ) {
		if (f->open && f->bars && (e->unit.n == 0 || text_same(f->unit, e->unit)) &&
		    (contest.n == 0 || f->contest.n == 0 || text_same(f->contest, contest)))
			return true;
	}
	return false;
}

/* Some people, for a board: are they all members of it, and none twice? */
struct present {
	const struct board *board;
	size_t      n;
	bool        in_order, differ;
	struct text party;
	struct map  met;
};

static bool
is_member(const struct board *b, struct text actor)
{
	for (size_t i = 0; i < b->members; i++) {
		if (text_same(b->member[i], actor))
			return true;
	}
	return false;
}

static void
count_in(const struct record *r, const struct json *list, struct present *p)
{
	json_each(v, list) {
		const struct person *q = person(r, v->text);

		(void)map_add(&p->met, id_of("present", v->text));
		p->in_order = p->in_order && q != NULL && is_member(p->board, v->text) &&
		    p->met.used == p->n + 1;
		if (q != NULL && p->n++ > 0 && !text_same(p->party, q->party))
			p->differ = true;
		p->party = q != NULL ? q->party : p->party;
	}
}

static struct present
assemble(const struct record *r, const struct entry *e)
{
	const struct board *b = map_find(&r->boards, id_of("board", json_say(e->payload, "board")));
	static const struct board none = { .quorum = 1 };

	return (struct present){ .board = b != NULL ? b : &none, .in_order = b != NULL };
}

static bool
is_in_order(struct present *p)
{
	map_free(&p->met);
	return p->in_order && (p->differ || !p->board->parties_differ);
}

static void
check_vote(const struct record *r, const struct entry *e)
{
	const struct json *vote = json_get(e->payload, "vote");
	struct present p = assemble(r, e);
	size_t ayes;

	count_in(r, json_get(vote, "for"), &p);
	ayes = p.n;
	count_in(r, json_get(vote, "against"), &p);
	(void)CHECK(CHECK_BOARDS, is_in_order(&p) && (int64_t)p.n >= p.board->quorum &&
	    2 * ayes > p.n, "%.*s by board `%.*s`: %zu of %zu voted for it; expected members of "
	    "it, each once, a quorum of %" PRId64 "%s", SHOW(e->action),
	    SHOW(json_say(e->payload, "board")), ayes, p.n, p.board->quorum,
	    p.board->parties_differ ? ", not all of one party" : "");
}

static void
check_pair(const struct record *r, const struct entry *e)
{
	struct present p = assemble(r, e);

	count_in(r, json_get(e->payload, "by"), &p);
	(void)CHECK(CHECK_PAIRS, is_in_order(&p) && p.n >= 2, "%.*s by %zu of board `%.*s`; "
	    "expected two members or more, none twice%s", SHOW(e->action), p.n,
	    SHOW(json_say(e->payload, "board")),
	    p.board->parties_differ ? ", not all of one party" : "");
}

/* `order` is ACTOR/KEY; a key has no slash. */
static bool
is_ordered(const struct record *r, const struct entry *e)
{
	struct text actor = json_say(e->payload, "order"), key;
	size_t n = actor.n;

	while (n > 0 && actor.p[n - 1] != '/')
		n--;
	key = (struct text){ actor.p + n, actor.n - n };
	actor.n = n > 0 ? n - 1 : 0;
	return map_find(&r->courts, id_of_two("court", actor, key)) != NULL;
}

void
facts_check(struct record *r, const struct entry *e, unsigned needs)
{
	bool certifies = text_is(e->action, "certification.issue");

	if ((needs & FINDINGS) || certifies)
		(void)CHECK(CHECK_FINDINGS, !is_barred(r, e), "%.*s of %.*s while a finding was "
		    "open", SHOW(e->action), SHOW(e->subject));
	if (needs & QUORUM)
		check_vote(r, e);
	if (needs & TWO)
		check_pair(r, e);
	if ((needs & RETURNS) || certifies)
		returns_check(r, e);
	if (needs & COURT_ORDER)
		(void)CHECK(CHECK_GUARDS, is_ordered(r, e), "%.*s without a court's order in the "
		    "record, found `%.*s`", SHOW(e->action), SHOW(json_say(e->payload, "order")));
	if (needs & UNITS)
		(void)CHECK(CHECK_GUARDS, (int64_t)r->certified.used >= r->units, "%.*s when %zu "
		    "of %" PRId64 " units had certified", SHOW(e->action), r->certified.used,
		    r->units);
}

static void
fold_board(struct record *r, const struct entry *e)
{
	struct text id = e->subject, kind;
	const struct json *list = json_get(e->payload, "members");
	struct board b = { .quorum = json_number(e->payload, "quorum", 1),
		.parties_differ = json_true(e->payload, "parties_differ") };

	(void)text_cut(&id, '/', &kind);
	b.member = lasting((list != NULL ? list->items : 1) * sizeof *b.member);
	json_each(v, list)
		b.member[b.members++] = lasting_text(v->text);
	memcpy(map_add(&r->boards, id_of("board", id)), &b, sizeof b);
}

/* finding/CODE-xxxxxxxxxxxx: of the payload without its title. */
static bool
number_is_right(const struct entry *e)
{
	struct text all = e->payload->text, code = json_say(e->payload, "code");
	struct text title = json_say(e->payload, "title"), number = e->subject;
	const char *cut = title.p - strlen(",\"title\":\""), *rest = title.p + title.n + 1;
	struct hash h = hash_parts(2, (struct text[]){ { all.p, (size_t)(cut - all.p) },
	    { rest, (size_t)(all.p + all.n - rest) } });
	char hex[65];

	hex_write(h.b, sizeof h.b, hex);
	return number.n == strlen("finding/") + code.n + 13 &&
	    memcmp(number.p + 8, code.p, code.n) == 0 && number.p[8 + code.n] == '-' &&
	    memcmp(number.p + 9 + code.n, hex, 12) == 0;
}

static void
fold_finding(struct record *r, const struct entry *e)
{
	struct finding *f = map_add(&r->findings, id_of("finding", e->subject));

	if (!text_is(e->action, "finding.open")) {
		(void)CHECK(CHECK_NUMBERS, f->opened, "%.*s was never opened", SHOW(e->subject));
		f->open = false;
		return;
	}
	(void)CHECK(CHECK_NUMBERS, !f->open && number_is_right(e), "%.*s is open already, or its "
	    "number is of something else", SHOW(e->subject));
	*f = (struct finding){ lasting_text(json_say(e->payload, "unit")),
		lasting_text(json_say(e->payload, "contest")), true, true,
		!text_is(json_say(e->payload, "severity"), "note") };
	(void)map_add(&r->told, id_of_two("told", f->contest, f->unit));
}

static void
fold_custody(struct record *r, const struct entry *e)
{
	struct text *holder = map_add(&r->custody, id_of("custody", e->subject));
	struct text from = json_say(e->payload, "from");

	(void)CHECK(CHECK_CUSTODY, holder->n == 0 || text_same(*holder, from), "%.*s was held by "
	    "%.*s, and given by %.*s", SHOW(e->subject), SHOW(*holder), SHOW(from));
	*holder = lasting_text(json_say(e->payload, "to"));
}

void
facts_fold(struct record *r, const struct entry *e)
{
	if (text_is(e->kind, "board"))
		fold_board(r, e);
	else if (text_is(e->kind, "finding") && e->payload != NULL)
		fold_finding(r, e);
	else if (text_is(e->action, "custody.move"))
		fold_custody(r, e);
	else if (text_is(e->action, "source.import"))
		sheet_keep(r, e);
	else if (text_is(e->action, "canvass.certify"))
		(void)map_add(&r->certified, id_of("certified", e->subject));
	if (text_is(e->role, "court"))
		(void)map_add(&r->courts, id_of_two("court", e->actor, e->key));
}
