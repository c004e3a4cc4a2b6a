/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/num.h"

#include "read/batch_totals.h"
#include "read/fold.h"
#include "read/headed.h"

enum { UNIT, TABULATOR, BATCH, COLUMNS };

static const struct headed_column columns[COLUMNS] = {
	[UNIT] = { "unit", "county countyname unitname jurisdiction jurisdictionname parish", false },
	[TABULATOR] = { "tabulator", "tabulatorid scanner", false },
	[BATCH] = { "batch", "batchname batchid label", true },
};

struct reading {
	struct arena                 *a;
	struct headed                 h;
	const struct batch_totals_of *of;
	size_t                       *field;	/* of each choice */
	int64_t                      *votes;
	int64_t                      *line;	/* of each batch; 0: not there yet */
};

static bool
is_called(const struct reading *r, size_t choice, const char *folded)
{
	const struct contest *c = r->of->contest;
	const char *id = r->of->tally->choice[choice];
	char name[FOLD_MAX];

	fold(name, id, strlen(id));
	if (strcmp(name, folded) == 0)
		return true;
	for (size_t i = 0; c != NULL && i < c->choices; i++) {
		if (strcmp(c->choice[i].id, id) != 0)
			continue;
		fold(name, c->choice[i].name, strlen(c->choice[i].name));
		if (strcmp(name, folded) == 0)
			return true;
		fold(name, c->choice[i].label, strlen(c->choice[i].label));
		return strcmp(name, folded) == 0;
	}
	return false;
}

static bool
find_choice(struct reading *r, size_t choice, struct err *e)
{
	const struct tally *t = r->of->tally;
	char folded[FOLD_MAX];

	r->field[choice] = HEADED_NONE;
	for (size_t i = 0; i < r->h.fields; i++) {
		fold(folded, r->h.header[i], strlen(r->h.header[i]));
		if (*folded == '\0' || headed_is_asked(&r->h, i) ||
		    !is_called(r, choice, folded))
			continue;
		if (r->field[choice] != HEADED_NONE)
			return err_at(e, csv_place(r->h.csv, i), "found a "
			    "second column for %s", t->choice[choice]);
		r->field[choice] = i;
	}
	return r->field[choice] != HEADED_NONE || err_at(e, (struct place){
	    r->h.file, 1, 0 }, "found no column for the choice %s of %s",
	    t->choice[choice], t->contest);
}

static bool
find_batch(struct reading *r, size_t *at, struct err *e)
{
	const char *name = headed_text(&r->h, r->a, BATCH);

	*at = manifest_find(r->of->manifest, headed_text(&r->h, r->a,
	    TABULATOR), name);
	if (*at == MANIFEST_NONE)
		return err_at(e, headed_place(&r->h, BATCH), "batch %s is not "
		    "on the manifest of %s", fold_show(r->a, name,
		    strlen(name)), r->of->unit_name);
	if (r->line[*at] != 0)
		return err_at(e, headed_place(&r->h, BATCH), "batch %s stands "
		    "here a second time, first on line %" PRId64,
		    fold_show(r->a, name, strlen(name)), r->line[*at]);
	r->line[*at] = r->h.row.line;
	return true;
}

/* What its ballots can have, by choice and together. */
static bool
is_possible(struct reading *r, size_t batch, const int64_t *votes,
    struct err *e)
{
	const struct tally *t = r->of->tally;
	int64_t ballots = r->of->manifest->batch[batch].ballots, most, sum = 0;
	bool counted = t->kind == CHOICE_PLURALITY ||
	    t->kind == CHOICE_MAJORITY || t->kind == CHOICE_DHONDT;

