/* SPDX-License-Identifier: Apache-2.0 */
/*
 * readers: how fast CSV and JSON are read, beside how fast memory is.
 *
 * All figures come from one run over vote rows made here, each the best of
 * several rounds: MB (10^6 bytes) a second of CPU time on one core.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "text/csv.h"
#include "text/json.h"
#include "text/utf8.h"

#define ROUNDS 7
#define ROWS   60000

static volatile uint64_t sink;

typedef uint64_t work(const struct buf *b);

static void
make_csv(struct buf *out, int rows)
{
	buf_str(out, "unit,batch,kind,contest,choice,votes,ballots,source\r\n");
	for (int i = 0; i < rows; i++)
		buf_printf(out, "county-%03d,\"Scanner %d, batch %d\","
		    "absentee,president,choice-%d,%d,%d,machine count\r\n",
		    i % 159, i % 7, i % 997, i % 4, i * 37 % 5003,
		    i * 91 % 9001);
}

static void
make_wide_csv(struct buf *out, int rows)
{
	for (int i = 0; i < rows; i++) {
		buf_printf(out, "Precinct %d", i);
		for (int k = 0; k < 12; k++)
			buf_printf(out, ",%d", (i * 37 + k * 911) % 5003);
		buf_str(out, "\n");
	}
}

static void
make_json(struct buf *out, int rows)
{
	buf_str(out, "[\n");
	for (int i = 0; i < rows; i++)
		buf_printf(out, "%s{\"unit\": \"county-%03d\", \"batch\": "
		    "\"Scanner \\\"%d\\\" batch %d\", \"kind\": \"absentee\", "
		    "\"choice\": \"Jos\xC3\xA9 %d\", \"votes\": %d, "
		    "\"ballots\": %d, \"final\": true}", i > 0 ? ",\n" : "",
		    i % 159, i % 7, i % 997, i % 4, i * 37 % 5003,
		    i * 91 % 9001);
	buf_str(out, "\n]\n");
}

static void
stop(const struct err *e)
{
	fprintf(stderr, "readers: %s\n", e->text);
	exit(1);
}

static uint64_t
read_csv(const struct buf *b)
{
	struct arena a = { 0 };
	struct memory m = { b->p, b->len };
	struct csv *c = csv_open(&a, (struct feed){ memory_fill, &m, "rows" });
	struct csv_row row;
	struct err e;
	enum next got;
	uint64_t sum = 0;

	while ((got = csv_next(c, &row, &e)) == NEXT_ITEM)
		for (size_t i = 0; i < row.fields; i++)
			sum += row.field[i].n;
	if (got == NEXT_FAILED)
		stop(&e);
	arena_free(&a);
	return sum;
}

static uint64_t
read_json(const struct buf *b)
{
	struct arena a = { 0 };
	struct memory m = { b->p, b->len };
	struct feed feed = { memory_fill, &m, "rows" };
	struct json *j = json_open(&a, feed);
	struct json_event ev;
	struct err e;
	enum next got;
	uint64_t sum = 0;

	while ((got = json_next(j, &ev, &e)) == NEXT_ITEM)
		sum += ev.n;
	if (got == NEXT_FAILED)
		stop(&e);
	arena_free(&a);
	return sum;
}

static uint64_t
check_utf8(const struct buf *b)
{
	size_t at = 0;

	return utf8_valid(b->p, b->len, &at) ? b->len : at;
}

static uint64_t
sum_words(const struct buf *b)
{
	uint64_t sum = 0, w;

	for (size_t i = 0; i + sizeof w <= b->len; i += sizeof w) {
		memcpy(&w, b->p + i, sizeof w);
		sum += w;
	}
	return sum;
}

static uint64_t
copy(const struct buf *b)
{
	static char *to;
	static size_t room;

	if (room < b->len) {
		free(to);
		room = b->len;
		if ((to = malloc(room)) == NULL)
			abort();
	}
	memcpy(to, b->p, b->len);
	return (uint64_t)to[b->len / 2];
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The best of several rounds, in MB/s. */
static double
speed(work *f, const struct buf *b)
{
	double best = 0;

	for (int i = 0; i < ROUNDS; i++) {
		double start = seconds(), taken;

		sink += f(b);
		taken = seconds() - start;
		if ((double)b->len / taken > best)
			best = (double)b->len / taken;
	}
	return best / 1e6;
}

static void
tell(const char *what, work *f, const struct buf *b, double sum, double moved)
{
	double mbs = speed(f, b);

	printf("%-12s %7.1f MB %8.0f MB/s %10.3f %10.3f\n", what,
	    (double)b->len / 1e6, mbs, mbs / sum, mbs / moved);
}

static void
measure(int times)
{
	static void (*const make[])(struct buf *, int) = {
		make_csv, make_wide_csv, make_json,
	};
	static const char *const name[] = { "csv", "csv, wide", "json" };
	static work *const reader[] = { read_csv, read_csv, read_json };

	for (size_t i = 0; i < sizeof make / sizeof make[0]; i++) {
		struct buf b CLEANUP(buf_free) = { 0 };
		double sum, moved;

		make[i](&b, ROWS * times);
		sum = speed(sum_words, &b);
		moved = speed(copy, &b);
		if (i == 0)
			printf("%dx: memory is read at %.0f MB/s, copied at "
			    "%.0f MB/s\n%-12s %10s %13s %10s %10s\n", times,
			    sum, moved, "", "size", "speed", "of read",
			    "of copy");
		tell(name[i], reader[i], &b, sum, moved);
		tell("  utf-8", check_utf8, &b, sum, moved);
	}
}

int
main(void)
{
	measure(1);
	measure(10);
	return 0;
}
