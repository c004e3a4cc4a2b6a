/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stat/binomial.h"

#include "audit/minerva.h"

#define NOTHING 1e-60	/* less likely than any digit that counts */

static double *
room(size_t n)
{
	double *p = calloc(n + 1, sizeof *p);

	if (p == NULL)
		abort();
	return p;
}

/* From the likeliest number of votes outwards, each chance from its neighbour. */
static struct minerva_table
binomial(int64_t n, double p)
{
	int64_t mode = (int64_t)floor(((double)n + 1) * p), low, high;
	double odds = p / (1 - p), *c = room((size_t)n + 1);

	mode = mode > n ? n : mode;
	c[mode] = exp(binomial_log(n, mode, p));
	for (low = mode; low > 0 && c[low] > NOTHING; low--)
		c[low - 1] = c[low] * (double)low / (double)(n - low + 1) /
		    odds;
	for (high = mode; high < n && c[high] > NOTHING; high++)
		c[high + 1] = c[high] * (double)(n - high) /
		    (double)(high + 1) * odds;
	memmove(c, c + low, (size_t)(high - low + 1) * sizeof *c);
	return (struct minerva_table){ low, (size_t)(high - low + 1), c };
}

/* Of the sum of two numbers of votes. */
static void
convolve(struct minerva_table *t, int64_t votes, double p)
{
	struct minerva_table b = binomial(votes, p);
	size_t n = t->n == 0 ? 0 : t->n + b.n - 1;
	double *sum = room(n);

	for (size_t i = 0; i < t->n; i++) {
		double c = t->chance[i], *to = sum + i;

		for (size_t j = 0; c > NOTHING && j < b.n; j++)
			to[j] += c * b.chance[j];
	}
	free(b.chance);
	free(t->chance);
	*t = (struct minerva_table){ t->first + b.first, n, sum };
}

static double
chance(const struct minerva_table *t, int64_t k)
{
	return k >= t->first && k - t->first < (int64_t)t->n ?
	    t->chance[k - t->first] : 0;
}

static double
tail(const struct minerva_table *t, int64_t k)
{
	double sum = 0;

	for (size_t i = t->n; i-- > 0 && t->first + (int64_t)i >= k;)
		sum += t->chance[i];
	return sum;
}

static void
cut(struct minerva_table *t, int64_t k)
{
	if (k - t->first < (int64_t)t->n)
		t->n = k > t->first ? (size_t)(k - t->first) : 0;
}

void
minerva_open(struct minerva *m, const struct minerva_rule *rule)
{
	*m = (struct minerva){ .rule = *rule,
		.report = { 0, 1, room(1) }, .tie = { 0, 1, room(1) } };
	m->report.chance[0] = m->tie.chance[0] = 1;
	m->least = 1;
}

void
minerva_close(struct minerva *m)
{
	free(m->report.chance);
	free(m->tie.chance);
	*m = (struct minerva){ .votes = 0 };
}

static bool
ends(const struct minerva *m, int64_t k, double above, double above_tie)
{
	const struct minerva_rule *r = &m->rule;

	return above > 0 && r->limit * above >= above_tie && (r->delta <= 0 ||
	    r->delta * chance(&m->report, k) >= chance(&m->tie, k));
}

/* From the top down as long as the round ends. */
static void
find_least(struct minerva *m)
{
	double above = 0, above_tie = 0, passed = 0;
	int64_t k = m->votes;

	m->least = m->votes + 1;
	for (; k >= m->report.first || k >= m->tie.first; k--) {
		above += chance(&m->report, k);
		above_tie += chance(&m->tie, k);
		if (above_tie <= 0 && above <= 0)
			continue;
		if (!ends(m, k, above, above_tie))
			break;
		m->least = k;
		passed = above_tie;
	}
	m->spent += passed;
}

void
minerva_round(struct minerva *m, int64_t votes)
{
	int64_t more = votes - m->votes;

	cut(&m->report, m->least);
	cut(&m->tie, m->least);
	convolve(&m->report, more, m->rule.share);
	convolve(&m->tie, more, .5);
	m->votes = votes;
	find_least(m);
}

double
minerva_risk(const struct minerva *m, int64_t k)
{
	double above = tail(&m->report, k), above_tie = tail(&m->tie, k);

	return above > above_tie ? above_tie / above : 1;
}

double
providence_risk(double share, const struct minerva_seen *seen, size_t n)
{
	struct minerva_seen last = { 0, 0 }, now;
	double log_ratio;
	int64_t more, k;

	if (n == 0)
		return 1;
	now = seen[n - 1];
	if (n > 1)
		last = seen[n - 2];
	more = now.votes - last.votes;
	k = now.winner - last.winner;
	log_ratio = (double)last.winner * log(2 * share) +
	    (double)(last.votes - last.winner) * log(2 - 2 * share) +
	    log(binomial_above(more, k, share)) -
	    log(binomial_above(more, k, .5));
	return log_ratio > 0 ? exp(-log_ratio) : 1;
}
