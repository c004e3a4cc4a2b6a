/* SPDX-License-Identifier: Apache-2.0 */
/*
 * html: a document as a web page.  No script and no inline style, so that a
 * strict content policy holds; drawings are SVG in the page.  Escaping is by
 * construction: markup is written as literals only, and every other text
 * passes report/html_put.h.
 */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include <stddef.h>

struct buf;
struct doc;

struct html_link { const char *href, *text; };

/* What stands around a document on each page of a site. */
struct html_frame {
	const char *site;	/* "Arcadia, Governor": in the title of the window */
	const char *root;	/* from this page to the first: "" or "../" */
	const char *notice;	/* above everything; "" for none */
	const char *footer;	/* one paragraph; "" for none */
	const char *paper;	/* from the root: the same page as PDF; NULL for none */
	const struct html_link *nav;	/* hrefs from the root */
	size_t      navs, here;	/* which of them this page belongs to */
	const struct html_link *sub;	/* pages of one group, under the navigation; NULL for none */
	const char *sub_name;	/* of the group */
	size_t      subs, sub_here;
	struct html_link crumb;	/* the page above this one; text NULL for none */
};

/* html_print(out, d, f): The whole page of ${d}, from doctype to </html>. */
void html_print(struct buf *out, const struct doc *d, const struct html_frame *f);

#endif
