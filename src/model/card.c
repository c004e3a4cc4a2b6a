/* SPDX-License-Identifier: Apache-2.0 */
#include "model/card.h"

size_t
card_marks(const struct card *c)
{
	size_t n = 0;

	if (!card_has(c))
		return 0;
	for (size_t i = 0; i < c->choices; i++)
		n += c->mark[i] > 0;
	return n;
}

size_t
card_first(const struct card *c, uint64_t standing)
{
	size_t first = CARD_NOBODY, end = c->choices < 64 ? c->choices : 64;

	if (!card_has(c))
		return CARD_NOBODY;
	for (size_t i = 0; i < end; i++) {
		if (c->mark[i] <= 0 || (standing >> i & 1) == 0)
			continue;
		if (first == CARD_NOBODY || c->mark[i] < c->mark[first])
			first = i;
	}
	return first;
}

/* The least rank above ${after} and how many have it; 0 if there is none. */
static int16_t
next_rank(const int16_t *mark, size_t n, int16_t after, size_t *have)
{
	int16_t least = 0;

	*have = 0;
	for (size_t i = 0; i < n; i++) {
		if (mark[i] <= after)
			continue;
		if (least == 0 || mark[i] < least) {
			least = mark[i];
			*have = 0;
		}
		*have += mark[i] == least;
	}
	return least;
}

static void
rename_rank(int16_t *mark, size_t n, int16_t from, int16_t to)
{
	for (size_t i = 0; i < n; i++)
		if (mark[i] == from)
			mark[i] = to;
}

void
card_tidy_ranks(int16_t *mark, size_t n)
{
	int16_t place = 0, rank;
	size_t have;

	while ((rank = next_rank(mark, n, place, &have)) != 0 && have == 1)
		rename_rank(mark, n, rank, ++place);
	for (size_t i = 0; i < n; i++)
		if (mark[i] > place || mark[i] < 0)
			mark[i] = 0;
}
