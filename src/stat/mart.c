/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>

#include "base/err.h"
#include "stat/mart.h"

#define HUGE_STEP 0x1p+512	/* one of a fortune's e */
#define LN2       0.693147180559945309417232121458

struct mart
mart_begin(const struct mart_rule *r)
{
	struct mart m = { .rule = r, .fortune = { 1, 0 }, .best = { 1, 0 },
		.before = r->null.mean, .share = 1 };

	for (size_t i = r->learnt; i < r->values; i++)
		m.share -= r->value[i].rate;
	return m;
}

double
mart_null_mean(struct mart_null null, int64_t draws, double sum)
{
	if (null.cards == 0)
		return null.mean;
	return ((double)null.cards * null.mean - sum) /
	    (double)(null.cards - draws);
}

static double
null_mean(const struct mart *m)
{
	return mart_null_mean(m->rule->null, m->draws, m->sum + m->lost);
}

/*
 * What rounding alone can do to the sum of all cards.  A full count of a tie
 * must not confirm anybody because the last bit of a sum came out as 1.
 */
static double
slack(const struct mart_null *null)
{
	double most = isfinite(null->most) ? null->most : null->mean;

	return 4 * MART_EPSILON * (double)null->cards * most;
}

static double
within(double x, double low, double high)
{
	return x < low ? low : x > high ? high : x;
}

/* SHANGRLA's: of a population, and 1 until there are two draws. */
static double
spread(const struct mart *m)
{
	double sd;

	if (m->draws < 2)
		return 1;
	sd = sqrt(m->squares / (double)m->draws);
	return sd > m->rule->min_sd ? sd : m->rule->min_sd;
}

static double
eta_shrunk(const struct mart *m, double mean)
{
	const struct mart_rule *r = m->rule;
	double u = r->null.most, c = r->c, weight = r->d + (double)m->draws;
	double eta = (r->d * r->eta + m->sum + m->lost) / weight, away;

	if (u - c < r->null.mean + c)
		c = (u - c) / 2;
	away = c / sqrt(weight);
	if (r->f > 0) {
		double pull = r->f / spread(m);

		eta = (eta + u * pull) / (1 + pull);
	}
	mean = mean * (1 + MART_EPSILON) + away;
	eta = eta > mean ? eta : mean;
	away = u * (1 - MART_EPSILON) - away;
	return eta < away ? eta : away;
}

/*
 * Below the null mean the bet would be that the mean is small, and T would
 * grow although the null is true; above u, T would fall below 0.
 */
static double
eta_at(const struct mart *m, double mean)
{
	const struct mart_rule *r = m->rule;
	double eta = r->eta;

	if (r->method == MART_SHRINK)
		eta = eta_shrunk(m, mean);
	if (r->method == MART_ALTERNATIVE)
		eta = mart_null_mean((struct mart_null){ r->eta, r->null.most,
		    r->null.cards }, m->draws, m->sum + m->lost);
	return within(eta, mean, r->null.most);
}

double
mart_eta(const struct mart *m)
{
	return eta_at(m, null_mean(m));
}

/* The null mean that the draw before had: as SHANGRLA, which shifts all by one. */
static double
agrapa(const struct mart *m)
{
	double gain = m->average - m->before;
	double square = m->squares / (double)m->draws + gain * gain;

	return square > 0 ? gain / square : 0;
}

static double
agrapa_share(const struct mart *m)
{
	const struct mart_rule *r = m->rule;
	double grown = 1 - 1 / (1 + r->c_grow * sqrt((double)m->draws));

	return r->c + (r->c_max - r->c) * grown;
}

