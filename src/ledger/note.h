/* SPDX-License-Identifier: Apache-2.0 */
/*
 * note: signed notes (C2SP signed-note) with Ed25519: a text, an empty line,
 * and lines "— NAME BASE64".  Checkpoints, cosignatures and the list of a
 * bundle's files are notes.
 */
#ifndef LEDGER_NOTE_H
#define LEDGER_NOTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crypt/sign.h"

struct arena;
struct buf;
struct err;

#define NOTE_MAX_SIGNATURES 64

/* Who signs, as others know them: NAME+HASH+BASE64 ("verifier key"). */
struct note_key {
	const char   *name;		/* no blanks, no plus */
	uint32_t      hash;
	unsigned char type;		/* 1: Ed25519; 4: cosignature/v1 */
	unsigned char public[SIGN_PUBLIC];
};
#define NOTE_ED25519  1
#define NOTE_COSIGNER 4

/* note_key_of(a, name, type, public): The key with its hash. */
struct note_key note_key_of(struct arena *a, const char *name, unsigned char type, const unsigned char public[SIGN_PUBLIC]);
bool note_key_parse(struct arena *a, const char *text, struct note_key *out, struct err *e);
void note_key_write(struct buf *out, const struct note_key *k);

struct note_signature {
	const char          *name;
	uint32_t             hash;
	const unsigned char *bytes;	/* behind the hash */
	size_t               n;
};
struct signed_note {
	const char *text;		/* ends with LF */
	size_t      n;
	struct note_signature sig[NOTE_MAX_SIGNATURES];
	size_t      sigs;
};

/* note_parse(a, p, n, name, out, e): Take a note apart; nothing is verified yet. */
bool note_parse(struct arena *a, const char *p, size_t n, const char *name, struct signed_note *out, struct err *e);

/* note_signed(n, k): Does a signature of ${k} hold?  A wrong one of the same name and hash makes it false. */
bool note_signed(const struct signed_note *n, const struct note_key *k);

/* note_cosigned(n, k, when): A cosignature/v1 of ${k}; *${when} = its time. */
bool note_cosigned(const struct signed_note *n, const struct note_key *k, int64_t *when);

/* note_begin(out, text, n): A note without signatures; note_sign, note_cosign add one line each. */
void note_begin(struct buf *out, const char *text, size_t n);
void note_sign(struct buf *out, const char *text, size_t n, const struct note_key *k, const struct sign_key *key);
void note_cosign(struct buf *out, const char *text, size_t n, const struct note_key *k, const struct sign_key *key, int64_t when);

#endif
