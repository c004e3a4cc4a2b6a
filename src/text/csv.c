/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/err.h"

#include "text/csv.h"
#include "text/scan.h"
#include "text/window.h"

struct csv {
	struct window     w;
	size_t            at;	/* where the next row begins */
	int64_t           line;	/* of that row */
	struct csv_row    row;	/* the last row given out */
	struct csv_field *field;
	size_t            cap;
};

/* A row being looked at.  It may turn out to be cut off by the window. */
struct look {
	const char *row, *p, *limit;
	size_t      fields;
	int64_t     breaks;	/* line ends seen, within quotes too */
	bool        doubled;	/* some field holds a doubled quote */
};

enum found { BAD, CUT, FIELD, ROW };

struct csv *
csv_open_sized(struct arena *a, struct feed s, size_t window)
{
	struct csv *c = arena_zero(a, 1, sizeof *c);

	window_open(&c->w, a, s, window);
	c->line = 1;
	return c;
}

struct csv *
csv_open(struct arena *a, struct feed s)
{
	return csv_open_sized(a, s, WINDOW_SIZE);
}

bool
csv_had_bom(const struct csv *c)
{
	return c->w.had_bom;
}

/*
 * Walk on from ${at} over ${n} bytes.  A CR is a line end unless an LF follows
 * it; what stands behind the bytes may be looked at.
 */
static void
walk(struct place *at, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (p[i] == '\n' || (p[i] == '\r' && p[i + 1] != '\n')) {
			at->line++;
			at->column = 1;
		} else if (((unsigned char)p[i] & 0xC0) != 0x80) {
			at->column++;
		}
	}
}

/* Where the raw byte ${p} of the row under ${l} stands. */
static struct place
place_of(const struct csv *c, const struct look *l, const char *p)
{
	struct place at = { c->w.feed.name, c->line, 1 };

	walk(&at, l->row, (size_t)(p - l->row));
	return at;
}

static bool
keep_field(struct csv *c, struct look *l, const char *p, const char *end,
    struct err *e)
{
	if (l->fields == CSV_MAX_FIELDS)
		return err_at(e, place_of(c, l, l->p), "a row has more than "
		    "%d fields; fewer were expected", CSV_MAX_FIELDS);
	c->field = arena_grow(c->w.arena, c->field, l->fields, &c->cap,
	    sizeof c->field[0]);
	c->field[l->fields++] = (struct csv_field){ p, (size_t)(end - p) };
	return true;
}

/* Step over what ends a field at ${p}. */
static enum found
step_over(struct look *l, const char *p)
{
	if (*p == ',') {
		l->p = p + 1;
		return FIELD;
	}
	if (*p == '\r' && p + 1 == l->limit)
		return CUT;
	l->p = p + (*p == '\r' && p[1] == '\n' ? 2 : 1);
	l->breaks++;
	return ROW;
}

/* A quote within an unquoted field is a character like others: ="001" is. */
static enum found
plain_field(struct csv *c, struct look *l, struct err *e)
{
	const char *start = l->p;
	const char *end = scan_find3(start, l->limit, ',', '\n', '\r');

	if (end == l->limit)
		return CUT;
	if (!keep_field(c, l, start, end, e))
		return BAD;
	return step_over(l, end);
}

/* The quote that closes the field that begins at ${p}, or NULL: cut off. */
static const char *
closing_quote(struct look *l, const char *p)
{
	for (;; p++) {
		p = scan_find3(p, l->limit, '"', '\n', '\r');
		if (l->limit - p < 2)
			return NULL;
		if (*p != '"') {
			l->breaks += *p == '\n' || p[1] != '\n';
			continue;
		}
		if (p[1] != '"')
			return p;
		l->doubled = true;
		p++;
	}
}

static enum found
quoted_field(struct csv *c, struct look *l, struct err *e)
{
	const char *start = l->p + 1;
	const char *end = closing_quote(l, start);

	if (end == NULL)
		return CUT;
	if (end[1] != ',' && end[1] != '\n' && end[1] != '\r') {
		err_at(e, place_of(c, l, end + 1), "found text after a closing "
		    "quote; a comma or the end of the line was expected");
		return BAD;
	}
	if (!keep_field(c, l, start, end, e))
		return BAD;
	return step_over(l, end + 1);
}

