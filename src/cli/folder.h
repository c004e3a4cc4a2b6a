/* SPDX-License-Identifier: Apache-2.0 */
/*
 * folder: an election on disk.
 *
 *	ELECTION/election.json	the definition, with its sources
 *	ELECTION/rules/NAME	the rule file it was made under
 *	ELECTION/map.json	outlines of the units, if any
 *	ELECTION/electors.csv	electoral units, if any
 *	ELECTION/objects/HASH	every file imported, and our table of it
 *
 * Nothing outside the folder is read once something is imported.
 */
#ifndef CLI_FOLDER_H
#define CLI_FOLDER_H

#include <stdbool.h>

#include "law/law.h"
#include "model/election.h"
#include "model/sheet.h"

struct arena;
struct err;

struct folder {
	const char      *path;
	struct election *el;
	struct law      *law;
};

/* folder_open(a, path, out, e): Read the definition and the rules of an election. */
bool folder_open(struct arena *a, const char *path, struct folder *out,
    struct err *e);

/* Called for each unit with the sheets of all sources of the contest; sheet[i] belongs to source index which[i]. */
typedef bool folder_visit(void *ctx, struct unit_ix unit,
    const struct source_ix *which, const struct sheet *sheet, size_t n,
    struct err *e);

/*
 * folder_walk(f, contest, visit, ctx, e):
 * Read all sources of ${contest} side by side, one unit at a time.  Sheets
 * are valid during the call of ${visit} only.
 */
bool folder_walk(const struct folder *f, struct contest_ix contest,
    folder_visit *visit, void *ctx, struct err *e);

/* folder_total(a, f, source, v, e): The one row of a PART_TOTAL source. */
bool folder_total(struct arena *a, const struct folder *f,
    struct source_ix source, const int64_t **v, struct err *e);

/* folder_file(a, f, name): The path of a file of the folder. */
char *folder_file(struct arena *a, const struct folder *f, const char *name);

/* folder_contest(f, id, out, e): The contest with that id; NULL id: the first. */
bool folder_contest(const struct folder *f, const char *id,
    struct contest_ix *out, struct err *e);

#endif
