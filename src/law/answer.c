/* SPDX-License-Identifier: Apache-2.0 */
#include "law/answer.h"

static struct answer
refused(struct answer an, enum refusal code)
{
	an.outcome = OUTCOME_REFUSED;
	an.code = code;
	return an;
}

/* The code for those who have no part in it. */
static enum refusal
code_of(const struct authority_row *row)
{
	return row->refusal[0] == '\0' ? NO_AUTHORITY : PRIVACY;
}

/* May somebody whose word is ${has} act as ${as}?  Who may do more may also ask. */
static bool
may_claim(enum power has, enum power as)
{
	return as == has || as == POWERS ||
	    (as == POWER_ASK && has < POWER_ASK);
}

/* Does an act done as ${p} make the moves of lifecycle ${l}? */
static bool
is_mover(const struct lifecycle *l, const char *action, enum power p)
{
	switch (p) {
	case POWER_PERFORM:
	case POWER_ORDER:
	case POWER_HEAR:
		return l != NULL;
	case POWER_PETITION:
		return l != NULL && lifecycle_takes(l, action, p);
	case POWER_ASK:
	case POWER_ASSIST:
	case POWER_NOTE:
	case POWER_WITNESS:
	case POWER_VIEW:
	case POWER_REFUSE:
	case POWERS:
		break;
	}
	return false;
}

static struct answer
moved(struct answer an, const struct lifecycle *l, const struct question *q)
{
	an.move = lifecycle_move(l, q->state, q->action);
	if (an.move == NULL || !move_takes(an.move, an.power)) {
		an.move = NULL;
		return refused(an, WRONG_STATE);
	}
	return an;
}

struct answer
answer(const struct authority *w, const struct question *q)
{
	struct answer an = { .outcome = OUTCOME_DONE, .power = POWER_REFUSE,
		.row = authority_row(w, q->action, q->on) };
	const struct lifecycle *l = authority_lifecycle(w, q->action);
	enum power has;

	if (an.row == NULL)
		return refused(an, RULE_UNKNOWN);
	has = authority_cell(an.row, q->role, q->action).power;
	if (has == POWER_REFUSE || has == POWER_VIEW ||
	    !may_claim(has, q->as))
		return refused(an, code_of(an.row));
	an.power = q->as == POWERS ? has : q->as;
	if (is_mover(l, q->action, an.power))
		return moved(an, l, q);
	if (an.power == POWER_ASK || an.power == POWER_PETITION)
		an.outcome = OUTCOME_REQUEST;
	return an;
}
