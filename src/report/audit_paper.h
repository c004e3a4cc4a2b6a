/* SPDX-License-Identifier: Apache-2.0 */
/*
 * audit_paper: what boards carry to the shelves: where to fetch what was
 * drawn, labels for it, slips that stand in its place, sheets to read it onto.
 */
#ifndef REPORT_AUDIT_PAPER_H
#define REPORT_AUDIT_PAPER_H

#include "report/say_audit.h"

struct audit_paper {
	const struct audit_case *one;
	const struct say_names  *names;
	const char              *election;
	const char              *unit;	/* id; NULL: all */
};

/* Items in walking order: by unit, container, batch and position; what was read is left out. */
struct doc *audit_paper_retrieval(struct arena *a,
    const struct audit_paper *p);
struct doc *audit_paper_labels(struct arena *a, const struct audit_paper *p);
struct doc *audit_paper_placeholders(struct arena *a,
    const struct audit_paper *p);

/* audit_paper_sheets(a, p): One for each item: contests, choices, and who read it. */
struct doc *audit_paper_sheets(struct arena *a, const struct audit_paper *p);

/* audit_paper_csv(out, p): The retrieval list as data. */
void audit_paper_csv(struct buf *out, const struct audit_paper *p);

#endif
