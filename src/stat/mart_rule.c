/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/err.h"
#include "stat/mart.h"

struct mart_rule
mart_shrink(struct mart_null null, double eta)
{
	double c = (eta - null.mean) / 2 - MART_EPSILON;

	return (struct mart_rule){ .method = MART_SHRINK, .null = null,
		.eta = eta, .c = c, .d = 100, .min_sd = 1e-6 };
}

struct mart_rule
mart_alternative(struct mart_null null, double eta)
{
	return (struct mart_rule){ .method = MART_ALTERNATIVE, .null = null,
		.eta = eta };
}

struct mart_rule
mart_optimal_comparison(struct mart_null null, double p2)
{
	double good = null.most * (1 - p2);

	return (struct mart_rule){ .method = MART_CONSTANT, .null = null,
		.eta = (1 - good) / (2 - 2 * null.most) + good - .5 };
}

struct mart_rule
mart_bet(struct mart_null null, double bet)
{
	return (struct mart_rule){ .method = MART_BET, .null = null,
		.bet = bet };
}

struct mart_rule
mart_agrapa(struct mart_null null, double bet)
{
	return (struct mart_rule){ .method = MART_AGRAPA, .null = null,
		.bet = bet, .c = 1 - MART_EPSILON, .c_max = 1 - MART_EPSILON };
}

struct mart_rule
mart_adaptive(struct mart_null null, const struct kelly_value *v, size_t n,
    size_t learnt)
{
	return (struct mart_rule){ .method = MART_ADAPTIVE, .null = null,
		.d = 100, .max_loss = .9, .value = v, .values = n,
		.learnt = learnt };
}

struct mart_rule
mart_kaplan(enum mart_method method, struct mart_null null, double g)
{
	return (struct mart_rule){ .method = method, .null = null, .g = g };
}

static bool
check_values(const struct mart_rule *r, struct err *e)
{
	double all = 0;

	if (r->values == 0 || r->learnt == 0 || r->learnt > r->values ||
	    r->learnt > MART_LEARNT)
		return err_set(e, ERR_INPUT, "found %zu values of which %zu "
		    "are learnt, expected 1 to %d", r->values, r->learnt,
		    MART_LEARNT);
	for (size_t i = 1; i < r->values; i++) {
		if (!(r->value[i].rate >= 0 && r->value[i].x >= 0))
			return err_set(e, ERR_INPUT, "found the value %g at "
			    "the rate %g, expected 0 or more", r->value[i].x,
			    r->value[i].rate);
		all += r->value[i].rate;
	}
	if (all > 1 + 1e-9)
		return err_set(e, ERR_INPUT,
		    "found rates of %g together, expected at most 1", all);
	if (!(r->max_loss > 0 && r->max_loss < 1))
		return err_set(e, ERR_INPUT, "found %g as the largest loss, "
		    "expected more than 0 and less than 1", r->max_loss);
	return true;
}

static bool
needs_bound(enum mart_method m)
{
	return m == MART_SHRINK || m == MART_ALTERNATIVE || m == MART_CONSTANT;
}

bool
mart_check(const struct mart_rule *r, struct err *e)
{
	const struct mart_null *null = &r->null;

	if (!(null->mean > 0 && null->mean <= null->most))
		return err_set(e, ERR_INPUT, "found a null mean of %g, "
		    "expected more than 0 and at most %g", null->mean,
		    null->most);
	if (needs_bound(r->method) && !isfinite(null->most))
		return err_set(e, ERR_INPUT,
		    "found no upper bound, expected one for this test");
	if (null->cards < 0)
		return err_set(e, ERR_INPUT,
		    "found %lld cards, expected 0 or more",
		    (long long)null->cards);
	if (!(r->g >= 0) || (r->method == MART_KAPLAN_WALD && r->g > 1))
		return err_set(e, ERR_INPUT,
		    "found padding of %g, expected 0 to 1", r->g);
	if (r->method == MART_SHRINK && !(r->d > 0 && r->f >= 0 && r->c >= 0))
		return err_set(e, ERR_INPUT, "found c %g, d %g, f %g, "
		    "expected 0 or more and d above 0", r->c, r->d, r->f);
	return r->method != MART_ADAPTIVE || check_values(r, e);
}
