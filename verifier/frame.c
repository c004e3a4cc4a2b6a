/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "audit.h"
#include "check.h"

enum { COLUMNS = 200 };

static const struct commit *
commit_of(const struct audit *a, struct text unit)
{
	const struct commit *c = a->commits;

	while (c != NULL && !text_same(c->unit, unit))
		c = c->next;
	return c;
}

/* What a unit committed to last, as the frame has it. */
static void
put_commit(struct buf *b, const struct commit *c, struct text unit)
{
	static const char *const start[][2] = { { "cards", "\"cards\":" },
		{ "sha256", "\"sha256\":" }, { "totals", "\"totals\":" } };

	buf_put(b, b->n > 1 ? TEXT(",{") : TEXT("{"));
	for (size_t i = 0; i < 3; i++) {
		const struct json *v = json_find(c->says, text_of(start[i][0]));
		struct text quote = v != NULL && v->type == JSON_TEXT ?
		    TEXT("\"") : TEXT("");

		for (size_t k = 0; v != NULL && k < 5; k++)
			buf_put(b, (struct text[]){ text_of(start[i][1]), quote,
			    v->text, quote, TEXT(",") }[k]);
	}
	buf_put(b, TEXT("\"unit\":\""));
	buf_put(b, unit);
	buf_put(b, TEXT("\"}"));
}

/* Manifests and totals begin with the tabulator and the batch. */
enum { TABULATOR, BATCH, BALLOTS };

static size_t
read_head(struct text *rest, struct text head[COLUMNS])
{
	size_t n = csv_row(rest, head, COLUMNS);

	return n > BALLOTS && text_is(head[TABULATOR], "tabulator") &&
	    text_is(head[BATCH], "batch") ? n : 0;
}

/* A batch more; false: there is one of that name, or it has no number. */
static bool
add_batch(struct audit *a, struct text unit, struct text name,
    const struct text *field)
{
	struct batch b = { unit, name, field[TABULATOR], field[BATCH], 0,
		a->ballots };
	size_t *place = map_add(&a->names, ID(unit, b.tabulator, b.batch),
	    sizeof *place);

	if (*place > 0 || !whole_read(field[BALLOTS], &b.ballots))
		return false;
	a->ballots += b.ballots;
	a->has_tabulators |= b.tabulator.n > 0;
	a->batch = more(a->batch, a->batches + 1, sizeof *a->batch);
	a->batch[a->batches++] = b;
	*place = a->batches;
	return true;
}

/* Votes of each choice in each batch; their columns are headed by their ids. */
static bool
read_totals(struct record *r, struct audit *a, const struct commit *c,
    const struct tally *t)
{
	struct text head[COLUMNS], field[COLUMNS], rest;
	struct text hex = json_text(json_find(json_get(c->says, "totals"),
	    t->id));
	size_t n;

	if (hex.n == 0)
		return true;
	if (!bundle_object(r->bundle, hex, &r->object))
		return false;
	rest = lasting_text(buf_text(&r->object));
	n = read_head(&rest, head);
	if (n == 0)
		return false;
	while (rest.n > 0) {
		size_t first = csv_column(head, n, t->choice[0]);
		int64_t *votes;

		if (csv_row(&rest, field, COLUMNS) != n || first == SIZE_MAX)
			return false;
		if (field[first].n == 0)	/* the contest is not in it */
			continue;
		votes = map_add(&a->totals, ID(t->id, c->unit,
		    field[TABULATOR], field[BATCH]),
		    t->choices * sizeof *votes);
		for (size_t i = 0; i < t->choices; i++) {
			size_t at = csv_column(head, n, t->choice[i]);
			uint64_t x;

			if (at == SIZE_MAX || !whole_read(field[at], &x))
				return false;
			votes[i] = (int64_t)x;
		}
	}
	return true;
}

/* NULL, or what is wrong with the manifest of a unit. */
static const char *
read_manifest(struct record *r, struct audit *a, const struct commit *c,
    struct text name)
{
	struct text head[COLUMNS], field[COLUMNS], rest;
	size_t n, batches = a->batches;
	uint64_t ballots = a->ballots;

	if (json_get(c->says, "batches") == NULL) {
		a->is_whole = false;
		return NULL;
	}
	if (!bundle_object(r->bundle, json_say(c->says, "sha256"), &r->object))
		return "is not there";
	rest = lasting_text(buf_text(&r->object));
	n = read_head(&rest, head);
	if (n == 0)
		return "has no tabulators and batches";
	while (rest.n > 0) {
		if (csv_row(&rest, field, COLUMNS) != n ||
		    !add_batch(a, c->unit, name, field))
			return "has a row that is none, or a batch twice";
	}
	if ((int64_t)(a->batches - batches) != json_number(c->says, "batches",
	    -1) || (int64_t)(a->ballots - ballots) != json_number(c->says,
	    "ballots", -1))
		return "has other numbers of batches or ballots than were said";
	for (size_t i = 0; i < a->tallies; i++) {
		if (!read_totals(r, a, c, &a->tally[i]))
			return "has totals that cannot be read";
	}
	return NULL;
}

/* Units in the order of the definition, what each committed to last. */
void
frame_close(struct record *r, struct audit *a, struct text said)
{
	static struct buf b;
	size_t found = 0, there = 0;
	struct hash h;

	b.n = 0;
	buf_put(&b, TEXT("["));
	a->is_closed = a->is_whole = true;
	json_each(v, json_get(r->definition.item, "units")) {
		struct text unit = json_say(v, "id");
		const struct commit *c = commit_of(a, unit);
		const char *why;

		if (c == NULL)
			continue;
		found++;
		put_commit(&b, c, unit);
		why = read_manifest(r, a, c, json_say(v, "name"));
		CHECK(CHECK_PLANS, why == NULL, "the manifest of %.*s %s",
		    SHOW(unit), why);
	}
	buf_put(&b, TEXT("]"));
	for (const struct commit *c = a->commits; c != NULL; c = c->next)
		there++;
	h = hash_of(buf_text(&b));
	CHECK(CHECK_FRAMES, found == there, "found %zu manifests of units "
	    "that the definition does not have", there - found);
	check_same(CHECK_FRAMES, "frame", text_of(hash_hex(&h)), said);
}
