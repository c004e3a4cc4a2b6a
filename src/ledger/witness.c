/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/err.h"

#include "ledger/witness.h"

static enum witness_answer
no(enum witness_answer why, struct err *e, const char *text)
{
	(void)err_set(e, ERR_DENIED, "%s", text);
	return why;
}

/* The order of the questions is that of C2SP tlog-witness, add-checkpoint. */
enum witness_answer
witness_judge(struct arena *a, const struct checkpoint *seen,
    const struct signed_note *note, int64_t old, const struct merkle_proof *proof,
    const struct note_key *log, struct checkpoint *out, struct err *e)
{
	struct checkpoint c;

	if (!checkpoint_parse(a, note->text, note->n, "checkpoint", &c, e))
		return WITNESS_BAD;
	if (strcmp(c.origin, seen->origin) != 0)
		return no(WITNESS_UNKNOWN, e, "this is another log's checkpoint");
	if (!note_signed(note, log))
		return no(WITNESS_FORBIDDEN, e,
		    "the log's key has not signed this checkpoint");
	if (old < 0 || old > c.size)
		return no(WITNESS_BAD, e, c.size < seen->size ?
		    "this checkpoint is of a smaller log than was seen before" :
		    "the proof starts from a larger log than it leads to");
	if (old != seen->size)
		return no(WITNESS_CONFLICT, e,
		    "the proof does not start from what was seen last");
	if (old == c.size && old > 0 &&
	    memcmp(c.root, seen->root, HASH_SIZE) != 0)
		return no(WITNESS_CONFLICT, e,
		    "a log of this size was seen with another root");
	if (old == 0 ? proof->n > 0 : !merkle_consistent(proof, old,
	    seen->root, c.size, c.root))
		return no(WITNESS_INCONSISTENT, e,
		    "this log does not begin with the one seen before");
	*out = c;
	return WITNESS_SIGNED;
}

size_t
witness_quorum(const struct signed_note *note, const struct note_key *key,
    size_t keys, int64_t since, int64_t until)
{
	size_t signed_by = 0;
	int64_t when;

	for (size_t i = 0; i < keys; i++) {
		bool again = false;

		/* One key under two names is one witness. */
		for (size_t k = 0; k < i && !again; k++)
			again = memcmp(key[k].public, key[i].public,
			    SIGN_PUBLIC) == 0;
		if (!again && note_cosigned(note, &key[i], &when) &&
		    when >= since && when <= until)
			signed_by++;
	}
	return signed_by;
}
