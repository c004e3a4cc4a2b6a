/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as our own table: read, or found to be damaged and our own fault. */
#include "read/table.h"

#include "fuzz_read.h"

static bool
read_all(const char *path, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct table *t CLEANUP(table_close) = NULL;
	struct source s = { .part = PART_BATCH };
	struct sheet sh;

	TRY(table_open(&a, path, &fuzz_election, &s, &t, e));
	for (uint32_t u = 0; u < fuzz_election.units; u++)
		TRY(table_unit(t, (struct unit_ix){ u }, &a, &sh, e));
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	const char *path = fuzz_file(&a, "in", data, size);
	struct err e = { 0 };

	if (!read_all(path, &e))
		CHECK(e.kind == ERR_STORE);
	(void)unlink(path);
	return 0;
}
