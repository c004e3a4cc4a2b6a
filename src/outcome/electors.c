/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/arena.h"
#include "base/err.h"
#include "law/law.h"
#include "outcome/electors.h"

static int
other(int side)
{
	return 1 - side;
}

bool
electors_under(struct elector_table *t, const struct law *law, struct day on,
    struct err *e)
{
	const struct elector_rule *r = law_elector(law, on);

	if (r == NULL)
		return err_set(e, ERR_DENIED, "RULE_UNKNOWN: %s has no rule "
		    "on electors; what no rule decides is refused", law->name);
	if (r->total != t->total)
		return err_set(e, ERR_INPUT, "found %d electoral votes in all, "
		    "expected %lld (%s)", t->total, (long long)r->total,
		    r->rule.cite);
	if (r->needed * 2 <= r->total || r->needed > r->total)
		return err_set(e, ERR_INPUT, "%s: %lld of %d electoral votes "
		    "cannot elect one and only one", law->name,
		    (long long)r->needed, t->total);
	t->needed = (int)r->needed;
	return true;
}

enum certified
electors_status(const struct elector_unit *u, struct day on)
{
	if (day_known(u->certified_by) && day_cmp(on, u->certified_by) >= 0)
		return CERTIFIED_YES;
	if (day_known(u->open_on) && day_cmp(on, u->open_on) <= 0)
		return CERTIFIED_NO;
	return CERTIFIED_UNKNOWN;
}

static void
sum_add(struct elector_sum *s, enum certified status, int side, int votes)
{
	int *part = status == CERTIFIED_YES ? s->certified :
	    status == CERTIFIED_NO ? s->open : s->unknown;

	part[side] += votes;
	s->won[side] += votes;
}

struct elector_sum
electors_sum(const struct elector_table *t, struct day on)
{
	return electors_flip(t, on, NULL, 0);
}

struct elector_sum
electors_flip(const struct elector_table *t, struct day on,
    const size_t *flips, size_t n)
{
	struct elector_sum s = { 0 };

	for (size_t i = 0; i < t->units; i++) {
		const struct elector_unit *u = &t->unit[i];

		if (u->winner >= 0)
			sum_add(&s, electors_status(u, on), u->winner,
			    u->votes);
	}
	for (size_t i = 0; i < n; i++) {
		const struct elector_unit *u = &t->unit[flips[i]];

		if (u->winner < 0)
			continue;
		sum_add(&s, electors_status(u, on), u->winner, -u->votes);
		sum_add(&s, electors_status(u, on), other(u->winner),
		    u->votes);
	}
	return s;
}

enum elector_outcome
electors_outcome(const struct elector_table *t, const int won[ELECTORS_SIDES])
{
	if (won[0] >= t->needed)
		return ELECTED_0;
	if (won[1] >= t->needed)
		return ELECTED_1;
	return won[0] + won[1] == t->total ? ELECTED_TIE : ELECTED_NONE;
}

/*
 * The search for the cheapest flips.  best[i][left] is the price of moving
 * ${left} more electoral votes with the candidates from ${i} on, and in how
 * many ways that price can be had; each row follows from the one after it.
 * Of sets with one price those with the least ${second} are preferred.
 */
struct candidate {
	size_t  unit;
	int     votes;
	int64_t price, second;
};

struct best {
	int64_t  price, second;
	uint64_t ways;	/* of that price; 0: cannot be done */
};

struct search {
	const struct elector_table *t;
	struct candidate c[ELECTORS_MAX_UNITS];
	size_t           n;
	int              need;		/* electoral votes to move */
	bool             exact;		/* no more than those */
	struct best     *best;		/* (n + 1) rows of need + 1 */
};

static struct best *
best_at(const struct search *s, size_t i, int left)
{
	return &s->best[i * ((size_t)s->need + 1) + (size_t)left];
}

/* What is left to move after ${votes}; -1 if that would be too much. */
static int
left_after(const struct search *s, int left, int votes)
{
	if (votes <= left)
		return left - votes;
	return s->exact ? -1 : 0;
}

