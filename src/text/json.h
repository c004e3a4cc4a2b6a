/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json: RFC 8259, pulled an event at a time, and written.
 *
 * Reading: the text must be one value.  Duplicate names in one object, depth
 * beyond JSON_MAX_DEPTH, invalid UTF-8, NUL, lone surrogates, NaN and trailing
 * text are bad input with line and column.
 */
#ifndef TEXT_JSON_H
#define TEXT_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/feed.h"

struct arena;
struct buf;
struct err;

#define JSON_MAX_DEPTH  64
#define JSON_MAX_STRING ((size_t)1 << 20)

enum json_kind {
	JSON_OBJECT, JSON_OBJECT_END, JSON_ARRAY, JSON_ARRAY_END,
	JSON_NAME,	/* of a member; its value is the next event */
	JSON_STRING, JSON_NUMBER, JSON_TRUE, JSON_FALSE, JSON_NULL,
};

struct json_event {
	enum json_kind kind;
	const char    *p;	/* NAME, STRING: unescaped; NUMBER: as written; valid until the next pull */
	size_t         n;
	int64_t        line, column;
};

struct json *json_open(struct arena *a, struct feed s);

/*
 * json_open_sized(a, s, window): With a window of ${window} > 0 bytes at first;
 * no size changes what is read.
 */
struct json *json_open_sized(struct arena *a, struct feed s, size_t window);

enum next json_next(struct json *j, struct json_event *ev, struct err *e);

/*
 * A whole small document as a tree, for definitions and settings (not for
 * bulk data).  Members keep the order of the text.
 */
struct json_value {
	enum json_kind     kind;	/* OBJECT, ARRAY, STRING, NUMBER, TRUE, FALSE or NULL */
	const char        *name;	/* of the member, or NULL */
	const char        *text;	/* STRING, NUMBER; NUL-terminated */
	size_t             n;
	struct json_value *child, *next;
	int64_t            line, column;
};

/* json_tree(a, s, out, e): Read the whole of ${s} into ${a}. */
bool json_tree(struct arena *a, struct feed s, struct json_value **out,
    struct err *e);

/* json_tree_of(a, p, n, name, out, e): The same for ${n} bytes in memory; needs little more memory than they do. */
bool json_tree_of(struct arena *a, const char *p, size_t n, const char *name,
    struct json_value **out, struct err *e);

/* json_find(v, name): The member ${name} of object ${v}, or NULL. */
const struct json_value *json_find(const struct json_value *v, const char *name);

/* json_text_find(v, name): The text of that member, NULL if there is none or it is no text; json_text_in: "" then.  ${v} may be NULL. */
const char *json_text_find(const struct json_value *v, const char *name);
const char *json_text_in(const struct json_value *v, const char *name);

/*
 * Writing: two-space indent, members in the order given, LF line ends; same
 * calls, same bytes.
 *
 *	json_begin(&w, &out);
 *	json_object(&w, NULL);
 *	json_num(&w, "votes", 12670);
 *	json_object_end(&w);
 *	json_finish(&w);
 *
 * ${name} is NULL inside an array and at the top.  An unknown number is
 * written as null; a number beyond 2^53-1 as a string.
 */
struct json_writer {
	struct buf *out;
	int         depth;
	bool        first[JSON_MAX_DEPTH + 1];
};
void json_begin(struct json_writer *w, struct buf *out);
void json_finish(struct json_writer *w);
void json_object(struct json_writer *w, const char *name);
void json_object_end(struct json_writer *w);
void json_array(struct json_writer *w, const char *name);
void json_array_end(struct json_writer *w);
void json_text(struct json_writer *w, const char *name, const char *s);	/* NULL: null */
void json_num(struct json_writer *w, const char *name, int64_t n);
void json_bool(struct json_writer *w, const char *name, bool b);
/* json_decimal(w, name, n, places): ${n} / 10^${places} as a number, exact: 970, 3 is 0.970. */
void json_decimal(struct json_writer *w, const char *name, int64_t n, int places);

#endif
