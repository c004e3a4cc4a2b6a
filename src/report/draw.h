/* SPDX-License-Identifier: Apache-2.0 */
/*
 * draw: a drawing as a list of shapes with classes, in the units of its own
 * view box.  report/html.c prints it as SVG (the style sheet colours the
 * classes), report/pdf.c paints it, report/term.c prints its label and leaves
 * the numbers to the table beside it.
 */
#ifndef REPORT_DRAW_H
#define REPORT_DRAW_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* What a shape looks like; the names are the classes of page.css. */
enum look {
	LOOK_RULE, LOOK_ZERO, LOOK_STEM, LOOK_LEAD, LOOK_DOT, LOOK_DOT_HOT,
	LOOK_MARK, LOOK_MARK_HOLLOW, LOOK_TONE0, LOOK_TONE1, LOOK_TONE2,
	LOOK_TONE3, LOOK_SIDE_A, LOOK_SIDE_B, LOOK_SIDE_C, LOOK_HATCH, LOOK_BAND,
	LOOK_TEXT, LOOK_TEXT_STRONG, LOOK_TEXT_FAINT,
	LOOK_HATCH_B	/* not yet certified, of the second side; LOOK_HATCH: of the first */
};
enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };
enum shape_kind { SHAPE_LINE, SHAPE_RECT, SHAPE_CIRCLE, SHAPE_PATH, SHAPE_TEXT };

struct point { double x, y; };	/* drawing only: no votes, thresholds or dates */

struct shape {
	enum shape_kind kind;
	enum look       look;
	struct point    a, b;		/* LINE: ends; RECT: corner, size; CIRCLE: centre, b.x = radius; TEXT: baseline */
	const char     *text, *title;	/* TEXT; title: shown on hover and read aloud, may be NULL */
	const char     *href;		/* the shape is a link; NULL for none */
	enum anchor     anchor;
	bool            halo;		/* TEXT over other shapes */
	struct point   *path; size_t points; bool *move;	/* PATH: move[i] starts a new ring; rings are closed */
	struct shape   *next;
};

/* A line of the key above a drawing. */
struct draw_key { enum look look; const char *text; struct draw_key *next; };

struct picture {
	double width, height;
	const char *label;		/* the finding in a sentence: the text alternative */
	const char *desc;		/* where the same numbers stand as a table */
	struct shape *first, *last;
	struct draw_key *key;		/* in order; NULL for none */
	struct arena *a;
};

struct picture *picture_new(struct arena *a, double width, double height, const char *label);
struct shape *picture_line(struct picture *p, enum look look, double x1, double y1, double x2, double y2);
struct shape *picture_rect(struct picture *p, enum look look, double x, double y, double w, double h);
struct shape *picture_circle(struct picture *p, enum look look, double x, double y, double r);
struct shape *picture_text(struct picture *p, enum look look, enum anchor anchor, double x, double y, const char *text);
struct shape *picture_path(struct picture *p, enum look look, const struct point *pt, const bool *move, size_t n);

/* picture_key(p, look, text): One more line of the key. */
void picture_key(struct picture *p, enum look look, const char *text);

#endif
