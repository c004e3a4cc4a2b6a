/* SPDX-License-Identifier: Apache-2.0 */
/*
 * authority: who may do what, and when: the matrix of actions and roles, and
 * the lifecycles, read from an authority file (rules/NAME-authority.yaml).
 *
 * The schema is strict: each row of the matrix says something of each of the
 * twelve roles, cites the law, and belongs to one kind of subject.  What no row
 * decides is RULE_UNKNOWN, and refused.
 */
#ifndef LAW_AUTHORITY_H
#define LAW_AUTHORITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include "law/law.h"

struct arena;
struct buf;
struct err;

enum role {
	ROLE_REGISTRAR, ROLE_SUPERINTENDENT, ROLE_AUDIT_BOARD, ROLE_SECRETARY,
	ROLE_ELECTION_BOARD, ROLE_GOVERNOR, ROLE_LEGISLATURE, ROLE_COURT,
	ROLE_CANDIDATE, ROLE_ELECTOR, ROLE_OBSERVER, ROLE_PUBLIC, ROLES
};

/* The words of the matrix.  The first eight can be claimed by an act ("as"). */
enum power {
	POWER_PERFORM, POWER_ORDER, POWER_PETITION, POWER_ASK, POWER_HEAR,
	POWER_ASSIST, POWER_NOTE, POWER_WITNESS, POWER_VIEW, POWER_REFUSE, POWERS
};

const char *role_id(enum role r);		/* "audit-board" */
bool role_find(const char *id, enum role *out);
const char *power_id(enum power p);		/* "perform" */
bool power_find(const char *id, enum power *out);

/* What must be so before an act is done; outcome/guard.h tests each. */
enum guard {
	GUARD_FINDINGS,		/* no finding of the unit, or of all, is open */
	GUARD_QUORUM,		/* payload votes: members of the board, enough of them for it */
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
const char *guard_id(enum guard g);

/* One word of a row for one role. */
struct cell {
	enum power  power;
	const char *limit;	/* "own envelope, cure only"; "" for none */
	const char *acts;	/* the acts it is limited to, parted by blanks; "" for all of the row */
};

struct authority_row {
	struct rule  rule;		/* id: "tabulation-audit" */
	const char  *acts;		/* actions, parted by blanks: "audit.order audit.decline" */
	struct cell  cell[ROLES];
	const char  *opens, *closes;	/* ids of deadlines between which it may be done; "" */
	const char  *refusal;		/* the code for those who may not: "" = NO_AUTHORITY */
};

/* One arrow of a lifecycle. */
struct move {
	const char *from, *act, *to;	/* to = from: it stays; several moves may leave one state by one act in no way */
	uint32_t    needs;		/* bit (1 << guard) */
	const char *opens, *closes;	/* deadlines; "" */
};
struct lifecycle_state { const char *id, *title; bool last; };
struct lifecycle {
	const char *id, *title, *starts;
	const struct lifecycle_state *state; size_t states;
	const struct move *move; size_t moves;
};

struct authority {
	const char *name, *title, *jurisdiction;
	char        sha256[65];		/* of the file */
	const struct authority_row *row; size_t rows;
	const struct lifecycle *lifecycle; size_t lifecycles;
};

/* authority_parse(a, text, name, out, e): Read an authority file from its bytes. */
bool authority_parse(struct arena *a, struct bytes text, const char *name,
    struct authority **out, struct err *e);

/* authority_row(w, action, on): The row that holds for ${action} on ${on}, or NULL. */
const struct authority_row *authority_row(const struct authority *w,
    const char *action, struct day on);

/* authority_cell(row, r, action): The cell, as it holds for ${action}: REFUSE where the cell is limited to others. */
struct cell authority_cell(const struct authority_row *row, enum role r, const char *action);

/* authority_lifecycle(w, id): "audit" of "audit.order"; NULL: acts of that kind leave facts. */
const struct lifecycle *authority_lifecycle(const struct authority *w, const char *action);

/* lifecycle_move(l, from, act): The move that ${act} makes from state ${from}, or NULL. */
const struct move *lifecycle_move(const struct lifecycle *l, const char *from, const char *act);

/* lifecycle_knows(l, act): Does any move have that act? */
bool lifecycle_knows(const struct lifecycle *l, const char *act);

#endif
