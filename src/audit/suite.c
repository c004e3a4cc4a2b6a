/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "stat/binomial.h"
#include "stat/normal.h"

#include "audit/suite.h"
#include "audit/supersimple.h"

#define STEP     0.05	/* of the first grid */
#define FINER    10
#define FEWEST   5	/* points of a grid */
#define MOST     200	/* halvings of an interval */
#define FIRST    5	/* ballots, doubled before anything is computed */
#define CLOSE    0.8	/* of the limit, from where on a size is good enough */
#define DOUBLE   2.0	/* how a first size grows, and a later one */
#define LATER    1.1

static double
margin_of(const struct suite_votes *v)
{
	return (double)(v->winner - v->loser);
}

static double
whole_margin(const struct suite *s)
{
	return margin_of(&s->cards) + margin_of(&s->none);
}

static double
capped(double log_p)
{
	return log_p < 0 ? exp(log_p) : 1;
}

double
suite_compare_p(const struct suite *s, double share)
{
	const struct suite_compared *c = &s->compared;
	double gamma = SUPERSIMPLE_GAMMA;
	double u = 2 * (double)s->cards.ballots / whole_margin(s);
	double left = 1 - share / (gamma * u);

	if (c->n == 0 || !(left > 0))
		return c->n == 0 ? 1 : 0;
	return capped((double)c->n * log(left) -
	    (double)c->over1 * log(1 - 1 / (2 * gamma)) -
	    (double)c->over2 * log(1 - 1 / gamma) -
	    (double)c->under1 * log(1 + 1 / (2 * gamma)) -
	    (double)c->under2 * log(1 + 1 / gamma));
}

/* ln v (v - 1) ... (v - n + 1); -INFINITY if there are fewer than n. */
static double
log_falling(double v, int64_t n)
{
	double sum = 0, product = 1;

	if (v < (double)n)
		return -INFINITY;
	for (int64_t i = 0; i < n; i++) {
		product *= v - (double)i;
		if (product > 1e250) {
			sum += log(product);
			product = 1;
		}
	}
	return sum + log(product);
}

/* Its slope in v. */
static double
slope_of(double v, int64_t n)
{
	double sum = 0;

	for (int64_t i = 0; i < n; i++)
		sum += 1 / (v - (double)i);
	return sum;
}

/* Of ${w} votes for the winner, ${w} - c for the loser, and the others. */
static double
null_log(const struct suite *s, double w, double c)
{
	const struct suite_polled *p = &s->polled;
	double l = w - c, rest = (double)s->none.ballots - w - l;

	return log_falling(w, p->winner) + log_falling(l, p->loser) +
	    log_falling(rest, p->n - p->winner - p->loser);
}

static double
null_slope(const struct suite *s, double w, double c)
{
	const struct suite_polled *p = &s->polled;
	double l = w - c, rest = (double)s->none.ballots - w - l;

	return slope_of(w, p->winner) + slope_of(l, p->loser) -
	    2 * slope_of(rest, p->n - p->winner - p->loser);
}

/* It is concave: where its slope is 0, or at an end. */
static double
largest_null(const struct suite *s, double c)
{
	const struct suite_polled *p = &s->polled;
	double rest = (double)(p->n - p->winner - p->loser);
	double low = fmax((double)p->winner, (double)p->loser + c);
	double high = ((double)s->none.ballots - rest + c) / 2;

	if (low > high)
		return -INFINITY;
	if (null_slope(s, high, c) >= 0)
		return null_log(s, high, c);
	if (null_slope(s, low, c) <= 0)
		return null_log(s, low, c);
	for (int i = 0; i < MOST && high - low > 1e-9 * high; i++) {
		double middle = (low + high) / 2;

		if (null_slope(s, middle, c) > 0)
			low = middle;
		else
			high = middle;
	}
	return null_log(s, low, c);
}

double
suite_poll_likelihood(const struct suite *s, double c)
{
	const struct suite_polled *p = &s->polled;
	const struct suite_votes *v = &s->none;
	double reported = log_falling((double)v->winner, p->winner) +
	    log_falling((double)v->loser, p->loser) +
	    log_falling((double)(v->ballots - v->winner - v->loser),
	    p->n - p->winner - p->loser);

	if (isinf(reported))
		return 1;
	return capped(largest_null(s, c) - reported);
}

double
suite_lead_chance(int64_t n, int64_t lead, const struct suite_votes *of)
{
	double sum = 0;

	for (int64_t w = 0; w <= n && w <= of->winner; w++)
		for (int64_t l = 0; l <= n - w && l <= of->loser &&
		    w - l >= lead; l++)
			sum += exp(hyper_log(n, w, of->ballots, of->winner) +
			    hyper_log(n - w, l, of->ballots - of->winner,
			    of->loser));
	return sum;
}

double
suite_poll_p(const struct suite *s, double share)
{
	if (s->polled.n == 0)
		return 1;
	return suite_poll_likelihood(s, margin_of(&s->none) -
	    share * whole_margin(s));
}

static double
fisher(const struct suite *s, double share)
{
	double x = suite_compare_p(s, share), y = suite_poll_p(s, 1 - share);

	return chi4_above(-2 * (log(x) + log(y)));
}

