/* SPDX-License-Identifier: Apache-2.0 */
/* Sizes of rounds, of Minerva and of Providence. */
#include <math.h>

#include "stat/binomial.h"
#include "stat/normal.h"

#include "audit/minerva.h"

#define FIRST_TOP 10000	/* r2b2 halves from here, doubled as often as need be */
#define CLOSE     0.015	/* margins below which Arlo approximates */
#define LARGEST   ((int64_t)1 << 50)

static bool
ends_with(double share, double limit, int64_t n, int64_t k)
{
	return limit * binomial_above(n, k, share) >=
	    binomial_above(n, k, .5);
}

/* The least number of votes for the winner that ends a round: the ratio of the tails grows with it. */
static int64_t
least_of(double share, double limit, int64_t n)
{
	int64_t low = -1, high = n + 1;

	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (ends_with(share, limit, n, middle))
			high = middle;
		else
			low = middle;
	}
	return high;
}

double
minerva_chance(double share, double limit, int64_t votes, int64_t *least)
{
	int64_t k = least_of(share, limit, votes);

	if (least != NULL)
		*least = k;
	return k > votes ? 0 : binomial_above(votes, k, share);
}

static int64_t
halve(double share, double limit, double q, int64_t low, int64_t high)
{
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (minerva_chance(share, limit, middle, NULL) >= q)
			high = middle;
		else
			low = middle;
	}
	return high;
}

int64_t
minerva_size_by_halving(double share, double limit, double q)
{
	int64_t high = FIRST_TOP;

	if (!(share > .5))
		return LARGEST;
	while (high < LARGEST && minerva_chance(share, limit, high, NULL) < q)
		high *= 2;
	return halve(share, limit, q, 1, high);
}

int64_t
minerva_size(double share, double limit, double q)
{
	double margin = 2 * share - 1, root;

	if (!(margin > 0))
		return LARGEST;
	if (margin >= CLOSE)
		return minerva_size_by_halving(share, limit, q);
	root = (normal_quantile(1 - q) * sqrt(share * (1 - share)) -
	    normal_quantile(1 - limit * q) / 2) / (share - .5);
	return (int64_t)ceil(root * root);
}

/* How many sizes before one that suffices could do so, too: as far as the saw of its chance reaches. */
static int64_t
reach_of(double share, int64_t n)
{
	double sd = sqrt((double)n * share * (1 - share));

	return (int64_t)(8 * sd / fmax(2 * share - 1, 1 / sd) / sd) + 16;
}

/* The least size is near one that suffices: of those just before it the first. */
static int64_t
least_size(double share, double limit, double q, int64_t found)
{
	int64_t from = found - reach_of(share, found), k;

	from = from < 1 ? 1 : from;
	k = least_of(share, limit, from);
	for (int64_t n = from; n < found; n++) {
		while (k <= n && !ends_with(share, limit, n, k))
			k++;
		if (k <= n && binomial_above(n, k, share) >= q)
			return n;
	}
	return found;
}

int64_t
providence_size(double share, double limit, double q,
    struct minerva_seen last)
{
	double before = (double)last.winner * log(2 * share) +
	    (double)(last.votes - last.winner) * log(2 - 2 * share);
	double rest = limit * exp(before);
	int64_t high = 64;

	if (!(share > .5))
		return LARGEST;
	if (rest >= 1)
		return 0;
	while (high < LARGEST && minerva_chance(share, rest, high, NULL) < q)
		high *= 2;
	return least_size(share, rest, q, halve(share, rest, q, high / 2 - 1,
	    high));
}
