/* SPDX-License-Identifier: Apache-2.0 */
/*
 * folder: an election as its record holds it: a folder made by 'canvass init',
 * or a database "postgresql://...".
 *
 *	ELECTION/record.db	the log of acts, and the tables made from it
 *	ELECTION/objects/HASH	the definition, the rules, every file imported and our table of it
 *	ELECTION/log/		the log as files, once a checkpoint is signed
 *
 * Nothing outside is read once something is imported, and nothing inside
 * that the record does not name.
 */
#ifndef CLI_FOLDER_H
#define CLI_FOLDER_H

#include <stdbool.h>

#include "base/file.h"
#include "law/law.h"
#include "model/election.h"
#include "model/sheet.h"
#include "record/record.h"

struct arena;
struct err;

/* A finding that an act explained. */
struct explained { const char *id; struct note note; };

struct folder {
	const char       *path;		/* as the user calls it */
	const char       *store;	/* the folder with objects/ in it */
	struct election  *el;
	const struct law *law;
	const struct record_file *file;	/* those in use */
	size_t            files;
	const struct explained *explained; size_t explanations;	/* in the order of id */
};

/* folder_open(a, path, out, e): Read the definition, the rules and the sources of an election. */
bool folder_open(struct arena *a, const char *path, struct folder *out,
    struct err *e);

/* folder_of(a, r, path, out, e): The same of a record that is open. */
bool folder_of(struct arena *a, struct record *r, const char *path,
    struct folder *out, struct err *e);

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

/*
 * folder_read(a, f, use, out, name, e): The bytes of the file in use as
 * "electors", "map", ...; out->p is NULL if there is none.  *${name} is what
 * it is called.
 */
bool folder_read(struct arena *a, const struct folder *f, const char *use,
    struct bytes *out, const char **name, struct err *e);

/* folder_law(a, f, use, out, e): Such a file as rules; NULL if there is none. */
bool folder_law(struct arena *a, const struct folder *f, const char *use,
    struct law **out, struct err *e);

/* folder_contest(f, id, out, e): The contest with that id; NULL id: the first. */
bool folder_contest(const struct folder *f, const char *id,
    struct contest_ix *out, struct err *e);

/* folder_explained(f, id): The explanation of finding ${id}, or NULL. */
const struct note *folder_explained(const struct folder *f, const char *id);

#endif
