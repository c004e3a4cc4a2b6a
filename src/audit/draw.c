/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "stat/counter.h"
#include "stat/ticket.h"

#include "audit/case_bounds.h"
#include "audit/case_style.h"
#include "audit/draw.h"
#include "audit/draw_ballots.h"
#include "audit/draw_batches.h"
#include "audit/draw_cards.h"

#define SHOWN 18	/* digits of a ticket */

struct drawing {
	struct arena            *a;
	const struct audit_case *one;
	size_t                   contest;
	int64_t                  take;
	struct draw_pick        *pick;
	struct err              *e;
};

bool
draw_is_shared(const struct audit_case *one)
{
	if (case_has_style(one->plan))
		return false;
	return one->plan->sampler != SAMPLER_PPEB ||
	    one->plan->method == METHOD_BATCH_COMPARISON;
}

static struct frame
frame_of(const struct drawing *d)
{
	struct frame_batch *b = arena_zero(d->a, d->one->batches + 1,
	    sizeof *b);

	for (size_t i = 0; i < d->one->batches; i++) {
		const struct case_batch *c = &d->one->batch[i];

		b[i] = (struct frame_batch){ .jurisdiction = c->unit_name,
			.tabulator = c->tabulator, .batch = c->name,
			.ballots = c->ballots };
	}
	return (struct frame){ b, d->one->batches, d->one->has_tabulators ?
		FRAME_TRIPLE : FRAME_PAIR };
}

static bool
draw_consistent(struct drawing *d)
{
	struct draw_wish wish = { .seed = d->one->seed, .take = d->take,
		.with_replacement = true };
	struct frame f = frame_of(d);
	struct drawn_ballots drawn;

	TRY(draw_ballots(d->a, &f, &wish, &drawn, d->e));
	for (size_t i = 0; i < drawn.n; i++) {
		const struct drawn_ballot *x = &drawn.ballot[i];

		d->pick[i] = (struct draw_pick){ (uint32_t)x->batch,
			x->position, x->generation, arena_str(d->a, x->ticket,
			ticket_shown(x->ticket, SHOWN)) };
	}
	return true;
}

/* The batch that has the ballot with that many before it. */
static uint32_t
batch_at(const struct audit_case *one, int64_t before)
{
	size_t low = 0, high = one->batches;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (one->batch[middle].first <= before)
			low = middle;
		else
			high = middle;
	}
	return (uint32_t)low;
}

/* How often each ballot came before, by sorting its draws together. */
static int
by_place(const void *x, const void *y)
{
	const struct draw_pick *const *a = x, *const *b = y;

	if ((*a)->batch != (*b)->batch)
		return (*a)->batch < (*b)->batch ? -1 : 1;
	if ((*a)->position != (*b)->position)
		return (*a)->position < (*b)->position ? -1 : 1;
	return *a < *b ? -1 : *a > *b;
}

static void
count_generations(struct drawing *d)
{
	size_t n = (size_t)d->take;
	struct draw_pick **p = arena_zero(d->a, n + 1, sizeof *p);

	for (size_t i = 0; i < n; i++)
		p[i] = &d->pick[i];
	qsort(p, n, sizeof *p, by_place);
	for (size_t i = 0; i < n; i++)
		p[i]->generation = i > 0 && p[i]->batch == p[i - 1]->batch &&
		    p[i]->position == p[i - 1]->position ?
		    p[i - 1]->generation + 1 : 1;
}

/* The ballot of the frame that has ${before} before it. */
static struct draw_pick
ballot_at(const struct drawing *d, int64_t before)
{
	uint32_t batch = batch_at(d->one, before);

	return (struct draw_pick){ batch,
		before - d->one->batch[batch].first + 1, 1, "" };
}

static bool
draw_counter(struct drawing *d)
{
	for (int64_t i = 0; i < d->take; i++)
		d->pick[i] = ballot_at(d, (int64_t)counter_pick(d->one->seed,
		    i + 1, (uint64_t)d->one->ballots));
	count_generations(d);
	return true;
}

static bool
draw_cryptorandom(struct drawing *d)
{
	struct card_wish wish = { .seed = d->one->seed,
		.cards = d->one->ballots, .take = d->take,
		.contests = d->contest == CASE_ALL ? NULL : d->one->contests,
		.need = d->contest == CASE_ALL ? 0 :
		UINT64_C(1) << d->contest };
	struct numbered_card *card;

	TRY(draw_cards(d->a, &wish, &card, d->e));
	for (int64_t i = 0; i < d->take; i++)
		d->pick[i] = ballot_at(d, card[i].at);
	return true;
}

