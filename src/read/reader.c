/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/num.h"
#include "text/utf8.h"

#include "read/fold.h"
#include "read/reader.h"

void
reader_begin(struct reader *r, enum same same)
{
	r->spec = (struct rows_spec){ r->el, r->rq->contest, r->rq->part, same,
		r->rq->path, r->out };
	r->rows = rows_open(&r->own, &r->spec);
	r->width = rows_width(&r->spec);
	r->v = arena_zero(&r->own, r->width, sizeof *r->v);
	r->units = units_new(&r->own, r->el);
	glossary_add_numbers(&r->own, &r->numbers, r->el, r->rq->contest,
	    r->rq->part);
}

enum next
reader_pull(struct reader *r, struct err *e)
{
	return csv_next(r->csv, &r->row, e);
}

struct place
reader_at(const struct reader *r, size_t i)
{
	return csv_place(r->csv, i);
}

const char *
reader_show(struct reader *r, size_t i)
{
	return fold_show(&r->own, r->row.field[i].p, r->row.field[i].n);
}

const char *
reader_header_of(struct reader *r, size_t i)
{
	const char *header = r->columns->column[i].header;

	return fold_show(&r->own, header, strlen(header));
}

/* Does the column map leave out rows with this text? */
static bool
is_ignored(const struct reader *r, size_t i)
{
	const struct csv_field *f = &r->row.field[i];
	char x[FOLD_MAX], y[FOLD_MAX];

	for (const struct column_map *m = r->rq->map; m != NULL; m = m->next) {
		if (strcmp(m->field, "ignore_row") != 0)
			continue;
		fold(x, f->p, f->n);
		fold(y, m->header, strlen(m->header));
		if (strcmp(x, y) == 0)
			return true;
	}
	return false;
}

static bool
total_row(struct reader *r, size_t i, struct err *e)
{
	const char *shown = reader_show(r, i);

	return err_at(e, reader_at(r, i), "found a row of totals (%s), "
	    "expected only rows to be counted; a column map can leave it out "
	    "with \"ignore_row = TEXT\"", shown);
}

/* Why is this no unit?  Tricks of writing are named before misspellings. */
static bool
unknown_unit(struct reader *r, size_t i, struct unit_ix nearest, struct err *e)
{
	const struct csv_field *f = &r->row.field[i];
	const char *word = r->el->unit_word;
	const char *name = r->el->unit[nearest.n].name;
	size_t at;
	enum text_fault fault = text_look(f->p, f->n, &at);

	if (f->n == 0)
		return err_at(e, reader_at(r, i), "found no %s, expected the "
		    "name of one", word);
	if (fault != TEXT_FINE)
		return err_at(e, reader_at(r, i), "found %s in the %s %s, "
		    "expected plain text such as \"%s\"",
		    text_fault_name(fault), word, reader_show(r, i), name);
	return err_at(e, reader_at(r, i), "found the %s %s, expected a known "
	    "one (the nearest is \"%s\")", word, reader_show(r, i), name);
}

static bool
find_unit(struct reader *r, size_t i, struct unit_ix *unit, struct err *e)
{
	const struct csv_field *f = &r->row.field[i];

	switch (units_find(r->units, f->p, f->n, unit)) {
	case UNIT_FOUND:
		return true;
	case UNIT_IS_TOTAL:
		return total_row(r, i, e);
	case UNIT_AMBIGUOUS:
		return err_at(e, reader_at(r, i), "found the %s %s, which "
		    "could be several (\"%s\" is one), expected a clear name",
		    r->el->unit_word, reader_show(r, i),
		    r->el->unit[unit->n].name);
	case UNIT_UNKNOWN:
		break;
	}
	return unknown_unit(r, i, *unit, e);
}

