/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "bytes.h"
#include "check.h"

enum { SHOWN = 5, LINE = 700, NONE = -1 };

#define CHECK_ROW(name, number, title, none, grounds) \
	{ number, title, none, grounds },
static const struct {
	const char *number, *title, *none, *grounds;
} row[CHECKS] = { CHECK_TABLE(CHECK_ROW) };

static struct {
	uint64_t    ok, failed;
	const char *not_asked;
	char        line[SHOWN][LINE];
} state[CHECKS];

void
check_ok(enum check c)
{
	state[c].ok++;
}

void
check_fail(enum check c, const char *fmt, ...)
{
	va_list ap;

	if (state[c].failed < SHOWN) {
		va_start(ap, fmt);
		(void)vsnprintf(state[c].line[state[c].failed], LINE, fmt, ap);
		va_end(ap);
	}
	state[c].failed++;
}

bool
check_that(enum check c, bool holds)
{
	if (holds)
		check_ok(c);
	return holds;
}

void
check_not(enum check c, const char *why)
{
	state[c].not_asked = why;
}

static bool
is_empty(enum check c)
{
	return state[c].ok == 0 && state[c].failed == 0 &&
	    state[c].not_asked == NULL;
}

static bool
has_failed(enum check c)
{
	return state[c].failed > 0 || (is_empty(c) && row[c].none == NULL);
}

static int
check_numbered(struct text number)
{
	for (int c = 0; c < CHECKS; c++) {
		if (text_is(number, row[c].number))
			return c;
	}
	return NONE;
}

/* The first of its grounds, and of theirs, that failed; or NONE. */
static int
failed_ground(enum check c)
{
	struct text rest = text_of(row[c].grounds), number;

	while (text_next(&rest, ' ', &number)) {
		enum check g = (enum check)check_numbered(number);
		int deeper = failed_ground(g);

		if (deeper != NONE || has_failed(g))
			return deeper != NONE ? deeper : (int)g;
	}
	return NONE;
}

bool
check_failed(enum check c)
{
	return has_failed(c) || failed_ground(c) != NONE;
}

/* Control bytes of a stranger's file do not reach the terminal. */
static void
put_clean(const char *line)
{
	for (; *line != '\0'; line++)
		(void)putchar((unsigned char)*line < 0x20 || *line == 0x7F ?
		    '?' : *line);
}

static void
print_failure(enum check c)
{
	uint64_t all = state[c].ok + state[c].failed;

	if (all == 0) {
		(void)printf("FAIL, nothing was there to check\n");
		return;
	}
	(void)printf("FAIL, %" PRIu64 " of %" PRIu64 "\n", state[c].failed, all);
	for (uint64_t i = 0; i < state[c].failed && i < SHOWN; i++) {
		(void)printf("      ");
		put_clean(state[c].line[i]);
		(void)printf("\n");
	}
	if (state[c].failed > SHOWN)
		(void)printf("      and %" PRIu64 " more\n",
		    state[c].failed - SHOWN);
}

static void
check_print(enum check c)
{
	int ground = failed_ground(c);

	(void)printf("%s %s … ", row[c].number, row[c].title);
	if (ground != NONE)
		(void)printf("not reached (%s)\n", row[ground].number);
	else if (has_failed(c))
		print_failure(c);
	else if (state[c].not_asked != NULL && state[c].ok == 0)
		(void)printf("%s\n", state[c].not_asked);
	else if (is_empty(c))
		(void)printf("%s\n", row[c].none);
	else
		(void)printf("ok, %" PRIu64 " of %" PRIu64 "\n", state[c].ok,
		    state[c].ok);
}

bool
checks_hold(void)
{
	for (int c = 0; c < CHECKS; c++) {
		if (has_failed((enum check)c))
			return false;
	}
	return true;
}

bool
checks_print(void)
{
	for (int c = 0; c < CHECKS; c++) {
		if (c > 0 && row[c].number[0] != row[c - 1].number[0])
			(void)printf("\n");
		check_print((enum check)c);
	}
	return checks_hold();
}
