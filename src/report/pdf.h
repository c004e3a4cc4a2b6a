/* SPDX-License-Identifier: Apache-2.0 */
/*
 * pdf: a document on paper: letter size, tagged (ISO 32000-1 §14.8), with our
 * own fonts and nothing of the machine's, so that the same document gives the
 * same bytes everywhere.
 */
#ifndef REPORT_PDF_H
#define REPORT_PDF_H

#include <stdbool.h>

#include "base/day.h"

struct buf;
struct doc;
struct err;

/* The fonts of page/fonts, opened once for many documents. */
struct pdf_fonts;
bool pdf_fonts_open(const char *folder, struct pdf_fonts **out, struct err *e);
void pdf_fonts_close(struct pdf_fonts **f);

/*
 * pdf_print(out, d, fonts, footer, day, e):
 * Append ${d} as a PDF file.  ${footer} stands at the left of each page's
 * foot; ${day} is written as the date of creation.
 */
bool pdf_print(struct buf *out, const struct doc *d, struct pdf_fonts *fonts,
    const char *footer, struct day day, struct err *e);

#endif
