/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "model/sheet.h"

#include "read/reader.h"

/* Headers that mean where a row belongs. */
static const struct {
	enum role   role;
	const char *field, *text;
} words[] = {
	{ ROLE_UNIT, "unit", "unit" },
	{ ROLE_UNIT, "unit", "unit name" },
	{ ROLE_UNIT, "unit", "county" },
	{ ROLE_UNIT, "unit", "county name" },
	{ ROLE_UNIT, "unit", "parish" },
	{ ROLE_UNIT, "unit", "jurisdiction" },
	{ ROLE_UNIT, "unit", "jurisdiction name" },
	{ ROLE_LABEL, "label", "label" },
	{ ROLE_LABEL, "label", "batch" },
	{ ROLE_LABEL, "label", "batch name" },
	{ ROLE_LABEL, "label", "precinct" },
	{ ROLE_LABEL, "label", "precinct name" },
	{ ROLE_METHOD, "method", "method" },
	{ ROLE_METHOD, "method", "batch type" },
	{ ROLE_METHOD, "method", "vote method" },
	{ ROLE_METHOD, "method", "voting method" },
	{ ROLE_METHOD, "method", "vote type" },
	{ ROLE_METHOD, "method", "counting group" },
	{ ROLE_OFFICE, "office", "office" },
	{ ROLE_OFFICE, "office", "contest" },
	{ ROLE_OFFICE, "office", "contest name" },
	{ ROLE_DISTRICT, "district", "district" },
	{ ROLE_PARTY, "party", "party" },
	{ ROLE_CHOICE, "choice", "choice" },
	{ ROLE_CHOICE, "choice", "candidate" },
	{ ROLE_CHOICE, "choice", "candidate name" },
	{ ROLE_VOTES, "votes", "votes" },
	{ ROLE_VOTES, "votes", "total votes" },
};

static bool
fits(enum role role, enum form form)
{
	return form != FORM_WIDE ||
	    (role != ROLE_CHOICE && role != ROLE_VOTES && role != ROLE_PARTY);
}

/* What headers of this form of file may say. */
static struct glossary *
vocabulary(struct reader *r, enum form form)
{
	struct glossary *terms = arena_zero(&r->own, 1, sizeof *terms);

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (fits(words[i].role, form))
			glossary_add(&r->own, terms, words[i].text,
			    (struct term){ NULL, words[i].field,
			    words[i].role, 0 });
	glossary_add(&r->own, terms, r->el->unit_word,
	    (struct term){ NULL, "unit", ROLE_UNIT, 0 });
	for (size_t i = 0; form == FORM_WIDE && i < r->numbers.n; i++)
		glossary_add(&r->own, terms, r->numbers.item[i].folded,
		    r->numbers.item[i]);
	return terms;
}

static bool
has(const struct reader *r, enum role role)
{
	return r->columns->at[role] != COLUMN_NONE;
}

/* Does a source that is divided like this have that column? */
enum need { NEED_NO, NEED_MAY, NEED_YES };
static const struct {
	enum need unit, label, method;
} needs[PARTS] = {
	[PART_TOTAL] = { NEED_MAY, NEED_NO, NEED_NO },
	[PART_UNIT] = { NEED_YES, NEED_NO, NEED_NO },
	[PART_METHOD] = { NEED_YES, NEED_NO, NEED_MAY },
	[PART_PRECINCT] = { NEED_YES, NEED_YES, NEED_MAY },
	[PART_BATCH] = { NEED_YES, NEED_YES, NEED_MAY },
	[PART_TURNOUT] = { NEED_YES, NEED_NO, NEED_NO },
};

static bool
check_need(struct reader *r, enum role role, enum need need,
    const char *field, struct err *e)
{
	struct place line = { r->rq->path, r->row.line, 0 };

	if (need == NEED_YES && !has(r, role))
		return err_at(e, line, "found no column for \"%s\", expected "
		    "one in a source divided by %s; a column map can name it",
		    field, partition_id(r->rq->part));
	if (need == NEED_NO && has(r, role))
		return err_at(e, reader_at(r, r->columns->at[role]),
		    "found the column %s for \"%s\", expected none in a "
		    "source divided by %s; a column map can say \"ignore = "
		    "HEADER\"", reader_show(r, r->columns->at[role]), field,
		    partition_id(r->rq->part));
	return true;
}

/* The user may say that the source does not give a number: "FIELD =". */
static bool
is_waived(const struct reader *r, const char *field)
{
	for (const struct column_map *m = r->rq->map; m != NULL; m = m->next)
		if (m->header[0] == '\0' && strcmp(m->field, field) == 0)
			return true;
	return false;
}

static bool
has_number(const struct reader *r, size_t number)
{
	for (size_t i = 0; i < r->columns->n; i++)
		if (r->columns->role[i] == ROLE_NUMBER &&
		    r->columns->number[i] == number)
			return true;
	return false;
}

/* A wide file has all choices, or one turnout figure at least. */
static bool
check_numbers(struct reader *r, struct err *e)
{
	struct place line = { r->rq->path, r->row.line, 0 };

	if (r->rq->part == PART_TURNOUT)
		return has(r, ROLE_NUMBER) || err_at(e, line, "found no "
		    "column of turnout, expected one like \"registered\" or "
		    "\"ballots_cast\"");
	for (uint16_t i = 0; i < r->contest->choices; i++) {
		const struct choice *c = &r->contest->choice[i];

		if (!has_number(r, i) && !is_waived(r, c->id))
			return err_at(e, line, "found no column for the "
			    "choice \"%s\", expected one headed \"%s\", \"%s\" "
			    "or \"%s\"", c->label, c->id, c->label, c->name);
	}
	return true;
}

static bool
check_long(struct reader *r, enum form form, struct err *e)
{
	TRY(check_need(r, ROLE_CHOICE, NEED_YES, "choice", e));
	if (form == FORM_METHODS && has(r, ROLE_METHOD_VOTES))
		return true;
	return check_need(r, ROLE_VOTES, NEED_YES, "votes", e);
}

bool
reader_header(struct reader *r, enum form form, struct err *e)
{
	struct columns_spec spec = { .terms = vocabulary(r, form),
		.cells = form == FORM_WIDE ? NULL : &r->numbers,
		.map = r->rq->map, .by_method = form == FORM_METHODS,
		.file = r->rq->path, .csv = r->csv };
	enum partition part = r->rq->part;
	bool asks = r->rq->office != NULL && r->rq->office[0] != '\0' &&
	    !r->one_contest;

	TRY(columns_read(r->a, &spec, &r->row, &r->columns, e));
	r->res->column = r->columns->column;
	r->res->columns = r->columns->n;
	TRY(check_need(r, ROLE_UNIT, needs[part].unit, "unit", e));
	TRY(check_need(r, ROLE_LABEL, needs[part].label, "label", e));
	TRY(check_need(r, ROLE_METHOD, needs[part].method, "method", e));
	TRY(check_need(r, ROLE_OFFICE, asks ? NEED_YES : NEED_MAY, "office",
	    e));
	return form == FORM_WIDE ? check_numbers(r, e) :
	    check_long(r, form, e);
}
