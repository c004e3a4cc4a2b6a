/* SPDX-License-Identifier: Apache-2.0 */
/*
 * answer: what the matrix and the lifecycles say of an act, before its guards
 * and deadlines are looked at.
 *
 *	an = answer(w, &(struct question){ .action = "audit.order",
 *	    .role = ROLE_GOVERNOR, .as = POWERS, .state = "not-ordered",
 *	    .on = day });
 *	an.outcome == OUTCOME_REQUEST
 */
#ifndef LAW_ANSWER_H
#define LAW_ANSWER_H

#include "law/authority.h"
#include "model/act.h"

struct question {
	const char *action;
	enum role   role;
	enum power  as;		/* as which power it is done; POWERS: as the cell says */
	const char *state;	/* of its subject; of no matter where the action leaves a fact */
	struct day  on;
};

struct answer {
	enum outcome outcome;	/* DONE, REQUEST or REFUSED */
	enum refusal code;	/* REFUSED: RULE_UNKNOWN, NO_AUTHORITY, PRIVACY or WRONG_STATE */
	enum power   power;	/* as which it is done */
	const struct authority_row *row;	/* that decided; NULL: none does */
	const struct move          *move;	/* DONE: that it makes; NULL: it moves nothing */
};

/*
 * answer(w, q):
 * Who may perform, order or petition may also only ask; nobody may claim more
 * than the own cell says.
 */
struct answer answer(const struct authority *w, const struct question *q);

#endif
