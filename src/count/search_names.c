/* SPDX-License-Identifier: Apache-2.0 */
/* Batches whose names mean the same: pairs first, then groups. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "count/search.h"

/* Rows of one name beyond this many are no spellings of one batch. */
#define SAME_NAME_MAX 8

/* Votes apart, with the same total: half as many votes were read for another choice. */
#define MOVED 10

/* Votes; where there are fewer, even equal names and votes decide nothing. */
#define SLIGHT 5

/* What is taken from the likelihood, in 1/1000, for all votes apart: 50 for one in a hundred. */
#define DOUBT 5000

#define SISTERS 64		/* pairs of two spellings looked at */
#define SISTER  930		/* likelihood of one more of them, in 1/1000 */

struct pair {
	uint32_t x, y;
	uint32_t circle;
	enum likeness_of_names names;
	enum agreement agree;
	double   chance;
	int      likelihood;
};

/*
 * Pairs whose names are alike in one way.  Where many of them have different
 * votes, likeness of names means little there.
 */
struct circle {
	uint32_t rows;		/* batches that could have had a double */
	uint32_t pairs, unlike;
};

enum { CIRCLES = 5 };		/* of a family: one for each likeness, within a method */

struct pairs {
	struct search *s;
	struct pair   *item;
	size_t         n, cap;
	struct circle *circle;
	struct circle  equal;		/* equal names of one method, in all families */
};

static bool
is_unlike(enum agreement a)
{
	return a == AGREE_SIZE || a == AGREE_NOT;
}

/* The circle of a likeness, pooled at the largest family of the kin. */
static uint32_t
circle_of(const struct pairs *p, uint32_t family, enum likeness_of_names names)
{
	const struct family *f = &p->s->family[family];

	if (names != NAMES_EQUAL && f->kins > 0)
		family = f->kin[0];
	return family * CIRCLES + (uint32_t)names;
}

/* Across methods there is one circle for each two of them. */
static uint32_t
circle_across(const struct pairs *p, uint32_t x, uint32_t y)
{
	uint32_t a = p->s->method[x], b = p->s->method[y];

	return p->s->families * CIRCLES +
	    (a < b ? a * SEARCH_METHODS + b : b * SEARCH_METHODS + a);
}

/* Is what one name adds at the end a number? */
static bool
adds_number(const struct search *s, const struct pair *q)
{
	return s->label[q->x].numbers != s->label[q->y].numbers;
}

static enum finding_code
code_of(const struct search *s, const struct pair *q)
{
	if (!search_same_method(s, q->x, q->y))
		return FINDING_BATCH_TWO_TYPES;
	/* Another number is no other spelling: there the votes speak alone. */
	return adds_number(s, q) ? FINDING_BATCH_SAME_VOTES :
	    FINDING_BATCH_SPELLING;
}

static void
add_pair(struct pairs *p, uint32_t x, uint32_t y, uint32_t family,
    enum likeness_of_names names)
{
	struct search *s = p->s;
	struct pair *q;
	struct circle *c;

	if (s->crowd.size[x] == 0 || s->crowd.size[y] == 0)
		return;
	p->item = arena_grow(s->a, p->item, p->n, &p->cap, sizeof *p->item);
	q = &p->item[p->n++];
	*q = (struct pair){ .x = x < y ? x : y, .y = x < y ? y : x,
		.names = names, .agree = crowd_agreement(&s->crowd, x, y) };
	q->circle = search_same_method(s, x, y) ? circle_of(p, family, names) :
	    circle_across(p, x, y);
	c = &p->circle[q->circle];
	c->pairs++;
	if (q->agree == AGREE_NEAR && (names == NAMES_ORDER ||
	    (names == NAMES_SUFFIX && adds_number(s, q))))
		q->agree = AGREE_SIZE;	/* too weak a likeness for near misses */
	c->unlike += is_unlike(q->agree);
	if (names == NAMES_EQUAL && search_same_method(s, x, y))
		p->equal.unlike += is_unlike(q->agree);
	s->out->checks++;
}

/* Earlier rows with the name of row ${y}. */
static void
pair_equal(struct pairs *p, uint32_t y)
{
	struct search *s = p->s;
	uint32_t x = s->names.next[y];
	int met = 0;

	for (; x != CHAIN_END && met < SAME_NAME_MAX; x = s->names.next[x])
		if (s->names.hash[x] == s->names.hash[y] &&
		    label_equal(&s->label[x], &s->label[y])) {
			add_pair(p, x, y, s->family_of[y], NAMES_EQUAL);
			met++;
		}
}

