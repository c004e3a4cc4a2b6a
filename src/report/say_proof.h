/* SPDX-License-Identifier: Apache-2.0 */
/* say_proof: what was signed of a log, and the proof that an entry is in it. */
#ifndef REPORT_SAY_PROOF_H
#define REPORT_SAY_PROOF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/file.h"
#include "crypt/hash.h"

struct arena;
struct err;
struct store;

/* A checkpoint that its log's key has signed. */
struct say_checkpoint {
	int64_t      size;	/* -1: none was signed, or the signature does not hold */
	char         root[HASH_HEX];
	const char  *note;	/* as it is signed; NULL: none */
	const char **witness; size_t witnesses;	/* names of those who signed too; theirs are not verified here */
};

/* say_checkpoint(a, text, key, origin): What ${text} is, if ${key} has signed it for ${origin}. */
struct say_checkpoint say_checkpoint(struct arena *a, struct bytes text,
    const char *key, const char *origin);

/* say_proof(a, s, seq, c, out, e): The .tlog-proof of entry ${seq} in the log that ${c} is of. */
bool say_proof(struct arena *a, struct store *s, int64_t seq,
    const struct say_checkpoint *c, const char **out, struct err *e);

#endif
