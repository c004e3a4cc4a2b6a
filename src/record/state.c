/* SPDX-License-Identifier: Apache-2.0 */
/* What was in force on a day: the subjects, folded from the entries logged by then. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

#include "record/inside.h"

/* Subjects in the order in which they came, and a table of where each is. */
struct states {
	struct record         *r;
	struct arena          *a;
	struct record_subject *item;
	size_t                 n, cap;
	size_t                *slot;	/* position + 1; 0: free */
	size_t                 slots;	/* a power of two, more than twice n */
};

/* FNV-1a: the ids are ours, and the table lives for one call. */
static size_t
hash_id(const char *id)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (; *id != '\0'; id++)
		h = (h ^ (unsigned char)*id) * UINT64_C(1099511628211);
	return (size_t)(h ^ h >> 32);
}

/* The slot of ${id}, or the free one where it belongs. */
static size_t *
find_slot(const struct states *s, const char *id)
{
	size_t i = hash_id(id) & (s->slots - 1);

	while (s->slot[i] != 0 && strcmp(s->item[s->slot[i] - 1].id, id) != 0)
		i = (i + 1) & (s->slots - 1);
	return &s->slot[i];
}

static void
grow_slots(struct states *s)
{
	if (s->slots > 2 * s->n)
		return;
	s->slots = s->slots == 0 ? 256 : 4 * s->slots;
	s->slot = arena_zero(s->a, s->slots, sizeof *s->slot);
	for (size_t i = 0; i < s->n; i++)
		*find_slot(s, s->item[i].id) = i + 1;
}

static struct record_subject *
find_subject(struct states *s, const char *id)
{
	size_t *slot;

	grow_slots(s);
	slot = find_slot(s, id);
	if (*slot != 0)
		return &s->item[*slot - 1];
	s->item = arena_grow(s->a, s->item, s->n, &s->cap, sizeof *s->item);
	s->item[s->n] = (struct record_subject){ .id = arena_text(s->a, id) };
	*slot = ++s->n;
	return &s->item[s->n - 1];
}

static const char *
title_of(const struct lifecycle *l, const char *state)
{
	for (size_t i = 0; l != NULL && i < l->states; i++)
		if (strcmp(l->state[i].id, state) == 0)
			return l->state[i].title;
	return state;
}

static bool
take_entry(void *ctx, const struct store_row *row, struct err *e)
{
	struct states *s = ctx;
	struct record_subject *subject;
	const struct lifecycle *l;
	struct entry n;

	arena_reset(&s->r->each);
	TRY(entry_read(&s->r->each, row->bytes, row->seq, &n, e));
	if (n.to == NULL)
		return true;
	l = s->r->authority == NULL ? NULL :
	    authority_lifecycle(s->r->authority, n.act.action);
	subject = find_subject(s, n.act.subject);
	subject->lifecycle = arena_str(s->a, n.act.action,
	    strcspn(n.act.action, "."));
	subject->state = arena_text(s->a, n.to);
	subject->title = arena_text(s->a, title_of(l, n.to));
	if (*n.act.unit != '\0' || subject->unit == NULL)
		subject->unit = arena_text(s->a, n.act.unit);
	subject->version = n.version;
	subject->seq = n.seq;
	subject->logged = n.logged;
	return true;
}

static int
by_id(const void *x, const void *y)
{
	const struct record_subject *a = x, *b = y;

	return strcmp(a->id, b->id);
}

bool
record_state_on(struct record *r, struct arena *a, int64_t utc,
    struct record_subject **out, size_t *n, struct err *e)
{
	struct states s = { .r = r, .a = a };
	struct store_query by = { .logged_by = utc, .outcome = "done" };

	TRY(store_each(r->store, &by, take_entry, &s, e));
	if (s.n > 0)
		qsort(s.item, s.n, sizeof *s.item, by_id);
	*out = s.item;
	*n = s.n;
	return true;
}
