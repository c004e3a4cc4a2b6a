/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/answer_inside.h"
#include "audit/case_bounds.h"

/*
 * The batches that one contest drew, as evidence about another.  Each was drawn
 * with a known chance, so what it overstates over that chance is, on average,
 * all that is overstated, as far as batches could be drawn at all.  Of a
 * contest's own draws it is what Kaplan and Markov's bound makes of them.
 */
struct lent {
	struct case_bounds by;	/* the chances are its bounds, as shares of all */
	double             most;	/* our largest bound over a chance */
	double             rest;	/* of 1: what batches that cannot be drawn do not hide */
	bool               is_known;
};

struct weighing {
	struct asked      *x;
	struct case_bounds ours;
	struct lent       *lent;	/* of each contest of the plan */
};

static bool
lend(struct weighing *w, size_t contest, struct lent *l)
{
	const struct audit_case *one = w->x->one;

	*l = (struct lent){ .rest = 1, .is_known = true };
	TRY(case_bounds_of(w->x->a, one, contest, &l->by, w->x->e));
	for (size_t i = 0; l->by.why == NULL && i < one->batches; i++) {
		double ours = dec28_double(w->ours.bound[i]);
		double its = dec28_double(l->by.bound[i]);

		if (its > 0)
			l->most = fmax(l->most, ours *
			    dec28_double(l->by.all) / its);
		else
			l->rest -= ours;
	}
	return true;
}

/* A batch that nobody found could have been wrong in every way. */
static struct dec28
error_of(struct weighing *w, const struct audit_item *item)
{
	size_t at = w->x->at;
	const int64_t *was = case_totals(w->x->one, at, item->batch);
	const struct audit_reading *r = item->lost ? NULL : &item->reading[at];

	if (was == NULL)
		return dec28_of(0);
	if (r == NULL || !r->there)
		return w->ours.bound[item->batch];
	return macro_error(&w->ours.macro, was, r->votes);
}

static double
lent_draw(const struct lent *l, size_t batch, double error)
{
	double taint;

	if (l->rest <= 0 || l->most <= 0)
		return 0;
	taint = error * dec28_double(l->by.all) /
	    dec28_double(l->by.bound[batch]) / l->most;
	if (taint >= 1)
		return INFINITY;
	return (l->rest >= l->most ? -INFINITY : log1p(-l->rest / l->most)) -
	    log1p(-taint);
}

/* What one draw adds to the logarithm of the risk. */
static bool
draw_of(struct weighing *w, const struct case_draw *d, double *out)
{
	const struct audit_item *item = &w->x->one->item[d->item];
	struct dec28 error = error_of(w, item);
	struct lent *l;

	if (w->x->contest->targeted) {
		*out = macro_draw(w->ours.all, w->ours.bound[item->batch],
		    error);
		return true;
	}
	l = &w->lent[d->contest];	/* never CASE_ALL: what serves all is lent to none */
	if (!l->is_known)
		TRY(lend(w, d->contest, l));
	*out = lent_draw(l, item->batch, dec28_double(error));
	return true;
}

static double
risk_of(double log_p)
{
	return log_p < 0 ? exp(log_p) : 1;
}

static bool
weigh(struct weighing *w, const size_t *draw, size_t n,
    struct answer_contest *out)
{
	struct asked *x = w->x;
	double log_p = 0, more;

	w->lent = arena_zero(x->a, x->one->plan->contests + 1,
	    sizeof *w->lent);
	out->after = arena_zero(x->a, n + 1, sizeof *out->after);
	for (size_t i = 0; i < n; i++) {
		TRY(draw_of(w, &x->one->draw[draw[i]], &more));
		log_p = log_p == INFINITY ? log_p : log_p + more;
		out->after[i] = risk_of(log_p);
	}
	out->draws = n;
	out->kind = ANSWER_RISK;
	out->why = "";
	out->risk = risk_of(log_p);
	return true;
}

bool
answer_by_macro(struct asked *x, struct answer_contest *out)
{
	struct weighing w = { .x = x };
	size_t *draw = arena_zero(x->a, x->one->draws + 1, sizeof *draw);
	size_t n = answer_draws(x, draw);

	TRY(case_bounds_of(x->a, x->one, x->at, &w.ours, x->e));
	if (w.ours.why != NULL)
		return answer_why(out, w.ours.why);
	if (w.ours.macro.full)
		return answer_why(out, "votes that are in no batch could change "
		    "the outcome");
	if (n == 0)
		return answer_why(out, "no batch was drawn for this contest, or "
		    "none is read yet");
	return weigh(&w, draw, n, out);
}
