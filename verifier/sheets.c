/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "check.h"
#include "record.h"

/* docs/schema.md: four columns before the choices of a table, five behind. */
enum { COLUMNS = 300, BEFORE = 4, BEHIND = 5 };

/* Votes of a choice in a unit, or in all (no unit), over the rows of a part. */
struct sum {
	uint64_t votes, rows;
	bool     unknown;
};

static struct sum *
sum_of(struct record *r, const struct json *s, struct text part,
    struct text unit, struct text choice)
{
	return map_add(&r->sums, ID(json_say(s, "contest"),
	    json_say(s, "count"), part, unit, choice), sizeof(struct sum));
}

static void
add(struct sum *sum, uint64_t votes, bool known)
{
	sum->rows++;
	sum->unknown |= !known ||
	    __builtin_add_overflow(sum->votes, votes, &sum->votes);
}

/* What was reported for a unit, or in all, and what finer parts add up to. */
static void
compare(struct record *r, const struct json *s, struct text unit,
    struct text choice, uint64_t votes)
{
	struct text its = json_say(s, "part");
	bool total = text_is(its, "total"), is_told;
	struct text parts = total ? TEXT("unit") : text_is(its, "unit") ?
	    TEXT("batch precinct method") : TEXT(""), part;

	unit = total ? TEXT("") : unit;
	is_told = map_find(&r->things, ID(TEXT("told"), json_say(s, "contest"),
	    unit)) != NULL;
	while (text_next(&parts, ' ', &part)) {
		const struct sum *sum = sum_of(r, s, part, unit, choice);

		if (sum->rows > 0 && !sum->unknown)
			CHECK(CHECK_SUMS, sum->votes == votes || is_told,
			    "objects/%.*s: unit `%.*s`, %.*s: found %" PRIu64
			    ", but its %.*s rows add up to %" PRIu64,
			    SHOW(json_say(s, "table")), SHOW(unit),
			    SHOW(choice), votes, SHOW(part), sum->votes);
	}
}

/* Walk over a table; NULL, or what is wrong with it. */
static const char *
walk(struct record *r, const struct json *s, bool comparing)
{
	struct text head[COLUMNS], field[COLUMNS], rest = buf_text(&r->object);
	struct text its = json_say(s, "part");
	size_t n = csv_row(&rest, head, COLUMNS);
	int64_t rows = 0;
	uint64_t votes;

	if (n <= BEFORE + BEHIND)
		return "no choices";
	for (; rest.n > 0; rows++) {
		if (csv_row(&rest, field, COLUMNS) != n)
			return "a row of another length than the heading";
		for (size_t i = BEFORE; i < n; i++) {
			bool known = whole_read(field[i], &votes);

			if (field[i].n > 0 && !known)
				return "a row that has no whole numbers";
			if (i < n - BEHIND && !comparing) {
				add(sum_of(r, s, its, field[0], head[i]), votes,
				    known);
				add(sum_of(r, s, its, TEXT(""), head[i]), votes,
				    known);
			} else if (i < n - BEHIND && known) {
				compare(r, s, field[0], head[i], votes);
			}
		}
	}
	return rows == json_number(s, "rows", -1) ? NULL :
	    "another number of rows";
}

/*
 * First the sums of all tables, then the comparison of each with its parts.
 * Who quotes another's count has no parts; a table kept back is not seen.
 */
void
sheets_check(struct record *r)
{
	for (int turn = 0; turn < 2; turn++) {
		for (struct thing *t = r->sources; t != NULL; t = t->next) {
			struct text hex = json_say(t->says, "table");
			const char *why;

			if (text_is(json_say(t->says, "part"), "turnout") ||
			    json_true(json_get(t->says, "quotes")) ||
			    !bundle_object(r->bundle, hex, &r->object))
				continue;
			why = walk(r, t->says, turn == 1);
			if (turn == 0)
				CHECK(CHECK_TABLES, why == NULL, "objects/%.*s:"
				    " %s", SHOW(hex), why);
		}
	}
}
