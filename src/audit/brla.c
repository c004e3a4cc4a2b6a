/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "stat/binomial.h"

#include "audit/brla.h"

/*
 * The mean of P[k of n] over all x in which the winner won, ${first} to all.
 * For x from 0 on C(x, k) C(all - x, n - k) counts the samples of n + 1 out of
 * all + 1 whose element k + 1 is at x: their sum is C(all + 1, n + 1), and
 * those from ${first} on are the ones with at most k elements before it.
 */
static double
mean_if_won(const struct brla *b, int64_t n, int64_t k)
{
	int64_t all = b->ballots, first = all / 2 + 1;

	return hyper_below(n + 1, k, all + 1, first) * (double)(all + 1) /
	    ((double)(n + 1) * (double)(all - first + 1));
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
