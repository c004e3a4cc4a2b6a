/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two batches whose numbers are all equal, but those of one choice: it has none
 * in one of them.  A number was left out when the batch was entered once more.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#include "count/search.h"

#define FIELDS    3		/* other numbers that are equal and not zero */
#define TOLERATED 0.02		/* such pairs by chance in a unit */
#define EXPECTED  0.02		/* and such slips */
#define LOOKED_AT 64		/* pairs of a unit; where there are more, they are no exception */

/* Rows by all their numbers but those of choice ${k}. */
struct zeroed {
	struct search *s;
	uint16_t       k;
	struct chain   rest;		/* rows where the choice has votes */
	double         without;		/* rows where it has none */
	size_t         looked_at;
};

static bool
is_field(const struct zeroed *z, const int64_t *v, size_t i)
{
	return i != z->k && i != (size_t)z->s->crowd.choices + EXTRA_BALLOTS &&
	    v[i] > 0;
}

static size_t
fields(const struct zeroed *z, const int64_t *v)
{
	size_t n = 0;

	for (size_t i = 0; i < z->s->sheet->width; i++)
		n += is_field(z, v, i);
	return n;
}

static uint64_t
rest_hash(const struct zeroed *z, const int64_t *v)
{
	uint64_t h = 0xCBF29CE484222325u;

	for (size_t i = 0; i < z->s->sheet->width; i++)
		if (is_field(z, v, i))
			h = (h ^ ((uint64_t)v[i] << 8 | i)) *
			    0x9E3779B97F4A7C15u;
	return h ^ h >> 29;
}

static bool
rest_equal(const struct zeroed *z, const int64_t *x, const int64_t *y)
{
	for (size_t i = 0; i < z->s->sheet->width; i++)
		if (i != z->k && x[i] != y[i] &&
		    i != (size_t)z->s->crowd.choices + EXTRA_BALLOTS)
			return false;
	return true;
}

/* How often a batch has these other numbers by chance, were they independent. */
static double
chance_of(const struct zeroed *z, const int64_t *v)
{
	const struct sheet *sheet = z->s->sheet;
	double chance = 1;

	for (size_t i = 0; i < sheet->width; i++) {
		double have = -1;	/* but for the row itself */

		if (!is_field(z, v, i))
			continue;
		for (size_t row = 0; row < sheet->rows; row++)
			have += sheet->row[row].v[i] == v[i];
		chance *= have / (double)z->s->crowd.n;
	}
	return chance;
}

/* The only row that is equal but for the choice, or CHAIN_END. */
static uint32_t
only_partner(struct zeroed *z, uint32_t y)
{
	const struct row *row = z->s->sheet->row;
	uint32_t found = CHAIN_END, x;

	for (x = chain_first(&z->rest, rest_hash(z, row[y].v)); x != CHAIN_END;
	     x = chain_next(&z->rest, x)) {
		if (!rest_equal(z, row[x].v, row[y].v) ||
		    !search_same_method(z->s, x, y))
			continue;
		if (found != CHAIN_END)
			return CHAIN_END;
		found = x;
	}
	return found;
}

static void
judge_zeroed(struct zeroed *z, uint32_t y)
{
	const int64_t *v = z->s->sheet->row[y].v;
	uint32_t x = only_partner(z, y);
	double expected;

	if (x == CHAIN_END || z->looked_at++ == LOOKED_AT ||
	    4 * z->s->sheet->row[x].v[z->k] < z->s->crowd.size[x])
		return;
	expected = chance_of(z, v) * z->without * (double)z->s->crowd.n;
	if (expected < TOLERATED)
		twins_put(z->s, (struct twin){ .x = x, .y = y,
			.names = NAMES_ZEROED,
			.likelihood =
			    search_posterior(0.5, EXPECTED, expected) });
}

static void
search_choice(struct search *s, uint16_t k)
{
	struct arena work CLEANUP(arena_free) = { 0 };
	struct zeroed z = { .s = s, .k = k,
		.rest = chain_new(&work, s->sheet->rows) };

	for (uint32_t i = 0; i < s->sheet->rows; i++) {
		const int64_t *v = s->sheet->row[i].v;

		if (fields(&z, v) < FIELDS)
			continue;
		z.without += v[k] == 0;
		if (v[k] > 0)
			chain_put(&z.rest, i, rest_hash(&z, v));
	}
	for (uint32_t i = 0; i < s->sheet->rows &&
	     z.looked_at <= LOOKED_AT; i++)
		if (s->sheet->row[i].v[k] == 0 &&
		    fields(&z, s->sheet->row[i].v) >= FIELDS)
			judge_zeroed(&z, i);
}

void
search_zeroed(struct search *s)
{
	for (uint16_t k = 0; k < s->crowd.choices; k++)
		search_choice(s, k);
}
