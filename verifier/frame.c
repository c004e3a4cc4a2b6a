/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "audit.h"
#include "check.h"

enum { COLUMNS = 1000, TABULATOR = 0, BATCH, THIRD };

/* A table that a unit committed to: its rows begin with tabulator and batch. */
static struct {
	struct text rest, head[COLUMNS], field[COLUMNS];
	size_t      n;		/* columns; 0: a row was none */
} x;

static bool
open_table(struct record *r, struct text hex)
{
	x.n = 0;
	if (!bundle_object(r->bundle, hex, &r->object))
		return false;
	x.rest = buf_text(&r->object);
	x.n = csv_row(&x.rest, x.head, COLUMNS);
	return x.n > THIRD && text_is(x.head[TABULATOR], "tabulator") &&
	    text_is(x.head[BATCH], "batch");
}

static bool
next_row(void)
{
	bool is_there = x.rest.n > 0;

	if (is_there && csv_row(&x.rest, x.field, COLUMNS) != x.n)
		x.n = 0;
	return is_there && x.n > 0;
}

/* Each choice has a column, headed by its id; of cards by CONTEST/CHOICE. */
static bool
find_columns(struct tally *t, bool of_cards)
{
	static struct buf b;

	for (size_t i = 0; i < t->choices; i++) {
		t->column[i] = csv_column(x.head, x.n, of_cards ? buf_join(&b,
		    3, (struct text[]){ t->id, TEXT("/"), t->choice[i] }) :
		    t->choice[i]);
		if (t->column[i] == SIZE_MAX)
			return false;
	}
	return true;
}

/* False: a cell has no number.  An empty one has no votes. */
static bool
read_votes(const struct tally *t, int64_t *votes)
{
	for (size_t i = 0; i < t->choices; i++) {
		struct text cell = x.field[t->column[i]];
		uint64_t n = 0;

		if (cell.n > 0 && !whole_read(cell, &n))
			return false;
		votes[i] = (int64_t)n;
	}
	return true;
}

static void
add_votes(const struct tally *t, int64_t *sum, const int64_t *votes)
{
	for (size_t i = 0; i < t->choices; i++)
		sum[i] += votes[i];
}

/* Of each batch that has the contest, what was reported. */
static bool
read_totals(struct record *r, struct audit *a, struct text unit,
    const struct json *says, struct tally *t)
{
	struct text hex = json_text(json_find(json_get(says, "totals"), t->id));
	int64_t *votes;

	if (hex.n == 0)
		return true;
	if (!open_table(r, hex) || !find_columns(t, false))
		return false;
	while (next_row()) {
		if (x.field[t->column[0]].n == 0)
			continue;
		votes = map_add(&a->totals, ID(t->id, unit, x.field[TABULATOR],
		    x.field[BATCH]), t->choices * sizeof *votes);
		if (!read_votes(t, votes))
			return false;
		add_votes(t, t->batched, votes);
	}
	return x.n > 0;
}

/* A card of the frame, once: into all sums, and to its item, if drawn. */
static bool
take_card(struct audit *a, struct text unit)
{
	const size_t *place = map_find(&a->names, ID(unit, x.field[TABULATOR],
	    x.field[BATCH]));
	struct item *item = map_find(&a->items, ID(unit, x.field[TABULATOR],
	    x.field[BATCH], x.field[THIRD]));
	const struct batch *b = place != NULL ? &a->batch[*place - 1] : NULL;
	int64_t votes[CONTESTS_MOST];
	uint64_t at;

	if (b == NULL || !whole_read(x.field[THIRD], &at) || at == 0 ||
	    at > b->ballots)
		return false;
	at += b->before - 1;
	if (a->has_card[at / 8] >> at % 8 & 1)
		return false;
	a->has_card[at / 8] |= (uint8_t)(1U << at % 8);
	if (item != NULL)
		item->card = lasting(a->tallies * sizeof votes);
	for (size_t i = 0; i < a->tallies; i++) {
		if (!read_votes(&a->tally[i], votes))
			return false;
		tally_limit(&a->tally[i], votes);
		add_votes(&a->tally[i], a->tally[i].carded, votes);
		if (item != NULL)
			memcpy(item->card + i * CONTESTS_MOST, votes,
			    a->tally[i].choices * sizeof *votes);
	}
	return true;
}

