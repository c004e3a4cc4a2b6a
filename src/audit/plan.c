/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "audit/assertions.h"
#include "audit/overstatement.h"
#include "audit/plan.h"
#include "audit/simulate.h"
#include "audit/supersimple.h"

#define MOST_STEPS  UINT64_C(200000000)	/* draws of all simulated audits, about a second for each 50 million */
#define FEWEST_RUNS 100
#define VALUES 5	/* of a card: as it should be, and four kinds of error */

struct planning {
	struct arena           *a;
	const struct plan_ask  *ask;
	const struct assertion *claim;	/* the one with the least margin */
	double                  limit;
	struct plan            *out;
	struct err             *e;
};

static double
share(struct ratio r)
{
	return (double)r.num / (double)r.den;
}

static struct plan_row *
row_of(struct planning *x, enum audit_method method, const char *formula)
{
	struct plan_row *row = &x->out->row[x->out->rows++];

	*row = (struct plan_row){ .method = method, .formula = formula,
		.why_not = "" };
	return row;
}

int64_t
plan_draws(const struct plan_row *r)
{
	return num_known(r->q90) ? r->q90 : (int64_t)ceil(r->mean);
}

/* Whoever looks at every ballot has counted them. */
static void
settle(struct planning *x, struct plan_row *row)
{
	row->full = plan_draws(row) >= x->ask->tally->ballots;
}

static bool
super_simple(struct planning *x)
{
	struct plan_row *row = row_of(x, METHOD_SUPERSIMPLE,
	    "closed form: Lindeman and Stark 2012, the first sample, enough if "
	    "errors come just at the expected rates");
	struct supersimple_rates rates = { share(x->ask->rates.o1),
		share(x->ask->rates.o2), share(x->ask->rates.u1),
		share(x->ask->rates.u2) };
	struct supersimple s;
	int64_t n;

	TRY(supersimple_open(&s, assertion_dilution(x->claim),
	    x->ask->tally->ballots, x->limit, x->e));
	n = supersimple_plan(&s, rates);
	row->exact = true;
	row->mean = (double)n;
	row->q50 = row->q80 = row->q90 = row->q99 = NUM_UNKNOWN;
	settle(x, row);
	return true;
}

/*
 * A poll may look at every ballot; so that millions of them are planned in
 * seconds, fewer audits are simulated then.
 */
static uint64_t
runs_of(const struct planning *x, enum audit_method method)
{
	uint64_t most = MOST_STEPS / ((uint64_t)x->ask->tally->ballots + 1);

	if (audit_method_of(method)->needs == NEEDS_CARDS ||
	    most >= x->ask->runs)
		return x->ask->runs;
	most = most < FEWEST_RUNS ? FEWEST_RUNS : most;
	return most < x->ask->runs ? most : x->ask->runs;
}

/* Many audits of these cards by this rule. */
static bool
simulate_row(struct planning *x, struct plan_row *row,
    const struct mart_rule *rule, struct simulate_cards cards)
{
	uint64_t runs = runs_of(x, row->method);
	struct simulate s = { .rule = rule, .of = cards, .alpha = x->limit,
		.seed = x->ask->seed };
	int64_t *size = arena_zero(x->a, runs + 1, sizeof *size);
	struct arena work = { 0 };
	struct simulate_said said;
	bool done = simulate_sizes(&work, &s, (struct simulate_part){ 0,
	    runs }, size, x->e);

	arena_free(&work);
	TRY(done);
	said = simulate_say(size, runs, x->ask->tally->ballots);
	row->mean = said.mean;
	row->q50 = said.q50;
	row->q80 = said.q80;
	row->q90 = said.q90;
	row->q99 = said.q99;
	settle(x, row);
	return true;
}

static const char *
simulation(struct planning *x, enum audit_method method, const char *of)
{
	return arena_printf(x->a, "simulation: %s, %" PRIu64 " audits, seed %"
	    PRIu64, of, runs_of(x, method), x->ask->seed);
}