/* The best with candidate ${i} among the flips. */
static struct best
best_taking(const struct search *s, size_t i, int left)
{
	int rest = left_after(s, left, s->c[i].votes);
	struct best b = { 0 };

	if (rest < 0)
		return b;
	b = *best_at(s, i + 1, rest);
	b.price += s->c[i].price;
	b.second += s->c[i].second;
	return b;
}

static struct best
best_of(struct best x, struct best y)
{
	if (x.ways == 0 || (y.ways > 0 && y.price < x.price))
		return y;
	if (y.ways == 0 || y.price > x.price)
		return x;
	x.ways += y.ways;
	if (y.second < x.second)
		x.second = y.second;
	return x;
}

static void
search_fill(struct search *s)
{
	best_at(s, s->n, 0)->ways = 1;
	for (size_t i = s->n; i-- > 0; )
		for (int left = 0; left <= s->need; left++)
			*best_at(s, i, left) = best_of(
			    best_taking(s, i, left), *best_at(s, i + 1, left));
}

/* The popular margin by which ${u} went to ${side}; unknown if it did not. */
static int64_t
margin_for(const struct elector_unit *u, int side)
{
	int64_t m;

	if (!num_sub(&m, u->popular[side], u->popular[other(side)]) || m < 0)
		return NUM_UNKNOWN;
	return m;
}

/* So many voters, choosing the other side, would have turned ${margin}. */
static int64_t
voters_to_pass(int64_t margin)
{
	return margin / 2 + 1;
}

/* What flipping ${u} costs; unknown if it cannot be priced. */
static int64_t
price_of(const struct elector_unit *u, enum flip_cost cost)
{
	int64_t margin;

	if (cost == FLIP_UNITS)
		return 1;
	if (cost == FLIP_ELECTORAL)
		return u->votes;
	margin = margin_for(u, u->winner);
	return num_known(margin) ? voters_to_pass(margin) : NUM_UNKNOWN;
}

static void
search_candidates(struct search *s, int from, enum flip_cost cost)
{
	for (size_t i = 0; i < s->t->units; i++) {
		const struct elector_unit *u = &s->t->unit[i];
		int64_t price;

		if (u->winner != from || u->votes == 0)
			continue;
		price = price_of(u, cost);
		if (num_known(price))
			s->c[s->n++] = (struct candidate){ i, u->votes, price,
				cost == FLIP_UNITS ? u->votes : 1 };
	}
}

/* The sums of a set that was found; unknown where one part is. */
static void
set_add(struct flip_set *out, const struct elector_unit *u, size_t i)
{
	int64_t margin = margin_for(u, u->winner);
	int64_t voters = num_known(margin) ? voters_to_pass(margin) :
	    NUM_UNKNOWN;

	out->unit[out->units++] = i;
	out->electoral += u->votes;
	/* At most 62 terms below 2^53: these sums cannot overflow. */
	(void)num_add(&out->margin, out->margin, margin);
	(void)num_add(&out->popular, out->popular, voters);
}

static bool
is_as_good(struct best x, const struct best *best)
{
	return x.ways > 0 && x.price == best->price &&
	    x.second == best->second;
}

/* Walk down the table of prices: of equal sets the first in order. */
static void
search_take(const struct search *s, struct flip_set *out)
{
	int left = s->need;

	out->ties = best_at(s, 0, left)->ways;
	for (size_t i = 0; i < s->n && out->ties > 0; i++) {
		if (!is_as_good(best_taking(s, i, left), best_at(s, i, left)))
			continue;
		set_add(out, &s->t->unit[s->c[i].unit], s->c[i].unit);
		left = left_after(s, left, s->c[i].votes);
	}
}

