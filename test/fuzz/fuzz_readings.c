/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as readings of a board: refused by line, or marks for choices that there are. */
#include "read/readings.h"

#include "fuzz_audit.h"

static void
is_mark(const struct reading_mark *m)
{
	CHECK(strcmp(m->contest, "governor") == 0);
	CHECK(m->choice == NULL || strcmp(m->choice, "reed") == 0 ||
	    strcmp(m->choice, "stone") == 0);
	CHECK(m->votes >= 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct readings r;
	struct err e = { 0 };

	if (!readings_read(&a, (struct bytes){ (const char *)data, size },
	    "in", &fuzz_plan, &fuzz_election, &r, &e)) {
		CHECK(e.kind == ERR_INPUT && e.text[0] != '\0');
		return 0;
	}
	for (size_t i = 0; i < r.n; i++) {
		CHECK(!r.item[i].lost || r.item[i].marks == 0);
		for (size_t k = 0; k < r.item[i].marks; k++)
			is_mark(&r.item[i].mark[k]);
	}
	return 0;
}
