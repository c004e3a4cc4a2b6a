/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/stratum.h"

#define KEEP .99	/* the share of a fortune that one draw can take */

static double
smaller(double a, double b)
{
	return a < b ? a : b;
}

static double
larger(double a, double b)
{
	return a > b ? a : b;
}

void
stratum_bets(const struct mart_rule *r, struct mart_sample s, double *bet)
{
	struct mart m = mart_begin(r);

	for (size_t i = 0; i < s.n; i++) {
		bet[i] = mart_stake(&m);
		mart_step(&m, s.x[i]);
	}
}

/* A fortune as a product, and what was taken out of it as a logarithm. */
struct purse {
	double taken, now, peak;	/* peak: of ${now} since then */
	double best;
};

static void
purse_empty(struct purse *p)
{
	p->best = larger(p->best, p->taken + log(p->peak));
	p->taken += log(p->now);
	p->now = p->peak = 1;
}

static void
purse_multiply(struct purse *p, double by)
{
	p->now *= by;
	p->peak = p->now > p->peak ? p->now : p->peak;
	if (p->now > 1e100 || p->now < 1e-100)
		purse_empty(p);
}

static double
slack(const struct stratum *s)
{
	return 4 * MART_EPSILON * (double)s->cards * s->most;
}

/* False if the draws leave no cards with such a mean. */
static bool
play(const struct stratum *s, double mean, struct purse *p)
{
	double left = (double)s->cards * mean, m = mean;

	for (size_t i = 0; i < s->n; i++) {
		if (s->cards > 0)
			m = left / (double)(s->cards - (int64_t)i);
		if (m > 0) {
			double share = s->shares ? s->bet[i] : s->bet[i] * m;

			share = smaller(share, KEEP);
			purse_multiply(p, 1 + share * (s->x[i] / m - 1));
		} else if (s->x[i] > 0 && s->cards == 0)
			return false;
		left -= s->x[i];
		if (s->cards > 0 && left < -slack(s))
			return false;
	}
	purse_empty(p);
	return true;
}

double
stratum_now(const struct stratum *s, double mean)
{
	struct purse p = { 0, 1, 1, 0 };

	return play(s, mean, &p) ? p.taken : INFINITY;
}

double
stratum_best(const struct stratum *s, double mean)
{
	struct purse p = { 0, 1, 1, 0 };

	return play(s, mean, &p) ? p.best : INFINITY;
}

double
stratum_fisher(double evidence, size_t n)
{
	double term = 1, sum = 1;

	if (!(evidence > 0))
		return 1;
	if (isinf(evidence))
		return 0;
	for (size_t i = 1; i < n; i++) {
		term *= evidence / (double)i;
		sum += term;
	}
	return smaller(1, exp(-evidence + log(sum)));
}

/* All splits whose means lie between these, and make t together. */
struct box {
	double bound;
	double low[STRATUM_MOST], high[STRATUM_MOST];
};

/* Boxes in a heap: the one of the least bound is the first. */
struct heap {
	struct arena *a;
	struct box   *box;
	size_t        n, cap;
};

static void
heap_put(struct heap *h, const struct box *b)
{
	size_t i = h->n;

	h->box = arena_grow(h->a, h->box, h->n, &h->cap, sizeof *h->box);
	for (h->n++; i > 0 && h->box[(i - 1) / 2].bound > b->bound;
	    i = (i - 1) / 2)
		h->box[i] = h->box[(i - 1) / 2];
	h->box[i] = *b;
}

static struct box
heap_take(struct heap *h)
{
	struct box first = h->box[0], last = h->box[--h->n];
	size_t i = 0;

	for (size_t k; (k = 2 * i + 1) < h->n; i = k) {
		if (k + 1 < h->n && h->box[k + 1].bound < h->box[k].bound)
			k++;
		if (last.bound <= h->box[k].bound)
			break;
		h->box[i] = h->box[k];
	}
	h->box[i] = last;
	return first;
}

static double
evidence(const struct stratum_ask *ask, size_t i, double mean)
{
	return ask->method == STRATUM_UNION ? stratum_now(&ask->s[i], mean) :
	    stratum_best(&ask->s[i], mean);
}

static double
evidence_of(const struct stratum_ask *ask, const double *mean)
{
	double all = 0;

	for (size_t i = 0; i < ask->n && all < INFINITY; i++)
		all += evidence(ask, i, mean[i]);
	return all;
}

static double
total(const struct stratum_ask *ask, const double *mean)
{
	double all = 0;

	for (size_t i = 0; i < ask->n; i++)
		all += ask->s[i].weight * mean[i];
	return all;
}

/*
 * Cut off what no split of t can reach.  An upper end that rounding put too
 * low would lose splits, so it is set a little higher.
 */
static bool
tighten(const struct stratum_ask *ask, struct box *b)
{
	double low = total(ask, b->low), high = total(ask, b->high);

	if (low > ask->mean + 1e-12 || high < ask->mean - 1e-12)
		return false;
	for (size_t i = 0; i < ask->n; i++) {
		double w = ask->s[i].weight;
		double least = (ask->mean - high) / w + b->high[i] - 1e-12;
		double most = (ask->mean - low) / w + b->low[i] + 1e-12;

		b->low[i] = larger(b->low[i], least);
		b->high[i] = smaller(b->high[i], most);
	}
	return true;
}

