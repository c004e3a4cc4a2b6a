/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The risk of each claim from ballots, looked at one after the other.  Polls
 * look at the paper alone, comparisons at how much the record overstated it.
 *
 * The sampler puts ballots back.  The first draws of each are a sample without
 * putting back, and martingales are content with those; super-simple and
 * Kaplan-Wald count every draw.
 */
#include <inttypes.h>
#include <math.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/answer_inside.h"
#include "audit/case_style.h"
#include "audit/overstatement.h"
#include "audit/supersimple.h"
#include "stat/mart.h"

#define PADDING   0.1	/* of Kaplan-Wald */
#define FIRST_BET 0.5	/* of aGRAPA; and no bet risks more than half of the fortune */
#define MOST_BET  0.5

struct looking {
	struct asked  *x;
	const size_t  *draw;	/* that count */
	size_t         n;
	struct card   *paper;	/* of each item */
	struct card   *record;	/* of each item; NULL: a poll */
	double        *value;	/* of one claim, a draw each */
	double        *after;	/* the largest risk of all claims so far */
	double        *p;
};

static bool
compares(const struct asked *x)
{
	return audit_method_of(x->one->plan->method)->needs == NEEDS_CARDS;
}

static bool
puts_back(const struct asked *x)
{
	return x->one->plan->method == METHOD_SUPERSIMPLE ||
	    x->one->plan->method == METHOD_KAPLAN_WALD;
}

struct card
answer_card(struct asked *x, const struct audit_item *item)
{
	const struct audit_reading *r = item->is_read && !item->lost ?
	    &item->reading[x->at] : NULL;
	struct card c = { .choices = x->tally.choices };
	int16_t *mark;

	if (r == NULL || !r->there) {
		c.flags = r == NULL ? CARD_MISSING : CARD_LACKS;
		return c;
	}
	mark = arena_zero(x->a, c.choices + 1, sizeof *mark);
	for (size_t i = 0; i < c.choices; i++)
		mark[i] = (int16_t)r->votes[i];
	c.mark = mark;
	return c;
}

static void
take_cards(struct looking *l)
{
	const struct audit_case *one = l->x->one;

	l->paper = arena_zero(l->x->a, one->items + 1, sizeof *l->paper);
	for (size_t i = 0; i < one->items; i++)
		l->paper[i] = answer_card(l->x, &one->item[i]);
}

/* Draws that count: all, or of each ballot the first. */
static void
choose_draws(struct looking *l)
{
	const struct audit_case *one = l->x->one;
	size_t *draw = arena_zero(l->x->a, one->draws + 1, sizeof *draw);
	size_t n = answer_draws(l->x, draw);

	for (size_t i = 0; i < n; i++)
		if (puts_back(l->x) || one->draw[draw[i]].generation == 1)
			draw[l->n++] = draw[i];
	l->draw = draw;
}

static size_t
item_of(const struct looking *l, size_t i)
{
	return l->x->one->draw[l->draw[i]].item;
}

static bool
overstated(struct looking *l, const struct assertion *a, size_t item,
    int64_t *steps)
{
	struct overstatement_card c = { .id = "", .times = 1,
		.cvr = l->x->one->record[l->x->at][item],
		.paper = l->paper[item] };

	return overstatement_steps(a, &c, case_has_style(l->x->one->plan),
	    steps, l->x->e);
}

/* Of each draw what the assorter of the claim gives. */
static bool
take_values(struct looking *l, const struct assertion *a)
{
	for (size_t i = 0; i < l->n; i++) {
		size_t item = item_of(l, i);
		int64_t steps;

		if (compares(l->x)) {
			TRY(overstated(l, a, item, &steps));
			l->value[i] = overstatement_assorter(a, steps);
		} else {
			l->value[i] = (double)assertion_paper(a,
			    &l->paper[item], false) / (2 * (double)a->half);
		}
	}
	return true;
}

static double
share(struct ratio r)
{
	return (double)r.num / (double)r.den;
}

void
answer_errors(const struct asked *x, const struct assertion *a,
    struct kelly_value v[ANSWER_ERRORS])
{
	const struct audit_rates *r = &x->one->plan->rates;
	const int64_t steps[] = { 0, a->top / 2, a->top, -a->top / 2,
		-a->top };
	const struct ratio rate[] = { { 0, 1 }, r->o1, r->o2, r->u1, r->u2 };

	for (size_t i = 0; i < ANSWER_ERRORS; i++)
		v[i] = (struct kelly_value){ .x = overstatement_assorter(a,
			steps[i]), .rate = share(rate[i]) };
}

