/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "audit.h"
#include "risk.h"

/* Of a pair, the votes for both and for the winner, round by round. */
static void
count_rounds(const struct audit *a, const struct tally *t,
    const struct pair *p, struct vote_round r[ROUNDS_MOST])
{
	int64_t pro, con;

	memset(r, 0, a->rounds * sizeof *r);
	for (size_t i = 0; i < a->picks; i++) {
		ballot_sides(t, p, a->pick[i].item->read, &pro, &con);
		for (uint64_t j = a->pick[i].round - 1; j < a->rounds; j++) {
			r[j].n += (uint64_t)(pro + con);
			r[j].k += (uint64_t)pro;
		}
	}
}

/* The methods of which the risk is recomputed: by pairs, polls first. */
#define METHODS TEXT("alpha betting kaplan-wald comparison-alpha " \
	"comparison-betting batch-comparison supersimple bravo minerva " \
	"providence macro hand-tally")
enum { POLLS = 2, BATCH_COMPARISON = 5, SUPERSIMPLE, BRAVO, MINERVA, PROVIDENCE,
	MACRO, HAND_TALLY };

static double
pair_risk(const struct audit *a, const struct tally *t, const struct pair *p,
    int method)
{
	static struct vote_round r[ROUNDS_MOST];
	size_t n = a->rounds;
	int64_t pro, con;
	double share;

	if (method <= SUPERSIMPLE)
		return method == SUPERSIMPLE ? supersimple_risk(a, t, p) :
		    bets_risk(a, t, p, method);
	count_rounds(a, t, p, r);
	pair_sides(t, p, t->votes, &pro, &con);
	share = (double)pro / (double)(pro + con);
	if (method == BRAVO && n > 0)
		return risk_of(bravo_log(share, r[n - 1].k, r[n - 1].n -
		    r[n - 1].k));
	return method == MINERVA ? minerva_risk(share, a->limit, r, n) :
	    providence_risk(share, r, n);
}

/* Votes that are in no batch could have been for anybody. */
static int64_t
votes_apart(const struct tally *t)
{
	int64_t apart = 0;

	for (size_t i = 0; i < t->choices; i++)
		apart += t->votes[i] - t->batched[i];
	return (apart + t->allowed - 1) / t->allowed;
}

/* The largest of the bounds of the pairs (Stark 2009). */
static quad
bound_of(const struct tally *t, const int64_t *votes, uint64_t ballots,
    int64_t apart)
{
	u128 most = 0, margin = 1;

	for (size_t i = 0; i < t->pairs; i++) {
		const struct pair *p = &t->pair[i];
		int64_t off = pair_lead(t, p, votes) + (int64_t)ballots;
		u128 u = off > 0 ? (u128)off : 0;
		u128 v = (u128)(pair_lead(t, p, t->votes) - apart);

		if (u * margin > most * v) {
			most = u;
			margin = v;
		}
	}
	return (quad)most / (quad)margin;
}

quad *
macro_bounds(const struct audit *a, const struct tally *t)
{
	quad *bound;
	int64_t votes[CONTESTS_MOST], apart = votes_apart(t);
	bool ok = t->is_plain && t->pairs > 0 && apart >= 0;

	for (size_t i = 0; i < t->pairs; i++)
		ok &= pair_lead(t, &t->pair[i], t->votes) > apart;
	if (!ok)
		return NULL;
	bound = more(NULL, a->batches + 1, sizeof *bound);
	for (size_t i = 0; i < a->batches; i++) {
		bound[i] = 0;
		if (batch_votes(a, t, &a->batch[i], votes))
			bound[i] = bound_of(t, votes, a->batch[i].ballots,
			    apart);
	}
	return bound;
}

/* How much of its bound was error in a batch, for its worst pair. */
static double
taint_of(const struct audit *a, const struct tally *t, const struct item *item,
    double bound)
{
	int64_t votes[CONTESTS_MOST], found[CONTESTS_MOST];
	int64_t apart = votes_apart(t);
	double most = 0;

	if (!tally_votes(t, item->read, found))
		return 1;
	if (!batch_votes(a, t, item->batch, votes) || bound <= 0)
		return 0;
	for (size_t i = 0; i < t->pairs; i++) {
		const struct pair *p = &t->pair[i];

		most = fmax(most, (double)(pair_lead(t, p, votes) -
		    pair_lead(t, p, found)) / (double)(pair_lead(t, p,
		    t->votes) - apart) / bound);
	}
	return most;
}

static double
macro_risk(const struct audit *a, const struct tally *t)
{
	quad *bound = macro_bounds(a, t);
	double all = 0, log = 0;

	if (bound == NULL)
		return 1;
	for (size_t i = 0; i < a->batches; i++)
		all += (double)bound[i];
	for (size_t i = 0; i < a->picks; i++) {
		const struct item *item = a->pick[i].item;
		struct text of = a->pick[i].contest;

		if (of.n == 0 || text_same(of, t->id))
			log += kaplan_markov_log(all, taint_of(a, t, item,
			    (double)bound[item->batch - a->batch]));
	}
	free(bound);
	return risk_of(log);
}

/* Have the same ones won, once every batch is read?  -1: not all are; 0: no. */
static int
count_all(const struct audit *a, const struct tally *t)
{
	int64_t sum[CONTESTS_MOST] = { 0 }, votes[CONTESTS_MOST];
	bool ok = a->batches > 0;

	for (size_t i = 0; i < a->batches; i++) {
		const struct batch *b = &a->batch[i];
		const struct item *item = map_find(&a->items, ID(b->unit,
		    b->tabulator, b->batch, TEXT("0")));

		if (!a->is_whole || item == NULL || item->read == NULL)
			return -1;
		ok &= json_find(item->read, TEXT("not_found")) == NULL;
		if (tally_votes(t, item->read, votes))
			for (size_t j = 0; j < t->choices; j++)
				sum[j] += votes[j];
	}
	for (size_t i = 0; i < t->pairs; i++)
		ok &= pair_lead(t, &t->pair[i], sum) > 0;
	return ok;
}

double
audit_risk(const struct audit *a, const struct tally *t)
{
	int method = text_word(json_say(a->plan, "method"), METHODS);
	double most = 0;

	if (text_word(t->kind, TEXT("plurality majority")) < 0 || method < 0 ||
	    (method == MACRO && !json_true(json_get(t->contest, "targeted"))))
		return -1;
	if (!t->is_plain || t->ballots > (int64_t)a->ballots)
		return 1;
	if (method == HAND_TALLY || count_all(a, t) >= 0)
		return count_all(a, t) == 1 ? 0 : 1;
	if (method >= POLLS && method <= SUPERSIMPLE && memcmp(t->votes,
	    method == BATCH_COMPARISON ? t->batched : t->carded,
	    sizeof t->votes) != 0)
		return 1;
	if (method == MACRO)
		return macro_risk(a, t);
	for (size_t i = 0; i < t->pairs; i++)
		most = t->pair[i].extra ? most : fmax(most, pair_risk(a, t,
		    &t->pair[i], method));
	return most;
}

void
tally_start(struct audit *a)
{
	a->is_tally = true;
	a->sampled = a->items;
	a->items = (struct map){ NULL };
	a->items_read = a->items_drawn = a->picks = 0;
}

bool
tally_is_whole(const struct audit *a)
{
	bool ok = a->tallies > 0;

	for (size_t i = 0; i < a->tallies; i++)
		ok = ok && count_all(a, &a->tally[i]) == 1;
	return ok;
}
