/* SPDX-License-Identifier: Apache-2.0 */
/* say_recount: may there be a recount?  As a document, as JSON, as CSV. */
#ifndef REPORT_SAY_RECOUNT_H
#define REPORT_SAY_RECOUNT_H

#include "base/buf.h"
#include "count/compare.h"
#include "law/law.h"
#include "outcome/recount.h"
#include "report/doc.h"

struct say_recount {
	const struct compare        *c;
	const struct law            *law;
	size_t                       count;	/* the count it is about, in c */
	const struct recount_answer *answer;	/* of each rule */
	size_t                       answers;
	struct day                   as_of;	/* as asked; DAY_UNKNOWN: no day was named */
};

/*
 * say_recount_may_be(s):
 * Is there a rule whose limit the margin is inside of, and whose request
 * window, if a day was asked about, is open on it?
 */
bool say_recount_may_be(const struct say_recount *s);

/* say_recount_lead(a, s): The answer in one sentence. */
const char *say_recount_lead(struct arena *a, const struct say_recount *s);

/* say_recount_doc(a, s): All of it as one document. */
struct doc *say_recount_doc(struct arena *a, const struct say_recount *s);

/* say_recount_rule(parent, s, i): What rule ${i} asks, worked out, appended to ${parent}. */
void say_recount_rule(struct node *parent, const struct say_recount *s, size_t i);

void say_recount_json(struct buf *out, const struct say_recount *s);
void say_recount_csv(struct buf *out, const struct say_recount *s);

/* say_base_id(b): "total", "winner", "pair", "absolute", "tie". */
const char *say_base_id(enum recount_base b);

/* say_window_id(w): "none", "before", "open", "late". */
const char *say_window_id(enum recount_window w);

#endif
