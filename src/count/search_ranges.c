/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One entry for several batches, "batch 21-25" or "batch 21, 24, 25", and
 * entries for batches among them.  Numbers in a row name several batches only
 * where names with one number less are the rule, and where the votes are those
 * of several batches.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "count/search.h"

#define RANGE_LONGEST 60	/* batches in one range */
#define ENDS_APART    4		/* a range from end to end, not "and" */

/* A family of names that may stand for several batches, and that of single names. */
struct series {
	struct family *joint, *singles;
	size_t         more;		/* numbers that a joint name has more */
	int64_t        typical;		/* votes of a single batch */
	struct range_at *place;		/* the joint names in order of their numbers */
	const char   **shape;		/* of single names, and those related */
	size_t         shapes;
};

/* The batches that one entry names. */
struct batches {
	int64_t number[RANGE_LONGEST];
	size_t  n;
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

/* What the name says: the numbers of a range, or those it lists. */
static struct batches
batches_of(const struct series *r, const struct label *l)
{
	struct batches b = { .n = 0 };

	if (r->more == 1 && l->range) {
		for (int64_t n = first_of(l); n <= last_of(l) &&
		    b.n < RANGE_LONGEST; n++)
			b.number[b.n++] = n;
		return b;
	}
	for (size_t i = l->numbers - r->more - 1; i < l->numbers; i++)
		b.number[b.n++] = l->number[i];
	return b;
}

/* The name of batch ${n} alone. */
static struct label
single_name(const struct label *joint, size_t more, const char *shape,
    int64_t n)
{
	struct label l = *joint;

	l.shape = shape;
	l.numbers -= more;
	l.number[l.numbers - 1] = n;
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

/* The family of names with ${more} numbers less at the end, or NULL. */
static struct family *
find_singles(const struct search *s, const struct family *f, size_t more)
{
	size_t n = strlen(f->shape);
	uint32_t found;
	char *shape;

	for (size_t i = 0; i <= more; i++)
		if (n < i + 1 || f->shape[n - 1 - i] != '#')
			return NULL;
	shape = arena_zero(s->a, n, 1);
	memcpy(shape, f->shape, n - more);
	found = search_family(s, shape);
	return found == CHAIN_END ? NULL : &s->family[found];
}

/* Has an entry the votes of several batches? */
static bool
is_joint(const struct search *s, const struct series *r, uint32_t row)
{
	const struct label *l = &s->label[row];
	int64_t votes = s->crowd.size[row], full;

	if (r->more == 1 && l->range)
		return last_of(l) - first_of(l) < RANGE_LONGEST &&
		    2 * votes >= 3 * r->typical;
	full = (int64_t)(r->more + 1) * r->typical;
	return 3 * votes >= 2 * full && 4 * votes <= 5 * full;
}

/* Are most of the names joint ones, by their votes too, and are these the exception? */
static bool
is_series(const struct search *s, struct series *r)
{
	uint32_t joint = 0;

	r->singles = find_singles(s, r->joint, r->more);
	if (r->singles == NULL || r->singles->rows < 10 ||
	    r->singles->rows < r->joint->rows * 4)
		return false;
	r->typical = typical_size(s, r->singles);
	for (uint32_t i = 0; i < r->joint->rows; i++)
		joint += is_joint(s, r, r->joint->row[i]);
	return 2 * joint > r->joint->rows;
}

static bool
is_kin_of(const struct search *s, uint32_t f, const struct family *of)
{
	for (uint32_t k = 0; k < s->family[f].kins; k++)
		if (&s->family[s->family[f].kin[k]] == of)
			return true;
	return false;
}

/* All the ways in which single batches are spelt. */
static void
find_shapes(struct search *s, struct series *r)
{
	r->shape = arena_zero(s->a, s->families + 1, sizeof *r->shape);
	r->shape[r->shapes++] = r->singles->shape;
	for (uint32_t k = 0; k < r->singles->kins; k++)
		r->shape[r->shapes++] = s->family[r->singles->kin[k]].shape;
	for (uint32_t f = 0; f < s->families; f++)
		if (is_kin_of(s, f, r->singles))
			r->shape[r->shapes++] = s->family[f].shape;
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

/* Rows that name one of the batches alone, in one spelling. */
static void
take_singles(struct search *s, struct duplicate *d, const struct series *r,
    const char *shape)
{
	const struct label *joint = &s->label[d->row[0]];
	struct batches b = batches_of(r, joint);

	for (size_t i = 0; i < b.n; i++) {
		struct label l =
		    single_name(joint, r->more, shape, b.number[i]);
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

/* Joint names by all their numbers, so that those that overlap stand together. */
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
			return a->label->number[i] < b->label->number[i] ? -1 :
									   1;
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

	if (!x->range || r->more != 1)
		return;
	for (uint32_t i = from; i < r->joint->rows; i++) {
		const struct label *y = r->place[i].label;

		if (memcmp(x->number, y->number,
		    (x->numbers - 2) * sizeof x->number[0]) != 0 ||
		    first_of(y) > last_of(x) || d->rows > RANGE_LONGEST)
			return;
		if (y->range && !label_equal(x, y) &&
		    is_joint(s, r, r->place[i].row))
			take(d, r->place[i].row);
	}
}

/*
 * "301-311" with the votes of two batches is 301 and 311: what lies between is
 * none of it.
 */
static void
keep_ends(const struct search *s, struct duplicate *d, const struct series *r)
{
	const struct label *joint = &s->label[d->row[0]];
	int64_t votes = s->crowd.size[d->row[0]];
	size_t kept = 1;

	if (!joint->range || r->more != 1 ||
	    last_of(joint) - first_of(joint) < ENDS_APART ||
	    10 * votes < 16 * r->typical || 10 * votes > 24 * r->typical)
		return;
	for (size_t i = 1; i < d->rows; i++) {
		int64_t n = last_of(&s->label[d->row[i]]);

		if (n == first_of(joint) || n == last_of(joint))
			d->row[kept++] = d->row[i];
	}
	d->rows = kept;
}

/*
 * An entry with the votes of all its batches holds the single ones too.  One
 * that lacks the votes of the single ones may be what was left without them.
 */
static int
judge_joint(const struct search *s, const struct duplicate *d,
    const struct series *r)
{
	struct batches b = batches_of(r, &s->label[d->row[0]]);
	int64_t missing = (int64_t)b.n * r->typical -
	    s->crowd.size[d->row[0]], single = 0;

	for (size_t i = 1; i < d->rows; i++) {
		if (crowd_agreement(&s->crowd, d->row[0], d->row[i]) ==
		    AGREE_SAME)
			return 980;
		single += s->crowd.size[d->row[i]];
	}
	if (4 * missing <= single)
		return 900;
	return 4 * missing <= 3 * single ? 550 : 200;
}

static void
search_joint(struct search *s, const struct series *r, uint32_t i)
{
	struct duplicate d = { .code = FINDING_BATCH_RANGE,
		.names = NAMES_RANGE, .rows = 1 };

	if (!is_joint(s, r, r->place[i].row))
		return;
	d.row = arena_zero(s->a, RANGE_LONGEST + 1, sizeof *d.row);
	d.row[0] = r->place[i].row;
	for (size_t k = 0; k < r->shapes; k++)
		take_singles(s, &d, r, r->shape[k]);
	take_ranges(s, &d, r, i + 1);
	keep_ends(s, &d, r);
	if (d.rows < 2)
		return;
	d.agree = (int)crowd_agreement(&s->crowd, d.row[0], d.row[1]);
	d.likelihood = judge_joint(s, &d, r);
	search_sort(&d, 1);
	for (size_t k = 0; k < d.rows; k++)
		s->in_range[d.row[k]] = true;
	*search_add(s) = d;
}

static void
search_series(struct search *s, struct series *r)
{
	if (!is_series(s, r))
		return;
	find_shapes(s, r);
	r->place = sort_ranges(s, r->joint);
	for (uint32_t i = 0; i < r->joint->rows; i++)
		search_joint(s, r, i);
}

void
search_ranges(struct search *s)
{
	for (uint32_t f = 0; f < s->families; f++)
		for (size_t more = 1; more < 4; more++) {
			struct series r = { .joint = &s->family[f],
				.more = more };

			search_series(s, &r);
		}
}
