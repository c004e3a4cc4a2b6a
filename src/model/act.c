/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "model/act.h"

static const struct { const char *id, *words; } refusals[REFUSALS] = {
	[REFUSAL_NONE] = { "", "" },
	[NO_AUTHORITY] = { "NO_AUTHORITY", "has no authority to do this" },
	[WRONG_STATE] = { "WRONG_STATE", "cannot be done in this state" },
	[TOO_EARLY] = { "TOO_EARLY", "too early" },
	[TOO_LATE] = { "TOO_LATE", "too late" },
	[NO_QUORUM] = { "NO_QUORUM", "not enough of those who must act" },
	[CONFLICT_OF_INTEREST] = { "CONFLICT_OF_INTEREST",
	    "has an interest of their own in this" },
	[DUPLICATE] = { "DUPLICATE", "the key was used for another act" },
	[STALE_VERSION] = { "STALE_VERSION",
	    "somebody changed it in the meantime" },
	[BAD_SIGNATURE] = { "BAD_SIGNATURE", "the signature does not hold" },
	[PRIVACY] = { "PRIVACY", "would reveal what must stay private" },
	[STAYED_BY_COURT] = { "STAYED_BY_COURT", "a court has stayed this" },
	[MALFORMED] = { "MALFORMED", "is not a well-formed act" },
	[RULE_UNKNOWN] = { "RULE_UNKNOWN", "no rule decides this" },
};

static const char *const outcomes[] = { "genesis", "done", "request",
	"refused" };

const char *
refusal_id(enum refusal r)
{
	return refusals[r].id;
}

const char *
refusal_words(enum refusal r)
{
	return refusals[r].words;
}

bool
refusal_find(const char *id, enum refusal *out)
{
	for (int i = REFUSAL_NONE + 1; i < REFUSALS; i++)
		if (strcmp(refusals[i].id, id) == 0) {
			*out = (enum refusal)i;
			return true;
		}
	return false;
}

const char *
outcome_id(enum outcome o)
{
	return outcomes[o];
}

bool
outcome_find(const char *id, enum outcome *out)
{
	for (int i = OUTCOME_GENESIS; i <= OUTCOME_REFUSED; i++)
		if (strcmp(outcomes[i], id) == 0) {
			*out = (enum outcome)i;
			return true;
		}
	return false;
}
