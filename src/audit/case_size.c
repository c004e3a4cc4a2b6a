/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "base/err.h"

#include "audit/case_bounds.h"
#include "audit/case_size.h"
#include "audit/case_style.h"
#include "audit/plan.h"

#define RUNS 1000	/* of simulated audits */

static bool
size_of_batches(struct arena *a, const struct audit_case *one, size_t contest,
    int64_t *out, struct err *e)
{
	struct ratio limit = one->plan->risk_limit;
	struct case_bounds b;

	TRY(case_bounds_of(a, one, contest, &b, e));
	if (b.why == NULL && !b.macro.full)
		*out = macro_size((double)limit.num / (double)limit.den, 0,
		    b.all, (int64_t)one->batches);
	return true;
}

/* The contest may be on every ballot of the frame. */
static bool
size_of_plan(struct arena *a, const struct audit_case *one, size_t contest,
    int64_t *out, struct err *e)
{
	const struct audit_plan *p = one->plan;
	struct tally t = p->contest[contest].tally;
	struct plan_ask ask = { .tally = &t, .limit = p->risk_limit,
		.rates = p->rates, .runs = RUNS, .seed = 1 };
	struct plan plan;

	if (case_frame(one, contest) > t.ballots)
		t.ballots = case_frame(one, contest);
	if (t.kind == CHOICE_IRV && one->claims != NULL)
		ask.claims = one->claims[contest];
	if (t.kind == CHOICE_IRV && ask.claims == NULL)
		return true;
	TRY(plan_make(a, &ask, &plan, e));
	for (size_t i = 0; i < plan.rows; i++)
		if (plan.row[i].method == p->method &&
		    *plan.row[i].why_not == '\0')
			*out = plan_draws(&plan.row[i]);
	return true;
}

bool
case_size(struct arena *a, const struct audit_case *one, size_t contest,
    int64_t *out, struct err *e)
{
	*out = 0;
	if (one->plan->method == METHOD_MACRO)
		return size_of_batches(a, one, contest, out, e);
	return size_of_plan(a, one, contest, out, e);
}
