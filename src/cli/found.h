/* SPDX-License-Identifier: Apache-2.0 */
/*
 * found: what reconcile finds, as acts of the record keeper.  A finding keeps
 * its number as long as the data shows it with the same members.
 */
#ifndef CLI_FOUND_H
#define CLI_FOUND_H

#include <stdbool.h>

#include "cli/cmd.h"
#include "cli/folder.h"
#include "model/finding.h"

/* "finding/CODE-xxxxxxxxxxxx" and a NUL. */
#define FOUND_ID 64

/* found_id(out, el, contest, fd): The number of ${fd} (docs/record.md). */
void found_id(char out[FOUND_ID], const struct election *el,
    struct contest_ix contest, const struct finding *fd);

/*
 * found_enter(c, f, r, now, opened, closed): Inside a transaction of ${r}: enter the
 * findings that ${f} has and the record does not, and close those it no longer has.
 */
bool found_enter(struct call *c, const struct folder *f, struct record *r,
    int64_t now, int64_t *opened, int64_t *closed);

#endif
