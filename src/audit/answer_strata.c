/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ballots with records and ballots without as two strata (audit/stratum.h).
 *
 * In the first a draw is what the paper says less what the record says, and u
 * so that it is never below 0: its mean over the stratum is that of the paper,
 * u more and the mean of the records less, which is known.  In the second a
 * draw is what the paper says.  The outcome is wrong if the means of the
 * paper, weighed, are at most 1/2.
 *
 * Each stratum bets a share of what can be lost, made for a null in which both
 * fall short by as much, and has a p-value against every other null; Fisher
 * combines the two, for ballots of one stratum tell nothing about the other's.
 * P-values only fall as one goes on, so that one may look at any time.
 */
#include <math.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/answer_inside.h"
#include "audit/overstatement.h"
#include "audit/stratum.h"

struct layer {
	double  *x, *bet;
	size_t   n;
	double   reported;	/* mean of the assorter, as reported */
	int64_t  cards;
};

static double
mean_of(struct sides s, int64_t cards, double u)
{
	return cards == 0 ? 0 : ((double)s.pro * u + .5 * (double)(cards -
	    s.pro - s.con)) / (double)cards;
}

static bool
take_draws(struct mixing *m, const struct assertion *a, struct layer *with,
    struct layer *without)
{
	double whole = 2 * (double)a->half;

	for (size_t i = 0; i < m->n; i++) {
		const struct audit_item *item = mixing_item(m, i);
		struct overstatement_card c = { .id = "", .times = 1,
			.paper = answer_card(m->x, item) };
		int64_t steps;

		if (m->x->one->draw[m->draw[i]].generation > 1)
			continue;
		if (!m->x->one->batch[item->batch].has_cards) {
			without->x[without->n++] = (double)assertion_paper(a,
			    &c.paper, false) / whole;
			continue;
		}
		c.cvr = mixing_record(m, item);
		TRY(overstatement_steps(a, &c, false, &steps, m->x->e));
		with->x[with->n++] = (double)(a->top - steps) / whole;
	}
	return true;
}

/* What ${rule} stakes, as a share of what can be lost at its own null. */
static bool
stake(struct mixing *m, const struct mart_rule *rule, struct layer *l)
{
	TRY(mart_check(rule, m->x->e));
	stratum_bets(rule, (struct mart_sample){ l->x, l->n }, l->bet);
	for (size_t i = 0; i < l->n; i++)
		l->bet[i] *= rule->null.mean;
	return true;
}

static bool
stake_with(struct mixing *m, const struct assertion *a, struct layer *l,
    double excess)
{
	const struct audit_rates *r = &m->x->one->plan->rates;
	const struct ratio rate[] = { { 0, 1 }, r->o1, r->o2, r->u1, r->u2 };
	const double off[] = { 0, -.5, -1, .5, 1 };
	double u = assertion_bound(a);
	struct kelly_value v[5];
	struct mart_rule rule;

	for (size_t i = 0; i < 5; i++)
		v[i] = (struct kelly_value){ .x = u * (1 + off[i]),
			.rate = (double)rate[i].num / (double)rate[i].den };
	rule = mart_adaptive((struct mart_null){ .mean = u - excess,
	    .most = 2 * u, .cards = l->cards }, v, 5, 5);
	return stake(m, &rule, l);
}

static bool
stake_without(struct mixing *m, const struct assertion *a, struct layer *l,
    double excess)
{
	struct sides s = mixing_others(m, a);
	double u = assertion_bound(a), n = (double)l->cards;
	const struct kelly_value v[] = { { u, (double)s.pro / n },
		{ 0, (double)s.con / n },
		{ .5, (n - (double)(s.pro + s.con)) / n } };
	double mean = fmin(fmax(l->reported - excess, 1e-6), u * (1 - 1e-6));
	struct mart_rule rule = mart_adaptive((struct mart_null){ .mean = mean,
	    .most = u, .cards = l->cards }, v, 3, 1);

	return stake(m, &rule, l);
}

static struct stratum
as_stratum(const struct mixing *m, const struct layer *l, double most)
{
	return (struct stratum){ .weight = (double)l->cards /
		(double)(m->singles + m->others), .most = most,
		.cards = l->cards, .x = l->x, .bet = l->bet, .n = l->n,
		.shares = true };
}

static bool
weigh(struct mixing *m, const struct assertion *a, struct answer_claim *out)
{
	double u = assertion_bound(a), w = (double)m->singles /
	    (double)(m->singles + m->others), excess;
	struct layer with = { .cards = m->singles }, without = { .cards =
		m->others };
	struct stratum s[2];
	struct stratum_said said;
	struct stratum_ask ask = { .s = s, .method = STRATUM_FISHER,
		.near = .001 };

	with.x = arena_zero(m->x->a, 4 * m->n + 1, sizeof *with.x);
	with.bet = with.x + m->n;
	without.x = with.bet + m->n;
	without.bet = without.x + m->n;
	with.reported = mean_of(mixing_cards(m, a), m->singles, u);
	without.reported = mean_of(mixing_others(m, a), m->others, u);
	excess = w * with.reported + (1 - w) * without.reported - .5;
	TRY(take_draws(m, a, &with, &without));
	if (m->singles > 0) {
		TRY(stake_with(m, a, &with, excess));
		s[ask.n++] = as_stratum(m, &with, 2 * u);
	}
	if (m->others > 0) {
		TRY(stake_without(m, a, &without, excess));
		s[ask.n++] = as_stratum(m, &without, u);
	}
	ask.mean = .5 + w * (u - with.reported);
	TRY(stratum_least(m->x->a, &ask, &said, m->x->e));
	*out = (struct answer_claim){ answer_claim_says(m->x, a),
		fmin(1, said.p) };
	return true;
}

/* It looks at a sample as a whole. */
bool
answer_by_strata(struct asked *x, struct answer_contest *out)
{
	struct mixing m = { .x = x };
	bool done;

	TRY(mixing_begin(&m, out, &done));
	for (size_t i = 0; !done && i < x->claims.n; i++)
		TRY(weigh(&m, &x->claims.item[i], &out->claim[i]));
	if (done)
		return true;
	answer_largest(out);
	for (size_t i = 0; i < m.n; i++)
		m.after[i] = i + 1 < m.n ? 1 : out->risk;
	return true;
}
