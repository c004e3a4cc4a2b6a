/* SPDX-License-Identifier: Apache-2.0 */
/* The part of a buf that touches a file: what is too much to keep in memory. */
#include <unistd.h>

#include "base/buf.h"

void
buf_spool(struct buf *b, FILE *f)
{
	b->spool = f;
}

void
buf_rewind(struct buf *b, int64_t total)
{
	if (total >= b->spooled) {
		b->len = (size_t)(total - b->spooled);
	} else {
		if (fflush(b->spool) != 0 ||
		    ftruncate(fileno(b->spool), total) != 0 ||
		    fseeko(b->spool, total, SEEK_SET) != 0)
			b->failed = true;
		b->spooled = total;
		b->len = 0;
	}
	if (b->p != NULL)
		b->p[b->len] = '\0';
}

bool
buf_flush(struct buf *b)
{
	if (b->spool == NULL)
		return true;
	buf_spool_out(b, 0);
	return !b->failed && fflush(b->spool) == 0;
}

