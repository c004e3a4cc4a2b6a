/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "stat/cryptorandom.h"

#include "audit/draw_cards.h"

static int
by_number(const void *x, const void *y)
{
	const struct numbered_card *a = x, *b = y;
	int order = digest_cmp(&a->number, &b->number);

	return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

static bool
too_few(const struct card_wish *w, int64_t there, struct err *e)
{
	return err_set(e, ERR_INPUT, "found a sample of %" PRId64 " cards, "
	    "expected 1 to %" PRId64 ": cards are not put back", w->take,
	    there);
}

bool
draw_cards(struct arena *a, const struct card_wish *w,
    struct numbered_card **out, struct err *e)
{
	struct cryptorandom c = cryptorandom_of(w->seed);
	struct numbered_card *kept;
	size_t n = 0, want = (size_t)w->take;
	int64_t there = 0;
	bool cut = false;	/* kept[want - 1] is the largest that can be drawn */

	if (w->take < 1 || w->take > w->cards)
		return too_few(w, w->cards, e);
	*out = kept = arena_zero(a, 2 * want, sizeof *kept);
	for (int64_t i = 0; i < w->cards; i++) {
		struct numbered_card next = { w->number != NULL ?
			w->number[i] : cryptorandom_next(&c), i };

		if (w->contests != NULL && (w->contests[i] & w->need) == 0)
			continue;
		there++;
		if (cut && by_number(&next, &kept[want - 1]) > 0)
			continue;
		kept[n++] = next;
		if (n == 2 * want) {
			qsort(kept, n, sizeof *kept, by_number);
			n = want;
			cut = true;
		}
	}
	qsort(kept, n, sizeof *kept, by_number);
	return there >= w->take || too_few(w, there, e);
}
