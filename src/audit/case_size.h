/* SPDX-License-Identifier: Apache-2.0 */
/* case_size: how many draws the first round of an audit should have. */
#ifndef AUDIT_CASE_SIZE_H
#define AUDIT_CASE_SIZE_H

#include "audit/case.h"

struct arena;
struct err;

/*
 * case_size(a, one, contest, out, e):
 * With which 90 of 100 audits would end if what was reported is right, or, of
 * methods that have one, the size their authors give.  *${out} = 0: it is not
 * known beforehand.
 */
bool case_size(struct arena *a, const struct audit_case *one, size_t contest,
    int64_t *out, struct err *e);

#endif
