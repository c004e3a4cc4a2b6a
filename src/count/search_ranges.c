/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A range, "batch 21-25", and batches that fall in it or ranges that overlap
 * it.  Two numbers with a dash are a range only where single batches are the
 * rule, and where the votes are too many for a single batch.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "count/search.h"

#define RANGE_LONGEST 60	/* batches in one range */

/* A family of names that may be ranges, and the family of single names. */
struct series {
	struct family *ranges, *singles;
	struct range_at  *place;		/* the ranges in order of their numbers */
	int64_t        typical;		/* votes of a single batch */
};

static int64_t
first_of(const struct label *l)
{
	return l->number[l->numbers - 2];
}

static int64_t
last_of(const struct label *l)
{
	return l->number[l->numbers - 1];
}

/* The name of batch ${n} of a range. */
static struct label
single_name(const struct label *range, const char *shape, int64_t n)
{
	struct label l = *range;

	l.shape = shape;
	l.numbers--;
	l.number[l.numbers - 1] = n;
	l.number[l.numbers] = 0;
	return l;
}

static int
by_size(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a > b) - (a < b);
}

static int64_t
typical_size(const struct search *s, const struct family *f)
{
	int64_t *size = arena_zero(s->a, f->rows, sizeof *size);

	for (uint32_t i = 0; i < f->rows; i++)
		size[i] = s->crowd.size[f->row[i]];
	qsort(size, f->rows, sizeof *size, by_size);
	return size[f->rows / 2];
}

/* The family of the single names of a family of ranges, or NULL. */
static struct family *
find_singles(const struct search *s, const struct family *f)
{
	size_t n = strlen(f->shape);
	char *shape;

	if (n < 2 || f->shape[n - 1] != '#' || f->shape[n - 2] != '#')
		return NULL;
	shape = arena_zero(s->a, n, 1);
	memcpy(shape, f->shape, n - 1);
	for (uint32_t i = 0; i < s->families; i++)
		if (strcmp(s->family[i].shape, shape) == 0)
			return &s->family[i];
	return NULL;
}

static bool
is_range(const struct search *s, const struct series *r, uint32_t row)
{
	const struct label *l = &s->label[row];

	return l->range && last_of(l) - first_of(l) < RANGE_LONGEST &&
	    2 * s->crowd.size[row] >= 3 * r->typical;
}

/* Are most of the names ranges, by their votes too, and are ranges the exception? */
static bool
is_series(const struct search *s, struct series *r)
{
	uint32_t ranges = 0;

	r->singles = find_singles(s, r->ranges);
	if (r->singles == NULL || r->singles->rows < 10 ||
	    r->singles->rows < r->ranges->rows * 4)
		return false;
	r->typical = typical_size(s, r->singles);
	for (uint32_t i = 0; i < r->ranges->rows; i++)
		ranges += is_range(s, r, r->ranges->row[i]);
	return 2 * ranges > r->ranges->rows;
}

static void
take(struct duplicate *d, uint32_t row)
{
	for (size_t i = 0; i < d->rows; i++)
		if (d->row[i] == row)
			return;
	if (d->rows <= RANGE_LONGEST)
		d->row[d->rows++] = row;
}

/* Rows of one spelling that name a batch inside the range. */
static void
take_singles(struct search *s, struct duplicate *d, const char *shape)
{
	const struct label *range = &s->label[d->row[0]];

	for (int64_t n = first_of(range); n <= last_of(range); n++) {
		struct label l = single_name(range, shape, n);
		uint32_t x = chain_first(&s->names, label_hash(&l));

		for (; x != CHAIN_END && d->rows <= RANGE_LONGEST;
		    x = chain_next(&s->names, x))
			if (label_equal(&s->label[x], &l) &&
			    s->crowd.size[x] > 0 &&
			    search_same_method(s, x, d->row[0]))
				take(d, x);
		s->out->checks++;
	}
}

/* Ranges by all their numbers, so that those that overlap stand together. */
struct range_at {
	const struct label *label;
	uint32_t            row;
};

static int
by_numbers(const void *x, const void *y)
{
	const struct range_at *a = x, *b = y;

	for (size_t i = 0; i < a->label->numbers; i++)
		if (a->label->number[i] != b->label->number[i])
			return a->label->number[i] < b->label->number[i] ? -1 : 1;
	return (a->row > b->row) - (a->row < b->row);
}

static struct range_at *
sort_ranges(struct search *s, const struct family *f)
{
	struct range_at *p = arena_zero(s->a, f->rows, sizeof *p);

	for (uint32_t i = 0; i < f->rows; i++)
		p[i] = (struct range_at){ &s->label[f->row[i]], f->row[i] };
	qsort(p, f->rows, sizeof *p, by_numbers);
	return p;
}

/* Later ranges with the same leading numbers that begin before this one ends. */
static void
take_ranges(struct search *s, struct duplicate *d, const struct series *r,
    uint32_t from)
{
	const struct label *x = &s->label[d->row[0]];

	for (uint32_t i = from; i < r->ranges->rows; i++) {
		const struct label *y = r->place[i].label;

		if (memcmp(x->number, y->number,
		    (x->numbers - 2) * sizeof x->number[0]) != 0 ||
		    first_of(y) > last_of(x) || d->rows > RANGE_LONGEST)
			return;
		if (!label_equal(x, y) && is_range(s, r, r->place[i].row))
			take(d, r->place[i].row);
	}
}

/*
 * A range with the votes of all its batches holds the single one too.  One
 * with fewer may be what was left when the single ones were taken out.
 */
static int
judge_range(const struct search *s, const struct duplicate *d,
    const struct series *r)
{
	const struct label *l = &s->label[d->row[0]];
	int64_t span = last_of(l) - first_of(l) + 1, full;
	int64_t votes = s->crowd.size[d->row[0]];

	for (size_t i = 1; i < d->rows; i++)
		if (crowd_agreement(&s->crowd, d->row[0], d->row[i]) == AGREE_SAME)
			return 980;
	full = span * r->typical;
	if (10 * votes >= 9 * full)
		return 900;
	return 10 * votes >= 7 * full ? 700 : 350;
}

static void
search_range(struct search *s, const struct series *r, uint32_t i)
{
	struct duplicate d = { .code = FINDING_BATCH_RANGE,
		.names = NAMES_RANGE, .rows = 1 };

	if (!is_range(s, r, r->place[i].row))
		return;
	d.row = arena_zero(s->a, RANGE_LONGEST + 1, sizeof *d.row);
	d.row[0] = r->place[i].row;
	take_singles(s, &d, r->singles->shape);
	for (uint32_t k = 0; k < r->singles->kins; k++)
		take_singles(s, &d, s->family[r->singles->kin[k]].shape);
	take_ranges(s, &d, r, i + 1);
	if (d.rows < 2)
		return;
	d.agree = (int)crowd_agreement(&s->crowd, d.row[0], d.row[1]);
	d.likelihood = judge_range(s, &d, r);
	search_sort(&d, 1);
	for (size_t k = 0; k < d.rows; k++)
		s->in_range[d.row[k]] = true;
	*search_add(s) = d;
}

void
search_ranges(struct search *s)
{
	for (uint32_t f = 0; f < s->families; f++) {
		struct series r = { .ranges = &s->family[f] };

		if (r.ranges->ranges == 0 || !is_series(s, &r))
			continue;
		r.place = sort_ranges(s, r.ranges);
		for (uint32_t i = 0; i < r.ranges->rows; i++)
			search_range(s, &r, i);
	}
}
