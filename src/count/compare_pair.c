/* SPDX-License-Identifier: Apache-2.0 */
/* compare_pair: a later count against the first, unit by unit, and ranked. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "count/compare_work.h"

/* One unit in both counts. */
struct shift {
	const int64_t *from, *to;
	int64_t        votes, margin;	/* changes */
	int64_t        gross;		/* of all choices, as sizes */
};

static bool
add_size(int64_t *sum, int64_t change)
{
	return num_add(sum, *sum, change < 0 ? -change : change);
}

static bool
shift_measure(const struct compare *c, struct shift *s)
{
	int64_t before = compare_margin(c, s->from);
	int64_t after = compare_margin(c, s->to);

	s->gross = 0;
	for (uint16_t j = 0; j < c->work->choices; j++) {
		int64_t change;

		TRY(num_sub(&change, s->to[j], s->from[j]));
		TRY(add_size(&s->gross, change));
	}
	TRY(num_sub(&s->votes, compare_total(c, s->to),
	    compare_total(c, s->from)));
	return num_sub(&s->margin, after, before);
}

static bool
same_leader(const struct compare *c, const struct shift *s)
{
	return compare_leader(c, s->from).n == compare_leader(c, s->to).n;
}

static bool
pair_sum(const struct compare *c, struct compare_pair *p,
    const struct shift *s)
{
	for (uint16_t j = 0; j < c->work->choices; j++) {
		TRY(num_add(&p->from_votes[j], p->from_votes[j], s->from[j]));
		TRY(num_add(&p->to_votes[j], p->to_votes[j], s->to[j]));
	}
	TRY(num_add(&p->votes_change, p->votes_change, s->votes));
	TRY(num_add(&p->margin_change, p->margin_change, s->margin));
	TRY(num_add(&p->gross_votes, p->gross_votes, s->gross));
	if (!num_known(s->margin))
		return num_add(&p->gross_margin, p->gross_margin, s->margin);
	return add_size(&p->gross_margin, s->margin);
}

/* A unit with the size of its change, to be ranked. */
struct rank {
	uint32_t     unit;
	struct ratio size;	/* den 0: from nothing, beyond any share */
};

static int
size_cmp(struct ratio x, struct ratio y)
{
	if (x.den == 0 && y.den == 0)
		return (x.num > y.num) - (x.num < y.num);
	if (x.den == 0 || y.den == 0)
		return (x.den == 0) - (y.den == 0);
	return ratio_cmp(x, y);
}

/* Larger first; of equal ones the earlier unit. */
static int
rank_cmp(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;
	int by_size = size_cmp(y->size, x->size);

	return by_size != 0 ? by_size : (x->unit > y->unit) -
	    (x->unit < y->unit);
}

/* What the three rankings go by. */
enum ranking { BY_VOTES, BY_MARGIN, BY_PERCENT, RANKINGS };

struct ranks {
	struct rank *of[RANKINGS];
};

static int64_t
size_of(int64_t change)
{
	if (!num_known(change))
		return 0;
	return change < 0 ? -change : change;
}

static void
ranks_put(const struct compare *c, struct ranks *r, uint32_t n, uint32_t unit,
    const struct shift *s)
{
	int64_t from = compare_total(c, s->from), votes = size_of(s->votes);

	r->of[BY_VOTES][n] = (struct rank){ unit, { votes, 1 } };
	r->of[BY_MARGIN][n] = (struct rank){ unit, { size_of(s->margin), 1 } };
	r->of[BY_PERCENT][n] = (struct rank){ unit,
		{ votes, votes == 0 ? 1 : from } };
}

static uint32_t *
ranked_units(struct arena *a, struct rank *r, uint32_t n)
{
	uint32_t *unit = arena_zero(a, n + 1u, sizeof *unit);

	qsort(r, n, sizeof *r, rank_cmp);
	for (uint32_t i = 0; i < n; i++)
		unit[i] = r[i].unit;
	return unit;
}

static void
pair_rank(const struct compare *c, struct compare_pair *p, struct ranks *r)
{
	struct arena *a = c->work->a;

	p->by_votes = ranked_units(a, r->of[BY_VOTES], p->ranked);
	p->by_margin = ranked_units(a, r->of[BY_MARGIN], p->ranked);
	p->by_percent = ranked_units(a, r->of[BY_PERCENT], p->ranked);
}

static bool
pair_unit(const struct compare *c, struct compare_pair *p, struct ranks *r,
    uint32_t unit, struct shift *s)
{
	TRY(shift_measure(c, s));
	TRY(pair_sum(c, p, s));
	p->compared++;
	p->leader_changed += !same_leader(c, s);
	if (s->gross == 0)
		p->equal++;
	else
		ranks_put(c, r, p->ranked++, unit, s);
	return true;
}

static bool
outcome_is_changed(const struct compare *c, const struct compare_pair *p)
{
	size_t n = c->work->choices;
	enum fate *from = arena_zero(c->work->a, n + 1, sizeof *from);
	enum fate *to = arena_zero(c->work->a, n + 1, sizeof *to);

	if (p->compared == 0)
		return false;
	compare_fates(c, p->from_votes, from);
	compare_fates(c, p->to_votes, to);
	return memcmp(from, to, n * sizeof *from) != 0;
}

static void
pair_begin(const struct compare *c, struct compare_pair *p, struct ranks *r,
    size_t i)
{
	struct arena *a = c->work->a;

	*p = (struct compare_pair){ .from = c->count[0].count,
		.to = c->count[i].count };
	p->from_votes = arena_zero(a, c->work->width, sizeof *p->from_votes);
	p->to_votes = arena_zero(a, c->work->width, sizeof *p->to_votes);
	for (int k = 0; k < RANKINGS; k++)
		r->of[k] = arena_zero(a, c->el->units + 1u, sizeof *r->of[k]);
}

/* Nothing stands in both counts: no change is known, not even none. */
static void
pair_forget(const struct compare *c, struct compare_pair *p)
{
	for (uint16_t j = 0; j < c->work->choices; j++)
		p->from_votes[j] = p->to_votes[j] = NUM_UNKNOWN;
	p->votes_change = p->margin_change = NUM_UNKNOWN;
	p->gross_votes = p->gross_margin = NUM_UNKNOWN;
}

static bool
pair_fill(const struct compare *c, struct compare_pair *p, size_t i,
    struct err *e)
{
	struct ranks r;

	pair_begin(c, p, &r, i);
	for (uint32_t u = 0; u < c->el->units; u++) {
		struct unit_ix unit = { u };
		struct shift s = { .from = compare_votes(c, unit, 0),
			.to = compare_votes(c, unit, i) };

		if (s.from == NULL || s.to == NULL)
			continue;
		if (!pair_unit(c, p, &r, u, &s))
			return compare_too_many(c, u, i, e);
	}
	pair_rank(c, p, &r);
	if (p->compared == 0)
		pair_forget(c, p);
	p->outcome_changed = outcome_is_changed(c, p);
	compare_judge(c, p);
	return true;
}

bool
compare_pairs(struct compare *c, struct err *e)
{
	size_t pairs = c->counts > 0 ? c->counts - 1 : 0;

	c->pair = arena_zero(c->work->a, pairs + 1, sizeof *c->pair);
	for (size_t i = 0; i < pairs; i++)
		TRY(pair_fill(c, &c->pair[i], i + 1, e));
	c->pairs = pairs;
	return true;
}
