/* SPDX-License-Identifier: Apache-2.0 */
/* fixture: small rule files for the tests of law/. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "law/calendar.h"

/* Twelve lines: the least that every rule file has. */
#define HEAD \
	"schema: canvass-rules-1\n" \
	"title: A test\n" \
	"jurisdiction: Testland\n" \
	"zone:\n" \
	"  id: z\n  title: Zone\n  cite: c\n  basis: read\n" \
	"  from: 2007-03-11\n  name: Test/Zone\n  spoken: Test\n" \
	"  standard: { name: TST, offset: \"-05:00\" }\n"
#define DAYLIGHT \
	"  daylight:\n    name: TDT\n    offset: \"-04:00\"\n" \
	"    starts: { nth: second, weekday: Sunday, month: March, at: 02:00 }\n" \
	"    ends: { nth: first, weekday: Sunday, month: November, at: 02:00 }\n"
#define EVENTS \
	"events:\n  - { id: election, title: the election }\n" \
	"  - { id: certified, title: the certification }\n"

/* The keys of a rule, and a deadline with the given due. */
#define RULE(id) "  - id: " id "\n    title: T\n    cite: c\n" \
	"    basis: read\n    from: 2019-01-01\n"
#define DUE(id, due) RULE(id) "    due: { " due " }\n"

static inline struct day
on(const char *iso)
{
	struct day d;

	assert_true(day_parse(iso, strlen(iso), &d));
	return d;
}

static inline bool
parse(struct arena *a, const char *text, struct law **l, struct err *e)
{
	return law_parse(a, (struct bytes){ text, strlen(text) }, "t.yaml", l,
	    e);
}

/* A rule file that must be right. */
static inline struct law *
law_of(struct arena *a, const char *text)
{
	struct err e = { 0 };
	struct law *l = NULL;

	if (!parse(a, text, &l, &e))
		fail_msg("%s", e.text);
	return l;
}

/* A rule file that must be refused at ${where}, with ${words} in the text. */
static inline void
refused(const char *text, const char *where, const char *words)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct err e = { 0 };
	struct law *l;

	if (parse(&a, text, &l, &e))
		fail_msg("not refused: %s", text);
	assert_int_equal(e.kind, ERR_INPUT);
	if (strncmp(e.text, where, strlen(where)) != 0 ||
	    strstr(e.text, words) == NULL)
		fail_msg("\"%s\" is not %s ... %s", e.text, where, words);
}

#endif
