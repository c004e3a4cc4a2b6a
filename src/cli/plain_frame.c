/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "base/num.h"
#include "read/headed.h"

#include "cli/plain_frame.h"

#define MOST_BYTES ((size_t)256 << 20)

enum { UNIT, TABULATOR, BATCH, BALLOTS, DRAW, TICKET, COLUMNS };

static const struct headed_column columns[COLUMNS] = {
	[UNIT] = { "unit", "county jurisdiction", true },
	[TABULATOR] = { "tabulator", NULL, false },
	[BATCH] = { "batch", "batchname", true },
	[BALLOTS] = { "ballots", "numberofballots", false },
	[DRAW] = { "draw", NULL, false },
	[TICKET] = { "ticket", "ticketnumber", false },
};

/* Where each choice has its column. */
struct plain {
	struct call   *c;
	struct headed  h;
	size_t        *field;	/* of each choice */
	size_t         choices;
	const char   **name;
};

static bool
begin(struct plain *p, const char *path)
{
	struct call *c = p->c;
	struct bytes text;

	TRY(file_read(c->a, path, MOST_BYTES, &text, &c->e));
	TRY(headed_open(c->a, text, path, columns, COLUMNS, &p->h, &c->e));
	p->field = arena_zero(c->a, p->h.fields + 1, sizeof *p->field);
	p->name = arena_zero(c->a, p->h.fields + 1, sizeof *p->name);
	for (size_t i = 0; i < p->h.fields; i++)
		if (!headed_is_asked(&p->h, i)) {
			p->name[p->choices] = p->h.header[i];
			p->field[p->choices++] = i;
		}
	return p->choices > 0 || err_at(&c->e, headed_place(&p->h, UNIT),
	    "found no column for a choice, expected one for each");
}

static void
grow(struct plain *p, struct plain_frame *f)
{
	size_t cap = f->cap == 0 ? 1024 : 2 * f->cap;
	struct case_batch *batch;
	int64_t *votes;

	if (f->batches < f->cap)
		return;
	batch = arena_zero(p->c->a, cap, sizeof *batch);
	votes = arena_zero(p->c->a, cap * p->choices, sizeof *votes);
	if (f->batches > 0) {
		memcpy(batch, f->batch, f->batches * sizeof *batch);
		memcpy(votes, f->votes, f->batches * p->choices *
		    sizeof *votes);
	}
	f->batch = batch;
	f->votes = votes;
	f->cap = cap;
}

static bool
take_batch(struct plain *p, struct plain_frame *f)
{
	struct call *c = p->c;
	struct case_batch *b;

	grow(p, f);
	b = &f->batch[f->batches];
	*b = (struct case_batch){ .unit = headed_text(&p->h, c->a, UNIT),
		.name = headed_text(&p->h, c->a, BATCH),
		.tabulator = headed_text(&p->h, c->a, TABULATOR),
		.container = "", .first = f->ballots };
	b->unit_name = b->unit;
	f->has_tabulators |= *b->tabulator != '\0';
	if (*b->tabulator == '\0')
		b->tabulator = NULL;
	TRY(headed_number(&p->h, BALLOTS, &b->ballots, &c->e));
	for (size_t k = 0; k < p->choices; k++)
		TRY(headed_field(&p->h, p->field[k],
		    &f->votes[f->batches * p->choices + k], &c->e));
	f->batches++;
	return num_add(&f->ballots, f->ballots, b->ballots) ||
	    err_at(&c->e, headed_place(&p->h, BALLOTS), "too many ballots");
}

bool
plain_frame_read(struct call *c, const char *path, struct plain_frame *out)
{
	struct plain p = { .c = c };
	enum next got;

	*out = (struct plain_frame){ 0 };
	TRY(begin(&p, path));
	if (p.h.at[BALLOTS] == HEADED_NONE)
		return err_at(&c->e, headed_place(&p.h, UNIT), "found no "
		    "column \"ballots\", expected the ballots of each batch");
	out->choice = p.name;
	out->choices = p.choices;
	while ((got = headed_next(&p.h, &c->e)) == NEXT_ITEM)
		TRY(take_batch(&p, out));
	return got == NEXT_END;
}

/* The batch of the row at hand. */
static bool
find_batch(struct plain *p, const struct plain_frame *f, size_t *out)
{
	struct call *c = p->c;
	const char *unit = headed_text(&p->h, c->a, UNIT);
	const char *name = headed_text(&p->h, c->a, BATCH);
	const char *tabulator = headed_text(&p->h, c->a, TABULATOR);

	for (*out = 0; *out < f->batches; ++*out) {
		const struct case_batch *b = &f->batch[*out];

		if (strcmp(b->name, name) == 0 && strcmp(b->unit, unit) == 0 &&
		    strcmp(b->tabulator == NULL ? "" : b->tabulator,
		    tabulator) == 0)
			return true;
	}
	return err_at(&c->e, headed_place(&p->h, BATCH), "batch %s of %s is not "
	    "in the frame", name, unit);
}

static bool
change_of(struct plain *p, size_t field, int64_t *out)
{
	const struct csv_field *x = &p->h.row.field[field];
	size_t minus = x->n > 0 && x->p[0] == '-';

	*out = 0;
	if (x->n > 0 && num_parse(x->p + minus, x->n - minus, out) != NUM_OK)
		return err_at(&p->c->e, headed_place(&p->h, BATCH), "%s: found "
		    "\"%.*s\", expected a whole number, -3 where hands counted "
		    "three fewer", p->h.header[field], (int)x->n, x->p);
	*out = minus ? -*out : *out;
	return true;
}

/* The column of each choice of the frame in the file of changes. */
static bool
match_choices(struct plain *p, const struct plain_frame *f, size_t *field)
{
	for (size_t k = 0; k < f->choices; k++) {
		size_t i = 0;

		while (i < p->choices && strcmp(p->name[i], f->choice[k]) != 0)
			i++;
		if (i == p->choices)
			return err_at(&p->c->e, headed_place(&p->h, UNIT),
			    "found no column \"%s\", expected one for each "
			    "choice", f->choice[k]);
		field[k] = p->field[i];
	}
	return true;
}

static bool
take_changes(struct plain *p, const struct plain_frame *f,
    const size_t *field, int64_t *found)
{
	size_t at;
	bool again;

	TRY(find_batch(p, f, &at));
	again = num_known(found[at * f->choices]);
	for (size_t k = 0; k < f->choices; k++) {
		int64_t *to = &found[at * f->choices + k], change;

		TRY(change_of(p, field[k], &change));
		change += f->votes[at * f->choices + k];
		if (again && *to != change)
			return err_at(&p->c->e, headed_place(&p->h, BATCH),
			    "batch %s of %s has another change in a row before",
			    f->batch[at].name, f->batch[at].unit);
		*to = change;
	}
	return true;
}

bool
plain_changes_read(struct call *c, const char *path,
    const struct plain_frame *f, int64_t **found)
{
	struct plain p = { .c = c };
	size_t *field = arena_zero(c->a, f->choices + 1, sizeof *field);
	enum next got;

	*found = arena_zero(c->a, f->batches * f->choices + 1,
	    sizeof **found);
	for (size_t i = 0; i < f->batches * f->choices; i++)
		(*found)[i] = NUM_UNKNOWN;
	TRY(begin(&p, path));
	TRY(match_choices(&p, f, field));
	while ((got = headed_next(&p.h, &c->e)) == NEXT_ITEM)
		TRY(take_changes(&p, f, field, *found));
	return got == NEXT_END;
}
