/* SPDX-License-Identifier: Apache-2.0 */
/*
 * audit: what the commands of an audit share: finding it in the record, and
 * bringing acts on it.
 */
#ifndef CLI_AUDIT_H
#define CLI_AUDIT_H

#include "cli/bring.h"
#include "cli/folder.h"
#include "model/audit.h"

struct audit_call {
	struct call       *c;
	struct record     *r;
	struct folder      f;
	const char        *id, *subject;	/* "governor", "audit/governor" */
	const char        *state;		/* of its lifecycle */
	bool               has_plan;
	struct audit_plan  plan;
	const char        *plan_hex;
};

/*
 * audit_begin(c, how, x): Open the record c->arg[0] and find the audit
 * c->arg[1], or the only one there is; audit_end closes it.
 */
bool audit_begin(struct call *c, enum record_how how, struct audit_call *x);
void audit_end(struct audit_call *x);	/* fits CLEANUP */

/* audit_planned(x): Fail if the record keeps no plan of it. */
bool audit_planned(struct audit_call *x);

/*
 * audit_bring(x, action, payload, status): An act on the audit by who --by names; *${status} as bring_act.
 */
bool audit_bring(struct audit_call *x, const char *action,
    const struct buf *payload, int *status);

/* audit_payload(x, text, out): Append the canonical form of ${text}, JSON with members in any order. */
bool audit_payload(struct audit_call *x, const struct buf *text,
    struct buf *out);

/* audit_fact(x, kind, tree): What the record keeps of it under ${kind}: "draw", "round", "seed"; *${tree} = NULL: nothing. */
struct json_value;
bool audit_fact(struct audit_call *x, const char *kind,
    struct json_value **tree);

#endif
