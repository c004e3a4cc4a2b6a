/* SPDX-License-Identifier: Apache-2.0 */
/*
 * audit_claims: the assertions of an instant runoff as a file (docs/irv.md),
 * read for a plan and for an audit.
 */
#ifndef CLI_AUDIT_CLAIMS_H
#define CLI_AUDIT_CLAIMS_H

#include "audit/assertions.h"
#include "base/file.h"
#include "model/tally.h"

struct arena;
struct err;

#define MAX_CLAIMS ((size_t)16 << 20)	/* bytes of such a file */

/*
 * audit_claims_read(a, text, name, t, out, e):
 * Of a contest with the choices of ${t}.  Fails, naming what is wrong, if they
 * are of another contest, or do not prove the winner that they name: that is
 * checked without any search.  Margins are those of the file.
 */
bool audit_claims_read(struct arena *a, struct bytes text, const char *name,
    const struct tally *t, struct assertions *out, struct err *e);

#endif
