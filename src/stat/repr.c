/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"

#include "text/utf8.h"

#include "stat/repr.h"
#include "stat/repr_table.h"

bool
repr_printable(uint32_t c)
{
	size_t low = 0, high = REPR_EDGES;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (repr_edge[middle] <= c)
			low = middle + 1;
		else
			high = middle;
	}
	return low % 2 == 1;
}

static void
put_escaped(struct buf *out, uint32_t c)
{
	if (c == '\t')
		buf_str(out, "\\t");
	else if (c == '\n')
		buf_str(out, "\\n");
	else if (c == '\r')
		buf_str(out, "\\r");
	else if (c <= 0xff)
		buf_printf(out, "\\x%02x", c);
	else if (c <= 0xffff)
		buf_printf(out, "\\u%04x", c);
	else
		buf_printf(out, "\\U%08x", c);
}

bool
repr_put(struct buf *out, const char *s, struct err *e)
{
	size_t n = strlen(s), at, len;
	char quote = strchr(s, '\'') != NULL && strchr(s, '"') == NULL ?
	    '"' : '\'';

	if (!utf8_valid(s, n, &at))
		return err_set(e, ERR_INPUT, "found byte 0x%02x at %zu of a "
		    "name, expected UTF-8", (unsigned char)s[at], at + 1);
	buf_char(out, quote);
	for (; n > 0; s += len, n -= len) {
		uint32_t c = utf8_decode(s, n, &len);

		if (c == (unsigned char)quote || c == '\\')
			buf_char(out, '\\');
		if (repr_printable(c))
			buf_put(out, s, len);
		else
			put_escaped(out, c);
	}
	buf_char(out, quote);
	return true;
}