/* The rates as they are thought to be now: COBRA eq. 4. */
static void
rates(const struct mart *m, struct kelly_value out[MART_LEARNT])
{
	const struct mart_rule *r = m->rule;
	double weight = 1 / (r->d + (double)m->draws), left = m->share;

	for (size_t i = 1; i < r->learnt; i++) {
		double rate = (r->d * r->value[i].rate + (double)m->seen[i]) *
		    weight;

		out[i] = (struct kelly_value){ r->value[i].x, rate };
		left -= rate;
	}
	out[0] = (struct kelly_value){ r->value[0].x, left > 0 ? left : 0 };
}

static double
adaptive(struct mart *m, double mean)
{
	const struct mart_rule *r = m->rule;
	struct kelly_value now[MART_LEARNT];

	rates(m, now);
	m->bet = kelly_bet(&(struct kelly_ask){
		.list = { { now, r->learnt },
		    { r->value + r->learnt, r->values - r->learnt } },
		.mean = mean, .most = r->max_loss / mean, .near = m->bet });
	return m->bet;
}

static double
stake_at(struct mart *m, double mean)
{
	const struct mart_rule *r = m->rule;
	double bet = r->bet, most = 1 / mean;

	if (r->method == MART_ADAPTIVE)
		return adaptive(m, mean);
	if (r->method == MART_AGRAPA) {
		most = agrapa_share(m) / mean;
		if (m->draws > 0)
			bet = agrapa(m);
	}
	return within(bet, 0, most);
}

double
mart_stake(struct mart *m)
{
	double mean = null_mean(m), u = m->rule->null.most;

	if (mean <= 0 || mean >= u)
		return 0;
	switch (m->rule->method) {
	case MART_SHRINK:
	case MART_ALTERNATIVE:
	case MART_CONSTANT:
		return (eta_at(m, mean) / mean - 1) / (u - mean);
	case MART_KAPLAN_MARKOV:
	case MART_KAPLAN_KOLMOGOROV:
		return 1 / (mean + m->rule->g);
	case MART_KAPLAN_WALD:
		return (1 - m->rule->g) / mean;
	case MART_BET:
	case MART_AGRAPA:
	case MART_ADAPTIVE:
		break;
	}
	return stake_at(m, mean);
}

/* ALPHA eq. 4, over one denominator. */
static double
alpha_factor(const struct mart *m, double mean, double x)
{
	double u = m->rule->null.most, eta = eta_at(m, mean);

	return (x * eta * (u - mean) + (u - x) * (u - eta) * mean) /
	    (mean * (u - mean) * u);
}

/* What the fortune is multiplied by when ${x} is drawn. */
static double
factor(struct mart *m, double mean, double x)
{
	double g = m->rule->g;

	switch (m->rule->method) {
	case MART_SHRINK:
	case MART_ALTERNATIVE:
	case MART_CONSTANT:
		return alpha_factor(m, mean, x);
	case MART_KAPLAN_MARKOV:
	case MART_KAPLAN_KOLMOGOROV:
		return (x + g) / (mean + g);
	case MART_KAPLAN_WALD:
		return (1 - g) * x / mean + g;
	case MART_BET:
	case MART_AGRAPA:
	case MART_ADAPTIVE:
		break;
	}
	return 1 + stake_at(m, mean) * (x - mean);
}

static void
multiply(struct mart_fortune *f, double by)
{
	f->t *= by;
	while (f->t >= 0x1p+256) {
		f->t /= HUGE_STEP;
		f->e++;
	}
	while (f->t > 0 && f->t < 0x1p-256) {
		f->t *= HUGE_STEP;
		f->e--;
	}
}

static bool
exceeds(struct mart_fortune a, struct mart_fortune b)
{
	return a.e != b.e ? a.t > 0 && a.e > b.e : a.t > b.t;
}

/* Nothing is staked where the null leaves nothing to win, or is beyond help. */
static bool
idles(const struct mart *m, double mean)
{
	const struct mart_null *null = &m->rule->null;
	double left = (double)(null->cards - m->draws);

	if (mean > null->most ||
	    fabs(null->most - mean) <= 2 * MART_EPSILON + 1e-6 * mean)
		return true;
	if (null->cards == 0)
		return false;
	if (m->rule->method == MART_KAPLAN_KOLMOGOROV)
		mean += m->rule->g;
	return mean * left <= slack(null);
}

