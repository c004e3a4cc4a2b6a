/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <math.h>

#include "base/err.h"

#include "audit/overstatement.h"

bool
overstatement_steps(const struct assertion *a,
    const struct overstatement_card *c, bool style, int64_t *steps,
    struct err *e)
{
	if (style && (c->cvr.flags & (CARD_LACKS | CARD_MISSING)) == CARD_LACKS)
		return err_set(e, ERR_INPUT, "card %s: its record lacks the "
		    "contest, expected one of the cards that have it", c->id);
	*steps = assertion_steps(a, &c->cvr) -
	    assertion_paper(a, &c->paper, style);
	return true;
}

double
overstatement_of(const struct assertion *a, int64_t steps)
{
	return (double)steps / (2.0 * (double)a->half);
}

int
overstatement_votes(const struct assertion *a, int64_t steps)
{
	int64_t whole = 2 * steps / a->top, rest = 2 * steps % a->top;

	return (int)(rest > 0 ? whole + 1 : whole);
}

/* v/u. */
static double
dilution(const struct assertion *a)
{
	struct ratio r = assertion_dilution(a);

	return (double)r.num / (double)r.den;
}

double
overstatement_assorter(const struct assertion *a, int64_t steps)
{
	return (1.0 - (double)steps / (double)a->top) / (2.0 - dilution(a));
}

double
overstatement_bound(const struct assertion *a)
{
	return 2.0 / (2.0 - dilution(a));
}

double
overstatement_value(double u, double v, double w)
{
	return (1.0 - w / u) / (2.0 - v / u);
}

double
overstatement_mean(const struct assertion *a, double one, double two)
{
	return (1.0 - one / 2.0 - two) / (2.0 - dilution(a));
}

/* The least of 1 and exp(log p) after each value; each multiplies p. */
static double
least_p(double log_p, double *least)
{
	if (log_p < *least)
		*least = log_p;
	return log_p;
}

double
overstatement_wald(const double *x, size_t n, double g)
{
	double log_p = 0, least = 0;

	for (size_t i = 0; i < n; i++)
		log_p = least_p(log_p - log((1.0 - g) * 2.0 * x[i] + g),
		    &least);
	return exp(least);
}

double
overstatement_markov(const double *x, size_t n, double g)
{
	double log_p = 0, least = 0;

	for (size_t i = 0; i < n; i++)
		log_p = least_p(log_p + log((0.5 + g) / (x[i] + g)), &least);
	return exp(least);
}
