/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which draws tell of a contest.  One that is told only has none of its own: it
 * has what others drew, as far as that is a sample of its own ballots, too.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/answer_inside.h"
#include "audit/case_style.h"
#include "audit/draw_cards.h"

/* An item, the ballot of the frame that it is, and its first draw. */
struct sampled {
	int64_t ballot;
	size_t  item, draw;
};

static int
by_ballot(const void *x, const void *y)
{
	const struct sampled *a = x, *b = y;

	return (a->ballot > b->ballot) - (a->ballot < b->ballot);
}

/* The ballots of the sample that have the contest, in the order of the frame. */
static size_t
sampled_with(const struct asked *x, struct sampled *s)
{
	const struct audit_case *one = x->one;
	size_t n = 0;

	for (size_t i = 0; i < one->draws; i++) {
		const struct case_draw *d = &one->draw[i];
		const struct audit_item *item = &one->item[d->item];
		int64_t at = one->batch[item->batch].first + item->position - 1;

		if (one->contests[at] >> x->at & 1)
			s[n++] = (struct sampled){ at, d->item, i };
	}
	qsort(s, n, sizeof *s, by_ballot);
	return n;
}

static size_t
without_repeats(struct sampled *s, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (kept == 0 || s[kept - 1].ballot != s[i].ballot)
			s[kept++] = s[i];
		else if (s[i].draw < s[kept - 1].draw)
			s[kept - 1].draw = s[i].draw;
	return kept;
}

/*
 * With card style: by their numbers, the ballots that have the contest, up to
 * the first that nobody drew.  So far they are its own sample.
 */
static size_t
styled_draws(const struct asked *x, size_t *draw)
{
	const struct audit_case *one = x->one;
	struct sampled *s = arena_zero(x->a, one->draws + 1, sizeof *s), *is;
	size_t had = without_repeats(s, sampled_with(x, s)), n = 0;
	struct card_wish wish = { .seed = one->seed, .cards = one->ballots,
		.take = (int64_t)had, .contests = one->contests,
		.need = UINT64_C(1) << x->at };
	struct numbered_card *card;
	struct err e;

	if (had == 0 || !draw_cards(x->a, &wish, &card, &e))
		return 0;
	for (; n < had; draw[n++] = is->draw) {
		struct sampled next = { .ballot = card[n].at };

		is = bsearch(&next, s, had, sizeof *s, by_ballot);
		if (is == NULL || !one->item[is->item].is_read)
			break;
	}
	return n;
}

static bool
serves(const struct asked *x, const struct case_draw *d)
{
	bool is_lent = x->one->plan->method == METHOD_MACRO &&
	    !x->contest->targeted;

	return d->contest == x->at || (d->contest == CASE_ALL) != is_lent;
}

size_t
answer_draws(const struct asked *x, size_t *draw)
{
	const struct audit_case *one = x->one;
	size_t n = 0;

	if (!x->contest->targeted && case_has_style(one->plan) &&
	    one->contests != NULL)
		return styled_draws(x, draw);
	for (size_t i = 0; i < one->draws; i++) {
		const struct case_draw *d = &one->draw[i];

		if (!serves(x, d))
			continue;
		if (!one->item[d->item].is_read)
			break;
		draw[n++] = i;
	}
	return n;
}
