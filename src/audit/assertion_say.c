/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "base/buf.h"

#include "audit/assertion.h"

static const char *const word[] = { "beats", "points", "above", "below",
	"quotient", "neb", "nen" };

/* The choices that stand, in their order, between two others' names. */
static void
put_standing(struct buf *out, const struct assertion *a,
    const struct tally *t, const char *between)
{
	const char *before = "";

	for (size_t i = 0; i < t->choices && i < 64; i++) {
		if ((a->standing >> i & 1) == 0)
			continue;
		buf_printf(out, "%s%s", before, t->choice[i]);
		before = between;
	}
}

void
assertion_put_id(struct buf *out, const struct assertion *a,
    const struct tally *t)
{
	buf_printf(out, "%s:%s", word[a->kind], t->choice[a->winner]);
	if (a->kind == ASSERTION_QUOTIENT)
		buf_printf(out, "/%" PRId64 ":%s/%" PRId64, a->won,
		    t->choice[a->loser], a->lost);
	else if (a->loser == ASSERTION_REST)
		buf_printf(out, ":%" PRId64 "/%" PRId64, a->share.num,
		    a->share.den);
	else
		buf_printf(out, ":%s", t->choice[a->loser]);
	if (a->kind == ASSERTION_NEN) {
		buf_char(out, ':');
		put_standing(out, a, t, "+");
	}
}

/* "50%", "33.33%": two places where one needs them. */
static void
put_share(struct buf *out, struct ratio share)
{
	char text[NUM_TEXT];
	int places = share.num * 100 % share.den == 0 ? 0 : 2;

	buf_str(out, ratio_percent(text, share, places));
}

static void
say_share(struct buf *out, const struct assertion *a, const char *winner)
{
	buf_printf(out, "%s has %s than ", winner,
	    a->kind == ASSERTION_ABOVE ? "more" : "less");
	put_share(out, a->share);
	buf_str(out, " of the valid votes.");
}

static void
say_ranking(struct buf *out, const struct assertion *a, const struct tally *t)
{
	const char *w = t->choice[a->winner], *l = t->choice[a->loser];

	if (a->kind == ASSERTION_NEB) {
		buf_printf(out, "%s has more first preferences than there "
		    "are ballots that put %s ahead of %s.", w, l, w);
		return;
	}
	buf_printf(out, "%s has more votes than %s while ", w, l);
	put_standing(out, a, t, ", ");
	buf_str(out, " stand.");
}

void
assertion_say(struct buf *out, const struct assertion *a,
    const struct tally *t)
{
	const char *w = t->choice[a->winner];

	switch (a->kind) {
	case ASSERTION_BEATS:
	case ASSERTION_POINTS:
		buf_printf(out, "%s has more %s than %s.", w,
		    a->kind == ASSERTION_BEATS ? "votes" : "points",
		    t->choice[a->loser]);
		break;
	case ASSERTION_ABOVE:
	case ASSERTION_BELOW:
		say_share(out, a, w);
		break;
	case ASSERTION_QUOTIENT:
		buf_printf(out, "Seat %" PRId64 " of %s has more votes to it "
		    "than seat %" PRId64 " of %s would have.", a->won, w,
		    a->lost, t->choice[a->loser]);
		break;
	case ASSERTION_NEB:
	case ASSERTION_NEN:
		say_ranking(out, a, t);
		break;
	}
}
