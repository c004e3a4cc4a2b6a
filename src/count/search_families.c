/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "count/search.h"

/* Families that others may be misspellings of: the largest ones. */
#define ANCHORS 128

static uint64_t
shape_hash(const char *shape)
{
	struct label l = { .shape = shape };

	return label_hash(&l);
}

uint32_t
search_family(const struct search *s, const char *shape)
{
	uint32_t f = chain_first(&s->shapes, shape_hash(shape));

	while (f != CHAIN_END && strcmp(s->family[f].shape, shape) != 0)
		f = chain_next(&s->shapes, f);
	return f;
}

static void
read_labels(struct search *s)
{
	for (uint32_t i = 0; i < s->sheet->rows; i++) {
		struct label *l = &s->label[i];
		uint32_t f;

		*l = label_read(s->a, s->sheet->row[i].label);
		chain_put(&s->names, i, label_hash(l));
		f = search_family(s, l->shape);
		if (f == CHAIN_END) {
			f = s->families++;
			s->family[f].shape = l->shape;
			chain_put(&s->shapes, f, shape_hash(l->shape));
		}
		s->family_of[i] = f;
		s->family[f].rows++;
		s->family[f].ranges += l->range;
	}
}

static void
share_rows(struct search *s)
{
	uint32_t *at = arena_zero(s->a, s->sheet->rows + 1, sizeof *at);

	for (uint32_t f = 0; f < s->families; f++) {
		s->family[f].row = at;
		at += s->family[f].rows;
		s->family[f].rows = 0;
	}
	for (uint32_t i = 0; i < s->sheet->rows; i++) {
		struct family *f = &s->family[s->family_of[i]];

		f->row[f->rows++] = i;
	}
}

struct rank {
	uint32_t rows, family;
};

static int
by_rows(const void *x, const void *y)
{
	const struct rank *a = x, *b = y;

	if (a->rows != b->rows)
		return a->rows < b->rows ? 1 : -1;
	return (a->family > b->family) - (a->family < b->family);
}

static struct rank *
rank_families(struct search *s)
{
	struct rank *r = arena_zero(s->a, s->families + 1, sizeof *r);

	for (uint32_t f = 0; f < s->families; f++)
		r[f] = (struct rank){ s->family[f].rows, f };
	qsort(r, s->families, sizeof *r, by_rows);
	return r;
}

/* The families that stand before the ${i}th and are related to it. */
static void
find_kin(struct search *s, const struct rank *rank, uint32_t i)
{
	uint32_t found[ANCHORS] = { 0 }, n = i < ANCHORS ? i : ANCHORS;
	struct family *f = &s->family[rank[i].family];

	for (uint32_t k = 0; k < n; k++)
		if (label_kinship(f->shape, s->family[rank[k].family].shape) !=
		    KIN_NONE)
			found[f->kins++] = rank[k].family;
	f->kin = arena_zero(s->a, f->kins + 1u, sizeof *f->kin);
	memcpy(f->kin, found, f->kins * sizeof *f->kin);
}

void
search_families(struct search *s)
{
	size_t rows = s->sheet->rows;
	struct rank *rank;

	s->label = arena_zero(s->a, rows + 1, sizeof *s->label);
	s->family_of = arena_zero(s->a, rows + 1, sizeof *s->family_of);
	s->family = arena_zero(s->a, rows + 1, sizeof *s->family);
	s->names = chain_new(s->a, rows);
	s->shapes = chain_new(s->a, rows);
	read_labels(s);
	share_rows(s);
	rank = rank_families(s);
	for (uint32_t i = 0; i < s->families; i++)
		find_kin(s, rank, i);
}
