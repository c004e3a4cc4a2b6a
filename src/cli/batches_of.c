/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "cli/batches_of.h"

struct collecting {
	struct call           *c;
	const struct election *el;
	const struct tally    *t;
	uint16_t               choices;	/* of the contest; ${t} may have write-ins as one more */
	const char            *count;
	int64_t               *votes, *ballots;
	size_t                 n, cap;
};

static int64_t
known(int64_t n)
{
	return num_known(n) ? n : 0;
}

static void
make_room(struct collecting *x)
{
	size_t k = x->t->choices, cap = x->cap == 0 ? 1024 : 2 * x->cap;
	int64_t *votes, *ballots;

	if (x->n < x->cap)
		return;
	votes = arena_zero(x->c->a, cap * k, sizeof *votes);
	ballots = arena_zero(x->c->a, cap, sizeof *ballots);
	if (x->n > 0) {
		memcpy(votes, x->votes, x->n * k * sizeof *votes);
		memcpy(ballots, x->ballots, x->n * sizeof *ballots);
	}
	x->votes = votes;
	x->ballots = ballots;
	x->cap = cap;
}

static void
take_batch(struct collecting *x, const int64_t *v)
{
	const int64_t *extra = v + x->choices;
	int64_t *votes, sum = 0;

	make_room(x);
	votes = x->votes + x->n * x->t->choices;
	for (uint16_t i = 0; i < x->choices; i++)
		sum += votes[i] = known(v[i]);
	if (x->t->choices > x->choices)
		sum += votes[x->choices] = known(extra[EXTRA_WRITE_INS]);
	x->ballots[x->n++] = num_known(extra[EXTRA_BALLOTS]) ?
	    extra[EXTRA_BALLOTS] : sum + known(extra[EXTRA_UNDERVOTES]) +
	    known(extra[EXTRA_OVERVOTES]);
}

static bool
visit(void *ctx, struct unit_ix unit, const struct source_ix *which,
    const struct sheet *sheet, size_t n, struct err *e)
{
	struct collecting *x = ctx;

	(void)unit;
	(void)e;
	for (size_t i = 0; i < n; i++) {
		const struct source *s = &x->el->source[which[i].n];

		if (s->part != PART_BATCH ||
		    strcmp(x->el->count[s->count.n].id, x->count) != 0)
			continue;
		for (size_t r = 0; r < sheet[i].rows; r++)
			take_batch(x, sheet[i].row[r].v);
	}
	return true;
}

bool
batches_of(struct call *c, const struct folder *f, struct contest_ix contest,
    const struct tally *t, struct plan_batches *out)
{
	struct collecting x = { .c = c, .el = f->el, .t = t,
		.choices = f->el->contest[contest.n].choices,
		.count = call_option(c, "count") };

	if (x.count == NULL)
		return err_set(&c->e, ERR_USE, "--batches needs the --count "
		    "whose batches they are");
	TRY(folder_walk(f, contest, visit, &x, &c->e));
	if (x.n == 0)
		return err_set(&c->e, ERR_INPUT, "--batches: count %s has no "
		    "source by batch in this record", x.count);
	*out = (struct plan_batches){ x.votes, x.ballots, x.n };
	return true;
}
