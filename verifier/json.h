/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json: RFC 8785 canonical JSON with whole numbers, read in one pass.
 *
 *	struct json_doc d = { 0 };
 *	const char *why = json_read(&d, bytes, JSON_CANONICAL);
 *	json_each(v, json_get(d.item, "people")) ...
 *
 * Items lie one behind the other: those inside a value follow it.  In an
 * object, names and values take turns.  NULL has no members.
 */
#ifndef VERIFIER_JSON_H
#define VERIFIER_JSON_H

#include "bytes.h"

enum json_type {
	JSON_NULL, JSON_TRUE, JSON_FALSE, JSON_NUMBER, JSON_TEXT, JSON_LIST,
	JSON_OBJECT
};
struct json {
	struct text    text;	/* its bytes; those of a text without quotes */
	uint32_t       items;	/* it and what is inside it */
	enum json_type type;
};
struct json_doc {
	struct json *item;	/* the first is the whole */
	size_t       items, room;
};

/* JSON_LOOSE: blanks between tokens and members in any order are taken too. */
enum json_form { JSON_CANONICAL, JSON_LOOSE };

/* json_read(d, t, form): NULL, or what is wrong.  ${d}'s room is used again. */
const char *json_read(struct json_doc *d, struct text t, enum json_form form);
struct json *json_push(struct json_doc *d, enum json_type type);
void json_free(struct json_doc *d);

/* The value of ${name}, or NULL; its text, or an empty one; its number. */
const struct json *json_get(const struct json *object, const char *name);
struct text json_say(const struct json *object, const char *name);
bool json_true(const struct json *object, const char *name);
int64_t json_number(const struct json *object, const char *name,
    int64_t otherwise);
bool json_whole(const struct json *v, int64_t *out);

const struct json *json_in(const struct json *list);
const struct json *json_after(const struct json *list, const struct json *v);
#define json_each(v, list) for (const struct json *v = json_in(list); \
	v != NULL; v = json_after(list, v))
#define json_each_member(v, object) for (const struct json *v = \
	json_in(object); v != NULL; v = json_after(object, v + 1))

#endif
