/* SPDX-License-Identifier: Apache-2.0 */
#include "model/finding.h"

#include "cli/found.h"
#include "cli/walk.h"

/* Give the sheet of each count's own source to the comparison. */
static bool
visit(void *ctx, struct unit_ix unit, const struct source_ix *which,
    const struct sheet *sheet, size_t n, struct err *e)
{
	struct compare *c = ctx;

	for (size_t i = 0; i < n; i++) {
		struct count_ix count = c->el->source[which[i].n].count;

		if (compare_source(c->el, c->contest, count).n == which[i].n)
			TRY(compare_add(c, unit, count, &sheet[i], e));
	}
	return true;
}

bool
walk_compare(struct call *c, const struct folder *f, struct contest_ix contest,
    struct day on, const struct compare **out)
{
	struct compare *compare = compare_new_on(c->a, f->el, contest, f->law,
	    on);

	TRY(folder_walk(f, contest, visit, compare, &c->e));
	TRY(compare_finish(compare, &c->e));
	*out = compare;
	return true;
}

static bool
visit_all(void *ctx, struct unit_ix unit, const struct source_ix *which,
    const struct sheet *sheet, size_t n, struct err *e)
{
	struct reconcile *r = ctx;

	for (size_t i = 0; i < n; i++)
		TRY(reconcile_add(r, unit, which[i], &sheet[i], e));
	return reconcile_unit_end(r, unit, e);
}

static bool
give_totals(struct call *c, const struct folder *f, struct contest_ix contest,
    struct reconcile *r)
{
	for (uint16_t i = 0; i < f->el->sources; i++) {
		const struct source *s = &f->el->source[i];
		struct source_ix ix = { i };
		const int64_t *v;

		if (s->part != PART_TOTAL || s->contest.n != contest.n)
			continue;
		TRY(folder_total(c->a, f, ix, &v, &c->e));
		TRY(reconcile_total(r, ix, v, &c->e));
	}
	return true;
}

/* Between the canvasser and who listens: who explained a finding stands in the record. */
struct explaining {
	const struct folder *f;
	struct contest_ix    contest;
	reconcile_sink      *sink;
	void                *ctx;
};

static bool
explain(void *ctx, struct unit_ix unit, struct findings *found, struct err *e)
{
	const struct explaining *x = ctx;
	char id[FOUND_ID];

	for (size_t i = 0; i < found->n && x->f->explanations > 0; i++) {
		if (!finding_is_open(&found->item[i]))
			continue;
		found_id(id, x->f->el, x->contest, &found->item[i]);
		found->item[i].explained = folder_explained(x->f, id);
	}
	return x->sink(x->ctx, unit, found, e);
}

bool
walk_reconcile(struct call *c, const struct folder *f,
    const struct compare *compare, reconcile_sink *sink, void *ctx,
    struct reconcile_tally *tally)
{
	struct arena of_unit CLEANUP(arena_free) = { 0 };
	struct findings found = { .a = &of_unit };
	struct reconcile *r = reconcile_new(c->a, f->el, compare->contest,
	    &found);
	struct explaining x = { .f = f, .contest = compare->contest,
		.sink = sink, .ctx = ctx };

	reconcile_to(r, compare, explain, &x);
	TRY(give_totals(c, f, compare->contest, r));
	TRY(folder_walk(f, compare->contest, visit_all, r, &c->e));
	TRY(reconcile_finish(r, compare, &c->e));
	*tally = reconcile_counts(r);
	return true;
}
