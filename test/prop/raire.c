/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Laws of instant runoffs: small contests against every order of elimination
 * there is, tried one by one.
 */
#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "audit/raire_check.h"

#include "prop.h"

#define MOST 5
#define ORDERS 120

/* Every order of n choices, the earliest out first. */
struct orders {
	uint8_t order[ORDERS][MOST];
	size_t  n, choices;
};

static void
add_orders(struct orders *o, uint8_t *p, size_t k)
{
	if (k == o->choices) {
		memcpy(o->order[o->n++], p, o->choices);
		return;
	}
	for (size_t i = k; i < o->choices; i++) {
		uint8_t was = p[k];

		p[k] = p[i];
		p[i] = was;
		add_orders(o, p, k + 1);
		p[i] = p[k];
		p[k] = was;
	}
}

static struct orders
orders_of(size_t choices)
{
	struct orders o = { .choices = choices };
	uint8_t p[MOST] = { 0, 1, 2, 3, 4 };

	add_orders(&o, p, 0);
	return o;
}

/* Votes of ${c} on ballots of ${r}, when those of ${in} are in. */
static int64_t
votes_of(const struct rankings *r, uint64_t in, size_t c)
{
	int64_t sum = 0;

	for (size_t k = 0; k < r->n; k++)
		for (uint32_t i = r->at[k]; i < r->at[k + 1]; i++) {
			if ((in >> r->pref[i] & 1) == 0)
				continue;
			if (r->pref[i] == c)
				sum += r->ballots[k];
			break;
		}
	return sum;
}

static size_t
place_in(const uint8_t *order, size_t n, size_t c)
{
	size_t i = 0;

	while (i < n && order[i] != c)
		i++;
	return i;
}

/* As the paper defines them, of a whole order. */
static bool
contradicts(const struct raire_assertion *s, const uint8_t *order, size_t n)
{
	size_t w = place_in(order, n, s->winner), in = 0;

	if (s->kind == RAIRE_NEB)
		return w < place_in(order, n, s->loser);
	for (size_t i = w; i < n; i++) {
		if ((s->continuing >> order[i] & 1) == 0)
			return false;
		in++;
	}
	return in == (size_t)__builtin_popcountll(s->continuing);
}

static int64_t
margin_of(const struct rankings *r, const struct raire_assertion *s)
{
	uint64_t all = ranking_all(r->choices);
	uint64_t both = (uint64_t)1 << s->winner | (uint64_t)1 << s->loser;

	if (s->kind == RAIRE_NEB)
		return votes_of(r, all, s->winner) -
		    votes_of(r, both, s->loser);
	return votes_of(r, s->continuing, s->winner) -
	    votes_of(r, s->continuing, s->loser);
}

static bool
some_contradicts(const struct raire_assertion *s, size_t n,
    const uint8_t *order, size_t choices)
{
	for (size_t i = 0; i < n; i++)
		if (contradicts(&s[i], order, choices))
			return true;
	return false;
}

/* Do these assertions contradict every order with another winner? */
static bool
are_enough(const struct raire_assertion *s, size_t n, size_t choices,
    size_t winner)
{
	struct orders o = orders_of(choices);

	for (size_t i = 0; i < o.n; i++)
		if (o.order[i][choices - 1] != winner &&
		    !some_contradicts(s, n, o.order[i], choices))
			return false;
	return true;
}

/* Could the count have gone in this order? */
static bool
is_counted(const struct rankings *r, const uint8_t *order)
{
	uint64_t in = ranking_all(r->choices);

	for (size_t i = 0; i < r->choices; i++) {
		int64_t votes = votes_of(r, in, order[i]);

		for (size_t c = 0; c < r->choices; c++)
			if ((in >> c & 1) && votes_of(r, in, c) < votes)
				return false;
		in &= ~((uint64_t)1 << order[i]);
	}
	return true;
}