/* By how much -2 ln p1 p2 can change between two points of a grid. */
static double
modulus(const struct suite *s, double step)
{
	const struct suite_polled *p = &s->polled;
	double v = whole_margin(s), off = v * step;

	return 2 * (double)(p->winner + p->loser) * log1p(off) +
	    2 * (double)(p->n - p->winner - p->loser) * log1p(2 * off) +
	    2 * (double)s->compared.n * log1p(off / (2 *
	    (double)s->cards.ballots * SUPERSIMPLE_GAMMA));
}

struct grid { double low, high, step; };

/* Splits that can be: no stratum can be off by more votes than it has ballots. */
static struct grid
all_splits(const struct suite *s)
{
	double v = whole_margin(s), one = margin_of(&s->cards);
	double two = margin_of(&s->none);
	double n1 = (double)s->cards.ballots, n2 = (double)s->none.ballots;

	return (struct grid){ fmax((one - n1) / v, (v - (two + n2)) / v),
	    fmin((one + n1) / v, (v - (two - n2)) / v), STEP };
}

static double
look(const struct suite *s, struct grid g, double *at)
{
	double most = -1, stop = g.high + g.step;
	double delta = (g.low + g.step) - g.low;
	int64_t n = (int64_t)ceil((stop - g.low) / g.step);

	for (int64_t i = 0; i < n; i++) {
		double share = g.low + (double)i * delta;
		double p = fisher(s, share);

		if (p > most) {
			most = p;
			*at = share;
		}
	}
	return most;
}

double
suite_p(const struct suite *s, double limit)
{
	struct grid g = all_splits(s);
	double p = 1, at = 0;

	for (int i = 0; i < MOST; i++) {
		if (ceil((g.high + g.step - g.low) / g.step) < FEWEST)
			g.step = (g.high + 1 - g.low) / FEWEST;
		p = look(s, g, &at);
		if (p > limit || modulus(s, g.step) <=
		    fabs(chi4_quantile(p) - chi4_quantile(limit)))
			break;
		g = (struct grid){ at - 2 * g.step, at + 2 * g.step,
			g.step / FINER };
	}
	return p;
}

/* Of so many ballots more, as many as there were of those that were drawn; of the first as was reported. */
static double
more_of(int64_t more, int64_t seen, int64_t drawn, double reported)
{
	return (double)more * (drawn > 0 ? (double)seen / (double)drawn :
	    reported);
}

static int64_t
lesser(double n, int64_t most)
{
	return n < (double)most ? (int64_t)n : most;
}

/* What a sample of ${n} would look like if it goes on as it began. */
static struct suite
expected(const struct suite *s, int64_t n, struct suite_size *size)
{
	const struct suite_compared *c = &s->compared;
	const struct suite_polled *p = &s->polled;
	const struct suite_votes *v = &s->none;
	double ratio = (double)s->cards.ballots /
	    (double)(s->cards.ballots + v->ballots), all = (double)v->ballots;
	struct suite e = *s;
	int64_t later;

	size->cards = (int64_t)ceil(ratio * (double)n);
	size->none = n - size->cards;
	later = n - c->n;
	e.compared = (struct suite_compared){ size->cards,
		c->over1 + (int64_t)ceil(more_of(later, c->over1, c->n, 0)),
		c->over2 + (int64_t)ceil(more_of(later, c->over2, c->n, 0)),
		c->under1 + (int64_t)more_of(later, c->under1, c->n, 0),
		c->under2 + (int64_t)more_of(later, c->under2, c->n, 0) };
	later = size->none - p->n;
	e.polled.n = size->none;
	e.polled.winner += lesser(floor(more_of(later, p->winner, p->n,
	    (double)v->winner / all)), v->winner);
	e.polled.loser += lesser(ceil(more_of(later, p->loser, p->n,
	    (double)v->loser / all)), v->loser);
	return e;
}

/* A size that is smaller than what was drawn already tells nothing. */
static double
p_of(const struct suite *s, int64_t n, double limit)
{
	struct suite_size size;
	struct suite e = expected(s, n, &size);

	if (size.cards < s->compared.n || size.none < s->polled.n)
		return 1;
	return suite_p(&e, limit);
}

/* Grown until it would do; false: before that everything is counted. */
static bool
grow(const struct suite *s, double limit, double by, int64_t *n)
{
	do {
		*n = (int64_t)(by * (double)*n);
		if (*n > s->cards.ballots + s->none.ballots)
			return false;
	} while (p_of(s, *n, limit) > limit);
	return true;
}

struct suite_size
suite_plan(const struct suite *s, double limit)
{
	int64_t drawn = s->compared.n + s->polled.n;
	int64_t high = drawn > FIRST ? drawn : FIRST, middle;
	double by = drawn > 0 ? LATER : DOUBLE, low, p = 1;
	struct suite_size size;

	if (!grow(s, limit, by, &high))
		return (struct suite_size){ s->cards.ballots,
			s->none.ballots };
	low = (double)high / by;
	while (p > limit || p < CLOSE * limit) {
		middle = (int64_t)floor((low + (double)high) / 2);
		if ((double)middle == low || middle == high)
			break;
		p = p_of(s, middle, limit);
		if (p <= limit)
			high = middle;
		else
			low = (double)middle;
	}
	(void)expected(s, high, &size);
	return size;
}