/* The one row of a total names no unit, or the whole. */
static bool
names_whole(struct reader *r, size_t i, struct err *e)
{
	const struct csv_field *f = &r->row.field[i];
	struct unit_ix unit;

	if (f->n == 0 ||
	    units_find(r->units, f->p, f->n, &unit) == UNIT_IS_TOTAL)
		return true;
	return err_at(e, reader_at(r, i), "found the %s %s, expected the one "
	    "row of the whole jurisdiction", r->el->unit_word,
	    reader_show(r, i));
}

/* A label or method; a word for a sum is not one. */
static bool
take_text(struct reader *r, enum role role, const char **p, size_t *n,
    struct err *e)
{
	size_t i = r->columns->at[role];

	*p = "";
	*n = 0;
	if (i == COLUMN_NONE)
		return true;
	*p = r->row.field[i].p;
	*n = r->row.field[i].n;
	return !units_is_total(*p, *n) || total_row(r, i, e);
}

/* Has the row all fields of the header, and no more? */
static bool
check_width(struct reader *r, struct err *e)
{
	size_t n = r->columns->n, fields = r->row.fields;

	if (fields == n)
		return true;
	return err_at(e, reader_at(r, fields < n ? fields : n), "found %zu "
	    "fields, expected %zu as in the header", fields, n);
}

/* A column without a header must stay empty. */
static bool
check_unnamed(struct reader *r, struct err *e)
{
	for (size_t i = 0; i < r->columns->n; i++)
		if (r->columns->column[i].header[0] == '\0' &&
		    r->row.field[i].n > 0)
			return err_at(e, reader_at(r, i), "found %s in a "
			    "column without a header, expected nothing there",
			    reader_show(r, i));
	return true;
}

static char *
folded_field(struct reader *r, enum role role, char out[FOLD_MAX])
{
	size_t i = r->columns->at[role];

	out[0] = '\0';
	if (i != COLUMN_NONE)
		fold(out, r->row.field[i].p, r->row.field[i].n);
	return out;
}

/* Is ${asked} the office, or the office with its district behind it? */
static bool
is_asked(const char *asked, const char *office, const char *district)
{
	char whole[FOLD_MAX];
	size_t n = strlen(office);

	fold(whole, asked, strlen(asked));
	if (strcmp(whole, office) == 0)
		return true;
	return n > 0 && strncmp(whole, office, n) == 0 &&
	    strcmp(whole + n, district) == 0;
}

/* Rows of one contest only: the one asked for, or the only one there is. */
static bool
check_office(struct reader *r, bool *skip, struct err *e)
{
	char office[FOLD_MAX], district[FOLD_MAX];
	const char *asked = r->rq->office;
	size_t i = r->columns->at[ROLE_OFFICE];

	if (i == COLUMN_NONE)
		i = r->columns->at[ROLE_DISTRICT];
	if (i == COLUMN_NONE)
		return true;
	folded_field(r, ROLE_OFFICE, office);
	folded_field(r, ROLE_DISTRICT, district);
	if (asked != NULL && asked[0] != '\0' &&
	    !is_asked(asked, office, district)) {
		*skip = true;
		return true;
	}
	if (r->office == NULL) {
		r->office = arena_text(&r->own, office);
		r->district = arena_text(&r->own, district);
	}
	if (strcmp(r->office, office) == 0 &&
	    strcmp(r->district, district) == 0)
		return true;
	return err_at(e, reader_at(r, i), "found rows of a second contest "
	    "(%s%s%s), expected those of one; name it with its office, and "
	    "district if any", reader_show(r, i), district[0] ? ", district " :
	    "", district);
}

static bool
check_ignored(struct reader *r, bool *skip)
{
	static const enum role roles[] = { ROLE_UNIT, ROLE_LABEL, ROLE_METHOD,
		ROLE_CHOICE };

	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
		size_t at = r->columns->at[roles[i]];

		if (at != COLUMN_NONE && is_ignored(r, at))
			*skip = true;
	}
	return *skip;
}

