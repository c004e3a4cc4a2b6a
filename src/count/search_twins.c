/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs that are named for more than their names and votes. */
#include <string.h>

#include "base/arena.h"

#include "count/search.h"

static uint64_t
pair_hash(uint32_t x, uint32_t y)
{
	uint64_t h = ((uint64_t)x << 32 | y) * 0x9E3779B97F4A7C15u;

	return h ^ h >> 29;
}

static struct twin *
find(const struct twins *t, uint32_t x, uint32_t y)
{
	uint32_t i;

	if (t->n == 0)
		return NULL;
	i = chain_first(&t->by_pair, pair_hash(x, y));
	while (i != CHAIN_END && (t->item[i].x != x || t->item[i].y != y))
		i = chain_next(&t->by_pair, i);
	return i == CHAIN_END ? NULL : &t->item[i];
}

const struct twin *
twins_find(const struct search *s, uint32_t x, uint32_t y)
{
	return x < y ? find(&s->twins, x, y) : find(&s->twins, y, x);
}

/* Room for twice as many, found by their pair. */
static void
index_pairs(struct search *s)
{
	struct twins *t = &s->twins;

	t->by_pair = chain_new(s->a, t->cap);
	for (size_t i = 0; i < t->n; i++)
		chain_put(&t->by_pair, (uint32_t)i,
		    pair_hash(t->item[i].x, t->item[i].y));
}

void
twins_put(struct search *s, struct twin new)
{
	struct twins *t = &s->twins;
	struct twin *old;
	size_t cap = t->cap;

	if (new.x > new.y) {
		uint32_t swap = new.x;

		new.x = new.y;
		new.y = swap;
	}
	old = find(t, new.x, new.y);
	if (old != NULL) {
		if (old->likelihood < new.likelihood)
			*old = new;
		return;
	}
	t->item = arena_grow(s->a, t->item, t->n, &t->cap, sizeof *t->item);
	if (t->cap != cap)
		index_pairs(s);
	chain_put(&t->by_pair, (uint32_t)t->n, pair_hash(new.x, new.y));
	t->item[t->n++] = new;
}

/* The numbers of two names, in any order, are equal: what differs is how they are spelt. */
static bool
are_spellings(const struct label *x, const struct label *y)
{
	return x->numbers == y->numbers && memcmp(x->number, y->number,
	    x->numbers * sizeof x->number[0]) == 0;
}

static enum finding_code
code_of(const struct search *s, const struct twin *t)
{
	const struct label *x = &s->label[t->x], *y = &s->label[t->y];

	if (!are_spellings(x, y))
		return FINDING_BATCH_SAME_VOTES;
	if (!search_same_method(s, t->x, t->y))
		return FINDING_BATCH_TWO_TYPES;
	return t->names == NAMES_DAMAGED || search_related(s, t->x, t->y) ?
	    FINDING_BATCH_SPELLING : FINDING_BATCH_SAME_VOTES;
}

static void
name_twin(struct search *s, const struct twin *t)
{
	struct duplicate *d = search_add(s);

	d->row = arena_zero(s->a, 2, sizeof *d->row);
	d->row[0] = t->x;
	d->row[1] = t->y;
	d->rows = 2;
	d->names = t->names;
	d->agree = (int)crowd_agreement(&s->crowd, t->x, t->y);
	if (d->agree > AGREE_NEAR && t->names == NAMES_RUN)
		d->agree = AGREE_NEAR;	/* a vote or two of a small batch */
	d->likelihood = t->likelihood;
	d->one_in = t->one_in;
	d->like_pairs = t->pairs;
	d->unlike = t->unlike;
	d->code = code_of(s, t);
	search_doubt_name(s, t->x);
	search_doubt_name(s, t->y);
}

void
search_twins(struct search *s)
{
	for (size_t i = 0; i < s->twins.n; i++) {
		const struct twin *t = &s->twins.item[i];

		if (s->group[t->x] == 0 || s->group[t->x] != s->group[t->y])
			name_twin(s, t);
	}
}
