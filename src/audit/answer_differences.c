/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"

#include "audit/answer_inside.h"
#include "audit/case_bounds.h"

struct differing {
	struct arena            *a;
	const struct audit_case *one;
	struct audit_answer     *out;
	size_t                   cap;
	int64_t                 *mark;	/* of one record, as votes */
};

/* What the record has for an item and contest; NULL: it has nothing to compare with. */
static const int64_t *
reported(struct differing *d, size_t item, size_t contest)
{
	const struct audit_case *one = d->one;
	const struct tally *t = &one->plan->contest[contest].tally;
	const struct audit_item *x = &one->item[item];
	struct card cvr;

	if (x->position == 0)
		return case_totals(one, contest, x->batch);
	if (one->record == NULL)
		return NULL;
	cvr = one->record[contest][item];
	if (!card_has(&cvr))
		return NULL;
	d->mark = arena_zero(d->a, t->choices + 1, sizeof *d->mark);
	for (size_t i = 0; i < t->choices; i++)
		d->mark[i] = card_mark(&cvr, i);
	return d->mark;
}

/* By how much the lead of one over another was too high, at most. */
static int64_t
worst(const struct tally *t, const int64_t *was, const int64_t *is)
{
	int64_t most = INT64_MIN;

	for (size_t w = 0; w < t->choices; w++)
		for (size_t l = 0; l < t->choices; l++) {
			int64_t over;

			if (t->votes[w] <= t->votes[l])
				continue;
			over = was[w] - was[l] - is[w] + is[l];
			if (over > most)
				most = over;
		}
	return most == INT64_MIN ? 0 : most;
}

static void
add(struct differing *d, struct answer_difference one)
{
	struct audit_answer *out = d->out;

	out->difference = arena_grow(d->a, out->difference, out->differences,
	    &d->cap, sizeof *out->difference);
	out->difference[out->differences++] = one;
}

static void
compare(struct differing *d, size_t item, size_t contest)
{
	const struct audit_item *x = &d->one->item[item];
	const struct tally *t = &d->one->plan->contest[contest].tally;
	const int64_t *was = reported(d, item, contest);
	const struct audit_reading *r = x->lost ? NULL : &x->reading[contest];
	const int64_t *is = r != NULL && r->there ? r->votes : NULL;
	bool same = was != NULL && is != NULL && memcmp(was, is, t->choices *
	    sizeof *is) == 0;

	if (was == NULL && !x->lost && (x->position == 0 ||
	    d->one->record == NULL || is == NULL))
		return;
	if (!same)
		add(d, (struct answer_difference){ .item = item,
			.contest = contest, .lost = x->lost, .reported = was,
			.read = is, .votes = was != NULL && is != NULL ?
			worst(t, was, is) : 0 });
}

void
answer_differences(struct arena *a, const struct audit_case *one,
    struct audit_answer *out)
{
	struct differing d = { .a = a, .one = one, .out = out };

	for (size_t i = 0; i < one->items; i++)
		for (size_t k = 0; one->item[i].is_read &&
		    k < one->plan->contests; k++)
			compare(&d, i, k);
}
