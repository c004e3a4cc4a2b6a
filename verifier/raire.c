/* SPDX-License-Identifier: Apache-2.0 */
#include "risk.h"

enum { STEPS_MOST = 20000000 };

struct walk {
	const struct raire *assertion;
	size_t   n;
	uint64_t all;		/* candidates */
	uint64_t steps;
};

#define BIT(candidate) (UINT64_C(1) << (candidate))

/*
 * Can those of ${left} not be the last ones, with ${first} the next to go?  It
 * and the winners of nobody's NEB have gone before those that stay.
 */
static bool
is_contradicted(const struct raire *a, uint64_t left, uint32_t first)
{
	uint64_t stay = left & ~BIT(first);

	if (a->next)
		return a->winner == first && a->among == left;
	return (stay & BIT(a->loser) && a->winner == first) ||
	    (left & BIT(a->loser) && !(left & BIT(a->winner)));
}

/* True: an order that ends so stands, for all that is asserted. */
static bool
stands(struct walk *w, uint64_t left, uint32_t first)
{
	for (size_t i = 0; i < w->n; i++) {
		w->steps++;
		if (is_contradicted(&w->assertion[i], left, first))
			return false;
	}
	if (left == w->all || w->steps > STEPS_MOST)
		return true;
	for (uint32_t c = 0; c < RAIRE_MOST; c++) {
		if (w->all & ~left & BIT(c) && stands(w, left | BIT(c), c))
			return true;
	}
	return false;
}

const char *
raire_doubt(const struct raire *a, size_t n, uint32_t candidates,
    uint32_t winner)
{
	struct walk w = { a, n, 0, 0 };

	if (candidates == 0 || candidates > RAIRE_MOST || winner >= candidates)
		return "has no candidates, too many, or another winner";
	w.all = UINT64_MAX >> (RAIRE_MOST - candidates);
	for (size_t i = 0; i < n; i++) {
		if (a[i].winner >= candidates || a[i].loser >= candidates ||
		    a[i].winner == a[i].loser || (a[i].next &&
		    (a[i].among & ~w.all || !(a[i].among & BIT(a[i].winner)) ||
		    !(a[i].among & BIT(a[i].loser)))))
			return "asserts something of nobody";
	}
	for (uint32_t c = 0; c < candidates; c++) {
		if (c != winner && stands(&w, BIT(c), c))
			return w.steps > STEPS_MOST ? "takes too long to see" :
			    "leaves an order in which another wins";
	}
	return NULL;
}
