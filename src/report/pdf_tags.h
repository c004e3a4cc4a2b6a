/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pdf_tags: what Cairo's tags cannot say.  Cairo 1.16 writes the structure of
 * a document but neither its language, nor the scope of a table heading, nor
 * the text alternative of a drawing.  They are collected while the pages are
 * painted and put into the finished file.
 */
#ifndef REPORT_PDF_TAGS_H
#define REPORT_PDF_TAGS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;
struct err;

struct pdf_tags {
	struct arena *a;
	/* In the order in which the tags were begun. */
	bool        *row_heading;	/* of each TH: heads its row, not its column */
	size_t       headings, heading_cap;
	const char **alternative;	/* of each Figure */
	size_t       figures, figure_cap;
};

void pdf_tags_heading(struct pdf_tags *t, bool of_row);
void pdf_tags_figure(struct pdf_tags *t, const char *alternative);

/* pdf_tags_finish(out, pdf, n, t, e): Append the ${n} bytes of Cairo's file, completed. */
bool pdf_tags_finish(struct buf *out, const char *pdf, size_t n,
    const struct pdf_tags *t, struct err *e);

#endif
