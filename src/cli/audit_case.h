/* SPDX-License-Identifier: Apache-2.0 */
/* audit_case: everything that a record has of one audit, gathered. */
#ifndef CLI_AUDIT_CASE_H
#define CLI_AUDIT_CASE_H

#include "audit/case.h"
#include "audit/items.h"

#include "cli/audit.h"
#include "cli/audit_key.h"

struct audit_loaded {
	struct audit_case one;
	struct audit_keys batch, item;	/* where each batch and each item stands, by its key */
	const char      **batch_key;	/* of each batch */
	struct items      items;	/* those of the draw */
	struct assertions **claims;	/* of each contest: of an instant runoff; NULL */
};

/*
 * audit_case_load(x, out): The frame, what was drawn and what was read, into
 * the arena of the command.  What is not there yet is empty.
 */
bool audit_case_load(struct audit_call *x, struct audit_loaded *out);

/*
 * audit_frame_load(x, out): The batches alone, in the order in which they are
 * numbered, with totals and cards where the units committed to some.
 */
bool audit_frame_load(struct audit_call *x, struct audit_case *out);

/* audit_records_load(x, all): The cast vote records of the items in ${all}, if any unit committed to some. */
bool audit_records_load(struct audit_call *x, struct audit_loaded *all);

/* audit_committed(x, unit, tree): What a unit committed to last; *${tree} = NULL: nothing. */
bool audit_committed(struct audit_call *x, const char *unit,
    struct json_value **tree);

/* audit_frame_hash(x, hex): The hash that closes the manifests; fails, by name, if a unit has none. */
bool audit_frame_hash(struct audit_call *x, char hex[HASH_HEX]);

#endif
