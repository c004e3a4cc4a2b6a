/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"

#include "count/crowd.h"

/* Batches looked at to learn a chance; more would not change it much. */
#define SAMPLE 400

static int64_t
known(int64_t v)
{
	return num_known(v) ? v : 0;
}

static int64_t
size_of(const struct crowd *c, const int64_t *v)
{
	int64_t sum = known(v[c->choices + EXTRA_WRITE_INS]);

	(void)num_add(&sum, sum,
	    known(v[c->choices + EXTRA_WRITE_INS_INVALID]));
	for (size_t i = 0; i < c->choices; i++)
		if (!num_add(&sum, sum, known(v[i])))
			return NUM_MAX_VOTES;
	return sum;
}

static uint16_t
main_choice(const struct crowd *c)
{
	uint16_t best = 0;
	double most = -1, votes;	/* a guide for the search, not a figure */

	for (uint16_t k = 0; k < c->choices; k++) {
		votes = 0;
		for (size_t i = 0; i < c->sheet->rows; i++)
			votes += (double)known(c->sheet->row[i].v[k]);
		if (votes > most) {
			most = votes;
			best = k;
		}
	}
	return best;
}

/* Sort rows by size: a stable radix sort, sixteen bits at a time. */
static void
sort_by_size(struct arena *a, struct crowd *c)
{
	uint32_t *from = c->by_size, *to = arena_zero(a, c->n + 1, sizeof *to);
	size_t *start = arena_zero(a, 65537, sizeof *start);

	for (unsigned shift = 0; shift < 64; shift += 16) {
		uint32_t *swap = from;
		bool more = false;

		memset(start, 0, 65537 * sizeof *start);
		for (size_t i = 0; i < c->n; i++) {
			more |= (c->size[from[i]] >> shift) != 0;
			start[(c->size[from[i]] >> shift & 0xFFFF) + 1]++;
		}
		if (!more)
			break;
		for (size_t i = 1; i < 65537; i++)
			start[i] += start[i - 1];
		for (size_t i = 0; i < c->n; i++)
			to[start[c->size[from[i]] >> shift & 0xFFFF]++] =
			    from[i];
		from = to;
		to = swap;
	}
	c->by_size = from;
}

struct crowd
crowd_new(struct arena *a, const struct sheet *s, uint16_t choices)
{
	struct crowd c = { .sheet = s, .choices = choices };

	c.size = arena_zero(a, s->rows + 1, sizeof *c.size);
	c.by_size = arena_zero(a, s->rows + 1, sizeof *c.by_size);
	for (size_t i = 0; i < s->rows; i++) {
		c.size[i] = size_of(&c, s->row[i].v);
		if (c.size[i] > 0)
			c.by_size[c.n++] = (uint32_t)i;
	}
	c.main = main_choice(&c);
	sort_by_size(a, &c);
	return c;
}