/* A few ballots that agree are no reason to bet everything. */
static struct mart_rule
cautious(struct mart_rule agrapa)
{
	agrapa.c = agrapa.c_max = MOST_BET;
	return agrapa;
}

static struct mart_rule
rule_of(const struct asked *x, const struct assertion *a,
    struct kelly_value v[ANSWER_ERRORS])
{
	struct mart_null null = { .mean = .5, .cards = puts_back(x) ? 0 :
		x->tally.ballots, .most = compares(x) ?
		overstatement_bound(a) : assertion_bound(a) };

	switch (x->one->plan->method) {
	case METHOD_ALPHA:
		return mart_shrink(null, assertion_mean(a));
	case METHOD_BETTING:
		return cautious(mart_agrapa(null, FIRST_BET));
	case METHOD_COMPARISON_ALPHA:
		return mart_optimal_comparison(null,
		    share(x->one->plan->rates.o2));
	case METHOD_COMPARISON_BETTING:
		answer_errors(x, a, v);
		return mart_adaptive(null, v, ANSWER_ERRORS, ANSWER_ERRORS);
	default:
		return mart_kaplan(MART_KAPLAN_WALD, null, PADDING);
	}
}

static bool
by_martingale(struct looking *l, const struct assertion *a)
{
	struct kelly_value v[ANSWER_ERRORS];
	struct mart_rule rule = rule_of(l->x, a, v);
	struct mart m = mart_begin(&rule);

	TRY(mart_check(&rule, l->x->e));
	TRY(take_values(l, a));
	for (size_t i = 0; i < l->n; i++) {
		TRY(mart_takes(&m, l->value[i], l->x->e));
		mart_step(&m, l->value[i]);
		l->p[i] = mart_p(&m);
	}
	return true;
}

/* Understatements are ignored, as Stark and Arlo do. */
static bool
by_supersimple(struct looking *l, const struct assertion *a)
{
	struct supersimple_seen seen = { 0 };
	struct supersimple s;
	double limit = share(l->x->one->plan->risk_limit);

	TRY(supersimple_open(&s, assertion_dilution(a), l->x->tally.ballots,
	    limit, l->x->e));
	for (size_t i = 0; i < l->n; i++) {
		int64_t steps;
		int votes;

		TRY(overstated(l, a, item_of(l, i), &steps));
		votes = overstatement_votes(a, steps);
		seen.draws++;
		seen.over1 += votes == 1;
		seen.over2 += votes == 2;
		l->p[i] = supersimple_p(&s, &seen);
	}
	return true;
}

static bool
weigh(struct looking *l, const struct assertion *a, struct answer_claim *out)
{
	TRY(l->x->one->plan->method == METHOD_SUPERSIMPLE ?
	    by_supersimple(l, a) : by_martingale(l, a));
	for (size_t i = 0; i < l->n; i++)
		if (l->p[i] > l->after[i])
			l->after[i] = l->p[i];
	*out = (struct answer_claim){ answer_claim_says(l->x, a),
		l->p[l->n - 1] };
	return true;
}

/* What was reported is what the records say, or the margin is of something else; NULL: it is. */
static const char *
records_differ(struct asked *x)
{
	const struct tally *t = &x->tally;
	const int64_t *sum = x->one->card_votes[x->at];

	for (size_t i = 0; t->kind != CHOICE_IRV && i < t->choices; i++)
		if (sum[i] != t->votes[i])
			return arena_printf(x->a, "the cast vote records have %"
			    PRId64 " votes for %s, and %" PRId64 " were "
			    "reported", sum[i], t->choice[i], t->votes[i]);
	return NULL;
}

bool
answer_by_ballots(struct asked *x, struct answer_contest *out)
{
	struct looking l = { .x = x };

	if (compares(x) && x->one->record == NULL)
		return answer_why(out, "no unit has committed to cast vote "
		    "records");
	if (compares(x) && records_differ(x) != NULL)
		return answer_why(out, records_differ(x));
	choose_draws(&l);
	if (l.n == 0)
		return answer_why(out, "no ballot that was drawn is read yet");
	take_cards(&l);
	l.value = arena_zero(x->a, l.n, sizeof *l.value);
	l.after = arena_zero(x->a, l.n, sizeof *l.after);
	l.p = arena_zero(x->a, l.n, sizeof *l.p);
	out->claim = arena_zero(x->a, x->claims.n + 1, sizeof *out->claim);
	for (size_t i = 0; i < x->claims.n; i++)
		TRY(weigh(&l, &x->claims.item[i], &out->claim[i]));
	out->claims = x->claims.n;
	out->after = l.after;
	out->draws = l.n;
	answer_largest(out);
	return true;
}
