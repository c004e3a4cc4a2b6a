/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two runs of numbered batches whose votes agree one after the other: "1 - AD"
 * to "11 - AD" and "Hall 3 - 1" to "Hall 3 - 11".  Each pair alone may be
 * chance, the run is not, whatever the words are.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "count/search.h"

#define LIMIT       5.5		/* decimal digits of improbability */
#define OTHER_START 2.3		/* digits lost where the numbers are shifted: so many shifts are possible */
#define ALIKE_MAX   8		/* rows of the same votes beyond this say little */
#define HITS_MAX    64		/* pairs looked at together */
#define LIKELY      980
#define LIKELY_NEAR 960		/* a few votes apart */
#define SPARSE      920		/* where half of the numbers between them do not agree */
#define SPARSE_NEAR 800
#define PAIRS_FREE  4		/* digits: so many pairs of series cost nothing */

/* A row by one of its numbers; a series is all that is equal but that number. */
struct place {
	uint32_t series, row;
	int64_t  number;
};

/* Two rows with the same votes, in different series. */
struct hit {
	uint32_t a, b;		/* series, a < b */
	int64_t  shift;
	int64_t  number;	/* in a */
	uint32_t x, y;		/* the rows, in a and in b */
};

struct runs {
	struct search *s;
	struct place  *place;		/* first and last number of each row */
	struct place  *sorted;		/* by series and number */
	size_t         places;
	uint32_t      *start;		/* by series: its first place in sorted */
	uint32_t      *numbers;		/* by series: different ones */
	uint32_t       series, longer;	/* longer: of more than one row */
	struct hit    *hit;
	size_t         hits, cap;
};

static int64_t
number_at(const struct label *l, size_t which)
{
	return l->number[which == 0 ? 0 : l->numbers - 1];
}

/* The name without one of its numbers. */
static struct label
name_without(const struct label *l, size_t which)
{
	struct label out = *l;

	out.number[which == 0 ? 0 : l->numbers - 1] = -1 - (int64_t)which;
	return out;
}

static uint32_t
series_of(struct runs *r, struct chain *names, struct label *name,
    const struct label *l)
{
	uint32_t i = chain_first(names, label_hash(l));

	while (i != CHAIN_END && !label_equal(&name[i], l))
		i = chain_next(names, i);
	if (i != CHAIN_END)
		return i;
	name[r->series] = *l;
	chain_put(names, r->series, label_hash(l));
	return r->series++;
}

/* Two places for each row; one whose name has no number has none. */
static void
read_places(struct runs *r)
{
	struct search *s = r->s;
	size_t rows = s->sheet->rows;
	struct chain names = chain_new(s->a, 2 * rows);
	struct label *name = arena_zero(s->a, 2 * rows + 1, sizeof *name);

	r->place = arena_zero(s->a, 2 * rows + 1, sizeof *r->place);
	for (uint32_t i = 0; i < rows; i++)
		for (size_t which = 0; which < 2; which++) {
			const struct label *l = &s->label[i];
			struct place *p = &r->place[(size_t)2 * i + which];
			struct label key;

			p->series = CHAIN_END;
			if (which >= l->numbers || s->crowd.size[i] == 0)
				continue;
			key = name_without(l, which);
			*p = (struct place){ series_of(r, &names, name, &key),
				i, number_at(l, which) };
		}
}

