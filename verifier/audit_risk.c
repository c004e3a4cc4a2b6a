/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "audit.h"
#include "risk.h"

/*
 * Of a pair, the votes for both and for the winner, round by round.  What was
 * not found is read in the worst way: a vote for the loser.
 */
static size_t
count_rounds(const struct audit *a, const struct tally *t, size_t w, size_t l,
    struct vote_round r[ROUNDS_MOST])
{
	int64_t votes[CONTESTS_MOST];

	for (uint64_t i = 0; i < a->rounds; i++)
		r[i] = (struct vote_round){ 0, 0 };
	for (size_t i = 0; i < a->picks; i++) {
		const struct json *read = a->pick[i].item->read;
		bool lost = json_true(json_get(read, "not_found"));
		uint64_t for_w, for_l;

		tally_marks(t, read, votes);
		for_w = lost ? 0 : (uint64_t)votes[w];
		for_l = lost ? 1 : (uint64_t)votes[l];
		for (uint64_t j = a->pick[i].round - 1; j < a->rounds; j++) {
			r[j].n += for_w + for_l;
			r[j].k += for_w;
		}
	}
	return a->rounds;
}

/* Two of a contest, by a method for ballots without cards. */
static double
pair_risk(const struct audit *a, const struct tally *t, size_t w, size_t l)
{
	static struct vote_round r[ROUNDS_MOST];
	struct text method = json_say(a->plan, "method");
	double share = (double)t->votes[w] /
	    (double)(t->votes[w] + t->votes[l]);
	size_t rounds = count_rounds(a, t, w, l, r);

	if (rounds == 0 || t->votes[w] <= t->votes[l])
		return 1;
	if (text_is(method, "bravo"))
		return risk_of(bravo_log(share, r[rounds - 1].k,
		    r[rounds - 1].n - r[rounds - 1].k));
	if (text_is(method, "providence"))
		return providence_risk(share, r, rounds);
	return minerva_risk(share, a->limit, r, rounds);
}

/* MACRO's pairs; a margin of 0 or less leaves nothing to confirm. */
struct pair {
	size_t  w, l;
	int64_t margin;
};

static bool
next_pair(const struct tally *t, struct pair *p)
{
	for (size_t i = p->w * t->choices + p->l + 1;
	    i < t->choices * t->choices; i++) {
		p->w = i / t->choices;
		p->l = i % t->choices;
		p->margin = t->votes[p->w] - t->votes[p->l];
		if (t->wins[p->w] && !t->wins[p->l])
			return true;
	}
	return false;
}

#define NO_PAIR ((struct pair){ 0, 0, 0 })

/* The largest of the bounds of the pairs (Stark 2009). */
static struct decimal
bound_of(const struct tally *t, const int64_t *votes, uint64_t ballots)
{
	u128 most = 0, margin = 1;

	for (struct pair p = NO_PAIR; next_pair(t, &p); ) {
		int64_t off = votes[p.w] - votes[p.l] + (int64_t)ballots;
		u128 u = off > 0 ? (u128)off : 0, v = (u128)p.margin;

		if (u * margin > most * v) {
			most = u;
			margin = v;
		}
	}
	return decimal_ratio((int64_t)most, (int64_t)margin);
}

struct decimal *
macro_bounds(const struct audit *a, const struct tally *t)
{
	struct decimal *bound = more(NULL, a->batches + 1, sizeof *bound);
	int64_t votes[CONTESTS_MOST];

	for (struct pair p = NO_PAIR; next_pair(t, &p); ) {
		if (p.margin <= 0 || !t->is_plain) {
			free(bound);
			return NULL;
		}
	}
	for (size_t i = 0; i < a->batches; i++) {
		bound[i] = (struct decimal){ 0, 0 };
		if (batch_votes(a, t, &a->batch[i], votes))
			bound[i] = bound_of(t, votes, a->batch[i].ballots);
	}
	return bound;
}

/* How much of its bound was error in a batch, for its worst pair. */
static double
taint_of(const struct audit *a, const struct tally *t, const struct item *item,
    double bound)
{
	int64_t votes[CONTESTS_MOST], found[CONTESTS_MOST], off;
	double most = 0;

	if (!tally_votes(t, item->read, found))
		return 1;
	if (!batch_votes(a, t, item->batch, votes) || bound <= 0)
		return 0;
	for (struct pair p = NO_PAIR; next_pair(t, &p); ) {
		off = votes[p.w] - votes[p.l] - found[p.w] + found[p.l];
		most = fmax(most, (double)off / (double)p.margin / bound);
	}
	return most;
}

static double
macro_risk(const struct audit *a, const struct tally *t)
{
	struct decimal *bound = macro_bounds(a, t);
	double all = 0, log = 0;

	if (bound == NULL)
		return 1;
	for (size_t i = 0; i < a->batches; i++)
		all += decimal_double(bound[i]);
	for (size_t i = 0; i < a->picks; i++) {
		const struct item *item = a->pick[i].item;
		struct text of = a->pick[i].contest;

		if (of.n == 0 || text_same(of, t->id))
			log += kaplan_markov_log(all, taint_of(a, t, item,
			    decimal_double(bound[item->batch - a->batch])));
	}
	free(bound);
	return risk_of(log);
}

/* Was every batch read, and have the same ones won? */
static bool
is_counted(const struct audit *a, const struct tally *t)
{
	int64_t sum[CONTESTS_MOST] = { 0 }, votes[CONTESTS_MOST];
	bool ok = a->batches > 0 && a->is_whole;

	for (size_t i = 0; ok && i < a->batches; i++) {
		const struct batch *b = &a->batch[i];
		const struct item *item = map_find(&a->items, ID(b->unit,
		    b->tabulator, b->batch, TEXT("0")));

		ok = item != NULL && item->read != NULL;
		if (!ok || !tally_votes(t, item->read, votes))
			continue;
		for (size_t j = 0; j < t->choices; j++)
			sum[j] += votes[j];
	}
	for (struct pair p = NO_PAIR; next_pair(t, &p); )
		ok &= sum[p.w] > sum[p.l];
	return ok;
}


double
audit_risk(const struct audit *a, const struct tally *t)
{
	struct text method = json_say(a->plan, "method");
	double most = 0, risk;
	bool any = false;

	if (text_word(method, TEXT("bravo minerva providence macro "
	    "hand-tally")) < 0 ||
	    !text_is(t->kind, "plurality"))
		return -1;
	if (!t->is_plain)
		return 1;
	if (text_is(method, "hand-tally") || is_counted(a, t))
		return is_counted(a, t) ? 0 : 1;
	if (text_is(method, "macro"))
		return macro_risk(a, t);
	for (struct pair p = NO_PAIR; next_pair(t, &p); any = true) {
		risk = pair_risk(a, t, p.w, p.l);
		most = fmax(most, risk);
	}
	return any ? most : 1;
}

void
tally_start(struct audit *a)
{
	a->is_tally = true;
	a->items = (struct map){ NULL };
	a->items_read = a->items_drawn = 0;
	a->picks = 0;
}

bool
tally_is_whole(const struct audit *a)
{
	bool ok = a->tallies > 0;

	for (size_t i = 0; i < a->tallies; i++)
		ok = ok && is_counted(a, &a->tally[i]);
	return ok;
}