static uint64_t
winners_of(const struct rankings *r)
{
	struct orders o = orders_of(r->choices);
	uint64_t winners = 0;

	for (size_t i = 0; i < o.n; i++)
		if (is_counted(r, o.order[i]))
			winners |= (uint64_t)1 << o.order[i][r->choices - 1];
	return winners;
}

/* Every assertion that is true of ${r}. */
static size_t
all_true(const struct rankings *r, struct raire_assertion *out)
{
	uint64_t sets = (uint64_t)1 << r->choices;
	size_t n = 0;

	for (uint64_t in = 0; in < sets; in++)
		for (uint8_t w = 0; w < r->choices; w++)
			for (uint8_t l = 0; l < r->choices; l++) {
				struct raire_assertion s = {
					in == 0 ? RAIRE_NEB : RAIRE_NEN, w, l,
					in, 0, 0, 0, 0 };

				if (w == l || (in != 0 && ((in >> w & 1) == 0 ||
				    (in >> l & 1) == 0)))
					continue;
				s.margin = margin_of(r, &s);
				if (s.margin > 0)
					out[n++] = s;
			}
	return n;
}

/* The largest least margin that any sufficient set of true assertions has. */
static int64_t
best_margin(const struct rankings *r, size_t winner)
{
	static struct raire_assertion all[32 * MOST * MOST];
	struct orders o = orders_of(r->choices);
	size_t n = all_true(r, all);
	int64_t least = INT64_MAX;

	for (size_t i = 0; i < o.n; i++) {
		int64_t most = 0;

		if (o.order[i][r->choices - 1] == winner)
			continue;
		for (size_t k = 0; k < n; k++)
			if (all[k].margin > most &&
			    contradicts(&all[k], o.order[i], r->choices))
				most = all[k].margin;
		least = most < least ? most : least;
	}
	return least;
}

static struct rankings
some_rankings(struct gen *g, struct arena *a, size_t least)
{
	struct rankings r = { .choices = least +
		gen_below(g, MOST + 1 - least) };
	size_t rows = gen_sized(g) / 4;
	struct err e;

	for (size_t i = 0; i < rows; i++) {
		uint8_t p[MOST];

		for (uint8_t c = 0; c < r.choices; c++) {
			size_t k = gen_below(g, (uint64_t)c + 1);

			p[c] = p[k];
			p[k] = c;
		}
		if (!rankings_add(a, &r, p, gen_below(g, r.choices + 1),
		    gen_between(g, 0, 1 + (int64_t)g->size / 8), &e))
			abort();
	}
	return r;
}

static bool
search(struct arena *a, const struct rankings *r, enum raire_trim trim,
    struct raire_found *f)
{
	struct raire_ask ask = { .rankings = r, .trim = trim,
		.cost = { .measure = RAIRE_COMPARISON, .ballots = r->total } };
	struct irv_count c;
	struct err e;

	if (!irv_count(a, r, &c, &e))
		return false;
	ask.winner = c.winner;
	return raire_search(a, &ask, f, &e);
}

static bool
who_can_win_is_who_wins_some_count(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct rankings r = some_rankings(g, &a, 1);
	struct irv_count c;
	struct err e;

	if (!irv_count(&a, &r, &c, &e))
		return HOLDS(false, "%.300s", e.text);
	return HOLDS(c.winners == winners_of(&r), "%zu choices, %zu rankings",
	    r.choices, r.n) &&
	    HOLDS(is_counted(&r, c.order), "the order");
}

static bool
assertions_are_true_and_exclude_every_other_winner(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct rankings r = some_rankings(g, &a, 2);
	struct raire_found f;

	for (int trim = 0; trim <= RAIRE_TRIM_NONE; trim++) {
		if (!search(&a, &r, (enum raire_trim)trim, &f))
			return HOLDS(false, "no answer");
		if (f.verdict != RAIRE_FOUND)
			continue;
		if (!HOLDS(are_enough(f.assertion, f.n, r.choices,
		    f.count.winner), "trim %d leaves an order open", trim))
			return false;
		for (size_t i = 0; i < f.n; i++)
			if (!HOLDS(margin_of(&r, &f.assertion[i]) ==
			    f.assertion[i].margin && f.assertion[i].margin > 0,
			    "trim %d, assertion %zu", trim, i))
				return false;
	}
	return true;
}

