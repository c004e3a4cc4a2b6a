/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes read as CSV: the size of the window changes nothing, every field is
 * clean text, places never go back, and a failure names a place.
 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "text/csv.h"
#include "text/utf8.h"

#include "fuzz.h"

static void
put_row(struct buf *out, const struct csv *c, const struct csv_row *row)
{
	struct place last = { "", row->line, 1 };
	size_t bad;

	for (size_t i = 0; i < row->fields; i++) {
		struct place at = csv_place(c, i);

		CHECK(utf8_valid(row->field[i].p, row->field[i].n, &bad));
		CHECK(memchr(row->field[i].p, 0, row->field[i].n) == NULL);
		CHECK(at.line > last.line || (at.line == last.line &&
		    at.column >= last.column + (i > 0)));
		buf_printf(out, "%" PRId64 ":%" PRId64 "[", at.line, at.column);
		buf_put(out, row->field[i].p, row->field[i].n);
		buf_char(out, ']');
		last = at;
	}
	buf_char(out, '\n');
}

static void
transcribe(struct buf *out, const uint8_t *data, size_t size, size_t window)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct memory m = { (const char *)data, size };
	struct csv *c = csv_open_sized(&a,
	    (struct feed){ memory_fill, &m, "f" }, window);
	struct csv_row row;
	struct err e;
	enum next got;
	int64_t line = 0;

	while ((got = csv_next(c, &row, &e)) == NEXT_ITEM) {
		CHECK(row.line > line);
		CHECK(row.fields > 0);
		line = row.line;
		put_row(out, c, &row);
	}
	if (got == NEXT_FAILED) {
		CHECK(e.kind == ERR_INPUT && strncmp(e.text, "f:", 2) == 0);
		buf_str(out, e.text);
	}
	buf_str(out, csv_had_bom(c) ? "bom" : "");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const size_t windows[] = { 1, 7, 100 };
	struct buf whole CLEANUP(buf_free) = { 0 };

	transcribe(&whole, data, size, (size_t)64 << 10);
	for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
		struct buf part CLEANUP(buf_free) = { 0 };

		transcribe(&part, data, size, windows[i]);
		CHECK(part.len == whole.len);
		CHECK(memcmp(part.p, whole.p, whole.len) == 0);
	}
	return 0;
}
