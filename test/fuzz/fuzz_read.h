/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_read: what the targets of the room read share: an election, and files. */
#ifndef FUZZ_READ_H
#define FUZZ_READ_H

#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "model/election.h"

#include "fuzz.h"

static const struct choice fuzz_choices[] = {
	{ "reed", "Alma Reed", "Reed", "" },
	{ "stone", "Bo Stone", "Stone", "" },
};
static const struct contest fuzz_contests[] = {
	{ "governor", "Governor", fuzz_choices, 2, 1, 1, { 22405 }, "state" },
};
static const struct unit fuzz_units[] = {
	{ "01", "Alder" }, { "02", "Birch" }, { "03", "Cedar" },
};
static const struct count fuzz_counts[] = {
	{ "original", "First count", COUNT_ORIGINAL, STAGE_CERTIFIED, false,
	    { 22419 } },
};
static const struct election fuzz_election = {
	.id = "fuzz", .title = "Fuzz", .jurisdiction = "Arcadia",
	.unit_word = "county", .units_word = "counties", .rules = "r.yaml",
	.map = "", .electors = "", .elector_rules = "", .demonstration = "",
	.date = { 22405 }, .unit = fuzz_units, .units = 3,
	.contest = fuzz_contests, .contests = 1, .count = fuzz_counts,
	.counts = 1,
};

static char fuzz_folder[64];

static inline void
fuzz_remove_folder(void)
{
	(void)rmdir(fuzz_folder);
}

/* A path in a folder of this process's own. */
static inline char *
fuzz_path(struct arena *a, const char *name)
{
	if (fuzz_folder[0] == '\0') {
		strcpy(fuzz_folder, "/tmp/canvass-fuzz-XXXXXX");
		CHECK(mkdtemp(fuzz_folder) != NULL);
		CHECK(atexit(fuzz_remove_folder) == 0);
	}
	return arena_printf(a, "%s/%s", fuzz_folder, name);
}

/* A file of ${n} bytes; the caller unlinks it. */
static inline char *
fuzz_file(struct arena *a, const char *name, const void *p, size_t n)
{
	char *path = fuzz_path(a, name);
	FILE *f = fopen(path, "wb");

	CHECK(f != NULL);
	CHECK(fwrite(p, 1, n, f) == n);
	CHECK(fclose(f) == 0);
	return path;
}

#endif
