/* SPDX-License-Identifier: Apache-2.0 */
/*
 * schema: what a mapping of a rule file may say, as a table.  The table gives
 * every key its type; a text is never guessed to be a number, a date or a
 * yes.  A key that no table names is refused.
 */
#ifndef LAW_SCHEMA_H
#define LAW_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>

#include "law/tree.h"

struct arena;

enum schema_type {
	SCHEMA_TEXT,	/* const char *; "" if absent */
	SCHEMA_ID,	/* const char *: a-z 0-9 _ - ; "" if absent */
	SCHEMA_IDS,	/* const char *: ids parted by single blanks; "" if absent */
	SCHEMA_WORD,	/* int: the position in words; min if absent */
	SCHEMA_WHOLE,	/* int from min to max; 0 if absent */
	SCHEMA_VOTES,	/* int64_t, 0 and more */
	SCHEMA_SHARE,	/* struct ratio: "0.5 %" is 1/200; { 0, 0 } if absent */
	SCHEMA_DAY,	/* struct day: 2020-11-03; DAY_UNKNOWN if absent */
	SCHEMA_TIME,	/* int: minute of the day, 17:00; -1 if absent */
	SCHEMA_OFFSET,	/* int: minutes east of UTC, "-05:00" */
	SCHEMA_BOOL,	/* bool: true or false */
	SCHEMA_PART,	/* read by the caller, who finds it with tree_find */
};

struct schema_field {
	const char       *key;
	enum schema_type  type;
	bool              must;		/* refuse a mapping without it */
	size_t            at;		/* where it goes, from the start of the struct */
	const char *const *words;	/* SCHEMA_WORD: ends with NULL */
	int               min, max;
};

/* Fields of a struct whose first member may be described by another table. */
struct schema {
	const char                *what;	/* "a recount rule": for messages */
	const struct schema       *base;	/* or NULL */
	const struct schema_field *field;	/* ends with a NULL key */
};

/* schema_read(a, s, map, into, e): Read ${map} into the struct at ${into}. */
bool schema_read(struct arena *a, const struct schema *s,
    const struct tree *map, void *into, struct err *e);

/* schema_list(n, what, e): Is ${n} a list?  If not, say that ${what} was expected. */
bool schema_list(const struct tree *n, const char *what, struct err *e);

/* schema_length(list): How many items it has. */
size_t schema_length(const struct tree *list);

#endif