/* The cards of a comparison: without error, and overstated or understated by one and two votes. */
static void
compared(struct planning *x, struct kelly_value *v, int64_t *count,
    double *value)
{
	const struct audit_rates *r = &x->ask->rates;
	int64_t top = x->claim->top, half = top / 2;
	const int64_t steps[VALUES] = { 0, half, top, -half, -top };
	const struct ratio rate[VALUES] = { { 0, 1 }, r->o1, r->o2, r->u1,
		r->u2 };

	for (size_t i = 0; i < VALUES; i++) {
		value[i] = overstatement_assorter(x->claim, steps[i]);
		v[i] = (struct kelly_value){ .x = value[i],
			.rate = share(rate[i]) };
	}
	simulate_counts(v, VALUES, x->ask->tally->ballots, count);
}

static bool
comparison(struct planning *x)
{
	struct plan_row *row = row_of(x, METHOD_COMPARISON_ALPHA,
	    simulation(x, METHOD_COMPARISON_ALPHA, "ALPHA with the optimal eta"));
	struct mart_null null = { .mean = .5,
		.most = overstatement_bound(x->claim),
		.cards = x->ask->tally->ballots };
	struct mart_rule rule = mart_optimal_comparison(null,
	    share(x->ask->rates.o2));
	struct kelly_value v[VALUES];
	int64_t count[VALUES];
	double value[VALUES];

	compared(x, v, count, value);
	return simulate_row(x, row, &rule, (struct simulate_cards){ value,
	    count, VALUES });
}

/* The ballots of a poll on the claim: for it, against it, and neither. */
static bool
polled(struct planning *x, double *value, int64_t *count)
{
	const struct tally *t = x->ask->tally;

	if (x->claim->kind != ASSERTION_BEATS ||
	    x->claim->loser == ASSERTION_REST)
		return false;
	value[0] = 1;
	value[1] = 0;
	value[2] = .5;
	count[0] = t->votes[x->claim->winner];
	count[1] = t->votes[x->claim->loser];
	count[2] = t->ballots - count[0] - count[1];
	return count[2] >= 0;
}

static bool
poll(struct planning *x)
{
	struct plan_row *row = row_of(x, METHOD_ALPHA,
	    simulation(x, METHOD_ALPHA, "ALPHA, shrink-trunc"));
	struct mart_null null = { .mean = .5, .most = 1,
		.cards = x->ask->tally->ballots };
	struct mart_rule rule = mart_shrink(null, assertion_mean(x->claim));
	double value[3];
	int64_t count[3];

	if (!polled(x, value, count)) {
		row->why_not = "what the ballots for and against this claim "
		    "are does not follow from the totals alone";
		return true;
	}
	return simulate_row(x, row, &rule, (struct simulate_cards){ value,
	    count, 3 });
}

static void
hand_tally(struct planning *x)
{
	struct plan_row *row = row_of(x, METHOD_HAND_TALLY,
	    "closed form: every ballot, once");
	int64_t n = x->ask->tally->ballots;

	row->exact = true;
	row->full = true;
	row->mean = (double)n;
	row->q50 = row->q80 = row->q90 = row->q99 = n;
}

static void
say_claim(struct planning *x)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	assertion_say(&b, x->claim, x->ask->tally);
	x->out->says = arena_str(x->a, b.p, b.len);
	x->out->margin = assertion_dilution(x->claim);
}

bool
plan_make(struct arena *a, const struct plan_ask *ask, struct plan *out,
    struct err *e)
{
	struct planning x = { .a = a, .ask = ask, .out = out, .e = e,
		.limit = share(ask->limit) };
	struct assertions claims;

	*out = (struct plan){ .says = "" };
	TRY(assertions_of(a, ask->tally, &claims, e));
	out->standing = claims.standing;
	out->row = arena_zero(a, AUDIT_METHODS, sizeof *out->row);
	if (claims.standing != STANDING_CONTESTED)
		return true;
	x.claim = &claims.item[claims.smallest];
	say_claim(&x);
	TRY(super_simple(&x));
	TRY(comparison(&x));
	TRY(poll(&x));
	hand_tally(&x);
	return true;
}
