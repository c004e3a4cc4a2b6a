/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/raire_check.h"
#include "audit/sets.h"

#define NONE UINT32_MAX

/* A suffix of orders that has to be ruled out. */
struct node {
	uint64_t set;
	uint32_t best;		/* the easiest assertion that rules it or an ancestor out; NONE: there is none */
	uint8_t  dived;		/* who was put before them already; UINT8_MAX: nobody */
};

/* That a ranking names a choice: which ones it names before, and where it goes on. */
struct mention {
	uint64_t before;
	uint32_t ranking, next;
};

struct search {
	struct arena           *a;
	const struct raire_ask *q;
	size_t                  n;	/* choices */
	const uint8_t          *order;	/* as counted */
	struct raire_assertion *known;	/* every assertion that was the best of some suffix */
	bool                   *taken;
	size_t                  knowns, known_cap, taken_cap;
	uint32_t               *neb;	/* n x n: NEB(w, l) in known; NONE if it is not true */
	struct sets             nen;	/* under a set, and a choice + 1: NEN in known + 2; 1: not true */
	struct sets             tally;	/* under a set: where its votes begin + 1 */
	int64_t                *votes;	/* of each member, lowest index first */
	size_t                  votes_used, votes_cap;
	struct mention         *mention;	/* of choice 0, of choice 1, ... */
	size_t                  mentions[RANKING_CHOICES + 1];	/* where those of each begin */
	struct sets             seen;	/* a set with what it has to be ruled out by, + 1 */
	struct node            *node;
	size_t                  nodes, node_cap;
	uint32_t               *heap;	/* the frontier: the hardest on top */
	size_t                  heaped, heap_cap;
	double                  bound;
	size_t                  limit;
};

static double
cost_of(const struct search *s, uint32_t node)
{
	uint32_t best = s->node[node].best;

	return best == NONE ? INFINITY : s->known[best].difficulty;
}

static uint32_t
know(struct search *s, struct raire_assertion x)
{
	s->known = arena_grow(s->a, s->known, s->knowns, &s->known_cap,
	    sizeof *s->known);
	s->taken = arena_grow(s->a, s->taken, s->knowns, &s->taken_cap,
	    sizeof *s->taken);
	s->known[s->knowns] = x;
	s->taken[s->knowns] = false;
	return (uint32_t)s->knowns++;
}

/* ahead[x * n + y]: the ballots that name x, and y below it or not at all. */
static void
count_ahead(const struct rankings *r, int64_t *ahead)
{
	for (size_t k = 0; k < r->n; k++) {
		uint64_t left = ranking_all(r->choices);

		for (uint32_t i = r->at[k]; i < r->at[k + 1]; i++) {
			size_t x = r->pref[i];

			left &= ~ranking_one(x);
			for (uint64_t y = left; y != 0; y &= y - 1)
				ahead[x * r->choices +
				    (size_t)__builtin_ctzll(y)] +=
				    r->ballots[k];
		}
	}
}

static void
know_nebs(struct search *s)
{
	int64_t *ahead = arena_zero(s->a, s->n * s->n, sizeof *ahead);
	int64_t first[RANKING_CHOICES];

	(void)rankings_tally(s->q->rankings, ranking_all(s->n), first);
	count_ahead(s->q->rankings, ahead);
	s->neb = arena_zero(s->a, s->n * s->n, sizeof *s->neb);
	for (size_t w = 0; w < s->n; w++)
		for (size_t l = 0; l < s->n; l++) {
			struct raire_assertion x = { .kind = RAIRE_NEB,
				.winner = (uint8_t)w, .loser = (uint8_t)l,
				.votes_winner = first[w],
				.votes_loser = ahead[l * s->n + w] };

			x.margin = x.votes_winner - x.votes_loser;
			x.difficulty = raire_difficulty(&s->q->cost,
			    x.votes_winner, x.votes_loser);
			s->neb[w * s->n + l] = w != l && x.margin > 0 ?
			    know(s, x) : NONE;
		}
}

static void
list_mentions(struct search *s)
{
	const struct rankings *r = s->q->rankings;
	size_t end[RANKING_CHOICES] = { 0 };

	for (size_t i = 0; i < r->at[r->n]; i++)
		end[r->pref[i]]++;
	for (size_t c = 0; c < s->n; c++) {
		s->mentions[c + 1] = s->mentions[c] + end[c];
		end[c] = s->mentions[c];
	}
	s->mention = arena_zero(s->a, s->mentions[s->n], sizeof *s->mention);
	for (size_t k = 0; k < r->n; k++) {
		uint64_t before = 0;

		for (uint32_t i = r->at[k]; i < r->at[k + 1]; i++) {
			uint8_t c = r->pref[i];

			s->mention[end[c]++] = (struct mention){ before,
				(uint32_t)k, i + 1 };
			before |= ranking_one(c);
		}
	}
}

