/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"
#include "base/num.h"

#include "text/csv.h"

/* Would a spreadsheet run it?  OWASP, CSV Injection. */
static bool
is_formula(const char *s)
{
	return *s != '\0' && strchr("=+-@\t\r", *s) != NULL;
}

/* A row of one empty field is written "", for an empty line is no row. */
static bool
needs_quotes(const char *s, bool first)
{
	return (first && *s == '\0') || s[strcspn(s, ",\"\r\n")] != '\0';
}

static void
put_quoted(struct buf *out, const char *s, bool neutral)
{
	buf_char(out, '"');
	if (neutral)
		buf_char(out, '\'');
	for (; *s != '\0'; s++) {
		if (*s == '"')
			buf_char(out, '"');
		buf_char(out, *s);
	}
	buf_char(out, '"');
}

void
csv_put(struct buf *out, const char *s, bool first)
{
	bool formula = is_formula(s);

	if (!first)
		buf_char(out, ',');
	if (needs_quotes(s, first)) {
		put_quoted(out, s, formula);
		return;
	}
	if (formula)
		buf_char(out, '\'');
	buf_str(out, s);
}

void
csv_put_exact(struct buf *out, const char *p, size_t n)
{
	bool plain = true;

	for (size_t i = 0; i < n; i++)
		if (p[i] == ',' || p[i] == '"' || p[i] == '\n' || p[i] == '\r')
			plain = false;
	if (plain) {
		buf_put(out, p, n);
		return;
	}
	buf_char(out, '"');
	for (size_t i = 0; i < n; i++) {
		if (p[i] == '"')
			buf_char(out, '"');
		buf_char(out, p[i]);
	}
	buf_char(out, '"');
}

void
csv_put_num(struct buf *out, int64_t n, bool first)
{
	uint64_t left = n < 0 ? -(uint64_t)n : (uint64_t)n;
	char digits[24], *end = digits + sizeof digits, *p = end;

	if (!num_known(n)) {
		csv_put(out, "", first);
		return;
	}
	do
		*--p = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (n < 0)
		*--p = '-';
	if (!first)
		*--p = ',';
	buf_put(out, p, (size_t)(end - p));
}

void
csv_end_row(struct buf *out)
{
	buf_str(out, "\r\n");
}
