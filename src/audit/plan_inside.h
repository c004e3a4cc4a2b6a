/* SPDX-License-Identifier: Apache-2.0 */
/* plan_inside: what the files of plan share. */
#ifndef AUDIT_PLAN_INSIDE_H
#define AUDIT_PLAN_INSIDE_H

#include "audit/assertions.h"
#include "audit/plan.h"
#include "audit/simulate.h"

struct planning {
	struct arena           *a;
	const struct plan_ask  *ask;
	const struct assertion *claim;	/* the one with the least margin */
	double                  limit;
	struct plan            *out;
	struct err             *e;
};

/* The rows of each kind of method. */
bool plan_comparisons(struct planning *x);
bool plan_polls(struct planning *x);
bool plan_batches(struct planning *x);

/* plan_work(x): Sizes at other margins. */
bool plan_work(struct planning *x);

/* plan_row(x, method, formula), plan_not(x, method, why): One row more; one that says why the method does not apply. */
struct plan_row *plan_row(struct planning *x, enum audit_method method,
    const char *formula);
void plan_not(struct planning *x, enum audit_method method, const char *why);

/* plan_simulate(x, row, rule, cards): Many audits of these cards by this rule. */
bool plan_simulate(struct planning *x, struct plan_row *row,
    const struct mart_rule *rule, struct simulate_cards cards);
const char *plan_simulation(struct planning *x, enum audit_method method,
    const char *of);

/* plan_settle(x, row): Does it look at every ballot? */
void plan_settle(struct planning *x, struct plan_row *row);

double plan_share(struct ratio r);

#endif
