/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/answer_inside.h"
#include "audit/case_bounds.h"

/* A batch that nobody found could have been wrong in every way. */
static double
draw_of(struct asked *x, const struct case_bounds *b,
    const struct audit_item *item)
{
	const int64_t *was = case_totals(x->one, x->at, item->batch);
	const struct audit_reading *r = item->lost ? NULL :
	    &item->reading[x->at];
	struct dec28 bound = b->bound[item->batch];

	if (was == NULL)
		return macro_draw(b->all, bound, dec28_of(0));
	if (r == NULL || !r->there)
		return macro_draw(b->all, bound, bound);
	return macro_draw(b->all, bound, macro_error(&b->macro, was,
	    r->votes));
}

static double
risk_of(double log_p)
{
	return log_p < 0 ? exp(log_p) : 1;
}

bool
answer_by_macro(struct asked *x, struct answer_contest *out)
{
	const struct audit_case *one = x->one;
	size_t *draw = arena_zero(x->a, one->draws + 1, sizeof *draw);
	size_t n = answer_draws(x, draw);
	struct case_bounds b;
	double log_p = 0;

	TRY(case_bounds_of(x->a, one, x->at, &b, x->e));
	if (b.why != NULL)
		return answer_why(out, b.why);
	if (b.macro.full)
		return answer_why(out, "votes that are in no batch could change "
		    "the outcome");
	if (n == 0)
		return answer_why(out, "no batch was drawn for this contest, or "
		    "none is read yet");
	out->after = arena_zero(x->a, n + 1, sizeof *out->after);
	for (size_t i = 0; i < n; i++) {
		log_p += draw_of(x, &b, &one->item[one->draw[draw[i]].item]);
		out->after[i] = risk_of(log_p);
	}
	out->draws = n;
	out->kind = ANSWER_RISK;
	out->why = "";
	out->risk = risk_of(log_p);
	return true;
}
