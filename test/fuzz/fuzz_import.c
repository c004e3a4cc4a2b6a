/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes imported: the first says as what ("0" total to "5" turnout, then
 * the same for a file said to be OpenElections or Arlo), a line of a column map
 * follows, then the file.  What is accepted reads back as a table of as many
 * rows; what is refused leaves nothing behind and names its place.
 */
#include "read/import.h"
#include "read/table.h"

#include "fuzz_read.h"

static void
check_table(const char *path, const struct import_request *rq,
    const struct import_result *res)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct table *t CLEANUP(table_close) = NULL;
	struct source s = { .part = rq->part };
	struct sheet sh;
	struct err e;
	int64_t rows = 0;

	CHECK(table_open(&a, path, &fuzz_election, &s, &t, &e));
	for (uint32_t u = 0; u < fuzz_election.units; u++) {
		bool whole = rq->part == PART_TOTAL;

		CHECK(table_unit(t, whole ? NO_UNIT : (struct unit_ix){ u },
		    &a, &sh, &e));
		rows += (int64_t)sh.rows;
	}
	CHECK(rows == res->rows && rows > 0);
	CHECK(res->columns > 0);
}

/* The first line of the input: what it is, and a column map. */
static size_t
read_request(struct arena *a, const uint8_t *data, size_t size,
    struct import_request *rq)
{
	static const enum import_format formats[] = { IMPORT_GUESS,
		IMPORT_OPENELECTIONS, IMPORT_ARLO, IMPORT_RESULTS_LONG };
	const uint8_t *nl = memchr(data, '\n', size);
	struct column_map *map = NULL;
	struct err e;
	unsigned as;

	if (nl == NULL || data[0] < '0')
		return size;
	as = (unsigned)(data[0] - '0');
	rq->part = (enum partition)(as % PARTS);
	rq->format = formats[as / PARTS % 4];
	if (nl > data + 1 && !column_map_parse(a, (struct bytes){
	    (const char *)data + 1, (size_t)(nl - data - 1) }, "map", &map, &e))
		CHECK(strncmp(e.text, "map:", 4) == 0);
	rq->map = map;
	return (size_t)(nl - data) + 1;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct import_request rq = { 0 };
	size_t from = size > 0 ? read_request(&a, data, size, &rq) : 0;
	const char *in = fuzz_file(&a, "in", data + from, size - from);
	const char *out = fuzz_path(&a, "out");
	struct import_result res;
	struct err e = { 0 };

	rq.path = in;
	if (import_file(&a, &fuzz_election, &rq, out, &res, &e)) {
		check_table(out, &rq, &res);
		(void)unlink(out);
	} else {
		CHECK(e.kind == ERR_USE || (e.kind == ERR_INPUT &&
		    strncmp(e.text, in, strlen(in)) == 0));
	}
	CHECK(!file_exists(out));
	(void)unlink(in);
	return 0;
}
