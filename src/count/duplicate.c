/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "count/search.h"

bool
search_same_method(const struct search *s, size_t x, size_t y)
{
	return s->method[x] == s->method[y];
}

struct duplicate *
search_add(struct search *s)
{
	struct duplicates *d = s->out;

	d->item = arena_grow(s->a, d->item, d->n, &d->cap, sizeof *d->item);
	d->item[d->n] = (struct duplicate){ 0 };
	return &d->item[d->n++];
}

static int
by_row(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

	return (a > b) - (a < b);
}

void
search_sort(struct duplicate *d, size_t from)
{
	qsort(d->row + from, d->rows - from, sizeof *d->row, by_row);
}

int
search_posterior(double prior, double fits, double chance)
{
	double yes = prior * fits, no = (1 - prior) * chance;
	int likelihood = (int)(1000 * yes / (yes + no));

	return likelihood > 990 ? 990 : likelihood;
}

int64_t
search_one_in(double chance)
{
	double n = 1 / chance;
	int64_t step = 1, whole = n > 1e9 ? 1000000000 : (int64_t)n;

	while (whole / step >= 100)
		step *= 10;
	return whole / step * step;
}

bool
search_related(const struct search *s, size_t x, size_t y)
{
	const char *a = s->label[x].shape, *b = s->label[y].shape;

	return strcmp(a, b) == 0 || label_kinship(a, b) != KIN_NONE;
}

bool
search_near(const struct search *s, size_t x, size_t y)
{
	return crowd_agreement(&s->crowd, x, y) <= AGREE_NEAR ||
	    (s->crowd.size[x] >= 10 && crowd_apart(&s->crowd, x, y, 2) <= 2);
}

static void
number_methods(struct search *s)
{
	const char *name[SEARCH_METHODS];
	uint8_t n = 0, m;

	s->method = arena_zero(s->a, s->sheet->rows + 1, sizeof *s->method);
	for (size_t i = 0; i < s->sheet->rows; i++) {
		const char *method = s->sheet->row[i].method;

		for (m = 0; m < n && strcmp(name[m], method) != 0; m++)
			continue;
		if (m == n && n < SEARCH_METHODS)
			name[n++] = method;
		s->method[i] = m < SEARCH_METHODS ? m : SEARCH_METHODS - 1;
	}
}

struct duplicates
duplicate_search(struct arena *a, const struct sheet *sheet,
    const struct sheet *places, uint16_t choices)
{
	struct duplicates out = { 0 };
	struct search s = { .a = a, .sheet = sheet, .places = places,
		.out = &out, .crowd = crowd_new(a, sheet, choices) };

	s.group = arena_zero(a, sheet->rows + 1, sizeof *s.group);
	s.in_range = arena_zero(a, sheet->rows + 1, sizeof *s.in_range);
	number_methods(&s);
	search_families(&s);
	search_vectors(&s);
	search_runs(&s);
	search_names(&s);
	search_slips(&s);
	search_zeroed(&s);
	search_places(&s);
	search_twins(&s);
	search_ranges(&s);
	search_votes(&s);
	return out;
}
