/* SPDX-License-Identifier: Apache-2.0 */
/*
 * term: a document on a terminal.  Calm: words instead of badges, blank lines
 * instead of boxes, numbers flush right, text at most 78 columns wide.
 * Drawings become their text alternative; the table beside them has the
 * numbers.
 */
#ifndef REPORT_TERM_H
#define REPORT_TERM_H

#include <stdbool.h>
#include <stddef.h>

struct buf;
struct doc;

/*
 * term_print(out, d, width, colour):
 * Print ${d} for a screen of ${width} columns.  A table that does not fit is
 * narrowed, and at last printed as one short list a row.  ${colour}: bold and
 * dim are allowed.
 */
void term_print(struct buf *out, const struct doc *d, int width, bool colour);

#endif
