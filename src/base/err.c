/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"

/*
 * Cut a text that did not fit at a whole character, so that a long name in
 * somebody's file cannot leave half a UTF-8 sequence on the screen.
 */
static void
cut_at_character(char *text, size_t size)
{
	size_t n = strlen(text);

	if (n + 1 < size)
		return;
	while (n > 0 && ((unsigned char)text[n - 1] & 0xC0) == 0x80)
		n--;
	if (n > 0 && (unsigned char)text[n - 1] >= 0xC0)
		n--;
	text[n] = '\0';
}

bool
err_set(struct err *e, enum err_kind kind, const char *fmt, ...)
{
	va_list ap;

	e->kind = kind;
	va_start(ap, fmt);
	(void)vsnprintf(e->text, sizeof e->text, fmt, ap);
	va_end(ap);
	cut_at_character(e->text, sizeof e->text);
	return false;
}

bool
err_at(struct err *e, struct place at, const char *fmt, ...)
{
	va_list ap;
	int n;

	e->kind = ERR_INPUT;
	if (at.line == 0)
		n = snprintf(e->text, sizeof e->text, "%s: ", at.file);
	else if (at.column == 0)
		n = snprintf(e->text, sizeof e->text, "%s:%" PRId64 ": ",
		    at.file, at.line);
	else
		n = snprintf(e->text, sizeof e->text,
		    "%s:%" PRId64 ":%" PRId64 ": ", at.file, at.line,
		    at.column);
	if (n >= 0 && (size_t)n < sizeof e->text) {
		va_start(ap, fmt);
		(void)vsnprintf(e->text + n, sizeof e->text - (size_t)n, fmt,
		    ap);
		va_end(ap);
	}
	cut_at_character(e->text, sizeof e->text);
	return false;
}

int
err_exit_status(const struct err *e)
{
	switch (e->kind) {
	case ERR_NONE:		return 0;
	case ERR_USE:		return 2;
	case ERR_INPUT:		return 3;
	case ERR_DENIED:	return 4;
	case ERR_STORE:
	case ERR_SYSTEM:	return 5;
	}
	return 5;
}
