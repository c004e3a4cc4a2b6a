/* SPDX-License-Identifier: Apache-2.0 */
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"

#include "text/esc.h"
#include "text/utf8.h"

static const char *
entity(char c)
{
	switch (c) {
	case '&':	return "&amp;";
	case '<':	return "&lt;";
	case '>':	return "&gt;";
	case '"':	return "&quot;";
	case '\'':	return "&#39;";
	}
	return NULL;
}

static void
put_entities(struct buf *out, const char *s, const char *unsafe)
{
	while (*s != '\0') {
		size_t n = strcspn(s, unsafe);

		buf_put(out, s, n);
		s += n;
		if (*s != '\0')
			buf_str(out, entity(*s++));
	}
}

void
esc_html(struct buf *out, const char *s)
{
	put_entities(out, s, "&<>");
}

void
esc_attr(struct buf *out, const char *s)
{
	put_entities(out, s, "&<>\"'");
}

static bool
is_ascii_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z');
}

void
esc_url(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++) {
		if (is_ascii_alnum(*s) || strchr("-._~", *s) != NULL)
			buf_char(out, *s);
		else
			buf_printf(out, "%%%02X", (unsigned)(unsigned char)*s);
	}
}

void
esc_terminal(struct buf *out, const char *s)
{
	while (*s != '\0') {
		size_t len;
		uint32_t c = utf8_decode(s, strlen(s), &len);

		if (utf8_is_hidden(c))
			buf_printf(out, "<U+%04X>", (unsigned)c);
		else if (c == 0xFFFD)
			buf_str(out, "\uFFFD");
		else
			buf_put(out, s, len);
		s += len;
	}
}

void
esc_slug(struct buf *out, const char *s)
{
	bool gap = false, begun = false;

	for (; *s != '\0'; s++) {
		if (!is_ascii_alnum(*s)) {
			gap = begun;
			continue;
		}
		if (gap)
			buf_char(out, '-');
		buf_char(out, (char)(*s >= 'A' && *s <= 'Z' ? *s | 0x20 : *s));
		gap = false;
		begun = true;
	}
}
