/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"

#include "count/chain.h"

struct chain
chain_new(struct arena *a, size_t rows)
{
	struct chain c = { 0 };
	size_t places = 16;

	while (places < rows * 2)
		places *= 2;
	c.mask = places - 1;
	c.head = arena_zero(a, places, sizeof *c.head);
	memset(c.head, 0xFF, places * sizeof *c.head);
	c.next = arena_zero(a, rows + 1, sizeof *c.next);
	c.hash = arena_zero(a, rows + 1, sizeof *c.hash);
	return c;
}

void
chain_put(struct chain *c, uint32_t row, uint64_t hash)
{
	uint32_t *head = &c->head[(hash ^ hash >> 32) & c->mask];

	c->hash[row] = hash;
	c->next[row] = *head;
	*head = row;
}

static uint32_t
same_hash(const struct chain *c, uint32_t row, uint64_t hash)
{
	while (row != CHAIN_END && c->hash[row] != hash)
		row = c->next[row];
	return row;
}

uint32_t
chain_first(const struct chain *c, uint64_t hash)
{
	return same_hash(c, c->head[(hash ^ hash >> 32) & c->mask], hash);
}

uint32_t
chain_next(const struct chain *c, uint32_t row)
{
	return same_hash(c, c->next[row], c->hash[row]);
}
