/* SPDX-License-Identifier: Apache-2.0 */
/*
 * act: what somebody did, asked for or tried (docs/record.md), and the codes
 * with which it may be refused.
 */
#ifndef MODEL_ACT_H
#define MODEL_ACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/day.h"

struct json_value;

enum refusal {
	REFUSAL_NONE,
	NO_AUTHORITY, WRONG_STATE, TOO_EARLY, TOO_LATE, NO_QUORUM,
	CONFLICT_OF_INTEREST, DUPLICATE, STALE_VERSION, BAD_SIGNATURE, PRIVACY,
	STAYED_BY_COURT, MALFORMED, RULE_UNKNOWN,
	REFUSALS
};

const char *refusal_id(enum refusal r);		/* "NO_AUTHORITY" */
const char *refusal_words(enum refusal r);	/* for readers: "has no authority to do this" */
bool refusal_find(const char *id, enum refusal *out);

enum outcome { OUTCOME_GENESIS, OUTCOME_DONE, OUTCOME_REQUEST, OUTCOME_REFUSED };
const char *outcome_id(enum outcome o);
bool outcome_find(const char *id, enum outcome *out);

/* Texts are NUL-terminated; "" where the act has none. */
struct act {
	const char *action, *actor, *role, *as, *subject, *unit, *occurred, *key;
	const char *election, *says, *commitment;
	int64_t     expect;			/* -1: none */
	struct day  day;			/* of occurred, if it is a day ... */
	int64_t     utc;			/* ... or the instant; -1 if it is a day */
	const struct json_value *payload;	/* object, or NULL */
	const struct json_value *sources;	/* array, or NULL */
	const struct json_value *tree;		/* the whole act */
};

#endif
