/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json: RFC 8785 canonical JSON with whole numbers, read in one pass.
 *
 *	struct json_doc d = { 0 };
 *	if (!json_read(&d, bytes, JSON_CANONICAL, &fault)) ...
 *	const struct json *act = json_get(&d, d.item, "act");
 *
 * A value is an item of a flat list; the items inside it follow it, and `next`
 * is the item behind them.  In an object, names and values take turns.
 */
#ifndef VERIFIER_JSON_H
#define VERIFIER_JSON_H

#include "bytes.h"

enum json_type {
	JSON_NULL, JSON_TRUE, JSON_FALSE, JSON_NUMBER, JSON_TEXT, JSON_LIST,
	JSON_OBJECT
};

struct json {
	uint32_t at, n;		/* its bytes; those of a text without quotes */
	uint32_t next;
	uint8_t  type;
};

struct json_doc {
	const char  *bytes;
	struct json *item;	/* the first is the whole */
	size_t       items, room;
};

/* JSON_LOOSE: blanks between tokens and members in any order are taken too. */
enum json_form { JSON_CANONICAL, JSON_LOOSE };

struct json_fault {
	size_t      at;		/* byte */
	const char *what;
};

/* json_read(d, t, form, f): Read ${t} into ${d}, whose room is used again. */
bool json_read(struct json_doc *d, struct text t, enum json_form form,
    struct json_fault *f);
void json_free(struct json_doc *d);

struct text json_text(const struct json_doc *d, const struct json *v);

/* json_get(d, object, name): The value of ${name}, or NULL; NULL stays NULL. */
const struct json *json_get(const struct json_doc *d,
    const struct json *object, const char *name);

/* json_say(d, object, name): The text of that name, empty if there is none. */
struct text json_say(const struct json_doc *d, const struct json *object,
    const char *name);

/* The number of that name, or ${otherwise}. */
int64_t json_number(const struct json_doc *d, const struct json *object,
    const char *name, int64_t otherwise);

/* for (v = json_in(d, list); v; v = json_after(d, list, v)); names too. */
const struct json *json_in(const struct json_doc *d, const struct json *list);
const struct json *json_after(const struct json_doc *d,
    const struct json *list, const struct json *v);

/* json_whole(d, v, out): The value of a number. */
bool json_whole(const struct json_doc *d, const struct json *v, int64_t *out);

#endif
