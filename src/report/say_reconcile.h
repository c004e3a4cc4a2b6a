/* SPDX-License-Identifier: Apache-2.0 */
/*
 * say_reconcile: what a reconciliation found, on screen, as JSON and as CSV.
 *
 * Findings come a unit at a time; JSON and CSV are written as they come:
 *
 *	say_reconcile_begin_json(&s, out);
 *	for (each finding) {
 *		say_reconcile_count(&s, fd);
 *		say_reconcile_json(&s, fd);
 *	}
 *	say_reconcile_end_json(&s);
 *
 * On screen the summary comes first, so the findings are kept, with as many
 * members as are shown (say_reconcile_keep).
 */
#ifndef REPORT_SAY_RECONCILE_H
#define REPORT_SAY_RECONCILE_H

#include "base/buf.h"
#include "count/reconcile.h"
#include "model/election.h"
#include "model/finding.h"
#include "report/doc.h"
#include "text/json.h"

struct arena;

/* How many findings of one code are told, and how they stand. */
struct kind_row {
	int64_t findings, rows, open, margin;
};

struct say_reconcile {
	const struct election *el;
	const struct contest  *contest;
	bool                   summary;	/* on screen: how many of each kind, nothing more */
	struct reconcile_tally tally;	/* set when all findings have come */
	/* made here: */
	struct findings        found;	/* for the screen; found.a is the caller's */
	struct kind_row        kind[FINDING_CODES];
	size_t                 open;	/* findings that wait for an explanation */
	struct json_writer     w;
};

/* say_reconcile_count(s, fd): Add ${fd} to the numbers of its kind. */
void say_reconcile_count(struct say_reconcile *s, const struct finding *fd);

/* say_reconcile_keep(s, fd): A copy of ${fd} for the screen. */
void say_reconcile_keep(struct say_reconcile *s, const struct finding *fd);

void say_reconcile_begin_json(struct say_reconcile *s, struct buf *out);
void say_reconcile_json(struct say_reconcile *s, const struct finding *fd);
void say_reconcile_end_json(struct say_reconcile *s);

/* CSV: a row for each member, or one for a finding without; ${number} is the finding's. */
void say_reconcile_begin_csv(const struct say_reconcile *s, struct buf *out);
void say_reconcile_csv(const struct say_reconcile *s, struct buf *out,
    size_t number, const struct finding *fd);

struct doc *say_reconcile_doc(struct arena *a, const struct say_reconcile *s);

#endif
