/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check: the numbered list of what is checked, and how far each check came.
 *
 *	CHECK(CHECK_SEQ, seq == leaf, "found seq %" PRId64, seq);
 *
 * A check that counted nothing has failed, unless its row says that a record
 * MAY have none of that thing.  A check one of whose grounds has failed is not
 * reached, whatever it counted.
 */
#ifndef VERIFIER_CHECK_H
#define VERIFIER_CHECK_H

#include "bytes.h"

/* X(name, number, grounds it stands on, what is checked) */
#define CHECK_TABLE(MUST, MAY) \
	MUST(LIST, "1.1", "", "the list of files is signed by the log's key") \
	MUST(FILES, "1.2", "1.1", "every file listed is there, and as listed") \
	MUST(UNLISTED, "1.3", "1.1", "every file there is listed, and no link") \
	MUST(CHECKPOINT, "2.1", "1.2", \
	    "the checkpoint is of this log, and signed by its key") \
	MUST(SIZE, "2.2", "2.1", \
	    "there are as many entries as the checkpoint says") \
	MUST(ROOT, "2.3", "2.2", "the root is that of the entries") \
	MUST(TILES, "2.4", "2.3", \
	    "every tile is that of the entries, and no other is there") \
	MAY(PROOFS, "2.5", "2.3 3.2", \
	    "every certificate has a proof, and every proof holds") \
	MAY(WITNESS, "2.6", "2.1", \
	    "cosignatures of the policy's witnesses hold") \
	MUST(QUORUM, "2.7", "2.6", \
	    "enough witnesses have cosigned the checkpoint") \
	MUST(SEEN, "2.8", "2.3", \
	    "the checkpoint seen before is the beginning of this log") \
	MAY(TIMES, "2.9", "2.6 2.8 3.4", \
	    "nothing is dated after who saw it, or before who did not") \
	MUST(CANONICAL, "3.1", "2.3", "every entry is canonical JSON") \
	MUST(MEMBERS, "3.2", "3.1", \
	    "every member of every entry is known, and of its type") \
	MUST(SEQ, "3.3", "3.2", "entries are numbered 0, 1, 2, …") \
	MUST(LOGGED, "3.4", "3.3", "the record's clock never goes back") \
	MAY(KEYS, "3.5", "3.3", "no idempotency key is answered twice") \
	MUST(GENESIS, "4.1", "3.3", \
	    "entry 0 names log, people and officers, each once") \
	MAY(OFFICERS, "4.2", "4.1", "enough of its officers have signed it") \
	MAY(KIND, "4.3", "4.1", \
	    "no demonstration key and no set clock is in a real record") \
	MUST(POLICY_LOG, "4.4", "4.1", "the log is the policy's") \
	MUST(POLICY_OFFICERS, "4.5", "4.2", \
	    "officers, their keys and the threshold are the policy's") \
	MUST(POLICY_GENESIS, "4.6", "4.5", "entry 0 is the policy's") \
	MAY(ENROLLED, "5.1", "4.2", \
	    "every actor is enrolled, in that role and for that unit") \
	MAY(SIGNED, "5.2", "4.2", \
	    "every signature is by the key its actor had then, and holds") \
	MAY(UNSIGNED, "5.3", "4.2", \
	    "what is unsigned is the keeper's, or has its source in a history") \
	MAY(ELECTION, "5.4", "4.2", "every signed act is of this election") \
	MUST(LAW, "6.1", "4.1 8.1", "every authority file can be read") \
	MAY(ALLOWED, "6.2", "6.1 5.1", \
	    "everything done was within its actor's authority") \
	MAY(MOVES, "6.3", "6.1", \
	    "every change of state is a move of its lifecycle") \
	MAY(PRIOR, "6.4", "6.1", \
	    "every act names the entry that changed its subject last") \
	MAY(ROUTED, "6.5", "6.1", "every request went to those who may") \
	MAY(REFUSED, "6.6", "6.1", "what was refused had to be refused so") \
	MAY(FINDINGS, "7.1", "6.2", \
	    "nothing was done that an open finding bars") \
	MAY(NUMBERS, "7.2", "4.1", \
	    "findings bear the number of what they say; closed ones were open") \
	MAY(BOARDS, "7.3", "6.2", \
	    "boards that voted had their quorum, and more for than against") \
	MAY(PAIRS, "7.4", "6.2", \
	    "what takes two persons was done by two members of the board") \
	MAY(STAYS, "7.5", "6.2", "nothing was done that a court had stayed") \
	MAY(CUSTODY, "7.6", "4.1", \
	    "who gave a container was who held it") \
	MAY(RETURNS, "7.7", "8.1", \
	    "the returns of every certificate add up to its votes") \
	MAY(GUARDS, "7.8", "6.2", \
	    "what waits for a court's order, or for every unit, had it") \
	MUST(OBJECTS, "8.1", "1.2 4.1", \
	    "every object that the record names is there") \
	MUST(NAMED, "8.2", "8.1", \
	    "every object there bears its hash, and the record names it") \
	MAY(TABLES, "8.3", "8.1", \
	    "tables of sources have the rows that their source says") \
	MAY(SUMS, "8.4", "8.3 7.2", \
	    "parts add up to units and totals, or a finding says otherwise") \
	MUST(OTHER, "9.1", "2.3", \
	    "the other bundle is of this log, signed by its key, and whole") \
	MUST(SPLIT, "9.2", "9.1", \
	    "of the two logs one is the beginning of the other")

#define CHECK_NAME(name, ...) CHECK_##name,
enum check { CHECK_TABLE(CHECK_NAME, CHECK_NAME) CHECKS };

/* CHECK(c, holds, fmt, ...): Count; what was found is worked out on failure. */
#define CHECK(c, holds, ...) \
	((holds) ? check_ok(c) : check_fail(c, __VA_ARGS__))
bool check_ok(enum check c);		/* true */
bool check_fail(enum check c, const char *fmt, ...)	/* false */
    __attribute__((format(printf, 2, 3), cold));

/* check_at(leaf, what): What fails from here on fails there; -1: elsewhere. */
void check_at(int64_t leaf, struct text what);

/* check_not(c, why): ${c} is not asked for, and why. */
void check_not(enum check c, const char *why);

/* checks_print(): All of them, in their order. */
void checks_print(void);
bool checks_hold(void);

#endif
