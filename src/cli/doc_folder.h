/* SPDX-License-Identifier: Apache-2.0 */
/* doc_folder: one document as a folder: a page, the same on paper, and its data. */
#ifndef CLI_DOC_FOLDER_H
#define CLI_DOC_FOLDER_H

#include "base/day.h"
#include "report/doc.h"

#include "cli/cmd.h"

struct doc_folder {
	const char       *out;		/* where to */
	const char       *paper;	/* "audit.pdf" */
	const struct doc *doc;
	const char       *site, *notice;	/* whose page it is; what must be said first */
	struct day        date;
	const char       *data[2];	/* names: of JSON and CSV; a folder that has the first one is ours to replace */
	const struct buf *text[2];
};

/* doc_folder_write(c, f): Appears whole or not at all. */
bool doc_folder_write(struct call *c, const struct doc_folder *f);

#endif
