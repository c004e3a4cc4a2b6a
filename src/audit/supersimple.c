/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <inttypes.h>
#include <math.h>

#include "base/err.h"

#include "audit/supersimple.h"

const struct supersimple_rates supersimple_usual = { 0.001, 0.0001, 0.001,
	0.0001 };

static double
margin_of(const struct supersimple *s)
{
	return (double)s->margin.num / (double)s->margin.den;
}

void
supersimple_gamma(struct supersimple *s, double gamma)
{
	assert(gamma > 1);
	s->gamma = gamma;
	s->clean = log1p(-margin_of(s) / (2 * gamma));
	s->one = -log1p(-1 / (2 * gamma));
	s->two = -log1p(-1 / gamma);
	s->one_under = -log1p(1 / (2 * gamma));
	s->two_under = -log1p(1 / gamma);
}

bool
supersimple_open(struct supersimple *s, struct ratio margin, int64_t ballots,
    double limit, struct err *e)
{
	if (ballots < 1)
		return err_set(e, ERR_INPUT, "found %" PRId64 " ballots, "
		    "expected 1 or more", ballots);
	if (margin.num <= 0 || margin.num > margin.den)
		return err_set(e, ERR_INPUT, "found a margin of %" PRId64 "/%"
		    PRId64 " of the ballots, expected more than 0 and at most "
		    "all", margin.num, margin.den);
	if (!(limit >= 0 && limit < 1))
		return err_set(e, ERR_INPUT, "found a risk limit of %g, "
		    "expected 0 or more and less than 1", limit);
	*s = (struct supersimple){ .margin = margin, .ballots = ballots,
	    .limit = limit };
	supersimple_gamma(s, SUPERSIMPLE_GAMMA);
	return true;
}

/* What does not fit is more than there are ballots anywhere. */
static int64_t
whole(double x)
{
	return x < 0x1p53 ? (int64_t)x : INT64_MAX;
}

static int64_t
round_up(double x)
{
	return whole(-floor(-x));
}

static int64_t
larger(int64_t x, int64_t y)
{
	return x > y ? x : y;
}

int64_t
supersimple_least(const struct supersimple *s,
    const struct supersimple_seen *seen)
{
	int64_t errors = seen->over1 + seen->over2 + seen->under1 +
	    seen->under2;
	double found = (double)seen->over1 * s->one +
	    (double)seen->over2 * s->two +
	    (double)seen->under1 * s->one_under +
	    (double)seen->under2 * s->two_under;
	double draws = -2 * s->gamma * (log(s->limit) - found) / margin_of(s);

	return larger(errors, round_up(draws));
}

static int64_t
capped(const struct supersimple *s, int64_t draws)
{
	return draws < s->ballots ? draws : s->ballots;
}

/* What x times y in doubles leaves out (Dekker 1971). */
static double
rounding_error(double x, double y)
{
	double p = x * y, a = x * 0x8000001p0, b = y * 0x8000001p0;
	double xh = a - (a - x), yh = b - (b - y), xl = x - xh, yl = y - yh;

	return ((xh * yh - p) + xh * yl + xl * yh) + xl * yl;
}

/*
 * Errors of one vote are rounded up.  Exactly, because Arlo does: 1,000 cards
 * with the double nearest to 0.001 are a little more than one.
 */
static int64_t
expect_up(double rate, double cards)
{
	double x = rate * cards, up = -floor(-x);

	return whole(up == x && rounding_error(rate, cards) > 0 ? up + 1 : up);
}

/* Errors of two votes are rounded to the nearest. */
static int64_t
expect_near(double rate, double cards)
{
	double x = rate * cards, down = floor(x);

	return whole(x - down >= 0.5 ? down + 1 : down);
}

int64_t
supersimple_plan(const struct supersimple *s, struct supersimple_rates r)
{
	double step = s->clean + r.over1 * s->one + r.over2 * s->two +
	    r.under1 * s->one_under + r.under2 * s->two_under;
	double cards = step < 0 ? -floor(-(log(s->limit) / step)) : INFINITY;
	struct supersimple_seen expected;

	if (!(cards < 0x1p53))
		return s->ballots;
	expected = (struct supersimple_seen){
		.over1 = expect_up(r.over1, cards),
		.over2 = expect_near(r.over2, cards),
		.under1 = expect_up(r.under1, cards),
		.under2 = expect_near(r.under2, cards),
	};
	return capped(s, supersimple_least(s, &expected));
}

/* ${found} in ${draws} is how many in ${cards}, with ${more} halves added before it is cut off. */
static bool
scale(int64_t *found, int64_t cards, int64_t draws, int64_t more)
{
	int64_t twice;

	if (!num_mul(&twice, *found, 2) || !num_mul(&twice, twice, cards) ||
	    !num_add(&twice, twice, more))
		return false;
	*found = twice / (2 * draws);
	return true;
}

int64_t
supersimple_more(const struct supersimple *s,
    const struct supersimple_seen *seen)
{
	struct supersimple_seen goes_on = { .over1 = seen->over1,
	    .over2 = seen->over2 };
	double n = (double)seen->draws, step, cards;
	int64_t all = s->ballots;

	if (seen->draws == 0)
		return supersimple_plan(s, supersimple_usual);
	step = s->clean + (double)seen->over1 / n * s->one +
	    (double)seen->over2 / n * s->two;
	cards = step < 0 ? -floor(-(log(s->limit) / step)) : INFINITY;
	if (cards < 0x1p53 &&
	    scale(&goes_on.over1, (int64_t)cards, seen->draws,
	    2 * seen->draws - 1) &&
	    scale(&goes_on.over2, (int64_t)cards, seen->draws, seen->draws))
		all = capped(s, supersimple_least(s, &goes_on));
	return larger(all - seen->draws, 0);
}

double
supersimple_p(const struct supersimple *s, const struct supersimple_seen *seen)
{
	double log_p = supersimple_log_p(s, seen);

	return log_p < 0 ? exp(log_p) : 1;
}

bool
supersimple_confirms(const struct supersimple *s, double log_p)
{
	return s->limit > 0 && log_p + 1e-12 < log(s->limit);
}
