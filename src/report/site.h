/* SPDX-License-Identifier: Apache-2.0 */
/*
 * site: the static site of one contest.
 *
 *	TRY(site_begin(&s, e));
 *	for (each unit)
 *		TRY(site_unit(&s, unit, which, sheet, n, e));
 *	TRY(site_finish(&s, e));
 *
 * The pages of the units are written in a second walk over the sources, when
 * the comparison is finished and all findings are known: one page is in
 * memory at a time, so memory stays bounded by the largest unit.
 */
#ifndef REPORT_SITE_H
#define REPORT_SITE_H

#include <stdbool.h>

#include "base/file.h"
#include "count/reconcile.h"
#include "model/election.h"
#include "model/finding.h"
#include "model/sheet.h"

#include "report/doc.h"
#include "report/html.h"

struct arena;
struct buf;
struct compare;
struct err;
struct law;
struct map;
struct pdf_fonts;
struct say_electors;
struct say_record;

/* Of a finding's members the pages name so many; a copy need not have more. */
#define SITE_MEMBERS 60

/* A file that readers can download. */
struct site_file {
	const char *path, *what;	/* from the root of the site; in a few words */
	const char *sha256;
};

struct site {
	/* given by the caller */
	struct arena             *a;		/* as long as the site is being written */
	const char               *dir;		/* a staged folder that exists */
	const char               *page;		/* the folder with page.css and fonts/ */
	const char               *folder;	/* of the election: its objects are offered for download */
	const struct election    *el;
	const struct law         *law;
	struct contest_ix         contest;
	const struct compare     *compare;	/* finished */
	const struct findings    *findings;
	struct reconcile_tally    tally;
	const struct say_electors *electors;	/* computed; NULL: this contest chooses none */
	const struct law         *elector_law;	/* NULL: none */
	const struct say_record  *record;	/* gathered; NULL: there is none */
	const struct say_record  *powers;	/* the same, of the day whose powers are shown; NULL with it */
	const struct map         *map;		/* NULL: none */
	/* made by site_begin */
	uint32_t                 *found;	/* positions of the findings, by unit ... */
	uint32_t                 *found_from;	/* ... those of unit u: from found_from[u] to found_from[u + 1] */
	const char              **source;	/* where each source can be downloaded; NULL: nowhere */
	const char              **href;		/* of each unit's page, from the root */
	const char               *unit_dir, *units_page;	/* "county", "counties.html" */
	struct html_frame         frame;
	struct pdf_fonts         *fonts;	/* open while the main pages are written */
	struct site_file         *file;
	size_t                    files, file_cap;
};

bool site_begin(struct site *s, struct err *e);

/* site_index(s): Sort the findings by unit; part of site_begin, for pages made without a folder. */
void site_index(struct site *s);

/* site_add(s, path, what, b, e): Write a download under data/ and remember its hash. */
bool site_add(struct site *s, const char *path, const char *what,
    struct bytes b, struct err *e);

/* site_summary(out, s): What the first page says in figures, as JSON. */
void site_summary(struct buf *out, const struct site *s);

/* site_add_file(s, path, what, e): The same for a file that was written there already. */
bool site_add_file(struct site *s, const char *path, const char *what,
    struct err *e);

/* site_unit(s, unit, which, sheet, n, e): The page of ${unit}; fits cli/folder.h folder_visit. */
bool site_unit(void *s, struct unit_ix unit, const struct source_ix *which,
    const struct sheet *sheet, size_t n, struct err *e);

/* site_finish(s, e): All other pages. */
bool site_finish(struct site *s, struct err *e);

#endif