static bool
no_set_of_assertions_is_easier(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct rankings r = some_rankings(g, &a, 2);
	struct raire_found f;
	int64_t best;

	if (!search(&a, &r, RAIRE_TRIM_TREE, &f))
		return HOLDS(false, "no answer");
	if (f.verdict != RAIRE_FOUND)
		return true;
	best = best_margin(&r, f.count.winner);
	return HOLDS(f.margin == best, "found %" PRId64 ", best %" PRId64,
	    f.margin, best) &&
	    HOLDS(fabs(f.difficulty * (double)best - (double)r.total) <=
	    1e-9 * (double)r.total, "difficulty %g", f.difficulty);
}

static bool
assertions_are_found_unless_a_tie_decides(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct rankings r = some_rankings(g, &a, 2);
	uint64_t winners = winners_of(&r);
	struct raire_found f;

	if (!search(&a, &r, RAIRE_TRIM_ASSERTIONS, &f))
		return HOLDS(false, "no answer");
	return HOLDS(f.verdict == (r.total == 0 ? RAIRE_EMPTY :
	    (winners & (winners - 1)) != 0 ? RAIRE_TIED : RAIRE_FOUND),
	    "verdict %d", (int)f.verdict);
}

static size_t
some_assertions(struct gen *g, struct raire_assertion *s, size_t choices)
{
	size_t n = gen_sized(g) / 4;

	for (size_t i = 0; i < n; i++) {
		uint8_t w = (uint8_t)gen_below(g, choices), l;

		do
			l = (uint8_t)gen_below(g, choices);
		while (l == w);
		s[i] = (struct raire_assertion){ .winner = w, .loser = l,
			.kind = gen_below(g, 2) ? RAIRE_NEB : RAIRE_NEN };
		if (s[i].kind == RAIRE_NEN)
			s[i].continuing = (gen_word(g) | (uint64_t)1 << w |
			    (uint64_t)1 << l) & ranking_all(choices);
	}
	return n;
}

static bool
the_check_says_what_trying_every_order_says(struct gen *g)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct raire_assertion s[PROP_SIZES];
	size_t choices = 2 + gen_below(g, MOST - 1);
	size_t winner = gen_below(g, choices);
	size_t n = some_assertions(g, s, choices);
	struct raire_set set = { s, n, choices, winner, 0 };
	struct raire_proof p;
	struct err e;

	if (!raire_check(&a, &set, &p, &e))
		return HOLDS(false, "%.300s", e.text);
	if (!HOLDS(p.sufficient == are_enough(s, n, choices, winner),
	    "%zu assertions, %zu choices", n, choices))
		return false;
	return p.sufficient ||
	    (HOLDS(!some_contradicts(s, n, p.open, choices), "open order") &&
	    HOLDS(p.open[choices - 1] != winner, "its winner"));
}

static bool
one_order_is_checked_as_the_paper_defines_it(struct gen *g)
{
	struct raire_assertion s[PROP_SIZES];
	size_t choices = 2 + gen_below(g, MOST - 1);
	size_t n = some_assertions(g, s, choices), first = 0;
	struct orders o = orders_of(choices);
	const uint8_t *order = o.order[gen_below(g, o.n)];

	while (first < n && !contradicts(&s[first], order, choices))
		first++;
	return HOLDS(raire_check_order(s, n, order, choices) ==
	    (first < n ? first + 1 : 0), "%zu of %zu", first, n);
}

int
main(void)
{
	prop_begin();
	PROP(who_can_win_is_who_wins_some_count);
	PROP(assertions_are_true_and_exclude_every_other_winner);
	PROP(no_set_of_assertions_is_easier);
	PROP(assertions_are_found_unless_a_tie_decides);
	PROP(the_check_says_what_trying_every_order_says);
	PROP(one_order_is_checked_as_the_paper_defines_it);
	return prop_end();
}
