/* SPDX-License-Identifier: Apache-2.0 */
/* audit_select: make a plan of what was reported, and bring it to the record. */
#ifndef CLI_AUDIT_SELECT_H
#define CLI_AUDIT_SELECT_H

#include "cli/cmd.h"
#include "law/law.h"
#include "model/audit.h"

/* Options of a plan that is brought. */
#define AUDIT_SELECT_OPTIONS \
	{ "select", "METHOD", "choose this method, and enter the plan in the record", false }, \
	{ "also", "ID", "a contest whose risk is told and does not decide", true }, \
	{ "assertions", "FILE", "RAIRE assertions of an instant runoff", false }, \
	{ "sampler", "WORD", "consistent, counter, cryptorandom, ppeb (default: the method's)", false }, \
	{ "by", "ID", "who chooses", false }

/*
 * audit_select(c, status):
 * Make the plan of the contests in --contest and --also by the method in
 * --select; keep it as an object; bring audit.select-contest.
 */
bool audit_select(struct call *c, int *status);

/* audit_limit(c, law, on, out): --risk-limit, else that of the law in force on ${on}, else 5 %. */
bool audit_limit(struct call *c, const struct law *law, struct day on,
    struct ratio *out);

/* audit_rates(c, out): --o1, --o2, --u1, --u2; one in 1,000 and 1 in 10,000 if they are not given. */
bool audit_rates(struct call *c, struct audit_rates *out);

#endif
