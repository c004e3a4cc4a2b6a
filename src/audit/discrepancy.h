/* SPDX-License-Identifier: Apache-2.0 */
/*
 * discrepancy: a card whose record and paper differ, and what that does to one
 * claim; for people to look at, with both readings.
 */
#ifndef AUDIT_DISCREPANCY_H
#define AUDIT_DISCREPANCY_H

#include "audit/supersimple.h"

struct assertions;

struct discrepancy {
	const struct assertion          *assertion;
	const struct overstatement_card *card;
	int64_t steps;		/* of the assorter, record less paper */
	int     votes;		/* -2 .. 2 */
};

struct discrepancies {
	struct discrepancy *item;	/* by card as drawn, then by claim */
	size_t              n;
};

/*
 * discrepancies_of(a, s, sample, out, e):
 * Every card of ${sample} and claim of ${s} for which the two readings do not
 * count alike, or one is missing.
 */
bool discrepancies_of(struct arena *a, const struct assertions *s,
    const struct supersimple_sample *sample, struct discrepancies *out,
    struct err *e);

/* discrepancy_put_reading(out, c, t): Put what is on ${c}: "reed", "reed and stone", "no vote", "an overvote". */
void discrepancy_put_reading(struct buf *out, const struct card *c,
    const struct tally *t);

/*
 * discrepancy_say(out, d, t):
 * Put a sentence: "Card 7-12: the record says reed, the paper stone: too much
 * by 2 votes for the claim that reed has more votes than stone."
 */
void discrepancy_say(struct buf *out, const struct discrepancy *d,
    const struct tally *t);

#endif
