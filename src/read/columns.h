/* SPDX-License-Identifier: Apache-2.0 */
/*
 * columns: what the headers of a file mean.  A header is understood by the
 * user's column map, by its name (folded, read/fold.h), or, with a letter or
 * two wrong, by the one name that it can only be; the last is recorded as
 * guessed and never happens in silence.
 */
#ifndef READ_COLUMNS_H
#define READ_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/election.h"
#include "read/import.h"

struct arena;
struct csv;
struct csv_row;
struct err;

/* What a column is for. */
enum role {
	ROLE_IGNORED,
	ROLE_UNIT, ROLE_LABEL, ROLE_METHOD,
	ROLE_OFFICE, ROLE_DISTRICT, ROLE_PARTY,
	ROLE_CHOICE,		/* long: whose votes the row gives */
	ROLE_VOTES,		/* long: how many */
	ROLE_METHOD_VOTES,	/* long: how many by the method that the header names */
	ROLE_NUMBER,		/* wide: one of the numbers of a row */
	ROLES
};

/* One name by which a thing may be called. */
struct term {
	const char *folded;
	const char *field;	/* what it means: a choice id or a field name */
	enum role   role;
	uint16_t    number;	/* ROLE_NUMBER: which */
};

struct glossary {
	struct term *item;
	size_t       n, cap;
};

/* How sure a match is. */
enum match { MATCH_NONE, MATCH_EXACT, MATCH_GUESSED, MATCH_AMBIGUOUS };

/* glossary_add(a, terms, text, as): ${text} may be used for what ${as} means. */
void glossary_add(struct arena *a, struct glossary *terms, const char *text,
    struct term as);

/* glossary_add_numbers(a, terms, el, contest, part): Choices and extras, or turnout, with their usual synonyms. */
void glossary_add_numbers(struct arena *a, struct glossary *terms,
    const struct election *el, struct contest_ix contest, enum partition part);

/* glossary_exact(terms, p, n, out): The same as glossary_find, without guessing. */
enum match glossary_exact(const struct glossary *terms, const char *p, size_t n,
    const struct term **out);

/* glossary_find(terms, p, n, out): What ${n} bytes at ${p} mean; *${out} is the nearest name, or NULL, if there is no match. */
enum match glossary_find(const struct glossary *terms, const char *p, size_t n,
    const struct term **out);

/* Where a role has no column. */
#define COLUMN_NONE SIZE_MAX

struct columns {
	struct column *column;		/* as they will be reported */
	enum role     *role;
	uint16_t      *number;		/* ROLE_NUMBER */
	size_t         n;
	size_t         at[ROLES];	/* the column of a role that has only one */
};

/* What columns_read needs to know. */
struct columns_spec {
	const struct glossary      *terms;
	const struct glossary      *cells;	/* names that the map may use for cells instead, or NULL */
	const struct column_map *map;
	bool                     by_method;	/* "..._votes" are the votes of a method */
	const char              *file;
	const struct csv        *csv;	/* whose last row is the header */
};

/* columns_read(a, spec, header, out, e): Understand each field of ${header}. */
bool columns_read(struct arena *a, const struct columns_spec *spec,
    const struct csv_row *header, struct columns **out, struct err *e);

/* columns_are_long(header, map): Does the file give each choice a row of its own? */
bool columns_are_long(const struct csv_row *header,
    const struct column_map *map);

#endif
