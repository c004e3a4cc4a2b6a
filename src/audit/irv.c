/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "base/err.h"

#include "audit/irv.h"
#include "audit/sets.h"

struct count {
	struct arena          *a;
	const struct rankings *r;
	struct sets            seen;	/* sets that were followed: index of winners + 1 */
	uint64_t              *winners;
	size_t                 n, cap;
	struct err            *e;
};

static size_t
first_of(uint64_t set)
{
	return (size_t)__builtin_ctzll(set);
}

static uint64_t
lowest_of(uint64_t in, const int64_t *votes)
{
	int64_t least = INT64_MAX;
	uint64_t lowest = 0;

	for (uint64_t left = in; left != 0; left &= left - 1) {
		size_t c = first_of(left);

		if (votes[c] < least)
			lowest = 0;
		if (votes[c] <= least) {
			lowest |= ranking_one(c);
			least = votes[c];
		}
	}
	return lowest;
}

/*
 * Who all go before anyone else does, in whatever order: together they have
 * fewer ballots than anyone else, and can only pass them to each other.
 */
static bool
all_go_first(uint64_t in, uint64_t lowest, const int64_t *votes)
{
	int64_t together = 0;

	if (lowest == in)
		return false;
	for (uint64_t left = lowest; left != 0; left &= left - 1)
		together += votes[first_of(left)];
	for (uint64_t left = in & ~lowest; left != 0; left &= left - 1)
		if (votes[first_of(left)] <= together)
			return false;
	return true;
}

static bool follow(struct count *c, uint64_t in, uint64_t *winners);

/* Everyone of ${lowest} can be the next to go. */
static bool
follow_each(struct count *c, uint64_t in, uint64_t lowest, uint64_t *winners)
{
	uint32_t *at = sets_at(c->a, &c->seen, in, 0);
	uint64_t all = 0, one;

	if (*at != 0) {
		*winners = c->winners[*at - 1];
		return true;
	}
	if (c->n >= IRV_TIES)
		return err_set(c->e, ERR_INPUT, "found ties that leave more "
		    "than %u ways of counting open, too many to follow",
		    IRV_TIES);
	*at = (uint32_t)c->n + 1;
	c->winners = arena_grow(c->a, c->winners, c->n, &c->cap,
	    sizeof *c->winners);
	c->n++;
	for (uint64_t left = lowest; left != 0; left &= left - 1) {
		TRY(follow(c, in & ~(left & -left), &one));
		all |= one;
	}
	/* The table may have moved: it is asked again. */
	c->winners[*sets_at(c->a, &c->seen, in, 0) - 1] = all;
	*winners = all;
	return true;
}

/* Who can win when ${in} are left. */
static bool
follow(struct count *c, uint64_t in, uint64_t *winners)
{
	int64_t votes[RANKING_CHOICES];
	uint64_t lowest;

	while ((in & (in - 1)) != 0) {
		(void)rankings_tally(c->r, in, votes);
		lowest = lowest_of(in, votes);
		if ((lowest & (lowest - 1)) != 0 &&
		    !all_go_first(in, lowest, votes))
			return follow_each(c, in, lowest, winners);
		in &= ~lowest;
	}
	*winners = in;
	return true;
}

static bool
fill_round(struct count *c, uint64_t in, struct irv_round *round)
{
	size_t n = c->r->choices;

	round->in = in;
	round->votes = arena_zero(c->a, n, sizeof *round->votes);
	round->exhausted = rankings_tally(c->r, in, round->votes);
	round->lowest = lowest_of(in, round->votes);
	round->out = first_of(round->lowest);
	return follow(c, in, &round->winners);
}

static bool
several(uint64_t set)
{
	return (set & (set - 1)) != 0;
}

static void
judge(struct irv_count *out)
{
	for (size_t i = 0; i < out->rounds; i++) {
		const struct irv_round *now = &out->round[i];

		out->ties += several(now->lowest);
		/* Beyond the last round in which several can win, one can. */
		if (several(now->winners))
			out->decisive = i + 1;
	}
	out->winners = out->round[0].winners;
	out->winner = out->order[out->rounds - 1];
	out->standing = several(out->winners) ? STANDING_TIED :
	    out->rounds == 1 ? STANDING_UNCONTESTED : STANDING_CONTESTED;
}

bool
irv_count(struct arena *a, const struct rankings *r, struct irv_count *out,
    struct err *e)
{
	struct count c = { .a = a, .r = r, .e = e };
	struct irv_count got = { .rounds = r->choices };
	uint64_t in = ranking_all(r->choices);

	if (r->choices == 0)
		return err_set(e, ERR_INPUT,
		    "found no choice, expected one at least");
	got.round = arena_zero(a, got.rounds, sizeof *got.round);
	got.order = arena_zero(a, got.rounds, sizeof *got.order);
	for (size_t i = 0; i < got.rounds; i++) {
		TRY(fill_round(&c, in, &got.round[i]));
		got.order[i] = (uint8_t)got.round[i].out;
		in &= ~ranking_one(got.order[i]);
	}
	judge(&got);
	*out = got;
	return true;
}
