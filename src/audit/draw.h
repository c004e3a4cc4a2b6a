/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draw: what the dice draw from a frame, by the sampler of the plan
 * (docs/sampling.md).  A later round draws the same again, and more.
 */
#ifndef AUDIT_DRAW_H
#define AUDIT_DRAW_H

#include "audit/case.h"

struct arena;
struct err;

struct draw_pick {
	uint32_t    batch;
	int64_t     position;	/* of a ballot, from 1; 0: the batch */
	int64_t     generation;	/* 1 the first time it comes */
	const char *ticket;	/* as people see it; "": the sampler has none */
};

/*
 * draw_from(a, one, contest, take, out, e):
 * The first ${take} draws with the dice of ${one}: for contest ${contest} of
 * the plan, or for all (CASE_ALL) where one sample serves them all.  Fails if
 * there is nothing to draw from, or the plan has no sampler.
 */
bool draw_from(struct arena *a, const struct audit_case *one, size_t contest,
    int64_t take, struct draw_pick **out, struct err *e);

/* draw_is_shared(one): Does one sample serve all contests? */
bool draw_is_shared(const struct audit_case *one);

#endif
