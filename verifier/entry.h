/* SPDX-License-Identifier: Apache-2.0 */
/*
 * entry: one entry of the record, its members known and of their types.  What
 * docs/record.md does not list is refused: a member or a word of a newer
 * version is not overlooked.
 */
#ifndef VERIFIER_ENTRY_H
#define VERIFIER_ENTRY_H

#include "json.h"

/* The words of the format, and their places in the lists. */
#define ROLE_WORDS TEXT("registrar superintendent audit-board secretary " \
	"election-board governor legislature court candidate elector " \
	"observer public recorder")
#define POWER_WORDS TEXT("perform order petition ask hear assist note " \
	"witness view refuse")
enum { PERFORM, ORDER, PETITION, ASK, HEAR, ASSIST, NOTE, WITNESS, VIEW,
	REFUSE };
#define REFUSAL_WORDS TEXT("NO_AUTHORITY STALE_VERSION BAD_SIGNATURE " \
	"STAYED_BY_COURT DUPLICATE PRIVACY MALFORMED RULE_UNKNOWN " \
	"WRONG_STATE TOO_EARLY TOO_LATE NO_QUORUM CONFLICT_OF_INTEREST")
enum { NO_AUTHORITY, STALE_VERSION, BAD_SIGNATURE, STAYED_BY_COURT, DUPLICATE,
	PRIVACY, MALFORMED, RULE_UNKNOWN, WRONG_STATE };
#define OUTCOME_WORDS TEXT("done request refused genesis")
enum { DONE, REQUEST, REFUSED, GENESIS };

struct entry {
	uint64_t    leaf;		/* its place in the log */
	struct hash hash;
	const struct json *whole, *act, *payload, *sig;
	struct text action, kind, id, actor, role, subject, unit, key, logged;
	int         as, outcome, refusal;	/* places; -1: not said */
	bool        is_shadow;	/* refused, and entered without its content */
};

/* entry_read(whole, e): NULL, or which member is unknown, missing or odd. */
const char *entry_read(const struct json *whole, struct entry *e);

#endif
