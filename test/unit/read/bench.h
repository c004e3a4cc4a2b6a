/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench: a made-up election and a folder to work in, for the tests of readers.
 * What a text becomes, table or message, is compared as a text.
 */
#ifndef TEST_READ_BENCH_H
#define TEST_READ_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/num.h"
#include "model/election.h"
#include "model/sheet.h"
#include "read/import.h"

static const struct choice bench_choices[] = {
	{ "reed", "Alma Reed", "Reed", "Green" },
	{ "stone", "Bo Stone", "Stone", "Blue" },
};
static const struct contest bench_contests[] = {
	{ "governor", "Governor", bench_choices, 2, 1, 1, { 22405 }, "state" },
};
static const struct unit bench_units[] = {
	{ "01", "Alder" }, { "02", "Birch" }, { "03", "St. Cedar County" },
};
static const struct count bench_counts[] = {
	{ "original", "First count", COUNT_ORIGINAL, STAGE_CERTIFIED, false,
	    { 22419 } },
};
static const struct election bench_election = {
	.id = "test", .title = "Test", .jurisdiction = "Arcadia",
	.unit_word = "county", .units_word = "counties", .rules = "r.yaml",
	.map = "", .electors = "", .elector_rules = "", .demonstration = "",
	.date = { 22405 }, .unit = bench_units, .units = 3,
	.contest = bench_contests, .contests = 1, .count = bench_counts,
	.counts = 1,
};

struct bench {
	struct arena a;
	char         dir[64];
	char        *in, *out;
};

static int
bench_open(void **state)
{
	struct bench *b = calloc(1, sizeof *b);

	assert_non_null(b);
	strcpy(b->dir, "/tmp/canvass-read-XXXXXX");
	assert_non_null(mkdtemp(b->dir));
	b->in = arena_printf(&b->a, "%s/in.csv", b->dir);
	b->out = arena_printf(&b->a, "%s/out.csv", b->dir);
	*state = b;
	return 0;
}

static int
bench_close(void **state)
{
	struct bench *b = *state;

	(void)unlink(b->in);
	(void)unlink(b->out);
	/* Only an empty folder goes: nothing else may have been left in it. */
	assert_int_equal(rmdir(b->dir), 0);
	arena_free(&b->a);
	free(b);
	return 0;
}

static inline void
bench_put(struct bench *b, const char *p, size_t n)
{
	struct err e;

	assert_true(file_write(b->in, p, n, &e));
}

/* The error without the folder before "in.csv". */
static inline const char *
bench_strip(const struct bench *b, const char *text)
{
	size_t n = strlen(b->dir);

	return strncmp(text, b->dir, n) == 0 ? text + n + 1 : text;
}

static inline char *
bench_slurp(struct bench *b, const char *path)
{
	struct bytes all;
	struct err e;

	assert_true(file_read(&b->a, path, 1 << 20, &all, &e));
	return arena_str(&b->a, all.p, all.n);
}

#endif
