/* SPDX-License-Identifier: Apache-2.0 */
/*
 * case_style: the cards that a contest can be on.  With card style the records
 * say so, a contest is sampled from those cards alone, and paper without it is
 * as bad as can be (SHANGRLA, section 3.4; Glazer, Spertus and Stark 2021).
 */
#ifndef AUDIT_CASE_STYLE_H
#define AUDIT_CASE_STYLE_H

#include "audit/case.h"

/* A bit each. */
#define CASE_STYLED 64

/* case_has_style(plan): Comparisons of ballots that are drawn by SHANGRLA's numbers have. */
bool case_has_style(const struct audit_plan *plan);

/*
 * case_frame(one, contest):
 * Ballots that it is sampled from: all; with style those whose record has it, and those
 * that have no record.
 */
int64_t case_frame(const struct audit_case *one, size_t contest);

#endif
