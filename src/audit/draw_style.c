/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/draw_style.h"

struct numbered { const struct block_sum *number; size_t card; };

/* Two alike are as good as impossible; then as the cards stand. */
static int
by_number(const void *x, const void *y)
{
	const struct numbered *a = x, *b = y;
	int order = digest_cmp(a->number, b->number);

	return order != 0 ? order : (a->card > b->card) - (a->card < b->card);
}

static bool
is_possible(struct arena *a, const struct style_ask *ask, struct err *e)
{
	int64_t *have = arena_zero(a, ask->contest_count + 1, sizeof *have);

	for (size_t i = 0; i < ask->cards; i++)
		for (size_t k = 0; k < ask->contest_count; k++)
			have[k] += (int64_t)(ask->contests[i] >> k & 1);
	for (size_t k = 0; k < ask->contest_count; k++)
		if (ask->size[k] < 0 || ask->size[k] > have[k])
			return err_set(e, ERR_INPUT, "%s: found a sample of %"
			    PRId64 " cards, expected 0 to %" PRId64 ", which is "
			    "how many have the contest", ask->name[k],
			    ask->size[k], have[k]);
	return true;
}

static struct numbered *
in_order(struct arena *a, const struct style_ask *ask)
{
	struct numbered *all = arena_zero(a, ask->cards + 1, sizeof *all);

	for (size_t i = 0; i < ask->cards; i++)
		all[i] = (struct numbered){ &ask->number[i], i };
	qsort(all, ask->cards, sizeof *all, by_number);
	return all;
}

bool
draw_style(struct arena *a, const struct style_ask *ask,
    struct style_drawn *out, struct err *e)
{
	int64_t *wanted = arena_zero(a, ask->contest_count + 1, sizeof *wanted);
	struct numbered *all = in_order(a, ask);
	uint64_t open = 0;

	TRY(is_possible(a, ask, e));
	*out = (struct style_drawn){
		.card = arena_zero(a, ask->cards + 1, sizeof *out->card),
		.last = arena_zero(a, ask->contest_count + 1,
		    sizeof *out->last) };
	for (size_t k = 0; k < ask->contest_count; k++) {
		wanted[k] = ask->size[k];
		out->last[k] = SIZE_MAX;
		open |= (uint64_t)(wanted[k] > 0) << k;
	}
	for (size_t i = 0; open != 0; i++) {
		uint64_t counts = ask->contests[all[i].card] & open;

		if (counts == 0)
			continue;
		out->card[out->n++] = all[i].card;
		for (size_t k = 0; k < ask->contest_count; k++)
			if (counts >> k & 1) {
				out->last[k] = all[i].card;
				if (--wanted[k] == 0)
					open &= ~(UINT64_C(1) << k);
			}
	}
	return true;
}
