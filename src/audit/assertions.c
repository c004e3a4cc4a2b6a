/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/assertions.h"
#include "audit/dhondt.h"

/* A list while it is made. */
struct list {
	struct arena       *a;
	const struct tally *t;
	struct assertions  *out;
	size_t              cap;
	struct err         *e;
};

static bool
add(struct list *l, struct assertion x)
{
	struct assertions *s = l->out;

	TRY(assertion_report(&x, l->t, l->e));
	s->item = arena_grow(l->a, s->item, s->n, &l->cap, sizeof *s->item);
	s->item[s->n++] = x;
	return true;
}

static int64_t
marks_allowed(const struct tally *t)
{
	return t->kind == CHOICE_APPROVAL ? 0 : t->votes_allowed;
}

static bool
is_scored(const struct tally *t)
{
	return t->kind == CHOICE_SCORE || t->kind == CHOICE_BORDA;
}

/* By rank the first of n choices gets n at most. */
static int64_t
most_points(const struct tally *t)
{
	int64_t n = (int64_t)t->choices;

	if (t->kind == CHOICE_BORDA && (t->max_score < 1 || t->max_score > n))
		return n;
	return t->max_score;
}

/* Each of the ${winners} first against each of the others. */
static bool
add_pairs(struct list *l, const struct pairs *p, size_t winners)
{
	const struct tally *t = l->t;

	for (size_t w = 0; w < winners; w++)
		for (size_t k = winners; k < t->choices; k++) {
			size_t x = p->order[w], y = p->order[k];

			TRY(add(l, is_scored(t) ?
			    assertion_points(x, y, most_points(t)) :
			    assertion_beats(x, y, marks_allowed(t))));
		}
	return true;
}

static bool
by_votes(struct list *l)
{
	const struct tally *t = l->t;
	struct pairs p = pairs_of(l->a, t);

	if (t->kind == CHOICE_SCORE && t->max_score < 1)
		return err_set(l->e, ERR_INPUT, "contest %s: found a largest "
		    "score of %" PRId64 ", expected 1 or more", t->contest,
		    t->max_score);
	if (p.standing == STANDING_UNCONTESTED)
		return true;
	return add_pairs(l, &p, (size_t)t->winners);
}

/* Nobody has the share: in a runoff state the two first meet again. */
static bool
nobody_won(struct list *l, const struct pairs *p, struct ratio share)
{
	const struct tally *t = l->t;
	size_t two = t->runoff && t->choices > 2 ? 2 : t->choices;

	/* Whoever had it, unseen, would have more votes than one of the two. */
	for (size_t i = 0; i < two; i++)
		TRY(add(l, assertion_below(p->order[i], share,
		    t->votes_allowed)));
	return add_pairs(l, p, two);
}

static bool
somebody_won(struct list *l, const struct pairs *p, struct ratio share)
{
	const struct ratio half = { 1, 2 };

	TRY(add(l, assertion_above(p->order[0], share, l->t->votes_allowed)));
	if (ratio_cmp(share, half) >= 0)
		return true;
	return add_pairs(l, p, 1);
}

static bool
by_majority(struct list *l)
{
	const struct tally *t = l->t;
	const struct ratio half = { 1, 2 };
	struct ratio share = t->kind == CHOICE_MAJORITY && t->threshold.num > 0
	    ? t->threshold : half;
	struct pairs p = pairs_of(l->a, t);
	struct ratio first = { t->votes[p.order[0]], tally_valid(t) };

	if (share.num >= share.den || t->winners != 1)
		return err_set(l->e, ERR_INPUT, "contest %s: found a share of %"
		    PRId64 "/%" PRId64 " for %" PRId64 " winners, expected "
		    "less than all for 1", t->contest, share.num, share.den,
		    t->winners);
	if (t->choices == 1)
		return true;
	if (first.den > 0 && ratio_cmp(first, share) > 0)
		return somebody_won(l, &p, share);
	return nobody_won(l, &p, share);
}

