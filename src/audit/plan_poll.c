/* SPDX-License-Identifier: Apache-2.0 */
/* Polls of ballots. */
#include "audit/bravo.h"
#include "audit/brla.h"
#include "audit/minerva.h"
#include "audit/plan_inside.h"
#include "audit/sides.h"
#include "base/err.h"

#define FIRST_BET 0.5	/* of aGRAPA; and no bet risks more than half of the fortune */
#define MOST_BET  0.5

static const char not_sided[] = "what the ballots for and against this claim "
    "are does not follow from the totals alone";

static int64_t
capped(struct planning *x, double ballots)
{
	int64_t all = x->ask->tally->ballots;

	return ballots < (double)all ? (int64_t)ballots : all;
}

/* Ballots that have so many votes for both sides, rounded up. */
static int64_t
ballots_with(struct planning *x, struct sides s, int64_t votes)
{
	double both = (double)(s.pro + s.con);
	double all = (double)x->ask->tally->ballots;
	double n = (double)votes / both * all;

	return capped(x, n == (double)(int64_t)n ? n : n + 1);
}

static void
bravo(struct planning *x, struct sides s)
{
	struct plan_row *row = plan_row(x, METHOD_BRAVO, "closed form: Wald's "
	    "average sample number; samples with which so many percent pass, "
	    "from the binomial");
	double all = (double)x->ask->tally->ballots;
	struct bravo b = { (double)s.pro / all, (double)s.con / all,
		sides_share(s), s.pro + s.con, x->ask->tally->ballots };
	struct bravo_seen none = { 0, 0 };

	row->exact = true;
	row->mean = (double)bravo_asn(&b, x->limit, none);
	row->q50 = bravo_size(&b, x->limit, none, .5);
	row->q80 = bravo_size(&b, x->limit, none, .8);
	row->q90 = bravo_size(&b, x->limit, none, .9);
	row->q99 = bravo_size(&b, x->limit, none, .99);
	plan_settle(x, row);
}

/* A first round that ends the audit so often. */
static void
rounds(struct planning *x, struct sides s, enum audit_method method,
    int64_t (*size)(double share, double limit, double q))
{
	struct plan_row *row = plan_row(x, method, "closed form: the first "
	    "round, which so many percent of audits pass, from the binomial");
	double share = sides_share(s);

	row->exact = true;
	row->q50 = ballots_with(x, s, size(share, x->limit, .5));
	row->q80 = ballots_with(x, s, size(share, x->limit, .8));
	row->q90 = ballots_with(x, s, size(share, x->limit, .9));
	row->q99 = ballots_with(x, s, size(share, x->limit, .99));
	row->mean = (double)row->q90;
	plan_settle(x, row);
}

static int64_t
first_of_providence(double share, double limit, double q)
{
	return providence_size(share, limit, q, (struct minerva_seen){ 0, 0 });
}

static void
bayesian(struct planning *x, struct sides s)
{
	struct plan_row *row = plan_row(x, METHOD_BRLA, "closed form: samples "
	    "which so many percent of audits pass, from the binomial");
	struct brla b = { .ballots = s.pro + s.con };
	double share = sides_share(s);

	row->exact = true;
	row->q50 = ballots_with(x, s, brla_size(&b, share, x->limit, .5));
	row->q80 = ballots_with(x, s, brla_size(&b, share, x->limit, .8));
	row->q90 = ballots_with(x, s, brla_size(&b, share, x->limit, .9));
	row->q99 = ballots_with(x, s, brla_size(&b, share, x->limit, .99));
	row->mean = (double)row->q90;
	plan_settle(x, row);
}

static bool
simulate(struct planning *x, struct sides s, enum audit_method method,
    const char *of, const struct mart_rule *rule)
{
	const double value[] = { 1, 0, .5 };
	const int64_t count[] = { s.pro, s.con, x->ask->tally->ballots -
		s.pro - s.con };

	return plan_simulate(x, plan_row(x, method, plan_simulation(x, method,
	    of)), rule, (struct simulate_cards){ value, count, 3 });
}

static void
none_of_them(struct planning *x)
{
	static const enum audit_method polls[] = { METHOD_BRAVO,
		METHOD_MINERVA, METHOD_PROVIDENCE, METHOD_BRLA, METHOD_ALPHA,
		METHOD_BETTING };

	for (size_t i = 0; i < sizeof polls / sizeof *polls; i++)
		plan_not(x, polls[i], not_sided);
}

bool
plan_polls(struct planning *x)
{
	const struct tally *t = x->ask->tally;
	struct mart_null null = { .mean = .5, .most = 1, .cards = t->ballots };
	struct mart_rule shrink = mart_shrink(null, assertion_mean(x->claim));
	struct mart_rule agrapa = mart_agrapa(null, FIRST_BET);
	struct sides s;

	agrapa.c = agrapa.c_max = MOST_BET;
	if (!sides_has(x->claim) || t->votes_allowed != 1) {
		if (x->claim->kind != ASSERTION_BEATS) {
			none_of_them(x);
			return true;
		}
	}
	s = sides_of(x->claim, t->votes, t->choices);
	if (s.pro + s.con > t->ballots) {
		none_of_them(x);
		return true;
	}
	bravo(x, s);
	rounds(x, s, METHOD_MINERVA, minerva_size);
	rounds(x, s, METHOD_PROVIDENCE, first_of_providence);
	bayesian(x, s);
	TRY(simulate(x, s, METHOD_ALPHA, "ALPHA, shrink-trunc", &shrink));
	return simulate(x, s, METHOD_BETTING, "betting, aGRAPA", &agrapa);
}
