/* SPDX-License-Identifier: Apache-2.0 */
/* audit_say: an audit with its answer and the names of its contests, ready to be told. */
#ifndef CLI_AUDIT_SAY_H
#define CLI_AUDIT_SAY_H

#include "cli/audit_case.h"
#include "report/say_audit.h"

struct audit_told {
	struct audit_call   x;
	struct audit_loaded all;
	struct audit_answer answer;
	struct say_audit    say;
};

/* audit_tell(c, how, t): Open, load and evaluate; audit_end(&t->x) closes the record. */
bool audit_tell(struct call *c, enum record_how how, struct audit_told *t);

/* audit_told_end(t): Fits CLEANUP. */
void audit_told_end(struct audit_told *t);

/* audit_told_print(c, t): In the form that was asked for. */
void audit_told_print(struct call *c, const struct audit_told *t);

#endif
