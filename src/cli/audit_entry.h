/* SPDX-License-Identifier: Apache-2.0 */
/*
 * audit_entry: what two members of a board read on one ballot or in one batch,
 * on its way into the record.
 */
#ifndef CLI_AUDIT_ENTRY_H
#define CLI_AUDIT_ENTRY_H

#include "cli/audit_case.h"

struct audit_mark {
	const char *contest;
	const char *choice;	/* NULL: the contest was there, and this says nothing of a choice */
	int64_t     n;		/* marks, points, rank, or votes of a batch */
};

struct audit_entry {
	const char        *unit;
	const char        *tabulator;	/* "": none */
	const char        *batch;
	int64_t            position;	/* 0: the batch */
	int64_t            ballots;	/* in the batch; NUM_UNKNOWN */
	bool               lost;
	struct audit_mark *mark;
	size_t             marks;
	const char        *corrects;	/* leaf of the entry that it replaces; NULL */
	const char        *where;	/* "readings.csv:7: ", or "" */
};

/* audit_entry_options(x, out): One, from the options of the command. */
bool audit_entry_options(struct audit_call *x, struct audit_entry *out);

/*
 * audit_entry_find(x, l, entry, item): *${item} = where it stands among the
 * items of the audit; fails, by name, if it was not drawn, or its batch is on
 * no manifest.
 */
bool audit_entry_find(struct audit_call *x, const struct audit_loaded *l,
    const struct audit_entry *entry, size_t *item);

/*
 * audit_entry_put(x, entry, round, out): Append the payload of audit.enter;
 * ${round} 0: of a hand tally.
 */
bool audit_entry_put(struct audit_call *x, const struct audit_entry *entry,
    int64_t round, struct buf *out);

/* audit_entry_name(a, entry): "batch 3-17 of 02, ballot 14". */
char *audit_entry_name(struct arena *a, const struct audit_entry *entry);

#endif
