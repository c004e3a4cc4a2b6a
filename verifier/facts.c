/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "record.h"

struct finding {
	struct text unit, contest;
	bool        open, bars;		/* a `note` bars nothing */
};

struct board {
	struct text *member;
	size_t       members;
	int64_t      quorum;
	bool         parties_differ;
};

static struct id
fact_id(const char *kind, struct text name)
{
	return id_of(kind, name, TEXT(""));
}

/* Findings of the act's unit, or all where it has none; of its contest. */
static void
check_findings(struct record *r, const struct entry *e)
{
	struct text contest = payload_say(e, "contest");
	const struct finding *f;

	for (size_t at = 0; (f = map_next(&r->findings, &at)) != NULL; ) {
		if (f->open && f->bars && (e->unit.n == 0 ||
		    text_same(f->unit, e->unit)) && (contest.n == 0 ||
		    f->contest.n == 0 || text_same(f->contest, contest))) {
			check_fail(CHECK_FINDINGS, "leaf %" PRIu64 ": %.*s while"
			    " a finding of unit `%.*s` was open", e->leaf,
			    SHOW(e->action), SHOW(f->unit));
			return;
		}
	}
	check_ok(CHECK_FINDINGS);
}

static bool
is_member(const struct board *b, struct text actor)
{
	for (size_t i = 0; i < b->members; i++) {
		if (text_same(b->member[i], actor))
			return true;
	}
	return false;
}

/* A list of members of ${b}, none twice; of how many parties? */
struct present {
	size_t      n;
	bool        all_members, differ;
	struct text party;
	struct map  met;
};

static void
count_present(struct record *r, const struct entry *e, const struct board *b,
    const struct json *list, struct present *p)
{
	for (const struct json *v = json_in(e->doc, list); v != NULL;
	    v = json_after(e->doc, list, v)) {
		struct text actor = json_text(e->doc, v);
		const struct person *q = person(r, actor);
		size_t before = p->met.used;

		(void)map_add(&p->met, fact_id("present", actor));
		p->all_members = p->all_members && q != NULL &&
		    is_member(b, actor) && p->met.used > before;
		if (q == NULL)
			return;
		p->differ = p->differ || (p->n > 0 &&
		    !text_same(p->party, q->party));
		p->party = q->party;
		p->n++;
	}
}

static const struct board *
board_of(const struct record *r, const struct entry *e)
{
	const struct board *b = map_find(&r->boards, fact_id("board",
	    payload_say(e, "board")));

	return b != NULL && b->members > 0 ? b : NULL;
}

static void
check_vote(struct record *r, const struct entry *e)
{
	const struct board *b = board_of(r, e);
	const struct json *vote = json_get(e->doc, e->payload, "vote");
	struct present p = { .all_members = true };
	size_t ayes = 0;

	if (b != NULL) {
		count_present(r, e, b, json_get(e->doc, vote, "for"), &p);
		ayes = p.n;
		count_present(r, e, b, json_get(e->doc, vote, "against"), &p);
		map_free(&p.met);
	}
	if (!check_that(CHECK_BOARDS, b != NULL && p.all_members &&
	    (int64_t)p.n >= b->quorum && 2 * ayes > p.n &&
	    (p.differ || !b->parties_differ)))
		check_fail(CHECK_BOARDS, "leaf %" PRIu64 ": %.*s by board `%.*s`:"
		    " %zu of %zu voted for it; expected members of it, each "
		    "once, a quorum of %" PRId64 "%s", e->leaf, SHOW(e->action),
		    SHOW(payload_say(e, "board")), ayes, p.n,
		    b != NULL ? b->quorum : 0, b != NULL && b->parties_differ ?
		    ", not all of one party" : "");
}

static void
check_pair(struct record *r, const struct entry *e)
{
	const struct board *b = board_of(r, e);
	struct present p = { .all_members = true };

	if (b != NULL) {
		count_present(r, e, b, json_get(e->doc, e->payload, "by"), &p);
		map_free(&p.met);
	}
	if (!check_that(CHECK_PAIRS, b != NULL && p.all_members && p.n >= 2 &&
	    (p.differ || !b->parties_differ)))
		check_fail(CHECK_PAIRS, "leaf %" PRIu64 ": %.*s by %zu of board "
		    "`%.*s`; expected two members or more, none twice%s",
		    e->leaf, SHOW(e->action), p.n, SHOW(payload_say(e,
		    "board")), b != NULL && b->parties_differ ?
		    ", not all of one party" : "");
}

/* `order` is ACTOR/KEY; a key has no slash. */
static bool
is_ordered(const struct record *r, const struct entry *e)
{
	struct text actor = payload_say(e, "order"), key;
	size_t n = actor.n;

	while (n > 0 && actor.p[n - 1] != '/')
		n--;
	key = (struct text){ actor.p + n, actor.n - n };
	actor.n = n > 0 ? n - 1 : 0;
	return map_find(&r->courts, id_of("court", actor, key)) != NULL;
}