/* The rows of family ${kin} that have the numbers of row ${y}. */
static void
pair_kin(struct pairs *p, uint32_t y, uint32_t kin,
    enum likeness_of_names names)
{
	struct search *s = p->s;
	struct label l = s->label[y];
	uint32_t x;
	int met = 0;

	l.shape = s->family[kin].shape;
	x = chain_first(&s->names, label_hash(&l));
	for (; x != CHAIN_END && met < SAME_NAME_MAX;
	     x = chain_next(&s->names, x))
		if (s->family_of[x] == kin && label_equal(&s->label[x], &l)) {
			add_pair(p, x, y, kin, names);
			met++;
		}
}

static void
pair_families(struct pairs *p, struct family *f)
{
	struct search *s = p->s;

	for (uint32_t k = 0; k < f->kins; k++) {
		enum kinship how =
		    label_kinship(f->shape, s->family[f->kin[k]].shape);
		enum likeness_of_names names =
		    how == KIN_SLIP ? NAMES_SLIP : NAMES_SHORTER;

		p->circle[circle_of(p, f->kin[k], names)].rows += f->rows;
		for (uint32_t i = 0; i < f->rows; i++)
			pair_kin(p, f->row[i], f->kin[k], names);
	}
}

static void
pair_reordered(struct pairs *p)
{
	struct search *s = p->s;
	struct chain loose = chain_new(s->a, s->sheet->rows);

	for (uint32_t y = 0; y < s->sheet->rows; y++) {
		uint32_t x;
		int met = 0;

		if (s->label[y].numbers < 2)
			continue;
		chain_put(&loose, y, label_loose_hash(&s->label[y]));
		x = chain_next(&loose, y);
		for (; x != CHAIN_END && met < SAME_NAME_MAX;
		     x = chain_next(&loose, x))
			if (label_reordered(&s->label[x], &s->label[y]) &&
			    label_kinship(s->label[x].shape,
				s->label[y].shape) == KIN_NONE) {
				add_pair(p, x, y, s->family_of[x], NAMES_ORDER);
				met++;
			}
	}
}

/* The family of names without the words, or the one number, at the end. */
static uint32_t
family_without_suffix(const struct search *s, const struct family *f,
    size_t *numbers)
{
	size_t n = strlen(f->shape), words = 0;
	char *shape = arena_zero(s->a, n + 1, 1);

	while (words < n && f->shape[n - 1 - words] != '#')
		words++;
	*numbers = words == 0 && n > 1;
	memcpy(shape, f->shape, n - words - *numbers);
	return words == n || words + *numbers == 0 ? CHAIN_END :
	    search_family(s, shape);
}

/* The rows of family ${base} that are called like row ${y} without its suffix. */
static void
pair_suffix(struct pairs *p, uint32_t y, uint32_t base, size_t numbers)
{
	struct search *s = p->s;
	struct label l = s->label[y];
	uint32_t x;

	if (l.range || l.numbers <= numbers)
		return;
	if (numbers > 0 && l.number[l.numbers - 1] > 3)
		return;		/* no third or fourth copy, but a number that means something */
	l.shape = s->family[base].shape;
	l.numbers -= numbers;
	x = chain_first(&s->names, label_hash(&l));
	if (x != CHAIN_END && label_equal(&s->label[x], &l))
		add_pair(p, x, y, base, NAMES_SUFFIX);
}

static void
pair_suffixes(struct pairs *p, const struct family *f)
{
	size_t numbers;
	uint32_t base = family_without_suffix(p->s, f, &numbers);

	if (base == CHAIN_END)
		return;
	for (uint32_t i = 0; i < f->rows; i++)
		pair_suffix(p, f->row[i], base, numbers);
}

static void
find_pairs(struct pairs *p)
{
	struct search *s = p->s;

	for (uint32_t f = 0; f < s->families; f++) {
		p->circle[circle_of(p, f, NAMES_EQUAL)].rows +=
		    s->family[f].rows;
		p->circle[circle_of(p, f, NAMES_ORDER)].rows +=
		    s->family[f].rows;
	}
	for (uint32_t i = 0; i < s->sheet->rows; i++)
		pair_equal(p, i);
	for (uint32_t f = 0; f < s->families; f++)
		pair_families(p, &s->family[f]);
	for (uint32_t f = 0; f < s->families; f++)
		pair_suffixes(p, &s->family[f]);
	pair_reordered(p);
}

/* In how many of 100 batches does a like name mean another batch? */
static uint32_t
percent_unlike(const struct circle *c)
{
	return c->rows == 0 ? 100 : (uint32_t)(100ull * c->unlike / c->rows);
}

