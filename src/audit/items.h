/* SPDX-License-Identifier: Apache-2.0 */
/* items: what was drawn, each ballot or batch once, found again by batch and position. */
#ifndef AUDIT_ITEMS_H
#define AUDIT_ITEMS_H

#include "model/audit.h"

struct arena;

/* One draw, in the order of the draw. */
struct item_draw { uint32_t batch; int64_t position, round; };

struct items {
	struct audit_item *item;	/* in the order of their first draw */
	size_t             n;
	size_t            *sorted;	/* the same by batch and position */
	size_t            *of_draw;	/* which item each draw was */
};

#define ITEM_NONE SIZE_MAX

/* items_of(a, draw, n, out): Join ${n} draws. */
void items_of(struct arena *a, const struct item_draw *draw, size_t n,
    struct items *out);

/* items_find(t, batch, position): Its index; ITEM_NONE if it was not drawn. */
size_t items_find(const struct items *t, uint32_t batch, int64_t position);

#endif
