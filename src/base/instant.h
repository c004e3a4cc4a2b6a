/* SPDX-License-Identifier: Apache-2.0 */
/* instant: moments in seconds since 1970, UTC, and their one spelling (RFC 3339). */
#ifndef BASE_INSTANT_H
#define BASE_INSTANT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INSTANT_TEXT 32

/* instant_text(out, utc): "2020-11-20T22:00:00Z"; ${out} is returned. */
char *instant_text(char out[INSTANT_TEXT], int64_t utc);

/* instant_parse(s, n, utc): Read it back; false for any other spelling. */
bool instant_parse(const char *s, size_t n, int64_t *utc);

#endif
