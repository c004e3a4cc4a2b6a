/* SPDX-License-Identifier: Apache-2.0 */
/*
 * say_compare: a comparison of counts, told: as a document, as JSON, as CSV.
 * The parts of the document can be used apart.
 */
#ifndef REPORT_SAY_COMPARE_H
#define REPORT_SAY_COMPARE_H

#include <stddef.h>

#include "base/buf.h"
#include "count/compare.h"
#include "law/law.h"
#include "report/doc.h"

/* What is told. */
struct say_compare {
	const struct compare *c;	/* finished */
	const struct law     *law;
	struct unit_ix        unit;	/* NO_UNIT: the whole jurisdiction */
	size_t                top;	/* rows of each ranking */
	struct day            as_of;	/* as asked; DAY_UNKNOWN: in the end */
};

/* say_compare_doc(a, s): All of it as one document. */
struct doc *say_compare_doc(struct arena *a, const struct say_compare *s);

/* say_compare_answered(s): Was there anything to compare? */
bool say_compare_answered(const struct say_compare *s);

/* say_compare_lead(a, s): The answer in one sentence. */
const char *say_compare_lead(struct arena *a, const struct say_compare *s);

/* say_compare_majority(d, s): Into the intro, if the official count has no majority and the law asks for one. */
void say_compare_majority(struct doc *d, const struct say_compare *s);

/* say_compare_figure(a, s, f): The official margin; false if no count is official. */
bool say_compare_figure(struct arena *a, const struct say_compare *s,
    struct doc_figure *f);

/* The sections, each appended to ${body}. */
void say_compare_counts(struct node *body, const struct say_compare *s);
void say_compare_pair(struct node *body, const struct say_compare *s, size_t pair);
/* say_compare_tells(s, in): Is ${in} about what is told, and was any figure of it given by s->as_of? */
bool say_compare_tells(const struct say_compare *s, const struct incident *in);

/* say_compare_is_out(s, r): Was this figure given by s->as_of?  Of one without a day it is not known. */
bool say_compare_is_out(const struct say_compare *s,
    const struct report_of *r);

void say_compare_incidents(struct node *body, const struct say_compare *s);
void say_compare_meaning(struct node *body, const struct say_compare *s);
void say_compare_limits(struct node *body, const struct say_compare *s);

/*
 * say_compare_json(out, s), say_compare_csv(out, s):
 * All figures of all units.  CSV: a row for each unit and count.
 */
void say_compare_json(struct buf *out, const struct say_compare *s);
void say_compare_csv(struct buf *out, const struct say_compare *s);

#endif
