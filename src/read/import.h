/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import: any file of results made into our own table.  Everything wrong with
 * the file is said before anything is kept: the caller throws the table away
 * when import_file fails.
 */
#ifndef READ_IMPORT_H
#define READ_IMPORT_H

#include <stdbool.h>

#include "base/file.h"
#include "model/election.h"

struct arena;
struct err;

enum import_format {
	IMPORT_GUESS,		/* by what the file looks like */
	IMPORT_RESULTS_WIDE,	/* plain CSV, a column for each choice */
	IMPORT_RESULTS_LONG,	/* plain CSV, a row for each choice */
	IMPORT_OPENELECTIONS,	/* county,precinct,office,district,party,candidate,votes,... */
	IMPORT_ARLO,		/* the audit report of Arlo, all its sections */
};

/*
 * Which column means what.  Written by the user as lines "FIELD = HEADER" (a
 * column map, docs/schema.md) or as "--map FIELD=HEADER".  Two fields are
 * special: "ignore" leaves the column out, "ignore_row" leaves out the rows
 * whose unit, label, method or choice is HEADER.  An empty header says that
 * the source does not give the field.
 */
struct column_map {
	const char *field, *header;
	struct column_map *next;
};

struct import_request {
	const char         *path;
	enum import_format  format;
	struct contest_ix   contest;
	struct count_ix     count;
	enum partition      part;
	const char         *office;	/* which contest of the file, where it holds several */
	const struct column_map *map;
	void (*see)(void *ctx, const void *p, size_t n);	/* its bytes as they are read; NULL: nobody looks */
	void *see_ctx;
};

/* What else the file said (Arlo's report: its own totals and settings). */
struct import_total {
	bool            quotes;	/* totals of the count that the audit compared itself with */
	const int64_t  *v;	/* choices + EXTRAS */
	const char     *title;
	int64_t         line;	/* where the file says so */
};

/* A section of a report that has several, and what became of it. */
struct import_section {
	const char *name;
	int64_t     line, rows;	/* where it begins; rows below its header */
	bool        known, used;
};

struct import_result {
	enum import_format format;	/* what it was read as */
	int64_t rows;
	const struct column *column; size_t columns;
	const struct import_total *total; size_t totals;
	const struct import_section *section; size_t sections;
	const char *sha256;	/* of the file's bytes: filled by the caller */
};

/*
 * import_file(a, el, rq, out_path, res, e):
 * Read ${rq->path} and write our table of it to ${out_path} (see
 * read/table.h).  Fails, with file, line, column, found and expected, on
 * everything that would make a figure doubtful.
 */
bool import_file(struct arena *a, const struct election *el,
    const struct import_request *rq, const char *out_path,
    struct import_result *res, struct err *e);

/* import_format_parse(id, f): "results", "results-wide", "results-long", "openelections", "arlo" or "guess". */
bool import_format_parse(const char *id, enum import_format *f);
const char *import_format_id(enum import_format f);	/* "results", "openelections", "arlo" */

/* column_map_parse(a, text, name, out, e): The lines of a column map file. */
bool column_map_parse(struct arena *a, struct bytes text, const char *name,
    struct column_map **out, struct err *e);

#endif
