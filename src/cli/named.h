/* SPDX-License-Identifier: Apache-2.0 */
/*
 * named: every object that a record may speak of: any text of an act that is
 * the SHA-256 of an object names it, whoever the actor was and whatever the
 * answer.
 */
#ifndef CLI_NAMED_H
#define CLI_NAMED_H

#include "record/record.h"

/* Each hash once, in the order in which they come; ${must}: it is the name of an object for sure. */
typedef bool named_visit(void *ctx, const char *hex, bool must,
    struct err *e);

/* named_each(r, size, visit, ctx, e): Those named by the first ${size} entries.  Memory: about 80 bytes a hash. */
bool named_each(struct record *r, int64_t size, named_visit *visit, void *ctx,
    struct err *e);

#endif
