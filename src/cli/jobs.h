/* SPDX-License-Identifier: Apache-2.0 */
/*
 * jobs: which files are to be imported, and as what: from the command line or
 * from a list (imports.json, docs/schema.md).
 */
#ifndef CLI_JOBS_H
#define CLI_JOBS_H

#include <stdbool.h>

#include "base/err.h"
#include "base/file.h"
#include "model/election.h"
#include "read/import.h"

struct arena;
struct call;

/* One file to import. */
struct job {
	struct import_request rq;
	const char *name;	/* of the file, as it is shown */
	const char *id, *title, *publisher, *cite, *as_of_text;
	struct day  as_of;
	bool        quotes, already_public;
	struct place at;	/* where all this was said */
};

struct jobs {
	struct job *item;
	size_t      n, cap;
};

/* jobs_from_list(a, el, text, path, out, e): Read the list in the bytes of file ${path}; strict. */
bool jobs_from_list(struct arena *a, const struct election *el,
    struct bytes text, const char *path, struct jobs *out, struct err *e);

/* jobs_from_call(c, el, out): The one file named on the command line of ${c}. */
bool jobs_from_call(struct call *c, const struct election *el,
    struct jobs *out);

#endif
