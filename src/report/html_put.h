/* SPDX-License-Identifier: Apache-2.0 */
/*
 * html_put: the only ways into an HTML page.
 *
 * LIT takes a string literal and nothing else, so no text of a file can ever
 * be written as markup; everything else is escaped for where it stands.
 */
#ifndef REPORT_HTML_PUT_H
#define REPORT_HTML_PUT_H

#include <stdbool.h>

#include "base/buf.h"

#include "report/doc.h"

struct picture;

#define LIT(out, s) buf_put((out), "" s "", sizeof("" s "") - 1)
/* ATTR(out, "id", value): an attribute with its leading blank; none if ${value} is NULL. */
#define ATTR(out, name, value) html_attr((out), " " name "=\"", (value))

void html_text(struct buf *out, const char *s);	/* NULL: nothing */
void html_attr(struct buf *out, const char *open, const char *value);

/* html_href(out, root, href): an href; nothing but relative and http(s) addresses is written. */
void html_href(struct buf *out, const char *root, const char *href);

/* html_num(out, x): A coordinate with at most one decimal. */
void html_num(struct buf *out, double x);

/* Badge and status: a shape and its word. */
void html_badge(struct buf *out, struct doc_badge b);
void html_status(struct buf *out, const struct node *n);

/* html_marks(out): The symbols that badges and statuses use, once a page. */
void html_marks(struct buf *out);

void html_picture(struct buf *out, const struct picture *p, const char *root);
void html_ladder(struct buf *out, const struct node *ladder);
void html_table(struct buf *out, const struct doc_table *t, const char *name, const char *root);
void html_runs(struct buf *out, const struct node *n, const char *root);

#endif