static bool
has_seats(const struct dhondt *d, size_t i)
{
	return d->seats[i] > 0;
}

/* Each last seat of another against seat ${lost} of ${loser}. */
static bool
add_quotients(struct list *l, const struct dhondt *d, size_t loser,
    int64_t lost)
{
	for (size_t i = 0; i < l->t->choices; i++)
		if (i != loser && has_seats(d, i))
			TRY(add(l, assertion_quotient(i, d->seats[i], loser,
			    lost)));
	return true;
}

static struct ratio
least_dilution(const struct assertions *s, size_t from, size_t *at)
{
	struct ratio least = { 2, 1 };

	for (size_t i = from; i < s->n; i++) {
		struct ratio x = assertion_dilution(&s->item[i]);

		if (ratio_cmp(x, least) >= 0)
			continue;
		least = x;
		*at = i;
	}
	return least;
}

/*
 * A party below the threshold has no seat if it is there, and also if it would
 * get none above it; the claims that are easier to show are kept.
 */
static bool
add_small(struct list *l, const struct dhondt *d, size_t party)
{
	struct assertions *s = l->out;
	struct assertion below = assertion_below(party, l->t->threshold, 1);
	size_t before = s->n, at;

	TRY(assertion_report(&below, l->t, l->e));
	TRY(add_quotients(l, d, party, 1));
	if (ratio_cmp(assertion_dilution(&below),
	    least_dilution(s, before, &at)) < 0)
		return true;
	s->n = before;
	return add(l, below);
}

static bool
add_party(struct list *l, const struct dhondt *d, size_t i)
{
	const struct tally *t = l->t;

	if (!d->qualifies[i] && t->threshold.num > 0)
		return add_small(l, d, i);
	if (has_seats(d, i) && t->threshold.num > 0)
		TRY(add(l, assertion_above(i, t->threshold, 1)));
	return add_quotients(l, d, i, d->seats[i] + 1);
}

static bool
by_seats(struct list *l)
{
	const struct tally *t = l->t;
	struct dhondt d;

	if (t->votes_allowed != 1 ||
	    (t->threshold.num > 0 && t->threshold.num >= t->threshold.den))
		return err_set(l->e, ERR_INPUT, "contest %s: found %" PRId64
		    " votes allowed and a threshold of %" PRId64 "/%" PRId64
		    ", expected 1 and less than all", t->contest,
		    t->votes_allowed, t->threshold.num, t->threshold.den);
	if (t->choices == 1)
		return true;
	TRY(dhondt_seats(l->a, t, &d, l->e));
	for (size_t i = 0; i < t->choices; i++)
		TRY(add_party(l, &d, i));
	return true;
}

static bool
by_rule(struct list *l)
{
	const struct tally *t = l->t;

	switch (t->kind) {
	case CHOICE_MAJORITY:
		return by_majority(l);
	case CHOICE_DHONDT:
		return by_seats(l);
	case CHOICE_IRV:
		return err_set(l->e, ERR_INPUT, "contest %s: found a tally of "
		    "an instant runoff, expected its rankings", t->contest);
	default:
		return t->runoff && t->kind == CHOICE_PLURALITY ?
		    by_majority(l) : by_votes(l);
	}
}

static bool
all_were_reported(const struct assertions *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->item[i].excess <= 0)
			return false;
	return true;
}

bool
assertions_of(struct arena *a, const struct tally *t, struct assertions *out,
    struct err *e)
{
	struct assertions s = { .standing = STANDING_CONTESTED };
	struct list l = { .a = a, .t = t, .out = &s, .e = e };

	TRY(tally_check(t, e));
	TRY(by_rule(&l));
	if (s.n == 0)
		s.standing = STANDING_UNCONTESTED;
	else if (!all_were_reported(&s))
		s.standing = STANDING_TIED;
	least_dilution(&s, 0, &s.smallest);
	*out = s;
	return true;
}
