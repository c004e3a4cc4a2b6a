/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "audit/plan_inside.h"

#define MOST_STEPS  UINT64_C(200000000)	/* draws of all simulated audits, about a second for each 50 million */
#define FEWEST_RUNS 100

double
plan_share(struct ratio r)
{
	return (double)r.num / (double)r.den;
}

struct plan_row *
plan_row(struct planning *x, enum audit_method method, const char *formula)
{
	struct plan_row *row = &x->out->row[x->out->rows++];

	*row = (struct plan_row){ .method = method, .formula = formula,
		.why_not = "" };
	return row;
}

void
plan_not(struct planning *x, enum audit_method method, const char *why)
{
	plan_row(x, method, "")->why_not = why;
}

int64_t
plan_draws(const struct plan_row *r)
{
	return num_known(r->q90) ? r->q90 : (int64_t)ceil(r->mean);
}

/* Whoever looks at every ballot has counted them. */
void
plan_settle(struct planning *x, struct plan_row *row)
{
	row->full = plan_draws(row) >= x->ask->tally->ballots;
}

static bool
is_wanted(const struct planning *x, enum audit_method method)
{
	return x->ask->only == 0 || (x->ask->only >> method & 1) != 0;
}

/* Rows that nobody asked for. */
static void
drop_rows(struct planning *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->out->rows; i++)
		if (is_wanted(x, x->out->row[i].method))
			x->out->row[n++] = x->out->row[i];
	x->out->rows = n;
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

bool
plan_simulate(struct planning *x, struct plan_row *row,
    const struct mart_rule *rule, struct simulate_cards cards)
{
	uint64_t runs = is_wanted(x, row->method) ? runs_of(x, row->method) : 0;
	struct simulate s = { .rule = rule, .of = cards, .alpha = x->limit,
		.seed = x->ask->seed, .most = rule->null.cards > 0 ? 0 :
		x->ask->tally->ballots };
	int64_t *size = arena_zero(x->a, runs + 1, sizeof *size);
	struct arena work = { 0 };
	struct simulate_said said;
	bool done = runs == 0 || (x->ask->spread != NULL ? x->ask->spread(&s, runs, size,
	    x->e) : simulate_sizes(&work, &s, (struct simulate_part){ 0,
	    runs }, size, x->e));

	arena_free(&work);
	if (!done || runs == 0)
		return done;
	said = simulate_say(size, runs, x->ask->tally->ballots);
	row->mean = said.mean;
	row->q50 = said.q50;
	row->q80 = said.q80;
	row->q90 = said.q90;
	row->q99 = said.q99;
	plan_settle(x, row);
	return true;
}

const char *
plan_simulation(struct planning *x, enum audit_method method, const char *of)
{
	return arena_printf(x->a, "simulation: %s, %" PRIu64 " audits, seed %"
	    PRIu64, of, runs_of(x, method), x->ask->seed);
}

static void
hand_tally(struct planning *x)
{
	struct plan_row *row = plan_row(x, METHOD_HAND_TALLY,
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
	struct tally t = *x->ask->tally;

	if (x->ask->names != NULL)
		t.choice = x->ask->names;
	assertion_say(&b, x->claim, &t);
	x->out->says = arena_str(x->a, b.p, b.len);
	x->out->margin = assertion_dilution(x->claim);
}

bool
plan_make(struct arena *a, const struct plan_ask *ask, struct plan *out,
    struct err *e)
{
	struct planning x = { .a = a, .ask = ask, .out = out, .e = e,
		.limit = plan_share(ask->limit) };
	struct assertions claims;

	*out = (struct plan){ .says = "" };
	if (ask->claims != NULL)
		claims = *ask->claims;
	else
		TRY(assertions_of(a, ask->tally, &claims, e));
	out->standing = claims.standing;
	out->row = arena_zero(a, AUDIT_METHODS, sizeof *out->row);
	if (claims.standing != STANDING_CONTESTED)
		return true;
	x.claim = &claims.item[claims.smallest];
	say_claim(&x);
	TRY(plan_comparisons(&x));
	TRY(plan_polls(&x));
	TRY(plan_batches(&x));
	hand_tally(&x);
	drop_rows(&x);
	return plan_work(&x);
}
