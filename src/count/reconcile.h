/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reconcile: is everything there, once, and does it add up?  Completeness
 * comes before comparison (design §1).
 *
 *	struct reconcile *r = reconcile_new(arena, el, contest, &findings);
 *	for (each unit) {
 *		for (each source of the contest)
 *			TRY(reconcile_add(r, unit, source, sheet, e));
 *		TRY(reconcile_unit_end(r, unit, e));
 *	}
 *	TRY(reconcile_finish(r, compare, e));
 *
 * Memory between units is bounded: only totals and findings stay; with
 * reconcile_to, only totals.  Findings kept come out in a stable order: whole
 * jurisdiction first, then by unit, code, first member.
 */
#ifndef COUNT_RECONCILE_H
#define COUNT_RECONCILE_H

#include <stdbool.h>

#include "model/election.h"
#include "model/finding.h"
#include "model/sheet.h"

struct arena;
struct compare;
struct err;

struct reconcile *reconcile_new(struct arena *a, const struct election *el,
    struct contest_ix contest, struct findings *out);

/*
 * Takes the findings of one unit, complete and in order; they are gone when it
 * returns.  Called last with NO_UNIT: for findings about the whole, and for
 * those of a unit that only the other units could decide.  The sink may still
 * say who explained them.
 */
typedef bool reconcile_sink(void *ctx, struct unit_ix unit,
    struct findings *found, struct err *e);

/*
 * reconcile_to(r, c, sink, ctx):
 * Before the first unit: give the findings to ${sink} as the walk goes
 * instead of keeping them, so that memory is bounded by the largest unit.
 * ${c} is the finished comparison of the same contest.  The arena of the
 * findings that ${r} was made with is reset after each unit: it must be used
 * for nothing else.
 */
void reconcile_to(struct reconcile *r, const struct compare *c,
    reconcile_sink *sink, void *ctx);

/* reconcile_total(r, source, v, e): The one row of a PART_TOTAL source. */
bool reconcile_total(struct reconcile *r, struct source_ix source,
    const int64_t *v, struct err *e);

/* reconcile_add(r, unit, source, sheet, e): The sheet stays valid until reconcile_unit_end. */
bool reconcile_add(struct reconcile *r, struct unit_ix unit,
    struct source_ix source, const struct sheet *sheet, struct err *e);
bool reconcile_unit_end(struct reconcile *r, struct unit_ix unit, struct err *e);

/*
 * reconcile_finish(r, c, e):
 * The findings about whole counts, the effect of each finding on the margin of
 * the reference pair of ${c} (a finished comparison of the same contest), and
 * the explanations that the election has for them.
 */
bool reconcile_finish(struct reconcile *r, const struct compare *c,
    struct err *e);

/* What was looked at, so that "nothing found" can be told from "nothing compared". */
struct reconcile_tally {
	int64_t rows, batches, checks;	/* checks: comparisons made */
};
struct reconcile_tally reconcile_counts(const struct reconcile *r);

#endif
