/* SPDX-License-Identifier: Apache-2.0 */
/* say_who_may: who may do what, in words and as data. */
#ifndef REPORT_SAY_WHO_MAY_H
#define REPORT_SAY_WHO_MAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "law/answer.h"
#include "law/authority.h"
#include "report/doc.h"

struct arena;

/* What is asked. */
struct say_who_may {
	const struct authority *w;
	const struct law       *law;	/* for the titles of deadlines; may be NULL */
	const char             *file;	/* name of the authority file, without folders */
	const char             *action;	/* NULL: every row */
	const char             *state;	/* NULL: every state */
	enum role               role;	/* ROLES: every role */
	struct day              on;	/* DAY_UNKNOWN: rows of every day */
};

/* say_power(p): What an office may: "may do it", "may ask for it"; "may not". */
const char *say_power(enum power p);

/* say_guard(g): What must be so: "no finding is open". */
const char *say_guard(enum guard g);

/* say_who_may_shows(s, row): Is ${row} one of those asked for? */
bool say_who_may_shows(const struct say_who_may *s,
    const struct authority_row *row);

/* say_who_may_row(s): The first row asked for, or NULL. */
const struct authority_row *say_who_may_row(const struct say_who_may *s);

/*
 * say_who_may_is_yes(s):
 * May the role do the action, in the state if one is asked for?  To ask, to
 * petition where nothing moves by it, to help and to look on is not to do it.
 */
bool say_who_may_is_yes(const struct say_who_may *s);

/*
 * say_who_may_holders(a, w, row, action):
 * "The Secretary of State may do it.  A court may order it.  The Governor may
 * ask for it."  Without ${action}, of the whole row.
 */
const char *say_who_may_holders(struct arena *a, const struct authority *w,
    const struct authority_row *row, const char *action);

struct doc *say_who_may_doc(struct arena *a, const struct say_who_may *s);

/* Rows and roles in words, with citations, as one table appended to ${body}: for a page. */
void say_who_may_matrix(struct node *body, const struct say_who_may *s);

/* JSON: rows and lifecycles; CSV: the answer for each action, role and state. */
void say_who_may_json(struct buf *out, struct arena *a,
    const struct say_who_may *s);
void say_who_may_csv(struct buf *out, const struct say_who_may *s);

#endif
