/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a file, plain or packed: it comes out the same in small pieces
 * and in large ones, or is refused by name.
 */
#include "read/stream.h"

#include "fuzz_read.h"

/* More than that of unpacked text shows nothing new. */
#define ENOUGH ((size_t)1 << 20)

static void
take(struct buf *out, const char *path, size_t piece)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct stream *s CLEANUP(stream_close) = NULL;
	char part[4096];
	struct feed f;
	struct err e = { 0 };
	size_t got = 1;

	if (!stream_open(&a, path, &s, &e)) {
		CHECK(e.kind == ERR_INPUT);
		buf_str(out, e.text);
		return;
	}
	f = stream_feed(s);
	while (got > 0 && out->len < ENOUGH) {
		if (!f.fill(f.ctx, part, piece, &got, &e)) {
			CHECK(e.kind == ERR_INPUT);
			return;
		}
		buf_put(out, part, got);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf small CLEANUP(buf_free) = { 0 };
	struct buf large CLEANUP(buf_free) = { 0 };
	const char *path = fuzz_file(&a, "in", data, size);
	size_t n;

	take(&small, path, 97);
	take(&large, path, 4096);
	n = small.len < large.len ? small.len : large.len;
	CHECK(n == 0 || memcmp(small.p, large.p, n) == 0);
	(void)unlink(path);
	return 0;
}
