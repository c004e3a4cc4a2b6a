/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "draw.h"

/* What Python does not print as it is, as far as names may hold it. */
static bool
is_printable(uint32_t c)
{
	static const uint32_t hidden[][2] = {
	    { 0x00, 0x1F }, { 0x7F, 0xA0 }, { 0xAD, 0xAD }, { 0x600, 0x605 },
	    { 0x61C, 0x61C }, { 0x6DD, 0x6DD }, { 0x70F, 0x70F },
	    { 0x8E2, 0x8E2 }, { 0x1680, 0x1680 }, { 0x180E, 0x180E },
	    { 0x2000, 0x200F }, { 0x2028, 0x202F }, { 0x205F, 0x206F },
	    { 0x3000, 0x3000 }, { 0xD800, 0xF8FF }, { 0xFEFF, 0xFEFF },
	    { 0xFFF0, 0xFFFB }, { 0xFFFE, 0xFFFF }, { 0xE0000, 0xE00FF },
	    { 0xE01F0, 0x10FFFF } };

	for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++) {
		if (c >= hidden[i][0] && c <= hidden[i][1])
			return false;
	}
	return true;
}

/* The next character of UTF-8; what is not whole counts as its byte. */
static uint32_t
next_character(struct text *t)
{
	uint8_t first = (uint8_t)t->p[0];
	size_t n = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 :
	    first >= 0xC0 ? 2 : 1;
	uint32_t c = n == 1 ? first : first & (0x7FU >> n);

	n = n > t->n ? 1 : n;
	for (size_t i = 1; i < n; i++)
		c = c << 6 | ((uint8_t)t->p[i] & 0x3F);
	*t = text_from(*t, n);
	return c;
}

static void
put_character(struct buf *b, struct text t, uint32_t c, char quote)
{
	static const char from[] = "\\\t\n\r", to[] = "\\tnr";
	const char *at = c > 0 && c < 0x80 ? strchr(from, (int)c) : NULL;
	char escape[12] = "";

	if (at != NULL)
		(void)snprintf(escape, sizeof escape, "\\%c", to[at - from]);
	else if (c == (uint8_t)quote)
		(void)snprintf(escape, sizeof escape, "\\%c", quote);
	else if (!is_printable(c))
		(void)snprintf(escape, sizeof escape, c < 0x100 ?
		    "\\x%02" PRIx32 : c < 0x10000 ? "\\u%04" PRIx32 :
		    "\\U%08" PRIx32, c);
	buf_put(b, escape[0] != '\0' ? text_of(escape) : t);
}

/* Python's repr of a text: in ' unless it has one and no ". */
static void
put_repr(struct buf *b, struct text t)
{
	bool single = t.n > 0 && memchr(t.p, '\'', t.n) != NULL;
	bool twice = t.n > 0 && memchr(t.p, '"', t.n) != NULL;
	char quote = single && !twice ? '"' : '\'';

	buf_put(b, (struct text){ &quote, 1 });
	while (t.n > 0) {
		struct text rest = t;
		uint32_t c = next_character(&rest);

		put_character(b, (struct text){ t.p, t.n - rest.n }, c, quote);
		t = rest;
	}
	buf_put(b, (struct text){ &quote, 1 });
}

struct text
id_text(struct text unit, const struct text *tabulator, struct text batch,
    uint64_t position)
{
	static struct buf b;
	char number[32];

	b.n = 0;
	buf_put(&b, position > 0 ? TEXT("((") : TEXT("("));
	put_repr(&b, unit);
	buf_put(&b, TEXT(", "));
	if (tabulator != NULL && tabulator->n > 0)
		put_repr(&b, *tabulator);
	else if (tabulator != NULL)
		buf_put(&b, TEXT("None"));
	buf_put(&b, tabulator != NULL ? TEXT(", ") : TEXT(""));
	put_repr(&b, batch);
	(void)snprintf(number, sizeof number, "), %" PRIu64 ")", position);
	buf_put(&b, position > 0 ? text_of(number) : TEXT(")"));
	return buf_text(&b);
}
