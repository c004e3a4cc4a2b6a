/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#include "law/authority.h"
#include "law/authority_check.h"
#include "law/authority_part.h"
#include "law/sections.h"

/* The version of the schema of authority files that this reader knows. */
static const char *const versions[] = { "canvass-authority-1", NULL };

#define MAX_ROWS 500

struct top {
	int         version;
	const char *title, *jurisdiction;
};
static const struct schema_field top_fields[] = {
	WORD("schema", true, struct top, version, versions, 0),
	FIELD("title", SCHEMA_TEXT, true, struct top, title),
	FIELD("jurisdiction", SCHEMA_TEXT, true, struct top, jurisdiction),
	PART("roles", true),
	PART("lifecycles", true),
	PART("authority", true),
	{ 0 },
};
static const struct schema top_schema = { "an authority file", NULL,
	top_fields };

/* What a jurisdiction calls each role; the schema asks for all twelve. */
static bool
read_called(struct arena *a, const struct tree *n, struct authority *w,
    struct err *e)
{
	struct schema_field field[ROLES + 1] = { { 0 } };
	const struct schema s = { "the roles", NULL, field };

	for (enum role r = 0; r < ROLES; r++)
		field[r] = (struct schema_field){ role_id(r), SCHEMA_TEXT,
			true, r * sizeof w->called[0], NULL, 0, 0 };
	return schema_read(a, &s, n, w->called, e);
}

/* Give each role of ${words} the power ${p}; it may have none yet. */
static bool
give(struct arena *a, const struct tree *n, enum power p, bool *given,
    struct authority_row *row, struct err *e)
{
	const char *words;
	enum role r;

	TRY(scalar_ids(a, n, &words, e));
	for (const char *word; (word = part_word(a, &words)) != NULL; ) {
		if (!role_find(word, &r))
			return part_unknown(n, word, "a role", e);
		if (given[r])
			return err_at(e, n->at, "found %s again, expected "
			    "each role once in a row", word);
		given[r] = true;
		row->cell[r] = (struct cell){ p, "", "" };
	}
	return true;
}

/* Which word of the matrix each role has: "who" of a row. */
static const struct schema_field who_fields[] = {
	PART("perform", false), PART("order", false), PART("petition", false),
	PART("ask", false), PART("hear", false), PART("assist", false),
	PART("note", false), PART("witness", false), PART("view", false),
	PART("refuse", false),
	{ 0 },
};
static const struct schema who_schema = { "the roles of a row", NULL,
	who_fields };

static bool
read_cells(struct arena *a, const struct tree *n, struct authority_row *row,
    struct err *e)
{
	bool given[ROLES] = { false };
	struct cell none;

	TRY(schema_read(a, &who_schema, n, &none, e));
	for (enum power p = 0; p < POWERS; p++) {
		const struct tree *list = tree_find(n, power_id(p));

		if (list != NULL)
			TRY(give(a, list, p, given, row, e));
	}
	for (enum role r = 0; r < ROLES; r++)
		if (!given[r])
			return err_at(e, n->at, "found a row that says nothing "
			    "of %s, expected each of the twelve roles",
			    role_id(r));
	return true;
}

struct limit {
	const char *role, *says;
};
static const struct schema_field limit_fields[] = {
	FIELD("role", SCHEMA_ID, true, struct limit, role),
	FIELD("says", SCHEMA_TEXT, false, struct limit, says),
	PART("acts", false),
	{ 0 },
};
static const struct schema limit_schema = { "a limit", NULL, limit_fields };

/* A limit to acts that are not the row's would limit nothing, or to nothing. */
static bool
read_limit_acts(struct arena *a, const struct tree *n,
    const struct authority_row *row, struct cell *c, struct err *e)
{
	const char *rest;

	if (n == NULL)
		return true;
	if (c->power == POWER_REFUSE)
		return err_at(e, n->at, "found acts of a role that is refused, "
		    "expected none");
	TRY(part_acts(a, n, &c->acts, e));
	rest = c->acts;
	for (const char *act; (act = part_word(a, &rest)) != NULL; )
		if (!rule_covers(row->acts, act))
			return err_at(e, n->at, "found \"%s\", expected acts of "
			    "this row: %s", act, row->acts);
	return true;
}

static bool
read_limits(struct arena *a, const struct tree *list,
    struct authority_row *row, struct err *e)
{
	bool limited[ROLES] = { false };
	struct limit l;
	enum role r;

