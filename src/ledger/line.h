/* SPDX-License-Identifier: Apache-2.0 */
/* line: the lines that checkpoints and proofs are made of; used in this room only. */
#ifndef LEDGER_LINE_H
#define LEDGER_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crypt/hash.h"

/* Text not yet read. */
struct lines {
	const char *p, *end;
};

struct line {
	const char *p;
	size_t      n;	/* without LF */
};

/* line_next(l, out): The next line, if it ends in LF. */
bool line_next(struct lines *l, struct line *out);

/* line_number(s, n): All of it is a whole number, without leading zeros. */
bool line_number(struct line s, int64_t *n);

/* line_hash(s, sum): All of it is a hash in base64. */
bool line_hash(struct line s, unsigned char sum[HASH_SIZE]);

#endif
