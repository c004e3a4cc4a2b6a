/* SPDX-License-Identifier: Apache-2.0 */
#include <zstd.h>

#include "bench.h"

#include "read/stream.h"

/* Read all of the file in pieces of ${piece} bytes; what came, or the message. */
static const char *
read_in(struct bench *b, const char *path, size_t piece)
{
	struct stream *s CLEANUP(stream_close) = NULL;
	struct buf all CLEANUP(buf_free) = { 0 };
	char part[256];
	struct feed f;
	struct err e;
	size_t got;

	if (!stream_open(&b->a, path, &s, &e))
		return arena_text(&b->a, bench_strip(b, e.text));
	f = stream_feed(s);
	do {
		if (!f.fill(f.ctx, part, piece, &got, &e))
			return arena_text(&b->a, bench_strip(b, e.text));
		buf_put(&all, part, got);
	} while (got > 0);
	return arena_text(&b->a, all.p);
}

static void
gives(void **state, const char *p, size_t n, const char *expected)
{
	static const size_t pieces[] = { 1, 7, 256 };
	struct bench *b = *state;

	bench_put(b, p, n);
	for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++)
		assert_string_equal(read_in(b, b->in, pieces[i]), expected);
}

#define GIVES(bytes, expected) gives(state, bytes, sizeof bytes - 1, expected)

/* ${text} packed by zstd; *${n} is its size. */
static const char *
pack(struct bench *b, const char *text, size_t len, size_t *n)
{
	size_t cap = ZSTD_compressBound(len);
	char *out = arena_zero(&b->a, 1, cap);

	*n = ZSTD_compress(out, cap, text, len, 3);
	assert_false(ZSTD_isError(*n));
	return out;
}

static void
a_plain_file_comes_as_it_is(void **state)
{
	GIVES("unit,reed\n01,1\n", "unit,reed\n01,1\n");
	GIVES("\xEF\xBB\xBFunit", "\xEF\xBB\xBFunit");
	GIVES("x", "x");
}

static void
a_packed_file_is_known_by_its_bytes_and_unpacked(void **state)
{
	struct bench *b = *state;
	size_t n;
	const char *p = pack(b, "unit,reed\n01,1\n", 15, &n);

	gives(state, p, n, "unit,reed\n01,1\n");
}

static void
packed_parts_follow_each_other(void **state)
{
	struct bench *b = *state;
	size_t n, m;
	const char *p = pack(b, "unit,", 5, &n), *q = pack(b, "reed", 4, &m);
	char *both = arena_zero(&b->a, 1, n + m);

	memcpy(both, p, n);
	memcpy(both + n, q, m);
	gives(state, both, n + m, "unit,reed");
}

static void
a_packed_file_cut_anywhere_is_refused(void **state)
{
	struct bench *b = *state;
	size_t n;
	const char *p = pack(b, "unit,reed,stone,unit,reed,stone", 31, &n);

	for (size_t cut = 4; cut < n; cut++) {
		bench_put(b, p, cut);
		assert_non_null(strstr(read_in(b, b->in, 256),
		    "in.csv: found the end of the zstd data in the middle"));
	}
}

static void
a_damaged_packed_file_is_refused(void **state)
{
	struct bench *b = *state;
	size_t n;
	const char *p = pack(b, "unit,reed,stone", 15, &n);
	char *bad = arena_str(&b->a, p, n);

	bad[4] = (char)0xFF;
	bad[5] = (char)0xFF;
	bench_put(b, bad, n);
	assert_non_null(strstr(read_in(b, b->in, 256), "in.csv: found "));
	assert_null(strstr(read_in(b, b->in, 256), "unit"));
}

#define REFUSED(what) "in.csv: found " what \
	", expected UTF-8 text, plain or packed with zstd"

