/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ballots of which some have cast vote records and the others totals by batch:
 * ONEAudit takes each of the others to say what its batch says on average,
 * SUITE looks at the two kinds apart.
 */
#include <math.h>

#include "base/arena.h"
#include "base/err.h"
#include "stat/mart.h"

#include "audit/answer_inside.h"
#include "audit/case_bounds.h"
#include "audit/oneaudit.h"
#include "audit/overstatement.h"
#include "audit/sides.h"
#include "audit/suite.h"

static void
count_ballots(struct mixing *m)
{
	const struct audit_case *one = m->x->one;

	for (size_t i = 0; i < one->batches; i++)
		if (one->batch[i].has_cards)
			m->singles += one->batch[i].ballots;
		else
			m->others += one->batch[i].ballots;
}

struct sides
mixing_others(struct mixing *m, const struct assertion *a)
{
	const struct audit_case *one = m->x->one;
	struct sides sum = { 0, 0 };

	for (size_t i = 0; i < one->batches; i++) {
		const int64_t *votes = one->batch[i].has_cards ? NULL :
		    case_totals(one, m->x->at, i);
		struct sides s = votes == NULL ? (struct sides){ 0, 0 } :
		    sides_of(a, votes, m->x->tally.choices);

		sum.pro += s.pro;
		sum.con += s.con;
	}
	return sum;
}

struct sides
mixing_cards(struct mixing *m, const struct assertion *a)
{
	return m->x->one->card_votes == NULL ? (struct sides){ 0, 0 } :
	    sides_of(a, m->x->one->card_votes[m->x->at], m->x->tally.choices);
}

/* Records and totals together are what was reported. */
static bool
add_up(struct mixing *m, const struct assertion *a)
{
	struct sides all = sides_of(a, m->x->tally.votes,
	    m->x->tally.choices);
	struct sides cards = mixing_cards(m, a), none = mixing_others(m, a);

	return cards.pro + none.pro == all.pro &&
	    cards.con + none.con == all.con;
}

static const char *
cannot(struct mixing *m)
{
	for (size_t i = 0; i < m->x->claims.n; i++) {
		const struct assertion *a = &m->x->claims.item[i];

		if (!sides_has(a) || m->x->tally.votes_allowed != 1)
			return "this method holds one choice against another, "
			    "of one vote a ballot";
		if (!add_up(m, a))
			return "cast vote records and totals by batch do not "
			    "add up to what was reported";
	}
	return NULL;
}

bool
mixing_begin(struct mixing *m, struct answer_contest *out, bool *done)
{
	struct asked *x = m->x;
	const char *why = cannot(m);

	m->draw = arena_zero(x->a, x->one->draws + 1, sizeof *m->draw);
	m->n = answer_draws(x, m->draw);
	*done = why != NULL || m->n == 0;
	if (*done)
		return answer_why(out, why != NULL ? why :
		    "no ballot that was drawn is read yet");
	count_ballots(m);
	m->after = arena_zero(x->a, m->n, sizeof *m->after);
	out->claim = arena_zero(x->a, x->claims.n + 1, sizeof *out->claim);
	out->claims = x->claims.n;
	out->after = m->after;
	out->draws = m->n;
	return true;
}

const struct audit_item *
mixing_item(const struct mixing *m, size_t i)
{
	return &m->x->one->item[m->x->one->draw[m->draw[i]].item];
}

struct card
mixing_record(const struct mixing *m, const struct audit_item *item)
{
	if (m->x->one->record == NULL)
		return (struct card){ .flags = CARD_MISSING };
	return m->x->one->record[m->x->at][item - m->x->one->item];
}

/* Batches without records, as the pools of one claim. */
static struct oneaudit_pool *
pools_of(struct mixing *m, const struct assertion *a, size_t *n)
{
	const struct audit_case *one = m->x->one;
	struct oneaudit_pool *pool = arena_zero(m->x->a, one->batches + 1,
	    sizeof *pool);

	*n = 0;
	for (size_t i = 0; i < one->batches; i++) {
		const int64_t *votes = case_totals(one, m->x->at, i);
		struct sides s = votes == NULL ? (struct sides){ 0, 0 } :
		    sides_of(a, votes, m->x->tally.choices);

		if (!one->batch[i].has_cards && one->batch[i].ballots > 0)
			pool[(*n)++] = (struct oneaudit_pool){
				one->batch[i].name, one->batch[i].ballots,
				NUM_UNKNOWN, s.pro, s.con };
	}
	return pool;
}

/* What the record of a ballot says of a claim; of a pool its mean. */
static double
said_of(struct mixing *m, const struct assertion *a,
    const struct audit_item *item)
{
	const struct case_batch *b = &m->x->one->batch[item->batch];
	const int64_t *votes = case_totals(m->x->one, m->x->at, item->batch);
	struct sides s = votes == NULL ? (struct sides){ 0, 0 } :
	    sides_of(a, votes, m->x->tally.choices);
	struct oneaudit_pool pool = { b->name, b->ballots, NUM_UNKNOWN, s.pro,
		s.con };
	struct card c;

	if (!b->has_cards)
		return oneaudit_mean(&pool, assertion_bound(a));
	c = mixing_record(m, item);
	return assertion_value(a, &c);
}