	if (list == NULL)
		return true;
	TRY(schema_list(list, "limits", e));
	for (const struct tree *n = list->child; n != NULL; n = n->next) {
		TRY(schema_read(a, &limit_schema, n, &l, e));
		if (!role_find(l.role, &r))
			return part_unknown(tree_find(n, "role"), l.role,
			    "a role", e);
		if (limited[r])
			return err_at(e, n->at, "found a second limit of %s, "
			    "expected one", l.role);
		if (*l.says == '\0' && tree_find(n, "acts") == NULL)
			return err_at(e, n->at, "found a limit that limits "
			    "nothing, expected \"says\" or \"acts\"");
		limited[r] = true;
		row->cell[r].limit = l.says;
		TRY(read_limit_acts(a, tree_find(n, "acts"), row,
		    &row->cell[r], e));
	}
	return true;
}

/* Codes that a row may give to those whom it refuses. */
static const char *const refusals[] = { "NO_AUTHORITY", "PRIVACY", NULL };

struct row_file {
	struct authority_row row;	/* begins with its struct rule */
	int                  refusal;
};
static const struct schema_field row_fields[] = {
	PART("acts", true),
	PART("who", true),
	PART("limits", false),
	PART("needs", false),
	FIELD("opens", SCHEMA_ID, false, struct row_file, row.opens),
	FIELD("closes", SCHEMA_ID, false, struct row_file, row.closes),
	WORD("refusal", false, struct row_file, refusal, refusals, 0),
	{ 0 },
};
static const struct schema row_schema = { "a row", &sections_rule,
	row_fields };

static bool
read_row(struct arena *a, const struct tree *n, struct authority_row *out,
    struct err *e)
{
	struct row_file f = { 0 };

	TRY(schema_read(a, &row_schema, n, &f, e));
	TRY(sections_rule_finish(a, n, &f.row.rule, e));
	f.row.refusal = f.refusal == 0 ? "" : refusals[f.refusal];
	TRY(part_acts(a, tree_find(n, "acts"), &f.row.acts, e));
	TRY(part_guards(a, tree_find(n, "needs"), &f.row.needs, e));
	TRY(read_cells(a, tree_find(n, "who"), &f.row, e));
	TRY(read_limits(a, tree_find(n, "limits"), &f.row, e));
	*out = f.row;
	return true;
}

static bool
read_rows(struct arena *a, const struct tree *list, struct authority *w,
    struct err *e)
{
	size_t max = schema_length(list);
	struct authority_row *row;

	TRY(schema_list(list, "rows", e));
	if (max > MAX_ROWS)
		return err_at(e, list->at, "found %zu rows, expected at most "
		    "%d", max, MAX_ROWS);
	row = arena_zero(a, max + 1, sizeof *row);
	w->row = row;
	for (const struct tree *n = list->child; n != NULL; n = n->next)
		TRY(read_row(a, n, &row[w->rows++], e));
	return true;
}

static int
compare_acts(const void *x, const void *y)
{
	const struct authority_act *a = x, *b = y;
	int by_act = strcmp(a->act, b->act);

	return by_act != 0 ? by_act : (a->row > b->row) - (a->row < b->row);
}

/* Sort every action of every row, for authority_row to find. */
static void
make_index(struct arena *a, struct authority *w)
{
	struct authority_act *list = NULL;
	size_t cap = 0;

	for (size_t i = 0; i < w->rows; i++) {
		const char *rest = w->row[i].acts;

		for (const char *act; (act = part_word(a, &rest)) != NULL; ) {
			list = arena_grow(a, list, w->acts, &cap,
			    sizeof *list);
			list[w->acts++] = (struct authority_act){ act,
				&w->row[i] };
		}
	}
	if (list != NULL)
		qsort(list, w->acts, sizeof *list, compare_acts);
	w->act = list;
}

static bool
read_file(struct arena *a, const struct tree *root, const char *name,
    struct authority *w, struct err *e)
{
	struct top top;

	TRY(schema_read(a, &top_schema, root, &top, e));
	w->name = arena_text(a, name);
	w->title = top.title;
	w->jurisdiction = top.jurisdiction;
	TRY(read_called(a, tree_find(root, "roles"), w, e));
	TRY(part_lifecycles(a, tree_find(root, "lifecycles"), w, e));
	TRY(read_rows(a, tree_find(root, "authority"), w, e));
	make_index(a, w);
	return authority_check(w, e);
}

bool
authority_parse(struct arena *a, struct bytes text, const char *name,
    struct authority **out, struct err *e)
{
	struct authority *w = arena_zero(a, 1, sizeof *w);
	struct tree *root;

	TRY(tree_read(a, text, name, &root, e));
	TRY(read_file(a, root, name, w, e));
	*out = w;
	return true;
}
