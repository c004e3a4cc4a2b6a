/* SPDX-License-Identifier: Apache-2.0 */
/*
 * public: which objects of a record everybody may have (docs/record.md, "The
 * bundle").  A source of batches or precincts stays back, with our table of
 * it, unless somebody imported it as already public; so does what names the
 * same bytes in another way.
 */
#ifndef CLI_PUBLIC_H
#define CLI_PUBLIC_H

#include "record/record.h"

/* Each object that may be published, once; ${must}: the record cannot be checked without it. */
typedef bool public_visit(void *ctx, const char *hex, bool must,
    struct err *e);

/* public_objects(r, size, visit, ctx, e): Those named by the first ${size} entries, in the order of hex. */
bool public_objects(struct record *r, int64_t size, public_visit *visit,
    void *ctx, struct err *e);

#endif
