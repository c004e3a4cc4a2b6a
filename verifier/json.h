/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json: RFC 8785 canonical JSON with whole numbers, read in one pass.
 *
 *	struct json_doc d = { 0 };
 *	const char *why = json_read(&d, bytes);
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

/* json_read(d, t): NULL, or what is wrong.  ${d}'s room is used again. */
const char *json_read(struct json_doc *d, struct text t);
struct json *json_push(struct json_doc *d, enum json_type type, struct text t);
/* json_keep(object): A copy that lasts, bytes and all. */
const struct json *json_keep(const struct json *object);

const struct json *json_in(const struct json *list);
const struct json *json_after(const struct json *list, const struct json *v);
#define json_each(v, list) for (const struct json *v = json_in(list); \
	v != NULL; v = json_after(list, v))
#define json_each_member(v, object) for (const struct json *v = \
	json_in(object); v != NULL; v = json_after(object, v + 1))
/* json_has(list, t, until): Is ${t} in ${list}, before ${until} if not NULL? */
bool json_has(const struct json *list, struct text t, const struct json *until);

/* The value of a member, or NULL; its text, or an empty one; its number. */
const struct json *json_find(const struct json *object, struct text name);
struct text json_text(const struct json *v);
struct text json_plain(const struct json *v);	/* without escapes; lasts */
bool json_true(const struct json *v);
int64_t json_whole(const struct json *v, int64_t otherwise);
#define json_get(object, name) json_find(object, TEXT(name))
#define json_say(object, name) json_text(json_get(object, name))
#define json_number(object, name, otherwise) \
	json_whole(json_get(object, name), otherwise)

#endif
