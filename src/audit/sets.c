/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include "audit/sets.h"

/* The finaliser of splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t
hash_of(uint64_t set, uint32_t with)
{
	uint64_t z = set + with * UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

static struct sets_entry *
place_of(struct sets_entry *entry, size_t room, uint64_t set, uint32_t with)
{
	size_t i = hash_of(set, with) & (room - 1);

	while (entry[i].value != 0 &&
	    (entry[i].set != set || entry[i].with != with))
		i = (i + 1) & (room - 1);
	return &entry[i];
}

static void
widen(struct arena *a, struct sets *s)
{
	size_t room = s->room == 0 ? 64 : s->room * 2;
	struct sets_entry *entry = arena_zero(a, room, sizeof *entry);

	for (size_t i = 0; i < s->room; i++)
		if (s->entry[i].value != 0)
			*place_of(entry, room, s->entry[i].set,
			    s->entry[i].with) = s->entry[i];
	s->entry = entry;
	s->room = room;
}

uint32_t *
sets_at(struct arena *a, struct sets *s, uint64_t set, uint32_t with)
{
	struct sets_entry *e;

	if (s->n * 4 >= s->room * 3)
		widen(a, s);
	e = place_of(s->entry, s->room, set, with);
	if (e->value == 0) {
		e->set = set;
		e->with = with;
		s->n++;
	}
	return &e->value;
}