bool
reader_key(struct reader *r, struct entry *x, bool *skip, struct err *e)
{
	size_t unit = r->columns->at[ROLE_UNIT];

	*skip = false;
	*x = (struct entry){ .unit = NO_UNIT, .line = r->row.line, .v = r->v };
	TRY(check_width(r, e));
	TRY(check_unnamed(r, e));
	TRY(check_office(r, skip, e));
	if (*skip || check_ignored(r, skip))
		return true;
	if (r->rq->part == PART_TOTAL)
		return unit == COLUMN_NONE || names_whole(r, unit, e);
	TRY(find_unit(r, unit, &x->unit, e));
	TRY(take_text(r, ROLE_LABEL, &x->label, &x->label_n, e));
	return take_text(r, ROLE_METHOD, &x->method, &x->method_n, e);
}

/* "2,323,282" without its commas, if they part groups of three; else 0. */
static size_t
without_commas(const struct csv_field *f, char out[NUM_TEXT])
{
	size_t n = 0;

	if (f->n == 0 || f->n >= NUM_TEXT || f->n % 4 == 0 ||
	    memchr(f->p, ',', f->n) == NULL)
		return 0;
	for (size_t i = 0; i < f->n; i++) {
		bool group = (f->n - i) % 4 == 0;

		if (group != (f->p[i] == ','))
			return 0;
		if (!group)
			out[n++] = f->p[i];
	}
	return n;
}

bool
reader_number(struct reader *r, size_t i, int64_t *n, struct err *e)
{
	const struct csv_field *f = &r->row.field[i];
	enum num_fault fault = num_parse(f->p, f->n, n);
	char digits[NUM_TEXT];
	size_t len;

	if (fault == NUM_EMPTY)
		*n = NUM_UNKNOWN;
	if (fault == NUM_OK || fault == NUM_EMPTY)
		return true;
	if ((len = without_commas(f, digits)) > 0 &&
	    (fault = num_parse(digits, len, n)) == NUM_OK)
		return true;
	return err_at(e, reader_at(r, i), "found %s in the column %s, "
	    "expected %s", reader_show(r, i), reader_header_of(r, i),
	    num_fault_text(fault));
}

/* What the map says of a choice's name. */
static bool
is_mapped_to(const struct reader *r, size_t i, const char *field)
{
	const struct csv_field *f = &r->row.field[i];

	for (const struct column_map *m = r->rq->map; m != NULL; m = m->next)
		if (strcmp(m->field, field) == 0 && m->header[0] != '\0' &&
		    f->n == strlen(m->header) &&
		    memcmp(f->p, m->header, f->n) == 0)
			return true;
	return false;
}

static bool
unknown_choice(struct reader *r, size_t i, const struct term *nearest,
    struct err *e)
{
	const char *shown = reader_show(r, i);

	if (nearest == NULL)
		return err_at(e, reader_at(r, i), "found the choice %s, "
		    "expected a known one; a column map can say \"ID = NAME\"",
		    shown);
	return err_at(e, reader_at(r, i), "found the choice %s, expected a "
	    "known one (the nearest is \"%s\"); a column map can say \"%s = "
	    "NAME\"", shown, nearest->field, nearest->field);
}

bool
reader_choice(struct reader *r, size_t i, uint16_t *number, struct err *e)
{
	const struct csv_field *f = &r->row.field[i];
	const struct term *as;

	for (size_t k = 0; k < r->width; k++)
		if (is_mapped_to(r, i, rows_number(&r->spec, k))) {
			*number = (uint16_t)k;
			return true;
		}
	if (glossary_exact(&r->numbers, f->p, f->n, &as) == MATCH_EXACT) {
		*number = as->number;
		return true;
	}
	if (units_is_total(f->p, f->n))
		return total_row(r, i, e);
	(void)glossary_find(&r->numbers, f->p, f->n, &as);
	return unknown_choice(r, i, as, e);
}

void
reader_forget(struct reader *r)
{
	for (size_t i = 0; i < r->width; i++)
		r->v[i] = NUM_UNKNOWN;
}
