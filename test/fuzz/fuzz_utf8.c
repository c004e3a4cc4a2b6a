/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes: the quick check agrees with decoding one character after the
 * other, and every way of escaping gives text that can do no harm.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#include "text/esc.h"
#include "text/utf8.h"

#include "fuzz.h"

static size_t
first_bad(const char *p, size_t n)
{
	size_t i = 0, len;

	while (i < n) {
		if (utf8_decode(p + i, n - i, &len) == 0xFFFD && len == 1)
			break;
		i += len;
	}
	return i;
}

static void
check_look(const char *p, size_t n)
{
	size_t at = 0;

	if (text_look(p, n, &at) != TEXT_FINE)
		CHECK(at < n);
}

#define SLUG "abcdefghijklmnopqrstuvwxyz0123456789-"

static void
check_escapes(const char *s)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	size_t at;

	buf_str(&b, "");
	esc_attr(&b, s);
	CHECK(strpbrk(b.p, "<>\"'") == NULL);
	b.len = 0;
	buf_str(&b, "");
	esc_html(&b, s);
	CHECK(strpbrk(b.p, "<>") == NULL);
	b.len = 0;
	buf_str(&b, "");
	esc_url(&b, s);
	CHECK(strpbrk(b.p, "/?#&=+ \"<>") == NULL);
	b.len = 0;
	buf_str(&b, "");
	esc_terminal(&b, s);
	CHECK(strpbrk(b.p, "\x1B\r\n\t\x7F") == NULL);
	CHECK(utf8_valid(b.p, b.len, &at));
	b.len = 0;
	buf_str(&b, "");
	esc_slug(&b, s);
	CHECK(b.p[strspn(b.p, SLUG)] == '\0');
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const char *p = (const char *)data;
	size_t bad = first_bad(p, size), at = size;

	CHECK(utf8_valid(p, size, &at) == (bad == size));
	CHECK(at == bad);
	check_look(p, bad);
	check_escapes(arena_str(&a, p, size));
	return 0;
}