/* A split on the way from the lower corner to the upper, and what it says. */
static void
try_split(const struct stratum_ask *ask, const struct box *b,
    struct stratum_said *said)
{
	double low = total(ask, b->low), high = total(ask, b->high);
	double way = high > low ? (ask->mean - low) / (high - low) : 1;
	double mean[STRATUM_MOST] = { 0 }, all;

	for (size_t i = 0; i < ask->n; i++)
		mean[i] = b->low[i] + way * (b->high[i] - b->low[i]);
	all = evidence_of(ask, mean);
	if (all >= said->found)
		return;
	said->found = all;
	for (size_t i = 0; i < ask->n; i++)
		said->split[i] = mean[i];
}

static void
consider(const struct stratum_ask *ask, struct heap *h, struct box b,
    struct stratum_said *said)
{
	if (!tighten(ask, &b))
		return;
	said->pieces++;
	b.bound = evidence_of(ask, b.high);
	try_split(ask, &b, said);
	if (b.bound <= said->found)
		heap_put(h, &b);
}

static void
cut(const struct stratum_ask *ask, struct heap *h, struct box b,
    struct stratum_said *said)
{
	struct box upper = b;
	double widest = -1, middle;
	size_t at = 0;

	for (size_t i = 0; i < ask->n; i++) {
		double wide = ask->s[i].weight * (b.high[i] - b.low[i]);

		if (wide > widest) {
			widest = wide;
			at = i;
		}
	}
	middle = b.low[at] + (b.high[at] - b.low[at]) / 2;
	b.high[at] = upper.low[at] = middle;
	consider(ask, h, b, said);
	consider(ask, h, upper, said);
}

static bool
check_stratum(const struct stratum *s, size_t i, struct err *e)
{
	if (!(s->weight > 0 && s->most > 0))
		return err_set(e, ERR_INPUT, "stratum %zu: found weight %g "
		    "and bound %g, expected more than 0", i + 1, s->weight,
		    s->most);
	if (s->cards < 0 || (s->cards > 0 && s->n > (uint64_t)s->cards))
		return err_set(e, ERR_INPUT, "stratum %zu: found %zu draws, "
		    "expected at most its %lld cards", i + 1, s->n,
		    (long long)s->cards);
	for (size_t k = 0; k < s->n; k++)
		if (!(s->x[k] >= 0 && s->x[k] <= s->most * (1 + 1e-12) &&
		    s->bet[k] >= 0))
			return err_set(e, ERR_INPUT, "stratum %zu, draw %zu: "
			    "found %g with a bet of %g, expected 0 to %g",
			    i + 1, k + 1, s->x[k], s->bet[k], s->most);
	return true;
}

static bool
check(const struct stratum_ask *ask, struct err *e)
{
	double all = 0;

	if (ask->n == 0 || ask->n > STRATUM_MOST)
		return err_set(e, ERR_INPUT,
		    "found %zu strata, expected 1 to %d", ask->n,
		    STRATUM_MOST);
	for (size_t i = 0; i < ask->n; i++) {
		TRY(check_stratum(&ask->s[i], i, e));
		all += ask->s[i].weight;
	}
	if (fabs(all - 1) > 1e-9)
		return err_set(e, ERR_INPUT, "found strata that weigh %.12g "
		    "together, expected 1", all);
	return true;
}

/* Until the least bound is as good as the least found, or time is up. */
static void
search(const struct stratum_ask *ask, struct heap *h, struct stratum_said *said)
{
	double near = ask->near > 0 ? ask->near : 1e-6;
	size_t pieces = ask->pieces > 0 ? ask->pieces : 20000;

	said->bound = said->found;
	while (h->n > 0) {
		struct box b = h->box[0];

		said->bound = smaller(b.bound, said->found);
		if (said->found - b.bound <= near || said->pieces >= pieces)
			return;
		b = heap_take(h);
		cut(ask, h, b, said);
		said->bound = said->found;
	}
}

bool
stratum_least(struct arena *a, const struct stratum_ask *ask,
    struct stratum_said *said, struct err *e)
{
	struct heap h = { .a = a };
	struct stratum_said made = { .found = INFINITY };
	struct box all = { 0 };

	TRY(check(ask, e));
	for (size_t i = 0; i < ask->n; i++)
		all.high[i] = ask->s[i].most;
	if (total(ask, all.high) < ask->mean)
		return err_set(e, ERR_INPUT, "found a null mean of %g, "
		    "expected at most %g", ask->mean, total(ask, all.high));
	consider(ask, &h, all, &made);
	search(ask, &h, &made);
	made.p = ask->method == STRATUM_UNION ? smaller(1, exp(-made.bound)) :
	    stratum_fisher(made.bound, ask->n);
	*said = made;
	return true;
}
