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

bool
draw_cards(struct arena *a, const char *seed, int64_t cards, int64_t take,
    struct numbered_card **out, struct err *e)
{
	struct cryptorandom c = cryptorandom_of(seed);
	struct numbered_card *kept;
	size_t n = 0, want = (size_t)take;
	bool cut = false;	/* kept[want - 1] is the largest that can be drawn */

	if (take < 1 || take > cards)
		return err_set(e, ERR_INPUT, "found a sample of %" PRId64
		    " cards, expected 1 to %" PRId64 ": cards are not put back",
		    take, cards);
	*out = kept = arena_zero(a, 2 * want, sizeof *kept);
	for (int64_t i = 0; i < cards; i++) {
		struct numbered_card next = { cryptorandom_next(&c), i };

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
	return true;
}
