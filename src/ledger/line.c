/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/num.h"

#include "text/base64.h"

#include "ledger/line.h"

bool
line_next(struct lines *l, struct line *out)
{
	const char *lf = l->p < l->end ?
	    memchr(l->p, '\n', (size_t)(l->end - l->p)) : NULL;

	if (lf == NULL)
		return false;
	*out = (struct line){ l->p, (size_t)(lf - l->p) };
	l->p = lf + 1;
	return true;
}

/* Sizes beyond 2^53-1 are refused: no entry's number is larger either. */
bool
line_number(struct line s, int64_t *n)
{
	return num_parse(s.p, s.n, n) == NUM_OK && (s.n == 1 || *s.p != '0');
}

bool
line_hash(struct line s, unsigned char sum[HASH_SIZE])
{
	unsigned char raw[HASH_SIZE];
	size_t got;

	if (!base64_get(raw, sizeof raw, s.p, s.n, &got) || got != sizeof raw)
		return false;
	memcpy(sum, raw, HASH_SIZE);
	return true;
}