/* Does a like name mean the same batch as a rule? */
static bool
is_settled(const struct circle *c, enum likeness_of_names names)
{
	uint32_t agree = c->pairs - c->unlike, percent = percent_unlike(c);

	if (names == NAMES_SUFFIX)
		return c->unlike == 0;
	if (names == NAMES_SHORTER && agree < c->unlike)
		return false;
	return c->unlike == 0 || (c->rows >= 100 && percent < 1) ||
	    (c->rows >= 20 && percent < 5 && agree * 4 >= c->pairs);
}

/*
 * Names agree, votes do not.  Where that is rare, one of the two was misnamed
 * or misread; where it is common, names are simply used again.
 */
static int
judge_unlike(const struct search *s, const struct pair *q,
    const struct circle *c)
{
	int64_t x = s->crowd.size[q->x], y = s->crowd.size[q->y];

	if (!search_same_method(s, q->x, q->y) || q->names == NAMES_ORDER ||
	    q->names == NAMES_SUFFIX ||
	    s->label[q->x].numbers < 2 || !is_settled(c, q->names))
		return 0;
	if (q->agree == AGREE_SIZE)
		return x == y && crowd_apart(&s->crowd, q->x, q->y, MOVED) <=
		    MOVED ? 350 :
		    100;
	return c->rows >= 100 && percent_unlike(c) < 1 && x >= 10 && y >= 10 ?
	    100 : 0;
}

/* Too few votes for likeness of another kind than equal names to say anything. */
static bool
is_slight(const struct search *s, const struct pair *q)
{
	int64_t size = s->crowd.size[q->x];

	if (!search_same_method(s, q->x, q->y) || q->names == NAMES_SUFFIX)
		return size < 10;
	return q->names != NAMES_EQUAL && q->names != NAMES_SLIP && size < 5;
}

/* Does nearly every batch, of the family or of all, have a name of its own? */
static bool
are_names_unique(const struct pairs *p, const struct pair *q)
{
	return q->names == NAMES_EQUAL &&
	    (p->circle[q->circle].rows >= 20 || (p->equal.unlike == 0 &&
	    p->s->sheet->rows >= 20));
}

/* How likely are two batches of like names one batch, before their votes are looked at? */
static double
prior_of(const struct pairs *p, const struct pair *q)
{
	const struct circle *c = &p->circle[q->circle];
	double most, same;

	/* A word more at the end mostly names another pile of the same place. */
	if (q->names == NAMES_SUFFIX)
		return is_settled(c, q->names) ? 0.3 : 0.1 / (double)c->pairs;
	if (!search_same_method(p->s, q->x, q->y) || !is_settled(c, q->names))
		return (c->pairs > 20 ? 0.1 : 0.3) / (double)c->pairs;
	most = are_names_unique(p, q) ? 0.8 : 0.5;
	same = (double)(c->pairs - c->unlike + 1) / (double)(c->pairs + 2);
	return c->unlike > 0 && same < most ? same : most;
}

/* However rare the votes are: slight ones decide nothing, and a part of them apart is a doubt. */
static int
most_likely(const struct search *s, const struct pair *q)
{
	int64_t size = s->crowd.size[q->x];

	if (size < SLIGHT)
		return 500;
	return q->agree != AGREE_NEAR ? 990 :
	    (int)(950 - DOUBT * crowd_apart(&s->crowd, q->x, q->y, MOVED) /
	    size);
}

static int
judge(const struct pairs *p, struct pair *q)
{
	const struct search *s = p->s;
	const struct twin *t = twins_find(s, q->x, q->y);
	double fits = q->agree == AGREE_SAME ? 0.6 : 0.2;
	int likelihood;

	/* The more votes apart, the less it is one batch read twice. */
	if (q->agree == AGREE_NEAR)
		fits /= 1 + (double)crowd_apart(&s->crowd, q->x, q->y,
		    MOVED) / 2;

	if (t != NULL && is_unlike(q->agree))
		q->agree = AGREE_NEAR;
	if (is_unlike(q->agree))
		return judge_unlike(s, q, &p->circle[q->circle]);
	if (is_slight(s, q))
		return 0;
	q->chance = crowd_chance(&s->crowd, q->x, q->y, q->agree);
	likelihood = search_posterior(prior_of(p, q), fits, q->chance);
	if (likelihood > most_likely(s, q))
		likelihood = most_likely(s, q);
	return t != NULL && t->likelihood > likelihood ? t->likelihood :
	    likelihood;
}

