/* SPDX-License-Identifier: Apache-2.0 */
/* audit_papers: what boards carry to the shelves, written into a folder. */
#ifndef CLI_AUDIT_PAPERS_H
#define CLI_AUDIT_PAPERS_H

#include "cli/audit_say.h"

/* audit_papers_write(c, t, out): ${out} appears whole or not at all. */
bool audit_papers_write(struct call *c, const struct audit_told *t,
    const char *out);

#endif
