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

/* The mean of what is left in the urn, if that of all is t. */
static double
rest_of(const struct hand *h)
{
	return h->n == 0 ? h->t : ((double)h->n * h->t - h->sum) /
	    (double)(h->n - h->draws);
}

static double
shrunk_mean(const struct hand *h, double mu)
{
	double seen = h->d + (double)h->draws, off = h->c / sqrt(seen);

	return fmin(h->u * (1 - DBL_EPSILON) - off, fmax(mu *
	    (1 + DBL_EPSILON) + off, (h->d * h->eta + h->sum) / seen));
}

/* What cannot be under the null settles it; nothing is won at its edges. */
void
hand_take(struct hand *h, double x)
{
	double mu = rest_of(h);
	bool edge = fabs(mu) < 1e-12 || fabs(h->u - mu) < 1e-12;

	if (mu < 0 && !edge)
		h->log = INFINITY;
	else if (mu > h->u && !edge)
		h->log = -INFINITY;
	else if (!edge && h->log > -INFINITY)
		h->log += log1p((shrunk_mean(h, mu) / mu - 1) /
		    (h->u - mu) * (x - mu));
	h->draws++;
	h->sum += x;
	if (h->n > 0 && h->sum > (double)h->n * h->t * (1 + 1e-12))
		h->log = INFINITY;
	h->best = fmax(h->best, h->log);
}

double
hand_risk(const struct hand *h)
{
	return h->draws == 0 ? 1 : risk_of(-h->best);
}
