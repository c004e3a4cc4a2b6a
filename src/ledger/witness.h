/* SPDX-License-Identifier: Apache-2.0 */
/*
 * witness: somebody who has seen a log, and signs a later state only if it
 * begins with the one seen before (C2SP tlog-witness, tlog-cosignature).
 */
#ifndef LEDGER_WITNESS_H
#define LEDGER_WITNESS_H

#include "ledger/checkpoint.h"
#include "ledger/merkle.h"
#include "ledger/note.h"

/* What a witness answers; the numbers are those of C2SP tlog-witness. */
enum witness_answer {
	WITNESS_SIGNED = 200,
	WITNESS_BAD = 400,		/* no checkpoint, or the old size is above its size */
	WITNESS_UNKNOWN = 404,		/* a log of another origin */
	WITNESS_FORBIDDEN = 403,	/* not signed by the log's key */
	WITNESS_CONFLICT = 409,		/* the caller's old size is not what was seen, or the same size has another root */
	WITNESS_INCONSISTENT = 422,	/* the proof does not hold */
};

/*
 * witness_judge(seen, note, old, proof, log, out, e):
 * May the checkpoint in ${note} be cosigned by who has seen ${seen} (size 0:
 * nothing yet)?  ${old} is the size that ${proof} starts from.  *${out} = the
 * checkpoint.  ${e} says why not.
 */
enum witness_answer witness_judge(struct arena *a, const struct checkpoint *seen, const struct signed_note *note, int64_t old,
    const struct merkle_proof *proof, const struct note_key *log, struct checkpoint *out, struct err *e);

/* witness_quorum(note, key, keys, since, until): How many of ${keys} have cosigned with a time in that range; one key counts once. */
size_t witness_quorum(const struct signed_note *note, const struct note_key *key, size_t keys, int64_t since, int64_t until);

#endif
