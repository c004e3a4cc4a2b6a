/* SPDX-License-Identifier: Apache-2.0 */
/*
 * record: what the entries so far have left, as docs/record.md says under
 * "What acts do".  After a fault the fold goes on with what the entry says, so
 * that one fault is told once.
 */
#ifndef VERIFIER_RECORD_H
#define VERIFIER_RECORD_H

#include "bundle.h"
#include "entry.h"
#include "law.h"
#include "trust.h"

struct person {
	struct text actor, unit, party;
	uint8_t     key[32];
	bool        has_key, revoked;
	int         role;
};

struct record {
	const struct bundle *bundle;
	const struct policy *policy;
	struct text origin;		/* of the log, as entry 0 names it */
	struct vkey log;
	struct hash genesis;
	struct text day;		/* of the election */
	int64_t     units;
	bool        real, history, simulated;
	const struct law *law;		/* in force */
	struct map  people, boards, subjects, findings, custody, courts,
	            certified, laws, objects, told, sums, sheets;
	struct buf  message, object;	/* room that is used again */
};

void record_open(struct record *r, const struct bundle *b,
    const struct policy *p);
void record_close(struct record *r);

/* record_add(r, e): Take one more entry, in the order of the log. */
void record_add(struct record *r, const struct entry *e);

/* Sections 4 and 5: who they are, and whether they have signed. */
void people_found(struct record *r, const struct entry *genesis);
void people_check(struct record *r, const struct entry *e);
void people_fold(struct record *r, const struct entry *e);
const struct person *person(const struct record *r, struct text actor);
/* signature_is_theirs(r, e): Is ${e} signed by the key its actor has now? */
bool signature_is_theirs(struct record *r, const struct entry *e);

/* Section 7: what must be so before an act, and the facts it leaves. */
void facts_open(struct record *r);
void facts_check(struct record *r, const struct entry *e, unsigned needs);
void facts_fold(struct record *r, const struct entry *e);

/* Section 8: what lies in objects/. */
void objects_of(struct record *r, const struct entry *e);
void object_named(struct record *r, const struct entry *e, struct text hash);
void returns_check(struct record *r, const struct entry *e);
void objects_check(struct record *r);

/* sheet_keep(r, e): A source was imported; the last of an id counts. */
void sheet_keep(struct record *r, const struct entry *e);
void sheets_open(struct record *r);
void sheets_check(struct record *r);

#endif
