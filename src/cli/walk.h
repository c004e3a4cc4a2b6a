/* SPDX-License-Identifier: Apache-2.0 */
/* walk: the comparison of one contest, made from the tables of an election. */
#ifndef CLI_WALK_H
#define CLI_WALK_H

#include "cli/cmd.h"
#include "cli/folder.h"
#include "count/compare.h"

/*
 * walk_compare(c, f, contest, on, out):
 * Compare the counts that stood on ${on} (DAY_UNKNOWN: all of them).
 */
bool walk_compare(struct call *c, const struct folder *f,
    struct contest_ix contest, struct day on, const struct compare **out);

#endif
