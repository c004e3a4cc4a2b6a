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

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct buf {
	char  *p;	/* NUL-terminated once something was put in */
	size_t len, cap;
	FILE  *spool;	/* what was written first, if it was too much to keep; NULL: none */
	int64_t spooled;/* bytes in it */
	bool   failed;	/* the spool could not be written */
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

/*
 * buf_spool(b, f):
 * From now on keep about a mebibyte in memory and move what came before it
 * into ${f}, which is open for reading and writing and stays the caller's.
 */
void buf_spool(struct buf *b, FILE *f);

/* buf_total(b): Bytes put in so far, in memory and spool. */
int64_t buf_total(const struct buf *b);

/* buf_rewind(b, total): Forget everything after the first ${total} bytes. */
void buf_rewind(struct buf *b, int64_t total);

/* buf_spool_out(b, keep): Move all but the last ${keep} bytes into the spool. */
void buf_spool_out(struct buf *b, size_t keep);

/* buf_flush(b): Move all that is left into the spool; false if any of it could not be written. */
bool buf_flush(struct buf *b);

/* buf_free(b): Give the bytes back; ${b} is empty afterwards. */
void buf_free(struct buf *b);

#endif
