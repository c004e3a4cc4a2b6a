/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as totals by batch: refused by line, or no more votes than a batch has ballots. */
#include "read/batch_totals.h"

#include "fuzz_audit.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct manifest m = fuzz_manifest(&a);
	struct batch_totals_of of = { &m, &fuzz_planned[0].tally,
		&fuzz_contests[0], "01", "Alder" };
	struct buf b CLEANUP(buf_free) = { 0 };
	int64_t *votes, *again;
	struct err e = { 0 };

	if (!batch_totals_read(&a, (struct bytes){ (const char *)data, size },
	    "in", &of, &votes, &e)) {
		CHECK(e.kind == ERR_INPUT && e.text[0] != '\0');
		return 0;
	}
	for (size_t i = 0; i < m.n; i++)
		if (num_known(votes[2 * i]))
			CHECK(votes[2 * i] + votes[2 * i + 1] <=
			    m.batch[i].ballots);
	batch_totals_write(&b, &of, votes);
	CHECK(batch_totals_read(&a, (struct bytes){ b.p, b.len }, "again", &of,
	    &again, &e));
	CHECK(memcmp(votes, again, m.n * 2 * sizeof *votes) == 0);
	return 0;
}
