/* SPDX-License-Identifier: Apache-2.0 */
/*
 * record ELECTION (see record.sh): what an act costs from its line of JSON to the disk, in a
 * record that 'canvass init' made and that this program fills: first in
 * transactions of many, then one by one beside bare SQLite commits of as many
 * bytes in the same folder, in turns, so that both meet the same disk.
 *
 * The record must be of kind history and enrol the actor "sos" as secretary.
 */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "record/record.h"

#define GROUPED 200000
#define GROUP   10000
#define TURNS   20
#define SINGLE  100	/* of each in a turn */
#define ROW     450	/* bytes of a bare row: about those of an entry */

struct bench {
	struct arena   a;
	struct record *r;
	sqlite3       *bare;
	sqlite3_stmt  *begin, *insert, *commit;
	int64_t        n;
	struct err     e;
};

static void
must(struct bench *b, bool done)
{
	if (done)
		return;
	fprintf(stderr, "%s\n", b->e.text);
	exit(1);
}

static double
seconds(clockid_t clock)
{
	struct timespec t;

	(void)clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t
write_line(char line[1024], int64_t n)
{
	return (size_t)snprintf(line, 1024, "{\"action\":\"note.add\","
	    "\"actor\":\"sos\",\"role\":\"secretary\",\"as\":\"note\","
	    "\"subject\":\"note/n%" PRId64 "\",\"occurred\":\"2020-11-03\","
	    "\"key\":\"bench-%" PRId64 "\",\"says\":\"An entry that says about "
	    "as much as others do.\",\"payload\":{\"text\":\"Nothing\"},"
	    "\"sources\":[{\"cite\":\"made up\"}]}", n, n);
}

static void
put(struct bench *b)
{
	char text[1024];
	size_t size = write_line(text, ++b->n);
	struct record_line line = { .text = { text, size }, .file = "bench",
		.line = b->n };
	struct receipt receipt;

	must(b, record_put(b->r, &line, &receipt, &b->e));
	if (receipt.outcome != OUTCOME_DONE) {
		fprintf(stderr, "refused: %s\n", receipt.why);
		exit(1);
	}
}

static void
grouped(struct bench *b)
{
	double wall = seconds(CLOCK_MONOTONIC);
	double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);

	for (int i = 0; i < GROUPED; i += GROUP) {
		must(b, record_begin(b->r, &b->e));
		for (int k = 0; k < GROUP; k++)
			put(b);
		must(b, record_commit(b->r, &b->e));
	}
	wall = seconds(CLOCK_MONOTONIC) - wall;
	cpu = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	printf("grouped by %d: %.0f entries a second, %.0f a second of CPU\n",
	    GROUP, GROUPED / wall, GROUPED / cpu);
}

static void
step(struct bench *b, sqlite3_stmt *s)
{
	if (sqlite3_step(s) != SQLITE_DONE || sqlite3_reset(s) != SQLITE_OK) {
		fprintf(stderr, "bare: %s\n", sqlite3_errmsg(b->bare));
		exit(1);
	}
}

static void
open_bare(struct bench *b, const char *folder)
{
	char *path = arena_printf(&b->a, "%s/bare.db", folder);

	if (sqlite3_open(path, &b->bare) != SQLITE_OK ||
	    sqlite3_exec(b->bare, "PRAGMA synchronous=EXTRA; PRAGMA "
	    "journal_mode=TRUNCATE; CREATE TABLE IF NOT EXISTS bare (n INTEGER "
	    "PRIMARY KEY, bytes BLOB); DELETE FROM bare", NULL, NULL, NULL) !=
	    SQLITE_OK || sqlite3_prepare_v2(b->bare, "BEGIN IMMEDIATE", -1,
	    &b->begin, NULL) != SQLITE_OK || sqlite3_prepare_v2(b->bare,
	    "INSERT INTO bare (bytes) VALUES (?1)", -1, &b->insert, NULL) !=
	    SQLITE_OK || sqlite3_prepare_v2(b->bare, "COMMIT", -1, &b->commit,
	    NULL) != SQLITE_OK || sqlite3_bind_zeroblob(b->insert, 1, ROW) !=
	    SQLITE_OK) {
		fprintf(stderr, "bare: %s\n", sqlite3_errmsg(b->bare));
		exit(1);
	}
}

static double
bare_turn(struct bench *b)
{
	double start = seconds(CLOCK_MONOTONIC);

	for (int i = 0; i < SINGLE; i++) {
		step(b, b->begin);
		step(b, b->insert);
		step(b, b->commit);
	}
	return seconds(CLOCK_MONOTONIC) - start;
}

static double
single_turn(struct bench *b)
{
	double start = seconds(CLOCK_MONOTONIC);

	for (int i = 0; i < SINGLE; i++) {
		must(b, record_begin(b->r, &b->e));
		put(b);
		must(b, record_commit(b->r, &b->e));
	}
	return seconds(CLOCK_MONOTONIC) - start;
}

static void
single(struct bench *b)
{
	double ours = 0, bare = 0, ours_cpu = 0, bare_cpu = 0;

	for (int i = 0; i < TURNS; i++) {
		double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);

		ours += single_turn(b);
		ours_cpu += seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
		cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
		bare += bare_turn(b);
		bare_cpu += seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	}
	printf("one by one: %.0f entries a second; bare commits: %.0f; ratio "
	    "%.2f; of %.0f and %.0f us, %.0f and %.0f are CPU\n",
	    TURNS * SINGLE / ours, TURNS * SINGLE / bare, bare / ours,
	    ours / TURNS / SINGLE * 1e6, bare / TURNS / SINGLE * 1e6,
	    ours_cpu / TURNS / SINGLE * 1e6, bare_cpu / TURNS / SINGLE * 1e6);
}

static void
close_bare(struct bench *b)
{
	(void)sqlite3_finalize(b->begin);
	(void)sqlite3_finalize(b->insert);
	(void)sqlite3_finalize(b->commit);
	(void)sqlite3_close(b->bare);
}

int
main(int argc, char *argv[])
{
	static struct bench b;

	if (argc != 2) {
		fputs("usage: record ELECTION\n", stderr);
		return 2;
	}
	must(&b, record_open(&b.a, argv[1], RECORD_WRITE, &b.r, &b.e));
	b.n = (int64_t)time(NULL) * 1000000;
	open_bare(&b, argv[1]);
	single(&b);
	grouped(&b);
	single(&b);
	close_bare(&b);
	record_close(&b.r);
	arena_free(&b.a);
	return 0;
}