static int
by_series(const void *x, const void *y)
{
	const struct place *a = x, *b = y;

	if (a->series != b->series)
		return a->series < b->series ? -1 : 1;
	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

static void
sort_places(struct runs *r)
{
	size_t all = 2 * r->s->sheet->rows;

	r->sorted = arena_zero(r->s->a, all + 1, sizeof *r->sorted);
	for (size_t i = 0; i < all; i++)
		if (r->place[i].series != CHAIN_END)
			r->sorted[r->places++] = r->place[i];
	qsort(r->sorted, r->places, sizeof *r->sorted, by_series);
	r->start = arena_zero(r->s->a, r->series + 2u, sizeof *r->start);
	r->numbers = arena_zero(r->s->a, r->series + 1u, sizeof *r->numbers);
	for (size_t i = 0; i < r->places; i++) {
		const struct place *p = &r->sorted[i];

		r->start[p->series + 1]++;
		r->numbers[p->series] += i == 0 || p[-1].series != p->series ||
		    p[-1].number != p->number;
	}
	for (uint32_t i = 1; i <= r->series; i++) {
		r->longer += r->start[i] > 1;
		r->start[i] += r->start[i - 1];
	}
}

/* The first place of a series with a number of at least ${number}. */
static uint32_t
place_from(const struct runs *r, uint32_t series, int64_t number)
{
	uint32_t lo = r->start[series], hi = r->start[series + 1];

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (r->sorted[mid].number < number)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Does a number of the series mean one batch, with few exceptions? */
static bool
counts_batches(const struct runs *r, uint32_t series)
{
	uint32_t rows = r->start[series + 1] - r->start[series];

	return rows <= r->numbers[series] + r->numbers[series] / 4 + 1;
}

static void
add_hit(struct runs *r, const struct place *p, const struct place *q)
{
	struct hit h = { p->series, q->series, q->number - p->number,
		p->number, p->row, q->row };

	if (p->series == CHAIN_END || q->series == CHAIN_END ||
	    p->series == q->series || !counts_batches(r, p->series) ||
	    !counts_batches(r, q->series))
		return;
	if (h.a > h.b)
		h = (struct hit){ h.b, h.a, -h.shift, q->number, h.y, h.x };
	r->hit = arena_grow(r->s->a, r->hit, r->hits, &r->cap, sizeof *r->hit);
	r->hit[r->hits++] = h;
}

static void
find_hits(struct runs *r)
{
	struct search *s = r->s;

	for (uint32_t y = 0; y < s->sheet->rows; y++) {
		uint32_t x;

		if (s->vectors.same[y] < 2 || s->vectors.same[y] > ALIKE_MAX)
			continue;
		for (x = search_next_alike(s, y); x != CHAIN_END;
		     x = search_next_alike(s, x))
			for (uint32_t i = 0; i < 4; i++)
				add_hit(r, &r->place[2 * x + (i & 1)],
				    &r->place[2 * y + (i >> 1)]);
	}
}

static int
by_run(const void *x, const void *y)
{
	const struct hit *a = x, *b = y;

	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	if (a->b != b->b)
		return a->b < b->b ? -1 : 1;
	if (a->shift != b->shift)
		return a->shift < b->shift ? -1 : 1;
	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	if (a->x != b->x)
		return a->x < b->x ? -1 : 1;
	return (a->y > b->y) - (a->y < b->y);
}

/* How many numbers from that of one hit to that of another both series have, at most. */
static int64_t
aligned(const struct runs *r, const struct hit *from, const struct hit *to)
{
	int64_t in_a = place_from(r, from->a, to->number + 1) -
	    place_from(r, from->a, from->number);
	int64_t in_b = place_from(r, from->b, to->number + from->shift + 1) -
	    place_from(r, from->b, from->number + from->shift);

	return in_a < in_b ? in_a : in_b;
}

/* The decimal logarithm, a binary digit at a time: the same on every machine. */
static double
digits_of(double x)
{
	double digits = 0;

	for (; x >= 10; x /= 10)
		digits++;
	for (; x < 1; x *= 10)
		digits--;
	for (double bit = 0.5; bit > 1e-6; bit /= 2) {
		x *= x;
		if (x >= 10) {
			x /= 10;
			digits += bit;
		}
	}
	return digits;
}

/* The digits of the number of ways to choose ${k} of ${n}. */
static double
digits_of_choice(int64_t n, int64_t k)
{
	double ways = 1, digits = 0;

	for (int64_t i = 0; i < k && k < n; i++) {
		ways *= (double)(n - i) / (double)(i + 1);
		if (ways > 1e100) {
			ways /= 1e100;
			digits += 100;
		}
	}
	return digits + digits_of(ways);
}

/* Pairs that agree in a stretch of two series, and how improbable they are. */
struct stretch {
	size_t  from, to;	/* hits, both included */
	int64_t agree, aligned;
	double  digits;
};

/* The digits that all such stretches share: where it begins, and the shift. */
static double
digits_lost(const struct runs *r, const struct hit *h)
{
	uint32_t in_a = r->start[h->a + 1] - r->start[h->a];
	uint32_t in_b = r->start[h->b + 1] - r->start[h->b];

	return digits_of((double)(in_a < in_b ? in_a : in_b)) +
	    (h->shift != 0 ? OTHER_START : 0);
}

/* The most improbable stretch that begins at a hit. */
static struct stretch
best_from(const struct runs *r, size_t from, size_t end)
{
	const struct hit *h = &r->hit[from];
	struct stretch best = { .from = from, .to = from };
	double digits = -digits_lost(r, h);
	int64_t agree = 0;

	for (size_t i = from; i < end && i - from < HITS_MAX; i++) {
		int64_t n = aligned(r, h, &r->hit[i]);
		double less;

		if (i > from && r->hit[i].number == r->hit[i - 1].number)
			continue;
		agree++;
		digits -= digits_of(search_share(r->s, r->hit[i].x));
		less = digits_of_choice(n - 2, agree - 2);
		if (agree > 1 && digits - less > best.digits)
			best = (struct stretch){ from, i, agree, n,
				digits - less };
	}
	return best;
}

static void
put_pair(struct runs *r, uint32_t x, uint32_t y, int likelihood,
    const struct stretch *t)
{
	twins_put(r->s, (struct twin){ .x = x, .y = y, .names = NAMES_RUN,
		.likelihood = likelihood, .pairs = t->aligned,
		.unlike = t->aligned - t->agree });
}

/* Two rows of one number that agree or are a few votes apart; false if there are none. */
static bool
partners(const struct runs *r, const struct hit *h, uint32_t i, uint32_t *k)
{
	int64_t number = r->sorted[i].number + h->shift;

	for (*k = place_from(r, h->b, number); *k < r->start[h->b + 1] &&
	     r->sorted[*k].number == number; (*k)++)
		if (search_near(r->s, r->sorted[i].row, r->sorted[*k].row))
			return true;
	return false;
}

/* Do nearly all the numbers that a stretch has twice agree? */
static bool
is_dense(const struct runs *r, const struct stretch *t)
{
	const struct hit *h = &r->hit[t->from], *last = &r->hit[t->to];
	int64_t agree = 0;
	uint32_t k;

	for (uint32_t i = place_from(r, h->a, h->number);
	     i < r->start[h->a + 1] && r->sorted[i].number <= last->number;
	     i++)
		agree += partners(r, h, i, &k);
	return 4 * agree >= 3 * t->aligned;
}

/* Beyond the ends of a stretch, as far as number after number agrees; inside, all that do. */
static void
put_near(struct runs *r, const struct stretch *t, bool dense)
{
	const struct hit *h = &r->hit[t->from], *last = &r->hit[t->to];
	uint32_t i = place_from(r, h->a, h->number), k;
	int likelihood = dense ? LIKELY_NEAR : SPARSE_NEAR;

	while (dense && i > r->start[h->a] && partners(r, h, i - 1, &k))
		i--;
	for (; i < r->start[h->a + 1]; i++)
		if (partners(r, h, i, &k))
			put_pair(r, r->sorted[i].row, r->sorted[k].row,
			    likelihood, t);
		else if (r->sorted[i].number > last->number || (!dense &&
		    r->sorted[i].number == last->number))
			return;
}

static void
put_stretch(struct runs *r, const struct stretch *t)
{
	bool dense = is_dense(r, t);

	put_near(r, t, dense);
	for (size_t i = t->from; i <= t->to; i++)
		put_pair(r, r->hit[i].x, r->hit[i].y,
		    dense ? LIKELY : SPARSE, t);
}

/* Do two hits stand in the same two series, with the same shift? */
static bool
same_run(const struct hit *x, const struct hit *y)
{
	return x->a == y->a && x->b == y->b && x->shift == y->shift;
}

/* Series of unrelated names are many; the more there are, the less one pair of them says. */
static double
limit(const struct runs *r, const struct hit *h)
{
	double pairs;

	if (r->longer < 2 || search_related(r->s, h->x, h->y))
		return LIMIT;
	pairs = digits_of((double)r->longer * (double)(r->longer - 1) / 2);
	return pairs > PAIRS_FREE ? LIMIT + pairs - PAIRS_FREE : LIMIT;
}

static void
search_run(struct runs *r, size_t from, size_t end)
{
	struct stretch best = { .digits = 0 };

	for (size_t i = from; i + 1 < end; i++) {
		struct stretch t = best_from(r, i, end);

		if (t.digits > best.digits)
			best = t;
	}
	if (best.digits >= limit(r, &r->hit[from]))
		put_stretch(r, &best);
}

void
search_runs(struct search *s)
{
	struct runs r = { .s = s };
	size_t end;

	read_places(&r);
	sort_places(&r);
	find_hits(&r);
	if (r.hits > 0)
		qsort(r.hit, r.hits, sizeof *r.hit, by_run);
	for (size_t i = 0; i < r.hits; i = end) {
		for (end = i + 1; end < r.hits &&
		     same_run(&r.hit[i], &r.hit[end]); end++)
			continue;
		if (end - i > 1)
			search_run(&r, i, end);
	}
}
