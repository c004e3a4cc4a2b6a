/* SPDX-License-Identifier: Apache-2.0 */
/* raire_weigh: what one assertion says of the rankings, and what it costs. */
#include <math.h>
#include <string.h>

#include "audit/raire.h"

/* Blom, Stuckey and Teague 2019, equation (3). */
static double
bravo(const struct raire_cost *c, double winner, double loser)
{
	double twice = 2.0 * (winner / (winner + loser)), up = log(twice);
	double drift = winner * up;

	if (loser > 0)
		drift += loser * log(2.0 - twice);
	return (0.5 * up - log(c->risk_limit)) / (drift / (double)c->ballots);
}

double
raire_difficulty(const struct raire_cost *c, int64_t winner, int64_t loser)
{
	double one;

	if (winner <= loser)
		return INFINITY;
	one = (double)c->ballots / (double)(winner - loser);
	switch (c->measure) {
	case RAIRE_COMPARISON:
		return one;
	case RAIRE_COMPARISON_SQUARED:
		return one * one;
	case RAIRE_MACRO:
		return -log(c->risk_limit) * (2.0 * c->inflation *
		    (double)c->ballots / (double)(winner - loser));
	default:
		return bravo(c, (double)winner, (double)loser);
	}
}

void
raire_weigh(const struct rankings *r, const struct raire_cost *c,
    struct raire_assertion *s)
{
	int64_t votes[RANKING_CHOICES];

	if (s->kind == RAIRE_NEB) {
		(void)rankings_tally(r, ranking_all(r->choices), votes);
		s->votes_winner = votes[s->winner];
		s->votes_loser = rankings_ahead(r, s->loser, s->winner);
	} else {
		(void)rankings_tally(r, s->continuing, votes);
		s->votes_winner = votes[s->winner];
		s->votes_loser = votes[s->loser];
	}
	s->margin = s->votes_winner - s->votes_loser;
	s->difficulty = raire_difficulty(c, s->votes_winner, s->votes_loser);
}

struct assertion
raire_claim(const struct raire_assertion *s, int64_t cards)
{
	struct assertion a = s->kind == RAIRE_NEB ?
	    assertion_neb(s->winner, s->loser) :
	    assertion_nen(s->winner, s->loser, s->continuing);

	a.excess = s->margin;
	a.cards = cards;
	return a;
}

static int
by_number(uint64_t x, uint64_t y)
{
	return (x > y) - (x < y);
}

int
raire_order(const void *x, const void *y)
{
	const struct raire_assertion *s = x, *t = y;
	uint64_t apart = s->continuing ^ t->continuing;
	int by = by_number(s->kind, t->kind);

	if (by == 0)
		by = __builtin_popcountll(s->continuing) -
		    __builtin_popcountll(t->continuing);
	if (by == 0)
		by = s->winner - t->winner;
	if (by == 0)
		by = s->loser - t->loser;
	if (by == 0 && apart != 0)
		by = (s->continuing & apart & -apart) != 0 ? -1 : 1;
	return by;
}
