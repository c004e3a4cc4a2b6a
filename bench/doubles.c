/* SPDX-License-Identifier: Apache-2.0 */
/*
 * doubles: how long the search for batches entered twice takes in one unit of
 * 10,000, 100,000 and 1,000,000 batches, and how many bytes a batch needs.
 * Nanoseconds a batch that stay about the same mean that time grows with size.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"
#include "base/num.h"
#include "count/duplicate.h"

#define CHOICES 3
#define WIDTH   (CHOICES + EXTRAS)

static uint64_t
any(uint64_t *seed, uint64_t n)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (*seed >> 33) % n;
}

/* One batch in a hundred is entered again under another spelling. */
static struct sheet
make_sheet(struct arena *a, size_t rows)
{
	struct sheet s = { arena_zero(a, rows, sizeof *s.row), rows, WIDTH };
	uint64_t seed = rows;

	for (size_t i = 0; i < rows; i++) {
		size_t b = i % 100 == 99 ? i - 7 : i;
		int64_t *v = arena_zero(a, WIDTH, sizeof *v);

		s.row[i] = (struct row){ arena_printf(a, i == b ?
		    "Scanner %zu Batch %zu" : "scanner%zu/batch 0%zu",
		    b % 20, b / 20), "Mail", (int64_t)i + 2, v };
		v[0] = 20 + (int64_t)any(&seed, 50);
		v[2] = (int64_t)any(&seed, 4);
		v[1] = 90 + (int64_t)any(&seed, 10) - v[0] - v[2];
		if (i != b)
			for (int k = 0; k < 3; k++)
				v[k] = s.row[b].v[k];
	}
	return s;
}

static void
measure(size_t rows)
{
	struct arena a = { 0 }, work = { 0 };
	struct sheet s = make_sheet(&a, rows);
	clock_t start = clock();
	struct duplicates d = duplicate_search(&work, &s, NULL, CHOICES);
	double ns = (double)(clock() - start) * 1e9 / CLOCKS_PER_SEC;

	printf("%8zu batches: %4.0f ns and %4zu bytes a batch, %zu groups\n",
	    rows, ns / (double)rows, work.used / rows, d.n);
	arena_free(&work);
	arena_free(&a);
}

int
main(void)
{
	for (size_t rows = 10000; rows <= 1000000; rows *= 10)
		measure(rows);
	return 0;
}
