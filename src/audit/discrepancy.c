/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "audit/assertions.h"
#include "audit/discrepancy.h"

bool
discrepancies_of(struct arena *a, const struct assertions *s,
    const struct supersimple_sample *sample, struct discrepancies *out,
    struct err *e)
{
	struct discrepancies d = { 0 };
	size_t cap = 0, pairings = sample->n * s->n;

	for (size_t i = 0; i < pairings; i++) {
		const struct overstatement_card *c = &sample->card[i / s->n];
		const struct assertion *x = &s->item[i % s->n];
		int64_t steps;

		TRY(overstatement_steps(x, c, sample->style, &steps, e));
		if (steps == 0 &&
		    ((c->cvr.flags | c->paper.flags) & CARD_MISSING) == 0)
			continue;
		d.item = arena_grow(a, d.item, d.n, &cap, sizeof *d.item);
		d.item[d.n++] = (struct discrepancy){ x, c, steps,
		    overstatement_votes(x, steps) };
	}
	*out = d;
	return true;
}

static bool
is_ranked(const struct tally *t)
{
	return t->kind == CHOICE_IRV;
}

static bool
is_scored(const struct tally *t)
{
	return t->kind == CHOICE_SCORE || t->kind == CHOICE_BORDA;
}

/* Why there is nothing to read; NULL if there is. */
static const char *
nothing(const struct card *c)
{
	if (c->flags & CARD_MISSING)
		return "nothing, there is no such card";
	if (c->flags & CARD_LACKS)
		return "nothing, the contest is not on it";
	if (c->flags & CARD_OVERVOTED)
		return "an overvote";
	if (c->flags & CARD_UNDERVOTED)
		return "an undervote";
	return card_marks(c) == 0 ? "no vote" : NULL;
}

static void
put_choice(struct buf *out, const struct card *c, const struct tally *t,
    size_t i)
{
	buf_str(out, t->choice[i]);
	if (is_ranked(t) || is_scored(t))
		buf_printf(out, " %d", card_mark(c, i));
}

void
discrepancy_put_reading(struct buf *out, const struct card *c,
    const struct tally *t)
{
	const char *why = nothing(c), *before = "";
	size_t marks = card_marks(c);

	if (why != NULL) {
		buf_str(out, why);
		return;
	}
	for (size_t i = 0; i < t->choices; i++) {
		if (card_mark(c, i) <= 0)
			continue;
		buf_str(out, before);
		put_choice(out, c, t, i);
		before = --marks == 1 ? " and " : ", ";
	}
}

/* A claim of which a card counts 0, 1/2 or 1 speaks of votes. */
static void
say_effect(struct buf *out, const struct discrepancy *d)
{
	const struct assertion *a = d->assertion;
	const char *sign = d->steps > 0 ? "too much" : "too little";
	int64_t size = d->steps > 0 ? d->steps : -d->steps;

	if (size == 0)
		buf_str(out, "no difference");
	else if (a->top == 2)
		buf_printf(out, "%s by %" PRId64 " vote%s", sign, size,
		    size == 1 ? "" : "s");
	else
		buf_printf(out, "%s by %" PRId64 " of %" PRId64 " steps",
		    sign, size, a->top);
}

void
discrepancy_say(struct buf *out, const struct discrepancy *d,
    const struct tally *t)
{
	buf_printf(out, "Card %s: the record says ", d->card->id);
	discrepancy_put_reading(out, &d->card->cvr, t);
	buf_str(out, ", the paper ");
	discrepancy_put_reading(out, &d->card->paper, t);
	buf_str(out, ": ");
	say_effect(out, d);
	buf_str(out, " for the claim: ");
	assertion_say(out, d->assertion, t);
}
