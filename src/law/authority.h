/* SPDX-License-Identifier: Apache-2.0 */
/*
 * authority: who may do what, and when: the matrix of actions and roles, and
 * the lifecycles, read from an authority file (rules/NAME-authority.yaml,
 * docs/rules.md).
 *
 * The schema is strict: each row of the matrix says something of each of the
 * twelve roles, cites the law, and no action stands in two rows on one day.
 * What no row decides is RULE_UNKNOWN, and refused.
 *
 *	row = authority_row(w, act->action, day);	NULL: RULE_UNKNOWN
 *	cell = authority_cell(row, role, act->action);	its power, for this act
 *	l = authority_lifecycle(w, act->action);	NULL: it leaves a fact
 *	m = lifecycle_move(l, state, act->action);	NULL: WRONG_STATE
 *
 * An act done with a power moves its subject only by a move made with that
 * power (move_takes); that is how a petition to vacate a certification is a
 * request, and a petition that files a contest is done.
 */
#ifndef LAW_AUTHORITY_H
#define LAW_AUTHORITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include "law/law.h"

struct arena;
struct err;

#define AUTHORITY_MAX_STATES 40		/* of one lifecycle */

enum role {
	ROLE_REGISTRAR, ROLE_SUPERINTENDENT, ROLE_AUDIT_BOARD, ROLE_SECRETARY,
	ROLE_ELECTION_BOARD, ROLE_GOVERNOR, ROLE_LEGISLATURE, ROLE_COURT,
	ROLE_CANDIDATE, ROLE_ELECTOR, ROLE_OBSERVER, ROLE_PUBLIC, ROLES
};

/* The words of the matrix.  The first eight can be claimed by an act ("as"). */
enum power {
	POWER_PERFORM,	/* does it */
	POWER_ORDER,	/* says that it be done, and it follows */
	POWER_PETITION,	/* has a right to an answer */
	POWER_ASK,	/* may ask: recorded, and passed on */
	POWER_HEAR,	/* decides what others bring before it */
	POWER_ASSIST,	/* helps who does it */
	POWER_NOTE,	/* has a remark entered beside it */
	POWER_WITNESS,	/* watches, and is named as having watched */
	POWER_VIEW,	/* may look on */
	POWER_REFUSE,	/* has no part in it */
	POWERS
};

const char *role_id(enum role r);		/* "audit-board" */
bool role_find(const char *id, enum role *out);
const char *power_id(enum power p);		/* "perform" */
bool power_find(const char *id, enum power *out);

/* What must be so before an act is done; outcome/guard.h tests each. */
enum guard {
	GUARD_FINDINGS,		/* no finding of the unit, or of all, is open */
	GUARD_QUORUM,		/* payload vote: members of the board, enough of them for it */
	GUARD_TWO,		/* payload by: two members of the board, not one person twice */
	GUARD_UNITS,		/* every unit has certified */
	GUARD_AUDIT,		/* the audit is confirmed or reported */
	GUARD_RETURNS,		/* payload returns names an object of the record that adds up to payload votes */
	GUARD_MARGIN,		/* the margin lies within the recount rule of the law */
	GUARD_ORDER,		/* payload order names a court's act of this record */
	GUARD_MANIFESTS,	/* a manifest of every unit is committed */
	GUARD_CHAIN,		/* custody: who gives is who holds */
	GUARDS
};
const char *guard_id(enum guard g);		/* "findings" */

/*
 * When an act may be done, of a row and of a move: ids of deadlines of the
 * rule file.  Not before the instant of "opens" (of a whole day: its end); not
 * after that of "closes".  Each may be "".  A deadline whose event has not
 * come opens nothing and closes nothing; one that the rule file does not have
 * is RULE_UNKNOWN.
 */

/* One word of a row for one role. */
struct cell {
	enum power  power;
	const char *limit;	/* "own envelope, cure only"; "" for none */
	const char *acts;	/* the acts it is limited to, parted by blanks; "" for all of the row */
};

struct authority_row {
	struct rule  rule;		/* id: "tabulation-audit-order" */
	const char  *acts;		/* actions, parted by blanks: "audit.order audit.abort" */
	struct cell  cell[ROLES];
	uint32_t     needs;		/* bit (1 << guard): of each of its acts, besides what a move needs */
	const char  *opens, *closes;	/* besides those of a move */
	const char  *refusal;		/* the code for those who may not: "" = NO_AUTHORITY */
};

/* One arrow of a lifecycle. */
struct move {
	const char *from, *act, *to;	/* to = from: it stays.  No two moves leave one state by one act */
	uint32_t    needs;		/* bit (1 << guard) */
	uint32_t    powers;		/* bit (1 << power): done in which powers; perform, order, hear unless the file says otherwise */
	const char *opens, *closes;
	int64_t     line;		/* in the file */
};
struct lifecycle_state {
	const char *id, *title;
	bool        last;		/* nothing leaves it */
	int64_t     line;
};
struct lifecycle {
	const char *id, *title, *starts;
	const struct lifecycle_state *state; size_t states;
	const struct move *move; size_t moves;
	int64_t line;
};

/* An action and a row that decides it; sorted by action, then by line. */
struct authority_act { const char *act; const struct authority_row *row; };

struct authority {
	const char *name, *title, *jurisdiction;
	char        sha256[65];		/* of the file: for its reader to fill in, "" until then */
	const char *called[ROLES];	/* what the jurisdiction calls each role: "the Secretary of State" */
	const struct authority_row *row; size_t rows;
	const struct lifecycle *lifecycle; size_t lifecycles;
	const struct authority_act *act; size_t acts;
};

/* authority_parse(a, text, name, out, e): Read an authority file from its bytes. */
bool authority_parse(struct arena *a, struct bytes text, const char *name,
    struct authority **out, struct err *e);

/* authority_row(w, action, on): The row that holds for ${action} on ${on}, or NULL. */
const struct authority_row *authority_row(const struct authority *w,
    const char *action, struct day on);

/*
 * authority_cell(row, r, action):
 * The cell, as it holds for ${action}: REFUSE, with its limit, where the cell
 * is limited to other acts.
 */
struct cell authority_cell(const struct authority_row *row, enum role r,
    const char *action);

/*
 * authority_holders(row, action, powers):
 * The roles, as bits (1 << role), whose cell for ${action} is one of the bits
 * (1 << power) of ${powers}.
 */
uint32_t authority_holders(const struct authority_row *row,
    const char *action, uint32_t powers);

/* authority_lifecycle(w, action): "audit" of "audit.order"; NULL: acts of that kind leave facts. */
const struct lifecycle *authority_lifecycle(const struct authority *w,
    const char *action);

/* lifecycle_move(l, from, act): The move that ${act} makes from state ${from}, or NULL. */
const struct move *lifecycle_move(const struct lifecycle *l,
    const char *from, const char *act);

/* lifecycle_knows(l, act): Does any move have that act? */
bool lifecycle_knows(const struct lifecycle *l, const char *act);

/* lifecycle_takes(l, act, p): Is any move made by that act done in power ${p}? */
bool lifecycle_takes(const struct lifecycle *l, const char *act, enum power p);

/* lifecycle_state(l, id): The state, or NULL. */
const struct lifecycle_state *lifecycle_state(const struct lifecycle *l,
    const char *id);

/* move_takes(m, p): Is ${m} made by an act done in power ${p}? */
static inline bool
move_takes(const struct move *m, enum power p)
{
	return (m->powers & (UINT32_C(1) << p)) != 0;
}

#endif
