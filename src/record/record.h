/* SPDX-License-Identifier: Apache-2.0 */
/*
 * record: the one door.  Every act goes through record_act: authorised, put
 * into the log, applied to the tables and receipted in one transaction of the
 * store (docs/record.md).
 *
 *	TRY(record_open(a, "folder", RECORD_WRITE, &r, e));
 *	TRY(record_act(r, &line, &receipt, e));		one act, durable
 *
 * Or many in one transaction, durable together:
 *
 *	TRY(record_begin(r, e));
 *	for (each act)
 *		TRY(record_put(r, &line, &receipt, e));
 *	TRY(record_commit(r, e));
 *
 * An act that is refused is not a failure: the receipt says so.
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include "law/authority.h"
#include "law/law.h"
#include "model/act.h"
#include "store/store.h"

struct arena;
struct err;
struct record;

enum record_kind { RECORD_REAL, RECORD_TEST, RECORD_HISTORY };

/* What the genesis says. */
struct genesis {
	const char      *election, *title, *jurisdiction;
	enum record_kind kind;
	bool             simulated;	/* the clock */
	const char      *origin, *log_key;	/* of the checkpoints */
	unsigned char    leaf[HASH_SIZE];
};

/* A file of the record: definition, rules, authority, elector-rules, map, electors. */
struct record_file { const char *name, *use; char sha256[HASH_HEX]; };

enum record_how {
	RECORD_READ,
	RECORD_WRITE,
	RECORD_MEND,	/* as WRITE, without the look at what may be damaged: for fsck and rebuild */
};

bool record_open(struct arena *a, const char *address, enum record_how how,
    struct record **out, struct err *e);
void record_close(struct record **r);	/* fits CLEANUP */

/*
 * record_create(a, address, genesis, name, out, e):
 * Make a new record from the canonical or uncanonical JSON of a genesis:
 * {"act": ..., "sigs": [...]}, read from file ${name}.  The objects it names
 * must be in store_folder already or in ${objects}, a folder that has objects/.
 */
bool record_create(struct arena *a, const char *address, struct bytes genesis,
    const char *name, const char *objects, struct record **out, struct err *e);

const struct genesis   *record_genesis(const struct record *r);
const struct authority *record_authority(const struct record *r);	/* NULL: the record names none; every act is RULE_UNKNOWN */
const struct law       *record_law(const struct record *r);
struct store           *record_store(struct record *r);

/* record_file(r, use): The file in use now; NULL if there is none. */
const struct record_file *record_file(const struct record *r, const char *use);

/* record_object(r, a, hex, max, out, e): The bytes of an object, checked against its name. */
bool record_object(struct record *r, struct arena *a, const char *hex,
    size_t max, struct bytes *out, struct err *e);

/* An act as it comes in: its JSON, with or without a signature around it. */
struct record_line {
	struct bytes text;
	const char  *file;	/* for messages */
	int64_t      line;	/* in it; 0: a file of its own */
	int64_t      now;	/* seconds since 1970, from the shell's clock; a simulated record ignores it */
	bool         keeper;	/* made by the program itself in the role of the recorder */
};

/* What the door answers. */
struct receipt {
	enum outcome  outcome;
	enum refusal  code;		/* REFUSED */
	const char   *why;		/* of a refusal, for readers; in the record's arena, until the next act */
	const char   *routed;		/* REQUEST: roles, parted by blanks */
	int64_t       seq;		/* -1: answered but not entered (too many refusals) */
	unsigned char leaf[HASH_SIZE];
	int64_t       logged;
	bool          again;		/* the same act came before: nothing was added */
};

/* record_act(r, line, out, e): One act in a transaction of its own; durable when it returns. */
bool record_act(struct record *r, const struct record_line *line,
    struct receipt *out, struct err *e);

bool record_begin(struct record *r, struct err *e);
bool record_put(struct record *r, const struct record_line *line,
    struct receipt *out, struct err *e);
bool record_commit(struct record *r, struct err *e);

/* record_size(r): Entries so far, those of the transaction included; of no use outside one. */
int64_t record_size(const struct record *r);

/* record_now(r, now): Inside a transaction: the time on the record's clock when the machine's says ${now}. A simulated one stands still between acts. */
int64_t record_now(const struct record *r, int64_t now);
void record_rollback(struct record *r);

/* record_root(r, size, root, e): Size and root of the log as it stands. */
bool record_root(struct record *r, int64_t *size, unsigned char root[HASH_SIZE], struct err *e);

/* record_rebuild(r, e): Make every table again from the entries. */
bool record_rebuild(struct record *r, struct err *e);

/*
 * A record made again from the entries of a log, in one transaction:
 *
 *	TRY(record_restore_begin(a, address, &last, &r, e));
 *	for (each entry)
 *		TRY(record_restore_entry(r, bytes, e));
 *	TRY(record_restore_end(r, &last, e));
 *
 * Objects are kept in record_store(r) in between.  Nothing is there before the
 * last call returns; what follows a failure is record_close.  The entries must
 * give both roots of ${last}.
 */
struct record_last {
	int64_t       size, signed_size;
	unsigned char root[HASH_SIZE], signed_root[HASH_SIZE];
};
bool record_restore_begin(struct arena *a, const char *address,
    const struct record_last *last, struct record **out, struct err *e);
bool record_restore_entry(struct record *r, struct bytes entry,
    struct err *e);

/* record_restore_unlisted(r, actor, n, e): Refusals of ${actor} that were answered and not entered. */
bool record_restore_unlisted(struct record *r, const char *actor, int64_t n,
    struct err *e);

bool record_restore_end(struct record *r, const struct record_last *last,
    struct err *e);

/* What fsck found wrong: one sentence each. */
typedef void record_fault(void *ctx, const char *text);

/*
 * record_fsck(r, fault, ctx, faults, e):
 * Read every entry, recompute leaves, root and tables, and compare; look at
 * every object.  *${faults} = how many things are wrong.
 */
bool record_fsck(struct record *r, record_fault *fault, void *ctx, int64_t *faults, struct err *e);

/*
 * record_objects(r, visit, ctx, e): Every object the record names, each once:
 * genesis files, sources and their tables, returns.
 */
typedef bool record_object_visit(void *ctx, const char *hex, struct err *e);
bool record_objects(struct record *r, record_object_visit *visit, void *ctx, struct err *e);

/*
 * record_named(act, visit, ctx, e): Each member of the payload that names an
 * object by its SHA-256; other hashes are commitments to what is kept elsewhere.
 */
struct json_value;
typedef bool record_named_visit(void *ctx, const struct json_value *v, struct err *e);
bool record_named(const struct act *act, record_named_visit *visit, void *ctx, struct err *e);

/*
 * record_state_on(r, a, utc, out, n, e): The subjects as they stood at ${utc}
 * (logged by then), in the order of id, folded from the entries.
 */
struct record_subject { const char *id, *lifecycle, *state, *title, *unit; int64_t version, seq, logged; };
bool record_state_on(struct record *r, struct arena *a, int64_t utc, struct record_subject **out, size_t *n, struct err *e);

#endif
