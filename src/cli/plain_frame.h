/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plain_frame: an audit out of plain files, without a record: batches and what
 * was reported of each, and by how many votes the count by hand differed
 * (docs/audit-files.md).
 */
#ifndef CLI_PLAIN_FRAME_H
#define CLI_PLAIN_FRAME_H

#include "audit/case.h"
#include "cli/cmd.h"

struct plain_frame {
	struct case_batch   *batch;
	size_t               batches, cap;
	int64_t              ballots;
	const char *const   *choice;	/* ids, as the columns are headed */
	size_t               choices;
	int64_t             *votes;	/* batches x choices */
	bool                 has_tabulators;
};

/* plain_frame_read(c, path, out): A row a batch; every column that is not asked for is a choice. */
bool plain_frame_read(struct call *c, const char *path,
    struct plain_frame *out);

/*
 * plain_changes_read(c, path, f, found):
 * *${found}: batches x choices, what hands counted: the reported votes and the
 * change that the file has of them; NUM_UNKNOWN in the first choice of a batch that
 * has no row.  A batch that has several must have the same in each.
 */
bool plain_changes_read(struct call *c, const char *path,
    const struct plain_frame *f, int64_t **found);

#endif
