/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/audit_say.h"

static int
run(struct call *c)
{
	struct audit_told t CLEANUP(audit_told_end) = { .x = { 0 } };

	if (!audit_tell(c, RECORD_READ, &t))
		return fail(c);
	audit_told_print(c, &t);
	return 0;
}

const struct cmd cmd_audit_status = {
	.name = "audit status", .args = "ELECTION [AUDIT]",
	.summary = "where an audit stands: risk, differences, what is unread",
	.about = "Computed from the record at this moment; nothing is entered.\n",
	.option = (const struct option[]){ { NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 2, .forms = true,
	.run = run,
};
