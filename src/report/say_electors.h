/* SPDX-License-Identifier: Apache-2.0 */
/* say_electors: electoral votes on a day, and what would change them. */
#ifndef REPORT_SAY_ELECTORS_H
#define REPORT_SAY_ELECTORS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "law/law.h"
#include "model/election.h"
#include "outcome/electors.h"
#include "report/doc.h"

struct arena;
struct err;

struct say_electors {
	const struct election      *el;
	const struct elector_rule  *rule;	/* the number that elects */
	const struct elector_table *t;
	struct day                  on;
	const size_t               *flip;	/* what if these fell the other way */
	size_t                      flips;
	/* Worked out by say_electors_compute: */
	struct elector_sum          now, flipped;
	enum elector_outcome        outcome;	/* of all that is won */
	enum elector_outcome        flipped_outcome;
	struct elector_ways         open, open_or_unknown;
	struct flip_set             smallest[FLIP_COSTS][2];	/* ..., to a tie; to the other side */
};

/* say_electors_compute(a, s, e): Work out everything that is told. */
bool say_electors_compute(struct arena *a, struct say_electors *s,
    struct err *e);

/* say_electors_lead(a, s): "279 are certified for ..., 306 to 232 in all." */
const char *say_electors_lead(struct arena *a, const struct say_electors *s);

struct doc *say_electors_doc(struct arena *a, const struct say_electors *s);

/* The sections, each appended to ${body}. */
void say_electors_sums(struct node *body, const struct say_electors *s);
void say_electors_what_if(struct node *body, const struct say_electors *s);
void say_electors_smallest(struct node *body, const struct say_electors *s);
void say_electors_ways(struct node *body, const struct say_electors *s);
void say_electors_limits(struct node *body, const struct say_electors *s);

/* CSV: a row for each unit. */
void say_electors_json(struct buf *out, const struct say_electors *s);
void say_electors_csv(struct buf *out, const struct say_electors *s);

#endif