static void
learn(struct mart *m, double x)
{
	const struct mart_rule *r = m->rule;

	for (size_t i = 0; i < r->learnt; i++)
		if (fabs(r->value[i].x - x) <= 1e-9 * (1 + x)) {
			m->seen[i]++;
			return;
		}
}

/* Neumaier's sum, Welford's average: neither loses what is small. */
static void
take(struct mart *m, double x)
{
	double sum = m->sum + x, away = x - m->average;

	m->lost += m->sum >= x ? m->sum - sum + x : x - sum + m->sum;
	m->sum = sum;
	m->draws++;
	m->average += away / (double)m->draws;
	m->squares += away * (x - m->average);
	if (m->rule->method == MART_ADAPTIVE)
		learn(m, x);
}

static bool
is_impossible(const struct mart *m)
{
	const struct mart_null *null = &m->rule->null;

	return null->cards > 0 && m->sum + m->lost >
	    (double)null->cards * null->mean + slack(null);
}

void
mart_step(struct mart *m, double x)
{
	double mean;

	if (!m->certain) {
		mean = null_mean(m);
		m->idle = idles(m, mean);
		if (!m->idle) {
			multiply(&m->fortune, factor(m, mean, x));
			if (exceeds(m->fortune, m->best))
				m->best = m->fortune;
		}
		m->before = mean;
	}
	take(m, x);
	m->certain = m->certain || is_impossible(m);
}

static double
p_of(struct mart_fortune f)
{
	double p = 1 / f.t;

	if (f.e < 0 || (f.e == 0 && f.t <= 1))
		return 1;
	for (int64_t e = f.e; e > 0 && p > 0; e--)
		p /= HUGE_STEP;
	return p;
}

double
mart_p(const struct mart *m)
{
	return m->certain ? 0 : p_of(m->best);
}

double
mart_p_now(const struct mart *m)
{
	return m->certain ? 0 : m->idle ? 1 : p_of(m->fortune);
}

double
mart_log(const struct mart *m)
{
	if (m->certain)
		return INFINITY;
	return log(m->fortune.t) + 512 * LN2 * (double)m->fortune.e;
}

bool
mart_crosses(const struct mart *m, double alpha)
{
	/* The product is what costs nothing; the quotient decides. */
	if (!m->certain && m->fortune.e <= 0 && m->fortune.t * alpha < .999)
		return false;
	return mart_p_now(m) <= alpha;
}

bool
mart_takes(const struct mart *m, double x, struct err *e)
{
	const struct mart_null *null = &m->rule->null;

	if (!(x >= 0 && x <= null->most * (1 + 1e-12)))
		return err_set(e, ERR_INPUT,
		    "draw %lld: found %.17g, expected from 0 to %.17g",
		    (long long)m->draws + 1, x, null->most);
	if (null->cards > 0 && m->draws >= null->cards)
		return err_set(e, ERR_INPUT, "found draw %lld, expected no "
		    "more draws than the %lld cards", (long long)m->draws + 1,
		    (long long)null->cards);
	return true;
}

bool
mart_history(const struct mart_rule *r, struct mart_sample s,
    struct mart_said out, struct err *e)
{
	struct mart m = mart_begin(r);

	TRY(mart_check(r, e));
	for (size_t i = 0; i < s.n; i++) {
		bool before = m.certain;

		TRY(mart_takes(&m, s.x[i], e));
		mart_step(&m, s.x[i]);
		out.p[i] = before ? 0 : m.idle ? 1 : p_of(m.fortune);
	}
	if (s.n > 0)
		out.p[s.n - 1] = mart_p_now(&m);
	*out.all = mart_p(&m);
	return true;
}
