/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a problem for RAIRE: refused, or rankings that add up. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "read/raire.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct memory m = { (const char *)data, size };
	struct raire_problem p;
	struct err e = { 0 };
	int64_t votes[RANKING_CHOICES], sum;

	if (!raire_read_json(&a, (struct feed){ memory_fill, &m, "in" }, &p,
	    &e)) {
		CHECK(e.kind == ERR_INPUT && e.text[0] != '\0');
		return 0;
	}
	CHECK(p.rankings.choices >= 1);
	CHECK(p.winner == SIZE_MAX || p.winner < p.rankings.choices);
	sum = rankings_tally(&p.rankings, ranking_all(p.rankings.choices),
	    votes);
	for (size_t c = 0; c < p.rankings.choices; c++)
		sum += votes[c];
	CHECK(sum == p.rankings.total);
	return 0;
}
