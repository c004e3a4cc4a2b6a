/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/num.h"
#include "text/csv.h"
#include "text/utf8.h"

#include "read/electors.h"

/* The columns; the two POPULAR ones are headed by the sides. */
enum field { ID, NAME, VOTES, WINNER, CERTIFIED_BY, OPEN_ON, CITE, POPULAR,
	FIELDS = POPULAR + ELECTORS_SIDES };

static const char *const field_name[POPULAR] = { "id", "name",
	"electoral_votes", "winner", "certified_by", "open_on", "cite" };
static const char popular_prefix[] = "popular_";

#define ABSENT SIZE_MAX

struct reader {
	struct arena         *a;
	const char           *file;
	struct csv           *csv;
	struct csv_row        row;
	size_t                column[FIELDS];	/* where each field stands */
	struct elector_table *t;
	size_t                cap;
};

static struct place
place_of(const struct reader *r, size_t column)
{
	return (struct place){ r->file, r->row.line,
		column == ABSENT ? 0 : csv_column(r->csv, column) };
}

static const struct csv_field *
field_of(const struct reader *r, enum field f)
{
	return &r->row.field[r->column[f]];
}

static struct place
field_place(const struct reader *r, enum field f)
{
	return place_of(r, r->column[f]);
}

static bool
is_word(const struct csv_field *f, const char *word)
{
	return f->n == strlen(word) && memcmp(f->p, word, f->n) == 0;
}

/* A text that is what it seems to be. */
static bool
read_text(const struct reader *r, size_t column, const char **out,
    struct err *e)
{
	const struct csv_field *f = &r->row.field[column];
	size_t at;
	enum text_fault fault = text_look(f->p, f->n, &at);

	if (fault != TEXT_FINE)
		return err_at(e, place_of(r, column),
		    "found %s, expected plain text", text_fault_name(fault));
	*out = arena_str(r->a, f->p, f->n);
	return true;
}

/* A side is known by the heading of its popular votes. */
static bool
read_side(struct reader *r, size_t column, struct err *e)
{
	size_t prefix = sizeof popular_prefix - 1;
	const char *head = "";
	int side = 0;

	TRY(read_text(r, column, &head, e));
	while (side < ELECTORS_SIDES && r->column[POPULAR + side] != ABSENT)
		side++;
	if (side == ELECTORS_SIDES)
		return err_at(e, place_of(r, column), "found a third column "
		    "of popular votes, expected %d", ELECTORS_SIDES);
	r->t->side[side] = head + prefix;
	if (head[prefix] == '\0' ||
	    (side > 0 && strcmp(r->t->side[0], r->t->side[1]) == 0))
		return err_at(e, place_of(r, column),
		    "found '%s', expected popular_ and the name of a side",
		    head);
	r->column[POPULAR + side] = column;
	return true;
}

static bool
read_heading(struct reader *r, size_t column, struct err *e)
{
	const struct csv_field *f = &r->row.field[column];
	size_t prefix = sizeof popular_prefix - 1;

	if (f->n >= prefix && memcmp(f->p, popular_prefix, prefix) == 0)
		return read_side(r, column, e);
	for (size_t i = 0; i < POPULAR; i++) {
		if (!is_word(f, field_name[i]))
			continue;
		if (r->column[i] != ABSENT)
			return err_at(e, place_of(r, column),
			    "found column '%s' twice", field_name[i]);
		r->column[i] = column;
		return true;
	}
	return err_at(e, place_of(r, column), "found column '%.*s', expected "
	    "id, name, electoral_votes, winner, popular_..., certified_by, "
	    "open_on, cite", f->n > 60 ? 60 : (int)f->n, f->p);
}

static bool
read_header(struct reader *r, struct err *e)
{
	enum next got = csv_next(r->csv, &r->row, e);

	if (got == NEXT_FAILED)
		return false;
	if (got == NEXT_END)
		return err_at(e, (struct place){ r->file, 0, 0 },
		    "the file is empty, expected electoral units");
	for (size_t i = 0; i < FIELDS; i++)
		r->column[i] = ABSENT;
	for (size_t i = 0; i < r->row.fields; i++)
		TRY(read_heading(r, i, e));
	for (size_t i = 0; i < FIELDS; i++)
		if (r->column[i] == ABSENT)
			return err_at(e, place_of(r, ABSENT),
			    "found no column '%s'",
			    i < POPULAR ? field_name[i] : "popular_...");
	return true;
}

static bool
read_count(const struct reader *r, enum field f, int64_t *out, struct err *e)
{
	const struct csv_field *cell = field_of(r, f);
	enum num_fault fault = num_parse(cell->p, cell->n, out);

	if (fault == NUM_OK)
		return true;
	return err_at(e, field_place(r, f), "found '%.*s', expected %s",
	    cell->n > 40 ? 40 : (int)cell->n, cell->p, num_fault_text(fault));
}