/*
 * ${c} comes in beside ${set}, whose ballots are in ${votes}: it takes those
 * that name it before any of them, from whoever of them comes next there.
 */
static void
come_in(const struct search *s, uint64_t set, size_t c, int64_t *votes)
{
	const struct rankings *r = s->q->rankings;

	votes[c] = 0;
	for (size_t i = s->mentions[c]; i < s->mentions[c + 1]; i++) {
		const struct mention *m = &s->mention[i];
		uint32_t k = m->next, end = r->at[m->ranking + 1];

		if (m->before & set)
			continue;
		votes[c] += r->ballots[m->ranking];
		while (k < end && (set & ranking_one(r->pref[k])) == 0)
			k++;
		if (k < end)
			votes[r->pref[k]] -= r->ballots[m->ranking];
	}
}

static const int64_t *
keep_votes(struct search *s, uint64_t set, const int64_t *votes)
{
	size_t at = s->votes_used;

	for (uint64_t left = set; left != 0; left &= left - 1) {
		s->votes = arena_grow(s->a, s->votes, s->votes_used,
		    &s->votes_cap, sizeof *s->votes);
		s->votes[s->votes_used++] = votes[__builtin_ctzll(left)];
	}
	return s->votes + at;
}

/*
 * The votes of the members of ${set}, lowest index first, into which ${c} came
 * last: those of the others are known, as a rule.
 */
static const int64_t *
votes_of(struct search *s, uint64_t set, size_t c)
{
	uint64_t others = set & ~ranking_one(c);
	uint32_t *at = sets_at(s->a, &s->tally, set, 0), from;
	int64_t votes[RANKING_CHOICES];
	const int64_t *known;

	if (*at != 0)
		return s->votes + *at - 1;
	*at = (uint32_t)s->votes_used + 1;
	if ((others & (others - 1)) == 0) {
		(void)rankings_tally(s->q->rankings, set, votes);
		return keep_votes(s, set, votes);
	}
	/* A suffix is looked at only after the one without its first choice. */
	from = *sets_at(s->a, &s->tally, others, 0);
	assert(from != 0);
	known = s->votes + from - 1;
	for (uint64_t left = others; left != 0; left &= left - 1)
		votes[__builtin_ctzll(left)] = *known++;
	come_in(s, others, c, votes);
	return keep_votes(s, set, votes);
}

/* ${c} against whoever else of ${set} has the fewest, the last of them. */
static uint32_t
find_nen(struct search *s, uint64_t set, size_t c)
{
	const int64_t *votes = votes_of(s, set, c);
	struct raire_assertion x = { .kind = RAIRE_NEN, .winner = (uint8_t)c,
		.continuing = set, .votes_loser = INT64_MAX };

	for (uint64_t left = set; left != 0; left &= left - 1, votes++) {
		size_t at = (size_t)__builtin_ctzll(left);

		if (at == c) {
			x.votes_winner = *votes;
		} else if (*votes <= x.votes_loser) {
			x.votes_loser = *votes;
			x.loser = (uint8_t)at;
		}
	}
	x.margin = x.votes_winner - x.votes_loser;
	x.difficulty = raire_difficulty(&s->q->cost, x.votes_winner,
	    x.votes_loser);
	return x.margin > 0 ? know(s, x) : NONE;
}

static uint32_t
nen_of(struct search *s, uint64_t set, size_t c)
{
	uint32_t *at = sets_at(s->a, &s->nen, set, (uint32_t)c + 1);

	if (*at == 0) {
		*at = 1;
		*at = find_nen(s, set, c) + 2;	/* NONE + 2 is 1 */
	}
	return *at - 2;
}

static uint32_t
easier(const struct search *s, uint32_t x, uint32_t than)
{
	if (x == NONE)
		return than;
	return than == NONE ||
	    s->known[x].difficulty < s->known[than].difficulty ? x : than;
}

/* The easiest assertion that rules out ${c} going next when ${set} are in. */
static uint32_t
easiest(struct search *s, uint64_t set, size_t c)
{
	uint32_t best = NONE, nen;

	for (size_t other = 0; other < s->n; other++) {
		if (other == c)
			continue;
		best = easier(s, set & ranking_one(other) ?
		    s->neb[c * s->n + other] : s->neb[other * s->n + c], best);
	}
	if (set == ranking_one(c))
		return best;
	nen = nen_of(s, set, c);
	return easier(s, nen, best);
}