/* Two families, in any order. */
static uint64_t
families_hash(const struct search *s, const struct pair *q)
{
	uint64_t a = s->family_of[q->x], b = s->family_of[q->y];
	uint64_t h = (a < b ? a << 32 | b : b << 32 | a) * 0x9E3779B97F4A7C15u;

	return h ^ h >> 29;
}

/* Are pairs of these two families without doubt more than those with other votes? */
static bool
has_sisters(const struct pairs *p, const struct chain *all, uint32_t i)
{
	uint32_t k = chain_first(all, all->hash[i]);
	int sure = 0, unlike = 0, met = 0;

	for (; k != CHAIN_END && met < SISTERS; k = chain_next(all, k)) {
		met++;
		unlike += is_unlike(p->item[k].agree);
		sure += k != i && p->item[k].likelihood >= 900;
	}
	return sure > unlike;
}

/* Two spellings that stand for each other in one name do so in the next. */
static void
raise_sisters(struct pairs *p)
{
	struct chain all = chain_new(p->s->a, p->n);

	for (uint32_t i = 0; i < p->n; i++)
		chain_put(&all, i, families_hash(p->s, &p->item[i]));
	for (uint32_t i = 0; i < p->n; i++) {
		struct pair *q = &p->item[i];

		if (q->agree == AGREE_SAME && q->names != NAMES_EQUAL &&
		    q->likelihood >= 500 && q->likelihood < SISTER &&
		    p->s->crowd.size[q->x] >= SLIGHT &&
		    search_same_method(p->s, q->x, q->y) &&
		    has_sisters(p, &all, i))
			q->likelihood = SISTER;
	}
}

static int
by_likelihood(const void *x, const void *y)
{
	const struct pair *a = x, *b = y;

	if (a->likelihood != b->likelihood)
		return a->likelihood < b->likelihood ? 1 : -1;
	if (a->x != b->x)
		return a->x < b->x ? -1 : 1;
	return (a->y > b->y) - (a->y < b->y);
}

static void
begin_group(struct pairs *p, const struct pair *q)
{
	struct search *s = p->s;
	const struct circle *c = &p->circle[q->circle];
	struct duplicate *d = search_add(s);

	d->row = arena_zero(s->a, SAME_NAME_MAX + 2, sizeof *d->row);
	d->row[0] = q->x;
	d->row[1] = q->y;
	d->rows = 2;
	d->names = q->names;
	d->agree = (int)q->agree;
	d->likelihood = q->likelihood;
	d->one_in = is_unlike(q->agree) ? 0 : search_one_in(q->chance);
	d->like_pairs = c->pairs;
	d->unlike = c->unlike;
	d->code = code_of(s, q);
	s->group[q->x] = s->group[q->y] = (uint32_t)s->out->n;
}

static void
join_group(struct search *s, const struct pair *q)
{
	uint32_t g = s->group[q->x] | s->group[q->y];
	uint32_t row = s->group[q->x] != 0 ? q->y : q->x;
	struct duplicate *d = &s->out->item[g - 1];

	if (is_unlike(q->agree) || d->rows == SAME_NAME_MAX + 2 ||
	    (code_of(s, q) != d->code && search_same_method(s, q->x, q->y)))
		return;
	d->row[d->rows++] = row;
	if (q->likelihood < d->likelihood)
		d->likelihood = q->likelihood;
	if (!search_same_method(s, q->x, q->y))
		d->code = FINDING_BATCH_TWO_TYPES;
	s->group[row] = g;
}

static bool
is_named(const struct pair *q)
{
	return q->likelihood >= (is_unlike(q->agree) ? 100 : 500);
}

static void
name_pair(struct pairs *p, const struct pair *q)
{
	struct search *s = p->s;

	if (s->group[q->x] == 0 && s->group[q->y] == 0)
		begin_group(p, q);
	else if (s->group[q->x] == 0 || s->group[q->y] == 0)
		join_group(s, q);
}

void
search_names(struct search *s)
{
	struct pairs p = { .s = s };

	p.circle = arena_zero(s->a, (size_t)s->families * CIRCLES +
	    (size_t)SEARCH_METHODS * SEARCH_METHODS, sizeof *p.circle);
	find_pairs(&p);
	for (size_t i = 0; i < p.n; i++)
		p.item[i].likelihood = judge(&p, &p.item[i]);
	raise_sisters(&p);
	if (p.n > 0)
		qsort(p.item, p.n, sizeof *p.item, by_likelihood);
	for (size_t i = 0; i < p.n; i++)
		if (is_named(&p.item[i]))
			name_pair(&p, &p.item[i]);
	for (size_t i = 0; i < s->out->n; i++)
		search_sort(&s->out->item[i], 0);
}
