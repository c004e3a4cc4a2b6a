/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Entries that each have the votes another count gives for a whole place, one
 * under its name, and are more than the places with these votes: "Hall 3" once
 * more as "box 163".
 */
#include <string.h>

#include "base/arena.h"

#include "count/search.h"

#define ALIKE_MAX 4		/* entries of the same votes; more are chance */
#define SMALLEST  10		/* votes */
#define PRIOR     0.005		/* of a place that it is entered once more */
#define NAMED     500		/* in 1/1000 */
#define MOST      970

static uint64_t
choices_hash(const struct search *s, const struct row *row)
{
	uint64_t h = 0xCBF29CE484222325u;

	for (size_t i = 0; i < s->crowd.choices; i++)
		h = (h ^ (uint64_t)row->v[i]) * 0x9E3779B97F4A7C15u;
	return h ^ h >> 29;
}

static bool
same_choices(const struct search *s, const struct row *x, const struct row *y)
{
	return strcmp(x->method, y->method) == 0 &&
	    memcmp(x->v, y->v, s->crowd.choices * sizeof x->v[0]) == 0;
}

static bool
is_named_among(struct search *s, const struct row *place, const uint32_t *row,
    size_t n)
{
	struct label name = label_read(s->a, place->label);

	for (size_t i = 0; i < n; i++)
		if (label_equal(&s->label[row[i]], &name))
			return true;
	return false;
}

/* How many places have the votes of these entries; 0 if none bears the name of one. */
static size_t
count_places(struct search *s, const struct chain *places,
    const uint32_t *row, size_t n)
{
	const struct row *entry = &s->sheet->row[row[0]];
	uint32_t i = chain_first(places, choices_hash(s, entry));
	size_t have = 0;
	bool named = false;

	for (; i != CHAIN_END; i = chain_next(places, i)) {
		const struct row *place = &s->places->row[i];

		if (!same_choices(s, place, entry))
			continue;
		have++;
		named = named || is_named_among(s, place, row, n);
	}
	return named ? have : 0;
}

/* All entries with these votes, if ${y} is the last of them and they are few; else 0. */
static size_t
entries_like(const struct search *s, const struct chain *entries, uint32_t y,
    uint32_t out[ALIKE_MAX])
{
	const struct row *row = s->sheet->row;
	uint32_t i = chain_first(entries, entries->hash[y]);
	size_t n = 0;

	for (; i != CHAIN_END; i = chain_next(entries, i)) {
		if (!same_choices(s, &row[i], &row[y]))
			continue;
		if (i > y || n == ALIKE_MAX)
			return 0;
		out[n++] = i;
	}
	return n;
}

static void
judge_place(struct search *s, const uint32_t *row, size_t n)
{
	double chance = crowd_chance(&s->crowd, row[0], row[1], AGREE_CHOICES);
	int likelihood = search_posterior(PRIOR, 0.6, chance);

	if (likelihood < NAMED)
		return;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			twins_put(s, (struct twin){ .x = row[k], .y = row[i],
				.names = NAMES_ONE_PLACE,
				.likelihood = likelihood < MOST ? likelihood :
				    MOST,
				.one_in = search_one_in(chance) });
}

void
search_places(struct search *s)
{
	struct chain places, entries;
	uint32_t row[ALIKE_MAX];

	if (s->places == NULL)
		return;
	places = chain_new(s->a, s->places->rows);
	for (uint32_t i = 0; i < s->places->rows; i++)
		chain_put(&places, i, choices_hash(s, &s->places->row[i]));
	entries = chain_new(s->a, s->sheet->rows);
	for (uint32_t i = 0; i < s->sheet->rows; i++)
		chain_put(&entries, i, choices_hash(s, &s->sheet->row[i]));
	for (uint32_t i = 0; i < s->sheet->rows; i++) {
		size_t n = s->crowd.size[i] < SMALLEST ? 0 :
		    entries_like(s, &entries, i, row);
		size_t have = n < 2 ? 0 :
		    count_places(s, &places, row, n);

		if (have > 0 && have < n)
			judge_place(s, row, n);
	}
}
