/* SPDX-License-Identifier: Apache-2.0 */
/* trust: a policy for canvass-verify, as the record itself would have it (docs/record.md, "Trust"). */
#ifndef CLI_TRUST_H
#define CLI_TRUST_H

#include "ledger/checkpoint.h"
#include "record/record.h"

/*
 * trust_write(r, at, out, e): Append the policy.  It says of itself that who
 * got it with the bundle has learned nothing by it.
 */
bool trust_write(struct record *r, const struct checkpoint *at,
    struct buf *out, struct err *e);

#endif
