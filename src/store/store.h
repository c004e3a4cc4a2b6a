/* SPDX-License-Identifier: Apache-2.0 */
/*
 * store: the tables of one election's record, in SQLite (a folder) or
 * PostgreSQL (an address "postgresql://...").  The statements are the same,
 * the drivers thin (store/driver.h), and both give the same bytes.
 *
 *	TRY(store_open(a, "folder", STORE_WRITE, &s, e));
 *	TRY(store_begin(s, &head, e));			one writer at a time
 *	TRY(store_append(s, &row, e));
 *	TRY(store_commit(s, &head, e));			durable when it returns
 *	store_close(&s);
 *
 * A failed call inside a transaction leaves nothing: what follows must be
 * store_rollback.  After a commit that failed the writer is stopped: every
 * later call fails, for nobody knows what is on the disk (fsync, 2018).
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include "crypt/hash.h"

struct arena;
struct err;
struct store;

enum store_how {
	STORE_CREATE,	/* must not be there yet */
	STORE_WRITE,	/* older schemas are brought up to date */
	STORE_READ,	/* newer and older schemas are refused */
};

/* The one row that every writer holds. */
#define STORE_NODES 63
struct store_head {
	int64_t       size;		/* entries */
	int64_t       logged;		/* seconds since 1970 of the last one */
	unsigned char node[STORE_NODES][HASH_SIZE];	/* full subtrees, largest first; as many as size has bits */
	int64_t       signed_size;	/* the last checkpoint that was signed */
	unsigned char signed_root[HASH_SIZE];
};

/* An entry and the columns it is found by; texts are "" where it has none. */
struct store_row {
	int64_t       seq, logged;
	unsigned char leaf[HASH_SIZE];
	const char   *action, *actor, *role, *subject, *unit, *outcome, *code;
	struct bytes  bytes;		/* the canonical entry */
};

bool store_open(struct arena *a, const char *address, enum store_how how,
    struct store **out, struct err *e);
void store_close(struct store **s);	/* fits CLEANUP */

/* store_is_address(path): Does ${path} name a database rather than a folder? */
bool store_is_address(const char *path);

/* store_folder(s): The folder with objects/ in it: the election's own, or a cache of a database's objects. */
const char *store_folder(const struct store *s);

/*
 * store_begin(s, head, e): Begin a transaction as the only writer and read the
 * head.  store_commit writes ${head} and makes all durable.
 */
bool store_begin(struct store *s, struct store_head *head, struct err *e);
bool store_commit(struct store *s, const struct store_head *head, struct err *e);
void store_rollback(struct store *s);

/* store_lost(s): Did the last failure lose the connection, so that opening the store again may help? */
bool store_lost(const struct store *s);

/* store_look(s, head, e): Read the head without writing; a consistent view lasts until store_rollback. */
bool store_look(struct store *s, struct store_head *head, struct err *e);

/* store_append(s, row, e): Inside a transaction. */
bool store_append(struct store *s, const struct store_row *row, struct err *e);

/* store_entry(s, a, seq, out, e): Entry ${seq}, copied into ${a}. */
bool store_entry(struct store *s, struct arena *a, int64_t seq, struct store_row *out, struct err *e);

/* What to list; NULL members match all. */
struct store_query {
	int64_t     from, to;		/* seq; to = 0: to the end */
	int64_t     logged_by;		/* 0: whenever */
	const char *action, *actor, *role, *subject, *unit, *outcome;
};
/* Called in the order of seq; the row is valid during the call.  False ends the walk with failure. */
typedef bool store_visit(void *ctx, const struct store_row *row, struct err *e);
bool store_each(struct store *s, const struct store_query *q, store_visit *visit, void *ctx, struct err *e);

/* Receipts, by idempotency key: which entry answered, and what was asked. */
struct store_receipt {
	int64_t       seq;		/* -1: no entry (a refusal that was not entered) */
	unsigned char act[HASH_SIZE];	/* SHA-256 of the canonical act */
};
bool store_receipt_find(struct store *s, const char *key, bool *found, struct store_receipt *out, struct err *e);
bool store_receipt_put(struct store *s, const char *key, const struct store_receipt *r, struct err *e);

/* Subjects on a lifecycle. */
struct store_subject {
	const char   *id, *lifecycle, *state, *unit;
	int64_t       version, seq;	/* changes so far; the entry of the last one */
	unsigned char leaf[HASH_SIZE];	/* of that entry */
};
bool store_subject_find(struct store *s, struct arena *a, const char *id, bool *found, struct store_subject *out, struct err *e);
bool store_subject_put(struct store *s, const struct store_subject *v, struct err *e);
typedef bool store_subject_visit(void *ctx, const struct store_subject *v, struct err *e);
/* store_subjects(s, lifecycle, visit, ctx, e): In the order of id; NULL: of all lifecycles. */
bool store_subjects(struct store *s, const char *lifecycle, store_subject_visit *visit, void *ctx, struct err *e);

/* Facts: people, boards, findings, sources ...: canonical JSON under a kind and an id. */
struct store_fact {
	const char *kind, *id, *unit, *state;	/* state: "open", "explained" ... */
	const char *value;
	int64_t     version, seq;
	unsigned char leaf[HASH_SIZE];
};
bool store_fact_find(struct store *s, struct arena *a, const char *kind, const char *id, bool *found, struct store_fact *out, struct err *e);
bool store_fact_put(struct store *s, const struct store_fact *v, struct err *e);
typedef bool store_fact_visit(void *ctx, const struct store_fact *v, struct err *e);
/* store_facts(s, kind, state, visit, ctx, e): In the order of id; NULL state: of any. */
bool store_facts(struct store *s, const char *kind, const char *state, store_fact_visit *visit, void *ctx, struct err *e);

/*
 * store_sign(s, size, root, e): Inside a transaction: note that a checkpoint
 * of this size and root may be signed, if the head still has them and they do
 * not lie before the last one signed.  Otherwise fail: somebody was quicker.
 */
bool store_sign(struct store *s, struct store_head *head, int64_t size, const unsigned char root[HASH_SIZE], struct err *e);

/* store_sound(s, fault, ctx, e): What the database itself finds wrong with its file: torn pages, indexes that do not fit. */
typedef void store_fault(void *ctx, const char *text);
bool store_sound(struct store *s, store_fault *fault, void *ctx, struct err *e);

/* store_clear(s, e): Inside a transaction: empty receipts, subjects and facts, which the entries make again. */
bool store_clear(struct store *s, struct err *e);

/* store_dump(s, out, e): All projections and the head as canonical JSON lines, in one order: to compare two stores. */
struct buf;
bool store_dump(struct store *s, struct buf *out, struct err *e);

/* store_object_put(s, p, n, hex, e), store_object_keep(s, hex, e): Objects are in store_folder(s)/objects; ..._keep makes sure that a database has this one too. */
bool store_object_keep(struct store *s, const char *hex, struct err *e);
/* store_object_get(s, hex, e): ...and that the folder has it. */
bool store_object_get(struct store *s, const char *hex, struct err *e);

#endif
