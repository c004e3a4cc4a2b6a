/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/num.h"
#include "model/election.h"

#include "read/cards.h"
#include "read/fold.h"
#include "read/headed.h"

#define MOST_MARK 9999

enum { UNIT, TABULATOR, BATCH, POSITION, COLUMNS };

static const struct headed_column columns[COLUMNS] = {
	[UNIT] = { "unit", "county countyname unitname jurisdiction jurisdictionname", false },
	[TABULATOR] = { "tabulator", "tabulatorid scanner", false },
	[BATCH] = { "batch", "batchname batchid", true },
	[POSITION] = { "position", "recordid ballot", true },
};

struct reading {
	struct arena          *a, each;	/* of the file; of a row */
	struct headed          h;
	const struct cards_of *of;
	size_t               **field;	/* of each contest and choice */
	struct card           *card;
	int16_t              **mark;
	unsigned char        **seen;	/* positions of each batch that came, a bit each; NULL: none yet */
};

static void
reading_end(struct reading *r)
{
	arena_free(&r->each);
}

static const struct contest *
defined(const struct reading *r, const char *id)
{
	for (size_t i = 0; i < r->of->el->contests; i++)
		if (strcmp(r->of->el->contest[i].id, id) == 0)
			return &r->of->el->contest[i];
	return NULL;
}

static bool
is_folded(const char *text, size_t n, const char *name)
{
	char x[FOLD_MAX], y[FOLD_MAX];

	fold(x, text, n);
	fold(y, name, strlen(name));
	return *x != '\0' && strcmp(x, y) == 0;
}

static bool
is_choice(const struct contest *c, const char *id, const char *text)
{
	if (is_folded(text, strlen(text), id))
		return true;
	for (size_t i = 0; c != NULL && i < c->choices; i++)
		if (strcmp(c->choice[i].id, id) == 0)
			return is_folded(text, strlen(text),
			    c->choice[i].name) || is_folded(text,
			    strlen(text), c->choice[i].label);
	return false;
}

/* "CONTEST/CHOICE"; the choice alone where there is one contest. */
static bool
is_column(const struct reading *r, const struct tally *t, const char *id,
    const char *header)
{
	const struct contest *c = defined(r, t->contest);
	const char *slash = strchr(header, '/');
	size_t n = slash == NULL ? 0 : (size_t)(slash - header);

	if (slash != NULL && (is_folded(header, n, t->contest) || (c != NULL &&
	    is_folded(header, n, c->title))))
		return is_choice(c, id, slash + 1);
	return r->of->plan->contests == 1 && is_choice(c, id, header);
}

static bool
find_field(struct reading *r, const struct tally *t, const char *id,
    size_t *out, struct err *e)
{
	*out = HEADED_NONE;
	for (size_t i = 0; i < r->h.fields; i++) {
		if (headed_is_asked(&r->h, i) ||
		    !is_column(r, t, id, r->h.header[i]))
			continue;
		if (*out != HEADED_NONE)
			return err_at(e, csv_place(r->h.csv, i), "found a "
			    "second column for %s/%s", t->contest, id);
		*out = i;
	}
	return *out != HEADED_NONE || err_at(e, (struct place){ r->h.file, 1,
	    0 }, "found no column \"%s/%s\"", t->contest, id);
}

static bool
find_fields(struct reading *r, struct err *e)
{
	const struct audit_plan *p = r->of->plan;

	r->field = arena_zero(r->a, p->contests + 1, sizeof *r->field);
	r->mark = arena_zero(r->a, p->contests + 1, sizeof *r->mark);
	r->card = arena_zero(r->a, p->contests + 1, sizeof *r->card);
	for (size_t i = 0; i < p->contests; i++) {
		const struct tally *t = &p->contest[i].tally;

		r->field[i] = arena_zero(r->a, t->choices + 1,
		    sizeof *r->field[i]);
		r->mark[i] = arena_zero(r->a, t->choices + 1,
		    sizeof *r->mark[i]);
		for (size_t k = 0; k < t->choices; k++)
			TRY(find_field(r, t, t->choice[k], &r->field[i][k],
			    e));
	}
	return true;
}

