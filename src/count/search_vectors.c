/* SPDX-License-Identifier: Apache-2.0 */
/* Rows by their votes. */
#include <string.h>

#include "base/arena.h"

#include "count/search.h"

#define SLIGHT 5		/* votes; fewer say nothing */

uint64_t
search_votes_hash(const struct search *s, uint32_t row)
{
	uint64_t h = 0xCBF29CE484222325u;

	for (size_t i = 0; i < s->sheet->width; i++)
		h = (h ^ (uint64_t)s->sheet->row[row].v[i]) *
		    0x9E3779B97F4A7C15u;
	return h ^ h >> 29;
}

uint32_t
search_next_alike(const struct search *s, uint32_t row)
{
	uint32_t x = chain_next(&s->vectors.by_votes, row);

	while (x != CHAIN_END &&
	    crowd_agreement(&s->crowd, x, row) != AGREE_SAME)
		x = chain_next(&s->vectors.by_votes, x);
	return x;
}

double
search_share(const struct search *s, uint32_t row)
{
	uint32_t others = s->vectors.same[row] - 1;

	return (double)(others > 0 ? others : 1) / (double)s->crowd.n;
}

bool
search_says_nothing(const struct search *s, uint32_t row)
{
	const int64_t *v = s->sheet->row[row].v;
	size_t some = 0;

	for (size_t i = 0; i < s->crowd.choices; i++)
		some += v[i] != 0;
	return some < 2 || s->crowd.size[row] < SLIGHT;
}

/* Newest first, so each row is given what the row after it in its chain was told. */
static void
count_alike(struct search *s)
{
	uint32_t *same = s->vectors.same;

	for (uint32_t i = 0; i < s->sheet->rows; i++) {
		uint32_t x;

		if (search_says_nothing(s, i))
			continue;
		chain_put(&s->vectors.by_votes, i, search_votes_hash(s, i));
		x = search_next_alike(s, i);
		same[i] = x == CHAIN_END ? 1 : same[x] + 1;
	}
	for (uint32_t i = (uint32_t)s->sheet->rows; i-- > 0;) {
		uint32_t x = same[i] > 0 ? search_next_alike(s, i) : CHAIN_END;

		if (x != CHAIN_END)
			same[x] = same[i];
	}
}

void
search_vectors(struct search *s)
{
	s->vectors.by_votes = chain_new(s->a, s->sheet->rows);
	s->vectors.same = arena_zero(s->a, s->sheet->rows + 1,
	    sizeof *s->vectors.same);
	count_alike(s);
}
