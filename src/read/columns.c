/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "text/csv.h"

#include "read/columns.h"
#include "read/fold.h"

/* A header being understood. */
struct header {
	const struct columns_spec *spec;
	struct arena              *a;
	const struct csv_field    *f;
	struct place               at;
};

static bool
same_bytes(const struct csv_field *f, const char *s)
{
	return f->n == strlen(s) && memcmp(f->p, s, f->n) == 0;
}

static bool
same_folded(const struct csv_field *f, const char *s)
{
	char x[FOLD_MAX], y[FOLD_MAX];

	return fold(x, f->p, f->n) > 0 && fold(y, s, strlen(s)) > 0 &&
	    strcmp(x, y) == 0;
}

/* The line of the map that speaks of a header: to the byte, else folded. */
static const struct column_map *
mapped(const struct column_map *map, const struct csv_field *f)
{
	for (const struct column_map *m = map; m != NULL; m = m->next)
		if (f->n > 0 && same_bytes(f, m->header) &&
		    strcmp(m->field, "ignore_row") != 0)
			return m;
	for (const struct column_map *m = map; m != NULL; m = m->next)
		if (same_folded(f, m->header) &&
		    strcmp(m->field, "ignore_row") != 0)
			return m;
	return NULL;
}

/* Has the user given this field a column of its own name? */
static bool
field_is_mapped(const struct column_map *map, const char *field)
{
	for (; map != NULL; map = map->next)
		if (strcmp(map->field, field) == 0)
			return true;
	return false;
}

static const struct term ignored = { "", "", ROLE_IGNORED, 0 };

/* What the map says; its fields were found to be known. */
static const struct term *
by_map(const struct glossary *terms, const struct column_map *m)
{
	for (size_t i = 0; i < terms->n; i++)
		if (strcmp(terms->item[i].field, m->field) == 0)
			return &terms->item[i];
	return &ignored;
}

/*
 * "election_day_votes" is what the method "election_day" gave.  Return the
 * length of the method's name in the header, or 0.
 */
static size_t
method_of(const struct header *h)
{
	static const char end[] = "votes";
	size_t n = h->f->n, w = sizeof end - 1;
	const struct term *known;

	if (!h->spec->by_method || n <= w + 1 ||
	    !same_folded(&(struct csv_field){ h->f->p + n - w, w }, end) ||
	    glossary_exact(h->spec->terms, h->f->p, n, &known) != MATCH_NONE)
		return 0;
	return n - w - 1;
}

static const struct term *
method_votes(const struct header *h, size_t n)
{
	struct term *as = arena_zero(h->a, 1, sizeof *as);
	const char *method = arena_str(h->a, h->f->p, n);

	as->field = arena_printf(h->a, "votes.%s", fold_new(h->a, method));
	as->role = ROLE_METHOD_VOTES;
	return as;
}

static const char *
nearest_is(struct arena *a, const struct term *t)
{
	return t == NULL ? "" :
	    arena_printf(a, " (the nearest is \"%s\")", t->field);
}

static bool
by_name(const struct header *h, const struct term **out, bool *guessed,
    struct err *e)
{
	enum match m = glossary_find(h->spec->terms, h->f->p, h->f->n, out);
	const char *shown = fold_show(h->a, h->f->p, h->f->n);

	*guessed = m == MATCH_GUESSED;
	if (h->f->n == 0) {
		*out = &ignored;
		return true;
	}
	if (m == MATCH_AMBIGUOUS)
		return err_at(e, h->at, "found the column %s, which could "
		    "mean several fields (\"%s\" is one), expected a clear "
		    "name; a column map can say what it means", shown,
		    (*out)->field);
	if (m == MATCH_NONE)
		return err_at(e, h->at, "found the column %s, expected a "
		    "known one%s; a column map can say what it means, or "
		    "\"ignore = HEADER\"", shown, nearest_is(h->a, *out));
	if (field_is_mapped(h->spec->map, (*out)->field))
		return err_at(e, h->at, "found the column %s, which means "
		    "\"%s\" as does another column by the map, expected one; "
		    "the map can say \"ignore = HEADER\"", shown,
		    (*out)->field);
	return true;
}

static bool
understand(const struct header *h, const struct term **out, bool *guessed,
    struct err *e)
{
	const struct column_map *m = mapped(h->spec->map, h->f);
	size_t method = m == NULL ? method_of(h) : 0;

	*guessed = false;
	if (method > 0) {
		*out = method_votes(h, method);
		return true;
	}
	if (m != NULL) {
		*out = by_map(h->spec->terms, m);
		return true;
	}
	return by_name(h, out, guessed, e);
}

