/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "base/err.h"

#include "audit/raire_check.h"
#include "audit/sets.h"

/* A suffix on the way down, and who is tried next before it. */
struct step {
	uint64_t set, struck;
	size_t   next;
	uint8_t  first;
};

struct walk {
	struct arena           *a;
	const struct raire_set *s;
	struct sets             seen;
	struct step             step[RANKING_CHOICES + 1];
	size_t                  depth;
	size_t                  steps, limit;
};

static bool
makes_sense(const struct raire_set *s, size_t i, struct err *e)
{
	const struct raire_assertion *x = &s->assertion[i];
	uint64_t both;

	if (x->winner >= s->choices || x->loser >= s->choices ||
	    (x->continuing & ~ranking_all(s->choices)) != 0)
		return err_set(e, ERR_INPUT, "assertion %zu: found an unknown "
		    "choice, expected those of %zu", i + 1, s->choices);
	if (x->winner == x->loser)
		return err_set(e, ERR_INPUT, "assertion %zu: found choice %u "
		    "as winner and as loser", i + 1, x->winner);
	both = ranking_one(x->winner) | ranking_one(x->loser);
	if (x->kind == RAIRE_NEN && (x->continuing & both) != both)
		return err_set(e, ERR_INPUT, "assertion %zu: found winner or "
		    "loser not among those continuing", i + 1);
	if (x->kind != RAIRE_NEN && x->kind != RAIRE_NEB)
		return err_set(e, ERR_INPUT, "assertion %zu: found no kind of "
		    "assertion, expected NEB or NEN", i + 1);
	return true;
}

/* Who cannot be out right before ${set}; *${waits}: something may yet rule it out. */
static uint64_t
struck(const struct raire_set *s, uint64_t set, bool *waits)
{
	uint64_t who = 0;

	*waits = false;
	for (size_t i = 0; i < s->n; i++) {
		const struct raire_assertion *x = &s->assertion[i];
		size_t c = x->kind == RAIRE_NEB ? x->loser : x->winner;

		if (!raire_check_waits(x, set))
			continue;
		*waits = true;
		if (raire_check_strikes(x, set, c))
			who |= ranking_one(c);
	}
	return who;
}

/* Go down to ${set}; false if nothing can rule out an order that ends so. */
static bool
enter(struct walk *w, uint64_t set, uint8_t first)
{
	struct step *at = &w->step[w->depth];
	bool waits;

	*at = (struct step){ .set = set, .first = first };
	at->struck = struck(w->s, set, &waits);
	w->depth++;
	w->steps++;
	return waits;
}

/* The order on the way down, those not on it before it as they stand. */
static uint8_t *
order_of(const struct walk *w)
{
	uint8_t *order = arena_zero(w->a, w->s->choices, sizeof *order);
	uint64_t set = w->step[w->depth - 1].set;
	size_t n = 0;

	for (size_t c = 0; c < w->s->choices; c++)
		if ((set & ranking_one(c)) == 0)
			order[n++] = (uint8_t)c;
	for (size_t i = w->depth; i-- > 1;)
		order[n++] = w->step[i].first;
	return order;
}

/* Walk on from the top of the way; false if it ended at an open order. */
static bool
walk_on(struct walk *w)
{
	struct step *at = &w->step[w->depth - 1];
	size_t c = at->next++;
	uint32_t *seen;
	uint64_t set;

	if (c >= w->s->choices) {
		w->depth--;
		return true;
	}
	if (((at->set | at->struck) & ranking_one(c)) != 0 ||
	    (at->set == 0 && c == w->s->winner))
		return true;
	set = at->set | ranking_one(c);
	seen = sets_at(w->a, &w->seen, set, 0);
	if (*seen != 0)
		return true;
	*seen = 1;
	return enter(w, set, (uint8_t)c);
}

bool
raire_check(struct arena *a, const struct raire_set *s,
    struct raire_proof *out, struct err *e)
{
	struct walk w = { .a = a, .s = s,
		.limit = s->steps ? s->steps : RAIRE_STEPS };
	bool ruled_out = true;

	if (s->choices == 0 || s->choices > RANKING_CHOICES ||
	    s->winner >= s->choices)
		return err_set(e, ERR_INPUT, "found choice %zu as the winner, "
		    "expected one of 1 to %zu choices, found %zu", s->winner,
		    RANKING_CHOICES, s->choices);
	for (size_t i = 0; i < s->n; i++)
		TRY(makes_sense(s, i, e));
	(void)enter(&w, 0, 0);
	while (w.depth > 0 && ruled_out && w.steps <= w.limit)
		ruled_out = walk_on(&w);
	*out = (struct raire_proof){ .steps = w.steps };
	out->sufficient = ruled_out && w.depth == 0;
	out->gave_up = ruled_out && w.depth > 0;
	if (!ruled_out)
		out->open = order_of(&w);
	return true;
}

size_t
raire_check_order(const struct raire_assertion *s, size_t n,
    const uint8_t *order, size_t choices)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t set = 0;

		for (size_t k = choices; k-- > 0; set |= ranking_one(order[k]))
			if (raire_check_waits(&s[i], set) &&
			    raire_check_strikes(&s[i], set, order[k]))
				return i + 1;
	}
	return 0;
}

size_t
raire_check_true(const struct rankings *r, struct raire_assertion *s,
    const struct raire_cost *cost, size_t n)
{
	size_t first = 0;

	for (size_t i = 0; i < n; i++) {
		raire_weigh(r, cost, &s[i]);
		if (s[i].margin <= 0 && first == 0)
			first = i + 1;
	}
	return first;
}
