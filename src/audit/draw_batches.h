/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draw_batches: batches with chances in proportion to the bounds of their
 * errors, with replacement, as Arlo draws them: NumPy's generator, seeded by
 * the digest of the dice (docs/sampling.md).
 *
 *	TRY(draw_batches(a, seed, bound, n, 138, batch, e));
 *
 * A later round asks for more draws; the first ones are the same.
 */
#ifndef AUDIT_DRAW_BATCHES_H
#define AUDIT_DRAW_BATCHES_H

#include <stddef.h>

#include "stat/dec28.h"

struct arena;
struct err;

/* draw_batches(a, seed, bound, n, take, batch, e): ${take} indexes into ${batch}.  Fails if no bound is above 0. */
bool draw_batches(struct arena *a, const char *seed,
    const struct dec28 *bound, size_t n, size_t take, size_t *batch,
    struct err *e);

/* draw_batches_sum(bound, n): Of all, one after the other. */
struct dec28 draw_batches_sum(const struct dec28 *bound, size_t n);

#endif
