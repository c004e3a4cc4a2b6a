/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "record.h"

/* Does one of them stand for election? */
static bool
has_candidate(struct record *r, const struct json *people)
{
	bool has = false;

	json_each(v, people)
		has |= json_get(person(r, v->text)->says, "candidate") != NULL;
	return has;
}

/* Who acts, or those for whom the actor speaks. */
static bool
somebody_stands(struct record *r, const struct entry *e)
{
	const struct json *vote = json_get(e->payload, "vote");

	return json_get(person(r, e->actor)->says, "candidate") != NULL ||
	    has_candidate(r, json_get(e->payload, "by")) ||
	    has_candidate(r, json_get(vote, "for")) ||
	    has_candidate(r, json_get(vote, "against"));
}

/* Containers pass from one person to another. */
static bool
has_no_quorum(struct record *r, const struct entry *e, unsigned needs)
{
	struct text to = json_say(e->payload, "to");
	struct sitting s;

	if (text_is(e->action, "custody.move") && (to.n == 0 ||
	    text_same(to, json_say(e->payload, "from"))))
		return true;
	return ((needs & QUORUM) && !board_stands(r, e, true, &s)) ||
	    ((needs & TWO) && !board_stands(r, e, false, &s));
}

static bool
is_of_others_key(const struct entry *e)
{
	return text_is(e->action, "key.rotate") &&
	    !text_same(json_say(e->payload, "actor"), e->actor);
}

/* There is such an election, and the actor has signed for it. */
static bool
is_signed_here(struct record *r, const struct entry *e)
{
	return person_has_signed(r, e) && text_is(json_say(e->act, "election"),
	    hash_hex(&r->genesis_leaf));
}

/*
 * What hangs on a calendar, a guard or a limit in words is not decided here,
 * nor what only the record's keeper has seen (see README.md).
 */
void
refusal_check(struct record *r, const struct entry *e, const struct claim *c,
    const struct thing *s)
{
	unsigned needs = law_needs(c->move) | law_needs(c->row);
	bool limited = law_limits(c->row, e->role) ||
	    law_limits(c->move, e->role) ||
	    (needs | QUORUM | TWO) != (QUORUM | TWO);
	bool is_right;

	switch (e->refusal) {
	case NO_AUTHORITY: is_right = limited || !claim_is_allowed(c) ||
		    !person_is_enrolled(r, e) || is_of_others_key(e); break;
	case STALE_VERSION: is_right = json_number(e->act, "expect",
		    s->version) != s->version; break;
	case BAD_SIGNATURE: is_right = !is_signed_here(r, e); break;
	case STAYED_BY_COURT: is_right = s->stayed; break;
	case RULE_UNKNOWN: is_right = limited || c->row == NULL; break;
	case WRONG_STATE: is_right = limited || c->move == NULL ||
		    text_is(e->action, "audit.close-round") ||
		    text_is(e->action, "audit.confirm"); break;
	case NO_QUORUM: is_right = has_no_quorum(r, e, needs); break;
	case CONFLICT_OF_INTEREST: is_right = somebody_stands(r, e); break;
	default: return;
	}
	CHECK(CHECK_REFUSED, is_right, "by %.*s was refused with %.*s, but "
	    "nothing stood against it", SHOW(e->actor),
	    SHOW(json_say(json_get(e->whole, "refusal"), "code")));
}
