/* SPDX-License-Identifier: Apache-2.0 */
/* proof: C2SP tlog-proof: one entry's place in a log, to be checked without the log. */
#ifndef LEDGER_PROOF_H
#define LEDGER_PROOF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ledger/merkle.h"
#include "ledger/note.h"

struct tlog_proof {
	int64_t             index;
	struct merkle_proof path;
	const char         *checkpoint;	/* the signed note; NUL-terminated */
	size_t              n;
};

void proof_write(struct buf *out, const struct tlog_proof *p);
bool proof_parse(struct arena *a, const char *text, size_t n, const char *name, struct tlog_proof *out, struct err *e);

/* proof_holds(a, p, leaf, log, e): Is ${leaf} in the log whose key signed the proof's checkpoint? */
bool proof_holds(struct arena *a, const struct tlog_proof *p, const unsigned char leaf[HASH_SIZE], const struct note_key *log, struct err *e);

#endif
