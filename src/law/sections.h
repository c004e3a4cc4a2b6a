/* SPDX-License-Identifier: Apache-2.0 */
/* sections: the kinds of rules in a rule file, as one table. */
#ifndef LAW_SECTIONS_H
#define LAW_SECTIONS_H

#include "law/law.h"
#include "law/schema.h"
#include "law/shape.h"

/* Fields of a table: plain, a whole number from ${min} to ${max}, one of ${words}, read by the caller. */
#define FIELD(key, type, must, in, member) \
	{ key, type, must, offsetof(in, member), NULL, 0, 0 }
#define WHOLE(key, must, in, member, min, max) \
	{ key, SCHEMA_WHOLE, must, offsetof(in, member), NULL, min, max }
#define WORD(key, must, in, member, words, absent) \
	{ key, SCHEMA_WORD, must, offsetof(in, member), words, absent, 0 }
#define PART(key, must) { key, SCHEMA_PART, must, 0, NULL, 0, 0 }

/* Fewer than the business days of a year, so that a next one always comes. */
#define SECTIONS_MAX_HOLIDAYS 100

/* Everything a rule file says. */
struct rule_file {
	struct law          law;
	struct law_calendar calendar;
};

struct section {
	const char          *key;	/* in the file: "recount" */
	const struct schema *schema;
	size_t               size;	/* of one item, which begins with struct rule */
	size_t               list_at, count_at;	/* in struct rule_file */
	size_t               max;	/* items */
	/* Read what the schema leaves as parts, and check the item; may be NULL. */
	bool (*finish)(struct arena *a, const struct tree *n, void *item,
	    struct err *e);
};

extern const struct section sections[];	/* ends with a NULL key */

/* The keys that every rule has. */
extern const struct schema sections_rule;

/* sections_rule_finish(a, n, r, e): The parts of a rule that are lists, and its order of dates. */
bool sections_rule_finish(struct arena *a, const struct tree *n,
    struct rule *r, struct err *e);

/* Kinds of rules that have a file of their own. */
extern const struct schema sections_recount, sections_holiday, sections_due;
bool sections_recount_finish(struct arena *a, const struct tree *n,
    void *item, struct err *e);
bool sections_holiday_finish(struct arena *a, const struct tree *n,
    void *item, struct err *e);
bool sections_due_finish(struct arena *a, const struct tree *n, void *item,
    struct err *e);

#endif
