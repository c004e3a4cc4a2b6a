/* SPDX-License-Identifier: Apache-2.0 */
/*
 * law: an authority file (docs/rules.md): who may do what, how states change.
 * It is read by libyaml and kept as JSON; rows and moves are objects in it.
 */
#ifndef VERIFIER_LAW_H
#define VERIFIER_LAW_H

#include "entry.h"

/* What must be so before an act, as bits; UNKNOWN: what no one here knows. */
enum { FINDINGS = 1, QUORUM = 2, TWO = 4, UNITS = 8, RETURNS = 16,
	COURT_ORDER = 32, UNKNOWN = 1 << 30 };

struct law {
	struct hash     hash;
	struct json_doc file;
};
bool law_read(struct text t, struct law *l);

/* law_row(l, action, day): The row in force on ${day}, or NULL. */
const struct json *law_row(const struct law *l, struct text action,
    struct text day);
/* The power of ${role} for ${action}; REFUSE if it is limited to other acts. */
int row_cell(const struct json *row, struct text role, struct text action);
/* Is ${role} limited by deadlines or in words? */
bool law_limits(const struct json *row, struct text role);

/* The first state of a lifecycle; empty: acts of ${kind} leave facts. */
struct text law_start(const struct law *l, struct text kind);
/* The move that ${act} makes; empty ${from}: from any state. */
const struct json *law_move(const struct law *l, struct text from,
    struct text act, int power);
unsigned law_needs(const struct json *row_or_move);

#endif
