/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/num.h"

#include "read/fold.h"
#include "read/headed.h"
#include "read/manifest.h"

enum { UNIT, CONTAINER, TABULATOR, BATCH, BALLOTS, CARDS, COLUMNS };

static const struct headed_column columns[COLUMNS] = {
	[UNIT] = { "unit", "county countyname unitname jurisdiction jurisdictionname parish", false },
	[CONTAINER] = { "container", "containername", false },
	[TABULATOR] = { "tabulator", "tabulatorid scanner", false },
	[BATCH] = { "batch", "batchname batchid label", true },
	[BALLOTS] = { "ballots", "numberofballots ballotsinbatch", true },
	[CARDS] = { "cards", "cvr cvryn", false },
};

struct reading {
	struct arena      *a;
	struct headed      h;
	struct manifest_of of;
	struct manifest   *out;
	size_t             cap;
};

/* Names are compared as people mean them, ids as they are. */
static bool
is_of_unit(const struct reading *r)
{
	struct csv_field f;
	char folded[FOLD_MAX], name[FOLD_MAX];

	if (r->h.at[UNIT] == HEADED_NONE)
		return true;
	f = r->h.row.field[r->h.at[UNIT]];
	if (f.n == strlen(r->of.unit) && memcmp(f.p, r->of.unit, f.n) == 0)
		return true;
	fold(folded, f.p, f.n);
	fold(name, r->of.name, strlen(r->of.name));
	return *folded != '\0' && strcmp(folded, name) == 0;
}

static bool
take_cards(struct reading *r, bool *out, struct err *e)
{
	const char *text = headed_text(&r->h, r->a, CARDS);
	char folded[FOLD_MAX];

	fold(folded, text, strlen(text));
	*out = strcmp(folded, "y") == 0 || strcmp(folded, "yes") == 0 ||
	    strcmp(folded, "true") == 0;
	return *out || *folded == '\0' || strcmp(folded, "n") == 0 ||
	    strcmp(folded, "no") == 0 || strcmp(folded, "false") == 0 ||
	    err_at(e, headed_place(&r->h, CARDS), "cards: found %s, expected Y "
	    "or N", fold_show(r->a, text, strlen(text)));
}

static bool
take_row(struct reading *r, struct err *e)
{
	struct manifest *m = r->out;
	struct manifest_batch b = { .line = r->h.row.line,
		.container = headed_text(&r->h, r->a, CONTAINER),
		.tabulator = headed_text(&r->h, r->a, TABULATOR),
		.name = headed_text(&r->h, r->a, BATCH) };

	if (*b.name == '\0')
		return err_at(e, headed_place(&r->h, BATCH), "batch: found "
		    "nothing, expected the name of a batch");
	TRY(headed_number(&r->h, BALLOTS, &b.ballots, e));
	TRY(take_cards(r, &b.has_cards, e));
	if (!num_add(&m->ballots, m->ballots, b.ballots))
		return err_at(e, headed_place(&r->h, BALLOTS), "too many "
		    "ballots in all");
	m->has_tabulators = m->has_tabulators || *b.tabulator != '\0';
	if (m->n == r->cap)
		m->batch = arena_grow(r->a, m->batch, m->n, &r->cap,
		    sizeof *m->batch);
	m->batch[m->n++] = b;
	return true;
}

static int
by_name(const void *x, const void *y)
{
	const struct manifest_batch *const *a = x, *const *b = y;
	int order = manifest_cmp(*a, *b);

	return order != 0 ? order : ((*a)->line > (*b)->line) -
	    ((*a)->line < (*b)->line);
}

/* Find batches again; the same one twice is refused. */
static bool
sort(struct reading *r, struct err *e)
{
	struct manifest *m = r->out;
	const struct manifest_batch **p = arena_zero(r->a, m->n + 1,
	    sizeof *p);

	m->sorted = arena_zero(r->a, m->n + 1, sizeof *m->sorted);
	for (size_t i = 0; i < m->n; i++)
		p[i] = &m->batch[i];
	qsort(p, m->n, sizeof *p, by_name);
	for (size_t i = 0; i < m->n; i++) {
		m->sorted[i] = (size_t)(p[i] - m->batch);
		if (i > 0 && manifest_cmp(p[i - 1], p[i]) == 0)
			return err_at(e, (struct place){ r->h.file, p[i]->line,
			    0 }, "batch %s stands here a second time, first on "
			    "line %" PRId64, fold_show(r->a, p[i]->name,
			    strlen(p[i]->name)), p[i - 1]->line);
	}
	return true;
}

bool
manifest_read(struct arena *a, struct bytes text, const char *file,
    struct manifest_of of, struct manifest *out, struct err *e)
{
	struct reading r = { .a = a, .of = of, .out = out };
	enum next got;

	*out = (struct manifest){ 0 };
	TRY(headed_open(a, text, file, columns, COLUMNS, &r.h, e));
	while ((got = headed_next(&r.h, e)) == NEXT_ITEM)
		if (is_of_unit(&r))
			TRY(take_row(&r, e));
	if (got == NEXT_FAILED)
		return false;
	if (out->n == 0)
		return err_set(e, ERR_INPUT, "%s: found no batch of %s",
		    file, of.name);
	return sort(&r, e);
}

static void
put(struct buf *out, const char *text)
{
	csv_put_exact(out, text, strlen(text));
	buf_char(out, ',');
}

void
manifest_write(struct buf *out, const struct manifest *m)
{
	buf_str(out, "tabulator,batch,ballots,container,cards\n");
	for (size_t i = 0; i < m->n; i++) {
		const struct manifest_batch *b = &m->batch[i];

		put(out, b->tabulator);
		put(out, b->name);
		buf_printf(out, "%" PRId64 ",", b->ballots);
		put(out, b->container);
		buf_str(out, b->has_cards ? "Y\n" : "\n");
	}
}
