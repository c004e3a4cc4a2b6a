/* SPDX-License-Identifier: Apache-2.0 */
/* case_bounds: how far each batch of an audit could be wrong in a contest, as MACRO has it. */
#ifndef AUDIT_CASE_BOUNDS_H
#define AUDIT_CASE_BOUNDS_H

#include "audit/case.h"
#include "audit/macro.h"

struct case_bounds {
	struct macro  macro;
	struct dec28 *bound;	/* of each batch of the frame */
	struct dec28  all;
	const char   *why;	/* nothing can be known: no totals, or totals of more votes than were reported; NULL */
};

/* case_bounds_of(a, one, contest, out, e): Votes that are in no batch count as ballots apart. */
bool case_bounds_of(struct arena *a, const struct audit_case *one,
    size_t contest, struct case_bounds *out, struct err *e);

/* case_bounds_text(a, b): The sum of all bounds, in decimal. */
char *case_bounds_text(struct arena *a, const struct case_bounds *b);

/* case_totals(one, contest, batch): What was reported of a batch; NULL: the contest is not in it. */
const int64_t *case_totals(const struct audit_case *one, size_t contest,
    size_t batch);

#endif