/* The first place in by_size with a size of at least ${size}. */
static size_t
place_of(const struct crowd *c, int64_t size)
{
	size_t lo = 0, hi = c->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (c->size[c->by_size[mid]] < size)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

size_t
crowd_peers(const struct crowd *c, size_t row)
{
	return c->n - place_of(c, c->size[row] - c->size[row] / 10);
}

static int64_t
distance(int64_t x, int64_t y)
{
	return x < y ? y - x : x - y;
}

int64_t
crowd_apart(const struct crowd *c, size_t x, size_t y, int64_t limit)
{
	const int64_t *vx = c->sheet->row[x].v, *vy = c->sheet->row[y].v;
	int64_t apart = 0;

	for (size_t i = 0; i < c->choices && apart <= limit; i++)
		apart += distance(known(vx[i]), known(vy[i]));
	return apart;
}

enum agreement
crowd_agreement(const struct crowd *c, size_t x, size_t y)
{
	const int64_t *vx = c->sheet->row[x].v, *vy = c->sheet->row[y].v;
	int64_t less = c->size[x] < c->size[y] ? c->size[x] : c->size[y];
	int64_t more = c->size[x] + c->size[y] - less, apart;

	if (more == 0)
		return AGREE_NOT;
	if (memcmp(vx, vy, c->sheet->width * sizeof vx[0]) == 0)
		return AGREE_SAME;
	apart = crowd_apart(c, x, y, more);
	if (apart == 0 && less >= 5)
		return AGREE_CHOICES;
	if (less >= 20 && apart <= 2 + more / 25 && apart <= 12)
		return AGREE_NEAR;
	return less >= 5 && less >= more * 3 / 5 ? AGREE_SIZE : AGREE_NOT;
}

/* What the batches of about one size have in common with one of them. */
struct likeness {
	double n;		/* batches looked at */
	double size;		/* with exactly this size */
	double near;		/* with about this share for the main choice */
	double exact;		/* with its size and its votes for the main choice */
	double rest;		/* with the same votes for everything else that is small */
};

/* Equal in the first ${n} numbers, but for the two choices that carry most of the votes. */
static bool
rest_equal(const struct crowd *c, const int64_t *x, const int64_t *y, size_t n)
{
	size_t second = c->main == 0 ? 1 : 0;

	for (size_t i = 0; i < c->choices; i++)
		if (i != c->main && x[i] > x[second])
			second = i;
	for (size_t i = 0; i < n; i++)
		if (i != c->main && i != second && x[i] != y[i] &&
		    i != (size_t)c->choices + EXTRA_BALLOTS)
			return false;
	return true;
}

static void
liken(const struct crowd *c, struct likeness *k, size_t row, size_t other,
    int64_t reach, size_t numbers)
{
	const int64_t *x = c->sheet->row[row].v, *y = c->sheet->row[other].v;
	int64_t size = c->size[row], main = known(x[c->main]);
	double scaled = (double)known(y[c->main]) * (double)size /
	    (double)c->size[other] - (double)main;

	k->n++;
	k->size += c->size[other] == size;
	k->near += scaled <= (double)reach && -scaled <= (double)reach;
	k->exact += c->size[other] == size && known(y[c->main]) == main;
	k->rest += rest_equal(c, x, y, numbers);
}

/* The batches of a span of sizes that are looked at. */
struct span {
	size_t from, to, step;
};

static struct span
span_of(const struct crowd *c, int64_t least, int64_t most)
{
	struct span s = { place_of(c, least), place_of(c, most + 1), 1 };

	s.step = (s.to - s.from) / SAMPLE + 1;
	return s;
}

/* How many batches of like size come as close as this. */
static double
chance_near(const struct crowd *c, size_t x, size_t y)
{
	int64_t size = c->size[x];
	int64_t apart = crowd_apart(c, x, y, NUM_MAX_VOTES / 2);
	struct span s = span_of(c, size - size / 3, size + size / 2);
	double n = 0, near = 0;

	for (size_t i = s.from; i < s.to; i += s.step) {
		if (c->by_size[i] == x || c->by_size[i] == y)
			continue;
		n++;
		near += crowd_apart(c, x, c->by_size[i], apart) <= apart;
	}
	return (near + 0.5) / (n + 1);
}

double
crowd_chance(const struct crowd *c, size_t x, size_t y, enum agreement as)
{
	int64_t size = c->size[x], reach = size / 25 + 1, tenth = size / 10;
	struct span s = span_of(c, size - tenth, size + tenth);
	size_t numbers = as == AGREE_SAME ? c->sheet->width : c->choices;
	struct likeness k = { 0 };
	double chance, width = (double)(2 * tenth + 1);

	if (as == AGREE_NEAR)
		return chance_near(c, x, y);
	for (size_t i = s.from; i < s.to; i += s.step)
		if (c->by_size[i] != x && c->by_size[i] != y)
			liken(c, &k, x, c->by_size[i], reach, numbers);
	/* One batch more than seen, spread evenly, so that nothing is impossible. */
	chance = (k.near + 1) / (k.n + 2) / (double)(2 * reach + 1);
	chance *= (k.size + 1) / (k.n + width);
	if (k.exact > 1 && k.exact / (k.n + 1) > chance)
		chance = k.exact / (k.n + 1);
	chance *= (k.rest + 0.5) / (k.n + 1);
	return chance < 1 ? chance : 1;
}