static struct kelly_value *
values_of(struct mixing *m, const struct assertion *a,
    const struct oneaudit *o)
{
	struct kelly_value *v = arena_zero(m->x->a, ANSWER_ERRORS + o->values +
	    1, sizeof *v);

	answer_errors(m->x, a, v);
	for (size_t i = 0; i < o->values; i++)
		v[ANSWER_ERRORS + i] = o->value[i];
	return v;
}

static bool
weigh_one(struct mixing *m, const struct assertion *a,
    struct answer_claim *out)
{
	struct oneaudit_ask ask = { .contest = m->x->tally.contest,
		.upper = assertion_bound(a), .singles = m->singles };
	struct sides cards = mixing_cards(m, a);
	struct mart_rule rule;
	struct oneaudit o;
	struct mart t;

	ask.pool = pools_of(m, a, &ask.pools);
	ask.sum = (double)cards.pro * ask.upper + .5 * (double)(m->singles -
	    cards.pro - cards.con);
	TRY(oneaudit_of(m->x->a, &ask, &o, m->x->e));
	rule = mart_adaptive((struct mart_null){ .mean = .5, .most = o.upper,
	    .cards = m->x->tally.ballots }, values_of(m, a, &o),
	    ANSWER_ERRORS + o.values, ANSWER_ERRORS);
	TRY(mart_check(&rule, m->x->e));
	t = mart_begin(&rule);
	for (size_t i = 0; i < m->n; i++) {
		const struct audit_item *item = mixing_item(m, i);
		struct card paper = answer_card(m->x, item);
		double found = (double)assertion_paper(a, &paper, false) /
		    (2 * (double)a->half), x;

		if (m->x->one->draw[m->draw[i]].generation == 1) {
			x = oneaudit_value(&o, (struct oneaudit_draw){
			    ask.upper, said_of(m, a, item), found });
			TRY(mart_takes(&t, x, m->x->e));
			mart_step(&t, x);
		}
		m->after[i] = fmax(m->after[i], mart_p(&t));
	}
	*out = (struct answer_claim){ answer_claim_says(m->x, a),
		mart_p(&t) };
	return true;
}

bool
answer_by_oneaudit(struct asked *x, struct answer_contest *out)
{
	struct mixing m = { .x = x };
	bool done;

	TRY(mixing_begin(&m, out, &done));
	for (size_t i = 0; !done && i < x->claims.n; i++)
		TRY(weigh_one(&m, &x->claims.item[i], &out->claim[i]));
	if (!done)
		answer_largest(out);
	return true;
}

/* Records are compared each time they are drawn, the others looked at once. */
static bool
take_draw(struct mixing *m, const struct assertion *a, size_t i,
    struct suite *s)
{
	const struct audit_item *item = mixing_item(m, i);
	struct overstatement_card c = { .id = "", .times = 1,
		.paper = answer_card(m->x, item) };
	int64_t steps, value;
	int votes;

	if (!m->x->one->batch[item->batch].has_cards) {
		if (m->x->one->draw[m->draw[i]].generation > 1)
			return true;
		value = assertion_paper(a, &c.paper, false);
		s->polled.n++;
		s->polled.winner += value > a->half;
		s->polled.loser += value < a->half;
		return true;
	}
	c.cvr = mixing_record(m, item);
	TRY(overstatement_steps(a, &c, false, &steps, m->x->e));
	votes = overstatement_votes(a, steps);
	s->compared.n++;
	s->compared.over1 += votes == 1;
	s->compared.over2 += votes == 2;
	return true;
}

static bool
weigh_two(struct mixing *m, const struct assertion *a,
    struct answer_claim *out)
{
	struct sides cards = mixing_cards(m, a), none = mixing_others(m, a);
	struct ratio limit = m->x->one->plan->risk_limit;
	struct suite s = { .cards = { cards.pro, cards.con, m->singles },
		.none = { none.pro, none.con, m->others } };
	double risk;

	for (size_t i = 0; i < m->n; i++)
		TRY(take_draw(m, a, i, &s));
	if (m->singles == 0)
		risk = suite_poll_p(&s, 1);
	else if (m->others == 0)
		risk = suite_compare_p(&s, 1);
	else
		risk = suite_p(&s, (double)limit.num / (double)limit.den);
	for (size_t i = 0; i < m->n; i++)
		m->after[i] = i + 1 < m->n ? 1 : fmax(m->after[i], risk);
	*out = (struct answer_claim){ answer_claim_says(m->x, a), risk };
	return true;
}

/* It looks at a sample as a whole. */
bool
answer_by_suite(struct asked *x, struct answer_contest *out)
{
	struct mixing m = { .x = x };
	bool done;

	TRY(mixing_begin(&m, out, &done));
	for (size_t i = 0; !done && i < x->claims.n; i++)
		TRY(weigh_two(&m, &x->claims.item[i], &out->claim[i]));
	if (!done)
		answer_largest(out);
	return true;
}
