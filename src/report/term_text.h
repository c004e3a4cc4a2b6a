/* SPDX-License-Identifier: Apache-2.0 */
/* term_text: measured and wrapped text, shared by report/term.c and report/term_table.c. */
#ifndef REPORT_TERM_TEXT_H
#define REPORT_TERM_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct buf;
struct doc_table;
struct node;

struct term {
	struct buf  *out;
	struct arena a;		/* of this printing */
	int          width;	/* of the screen */
	int          text;	/* of a paragraph */
	int          indent;
	bool         colour;
};

enum ink { INK_PLAIN, INK_BOLD, INK_DIM };

/* term_width(s): Columns that ${s} takes; escape sequences take none. */
int term_width(const char *s);

/* term_safe(t, s): ${s} without anything that could command the screen; "" for NULL. */
char *term_safe(struct term *t, const char *s);

/* term_runs(t, n): The runs of ${n} as one text. */
char *term_runs(struct term *t, const struct node *n);

/* term_spaces(t, n): ${n} blanks. */
void term_spaces(struct term *t, int n);

/*
 * term_wrap(t, s, hang, width, ink):
 * Print ${s} in lines of ${width} columns, the second and later ones ${hang}
 * columns further in than the first, which begins where the cursor is.
 */
void term_wrap(struct term *t, const char *s, int hang, int width, enum ink ink);

/* term_take(s, width): Bytes of ${s} that make one line of at most ${width} columns; at least one word. */
size_t term_take(const char *s, int width);

void term_table(struct term *t, const struct doc_table *table);

#endif
