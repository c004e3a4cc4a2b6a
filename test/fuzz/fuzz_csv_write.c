/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any texts written as a CSV row are read back as they were, but for the ' that
 * stands before a formula.  The input is split into fields at each NUL.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "text/csv.h"
#include "text/utf8.h"

#include "fuzz.h"

#define FIELDS 64

static size_t
split(struct arena *a, const uint8_t *data, size_t size, char *field[FIELDS])
{
	const char *p = (const char *)data, *end = p + size;
	size_t n = 0, bad;

	while (n < FIELDS && p <= end) {
		const char *nul = p < end ?
		    memchr(p, '\0', (size_t)(end - p)) : NULL;
		size_t len = (size_t)((nul != NULL ? nul : end) - p);

		if (!utf8_valid(p, len, &bad))
			return 0;
		field[n++] = arena_str(a, p, len);
		p += len + 1;
	}
	return n;
}

static void
check_field(const struct csv_field *f, const char *written)
{
	size_t n = strlen(written);

	if (*written != '\0' && strchr("=+-@\t\r", *written) != NULL) {
		CHECK(f->n == n + 1 && f->p[0] == '\'');
		CHECK(memcmp(f->p + 1, written, n) == 0);
		return;
	}
	CHECK(f->n == n);
	CHECK(n == 0 || memcmp(f->p, written, n) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf b CLEANUP(buf_free) = { 0 };
	char *field[FIELDS];
	size_t n = split(&a, data, size < 4096 ? size : 4096, field);
	struct memory m;
	struct csv_row row;
	struct csv *c;
	struct err e;

	if (n == 0 || strncmp(field[0], "\xEF\xBB\xBF", 3) == 0)
		return 0;
	for (size_t i = 0; i < n; i++)
		csv_put(&b, field[i], i == 0);
	csv_end_row(&b);
	m = (struct memory){ b.p, b.len };
	c = csv_open(&a, (struct feed){ memory_fill, &m, "f" });
	CHECK(csv_next(c, &row, &e) == NEXT_ITEM);
	CHECK(row.fields == n);
	for (size_t i = 0; i < n; i++)
		check_field(&row.field[i], field[i]);
	CHECK(csv_next(c, &row, &e) == NEXT_END);
	return 0;
}