/* Whose units must flip, and how many electoral votes; false if none can. */
static bool
search_aim(struct search *s, enum elector_outcome to, int *from)
{
	struct elector_sum now = electors_sum(s->t, DAY_UNKNOWN);
	enum elector_outcome outcome = electors_outcome(s->t, now.won);

	s->exact = to == ELECTED_TIE;
	if (to == ELECTED_NONE || to == outcome)
		return false;
	if (!s->exact) {
		*from = other((int)to);
		s->need = s->t->needed - now.won[to];
		return s->need > 0;
	}
	if (outcome > ELECTED_1 || s->t->total % 2 != 0 ||
	    now.won[0] + now.won[1] != s->t->total)
		return false;
	*from = (int)outcome;
	s->need = s->t->total / 2 - now.won[other(*from)];
	return s->need > 0;
}

static bool
within_limits(const struct elector_table *t, struct err *e)
{
	if (t->units > ELECTORS_MAX_UNITS)
		return err_set(e, ERR_INPUT,
		    "%zu electoral units, at most %d can be combined",
		    t->units, ELECTORS_MAX_UNITS);
	if (t->total > ELECTORS_MAX_VOTES)
		return err_set(e, ERR_INPUT,
		    "%d electoral votes, at most %d can be combined",
		    t->total, ELECTORS_MAX_VOTES);
	return true;
}

bool
electors_smallest(struct arena *a, const struct elector_table *t,
    enum flip_cost cost, enum elector_outcome to, struct flip_set *out,
    struct err *e)
{
	struct search s = { .t = t };
	int from;

	TRY(within_limits(t, e));
	*out = (struct flip_set){ 0 };
	if (!search_aim(&s, to, &from))
		return true;
	search_candidates(&s, from, cost);
	s.best = arena_zero(a, (s.n + 1) * ((size_t)s.need + 1),
	    sizeof *s.best);
	out->unit = arena_zero(a, s.n + 1, sizeof *out->unit);
	search_fill(&s);
	search_take(&s, out);
	return true;
}

/* Can ${u} fall either way when units of these statuses are open? */
static bool
falls_freely(const struct elector_unit *u, struct day on, bool unknown_too)
{
	enum certified status = electors_status(u, on);

	return u->winner < 0 || status == CERTIFIED_NO ||
	    (unknown_too && status == CERTIFIED_UNKNOWN);
}

/* Let ${votes} fall to either side: ways[x] counts side 0 winning x of them. */
static void
ways_add(uint64_t *ways, int *reach, int votes)
{
	*reach += votes;
	assert(*reach <= ELECTORS_MAX_VOTES);
	for (int x = *reach; x >= votes; x--)
		ways[x] += ways[x - votes];
}

static void
ways_judge(const struct elector_table *t, struct elector_ways *w,
    const uint64_t *ways, int reach, const int fixed[ELECTORS_SIDES])
{
	for (int x = 0; x <= reach; x++) {
		int won[ELECTORS_SIDES] = { fixed[0] + x,
			fixed[1] + reach - x };
		enum elector_outcome o = electors_outcome(t, won);

		*(o > ELECTED_1 ? &w->tie : &w->elects[o]) += ways[x];
	}
}

static struct elector_ways
ways_of(const struct elector_table *t, struct day on, bool unknown_too)
{
	uint64_t ways[ELECTORS_MAX_VOTES + 1] = { 1 };
	struct elector_ways w = { 0 };
	int reach = 0, fixed[ELECTORS_SIDES] = { 0 };

	for (size_t i = 0; i < t->units; i++) {
		const struct elector_unit *u = &t->unit[i];

		if (falls_freely(u, on, unknown_too)) {
			ways_add(ways, &reach, u->votes);
			w.open_units++;
		} else {
			fixed[u->winner] += u->votes;
		}
	}
	w.all = (uint64_t)1 << w.open_units;
	ways_judge(t, &w, ways, reach, fixed);
	return w;
}

struct elector_ways
electors_ways(const struct elector_table *t, struct day on)
{
	return ways_of(t, on, true);
}

struct elector_ways
electors_ways_open(const struct elector_table *t, struct day on)
{
	return ways_of(t, on, false);
}