/* No field may have two columns. */
static bool
is_first(const struct header *h, const struct columns *c, size_t i,
    struct err *e)
{
	const char *field = c->column[i].field, *header;

	if (field[0] == '\0')
		return true;
	for (size_t j = 0; j < i; j++) {
		if (strcmp(c->column[j].field, field) != 0)
			continue;
		header = c->column[j].header;
		return err_at(e, h->at, "found a second column for %s, %s "
		    "after %s, expected one; a column map can say \"ignore = "
		    "HEADER\"", fold_show(h->a, field, strlen(field)),
		    fold_show(h->a, h->f->p, h->f->n),
		    fold_show(h->a, header, strlen(header)));
	}
	return true;
}

static bool
has_field(const struct glossary *terms, const char *field)
{
	for (size_t i = 0; terms != NULL && i < terms->n; i++)
		if (strcmp(terms->item[i].field, field) == 0)
			return true;
	return false;
}

/* Does a line of the map speak of a header, and not of rows or cells? */
static bool
is_about_header(const struct columns_spec *spec, const struct column_map *m)
{
	return strcmp(m->field, "ignore_row") != 0 && m->header[0] != '\0' &&
	    !has_field(spec->cells, m->field);
}

static bool
field_is_known(const struct columns_spec *spec, const struct column_map *m)
{
	return strcmp(m->field, "ignore") == 0 ||
	    strcmp(m->field, "ignore_row") == 0 ||
	    has_field(spec->terms, m->field) ||
	    has_field(spec->cells, m->field);
}

/* Every field that the map names must exist, and every header be there. */
static bool
map_is_used(const struct columns_spec *spec, const struct csv_row *header,
    struct arena *a, struct err *e)
{
	for (const struct column_map *m = spec->map; m != NULL; m = m->next) {
		size_t i = 0;

		if (!field_is_known(spec, m))
			return err_at(e, (struct place){ spec->file, 0, 0 },
			    "found the field %s in the column map, expected a "
			    "field of this kind of file, \"ignore\" or "
			    "\"ignore_row\"",
			    fold_show(a, m->field, strlen(m->field)));
		if (!is_about_header(spec, m))
			continue;
		while (i < header->fields &&
		    mapped(spec->map, &header->field[i]) != m)
			i++;
		if (i == header->fields)
			return err_at(e, (struct place){ spec->file,
			    header->line, 0 }, "found no column %s, expected "
			    "it because the column map names it",
			    fold_show(a, m->header, strlen(m->header)));
	}
	return true;
}

static struct columns *
columns_new(struct arena *a, size_t n)
{
	struct columns *c = arena_zero(a, 1, sizeof *c);

	c->n = n;
	c->column = arena_zero(a, n, sizeof *c->column);
	c->role = arena_zero(a, n, sizeof *c->role);
	c->number = arena_zero(a, n, sizeof *c->number);
	for (int r = 0; r < ROLES; r++)
		c->at[r] = COLUMN_NONE;
	return c;
}

bool
columns_read(struct arena *a, const struct columns_spec *spec,
    const struct csv_row *header, struct columns **out, struct err *e)
{
	struct columns *c = columns_new(a, header->fields);

	TRY(map_is_used(spec, header, a, e));
	for (size_t i = 0; i < c->n; i++) {
		const struct csv_field *f = &header->field[i];
		struct header h = { spec, a, f, csv_place(spec->csv, i) };
		const struct term *as;

		TRY(understand(&h, &as, &c->column[i].guessed, e));
		c->column[i].header = arena_str(a, f->p, f->n);
		c->column[i].field = as->field;
		c->role[i] = as->role;
		c->number[i] = as->number;
		c->at[as->role] = i;
		TRY(is_first(&h, c, i, e));
	}
	*out = c;
	return true;
}

/* Is there a column of one of ${words}, by its name or by the map's field? */
static bool
has_any(const struct csv_row *header, const struct column_map *map,
    const char *const *words)
{
	for (size_t i = 0; i < header->fields; i++) {
		const struct column_map *m = mapped(map, &header->field[i]);

		for (const char *const *w = words; *w != NULL; w++)
			if (m != NULL ? strcmp(m->field, *w) == 0 :
			    same_folded(&header->field[i], *w))
				return true;
	}
	return false;
}

bool
columns_are_long(const struct csv_row *header, const struct column_map *map)
{
	static const char *const who[] = { "choice", "candidate", NULL };

	return has_any(header, map, who);
}
