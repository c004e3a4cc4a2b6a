/* SPDX-License-Identifier: Apache-2.0 */
/* esc: text made safe for the place where it will stand. */
#ifndef TEXT_ESC_H
#define TEXT_ESC_H

struct buf;

/* esc_html(out, s): For HTML and SVG text: & < > are escaped. */
void esc_html(struct buf *out, const char *s);

/* esc_attr(out, s): For a double-quoted attribute: & < > " ' are escaped. */
void esc_attr(struct buf *out, const char *s);

/* esc_url(out, s): For one path segment or query value of a URL (RFC 3986). */
void esc_url(struct buf *out, const char *s);

/*
 * esc_terminal(out, s): For a terminal: control characters and marks that turn
 * the reading direction are shown as <U+202E>, so that a name in a file cannot
 * command the reader's screen.
 */
void esc_terminal(struct buf *out, const char *s);

/* esc_slug(out, s): Lower-case ASCII letters and digits joined by '-': for file names and ids. */
void esc_slug(struct buf *out, const char *s);

#endif
