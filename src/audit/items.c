/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/arena.h"

#include "audit/items.h"

/* A draw and when it was, so that sorting keeps the order of the draw. */
struct placed { struct item_draw draw; size_t at; };

static int
cmp_item(uint32_t batch, int64_t position, uint32_t batch2, int64_t position2)
{
	if (batch != batch2)
		return batch < batch2 ? -1 : 1;
	return (position > position2) - (position < position2);
}

static int
by_item(const void *x, const void *y)
{
	const struct placed *p = x, *q = y;
	int c = cmp_item(p->draw.batch, p->draw.position, q->draw.batch,
	    q->draw.position);

	return c != 0 ? c : (p->at > q->at) - (p->at < q->at);
}

static bool
is_same(const struct item_draw *x, const struct item_draw *y)
{
	return cmp_item(x->batch, x->position, y->batch, y->position) == 0;
}

static struct placed *
sorted_draws(struct arena *a, const struct item_draw *draw, size_t n)
{
	struct placed *p = arena_zero(a, n + 1, sizeof *p);

	for (size_t i = 0; i < n; i++)
		p[i] = (struct placed){ draw[i], i };
	qsort(p, n, sizeof *p, by_item);
	return p;
}

void
items_of(struct arena *a, const struct item_draw *draw, size_t n,
    struct items *out)
{
	struct placed *p = sorted_draws(a, draw, n);
	size_t *first = arena_zero(a, n + 1, sizeof *first);

	*out = (struct items){
		.item = arena_zero(a, n + 1, sizeof *out->item),
		.sorted = arena_zero(a, n + 1, sizeof *out->sorted),
		.of_draw = arena_zero(a, n + 1, sizeof *out->of_draw) };
	/* Who came first stands for all its draws. */
	for (size_t i = 0, head = 0; i < n; i++) {
		if (i > 0 && !is_same(&p[i].draw, &p[i - 1].draw))
			head = i;
		first[p[i].at] = p[head].at;
	}
	for (size_t i = 0; i < n; i++) {
		if (first[i] == i) {
			out->of_draw[i] = out->n;
			out->item[out->n++] = (struct audit_item){
				.batch = draw[i].batch,
				.position = draw[i].position,
				.round = draw[i].round,
				.ballots = NUM_UNKNOWN, .entry = -1 };
		}
		out->of_draw[i] = out->of_draw[first[i]];
		out->item[out->of_draw[i]].draws++;
	}
	for (size_t i = 0, to = 0; i < n; i++)
		if (i == 0 || !is_same(&p[i].draw, &p[i - 1].draw))
			out->sorted[to++] = out->of_draw[p[i].at];
}

size_t
items_find(const struct items *t, uint32_t batch, int64_t position)
{
	size_t low = 0, high = t->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct audit_item *x = &t->item[t->sorted[mid]];
		int c = cmp_item(batch, position, x->batch, x->position);

		if (c == 0)
			return t->sorted[mid];
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return ITEM_NONE;
}
