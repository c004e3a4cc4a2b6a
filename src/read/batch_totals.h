/* SPDX-License-Identifier: Apache-2.0 */
/*
 * batch_totals: what machines reported for each batch of a manifest, of one
 * contest: a column for each choice (docs/audit-files.md).
 */
#ifndef READ_BATCH_TOTALS_H
#define READ_BATCH_TOTALS_H

#include "base/file.h"
#include "model/election.h"
#include "model/manifest.h"
#include "model/tally.h"

struct arena;
struct buf;
struct err;

struct batch_totals_of {
	const struct manifest *manifest;
	const struct tally    *tally;	/* of the plan */
	const struct contest  *contest;	/* other names of its choices; NULL: their ids alone */
	const char            *unit, *unit_name;
};

/*
 * batch_totals_read(a, text, file, of, votes, e):
 * *${votes}: batches x choices, in the order of the manifest; NUM_UNKNOWN in a
 * batch whose row is empty: the contest is on none of its ballots.  Refused, by
 * line and field: a batch that is on no manifest, or comes twice, or is
 * missing; a choice without a column; more votes than its ballots can have.
 */
bool batch_totals_read(struct arena *a, struct bytes text, const char *file,
    const struct batch_totals_of *of, int64_t **votes, struct err *e);

/* batch_totals_write(out, of, votes): Append them in our own form. */
void batch_totals_write(struct buf *out, const struct batch_totals_of *of,
    const int64_t *votes);

#endif
