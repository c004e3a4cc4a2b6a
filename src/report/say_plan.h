/* SPDX-License-Identifier: Apache-2.0 */
/* say_plan: what each method of audit would ask for, as a document, as JSON, as CSV. */
#ifndef REPORT_SAY_PLAN_H
#define REPORT_SAY_PLAN_H

#include "audit/plan.h"
#include "base/buf.h"
#include "report/doc.h"

struct say_plan {
	const struct plan     *plan;
	const struct plan_ask *ask;
	const char            *title;	/* of the contest */
	int64_t                pace;	/* ballots that one board looks at in an hour */
	int64_t                boards;
};

struct doc *say_plan_doc(struct arena *a, const struct say_plan *s);
void say_plan_json(struct buf *out, const struct say_plan *s);
void say_plan_csv(struct buf *out, const struct say_plan *s);

#endif
