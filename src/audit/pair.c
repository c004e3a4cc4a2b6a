/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include "audit/pair.h"

/* By insertion: a contest has few choices, and equal ones stay as they stand. */
static size_t *
order_of(struct arena *a, const struct tally *t)
{
	size_t *order = arena_zero(a, t->choices, sizeof *order);

	for (size_t i = 0; i < t->choices; i++) {
		size_t k = i;

		for (; k > 0 && t->votes[order[k - 1]] < t->votes[i]; k--)
			order[k] = order[k - 1];
		order[k] = i;
	}
	return order;
}

static void
fill(struct pairs *p, const struct tally *t, size_t winners)
{
	for (size_t w = 0; w < winners; w++)
		for (size_t l = winners; l < t->choices; l++) {
			size_t x = p->order[w], y = p->order[l];

			p->pair[p->n++] = (struct pair){ x, y,
			    t->votes[x] - t->votes[y] };
		}
}

struct pairs
pairs_of(struct arena *a, const struct tally *t)
{
	size_t winners = (size_t)t->winners;
	struct pairs p = { .order = order_of(a, t) };

	if (winners >= t->choices) {
		p.standing = STANDING_UNCONTESTED;
		return p;
	}
	p.smallest = t->votes[p.order[winners - 1]] -
	    t->votes[p.order[winners]];
	if (p.smallest == 0) {
		p.standing = STANDING_TIED;
		return p;
	}
	p.pair = arena_zero(a, winners * (t->choices - winners),
	    sizeof *p.pair);
	fill(&p, t, winners);
	return p;
}
