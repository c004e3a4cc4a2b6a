/* SPDX-License-Identifier: Apache-2.0 */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

static void
make_room(struct buf *b, size_t n)
{
	size_t cap = b->cap > 0 ? b->cap : 256;
	char *p;

	if (n >= SIZE_MAX / 4 || b->len >= SIZE_MAX / 4)
		abort();
	while (cap < b->len + n + 1)
		cap *= 2;
	if (cap == b->cap)
		return;
	if ((p = realloc(b->p, cap)) == NULL) {
		fputs("canvass: out of memory\n", stderr);
		abort();
	}
	b->p = p;
	b->cap = cap;
}

#define SPOOL_AT   ((size_t)1 << 20)
#define SPOOL_KEEP ((size_t)4 << 10)	/* whoever writes may look back so far */

void
buf_spool_out(struct buf *b, size_t keep)
{
	size_t n = b->len > keep ? b->len - keep : 0;

	if (n == 0 || b->failed)
		return;
	if (fwrite(b->p, 1, n, b->spool) != n) {
		b->failed = true;
		return;
	}
	b->spooled += (int64_t)n;
	b->len -= n;
	memmove(b->p, b->p + n, b->len + 1);
}

static void
spool_if_large(struct buf *b)
{
	if (b->spool != NULL && b->len >= SPOOL_AT)
		buf_spool_out(b, SPOOL_KEEP);
}

int64_t
buf_total(const struct buf *b)
{
	return b->spooled + (int64_t)b->len;
}

void
buf_put(struct buf *b, const void *p, size_t n)
{
	make_room(b, n);
	if (n > 0)
		memcpy(b->p + b->len, p, n);
	b->len += n;
	b->p[b->len] = '\0';
	spool_if_large(b);
}

void
buf_str(struct buf *b, const char *s)
{
	buf_put(b, s, strlen(s));
}

void
buf_char(struct buf *b, char c)
{
	buf_put(b, &c, 1);
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		abort();
	make_room(b, (size_t)n);
	va_start(ap, fmt);
	(void)vsnprintf(b->p + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
	spool_if_large(b);
}

void
buf_free(struct buf *b)
{
	free(b->p);
	*b = (struct buf){ 0 };
}