/* The harder is looked at first; of equal ones the older. */
static bool
goes_before(const struct search *s, uint32_t x, uint32_t y)
{
	double cx = cost_of(s, x), cy = cost_of(s, y);

	return cx > cy || (!(cx < cy) && x < y);
}

static void
push(struct search *s, uint32_t node)
{
	size_t i = s->heaped;

	s->heap = arena_grow(s->a, s->heap, s->heaped++, &s->heap_cap,
	    sizeof *s->heap);
	for (; i > 0 && goes_before(s, node, s->heap[(i - 1) / 2]);
	    i = (i - 1) / 2)
		s->heap[i] = s->heap[(i - 1) / 2];
	s->heap[i] = node;
}

static uint32_t
pop(struct search *s)
{
	uint32_t top = s->heap[0], last = s->heap[--s->heaped];
	size_t i = 0, k;

	while ((k = 2 * i + 1) < s->heaped) {
		if (k + 1 < s->heaped &&
		    goes_before(s, s->heap[k + 1], s->heap[k]))
			k++;
		if (!goes_before(s, s->heap[k], last))
			break;
		s->heap[i] = s->heap[k];
		i = k;
	}
	if (s->heaped > 0)
		s->heap[i] = last;
	return top;
}

/*
 * The suffix ${parent} with ${c} before it; NONE if an equal one was made: what
 * lies beyond depends on the set alone, and on the best assertion so far.
 */
static uint32_t
extend(struct search *s, uint32_t parent, size_t c)
{
	uint64_t set = ranking_one(c) |
	    (parent == NONE ? 0 : s->node[parent].set);
	uint32_t best = easiest(s, set, c), *seen;

	if (parent != NONE && s->node[parent].best != NONE)
		best = easier(s, best, s->node[parent].best);
	seen = sets_at(s->a, &s->seen, set, best);
	if (*seen != 0)
		return NONE;
	*seen = 1;
	s->node = arena_grow(s->a, s->node, s->nodes, &s->node_cap,
	    sizeof *s->node);
	s->node[s->nodes] = (struct node){ set, best, UINT8_MAX };
	return (uint32_t)s->nodes++;
}

/*
 * A suffix of all choices raises the bound.  Something rules it out: somebody
 * goes in it who has more than the fewest, or it would be a way of counting.
 */
static void
complete(struct search *s, uint32_t node)
{
	assert(s->node[node].best != NONE);
	if (cost_of(s, node) > s->bound)
		s->bound = cost_of(s, node);
	s->taken[s->node[node].best] = true;
}

static bool
is_complete(const struct search *s, uint32_t node)
{
	return s->node[node].set == ranking_all(s->n);
}

/* Take what is as easy as the bound: it costs nothing. */
static bool
take_if_easy(struct search *s, uint32_t node)
{
	if (cost_of(s, node) > s->bound)
		return false;
	s->taken[s->node[node].best] = true;
	return true;
}

/* Put before ${node}, one by one, who was counted out latest, for an early bound. */
static void
dive(struct search *s, uint32_t node)
{
	uint32_t at = node;

	for (size_t i = s->n; i-- > 0;) {
		uint8_t c = s->order[i];
		uint32_t next;

		if (s->node[at].set & ranking_one(c))
			continue;
		s->node[at].dived = c;
		if (at != node)
			push(s, at);
		next = extend(s, at, c);
		if (next == NONE || take_if_easy(s, next))
			return;
		at = next;
	}
	if (at != node && is_complete(s, at))
		complete(s, at);
}

static void
expand(struct search *s, uint32_t node)
{
	for (size_t c = 0; c < s->n; c++) {
		uint32_t next;

		if (s->node[node].set & ranking_one(c) ||
		    s->node[node].dived == c)
			continue;
		next = extend(s, node, c);
		if (next == NONE)
			continue;
		if (is_complete(s, next))
			complete(s, next);
		else
			push(s, next);
	}
}

static void
look_at(struct search *s, uint32_t node)
{
	if (take_if_easy(s, node))
		return;
	if (s->node[node].dived == UINT8_MAX) {
		dive(s, node);
		if (take_if_easy(s, node))
			return;
	}
	expand(s, node);
}

