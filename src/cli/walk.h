/* SPDX-License-Identifier: Apache-2.0 */
/* walk: the comparison and the reconciliation of one contest, made from the tables of an election. */
#ifndef CLI_WALK_H
#define CLI_WALK_H

#include "cli/cmd.h"
#include "cli/folder.h"
#include "count/compare.h"
#include "count/reconcile.h"

/*
 * walk_compare(c, f, contest, on, out):
 * Compare the counts that stood on ${on} (DAY_UNKNOWN: all of them).
 */
bool walk_compare(struct call *c, const struct folder *f,
    struct contest_ix contest, struct day on, const struct compare **out);

/*
 * walk_reconcile(c, f, compare, sink, ctx, tally):
 * Reconcile the contest of ${compare}, a finished comparison of all counts;
 * the findings go to ${sink} unit by unit, and are not kept.
 */
bool walk_reconcile(struct call *c, const struct folder *f,
    const struct compare *compare, reconcile_sink *sink, void *ctx,
    struct reconcile_tally *tally);

#endif
