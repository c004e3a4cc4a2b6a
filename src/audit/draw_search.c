/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every ballot costs one SHA-256 block: what its id shares with others of the
 * batch is compressed before, and four positions go side by side.  Most are
 * out at a glance at the first digits; the rest meet in a heap with the
 * largest ticket on top, which has as many places as ballots are wanted.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "stat/ticket.h"

#include "audit/draw_search.h"

/* By ticket, in full only if the keys are alike; then as they lie. */
static int
found_cmp(const void *x, const void *y)
{
	const struct draw_found *a = x, *b = y;
	char s[TICKET_DIGITS + 1], t[TICKET_DIGITS + 1];
	int order;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	(void)ticket_digits(s, &a->sum);
	(void)ticket_digits(t, &b->sum);
	order = strcmp(s, t);
	if (order == 0 && a->batch != b->batch)
		order = a->batch < b->batch ? -1 : 1;
	if (order == 0)
		order = (a->position > b->position) -
		    (a->position < b->position);
	return order;
}

struct heap {
	struct draw_found   *at;
	size_t               n, room, cap;	/* ${room}: wanted */
	struct ticket_glance worst;		/* of the top, once it is full */
	struct arena        *arena;
};

static void
sift_up(struct draw_found *h, size_t i)
{
	struct draw_found x = h[i];

	for (; i > 0 && found_cmp(&h[(i - 1) / 2], &x) < 0; i = (i - 1) / 2)
		h[i] = h[(i - 1) / 2];
	h[i] = x;
}

static void
sift_down(struct draw_found *h, size_t n, struct draw_found x)
{
	size_t i = 0, child;

	while ((child = 2 * i + 1) < n) {
		if (child + 1 < n && found_cmp(&h[child], &h[child + 1]) < 0)
			child++;
		if (found_cmp(&h[child], &x) <= 0)
			break;
		h[i] = h[child];
		i = child;
	}
	h[i] = x;
}

static void
offer(struct heap *h, struct draw_found x)
{
	x.key = ticket_key(&x.sum);
	if (h->n < h->room) {
		h->at = arena_grow(h->arena, h->at, h->n, &h->cap,
		    sizeof *h->at);
		h->at[h->n] = x;
		sift_up(h->at, h->n++);
	} else if (found_cmp(&x, &h->at[0]) < 0) {
		sift_down(h->at, h->n, x);
	}
	if (h->n == h->room)
		h->worst = ticket_glance(h->at[0].key);
}

/* The end of an id, "1932)", behind what its batch shares, made ready for hashing. */
#define LONGEST_END 24
struct lane {
	unsigned char text[2 * BLOCK_SIZE];
	int64_t       position;
	int64_t       first, last;	/* positions with as many digits as the text has room for */
	int           digits, blocks;
};

struct row {
	struct lane       lane[BLOCK_LANES];
	struct block_text shared;
	int               used;
};

/* Padding as FIPS 180-4, section 5.1.1, for positions with as many digits as ${position}. */
static void
lane_shape(struct lane *l, const struct block_text *shared, int64_t position)
{
	size_t at = shared->total % BLOCK_SIZE, end;

	l->digits = 1;
	l->first = 0;
	for (l->last = 9; l->last < position; l->digits++) {
		l->first = l->last + 1;
		l->last = l->last > INT64_MAX / 10 - 1 ? INT64_MAX :
		    l->last * 10 + 9;
	}
	end = at + (size_t)l->digits;
	memset(l->text, 0, sizeof l->text);
	memcpy(l->text, shared->wait, at);
	l->text[end] = ')';
	l->text[end + 1] = 0x80;
	l->blocks = end + 2 + 8 <= BLOCK_SIZE ? 1 : 2;
	block_length(l->text + l->blocks * BLOCK_SIZE - 8,
	    shared->total + (size_t)l->digits + 1);
}

static void
lane_set(struct lane *l, const struct block_text *shared, int64_t position)
{
	unsigned char *at;

	if (l->digits == 0 || position < l->first || position > l->last)
		lane_shape(l, shared, position);
	l->position = position;
	at = l->text + shared->total % BLOCK_SIZE + l->digits;
	for (int i = 0; i < l->digits; i++, position /= 10)
		*--at = (unsigned char)('0' + position % 10);
}

static void
row_hash(const struct row *r, struct block_sum sum[BLOCK_LANES])
{
	const unsigned char *first[BLOCK_LANES];
	bool more = false;

	for (int i = 0; i < BLOCK_LANES; i++) {
		sum[i] = r->shared.sum;
		first[i] = r->lane[i].text;
		more |= r->lane[i].blocks > 1;
	}
	block_add_four(sum, first);
	for (int i = 0; more && i < BLOCK_LANES; i++)
		if (r->lane[i].blocks > 1)
			block_add(&sum[i], r->lane[i].text + BLOCK_SIZE);
}

static void
row_done(struct row *r, size_t batch, struct heap *h)
{
	struct block_sum sum[BLOCK_LANES];

	row_hash(r, sum);
	for (int i = 0; i < r->used; i++) {
		if (h->n == h->room && ticket_above(&sum[i], &h->worst))
			continue;
		offer(h, (struct draw_found){ .sum = sum[i], .batch = batch,
		    .position = r->lane[i].position });
	}
	r->used = 0;
}

static void
search_batch(struct heap *h, const struct frame *f, size_t batch,
    struct block_text shared)
{
	const struct frame_batch *b = &f->batch[batch];
	struct row r = { .shared = shared };

	for (int i = 0; i < BLOCK_LANES; i++)
		lane_shape(&r.lane[i], &shared, 1);
	for (int64_t i = 0; i < b->ballots; i++) {
		lane_set(&r.lane[r.used++], &shared, frame_position(b, i));
		if (r.used == BLOCK_LANES)
			row_done(&r, batch, h);
	}
	if (r.used > 0)
		row_done(&r, batch, h);
}

struct draw_founds
draw_search(struct arena *a, const struct frame *f, const char *seed,
    size_t want)
{
	struct heap h = { .room = want, .arena = a };
	struct block_text start = ticket_seed(seed);
	struct buf id CLEANUP(buf_free) = { 0 };
	struct err e;

	for (size_t i = 0; want > 0 && i < f->n; i++) {
		struct block_text shared = start;
		bool known;

		buf_rewind(&id, 0);
		known = frame_id_put(&id, f, i, &e);
		assert(known);
		(void)known;
		if (f->id == FRAME_TEXT) {
			offer(&h, (struct draw_found){ .batch = i,
			    .position = 1, .sum = block_text_end(start, id.p,
			    id.len) });
			continue;
		}
		block_text_add(&shared, id.p, id.len);
		search_batch(&h, f, i, shared);
	}
	if (h.n > 0)
		qsort(h.at, h.n, sizeof *h.at, found_cmp);
	return (struct draw_founds){ h.at, h.n };
}