bool
frame_cards(struct record *r, struct audit *a)
{
	a->has_card = lasting(a->ballots / 8 + 1);
	for (size_t i = 0; i < a->tallies; i++)
		memset(a->tally[i].carded, 0, sizeof a->tally[i].carded);
	json_each(v, json_get(r->definition.item, "units")) {
		struct text unit = json_say(v, "id");
		const struct json **says = map_find(&a->commits, ID(unit));

		if (says == NULL || json_get(*says, "cards") == NULL)
			continue;
		if (!open_table(r, json_say(*says, "cards")))
			return false;
		for (size_t i = 0; i < a->tallies; i++) {
			if (!find_columns(&a->tally[i], true))
				return false;
		}
		while (next_row()) {
			if (!take_card(a, unit))
				return false;
		}
		if (x.n == 0)
			return false;
	}
	return true;
}

/* A batch more; false: there is one of that name, or it has no number. */
static bool
add_batch(struct audit *a, struct text unit, struct text name)
{
	struct batch b = { unit, name, lasting_text(x.field[TABULATOR]),
		lasting_text(x.field[BATCH]), 0, a->ballots };
	size_t *place = map_add(&a->names, ID(unit, b.tabulator, b.batch),
	    sizeof *place);

	if (*place > 0 || !whole_read(x.field[THIRD], &b.ballots))
		return false;
	a->ballots += b.ballots;
	a->has_tabulators |= b.tabulator.n > 0;
	a->batch = more(a->batch, a->batches + 1, sizeof *a->batch);
	a->batch[a->batches++] = b;
	*place = a->batches;
	return true;
}

/* NULL, or what is wrong with the manifest of a unit. */
static const char *
read_manifest(struct record *r, struct audit *a, struct text unit,
    const struct json *says, struct text name)
{
	size_t batches = a->batches;
	uint64_t ballots = a->ballots;

	if (json_get(says, "batches") == NULL) {
		a->is_whole = false;
		return NULL;
	}
	if (!open_table(r, json_say(says, "sha256")))
		return "is not there, or has no tabulators and batches";
	while (next_row()) {
		if (!add_batch(a, unit, name))
			return "has a batch twice, or one without ballots";
	}
	if (x.n == 0 || json_number(says, "batches", -1) !=
	    (int64_t)(a->batches - batches) || json_number(says, "ballots",
	    -1) != (int64_t)(a->ballots - ballots))
		return "has other numbers of batches or ballots than were said";
	for (size_t i = 0; i < a->tallies; i++) {
		if (!read_totals(r, a, unit, says, &a->tally[i]))
			return "has totals that cannot be read";
	}
	return NULL;
}

/* What a unit committed to last, as the frame has it. */
static void
put_commit(struct buf *b, const struct json *says, struct text unit)
{
	static const char *const start[][2] = { { "cards", "\"cards\":" },
		{ "sha256", "\"sha256\":" }, { "totals", "\"totals\":" } };

	buf_put(b, b->n > 1 ? TEXT(",{") : TEXT("{"));
	for (size_t i = 0; i < 3; i++) {
		const struct json *v = json_find(says, text_of(start[i][0]));
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

/* Units in the order of the definition, what each committed to last. */
void
frame_close(struct record *r, struct audit *a, struct text said)
{
	static struct buf b;
	size_t found = 0;
	struct hash h;

	b.n = 0;
	buf_put(&b, TEXT("["));
	a->is_closed = a->is_whole = true;
	json_each(v, json_get(r->definition.item, "units")) {
		struct text unit = json_say(v, "id");
		const struct json **says = map_find(&a->commits, ID(unit));
		const char *why;

		if (says == NULL)
			continue;
		found++;
		put_commit(&b, *says, unit);
		why = read_manifest(r, a, unit, *says, json_say(v, "name"));
		CHECK(CHECK_PLANS, why == NULL, "the manifest of %.*s %s",
		    SHOW(unit), why);
	}
	buf_put(&b, TEXT("]"));
	h = hash_of(buf_text(&b));
	CHECK(CHECK_PLANS, frame_cards(r, a), "found cast vote records that "
	    "are none, or are of no ballot, or of one twice");
	CHECK(CHECK_FRAMES, found == a->committed, "found %zu manifests of "
	    "units that the definition does not have", a->committed - found);
	check_same(CHECK_FRAMES, "frame", text_of(hash_hex(&h)), said);
}
