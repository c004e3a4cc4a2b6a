/* SPDX-License-Identifier: Apache-2.0 */
/*
 * readings: what boards read on many ballots or in many batches, a row for
 * each mark (docs/audit-files.md).
 */
#ifndef READ_READINGS_H
#define READ_READINGS_H

#include "base/file.h"
#include "model/audit.h"
#include "model/election.h"

struct arena;
struct err;

struct reading_mark {
	const char *contest;
	const char *choice;	/* id; NULL: the contest was there, nobody was marked */
	int64_t     votes;
};

/* One item. */
struct reading_item {
	const char          *unit, *tabulator, *batch;	/* no tabulator: "" */
	int64_t              position;	/* 0: the batch */
	int64_t              ballots;	/* NUM_UNKNOWN */
	bool                 lost;	/* it was looked for, and is not there */
	bool                 none;	/* no contest of the audit is on it */
	struct reading_mark *mark;
	size_t               marks, cap;
	const char          *corrects;	/* leaf; NULL */
	int64_t              line;	/* where it begins */
};

struct readings {
	struct reading_item *item;	/* in the order of the file */
	size_t               n;
};

/*
 * readings_read(a, text, file, plan, el, out, e):
 * Refused by line and field: a contest or a choice that the plan does not
 * have, a mark that stands twice, an item that is both not found and read, and
 * numbers that are none.
 */
bool readings_read(struct arena *a, struct bytes text, const char *file,
    const struct audit_plan *plan, const struct election *el,
    struct readings *out, struct err *e);

#endif
