/* SPDX-License-Identifier: Apache-2.0 */
#include <float.h>
#include <math.h>

#include "risk.h"

/* What ALPHA bets to whom the mean of what is left is ${eta}. */
static double
alpha(const struct hand *h, double mu, double eta)
{
	return (eta / mu - 1) / (h->u - mu);
}

double
bet_shrunk(const struct hand *h, double mu)
{
	double seen = h->d + (double)h->draws, off = h->c / sqrt(seen);

	return alpha(h, mu, fmin(h->u * (1 - DBL_EPSILON) - off, fmax(mu *
	    (1 + DBL_EPSILON) + off, (h->d * h->eta + h->sum) / seen)));
}

double
bet_fixed(const struct hand *h, double mu)
{
	return alpha(h, mu, fmin(h->u, fmax(mu, h->eta)));
}

double
bet_wald(const struct hand *h, double mu)
{
	return (1 - h->c) / mu;
}

/* Gain over mean square, both against the mean left before the last draw. */
double
bet_agrapa(const struct hand *h, double mu)
{
	double n = (double)h->draws, gain = h->sum - n * h->before;
	double square = h->squares - h->before * (h->sum + gain);

	return fmin(.5 / mu, h->draws == 0 ? .5 : square <= 0 ? 0 :
	    fmax(0, gain / square));
}

/* How fast the logarithm of the fortune grows with the bet. */
static double
slope(const struct hand *h, double mu, double bet)
{
	double weight = 100 + (double)h->draws, left = 1, sum = 0;

	for (int i = LEARNT - 1; i >= 0; i--) {
		double gain = h->value[i] - mu, rate = i == 0 ? left :
		    (100 * h->rate[i] + (double)h->seen[i]) / weight;

		left -= rate;
		sum += fmax(0, rate) * gain / (1 + bet * gain);
	}
	return sum;
}

/* It falls everywhere; at most nine tenths are risked. */
double
bet_learnt(const struct hand *h, double mu)
{
	double low = 0, high = .9 / mu;

	for (int i = 0; i < 60; i++) {
		double bet = (low + high) / 2;

		if (slope(h, mu, bet) > 0)
			low = bet;
		else
			high = bet;
	}
	return low;
}

/* What cannot be under the null settles it; nothing is won at its edges. */
static void
multiply(struct hand *h, double mu, double x)
{
	bool edge = fabs(mu) < 1e-12 || fabs(h->u - mu) <= 1e-6 * mu;

	if (mu < 0 && !edge)
		h->log = INFINITY;
	else if (mu > h->u && !edge)
		h->log = -INFINITY;
	else if (!edge && h->log > -INFINITY)
		h->log += log1p(h->bet(h, mu) * (x - mu));
}

void
hand_take(struct hand *h, double x)
{
	double all = (double)h->n * h->t;
	double mu = h->n == 0 ? h->t : (all - h->sum) /
	    (double)(h->n - h->draws);
	int i = LEARNT - 1;

	multiply(h, mu, x);
	while (i >= 0 && fabs(h->value[i] - x) > 1e-9 * (1 + x))
		i--;
	if (i >= 0)
		h->seen[i]++;
	h->draws++;
	h->sum += x;
	h->squares += x * x;
	h->before = mu;
	if (h->n > 0 && h->sum > all * (1 + 1e-12))
		h->log = INFINITY;
	h->best = fmax(h->best, h->log);
}

double
hand_risk(const struct hand *h)
{
	return h->draws == 0 ? 1 : risk_of(-h->best);
}