	for (size_t i = 0; i < t->choices; i++) {
		if (t->kind != CHOICE_SCORE && t->kind != CHOICE_BORDA &&
		    votes[i] > ballots)
			return err_at(e, csv_place(r->h.csv, r->field[i]),
			    "%s: found %" PRId64 " votes, expected at most the "
			    "%" PRId64 " ballots of the batch", t->choice[i],
			    votes[i], ballots);
		if (!num_add(&sum, sum, votes[i]))
			return err_at(e, csv_place(r->h.csv, r->field[i]),
			    "too many votes");
	}
	return !counted || !num_mul(&most, ballots, t->votes_allowed) ||
	    sum <= most || err_at(e, csv_place(r->h.csv, 0), "found %" PRId64
	    " votes in %s, expected at most %" PRId64 " of %" PRId64
	    " ballots", sum, t->contest, most, ballots);
}

static bool
is_empty(const struct reading *r)
{
	for (size_t i = 0; i < r->of->tally->choices; i++)
		if (r->h.row.field[r->field[i]].n > 0)
			return false;
	return true;
}

static bool
take_row(struct reading *r, struct err *e)
{
	const struct tally *t = r->of->tally;
	int64_t *votes;
	size_t at;

	TRY(find_batch(r, &at, e));
	votes = &r->votes[at * t->choices];
	if (is_empty(r))
		return true;
	for (size_t i = 0; i < t->choices; i++)
		TRY(headed_field(&r->h, r->field[i], &votes[i], e));
	return is_possible(r, at, votes, e);
}

static bool
is_whole(const struct reading *r, struct err *e)
{
	const struct manifest *m = r->of->manifest;

	for (size_t i = 0; i < m->n; i++)
		if (r->line[i] == 0)
			return err_set(e, ERR_INPUT, "%s: found no row of "
			    "batch %s, which is on the manifest of %s",
			    r->h.file, m->batch[i].name, r->of->unit_name);
	return true;
}

static bool
is_of_unit(const struct reading *r)
{
	const char *text = headed_text(&r->h, r->a, UNIT);
	char folded[FOLD_MAX], name[FOLD_MAX];

	fold(folded, text, strlen(text));
	fold(name, r->of->unit_name, strlen(r->of->unit_name));
	return r->h.at[UNIT] == HEADED_NONE ||
	    strcmp(text, r->of->unit) == 0 || strcmp(folded, name) == 0;
}

bool
batch_totals_read(struct arena *a, struct bytes text, const char *file,
    const struct batch_totals_of *of, int64_t **votes, struct err *e)
{
	size_t n = of->manifest->n, choices = of->tally->choices;
	struct reading r = { .a = a, .of = of,
		.field = arena_zero(a, choices + 1, sizeof *r.field),
		.votes = arena_zero(a, n * choices + 1, sizeof *r.votes),
		.line = arena_zero(a, n + 1, sizeof *r.line) };
	enum next got;

	for (size_t i = 0; i < n * choices; i++)
		r.votes[i] = NUM_UNKNOWN;
	TRY(headed_open(a, text, file, columns, COLUMNS, &r.h, e));
	for (size_t i = 0; i < choices; i++)
		TRY(find_choice(&r, i, e));
	while ((got = headed_next(&r.h, e)) == NEXT_ITEM)
		if (is_of_unit(&r))
			TRY(take_row(&r, e));
	*votes = r.votes;
	return got == NEXT_END && is_whole(&r, e);
}

static void
put(struct buf *out, const char *text, char after)
{
	csv_put_exact(out, text, strlen(text));
	buf_char(out, after);
}

void
batch_totals_write(struct buf *out, const struct batch_totals_of *of,
    const int64_t *votes)
{
	const struct tally *t = of->tally;

	buf_str(out, "tabulator,batch,");
	for (size_t i = 0; i < t->choices; i++)
		put(out, t->choice[i], i + 1 < t->choices ? ',' : '\n');
	for (size_t k = 0; k < of->manifest->n; k++) {
		put(out, of->manifest->batch[k].tabulator, ',');
		put(out, of->manifest->batch[k].name, ',');
		for (size_t i = 0; i < t->choices; i++) {
			int64_t n = votes[k * t->choices + i];

			if (num_known(n))
				buf_printf(out, "%" PRId64, n);
			buf_char(out, i + 1 < t->choices ? ',' : '\n');
		}
	}
}
