/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/num.h"

#include "report/tally.h"

const struct part *
tally_find(const struct tally *t, const char *name)
{
	for (size_t i = 0; i < t->parts; i++)
		if (strcmp(t->part[i].name, name) == 0)
			return &t->part[i];
	return NULL;
}

static struct part *
part_of(struct arena *a, struct tally *t, const char *name, uint16_t choices)
{
	/* Rows of one part mostly follow each other. */
	if (t->parts > 0 && strcmp(t->part[t->parts - 1].name, name) == 0)
		return &t->part[t->parts - 1];
	for (size_t i = 0; i < t->parts; i++)
		if (strcmp(t->part[i].name, name) == 0)
			return &t->part[i];
	t->part = arena_grow(a, t->part, t->parts, &t->cap, sizeof *t->part);
	t->part[t->parts] = (struct part){ .name = name,
		.v = arena_zero(a, choices, sizeof(int64_t)) };
	return &t->part[t->parts++];
}

/* sum += v; unknown once one of them is, or it overflows. */
static void
add(int64_t *sum, int64_t v)
{
	if (!num_add(sum, *sum, v))
		*sum = NUM_UNKNOWN;
}

static void
total_up(struct tally *t, uint16_t choices)
{
	for (size_t i = 0; i < t->parts; i++)
		for (uint16_t k = 0; k < choices; k++)
			add(&t->part[i].total, t->part[i].v[k]);
}

static struct tally
tally_by(struct arena *a, const struct sheet *sh, const struct contest *c,
    bool method)
{
	struct tally t = { NULL, 0, 0 };

	for (size_t i = 0; i < sh->rows; i++) {
		const struct row *r = &sh->row[i];
		struct part *p = part_of(a, &t, method ? r->method : r->label,
		    c->choices);

		p->rows++;
		for (uint16_t k = 0; k < c->choices; k++)
			add(&p->v[k], r->v[k]);
	}
	total_up(&t, c->choices);
	return t;
}

struct tally
tally_by_method(struct arena *a, const struct sheet *sh,
    const struct contest *c)
{
	return tally_by(a, sh, c, true);
}

struct tally
tally_by_label(struct arena *a, const struct sheet *sh,
    const struct contest *c)
{
	return tally_by(a, sh, c, false);
}

int64_t
tally_total(const struct tally *t, const char *name)
{
	const struct part *p = tally_find(t, name);

	return p == NULL ? NUM_UNKNOWN : p->total;
}

size_t
tally_names(struct arena *a, const struct tally *t, size_t n,
    const char ***out)
{
	const char **name;
	size_t names = 0, most = 0;

	for (size_t i = 0; i < n; i++)
		most += t[i].parts;
	name = arena_zero(a, most + 1, sizeof *name);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < t[i].parts; k++) {
			bool known = false;

			for (size_t m = 0; m < i && !known; m++)
				known = tally_find(&t[m],
				    t[i].part[k].name) != NULL;
			if (!known)
				name[names++] = t[i].part[k].name;
		}
	*out = name;
	return names;
}

bool
tally_has_methods(const struct sheet *sh)
{
	for (size_t i = 0; i < sh->rows; i++)
		if (sh->row[i].method[0] != '\0')
			return true;
	return false;
}

int64_t
tally_lead(const int64_t *v, const struct contest *c)
{
	int64_t best = 0, next = 0;

	for (uint16_t i = 0; i < c->choices; i++) {
		if (v[i] > best) {
			next = best;
			best = v[i];
		} else if (v[i] > next) {
			next = v[i];
		}
	}
	return best - next;
}