static void
what_is_no_text_is_refused_by_name(void **state)
{
	GIVES("%PDF-1.7\n", REFUSED("a PDF file"));
	GIVES("PK\3\4\24\0\6\0",
	    REFUSED("a zip file (an .xlsx or .ods workbook is one)"));
	GIVES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
	    REFUSED("an old Office file (.xls or .doc)"));
	GIVES("\x1F\x8B\10\0\0\0", REFUSED("a gzip file"));
	GIVES("\xFD" "7zXZ\0", REFUSED("an xz file"));
	GIVES("\x89PNG\r\n", REFUSED("a picture (PNG)"));
	GIVES("<!DOCTYPE html>", REFUSED("a web page (HTML)"));
	GIVES("\xFF\xFEu\0n\0", REFUSED("UTF-16 text"));
	GIVES("\xFE\xFF\0u\0n", REFUSED("UTF-16 text"));
	GIVES("u\0n\0i\0t\0,\0", REFUSED("UTF-16 text"));
	GIVES("\0u\0n\0i\0t\0,", REFUSED("UTF-16 text"));
	GIVES("\xFF\xFE\0\0u\0\0\0", REFUSED("UTF-32 text"));
	GIVES("", REFUSED("an empty file"));
}

static void
what_is_packed_must_be_text_too(void **state)
{
	struct bench *b = *state;
	size_t n, m;
	const char *p = pack(b, "PK\3\4....", 8, &n), *q;

	gives(state, p, n,
	    REFUSED("a zip file (an .xlsx or .ods workbook is one)"));
	p = pack(b, "", 0, &n);
	gives(state, p, n, REFUSED("an empty file"));
	p = pack(b, "unit", 4, &n);
	q = pack(b, p, n, &m);
	gives(state, q, m, REFUSED("zstd data packed twice"));
}

static void
a_window_that_fills_the_machine_is_refused(void **state)
{
	struct bench *b = *state;
	/* A frame whose header asks for a window of 2 GiB (RFC 8878 3.1.1.1.2). */
	static const char frame[] = "\x28\xB5\x2F\xFD\x00\xA8";

	bench_put(b, frame, sizeof frame - 1);
	assert_string_equal(read_in(b, b->in, 256), "in.csv: found zstd data "
	    "that need a window above 8 MiB, expected data packed without "
	    "--long or --ultra");
}

static void
a_folder_and_nothing_at_all_are_refused(void **state)
{
	struct bench *b = *state;

	assert_non_null(strstr(read_in(b, b->dir, 256), "found a directory, "
	    "expected UTF-8 text"));
	(void)unlink(b->in);
	assert_string_equal(read_in(b, b->in, 256),
	    "in.csv: cannot read it: No such file or directory");
	assert_int_equal(mkfifo(b->in, 0600), 0);
	assert_non_null(strstr(read_in(b, b->in, 256), "something that is no "
	    "file"));
	(void)unlink(b->in);
}

static void
add_up(void *ctx, const void *p, size_t n)
{
	(void)p;
	*(size_t *)ctx += n;
}

static void
a_watcher_sees_the_bytes_on_disk(void **state)
{
	struct bench *b = *state;
	struct stream *s CLEANUP(stream_close) = NULL;
	size_t n, seen = 0, got;
	const char *p = pack(b, "unit,reed,stone", 15, &n);
	struct feed f;
	struct err e;
	char part[64];

	bench_put(b, p, n);
	assert_true(stream_open(&b->a, b->in, &s, &e));
	stream_watch(s, add_up, &seen);
	f = stream_feed(s);
	do
		assert_true(f.fill(f.ctx, part, sizeof part, &got, &e));
	while (got > 0);
	assert_int_equal(seen, n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_file_comes_as_it_is),
		cmocka_unit_test(
		    a_packed_file_is_known_by_its_bytes_and_unpacked),
		cmocka_unit_test(packed_parts_follow_each_other),
		cmocka_unit_test(a_packed_file_cut_anywhere_is_refused),
		cmocka_unit_test(a_damaged_packed_file_is_refused),
		cmocka_unit_test(what_is_no_text_is_refused_by_name),
		cmocka_unit_test(what_is_packed_must_be_text_too),
		cmocka_unit_test(a_window_that_fills_the_machine_is_refused),
		cmocka_unit_test(a_folder_and_nothing_at_all_are_refused),
		cmocka_unit_test(a_watcher_sees_the_bytes_on_disk),
	};

	return cmocka_run_group_tests_name("stream", tests, bench_open,
	    bench_close);
}
