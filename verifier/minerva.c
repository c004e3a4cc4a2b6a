/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "risk.h"

/*
 * Chances of each number of votes for the winner, from ${least} on, of audits
 * that go on; what is less likely than any digit that counts is left out.
 */
struct table {
	uint64_t least, n;	/* n: how many numbers of votes stand in it */
	double  *chance;
};
static const double NOTHING = 1e-60;

static double
binomial_log(uint64_t n, uint64_t k, double p)
{
	double x = (double)n, y = (double)k;

	return lgamma(x + 1) - lgamma(y + 1) - lgamma(x - y + 1) +
	    y * log(p) + (x - y) * log1p(-p);
}

/* From the likeliest number outwards, each chance from its neighbour. */
static struct table
binomial(uint64_t n, double p)
{
	uint64_t mode = (uint64_t)((double)(n + 1) * p), low, high;
	double *c = more(NULL, n + 1, sizeof *c), odds = p / (1 - p);

	mode = mode > n ? n : mode;
	c[mode] = exp(binomial_log(n, mode, p));
	for (low = mode; low > 0 && c[low] > NOTHING; low--)
		c[low - 1] = c[low] * (double)low / (double)(n - low + 1) /
		    odds;
	for (high = mode; high < n && c[high] > NOTHING; high++)
		c[high + 1] = c[high] * (double)(n - high) /
		    (double)(high + 1) * odds;
	memmove(c, c + low, (size_t)(high - low + 1) * sizeof *c);
	return (struct table){ low, high - low + 1, c };
}

/* The chances after ${more_votes} more. */
static struct table
convolve(const struct table *t, uint64_t more_votes, double p)
{
	struct table b = binomial(more_votes, p), sum = { t->least + b.least,
		t->n + b.n - 1, NULL };

	if (t->n == 0)
		sum.n = 0;
	sum.chance = more(NULL, sum.n + 1, sizeof *sum.chance);
	for (uint64_t i = 0; i < sum.n; i++)
		sum.chance[i] = 0;
	for (uint64_t i = 0; i < t->n; i++) {
		for (uint64_t j = 0; t->chance[i] > NOTHING && j < b.n; j++)
			sum.chance[i + j] += t->chance[i] * b.chance[j];
	}
	free(b.chance);
	return sum;
}

static double
tail(const struct table *t, uint64_t k)
{
	double sum = 0;

	for (uint64_t i = t->n; i-- > 0 && t->least + i >= k; )
		sum += t->chance[i];
	return sum;
}

static double
chance(const struct table *t, uint64_t k)
{
	return k >= t->least && k - t->least < t->n ? t->chance[k - t->least] :
	    0;
}

static void
shorten(struct table *t, uint64_t k)
{
	uint64_t n = k > t->least ? k - t->least : 0;

	t->n = n < t->n ? n : t->n;
}

/* From the least number on at which the audit stops, nothing goes on. */
static void
stop(struct table *p, struct table *null, double limit, uint64_t n)
{
	double above = chance(p, n), above_null = chance(null, n);
	uint64_t k = n;

	while (k > 0 && (above <= 0 || limit * above >= above_null)) {
		above += chance(p, --k);
		above_null += chance(null, k);
	}
	shorten(p, k + 1);
	shorten(null, k + 1);
}

double
minerva_risk(double share, double limit, const struct vote_round *r,
    size_t rounds)
{
	struct table p = binomial(0, share), null = binomial(0, 0.5);
	uint64_t before = 0;
	double risk = 1;

	for (size_t i = 0; i < rounds; before = r[i++].n) {
		struct table q = convolve(&p, r[i].n - before, share);
		struct table q0 = convolve(&null, r[i].n - before, 0.5);

		free(p.chance);
		free(null.chance);
		p = q;
		null = q0;
		risk = tail(&null, r[i].k) / tail(&p, r[i].k);
		stop(&p, &null, limit, r[i].n);
	}
	free(p.chance);
	free(null.chance);
	return rounds == 0 || !(risk < 1) ? 1 : risk;
}

double
providence_risk(double share, const struct vote_round *r, size_t rounds)
{
	struct vote_round now, last;
	struct table p, null;
	double log_ratio, tails;
	uint64_t least;

	if (rounds == 0)
		return 1;
	now = r[rounds - 1];
	last = rounds > 1 ? r[rounds - 2] : (struct vote_round){ 0, 0 };
	least = now.k > last.k ? now.k - last.k : 0;
	p = binomial(now.n - last.n, share);
	null = binomial(now.n - last.n, 0.5);
	tails = tail(&p, least) / tail(&null, least);
	log_ratio = -bravo_log(share, last.k, last.n - last.k) + log(tails);
	free(p.chance);
	free(null.chance);
	return risk_of(-log_ratio);
}
