/* SPDX-License-Identifier: Apache-2.0 */
/* entry: one leaf of the log, written and read (docs/record.md). */
#ifndef RECORD_ENTRY_H
#define RECORD_ENTRY_H

#include <stdbool.h>
#include <stdint.h>

#include "crypt/hash.h"
#include "crypt/sign.h"
#include "base/file.h"
#include "model/act.h"

struct arena;
struct buf;
struct err;
struct json_value;

struct entry {
	int64_t       seq, logged;
	struct bytes  act_bytes;	/* canonical */
	struct act    act;
	enum outcome  outcome;
	const char   *rule_file, *rule_id;	/* NULL: no rule decided */
	const char   *from, *to;	/* NULL: no lifecycle */
	int64_t       version;
	bool          has_prior;
	unsigned char prior[HASH_SIZE];
	const char   *routed;		/* roles, parted by blanks; "" */
	enum refusal  code;
	const char   *why;
	int64_t       unlisted;
	bool          is_signed;
	unsigned char key[SIGN_PUBLIC], sig[SIGN_SIZE];
	const struct json_value *sigs;	/* of the genesis */
};

/* entry_write(out, n): Append the canonical bytes of ${n}. */
void entry_write(struct buf *out, const struct entry *n);

/* entry_read(a, bytes, seq, out, e): Take entry ${seq} of our own log apart; what is wrong with it is a fault of the store. */
bool entry_read(struct arena *a, struct bytes bytes, int64_t seq,
    struct entry *out, struct err *e);

#endif