static enum found
look_at_row(struct csv *c, struct look *l, struct err *e)
{
	enum found f = FIELD;

	*l = (struct look){ .row = c->w.p + c->at, .p = c->w.p + c->at,
	    .limit = c->w.p + c->w.limit };
	while (f == FIELD) {
		if (l->p == l->limit)
			return CUT;
		f = *l->p == '"' ? quoted_field(c, l, e) :
		    plain_field(c, l, e);
	}
	if (f != ROW || (size_t)(l->p - l->row) <= CSV_MAX_ROW)
		return f;
	l->p = l->row;
	return CUT;
}

/* No more text comes, and the row that was looked at is not whole. */
static enum next
cut_off(struct csv *c, const struct look *l, struct err *e)
{
	char say[WINDOW_SAY];

	if (window_is_bad(&c->w)) {
		err_at(e, place_of(c, l, l->limit), "%s",
		    window_stop(&c->w, say));
		return NEXT_FAILED;
	}
	if (l->row == l->limit)
		return NEXT_END;
	err_at(e, place_of(c, l, l->p), "a quote is opened here and never "
	    "closed; a closing quote was expected before the end of the file");
	return NEXT_FAILED;
}

static enum next
too_long(const struct csv *c, const struct look *l, struct err *e)
{
	err_at(e, place_of(c, l, l->p), "a row is longer than %zu bytes; is a "
	    "quote opened here and never closed?", CSV_MAX_ROW);
	return NEXT_FAILED;
}

/* Bring the whole of the next row into the window, its fields into c->field. */
static enum next
next_row(struct csv *c, struct look *l, struct err *e)
{
	enum next more = NEXT_ITEM;
	enum found f;

	while ((f = look_at_row(c, l, e)) == CUT) {
		if ((size_t)(l->limit - l->row) > CSV_MAX_ROW)
			return too_long(c, l, e);
		if (more == NEXT_END)
			return cut_off(c, l, e);
		if ((more = window_more(&c->w, &c->at, e)) == NEXT_FAILED)
			return NEXT_FAILED;
	}
	return f == ROW ? NEXT_ITEM : NEXT_FAILED;
}

static bool
is_quoted(const struct csv_field *f)
{
	return f->p[-1] == '"';
}

/* Make each doubled quote one, in place, and move the closing one up. */
static void
unquote(struct csv_field *f, char *to)
{
	const char *p = f->p, *end = p + f->n;

	f->p = to;
	while (p < end) {
		const char *q = memchr(p, '"', (size_t)(end - p));
		size_t n = (size_t)((q != NULL ? q + 1 : end) - p);

		memmove(to, p, n);
		to += n;
		p += n + (q != NULL);
	}
	*to = '"';
	f->n = (size_t)(to - f->p);
}

static bool
is_empty_line(const struct csv *c, const struct look *l)
{
	return l->fields == 1 && c->field[0].n == 0 &&
	    !is_quoted(&c->field[0]);
}

static void
give_row(struct csv *c, const struct look *l, struct csv_row *row)
{
	if (l->doubled)
		for (size_t i = 0; i < l->fields; i++)
			if (is_quoted(&c->field[i]))
				unquote(&c->field[i],
				    c->w.p + (c->field[i].p - c->w.p));
	c->row = *row = (struct csv_row){ c->field, l->fields, c->line };
}

enum next
csv_next(struct csv *c, struct csv_row *row, struct err *e)
{
	struct look l;
	enum next got;
	bool empty;

	do {
		if ((got = next_row(c, &l, e)) != NEXT_ITEM)
			return got;
		if (!(empty = is_empty_line(c, &l)))
			give_row(c, &l, row);
		c->at = (size_t)(l.p - c->w.p);
		c->line += l.breaks;
	} while (empty);
	return NEXT_ITEM;
}

/*
 * The raw row is gone, but it can be counted back: a quoted field had two more
 * quotes around it and one more for each that is in it.
 */
struct place
csv_place(const struct csv *c, size_t i)
{
	struct place at = { c->w.feed.name, c->row.line, 1 };

	for (size_t k = 0; k < i && k < c->row.fields; k++) {
		const struct csv_field *f = &c->row.field[k];

		at.column += is_quoted(f);
		for (size_t b = 0; b < f->n; b++) {
			walk(&at, f->p + b, 1);
			at.column += is_quoted(f) && f->p[b] == '"';
		}
		at.column += is_quoted(f) + (k + 1 < c->row.fields);
	}
	return at;
}

int64_t
csv_column(const struct csv *c, size_t i)
{
	return csv_place(c, i).column;
}
