/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a .raire file: refused by line, or rankings that add up. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "read/raire.h"

#include "fuzz.h"

static void
sums_hold(const struct rankings *r)
{
	int64_t votes[RANKING_CHOICES], sum;

	sum = rankings_tally(r, ranking_all(r->choices), votes);
	for (size_t c = 0; c < r->choices; c++)
		sum += votes[c];
	CHECK(sum == r->total);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct memory m = { (const char *)data, size };
	struct raire_file f;
	struct err e = { 0 };

	if (!raire_read(&a, (struct feed){ memory_fill, &m, "in" }, &f, &e)) {
		CHECK(e.kind == ERR_INPUT && e.text[0] != '\0');
		return 0;
	}
	for (size_t i = 0; i < f.contests; i++) {
		CHECK(f.contest[i].choices >= 1);
		CHECK(f.contest[i].choices <= RANKING_CHOICES);
		sums_hold(&f.contest[i].rankings);
	}
	return 0;
}
