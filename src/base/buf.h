/* SPDX-License-Identifier: Apache-2.0 */
/*
 * buf: bytes that grow.  Everything that is written (JSON, CSV, HTML, SVG) is
 * first written here, so that output appears whole or not at all.
 *
 *	struct buf out CLEANUP(buf_free) = { 0 };
 *	buf_printf(&out, "%d counties", n);
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>

struct buf {
	char  *p;	/* NUL-terminated once something was put in */
	size_t len, cap;
};

/* CLEANUP(f): call ${f} with the variable's address when it goes out of scope. */
#define CLEANUP(f) __attribute__((cleanup(f)))

/* buf_put(b, p, n): Append ${n} bytes.  Out of memory ends the program. */
void buf_put(struct buf *b, const void *p, size_t n);

/* buf_str(b, s): Append a string. */
void buf_str(struct buf *b, const char *s);

/* buf_char(b, c): Append one byte. */
void buf_char(struct buf *b, char c);

/* buf_printf(b, fmt, ...): Append formatted text. */
void buf_printf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* buf_free(b): Give the bytes back; ${b} is empty afterwards. */
void buf_free(struct buf *b);

#endif
