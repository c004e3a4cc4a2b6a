/* SPDX-License-Identifier: Apache-2.0 */
/*
 * colorado: super-simple as Colorado's audits have it (ColoradoRLA, Audit.java
 * and ComparisonAudit.java): understatements count, errors are in votes of the
 * smallest margin, and sizes are told with and without further errors.
 */
#ifndef AUDIT_COLORADO_H
#define AUDIT_COLORADO_H

#include "audit/supersimple.h"

/* colorado_optimistic(s, seen): Draws in all if nothing else is found. */
int64_t colorado_optimistic(const struct supersimple *s,
    const struct supersimple_seen *seen);

/* colorado_estimated(s, seen): Draws in all if overstatements go on: the above, more by their share of the draws. */
int64_t colorado_estimated(const struct supersimple *s,
    const struct supersimple_seen *seen);

/* colorado_log_p(s, seen), colorado_p(s, seen): The p-value of Stark 2010, equation 10. */
double colorado_log_p(const struct supersimple *s,
    const struct supersimple_seen *seen);
double colorado_p(const struct supersimple *s,
    const struct supersimple_seen *seen);

/*
 * colorado_votes(p, c, votes_allowed):
 * -2 .. 2: the most votes by which any pair is overstated.  Paper with more
 * marks than allowed has none that count; paper not found is two votes if
 * anybody but a loser was recorded, else one; a record made up is two.
 */
int colorado_votes(const struct pairs *p, const struct overstatement_card *c,
    int64_t votes_allowed);

#endif
