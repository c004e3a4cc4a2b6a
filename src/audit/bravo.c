/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "stat/binomial.h"
#include "stat/normal.h"

#include "audit/bravo.h"

struct bravo
bravo_of(const struct tally *t, struct pair pair)
{
	double all = (double)t->ballots;
	double w = (double)t->votes[pair.winner];
	double l = (double)t->votes[pair.loser];

	return (struct bravo){ w / all, l / all, w / (w + l),
	    t->votes[pair.winner] + t->votes[pair.loser], t->ballots };
}

/* n ln x, where no vote of an impossible kind changes nothing. */
static double
times_log(int64_t n, double x)
{
	return n == 0 ? 0 : (double)n * log(x);
}

double
bravo_log(const struct bravo *b, struct bravo_seen seen)
{
	return times_log(seen.winner, 2 * b->share) +
	    times_log(seen.loser, 2 - 2 * b->share);
}

double
bravo_p(const struct bravo *b, struct bravo_seen seen)
{
	double log_t = bravo_log(b, seen);

	return log_t > 0 ? exp(-log_t) : 1;
}

/* What still lacks in the logarithm. */
static double
lacking(const struct bravo *b, double limit, struct bravo_seen seen)
{
	return -log(limit) - bravo_log(b, seen);
}

static int64_t
capped(const struct bravo *b, double n)
{
	return n < (double)b->ballots ? (int64_t)n : b->ballots;
}

int64_t
bravo_asn(const struct bravo *b, double limit, struct bravo_seen seen)
{
	double lacks = lacking(b, limit, seen), plus = log(2 * b->share);
	double step;

	if (lacks <= 0)
		return 0;
	if (b->loser <= 0)
		return 1;
	step = b->winner * plus + b->loser * log(2 - 2 * b->share);
	if (!(step > 0) || isinf(lacks))
		return b->ballots;
	return capped(b, ceil((lacks + plus / 2) / step));
}

double
bravo_chance(const struct bravo *b, double limit, struct bravo_seen seen,
    int64_t n)
{
	double lacks = lacking(b, limit, seen), plus = log(2 * b->share);
	double minus = log(2 - 2 * b->share), both, k;

	if (lacks <= 0)
		return 1;
	if (b->loser <= 0)
		return (double)n * b->winner * plus >= lacks;
	both = (double)n * (b->winner + b->loser);
	k = (lacks - both * minus) / (plus - minus);
	return normal_below((both * b->share - k) /
	    sqrt(both * b->share * (1 - b->share)));
}

/* Ballots that have so many votes for both, rounded up; never more than there are. */
static int64_t
ballots_with(const struct bravo *b, int64_t n)
{
	__extension__ typedef __int128 wide;
	wide ballots = ((wide)n * b->ballots + b->votes - 1) / b->votes;

	return ballots < b->ballots ? (int64_t)ballots : b->ballots;
}

/* Of ${n} votes for both as many as are exceeded by a share ${q} of samples: do they meet the limit? */
static bool
suffices(const struct bravo *b, double q, double lacks, int64_t n)
{
	double k = (double)binomial_quantile(n, 1 - q, b->share);

	return k * log(2 * b->share) + ((double)n - k) *
	    log(2 - 2 * b->share) >= lacks;
}

/* Where the normal approximation has the share ${q}; a little below. */
static int64_t
about(const struct bravo *b, double q, double lacks)
{
	double plus = log(2 * b->share), minus = log(2 - 2 * b->share);
	double z = -normal_quantile(q), d = b->share * (1 - b->share);
	double f = lacks / (plus - minus);
	double g = minus / (plus - minus) + b->share;
	double middle = z * z * d + 2 * f * g;
	double root = sqrt(fmax(0, middle * middle - 4 * g * g * f * f));
	double n = (middle + (q > .5 ? root : -root)) / (2 * g * g);

	return n < 9e15 ? (int64_t)floor(n) : INT64_C(9000000000000000);
}

int64_t
bravo_size(const struct bravo *b, double limit, struct bravo_seen seen,
    double q)
{
	double lacks = lacking(b, limit, seen);
	int64_t n;

	if (lacks <= 0)
		return 0;
	if (isinf(lacks) || !(b->share > .5))
		return b->ballots;
	if (b->loser <= 0)
		return ballots_with(b, (int64_t)ceil(lacks /
		    log(2 * b->share)));
	n = about(b, q, lacks);
	if (ballots_with(b, n) >= b->ballots)
		return b->ballots;
	while (!suffices(b, q, lacks, n))
		n++;
	return ballots_with(b, n);
}

int64_t
bravo_least(double share, double limit, int64_t n)
{
	double plus = log(2 * share), minus = log(2 - 2 * share);
	double k = ceil((-log(limit) - (double)n * minus) / (plus - minus));

	return k > (double)n ? n + 1 : k < 0 ? 0 : (int64_t)k;
}

int64_t
bravo_in_order(double share, double limit, double q, int64_t most)
{
	double *still = calloc((size_t)most + 2, sizeof *still), stopped = 0;
	int64_t n, low = 0;

	if (still == NULL)
		abort();
	/* still[k]: of audits that go on, those with k votes for the winner, from ${low} on. */
	still[0] = 1;
	for (n = 1; n <= most; n++) {
		int64_t least = bravo_least(share, limit, n);

		for (int64_t k = n < least ? n : least; k > low; k--)
			still[k] = still[k] * (1 - share) +
			    still[k - 1] * share;
		still[low] *= 1 - share;
		if (least <= n) {
			stopped += still[least];
			still[least] = 0;
		}
		if (stopped >= q)
			break;
		while (low < n && still[low] < 1e-300)
			still[low++] = 0;
	}
	free(still);
	return n <= most ? n : most;
}
