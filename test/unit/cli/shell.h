/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shell: an empty folder to work in, and command lines run in this process as
 * main runs them, with what they print caught.
 */
#ifndef SHELL_H
#define SHELL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcntl.h>
#include <unistd.h>

#include "cli/cmd.h"	/* has a fail() as well, so it comes first */

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"

struct shell {
	struct arena a;
	char         dir[64];
	struct err   e;
	int          status;		/* of the last command line */
	const char  *out, *err;		/* what it printed */
};

static int
enter(void **state)
{
	struct shell *s = calloc(1, sizeof *s);

	if (s == NULL)
		return -1;
	strcpy(s->dir, "cli-test-XXXXXX");
	*state = s;
	return mkdtemp(s->dir) != NULL ? 0 : -1;
}

static int
leave(void **state)
{
	struct shell *s = *state;
	struct stage_dir whole = { .path = s->dir };

	stage_drop(&whole);
	arena_free(&s->a);
	free(s);
	return 0;
}

#define IN_A_FOLDER(f) cmocka_unit_test_setup_teardown(f, enter, leave)

static inline char *
in(struct shell *s, const char *name)
{
	return arena_printf(&s->a, "%s/%s", s->dir, name);
}

/* put(s, name, text): A file in the folder; its path. */
static inline char *
put(struct shell *s, const char *name, const char *text)
{
	char *path = in(s, name);

	assert_true(file_write(path, text, strlen(text), &s->e));
	return path;
}

static inline const char *
get(struct shell *s, const char *path)
{
	struct bytes b;

	assert_true(file_read(&s->a, path, 1 << 24, &b, &s->e));
	return b.p;
}

/* run(s, word, ...): canvass with these words, the last one NULL. */
static inline int
run(struct shell *s, ...)
{
	struct buf out CLEANUP(buf_free) = { 0 };
	char *argv[32] = { arena_text(&s->a, "canvass") };
	int argc = 1, was = dup(STDERR_FILENO), to;
	char *caught = in(s, "stderr");
	va_list ap;

	va_start(ap, s);
	for (const char *w; (w = va_arg(ap, const char *)) != NULL;)
		argv[argc++] = arena_text(&s->a, w);
	va_end(ap);
	to = open(caught, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	dup2(to, STDERR_FILENO);
	s->status = cmd_run(argc, argv, &out);
	fflush(stderr);
	dup2(was, STDERR_FILENO);
	close(was);
	close(to);
	s->out = arena_str(&s->a, out.p == NULL ? "" : out.p, out.len);
	s->err = get(s, caught);
	(void)unlink(caught);
	return s->status;
}

/* assert_says(text, part): As strstr, showing both if it is not there. */
#define assert_says(text, part) do { \
	if (strstr((text), (part)) == NULL) \
		fail_msg("'%s' is not in '%s'", (part), (text)); \
} while (0)

/* refused(s, status, text): The last command printed nothing but this. */
static inline void
refused(struct shell *s, int status, const char *text)
{
	assert_string_equal(s->err, arena_printf(&s->a, "canvass: %s\n", text));
	assert_string_equal(s->out, "");
	assert_int_equal(s->status, status);
}

/* share(s, name): A file that comes with canvass. */
static inline char *
share(struct shell *s, const char *name)
{
	return arena_printf(&s->a, "%s/%s", getenv("CANVASS_SHARE"), name);
}

/* Two units, one contest, two counts. */
#define DEFINITION(more) \
	"{ \"schema\": \"canvass-election-1\", \"id\": \"two\",\n" \
	"  \"title\": \"Two counties\", \"jurisdiction\": \"Arcadia\",\n" \
	"  \"unit_word\": \"county\", \"units_word\": \"counties\",\n" \
	"  \"date\": \"2031-05-06\", \"rules\": \"made-up.yaml\"" more ",\n" \
	"  \"units\": [ { \"id\": \"01\", \"name\": \"Alder\" },\n" \
	"    { \"id\": \"02\", \"name\": \"Birch\" } ],\n" \
	"  \"contests\": [ { \"id\": \"gov\", \"title\": \"Governor\",\n" \
	"    \"office\": \"state\", \"date\": \"2031-05-06\",\n" \
	"    \"votes_allowed\": 1, \"winners\": 1, \"choices\": [\n" \
	"    { \"id\": \"reed\", \"name\": \"Alma Reed\",\n" \
	"      \"label\": \"Reed\" },\n" \
	"    { \"id\": \"stone\", \"name\": \"Bo Stone\",\n" \
	"      \"label\": \"Stone\" } ] } ],\n" \
	"  \"counts\": [ { \"id\": \"original\",\n" \
	"    \"title\": \"First count\",\n" \
	"    \"kind\": \"original\", \"stage\": \"certified\",\n" \
	"    \"by_hand\": false, \"as_of\": \"2031-05-20\" },\n" \
	"    { \"id\": \"hand\", \"title\": \"Hand tally\",\n" \
	"    \"kind\": \"hand_tally\", \"stage\": \"hand_tally\",\n" \
	"    \"by_hand\": true, \"as_of\": \"2031-05-16\" } ] }\n"

/* make(s): That election, in the folder; its path. */
static inline char *
make(struct shell *s)
{
	char *folder = in(s, "E");

	run(s, "init", folder, "--from", put(s, "two.json", DEFINITION("")),
	    NULL);
	assert_string_equal(s->err, "");
	assert_int_equal(s->status, 0);
	return folder;
}

#endif