static bool
take_place(struct reading *r, struct card_row *row, struct err *e)
{
	const struct manifest *m = r->of->manifest;
	const char *batch = headed_text(&r->h, &r->each, BATCH);
	unsigned char *seen, bit;

	row->line = r->h.row.line;
	row->batch = manifest_find(m, headed_text(&r->h, &r->each, TABULATOR),
	    batch);
	if (row->batch == MANIFEST_NONE)
		return err_at(e, headed_place(&r->h, BATCH), "batch %s is not "
		    "on the manifest of %s", fold_show(r->a, batch,
		    strlen(batch)), r->of->unit_name);
	TRY(headed_number(&r->h, POSITION, &row->position, e));
	if (row->position < 1 || row->position > m->batch[row->batch].ballots)
		return err_at(e, headed_place(&r->h, POSITION), "position: "
		    "found %" PRId64 ", expected 1 to the %" PRId64
		    " ballots of the batch", row->position,
		    m->batch[row->batch].ballots);
	if (r->seen[row->batch] == NULL)
		r->seen[row->batch] = arena_zero(r->a, (size_t)
		    m->batch[row->batch].ballots / 8 + 1, 1);
	seen = &r->seen[row->batch][row->position / 8];
	bit = (unsigned char)(1 << row->position % 8);
	if (*seen & bit)
		return err_at(e, headed_place(&r->h, POSITION), "position %"
		    PRId64 " of batch %s stands here a second time",
		    row->position, fold_show(r->a, batch, strlen(batch)));
	*seen |= bit;
	return true;
}

static bool
take_contest(struct reading *r, size_t i, struct err *e)
{
	size_t n = r->of->plan->contest[i].tally.choices;
	bool any = false;

	for (size_t k = 0; k < n; k++) {
		int64_t mark = 0;
		size_t field = r->field[i][k];

		if (r->h.row.field[field].n > 0) {
			any = true;
			TRY(headed_field(&r->h, field, &mark, e));
		}
		if (mark > MOST_MARK)
			return err_at(e, csv_place(r->h.csv, field), "found %"
			    PRId64 ", expected a mark, a rank or points",
			    mark);
		r->mark[i][k] = (int16_t)mark;
	}
	r->card[i] = (struct card){ .mark = r->mark[i], .choices = n,
		.flags = any ? 0 : CARD_LACKS };
	return true;
}

static bool
is_of_unit(struct reading *r)
{
	const char *text = headed_text(&r->h, &r->each, UNIT);

	return r->h.at[UNIT] == HEADED_NONE ||
	    strcmp(text, r->of->unit) == 0 ||
	    is_folded(text, strlen(text), r->of->unit_name);
}

static bool
take_row(struct reading *r, cards_visit *visit, void *ctx, struct err *e)
{
	struct card_row row = { .card = r->card };

	arena_reset(&r->each);
	if (!is_of_unit(r))
		return true;
	TRY(take_place(r, &row, e));
	for (size_t i = 0; i < r->of->plan->contests; i++)
		TRY(take_contest(r, i, e));
	return visit(ctx, &row, e);
}

bool
cards_read(struct arena *a, struct feed s, const struct cards_of *of,
    cards_visit *visit, void *ctx, struct err *e)
{
	struct reading r CLEANUP(reading_end) = { .a = a, .of = of };
	enum next got;

	r.seen = arena_zero(a, of->manifest->n + 1, sizeof *r.seen);
	TRY(headed_begin(a, s, columns, COLUMNS, &r.h, e));
	TRY(find_fields(&r, e));
	while ((got = headed_next(&r.h, e)) == NEXT_ITEM)
		TRY(take_row(&r, visit, ctx, e));
	return got == NEXT_END;
}

static void
put_column(struct buf *b, const char *contest, const char *choice)
{
	struct buf name CLEANUP(buf_free) = { 0 };

	buf_printf(&name, "%s/%s", contest, choice);
	buf_char(b, ',');
	csv_put_exact(b, name.p, name.len);
}

void
cards_write_head(struct buf *b, const struct audit_plan *plan)
{
	buf_str(b, "tabulator,batch,position");
	for (size_t i = 0; i < plan->contests; i++) {
		const struct tally *t = &plan->contest[i].tally;

		for (size_t k = 0; k < t->choices; k++)
			put_column(b, t->contest, t->choice[k]);
	}
	buf_char(b, '\n');
}

/* Of a contest that is not on the card the cells are empty, not 0. */
static void
put_card(struct buf *b, const struct card *c)
{
	for (size_t k = 0; k < c->choices; k++)
		if (card_has(c))
			buf_printf(b, ",%d", c->mark[k]);
		else
			buf_char(b, ',');
}

void
cards_write(struct buf *b, const struct cards_of *of,
    const struct card_row *row)
{
	const struct manifest_batch *in = &of->manifest->batch[row->batch];

	csv_put_exact(b, in->tabulator, strlen(in->tabulator));
	buf_char(b, ',');
	csv_put_exact(b, in->name, strlen(in->name));
	buf_printf(b, ",%" PRId64, row->position);
	for (size_t i = 0; i < of->plan->contests; i++)
		put_card(b, &row->card[i]);
	buf_char(b, '\n');
}
