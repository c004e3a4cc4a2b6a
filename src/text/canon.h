/* SPDX-License-Identifier: Apache-2.0 */
/*
 * canon: canonical JSON (RFC 8785) with whole numbers only (docs/record.md).
 *
 *	TRY(canon_write(&out, value, "acts.jsonl", &e));	a tree, whatever its spelling
 *	if (!canon_is(p, n)) ...			bytes: are they canonical?
 *
 * Equal values have equal bytes, so that a hash of the bytes is a hash of the
 * value.
 */
#ifndef TEXT_CANON_H
#define TEXT_CANON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf;
struct err;
struct json_value;

/* The largest and, negated, the smallest whole number (RFC 7493). */
#define CANON_MAX ((int64_t)9007199254740991)

/*
 * canon_write(out, v, file, e):
 * Append the canonical text of ${v}.  Fail, at the place in ${file}, at a
 * number that is not whole or is out of range.  On failure ${out} is as it was.
 */
bool canon_write(struct buf *out, const struct json_value *v,
    const char *file, struct err *e);

/* canon_is(p, n): Are the ${n} bytes one canonical value and nothing else?  One pass, no memory. */
bool canon_is(const char *p, size_t n);

/* canon_text(out, s): Append ${s} (valid UTF-8) as a canonical string with its quotes. */
void canon_text(struct buf *out, const char *s);

#endif
