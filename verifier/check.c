/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

#include "check.h"

enum { SHOWN = 5, LINE = 700, NONE = -1 };

#define ROW_MUST(name, ...) { __VA_ARGS__, false },
#define ROW_MAY(name, ...) { __VA_ARGS__, true },
static const struct {
	const char *number, *grounds, *title;
	bool        may_be_none;
} row[CHECKS] = { CHECK_TABLE(ROW_MUST, ROW_MAY) };

static struct {
	uint64_t ok, failed;
	char     line[SHOWN][LINE];
} state[CHECKS];

static int64_t place = NONE;
static struct text act;

bool
check_ok(enum check c)
{
	state[c].ok++;
	return true;
}

/* Control bytes of a stranger's file do not reach the terminal. */
bool
check_fail(enum check c, const char *fmt, ...)
{
	char *line;
	int n = 0;
	va_list ap;

	if (state[c].failed++ >= SHOWN)
		return false;
	line = state[c].line[state[c].failed - 1];
	if (place != NONE)
		n = snprintf(line, LINE, "leaf %" PRId64 ": %.*s%s", place,
		    SHOW(act), act.n > 0 ? " " : "");
	va_start(ap, fmt);
	(void)vsnprintf(line + n, (size_t)(LINE - n), fmt, ap);
	va_end(ap);
	for (; *line != '\0'; line++)
		*line = (uint8_t)*line < 0x20 || *line == 0x7F ? '?' : *line;
	return false;
}

bool
check_same(enum check c, const char *what, struct text expected,
    struct text found)
{
	return CHECK(c, text_same(expected, found), "%s: expected `%.*s`, "
	    "found `%.*s`", what, SHOW(expected), SHOW(found));
}

void
check_at(int64_t leaf, struct text what)
{
	place = leaf;
	act = what;
}

static bool
has_failed(int c)
{
	return state[c].failed > 0 || (state[c].ok == 0 && !row[c].may_be_none);
}

/* The first of its grounds, and of theirs, that failed; or NONE. */
static int
failed_ground(int c)
{
	struct text rest = text_of(row[c].grounds), number;

	while (text_next(&rest, ' ', &number)) {
		int g = 0, deeper;

		while (!text_is(number, row[g].number))
			g++;
		deeper = failed_ground(g);
		if (deeper != NONE || has_failed(g))
			return deeper != NONE ? deeper : g;
	}
	return NONE;
}

static void
check_print(int c)
{
	uint64_t ok = state[c].ok, failed = state[c].failed, i = 0;
	int ground = failed_ground(c);

	(void)printf("%s %s … ", row[c].number, row[c].title);
	if (ground != NONE)
		(void)printf("not reached (%s)\n", row[ground].number);
	else if (failed > 0)
		(void)printf("FAIL, %" PRIu64 " of %" PRIu64 "\n", failed,
		    failed + ok);
	else if (ok > 0)
		(void)printf("ok, %" PRIu64 " of %" PRIu64 "\n", ok, ok);
	else
		(void)printf("%s\n", has_failed(c) ?
		    "FAIL, nothing was there to check" :
		    "none in this record, or not asked for");
	for (; ground == NONE && i < failed && i < SHOWN; i++)
		(void)printf("      %s\n", state[c].line[i]);
	if (i < failed && ground == NONE)
		(void)printf("      and %" PRIu64 " more\n", failed - i);
}

bool
checks_print(void)
{
	bool hold = true;

	for (int c = 0; c < CHECKS; c++) {
		if (c > 0 && row[c].number[0] != row[c - 1].number[0])
			(void)printf("\n");
		check_print(c);
		hold = hold && !has_failed(c);
	}
	return hold;
}
