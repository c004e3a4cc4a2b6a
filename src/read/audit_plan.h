/* SPDX-License-Identifier: Apache-2.0 */
/* audit_plan: the plan of an audit as its object has it (docs/audit.md), strictly read and canonically written. */
#ifndef READ_AUDIT_PLAN_H
#define READ_AUDIT_PLAN_H

#include "base/file.h"
#include "model/audit.h"

struct arena;
struct buf;
struct err;

/*
 * audit_plan_read(a, text, name, out, e):
 * Read the bytes of the object ${name}.  Every tally has passed tally_check.
 */
bool audit_plan_read(struct arena *a, struct bytes text, const char *name,
    struct audit_plan *out, struct err *e);

/* audit_plan_write(out, p): Append ${p} as canonical JSON. */
void audit_plan_write(struct buf *out, const struct audit_plan *p);

#endif
