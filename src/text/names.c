/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"

#include "text/names.h"
#include "text/scan.h"

/* Seeded with where memory lies, which the author of a file cannot know. */
static uint64_t
hash_of(const struct names *s, const char *p, size_t n)
{
	uint64_t h = (uint64_t)(uintptr_t)s ^ n, w;

	for (; n > 0; p += sizeof w, n -= sizeof w) {
		w = scan_load(p);
		if (n < sizeof w) {
			w &= (UINT64_C(1) << 8 * n) - 1;
			n = sizeof w;
		}
		h = (h ^ w) * UINT64_C(0x9E3779B97F4A7C15);
		h ^= h >> 29;
	}
	h *= UINT64_C(0xBF58476D1CE4E5B9);
	return h ^ h >> 32;
}

/*
 * Names leave in the reverse of the order in which they came, so that no
 * search ever runs over a place that has been given up.
 */
static void
place(struct names *s, size_t i)
{
	size_t k = s->entry[i].hash & (s->slots - 1);

	while (s->slot[k] != 0)
		k = (k + 1) & (s->slots - 1);
	s->slot[k] = (uint32_t)i + 1;
	s->entry[i].slot = k;
}

static void
grow_slots(struct names *s)
{
	s->slots = s->slots > 0 ? s->slots * 2 : 64;
	s->slot = arena_zero(s->arena, s->slots, sizeof s->slot[0]);
	for (size_t i = 0; i < s->count; i++)
		place(s, i);
}

static void
grow_text(struct names *s, size_t n)
{
	size_t room = s->room > 0 ? s->room : 1024;
	char *text;

	while (room < s->used + n)
		room *= 2;
	if (room == s->room)
		return;
	text = arena_zero(s->arena, room, 1);
	if (s->used > 0)
		memcpy(text, s->text, s->used);
	s->text = text;
	s->room = room;
}

static bool
is_there(const struct names *s, size_t mark, uint64_t hash, const char *p,
    size_t n)
{
	for (size_t k = hash & (s->slots - 1); s->slot[k] != 0;
	    k = (k + 1) & (s->slots - 1)) {
		size_t i = s->slot[k] - 1;
		const struct names_entry *x = &s->entry[i];

		if (i >= mark && x->hash == hash && x->n == n &&
		    memcmp(s->text + x->at, p, n) == 0)
			return true;
	}
	return false;
}

enum names_fault
names_add(struct names *s, size_t mark, const char *p, size_t n)
{
	uint64_t hash = hash_of(s, p, n);

	if (s->count * 2 >= s->slots)
		grow_slots(s);
	if (is_there(s, mark, hash, p, n))
		return NAMES_TWICE;
	if (s->used + n >= NAMES_MAX)
		return NAMES_TOO_MANY;
	grow_text(s, n);
	s->entry = arena_grow(s->arena, s->entry, s->count, &s->cap,
	    sizeof s->entry[0]);
	memcpy(s->text + s->used, p, n);
	s->entry[s->count] = (struct names_entry){ s->used, n, hash, 0 };
	s->used += n;
	place(s, s->count++);
	return NAMES_OK;
}

void
names_leave(struct names *s, size_t mark)
{
	while (s->count > mark) {
		s->count--;
		s->used = s->entry[s->count].at;
		s->slot[s->entry[s->count].slot] = 0;
	}
}
