/* SPDX-License-Identifier: Apache-2.0 */
/* batches_of: what a count in the record reported of each batch, for a plan. */
#ifndef CLI_BATCHES_OF_H
#define CLI_BATCHES_OF_H

#include "audit/plan.h"

#include "cli/cmd.h"
#include "cli/folder.h"

/*
 * batches_of(c, f, contest, t, out):
 * The batches of the count in --count, with the votes of the choices of
 * ${t}.  A batch that does not say how many ballots it has is taken to have
 * its votes, undervotes and overvotes.  Fails if that count has no source by batch.
 */
bool batches_of(struct call *c, const struct folder *f,
    struct contest_ix contest, const struct tally *t,
    struct plan_batches *out);

#endif
