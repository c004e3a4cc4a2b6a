/* SPDX-License-Identifier: Apache-2.0 */
/*
 * say_audit: where an audit stands: the risk of each contest, what was found
 * to differ, what is still to be read; as a document, as JSON, as CSV.
 */
#ifndef REPORT_SAY_AUDIT_H
#define REPORT_SAY_AUDIT_H

#include "audit/answer.h"
#include "base/buf.h"
#include "report/doc.h"

/* How people call a contest of the plan, and its choices. */
struct say_names {
	const char        *title;
	const char *const *choice;
	int64_t            open;	/* findings about its counts that wait for an explanation; NUM_UNKNOWN: it has no counts */
};

struct say_audit {
	const struct audit_case   *one;
	const struct audit_answer *answer;
	const struct say_names    *names;	/* of each contest of the plan */
	const char                *election;	/* "Arcadia, 2031 general election" */
	const char                *plan;	/* SHA-256 of the plan */
};

/* say_audit_lead(a, s): The answer, in a sentence or two. */
const char *say_audit_lead(struct arena *a, const struct say_audit *s);

struct doc *say_audit_doc(struct arena *a, const struct say_audit *s);
void say_audit_json(struct buf *out, const struct say_audit *s);

/* say_audit_csv(out, s): A row for each item: what the record has, and what was read. */
void say_audit_csv(struct buf *out, const struct say_audit *s);

/* say_audit_item(a, one, item): "batch 3-17, ballot 14, Birch County". */
char *say_audit_item(struct arena *a, const struct audit_case *one,
    const struct audit_item *item);

#endif
