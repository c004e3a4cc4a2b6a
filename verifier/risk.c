/* SPDX-License-Identifier: Apache-2.0 */
#include <float.h>
#include <math.h>

#include "risk.h"

double
risk_of(double log)
{
	return log >= 0 || log != log ? 1 : exp(log);
}

/* n ln x, where nothing to the power of nothing is 1. */
static double
power_log(double x, uint64_t n)
{
	return n == 0 ? 0 : (double)n * log(x);
}

double
bravo_log(double share, uint64_t w, uint64_t l)
{
	return -power_log(2 * share, w) - power_log(2 - 2 * share, l);
}

double
kaplan_markov_log(double all, double taint)
{
	if (taint >= 1)
		return INFINITY;
	return all <= 1 ? -INFINITY : log1p(-1 / all) - log1p(-taint);
}

struct hand
hand_open(const struct game *g)
{
	return (struct hand){ .game = *g };
}

/* The mean of what is left in the urn, if that of all is ${mean}. */
static double
rest_of(const struct hand *h, double mean)
{
	uint64_t n = h->game.n;

	return n == 0 ? mean : ((double)n * mean - h->sum) /
	    (double)(n - h->draws);
}

static double
shrunk_mean(const struct hand *h, double mu)
{
	const struct game *g = &h->game;
	double seen = g->d + (double)h->draws, off = g->c / sqrt(seen);

	return fmin(g->u * (1 - DBL_EPSILON) - off,
	    fmax(mu * (1 + DBL_EPSILON) + off,
	    (g->d * g->eta + h->sum) / seen));
}

/*
 * How much of the fortune to bet on a value above the mean, for each above.
 * aGRAPA as SHANGRLA has it looks at the null mean before the last draw.
 */
static double
bet(const struct hand *h, double mu)
{
	const struct game *g = &h->game;
	double lambda = g->lambda, off = h->mean - h->mu, variance;

	if (!g->agrapa)
		return (shrunk_mean(h, mu) / mu - 1) / (g->u - mu);
	if (h->draws > 0) {
		variance = h->squares / (double)h->draws;
		lambda = off / (variance + off * off);
	}
	return fmax(0, fmin(lambda, g->most / mu));
}

static void
look(struct hand *h, double x)
{
	double off = x - h->mean;

	h->draws++;
	h->sum += x;
	h->mean += off / (double)h->draws;
	h->squares += off * (x - h->mean);
}

/* What cannot be under the null settles it; nothing is won at its edges. */
void
hand_take(struct hand *h, double x)
{
	const struct game *g = &h->game;
	double mu = rest_of(h, g->t);
	bool edge = fabs(mu) < 1e-12 || fabs(g->u - mu) < 1e-12;

	if (mu < 0 && !edge)
		h->log = INFINITY;
	else if (mu > g->u && !edge)
		h->log = -INFINITY;
	else if (!edge && h->log > -INFINITY)
		h->log += log1p(bet(h, mu) * (x - mu));
	h->mu = mu;
	look(h, x);
	if (g->n > 0 && h->sum > (double)g->n * g->t * (1 + 1e-12))
		h->log = INFINITY;
	h->best = fmax(h->best, h->log);
}

double
hand_risk(const struct hand *h)
{
	return h->draws == 0 ? 1 : risk_of(-h->best);
}
