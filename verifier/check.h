/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check: the numbered list of what is checked, and how far each check came.
 *
 *	CHECK(CHECK_SEQ, seq == leaf, "found seq %" PRId64, seq);
 *
 * A check that counted nothing has failed, unless its row says that it MAY.
 * One on whose grounds no one can stand is not reached, whatever it counted.
 */
#ifndef VERIFIER_CHECK_H
#define VERIFIER_CHECK_H

#include "bytes.h"

/* X(name, number, grounds it stands on, what is checked); see README.md. */
#define CHECK_TABLE(MUST, MAY) \
	MUST(LIST, "1.1", "", "the log's key signed the list of files") \
	MUST(FILES, "1.2", "1.1", "every listed file is there as listed") \
	MUST(UNLISTED, "1.3", "1.1", "every file there is listed, no link") \
	MUST(CHECKPOINT, "2.1", "1.2", "the log's key signed the checkpoint") \
	MUST(SIZE, "2.2", "2.1", "the log has so many entries") \
	MUST(ROOT, "2.3", "2.2", "its root is that of the entries") \
	MAY(WITNESS, "2.4", "2.1", "cosignatures of known witnesses hold") \
	MAY(QUORUM, "2.5", "2.4", "enough witnesses have cosigned") \
	MAY(SEEN, "2.6", "2.3", "it begins with the log seen before") \
	MAY(TIMES, "2.7", "2.4 2.6 3.4", "nothing is dated back or ahead") \
	MUST(TILES, "2.8", "2.3", "its tiles are those of the entries") \
	MUST(CANONICAL, "3.1", "2.3", "every entry is canonical JSON") \
	MUST(MEMBERS, "3.2", "3.1", "every member is known, and of its type") \
	MUST(SEQ, "3.3", "3.2", "entries are numbered 0, 1, 2, …") \
	MUST(LOGGED, "3.4", "3.3", "the clock never goes back") \
	MAY(KEYS, "3.5", "3.3", "no idempotency key is answered twice") \
	MUST(GENESIS, "4.1", "3.3", "entry 0 names people, each once") \
	MAY(OFFICERS, "4.2", "4.1", "enough of its officers signed it") \
	MAY(KIND, "4.3", "4.1", "real and demonstration do not mix") \
	MAY(POLICY_LOG, "4.4", "4.1", "the log is the policy's") \
	MAY(POLICY_OFFICERS, "4.5", "4.2", "officers are the policy's") \
	MAY(POLICY_GENESIS, "4.6", "4.5", "entry 0 is the policy's") \
	MAY(ENROLLED, "5.1", "4.2", "actors are enrolled for what they do") \
	MAY(SIGNED, "5.2", "4.2", "signatures are by the key of the time") \
	MAY(UNSIGNED, "5.3", "4.2", "what is unsigned may be") \
	MAY(ELECTION, "5.4", "4.2", "signed acts are of this election") \
	MUST(LAW, "6.1", "4.1 8.1", "every authority file can be read") \
	MAY(ALLOWED, "6.2", "6.1 5.1", "what was done was its actor's to do") \
	MAY(MOVES, "6.3", "6.1", "states change as their lifecycle says") \
	MAY(PRIOR, "6.4", "6.1", "acts name what changed their subject last") \
	MAY(REFUSED, "6.5", "6.1", "what was refused had to be refused so") \
	MAY(ROUTED, "6.6", "6.1", "requests went to those who may") \
	MAY(FINDINGS, "7.1", "6.2", "nothing barred by a finding was done") \
	MAY(BOARDS, "7.2", "6.2", "boards had quorums and majorities") \
	MAY(PAIRS, "7.3", "6.2", "what takes two was done by two of a board") \
	MAY(STAYS, "7.4", "6.2", "nothing was done that a court had stayed") \
	MAY(CUSTODY, "7.5", "4.1", "who gave a container was who held it") \
	MAY(RETURNS, "7.6", "8.1", "returns add up to what was certified") \
	MAY(GUARDS, "7.7", "6.2", "orders and units waited for were there") \
	MAY(NUMBERS, "7.8", "4.1", "findings bear the right numbers") \
	MUST(OBJECTS, "8.1", "1.2 4.1", "every object named is there") \
	MAY(TABLES, "8.2", "8.1", "tables have the rows that they should") \
	MAY(SUMS, "8.3", "8.2", "sheets add up, or a finding says not") \
	MUST(NAMED, "8.4", "8.1", "every object is named, and bears its hash") \
	MAY(OTHER, "9.1", "2.3", "the other bundle is whole, of this log") \
	MAY(SPLIT, "9.2", "9.1", "one of the two logs begins the other") \
	MAY(PLANS, "10.1", "6.2 8.1", "plans and manifests can be read") \
	MAY(FRAMES, "10.2", "10.1", "frames are those of the manifests") \
	MAY(SEEDS, "10.3", "10.2", "seeds were rolled once, after the frame") \
	MAY(DRAWS, "10.4", "10.3", "samples are those of seed and frame") \
	MAY(READINGS, "10.5", "10.4", "what was drawn was read, each once") \
	MAY(RISKS, "10.6", "10.5", "risks are those of what was read") \
	MAY(CONFIRMED, "10.7", "10.6", "what was confirmed could be") \
	MAY(ASSERTIONS, "10.8", "10.1", "assertions suffice for the outcome")

#define CHECK_NAME(name, ...) CHECK_##name,
enum check { CHECK_TABLE(CHECK_NAME, CHECK_NAME) CHECKS };

/* CHECK(c, holds, fmt, ...): Count; what was found is worked out on failure. */
#define CHECK(c, holds, ...) \
	((holds) ? check_ok(c) : check_fail(c, __VA_ARGS__))
bool check_ok(enum check c);		/* true */
bool check_fail(enum check c, const char *fmt, ...)	/* false */
    __attribute__((format(printf, 2, 3), cold));

bool check_same(enum check c, const char *what, struct text expected,
    struct text found);

/* check_at(leaf, what): What fails from here on fails there; -1: elsewhere. */
void check_at(int64_t leaf, struct text what);

/* checks_print(): All of them, in their order; true: all hold. */
bool checks_print(void);

#endif
