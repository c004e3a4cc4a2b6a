/* SPDX-License-Identifier: Apache-2.0 */
/*
 * check: the numbered list of what is checked, and how far each check came.
 *
 *	(void)CHECK(CHECK_SEQ, seq == leaf, "found seq %" PRId64, seq);
 *
 * A check that counted nothing has failed, unless its row says that a record
 * may have none of that thing.  A check one of whose grounds has failed is not
 * reached, whatever it counted.
 */
#ifndef VERIFIER_CHECK_H
#define VERIFIER_CHECK_H

#include <stdbool.h>
#include <stdint.h>

/*
 * X(name, number, what is checked, what is said where a record has nothing of
 * the kind (NULL: then the check fails), grounds it stands on).
 */
#define CHECK_TABLE(X) \
	X(LIST, "1.1", "the list of files is a note signed by the log's key", NULL, "") \
	X(FILES, "1.2", "every file listed is there, with its size and hash", NULL, "1.1") \
	X(UNLISTED, "1.3", "every file there is listed; no link, no odd path", NULL, "1.1") \
	X(CHECKPOINT, "2.1", "the checkpoint is of this log, and signed by its key", NULL, "1.2") \
	X(SIZE, "2.2", "there are as many entries as the checkpoint says", NULL, "2.1") \
	X(ROOT, "2.3", "the root is that of the entries", NULL, "2.2") \
	X(TILES, "2.4", "every tile is that of the entries, and no other is there", NULL, "2.3") \
	X(PROOFS, "2.5", "every certificate has a proof, and every proof holds", "none in this record", "2.3 3.2") \
	X(WITNESS, "2.6", "cosignatures of the policy's witnesses hold", "none in this record", "2.1") \
	X(QUORUM, "2.7", "enough witnesses have cosigned the checkpoint", NULL, "2.6") \
	X(SEEN, "2.8", "the checkpoint seen before is the beginning of this log", NULL, "2.3") \
	X(TIMES, "2.9", "no entry is younger than a cosignature of it, or older than one without it", "nothing bounds them", "2.6 2.8 3.4") \
	X(CANONICAL, "3.1", "every entry is canonical JSON, byte for byte", NULL, "2.3") \
	X(MEMBERS, "3.2", "every member of every entry is known, and of its type", NULL, "3.1") \
	X(SEQ, "3.3", "entries are numbered 0, 1, 2, …", NULL, "3.2") \
	X(LOGGED, "3.4", "the record's clock never goes back", NULL, "3.3") \
	X(KEYS, "3.5", "no idempotency key is answered twice", "only the genesis", "3.3") \
	X(GENESIS, "4.1", "entry 0 names log, people, officers and files, each once", NULL, "3.3") \
	X(OFFICERS, "4.2", "enough of its officers have signed it", "a history needs none", "4.1") \
	X(KIND, "4.3", "no demonstration key and no set clock is in a real record", "this record is not real", "4.1") \
	X(POLICY_LOG, "4.4", "the log is the policy's, by its origin and its key", NULL, "4.1") \
	X(POLICY_OFFICERS, "4.5", "officers, their keys and the threshold are the policy's", NULL, "4.2") \
	X(POLICY_GENESIS, "4.6", "entry 0 is the policy's", NULL, "4.5") \
	X(ENROLLED, "5.1", "every actor is enrolled, in that role and for that unit", "only the genesis", "4.2") \
	X(SIGNED, "5.2", "every signature is by the key its actor had then, and holds", "no act is signed", "4.2") \
	X(UNSIGNED, "5.3", "an act without signature is the record keeper's, or has its source in a history", "all is signed", "4.2") \
	X(ELECTION, "5.4", "every signed act is of this election", "no act is signed", "4.2") \
	X(LAW, "6.1", "every authority file adopted can be read", NULL, "4.1 8.1") \
	X(ALLOWED, "6.2", "everything done was within its actor's authority", "nothing was done", "6.1 5.1") \
	X(MOVES, "6.3", "every change of state is a move of its lifecycle", "no state changed", "6.1") \
	X(PRIOR, "6.4", "every act names the entry that changed its subject last", "nothing was done", "6.1") \
	X(ROUTED, "6.5", "every request went to those who may", "none in this record", "6.1") \
	X(REFUSED, "6.6", "what was refused had to be refused so", "none in this record", "6.1") \
	X(FINDINGS, "7.1", "nothing that an open finding bars was done", "none in this record", "6.2") \
	X(NUMBERS, "7.2", "findings bear the number of what they say; closed ones were open", "none in this record", "4.1") \
	X(BOARDS, "7.3", "boards that voted had their quorum, and more for than against", "none in this record", "6.2") \
	X(PAIRS, "7.4", "what takes two persons was done by two members of the board", "none in this record", "6.2") \
	X(STAYS, "7.5", "nothing was done that a court had stayed", "nothing was stayed", "6.2") \
	X(CUSTODY, "7.6", "who gave a container was who held it", "none in this record", "4.1") \
	X(RETURNS, "7.7", "the returns of every certificate add up to its votes", "none in this record", "8.1") \
	X(GUARDS, "7.8", "what waits for a court's order, or for every unit, had it", "none in this record", "6.2") \
	X(OBJECTS, "8.1", "every object that the record names is there", NULL, "1.2 4.1") \
	X(NAMED, "8.2", "every object there bears its hash, and the record names it", NULL, "8.1") \
	X(TABLES, "8.3", "tables of sources have the rows that their source says", "none in this record", "8.1") \
	X(SUMS, "8.4", "parts add up to units, units to totals, or a finding says they do not", "none in this record", "8.3 7.2") \
	X(OTHER, "9.1", "the other bundle is of this log, signed by its key, and whole", NULL, "2.3") \
	X(SPLIT, "9.2", "of the two logs one is the beginning of the other", NULL, "9.1")

#define CHECK_NAME(name, number, title, none, grounds) CHECK_##name,
enum check { CHECK_TABLE(CHECK_NAME) CHECKS };

/* One more thing that is as it should be: true. */
bool check_ok(enum check c);

/* One that is not, and what was expected and found: false. */
bool check_fail(enum check c, const char *fmt, ...)
    __attribute__((format(printf, 2, 3), cold));

/* CHECK(c, holds, fmt, ...): One or the other; the rest is not worked out first. */
#define CHECK(c, holds, ...) ((holds) ? check_ok(c) : check_fail(c, __VA_ARGS__))

/* check_at(leaf): What fails from here on fails at that leaf; -1: elsewhere. */
void check_at(int64_t leaf);

/* check_not(c, why): ${c} is not asked for, and why. */
void check_not(enum check c, const char *why);

/* checks_print(): All of them, in their order. */
void checks_print(void);
bool checks_hold(void);

#endif
