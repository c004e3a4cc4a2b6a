/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/dhondt.h"

/* Votes to the seat that a choice would have next. */
static struct ratio
average(const struct tally *t, const struct dhondt *d, size_t i)
{
	return (struct ratio){ t->votes[i], d->seats[i] + 1 };
}

static size_t
qualify(const struct tally *t, struct dhondt *d)
{
	const struct ratio none = { 0, 1 };
	const int64_t valid = tally_valid(t);
	const struct ratio floor = t->threshold.den > 0 ? t->threshold : none;
	size_t n = 0;

	for (size_t i = 0; i < t->choices; i++) {
		struct ratio share = { t->votes[i], valid > 0 ? valid : 1 };

		d->qualifies[i] = t->votes[i] > 0 &&
		    ratio_cmp(share, floor) >= 0;
		n += d->qualifies[i];
	}
	return n;
}

static size_t
next_seat(const struct tally *t, const struct dhondt *d)
{
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < t->choices; i++) {
		if (!d->qualifies[i])
			continue;
		if (best == SIZE_MAX ||
		    ratio_cmp(average(t, d, i), average(t, d, best)) > 0)
			best = i;
	}
	return best;
}

/* The last seat that somebody has, against the next that another would get. */
static bool
last_is_shared(const struct tally *t, const struct dhondt *d)
{
	size_t next = next_seat(t, d);

	for (size_t i = 0; i < t->choices; i++) {
		struct ratio last = { t->votes[i], d->seats[i] };

		if (i != next && d->seats[i] > 0 &&
		    ratio_cmp(last, average(t, d, next)) == 0)
			return true;
	}
	return false;
}

bool
dhondt_seats(struct arena *a, const struct tally *t, struct dhondt *out,
    struct err *e)
{
	struct dhondt d = {
		.seats = arena_zero(a, t->choices, sizeof *d.seats),
		.qualifies = arena_zero(a, t->choices, sizeof *d.qualifies),
	};

	if (t->winners > DHONDT_MAX_SEATS)
		return err_set(e, ERR_INPUT, "contest %s: found %" PRId64
		    " seats, expected at most %d", t->contest, t->winners,
		    DHONDT_MAX_SEATS);
	if (qualify(t, &d) == 0)
		return err_set(e, ERR_INPUT, "contest %s: found no choice with "
		    "votes enough for a seat, expected one at least",
		    t->contest);
	for (int64_t seat = 0; seat < t->winners; seat++)
		d.seats[next_seat(t, &d)]++;
	d.tied = last_is_shared(t, &d);
	*out = d;
	return true;
}
