/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "check.h"
#include "record.h"

enum { COLUMNS = 300, BEFORE = 4, BEHIND = 5 };

/* A source as its import tells it (docs/schema.md), and its own table. */
struct sheet {
	struct text id, contest, count, part, table;
	int64_t     rows;
	bool        left_out;
};

/* Votes of a choice in a unit, or in all (no unit), over the rows of a part. */
struct sum {
	int64_t votes;
	bool    unknown;
};

void
sheets_open(struct record *r)
{
	r->sheets.size = sizeof(struct sheet);
	r->sums.size = sizeof(struct sum);
}

/* The last import of an id counts; who quotes another's count has no parts. */
void
sheet_keep(struct record *r, const struct entry *e)
{
	struct text id = lasting_text(json_say(e->payload, "id"));
	struct sheet *s = map_add(&r->sheets, id_of("source", id));

	*s = (struct sheet){ id, lasting_text(json_say(e->payload, "contest")),
		lasting_text(json_say(e->payload, "count")),
		lasting_text(json_say(e->payload, "part")),
		lasting_text(json_say(e->payload, "table")),
		json_number(e->payload, "rows", -1), json_true(e->payload, "quotes") ||
		text_is(json_say(e->payload, "part"), "turnout") };
}

/* One row of CSV; a field in quotes keeps its quotes: it is no number. */
static size_t
next_row(struct text *rest, struct text *field)
{
	size_t n = 0;
	char last = ',';

	while (rest->n > 0 && n < COLUMNS && last == ',') {
		bool quoted = false;
		size_t i = 0;

		for (; i < rest->n && (quoted || (rest->p[i] != ',' && rest->p[i] != '\n')); i++)
			quoted ^= rest->p[i] == '"';
		field[n++] = (struct text){ rest->p, i };
		last = i < rest->n ? rest->p[i++] : '\n';
		rest->p += i;
		rest->n -= i;
	}
	return n;
}

static bool
is_heading(const struct text *field, size_t n)
{
	bool ok = n > BEFORE + BEHIND;

	for (int i = 0; ok && i < BEFORE; i++)
		ok = text_word(field[i], TEXT("unit label method line")) == i;
	for (int i = 0; ok && i < BEHIND; i++)
		ok = text_word(field[n - BEHIND + (size_t)i], TEXT("ballots undervotes overvotes "
		    "write_ins write_ins_invalid")) == i;
	return ok;
}

static struct id
sum_id(const struct sheet *s, struct text part, struct text unit, struct text choice)
{
	struct hash h = hash_parts(9, (struct text[]){ s->contest, TEXT("\n"), s->count,
	    TEXT("\n"), part, TEXT("\n"), unit, TEXT("\n"), choice });

	return id_of("sum", (struct text){ (const char *)h.b, sizeof h.b });
}

static void
add(struct record *r, const struct sheet *s, struct text unit, struct text choice,
    struct text cell)
{
	struct sum *sum = map_add(&r->sums, sum_id(s, s->part, unit, choice));
	uint64_t votes;

	if (!whole_read(cell, &votes) ||
	    __builtin_add_overflow(sum->votes, (int64_t)votes, &sum->votes))
		sum->unknown = true;
}

/* What was reported for a unit, or in all, and what ${part} adds up to. */
static void
compare(struct record *r, const struct sheet *s, struct text part, struct text unit,
    struct text choice, struct text cell)
{
	const struct sum *sum = map_find(&r->sums, sum_id(s, part, unit, choice));
	uint64_t votes;

	if (sum == NULL || sum->unknown || !whole_read(cell, &votes))
		return;
	(void)CHECK(CHECK_SUMS, sum->votes == (int64_t)votes ||
	    map_find(&r->told, id_of_two("told", s->contest, unit)) != NULL, "objects/%.*s: %.*s, "
	    "unit `%.*s`, %.*s: found %" PRIu64 ", but its %.*s rows add up to %" PRId64,
	    SHOW(s->table), SHOW(s->contest), SHOW(unit), SHOW(choice), votes, SHOW(part),
	    sum->votes);
}

static void
take_cell(struct record *r, const struct sheet *s, bool comparing, const struct text at[3])
{
	struct text parts = TEXT("batch precinct method"), part;

	if (!comparing) {
		add(r, s, at[0], at[1], at[2]);
		add(r, s, TEXT(""), at[1], at[2]);
	} else if (text_is(s->part, "total")) {
		compare(r, s, TEXT("unit"), TEXT(""), at[1], at[2]);
	} else if (text_is(s->part, "unit")) {
		while (text_next(&parts, ' ', &part))
			compare(r, s, part, at[0], at[1], at[2]);
	}
}

/* Walk over a table; NULL, or what is wrong with it. */
static const char *
walk(struct record *r, const struct sheet *s, bool comparing)
{
	struct text head[COLUMNS], field[COLUMNS], rest = buf_text(&r->object);
	size_t n = next_row(&rest, head);
	int64_t rows = 0;
	uint64_t votes;

	if (!is_heading(head, n))
		return "not the heading of a table";
	for (; rest.n > 0; rows++) {
		if (next_row(&rest, field) != n)
			return "a row that is longer or shorter than the heading";
		for (size_t i = BEFORE; i < n; i++) {
			if (field[i].n > 0 && !whole_read(field[i], &votes))
				return "a row that has no whole numbers";
			if (i < n - BEHIND)
				take_cell(r, s, comparing,
				    (struct text[]){ field[0], head[i], field[i] });
		}
	}
	return rows == s->rows ? NULL : "another number of rows";
}

/* First the sums of all tables, then the comparison of each with its parts. */
void
sheets_check(struct record *r)
{
	struct sheet *s;

	for (int turn = 0; turn < 2; turn++) {
		for (size_t at = 0; (s = map_next(&r->sheets, &at)) != NULL; ) {
			const char *why;

			if (s->left_out || !bundle_object(r->bundle, s->table, &r->object))
				continue;
			why = walk(r, s, turn == 1);
			s->left_out = why != NULL;
			if (turn == 0)
				(void)CHECK(CHECK_TABLES, why == NULL, "objects/%.*s: source "
				    "%.*s: %s", SHOW(s->table), SHOW(s->id), why);
		}
	}
}
