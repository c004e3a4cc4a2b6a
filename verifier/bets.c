/* SPDX-License-Identifier: Apache-2.0 */
#include <float.h>
#include <math.h>

#include "audit.h"
#include "risk.h"

/* By how many votes its record says more for a pair than a ballot does. */
static int64_t
overstated(const struct audit *a, const struct tally *t, const struct pair *p,
    const struct item *item)
{
	int64_t pro, con;

	ballot_sides(t, p, item->read, &pro, &con);
	return con - pro + (item->card == NULL ? 0 : pair_lead(t, p,
	    item->card + (t - a->tally) * CONTESTS_MOST));
}

/* Understatements do not count. */
double
supersimple_risk(const struct audit *a, const struct tally *t,
    const struct pair *p)
{
	const double gamma = 1.03905;
	double log = 0, all = 2 * gamma * (double)a->ballots /
	    (double)pair_lead(t, p, t->votes);

	for (size_t i = 0; i < a->picks; i++) {
		int64_t over = overstated(a, t, p, a->pick[i].item);

		log += kaplan_markov_log(all, over > 0 ? (double)over /
		    (2 * gamma) : 0);
	}
	return risk_of(log);
}

/* What is not found in a batch counts for the other side, as what is added. */
static double
batch_overstated(const struct audit *a, const struct tally *t,
    const struct pair *p, const struct item *item)
{
	int64_t said[CONTESTS_MOST], votes[CONTESTS_MOST];
	double all = (double)item->batch->ballots, mean = 0;
	double found = (double)json_number(item->read, "ballots",
	    (int64_t)item->batch->ballots);

	(void)batch_votes(a, t, item->batch, said);
	(void)tally_votes(t, item->read, votes);
	if (!json_true(json_get(item->read, "not_found")))
		mean = (found + (double)pair_lead(t, p, votes)) / 2 -
		    fmax(0, found - all);
	return all > 0 ? .5 + ((double)pair_lead(t, p, said) / 2 -
	    fmax(0, mean)) / all : .5;
}

enum { ALPHA, BETTING, WALD, COMPARE_ALPHA, COMPARE_BETTING, BATCHES };

/* How each method bets, before anything is drawn. */
static struct hand
hand_of(const struct audit *a, int method, double margin)
{
	static double (*const bet[])(const struct hand *, double) = {
		bet_shrunk, bet_agrapa, bet_wald, bet_fixed, bet_learnt,
		bet_learnt };
	const struct json *rates = json_get(a->plan, "rates");
	double u = method < WALD ? 1 : 2 / (2 - margin);
	double good = u * (1 - ratio_of(json_say(rates, "o2")));

	return (struct hand){ .t = .5, .u = u, .d = 100, .bet = bet[method],
		.n = method == WALD || method == BATCHES ? 0 : a->ballots,
		.eta = method == ALPHA ? .5 + margin / 2 :
		    (1 - good) / (2 - 2 * u) + good - .5,
		.c = method == ALPHA ? margin / 4 - DBL_EPSILON : .1,
		.value = { u / 2, u / 4, 0, 3 * u / 4, u },
		.rate = { 0, ratio_of(json_say(rates, "o1")),
		    ratio_of(json_say(rates, "o2")),
		    ratio_of(json_say(rates, "u1")),
		    ratio_of(json_say(rates, "u2")) } };
}

/* Without putting back, each ballot counts the first time it comes. */
double
bets_risk(const struct audit *a, const struct tally *t, const struct pair *p,
    int method)
{
	struct hand h = hand_of(a, method, (double)pair_lead(t, p, t->votes) /
	    (double)a->ballots);
	int64_t pro, con;

	for (size_t i = 0; i < a->picks; i++) {
		const struct item *item = a->pick[i].item;

		if (a->pick[i].again && h.n > 0)
			continue;
		ballot_sides(t, p, item->read, &pro, &con);
		hand_take(&h, method < WALD ? (double)(1 + pro - con) / 2 :
		    h.u / 2 * (1 - (method == BATCHES ?
		    batch_overstated(a, t, p, item) :
		    (double)overstated(a, t, p, item) / 2)));
	}
	return hand_risk(&h);
}