static void
collect(struct search *s, struct raire_found *out)
{
	for (size_t i = 0; i < s->knowns; i++)
		out->n += s->taken[i];
	out->assertion = arena_zero(s->a, out->n, sizeof *out->assertion);
	out->n = 0;
	for (size_t i = 0; i < s->knowns; i++)
		if (s->taken[i])
			out->assertion[out->n++] = s->known[i];
	out->untrimmed = !raire_trim(s->a, out, s->n, s->q->trim, s->limit);
	assert(raire_check_order(out->assertion, out->n, s->order, s->n) == 0);
	out->margin = INT64_MAX;
	for (size_t i = 0; i < out->n; i++)
		if (out->assertion[i].margin < out->margin)
			out->margin = out->assertion[i].margin;
}

static void
search(struct search *s, struct raire_found *out)
{
	know_nebs(s);
	list_mentions(s);
	for (size_t c = 0; c < s->n; c++)
		if (c != s->q->winner)
			push(s, extend(s, NONE, c));
	while (s->heaped > 0 && s->nodes < s->limit)
		look_at(s, pop(s));
	out->steps = s->nodes;
	out->difficulty = s->bound;
	out->verdict = s->heaped > 0 ? RAIRE_GAVE_UP : RAIRE_FOUND;
	if (out->verdict == RAIRE_FOUND)
		collect(s, out);
}

/* What the count alone says; RAIRE_FOUND: that assertions are to be found. */
static enum raire_verdict
verdict_of(const struct raire_ask *q, const struct irv_count *c)
{
	if (q->rankings->choices == 1)
		return RAIRE_UNCONTESTED;
	if (q->rankings->total == 0)
		return RAIRE_EMPTY;
	if ((c->winners & ranking_one(q->winner)) == 0)
		return RAIRE_WRONG_WINNER;
	if (c->standing == STANDING_TIED)
		return RAIRE_TIED;
	return RAIRE_FOUND;
}

static bool
cost_holds(const struct raire_ask *q, struct err *e)
{
	const struct raire_cost *c = &q->cost;
	bool uses_risk = c->measure == RAIRE_MACRO || c->measure == RAIRE_BRAVO;

	if (c->ballots < q->rankings->total)
		return err_set(e, ERR_INPUT, "found %" PRId64 " ballots in the "
		    "frame, expected as many as there are rankings, %" PRId64
		    ", or more", c->ballots, q->rankings->total);
	if (uses_risk && !(c->risk_limit > 0 && c->risk_limit < 1))
		return err_set(e, ERR_INPUT, "found a risk limit of %g, "
		    "expected one above 0 and below 1", c->risk_limit);
	if (c->measure == RAIRE_MACRO &&
	    !(c->inflation >= 1 && c->inflation < INFINITY))
		return err_set(e, ERR_INPUT, "found an inflation of %g, "
		    "expected 1 or more", c->inflation);
	return true;
}

bool
raire_search(struct arena *a, const struct raire_ask *q,
    struct raire_found *out, struct err *e)
{
	struct search s = { .a = a, .q = q, .n = q->rankings->choices,
		.limit = q->steps ? q->steps : RAIRE_STEPS };
	struct raire_found got = { 0 };

	if (q->winner >= s.n)
		return err_set(e, ERR_INPUT, "found choice %zu as the winner, "
		    "expected one of %zu choices", q->winner, s.n);
	TRY(cost_holds(q, e));
	TRY(irv_count(a, q->rankings, &got.count, e));
	got.verdict = verdict_of(q, &got.count);
	s.order = got.count.order;
	if (got.verdict == RAIRE_FOUND)
		search(&s, &got);
	*out = got;
	return true;
}

char *
raire_explain(const struct raire_found *f, char out[RAIRE_SAY])
{
	static const char *const said[] = {
		[RAIRE_FOUND] = "The assertions make every other outcome "
		    "impossible.",
		[RAIRE_UNCONTESTED] = "One choice: there is nothing to audit.",
		[RAIRE_EMPTY] = "No ballot: nothing can be confirmed.",
		[RAIRE_TIED] = "Full hand count: how a tie is broken decides "
		    "who wins.",
		[RAIRE_WRONG_WINNER] = "By the rankings another choice won "
		    "than was reported.",
	};

	if (f->verdict == RAIRE_GAVE_UP)
		snprintf(out, RAIRE_SAY, "Full hand count or a smaller set of "
		    "assertions: not found within %zu steps.", f->steps);
	else
		snprintf(out, RAIRE_SAY, "%s", said[f->verdict]);
	return out;
}