/*
 * The ticket of a batch that comes again follows from its last one as people
 * saw it, cut; those of ballots follow from the whole.  That is Arlo's.
 */
static bool
put_tickets(struct drawing *d, const struct frame *f)
{
	const char **last = arena_zero(d->a, f->n + 1, sizeof *last);
	struct block_text seed = ticket_seed(d->one->seed);

	for (int64_t i = 0; i < d->take; i++) {
		struct buf id CLEANUP(buf_free) = { 0 };
		struct buf ticket CLEANUP(buf_free) = { 0 };
		uint32_t batch = d->pick[i].batch;

		TRY(frame_key_put(&id, f, batch, d->e));
		if (last[batch] == NULL)
			ticket_first(&ticket, &seed, arena_str(d->a, id.p,
			    id.len));
		else
			ticket_next(&ticket, last[batch]);
		last[batch] = arena_str(d->a, ticket.p, ticket.len);
		last[batch] = arena_str(d->a, ticket.p,
		    ticket_shown(last[batch], SHOWN));
		d->pick[i].ticket = last[batch];
	}
	return true;
}

/* How much each batch counts: its bound, or, where one sample serves all contests, its ballots. */
static bool
weights_of(struct drawing *d, struct dec28 **out)
{
	struct dec28 *weight = arena_zero(d->a, d->one->batches + 1,
	    sizeof *weight);
	struct case_bounds b;

	*out = weight;
	if (d->contest == CASE_ALL) {
		for (size_t i = 0; i < d->one->batches; i++)
			weight[i] = dec28_of(d->one->batch[i].ballots);
		return true;
	}
	TRY(case_bounds_of(d->a, d->one, d->contest, &b, d->e));
	*out = b.bound;
	return (b.why == NULL && !b.macro.full) || err_set(d->e, ERR_INPUT,
	    "%s: %s", d->one->plan->contest[d->contest].tally.contest,
	    b.why != NULL ? b.why : "what is in no batch could change the "
	    "outcome: count every batch by hand");
}

static bool
draw_ppeb(struct drawing *d)
{
	size_t n = (size_t)d->take;
	size_t *batch = arena_zero(d->a, n + 1, sizeof *batch);
	struct frame f = frame_of(d);
	struct dec28 *weight;

	TRY(weights_of(d, &weight));
	TRY(draw_batches(d->a, d->one->seed, weight, d->one->batches, n,
	    batch, d->e));
	for (size_t i = 0; i < n; i++)
		d->pick[i].batch = (uint32_t)batch[i];
	count_generations(d);
	return put_tickets(d, &f);
}

static bool
is_possible(const struct drawing *d)
{
	const struct audit_case *one = d->one;

	if (one->seed == NULL)
		return err_set(d->e, ERR_INPUT, "no dice were rolled yet, so "
		    "there is nothing to draw with");
	if (one->ballots < 1)
		return err_set(d->e, ERR_INPUT, "there is no ballot in the "
		    "frame, so there is nothing to draw");
	return d->take > 0 || err_set(d->e, ERR_INPUT, "found a sample of %"
	    PRId64 ", expected one draw at least", d->take);
}

bool
draw_from(struct arena *a, const struct audit_case *one, size_t contest,
    int64_t take, struct draw_pick **out, struct err *e)
{
	struct drawing d = { .a = a, .one = one, .contest = contest,
		.take = take, .e = e };

	TRY(is_possible(&d));
	*out = d.pick = arena_zero(a, (size_t)take + 1, sizeof *d.pick);
	switch (one->plan->sampler) {
	case SAMPLER_CONSISTENT:
		return draw_consistent(&d);
	case SAMPLER_COUNTER:
		return draw_counter(&d);
	case SAMPLER_CRYPTORANDOM:
		return draw_cryptorandom(&d);
	case SAMPLER_PPEB:
		return draw_ppeb(&d);
	default:
		return err_set(e, ERR_INPUT, "audit %s: its sampler, %s, draws "
		    "nothing here", one->plan->audit,
		    audit_sampler_id(one->plan->sampler));
	}
}
