/* SPDX-License-Identifier: Apache-2.0 */
/* Comparisons of ballots with their records. */
#include "audit/overstatement.h"
#include "audit/plan_inside.h"
#include "audit/supersimple.h"
#include "base/err.h"

#define VALUES  5	/* of a card: as it should be, and four kinds of error */
#define PADDING 0.1	/* of Kaplan-Wald */

/* The cards of a comparison: without error, and overstated or understated by one and two votes. */
struct cards {
	struct kelly_value v[VALUES];
	double             value[VALUES];
	int64_t            count[VALUES];
};

static struct cards
compared(struct planning *x)
{
	const struct audit_rates *r = &x->ask->rates;
	int64_t top = x->claim->top, half = top / 2;
	const int64_t steps[VALUES] = { 0, half, top, -half, -top };
	const struct ratio rate[VALUES] = { { 0, 1 }, r->o1, r->o2, r->u1,
		r->u2 };
	struct cards c;

	for (size_t i = 0; i < VALUES; i++) {
		c.value[i] = overstatement_assorter(x->claim, steps[i]);
		c.v[i] = (struct kelly_value){ .x = c.value[i],
			.rate = plan_share(rate[i]) };
	}
	simulate_counts(c.v, VALUES, x->ask->tally->ballots, c.count);
	return c;
}

static bool
super_simple(struct planning *x)
{
	struct plan_row *row = plan_row(x, METHOD_SUPERSIMPLE,
	    "closed form: Lindeman and Stark 2012, the first sample, enough if "
	    "errors come just at the expected rates");
	struct supersimple_rates rates = { plan_share(x->ask->rates.o1),
		plan_share(x->ask->rates.o2), plan_share(x->ask->rates.u1),
		plan_share(x->ask->rates.u2) };
	struct supersimple s;
	int64_t n;

	TRY(supersimple_open(&s, assertion_dilution(x->claim),
	    x->ask->tally->ballots, x->limit, x->e));
	n = supersimple_plan(&s, rates);
	row->exact = true;
	row->mean = (double)n;
	row->q50 = row->q80 = row->q90 = row->q99 = NUM_UNKNOWN;
	plan_settle(x, row);
	return true;
}

static bool
simulate(struct planning *x, enum audit_method method, const char *of,
    const struct mart_rule *rule)
{
	struct cards c = compared(x);

	return plan_simulate(x, plan_row(x, method, plan_simulation(x, method,
	    of)), rule, (struct simulate_cards){ c.value, c.count, VALUES });
}

bool
plan_comparisons(struct planning *x)
{
	struct mart_null null = { .mean = .5,
		.most = overstatement_bound(x->claim),
		.cards = x->ask->tally->ballots }, back = null;
	struct cards c = compared(x);
	struct mart_rule wald, alpha, betting;

	back.cards = 0;
	wald = mart_kaplan(MART_KAPLAN_WALD, back, PADDING);
	alpha = mart_optimal_comparison(null, plan_share(x->ask->rates.o2));
	betting = mart_adaptive(null, c.v, VALUES, VALUES);
	TRY(super_simple(x));
	TRY(simulate(x, METHOD_KAPLAN_WALD, "Kaplan-Wald, padded by 0.1",
	    &wald));
	TRY(simulate(x, METHOD_COMPARISON_ALPHA, "ALPHA with the optimal eta",
	    &alpha));
	return simulate(x, METHOD_COMPARISON_BETTING, "the bet that grows "
	    "fastest at rates that are learnt", &betting);
}
