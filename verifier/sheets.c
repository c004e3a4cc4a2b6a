/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "record.h"

enum { COLUMNS = 300, BEFORE = 4, BEHIND = 5 };

static const char FIRST[] = "unit label method line";
static const char LAST[] = "ballots undervotes overvotes write_ins "
    "write_ins_invalid";

/* A source as its import tells it (docs/schema.md), and its own table. */
struct sheet {
	struct text id, of;	/* of: contest and count */
	struct text part, table;
	int64_t     rows;
	bool        quotes, broken;
};

/* Sum of a choice in a unit, or in all (no unit), over the rows of a part. */
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

void
sheet_keep(struct record *r, const struct entry *e)
{
	const struct json *quotes = json_get(e->doc, e->payload, "quotes");
	struct text contest = payload_say(e, "contest");
	struct text count = payload_say(e, "count");
	struct sheet *s = map_add(&r->sheets, id_of("source",
	    payload_say(e, "id"), TEXT("")));
	struct buf of = { 0 };

	buf_put(&of, contest);
	buf_put(&of, TEXT("\n"));
	buf_put(&of, count);
	*s = (struct sheet){ lasting_text(payload_say(e, "id")),
		lasting_text((struct text){ of.p, of.n }),
		lasting_text(payload_say(e, "part")),
		lasting_text(payload_say(e, "table")),
		json_number(e->doc, e->payload, "rows", -1),
		quotes != NULL && quotes->type == JSON_TRUE, false };
	buf_free(&of);
}

/* One row of CSV; a field in quotes keeps its doubled quotes: it is no number. */
static size_t
next_row(struct text *rest, struct text *field)
{
	size_t n = 0;

	while (rest->n > 0 && n < COLUMNS) {
		const char *p = rest->p, *end = p + rest->n;
		bool quoted = false;

		for (; p < end && (quoted || (*p != ',' && *p != '\n')); p++)
			quoted ^= *p == '"';
		field[n++] = (struct text){ rest->p, (size_t)(p - rest->p) };
		rest->n -= (size_t)(p - rest->p);
		rest->p = p;
		if (rest->n == 0)
			break;
		rest->p++;
		rest->n--;
		if (*p == '\n')
			break;
	}
	return n;
}

static struct id
sum_id(const struct sheet *s, const char *part, struct text unit,
    struct text choice)
{
	struct hash h = hash_parts(7, (struct text[]){ s->of, TEXT("\n"),
	    text_of(part), TEXT("\n"), unit, TEXT("\n"), choice });

	return id_of("sum", (struct text){ (const char *)h.b, sizeof h.b },
	    TEXT(""));
}

static void
add(struct record *r, const struct sheet *s, const char *part,
    struct text unit, struct text choice, struct text cell)
{
	struct sum *sum = map_add(&r->sums, sum_id(s, part, unit, choice));
	uint64_t votes;

	if (!whole_read(cell, &votes) || __builtin_add_overflow(sum->votes,
	    (int64_t)votes, &sum->votes))
		sum->unknown = true;
}

/* What was reported for a unit, or in all, and what its parts add up to. */
static void
compare(struct record *r, const struct sheet *s, const char *part,
    struct text unit, struct text choice, struct text cell)
{
	const struct sum *sum = map_find(&r->sums, sum_id(s, part, unit,
	    choice));
	struct text of = s->of, contest = of;
	uint64_t votes;

	(void)text_cut(&of, '\n', &contest);
	if (sum == NULL || sum->unknown || !whole_read(cell, &votes))
		return;
	if (!check_that(CHECK_SUMS, sum->votes == (int64_t)votes ||
	    map_find(&r->told, id_of("told", contest, unit)) != NULL))
		check_fail(CHECK_SUMS, "objects/%.*s: %.*s, unit `%.*s`, %.*s: "
		    "found %" PRIu64 ", but its %s rows add up to %" PRId64,
		    SHOW(s->table), SHOW(contest), SHOW(unit), SHOW(choice),
		    votes, part, sum->votes);
}

static bool
heading_is_ours(const struct text *field, size_t n)
{
	if (n < BEFORE + 1 + BEHIND)
		return false;
	for (size_t i = 0; i < BEFORE; i++) {
		if (text_word(field[i], FIRST) != (int)i)
			return false;
	}
	for (size_t i = 0; i < BEHIND; i++) {
		if (text_word(field[n - BEHIND + i], LAST) != (int)i)
			return false;
	}
	return true;
}

static bool
cells_are_whole(const struct text *field, size_t n)
{
	uint64_t votes;

	for (size_t i = BEFORE; i < n; i++) {
		if (field[i].n > 0 && !whole_read(field[i], &votes))
			return false;
	}
	return true;
}

/* Walk over a table: its sums, or what they are compared with. */
static const char *
walk(struct record *r, struct sheet *s, bool comparing)
{
	static const char *const parts[] = { "batch", "precinct", "method" };
	struct text head[COLUMNS], field[COLUMNS];
	struct text rest = { r->object.p, r->object.n };
	size_t n = next_row(&rest, head), rows = 0;
	char part[16];
	bool is_unit = text_is(s->part, "unit");

	(void)snprintf(part, sizeof part, "%.*s", SHOW(s->part));
	if (!heading_is_ours(head, n))
		return "not the heading of a table";
	for (; rest.n > 0; rows++) {
		if (next_row(&rest, field) != n || !cells_are_whole(field, n))
			return "a row that has no whole numbers";
		for (size_t i = BEFORE; i < n - BEHIND; i++) {
			for (int p = 0; comparing && is_unit && p < 3; p++)
				compare(r, s, parts[p], field[0], head[i],
				    field[i]);
			if (comparing && text_is(s->part, "total"))
				compare(r, s, "unit", TEXT(""), head[i],
				    field[i]);
			if (comparing)
				continue;
			add(r, s, part, field[0], head[i], field[i]);
			add(r, s, part, TEXT(""), head[i], field[i]);
		}
	}
	return s->rows == (int64_t)rows ? NULL : "another number of rows";
}

void
sheets_check(struct record *r)
{
	struct sheet *s;
	struct hash h;

	for (int turn = 0; turn < 2; turn++) {
		for (size_t at = 0; (s = map_next(&r->sheets, &at)) != NULL; ) {
			const char *why;

			if (s->quotes || s->broken ||
			    text_is(s->part, "turnout") ||
			    !hash_read(s->table, &h) ||
			    !bundle_object(r->bundle, &h, &r->object))
				continue;
			why = walk(r, s, turn == 1);
			s->broken = why != NULL;
			if (turn == 0 && !check_that(CHECK_TABLES, !s->broken))
				check_fail(CHECK_TABLES, "objects/%.*s: source "
				    "%.*s: %s", SHOW(s->table), SHOW(s->id),
				    why);
		}
	}
}