static bool
read_popular(const struct reader *r, enum field f, int64_t *out,
    struct err *e)
{
	*out = NUM_UNKNOWN;
	return field_of(r, f)->n == 0 || read_count(r, f, out, e);
}

static bool
read_day(const struct reader *r, enum field f, struct day *out, struct err *e)
{
	const struct csv_field *cell = field_of(r, f);

	*out = DAY_UNKNOWN;
	if (cell->n == 0 || day_parse(cell->p, cell->n, out))
		return true;
	return err_at(e, field_place(r, f), "found '%.*s', expected a date "
	    "like 2020-11-03", cell->n > 40 ? 40 : (int)cell->n, cell->p);
}

static bool
read_winner(const struct reader *r, int *out, struct err *e)
{
	const struct csv_field *cell = field_of(r, WINNER);

	*out = -1;
	if (cell->n == 0)
		return true;
	for (int side = 0; side < ELECTORS_SIDES; side++)
		if (is_word(cell, r->t->side[side]))
			*out = side;
	if (*out >= 0)
		return true;
	return err_at(e, field_place(r, WINNER),
	    "found '%.*s', expected %s, %s or nothing",
	    cell->n > 40 ? 40 : (int)cell->n, cell->p, r->t->side[0],
	    r->t->side[1]);
}

static bool
read_votes(struct reader *r, int *out, struct err *e)
{
	int64_t votes;

	TRY(read_count(r, VOTES, &votes, e));
	if (votes < 1 || votes > ELECTORS_MAX_VOTES - r->t->total)
		return err_at(e, field_place(r, VOTES), "found %lld electoral "
		    "votes, expected 1 at least and %d together at most",
		    (long long)votes, ELECTORS_MAX_VOTES);
	*out = (int)votes;
	r->t->total += *out;
	return true;
}

static bool
read_unit(struct reader *r, struct elector_unit *u, struct err *e)
{
	TRY(read_text(r, r->column[ID], &u->id, e));
	TRY(read_text(r, r->column[NAME], &u->name, e));
	TRY(read_text(r, r->column[CITE], &u->cite, e));
	TRY(read_votes(r, &u->votes, e));
	TRY(read_winner(r, &u->winner, e));
	TRY(read_day(r, CERTIFIED_BY, &u->certified_by, e));
	TRY(read_day(r, OPEN_ON, &u->open_on, e));
	for (int side = 0; side < ELECTORS_SIDES; side++)
		TRY(read_popular(r, (enum field)(POPULAR + side),
		    &u->popular[side], e));
	return true;
}

/* What a unit may not be, seen beside the others and in itself. */
static bool
check_unit(const struct reader *r, const struct elector_unit *u,
    struct err *e)
{
	if (u->id[0] == '\0' || u->name[0] == '\0')
		return err_at(e, field_place(r, u->id[0] == '\0' ? ID : NAME),
		    "found nothing, expected the %s of an electoral unit",
		    u->id[0] == '\0' ? "id" : "name");
	for (size_t i = 0; i < r->t->units; i++)
		if (strcmp(r->t->unit[i].id, u->id) == 0)
			return err_at(e, field_place(r, ID),
			    "found '%s' twice", u->id);
	if (day_known(u->certified_by) && day_known(u->open_on) &&
	    day_cmp(u->certified_by, u->open_on) <= 0)
		return err_at(e, field_place(r, OPEN_ON), "found %s open on "
		    "a day on which it is certified", u->name);
	return true;
}

static bool
add_unit(struct reader *r, struct err *e)
{
	struct elector_unit u;

	if (r->row.fields != FIELDS)
		return err_at(e, place_of(r, ABSENT),
		    "found %zu cells, expected %d", r->row.fields, FIELDS);
	if (r->t->units == ELECTORS_MAX_UNITS)
		return err_at(e, place_of(r, ABSENT), "found more than %d "
		    "electoral units", ELECTORS_MAX_UNITS);
	TRY(read_unit(r, &u, e));
	TRY(check_unit(r, &u, e));
	r->t->unit = arena_grow(r->a, r->t->unit, r->t->units, &r->cap,
	    sizeof u);
	r->t->unit[r->t->units++] = u;
	return true;
}

bool
electors_parse(struct arena *a, struct bytes text, const char *name,
    struct elector_table *out, struct err *e)
{
	struct memory m = { text.p, text.n };
	struct elector_table t = { 0 };
	struct reader r = { .a = a, .file = name, .t = &t,
		.csv = csv_open(a, (struct feed){ memory_fill, &m, name }) };
	enum next got;

	TRY(read_header(&r, e));
	while ((got = csv_next(r.csv, &r.row, e)) == NEXT_ITEM)
		TRY(add_unit(&r, e));
	if (got == NEXT_FAILED)
		return false;
	if (t.units == 0)
		return err_at(e, (struct place){ name, 0, 0 },
		    "found no electoral unit");
	*out = t;
	return true;
}
