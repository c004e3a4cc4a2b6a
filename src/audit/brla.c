/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "stat/binomial.h"

#include "audit/brla.h"

/*
 * The mean of P[k of n] over all x in which the winner won, from the likeliest
 * x on: each from its neighbour.
 */
static double
mean_if_won(const struct brla *b, int64_t n, int64_t k)
{
	int64_t all = b->ballots, first = all / 2 + 1;
	double mode = floor((double)k / (double)n * (double)all), sum, term;
	int64_t at = mode < (double)first ? first : (int64_t)mode;

	if (at > all - (n - k))
		at = all - (n - k);
	if (at < first)
		return 0;
	sum = term = exp(hyper_log(n, k, all, at));
	for (int64_t x = at; x < all - (n - k) && term > 1e-18 * sum; x++)
		sum += term *= (double)(x + 1) / (double)(x + 1 - k) *
		    (double)(all - x - n + k) / (double)(all - x);
	term = exp(hyper_log(n, k, all, at));
	for (int64_t x = at; x > first && term > 1e-18 * sum; x--)
		sum += term *= (double)(x - k) / (double)x *
		    (double)(all - x + 1) / (double)(all - x + 1 - n + k);
	return sum / (double)(all - first + 1);
}

double
brla_risk(const struct brla *b, int64_t n, int64_t k)
{
	double tie, won;

	if (n <= 0 || k < 0 || k > n || n > b->ballots)
		return 1;
	tie = exp(hyper_log(n, k, b->ballots, b->ballots / 2));
	won = mean_if_won(b, n, k);
	return tie + won > 0 ? tie / (tie + won) : 2 * k > n ? 0 : 1;
}

int64_t
brla_least(const struct brla *b, double limit, int64_t n)
{
	int64_t low = n / 2, high = n + 1;

	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (brla_risk(b, n, middle) <= limit)
			high = middle;
		else
			low = middle;
	}
	return high;
}

static double
chance(const struct brla *b, double share, double limit, int64_t n)
{
	return binomial_above(n, brla_least(b, limit, n), share);
}

int64_t
brla_size(const struct brla *b, double share, double limit, double q)
{
	int64_t low = 0, high = 1;

	while (high < b->ballots && chance(b, share, limit, high) < q) {
		low = high;
		high = high < b->ballots / 2 ? 2 * high : b->ballots;
	}
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (chance(b, share, limit, middle) < q)
			low = middle;
		else
			high = middle;
	}
	return high;
}
