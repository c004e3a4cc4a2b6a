/* SPDX-License-Identifier: Apache-2.0 */
/* base64: RFC 4648 section 4, padded, one spelling only. */
#ifndef TEXT_BASE64_H
#define TEXT_BASE64_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* base64_put(out, p, n): Append ${n} bytes. */
void base64_put(struct buf *out, const void *p, size_t n);

/*
 * base64_get(to, room, p, n, got):
 * Decode ${n} characters into at most ${room} bytes; false for anything but
 * the one canonical spelling (no blanks, padded, unused bits zero).
 */
bool base64_get(void *to, size_t room, const char *p, size_t n, size_t *got);

#endif
