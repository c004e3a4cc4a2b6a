/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every ballot costs one SHA-256 block: what its id shares with others of the
 * batch is compressed before, and four positions go side by side.  Most are
 * out at a glance at the first digits; the rest meet in a heap with the
 * largest ticket on top, which has as many places as ballots are wanted.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "stat/smallest.h"

/* By ticket, in full only if the keys are alike; then as they lie. */
static int
found_cmp(const void *x, const void *y)
{
	const struct smallest_found *a = x, *b = y;
	char s[TICKET_DIGITS + 1], t[TICKET_DIGITS + 1];
	int order;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	(void)ticket_digits(s, &a->sum);
	(void)ticket_digits(t, &b->sum);
	order = strcmp(s, t);
	if (order == 0 && a->group != b->group)
		order = a->group < b->group ? -1 : 1;
	if (order == 0)
		order = (a->position > b->position) -
		    (a->position < b->position);
	return order;
}

static void
sift_up(struct smallest_found *h, size_t i)
{
	struct smallest_found x = h[i];

	for (; i > 0 && found_cmp(&h[(i - 1) / 2], &x) < 0; i = (i - 1) / 2)
		h[i] = h[(i - 1) / 2];
	h[i] = x;
}

static void
sift_down(struct smallest_found *h, size_t n, struct smallest_found x)
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
keep(struct smallest *s, struct smallest_found x)
{
	x.key = ticket_key(&x.sum);
	if (s->n < s->want) {
		s->found = arena_grow(s->arena, s->found, s->n, &s->cap,
		    sizeof *s->found);
		s->found[s->n] = x;
		sift_up(s->found, s->n++);
	} else if (found_cmp(&x, &s->found[0]) < 0) {
		sift_down(s->found, s->n, x);
	}
	if (s->n == s->want)
		s->worst = ticket_glance(s->found[0].key);
}

/* The end of an id, "1932)", behind what its batch shares, made ready for hashing. */
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

	if (position < l->first || position > l->last)
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
row_done(struct row *r, size_t group, struct smallest *s)
{
	struct block_sum sum[BLOCK_LANES];

	row_hash(r, sum);
	for (int i = 0; i < r->used; i++) {
		if (s->n == s->want && ticket_above(&sum[i], &s->worst))
			continue;
		keep(s, (struct smallest_found){ .sum = sum[i],
		    .group = group, .position = r->lane[i].position });
	}
	r->used = 0;
}

struct smallest
smallest_new(struct arena *a, const char *seed, size_t want)
{
	return (struct smallest){ .arena = a, .want = want,
		.seed = ticket_seed(seed) };
}

void
smallest_offer_run(struct smallest *s, const struct smallest_run *run)
{
	struct row r = { .shared = s->seed };

	if (s->want == 0)
		return;
	block_text_add(&r.shared, run->prefix, run->length);
	for (int i = 0; i < BLOCK_LANES; i++)
		lane_shape(&r.lane[i], &r.shared, 1);
	for (int64_t i = 0; i < run->n; i++) {
		lane_set(&r.lane[r.used++], &r.shared,
		    run->position == NULL ? i + 1 : run->position[i]);
		if (r.used == BLOCK_LANES)
			row_done(&r, run->group, s);
	}
	if (r.used > 0)
		row_done(&r, run->group, s);
}

void
smallest_offer(struct smallest *s, const char *id, size_t n, size_t group)
{
	if (s->want > 0)
		keep(s, (struct smallest_found){ .group = group, .position = 1,
		    .sum = block_text_end(s->seed, id, n) });
}

void
smallest_sort(struct smallest *s)
{
	if (s->n > 0)
		qsort(s->found, s->n, sizeof *s->found, found_cmp);
}