void
facts_check(struct record *r, const struct entry *e, unsigned needs)
{
	bool certifies = text_is(e->action, "certification.issue");

	if ((needs & FINDINGS) || certifies)
		check_findings(r, e);
	if (needs & QUORUM)
		check_vote(r, e);
	if (needs & TWO)
		check_pair(r, e);
	if ((needs & RETURNS) || certifies)
		returns_check(r, e);
	if ((needs & COURT_ORDER) && !check_that(CHECK_GUARDS,
	    is_ordered(r, e)))
		check_fail(CHECK_GUARDS, "leaf %" PRIu64 ": %.*s without a "
		    "court's order in the record, found `%.*s`", e->leaf,
		    SHOW(e->action), SHOW(payload_say(e, "order")));
	if ((needs & UNITS) && !check_that(CHECK_GUARDS,
	    (int64_t)r->certified.used >= r->units))
		check_fail(CHECK_GUARDS, "leaf %" PRIu64 ": %.*s when %zu of %"
		    PRId64 " units had certified", e->leaf, SHOW(e->action),
		    r->certified.used, r->units);
}

static void
fold_board(struct record *r, const struct entry *e)
{
	struct text id = e->subject, kind;
	const struct json *list = json_get(e->doc, e->payload, "members");
	const struct json *differ = json_get(e->doc, e->payload,
	    "parties_differ");
	struct board *b;
	size_t n = 0;

	(void)text_cut(&id, '/', &kind);
	b = map_add(&r->boards, fact_id("board", id));
	*b = (struct board){ .quorum = json_number(e->doc, e->payload,
	    "quorum", 0), .parties_differ = differ != NULL &&
	    differ->type == JSON_TRUE };
	for (const struct json *v = json_in(e->doc, list); v != NULL;
	    v = json_after(e->doc, list, v))
		b->members++;
	b->member = lasting((b->members + 1) * sizeof *b->member);
	for (const struct json *v = json_in(e->doc, list); v != NULL;
	    v = json_after(e->doc, list, v))
		b->member[n++] = lasting_text(json_text(e->doc, v));
}

/* finding/CODE-xxxxxxxxxxxx: of the payload without its title. */
static bool
number_is_right(const struct entry *e)
{
	struct text all = json_text(e->doc, e->payload), number = e->subject;
	struct text code = payload_say(e, "code");
	const struct json *title = json_get(e->doc, e->payload, "title");
	const char *cut = e->doc->bytes + title->at - strlen(",\"title\":\"");
	const char *rest = e->doc->bytes + title->at + title->n + 1;
	struct hash h = hash_parts(2, (struct text[]){
	    { all.p, (size_t)(cut - all.p) },
	    { rest, (size_t)(all.p + all.n - rest) } });
	char hex[65];

	hex_write(h.b, sizeof h.b, hex);
	return number.n == strlen("finding/") + code.n + 13 &&
	    memcmp(number.p + 8, code.p, code.n) == 0 &&
	    number.p[8 + code.n] == '-' &&
	    memcmp(number.p + 9 + code.n, hex, 12) == 0;
}

static void
fold_finding(struct record *r, const struct entry *e)
{
	struct finding *f = map_add(&r->findings, fact_id("finding",
	    e->subject));
	bool opens = text_is(e->action, "finding.open");

	if (!check_that(CHECK_NUMBERS, opens ? !f->open && number_is_right(e) :
	    f->unit.p != NULL))
		check_fail(CHECK_NUMBERS, "leaf %" PRIu64 ": %.*s of %.*s: %s",
		    e->leaf, SHOW(e->action), SHOW(e->subject), opens ?
		    "open already, or its number is of something else" :
		    "never opened");
	f->open = opens;
	if (!opens)
		return;
	*f = (struct finding){ lasting_text(payload_say(e, "unit")),
		lasting_text(payload_say(e, "contest")), true,
		!text_is(payload_say(e, "severity"), "note") };
	(void)map_add(&r->told, id_of("told", f->contest, f->unit));
}

static void
fold_custody(struct record *r, const struct entry *e)
{
	struct text *holder = map_add(&r->custody, fact_id("custody",
	    e->subject));

	if (!check_that(CHECK_CUSTODY, holder->n == 0 ||
	    text_same(*holder, payload_say(e, "from"))))
		check_fail(CHECK_CUSTODY, "leaf %" PRIu64 ": %.*s was held by "
		    "%.*s, and given by %.*s", e->leaf, SHOW(e->subject),
		    SHOW(*holder), SHOW(payload_say(e, "from")));
	*holder = lasting_text(payload_say(e, "to"));
}

void
facts_fold(struct record *r, const struct entry *e)
{
	if (text_is(e->action, "board.appoint") ||
	    text_is(e->action, "board.dismiss"))
		fold_board(r, e);
	else if (text_is(e->kind, "finding") && e->payload != NULL)
		fold_finding(r, e);
	else if (text_is(e->action, "custody.move"))
		fold_custody(r, e);
	else if (text_is(e->action, "source.import"))
		sheet_keep(r, e);
	else if (text_is(e->action, "canvass.certify"))
		(void)map_add(&r->certified, fact_id("certified", e->subject));
	if (e->role == COURT)
		(void)map_add(&r->courts, id_of("court", e->actor, e->key));
}

void
facts_open(struct record *r)
{
	r->findings.size = sizeof(struct finding);
	r->boards.size = sizeof(struct board);
	r->custody.size = sizeof(struct text);
}
