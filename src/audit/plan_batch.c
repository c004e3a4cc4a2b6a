/* SPDX-License-Identifier: Apache-2.0 */
/* Comparisons of batches, and samples of two kinds of ballots. */
#include <math.h>

#include "audit/draw_batches.h"
#include "audit/macro.h"
#include "audit/overstatement.h"
#include "audit/plan_inside.h"
#include "base/arena.h"
#include "base/err.h"

static const char no_batches[] = "it is not known what was reported of each "
    "batch; 'canvass audit commit' says so, and 'canvass audit draw' asks for "
    "as many as that needs";

/* Votes that are in no batch could have been for anybody. */
static struct macro_apart
votes_apart(struct planning *x)
{
	const struct plan_batches *b = x->ask->batches;
	const struct tally *t = x->ask->tally;
	int64_t *sum = arena_zero(x->a, t->choices + 1, sizeof *sum);

	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < t->choices; k++)
			sum[k] += b->votes[i * t->choices + k];
	return (struct macro_apart){ .unauditable = macro_missing(t, sum) };
}

static bool
macro(struct planning *x)
{
	const struct plan_batches *b = x->ask->batches;
	const struct tally *t = x->ask->tally;
	struct dec28 *bound = arena_zero(x->a, b->n + 1, sizeof *bound);
	struct plan_row *row;
	struct macro m;
	int64_t n;

	if (t->kind != CHOICE_PLURALITY && t->kind != CHOICE_MAJORITY) {
		plan_not(x, METHOD_MACRO, "it is for plurality and majority");
		return true;
	}
	TRY(macro_open(x->a, t, votes_apart(x), &m, x->e));
	if (m.full) {
		plan_not(x, METHOD_MACRO, "votes that are in no batch could "
		    "change the outcome");
		return true;
	}
	for (size_t i = 0; i < b->n; i++)
		bound[i] = macro_bound(&m, b->votes + i * t->choices,
		    b->ballots[i]);
	n = macro_size(x->limit, 0, draw_batches_sum(bound, b->n),
	    (int64_t)b->n);
	row = plan_row(x, METHOD_MACRO, "closed form: draws of batches without "
	    "any difference, and one more (Stark 2009)");
	row->exact = true;
	row->batches = true;
	row->full = n >= (int64_t)b->n;
	row->mean = (double)n;
	row->q50 = row->q80 = row->q90 = row->q99 = NUM_UNKNOWN;
	return true;
}

/* Draws without any difference, as often as the limit asks for. */
static bool
betting(struct planning *x)
{
	const struct audit_rates *r = &x->ask->rates;
	int64_t top = x->claim->top;
	const int64_t steps[] = { 0, top / 2, top, -top / 2, -top };
	const struct ratio rate[] = { { 0, 1 }, r->o1, r->o2, r->u1, r->u2 };
	struct kelly_value v[5];
	struct mart_rule rule;
	struct plan_row *row;
	struct mart m;

	for (size_t i = 0; i < 5; i++)
		v[i] = (struct kelly_value){ .x = overstatement_assorter(
			x->claim, steps[i]), .rate = plan_share(rate[i]) };
	rule = mart_adaptive((struct mart_null){ .mean = .5,
	    .most = overstatement_bound(x->claim) }, v, 5, 5);
	TRY(mart_check(&rule, x->e));
	m = mart_begin(&rule);
	while (!mart_crosses(&m, x->limit) &&
	    m.draws < x->ask->tally->ballots)
		mart_step(&m, v[0].x);
	row = plan_row(x, METHOD_BATCH_COMPARISON, "closed form: draws of "
	    "batches without any difference, by bets for the expected rates");
	row->exact = true;
	row->batches = true;
	row->mean = (double)m.draws;
	row->q50 = row->q80 = row->q90 = row->q99 = NUM_UNKNOWN;
	return true;
}

bool
plan_batches(struct planning *x)
{
	plan_not(x, METHOD_ONEAUDIT, "it is not known which ballots have "
	    "records of their own, and what was reported of the others");
	plan_not(x, METHOD_STRATIFIED, "it is not known which ballots have "
	    "records of their own, and what was reported of the others");
	plan_not(x, METHOD_SUITE, "it is not known which ballots have records "
	    "of their own, and what was reported of the others");
	if (x->ask->batches != NULL)
		TRY(macro(x));
	else
		plan_not(x, METHOD_MACRO, no_batches);
	return betting(x);
}
