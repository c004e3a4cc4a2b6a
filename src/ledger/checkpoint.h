/* SPDX-License-Identifier: Apache-2.0 */
/* checkpoint: origin, size and root of a log (C2SP tlog-checkpoint), the text of a signed note. */
#ifndef LEDGER_CHECKPOINT_H
#define LEDGER_CHECKPOINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crypt/hash.h"

struct arena;
struct buf;
struct err;

struct checkpoint {
	const char   *origin;
	int64_t       size;
	unsigned char root[HASH_SIZE];
};

void checkpoint_write(struct buf *out, const struct checkpoint *c);

/* checkpoint_parse(a, text, n, name, out, e): The text of a note; further lines are extensions and are kept in the note. */
bool checkpoint_parse(struct arena *a, const char *text, size_t n, const char *name, struct checkpoint *out, struct err *e);

#endif
