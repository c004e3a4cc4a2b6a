/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"

#include "stat/smallest.h"

#include "audit/draw_ballots.h"

/*
 * Ballots come in the order of their tickets from two sides: those not drawn
 * yet, sorted, and those drawn before, in a heap with their next tickets.
 */
struct drawing {
	struct arena        *arena;
	struct smallest      first;
	size_t               at;	/* the next of ${first} */
	struct drawn_ballot  head;	/* that one, with its ticket as a text */
	struct drawn_ballot *again;	/* the heap */
	size_t               n, cap;
	const char          *limit;	/* no ticket above this one comes; NULL: none known */
	struct buf           scratch;
};

static bool
search(struct smallest *s, const struct frame *f, struct err *e)
{
	struct buf id CLEANUP(buf_free) = { 0 };

	for (size_t i = 0; i < f->n; i++) {
		struct smallest_run r = { .position = f->batch[i].position,
			.n = f->batch[i].ballots, .group = i };

		buf_rewind(&id, 0);
		TRY(frame_id_put(&id, f, i, e));
		r.prefix = id.p;
		r.length = id.len;
		if (f->id == FRAME_TEXT)
			smallest_offer(s, id.p, id.len, i);
		else
			smallest_offer_run(s, &r);
	}
	smallest_sort(s);
	return true;
}

static const char *
text_of(struct drawing *d, const struct smallest_found *f)
{
	char digits[TICKET_DIGITS + 1];

	(void)ticket_digits(digits, &f->sum);
	return arena_printf(d->arena, "0.%s", digits);
}

static void
load_head(struct drawing *d)
{
	const struct smallest_found *f;

	d->head = (struct drawn_ballot){ 0 };
	if (d->at == d->first.n)
		return;
	f = &d->first.found[d->at++];
	d->head = (struct drawn_ballot){ .ticket = text_of(d, f),
		.batch = f->group, .position = f->position, .generation = 1 };
}

static bool
is_before(const struct drawn_ballot *a, const struct drawn_ballot *b)
{
	return strcmp(a->ticket, b->ticket) < 0;
}

static void
push(struct drawing *d, struct drawn_ballot x)
{
	size_t i = d->n, up;

	d->again = arena_grow(d->arena, d->again, d->n++, &d->cap,
	    sizeof *d->again);
	for (; i > 0 && is_before(&x, &d->again[up = (i - 1) / 2]); i = up)
		d->again[i] = d->again[up];
	d->again[i] = x;
}

static struct drawn_ballot
pop(struct drawing *d)
{
	struct drawn_ballot *h = d->again, top = h[0], x = h[--d->n];
	size_t i = 0, child;

	while ((child = 2 * i + 1) < d->n) {
		if (child + 1 < d->n && is_before(&h[child + 1], &h[child]))
			child++;
		if (!is_before(&h[child], &x))
			break;
		h[i] = h[child];
		i = child;
	}
	h[i] = x;
	return top;
}

/* Give the ballot its next ticket, unless that comes too late to be drawn. */
static void
put_back(struct drawing *d, struct drawn_ballot x)
{
	buf_rewind(&d->scratch, 0);
	ticket_next(&d->scratch, x.ticket);
	if (d->limit != NULL && strcmp(d->scratch.p, d->limit) > 0)
		return;
	x.ticket = arena_str(d->arena, d->scratch.p, d->scratch.len);
	x.generation++;
	push(d, x);
}

/* The next ballot in the order of tickets; false if none is left. */
static bool
next(struct drawing *d, const struct draw_wish *w, struct drawn_ballot *x)
{
	if (d->n > 0 && (d->head.ticket == NULL ||
	    is_before(&d->again[0], &d->head))) {
		*x = pop(d);
	} else if (d->head.ticket != NULL) {
		*x = d->head;
		load_head(d);
	} else {
		return false;
	}
	if (w->with_replacement)
		put_back(d, *x);
	return w->below == NULL || strcmp(x->ticket, w->below) < 0;
}

static bool
check_wish(const struct draw_wish *w, int64_t total, int64_t *want,
    struct err *e)
{
	if (w->drop < 0 || w->take < 0 || !num_add(want, w->drop, w->take))
		return err_set(e, ERR_INPUT, "found %" PRId64 " ballots to "
		    "draw after %" PRId64 ", expected 0 or more", w->take,
		    w->drop);
	if (total == 0 && *want > 0)
		return err_set(e, ERR_INPUT, "found no ballot to draw from, "
		    "expected one or more");
	if (!w->with_replacement && w->below == NULL && *want > total)
		return err_set(e, ERR_INPUT, "found %" PRId64 " ballots to "
		    "draw without replacement, expected %" PRId64 " at most",
		    *want, total);
	return true;
}

/* The nth smallest first ticket: n ballots have tickets that are no larger. */
static const char *
limit_of(struct drawing *d, int64_t want)
{
	if (want == 0 || d->first.n < (uint64_t)want)
		return NULL;
	return text_of(d, &d->first.found[want - 1]);
}

bool
draw_ballots(struct arena *a, const struct frame *f, const struct draw_wish *w,
    struct drawn_ballots *r, struct err *e)
{
	struct arena kept CLEANUP(arena_free) = { 0 };
	struct drawing d = { .arena = &kept };
	struct drawn_ballot x;
	int64_t total, want;
	size_t cap = 0;

	TRY(frame_check(f, &total, e));
	TRY(check_wish(w, total, &want, e));
	d.first = smallest_new(&kept, w->seed,
	    (size_t)(want < total ? want : total));
	TRY(search(&d.first, f, e));
	d.limit = limit_of(&d, want);
	load_head(&d);
	*r = (struct drawn_ballots){ 0 };
	for (int64_t i = 0; i < want && next(&d, w, &x); i++) {
		if (i < w->drop)
			continue;
		x.ticket = arena_text(a, x.ticket);
		r->ballot = arena_grow(a, r->ballot, r->n, &cap,
		    sizeof *r->ballot);
		r->ballot[r->n++] = x;
	}
	buf_free(&d.scratch);
	return true;
}
