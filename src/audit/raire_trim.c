/* SPDX-License-Identifier: Apache-2.0 */
/*
 * raire_trim: leave out assertions that nothing needs.  The tree of suffixes
 * that still have to be ruled out is walked twice: first what alone rules a
 * suffix out is kept, then, where nothing kept does, the first that would.
 * What lies beyond a suffix depends on its set alone, so each set is one
 * branch, however many orders lead to it.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"

#include "audit/raire_check.h"
#include "audit/sets.h"

struct branch {
	bool   judged, open;	/* some order that ends so is contradicted by nothing */
	bool   first, second;	/* walked in that pass */
	bool   gone;		/* what is kept rules out all that lies beyond */
	size_t asked;		/* when it was last found not to, by how many were kept, + 1 */
};

struct trim {
	struct arena                 *a;
	const struct raire_assertion *s;
	size_t                        n, choices;
	enum raire_trim               how;
	struct sets                   sets;
	struct branch                *branch;
	size_t                        branches, cap, limit;
	bool                         *kept;
	size_t                        keeps;
};

/* The branch of ${set}; false if there are too many. */
static bool
branch_of(struct trim *t, uint64_t set, size_t *out)
{
	uint32_t *at = sets_at(t->a, &t->sets, set, 0);

	if (*at == 0) {
		*at = (uint32_t)t->branches + 1;
		t->branch = arena_grow(t->a, t->branch, t->branches, &t->cap,
		    sizeof *t->branch);
		t->branch[t->branches++] = (struct branch){ 0 };
	}
	*out = *at - 1;
	return t->branches <= t->limit;
}

static bool
waits(const struct trim *t, uint64_t set)
{
	for (size_t i = 0; i < t->n; i++)
		if (raire_check_waits(&t->s[i], set))
			return true;
	return false;
}

/* Who rules out ${c} right before ${set}. */
struct strikers {
	size_t n, first;
	bool   neb, kept;
};

static struct strikers
strikers_of(const struct trim *t, uint64_t set, size_t c)
{
	struct strikers k = { 0 };

	for (size_t i = 0; i < t->n; i++) {
		const struct raire_assertion *s = &t->s[i];

		if (!raire_check_waits(s, set) ||
		    !raire_check_strikes(s, set, c))
			continue;
		if (k.n++ == 0)
			k.first = i;
		k.neb |= s->kind == RAIRE_NEB;
		k.kept |= t->kept[i];
	}
	return k;
}

/* Is there an order that ends in ${set} and that nothing contradicts? */
static bool
is_open(struct trim *t, uint64_t set, bool *open)
{
	size_t b;

	*open = true;
	if (!waits(t, set))
		return true;
	TRY(branch_of(t, set, &b));
	*open = t->branch[b].open;
	if (t->branch[b].judged)
		return true;
	*open = false;
	for (size_t c = 0; c < t->choices && !*open; c++)
		if ((set & ranking_one(c)) == 0 &&
		    strikers_of(t, set, c).n == 0)
			TRY(is_open(t, set | ranking_one(c), open));
	t->branch[b].judged = true;
	t->branch[b].open = *open;
	return true;
}

/* Does the tree go on beneath ${set}, though ${k} rules all of it out? */
static bool
goes_on(struct trim *t, const struct strikers *k, uint64_t set, bool *on)
{
	bool open;

	*on = false;
	if (t->how != RAIRE_TRIM_ASSERTIONS || k->neb || !waits(t, set))
		return true;
	TRY(is_open(t, set, &open));
	*on = !open;
	return true;
}

static void
keep(struct trim *t, size_t i)
{
	t->keeps += !t->kept[i];
	t->kept[i] = true;
}

/* Has what is kept ruled out every way on from ${set}? */
static bool
is_gone(struct trim *t, uint64_t set, bool *gone)
{
	size_t b;

	TRY(branch_of(t, set, &b));
	*gone = t->branch[b].gone;
	if (*gone || t->branch[b].asked == t->keeps + 1)
		return true;
	*gone = true;
	for (size_t c = 0; c < t->choices && *gone; c++) {
		struct strikers k;
		bool on = true;

		if (set & ranking_one(c))
			continue;
		k = strikers_of(t, set, c);
		if (k.kept)
			continue;
		if (k.n > 0)
			TRY(goes_on(t, &k, set | ranking_one(c), &on));
		*gone = false;
		if (on)
			TRY(is_gone(t, set | ranking_one(c), gone));
	}
	t->branch[b].gone = *gone;
	t->branch[b].asked = t->keeps + 1;
	return true;
}

static bool
first_pass(struct trim *t, uint64_t set, size_t c)
{
	struct strikers k = strikers_of(t, set, c);
	uint64_t more = set | ranking_one(c);
	bool on;
	size_t b;

	if (k.n > 0) {
		TRY(goes_on(t, &k, more, &on));
		if (k.n == 1 && !on)
			keep(t, k.first);
		return true;
	}
	TRY(branch_of(t, more, &b));
	if (t->branch[b].first)
		return true;
	t->branch[b].first = true;
	for (size_t next = 0; next < t->choices; next++)
		if ((more & ranking_one(next)) == 0)
			TRY(first_pass(t, more, next));
	return true;
}

static bool
second_pass(struct trim *t, uint64_t set, size_t c)
{
	struct strikers k = strikers_of(t, set, c);
	uint64_t more = set | ranking_one(c);
	bool gone = k.kept, on;
	size_t b;

	if (k.n > 0) {
		TRY(goes_on(t, &k, more, &on));
		if (!gone && on)
			TRY(is_gone(t, more, &gone));
		if (!gone)
			keep(t, k.first);
		return true;
	}
	TRY(branch_of(t, more, &b));
	if (t->branch[b].second)
		return true;
	t->branch[b].second = true;
	for (size_t next = 0; next < t->choices; next++)
		if ((more & ranking_one(next)) == 0)
			TRY(second_pass(t, more, next));
	return true;
}

static bool
walk(struct trim *t, size_t winner)
{
	for (size_t c = 0; c < t->choices; c++)
		if (c != winner)
			TRY(first_pass(t, 0, c));
	for (size_t c = 0; c < t->choices; c++)
		if (c != winner)
			TRY(second_pass(t, 0, c));
	return true;
}

bool
raire_trim(struct arena *a, struct raire_found *f, size_t choices,
    enum raire_trim how, size_t steps)
{
	struct trim t = { .a = a, .s = f->assertion, .n = f->n, .how = how,
		.choices = choices, .limit = steps };
	size_t n = 0;

	if (f->n > 0)
		qsort(f->assertion, f->n, sizeof *f->assertion, raire_order);
	if (how == RAIRE_TRIM_NONE)
		return true;
	t.kept = arena_zero(a, f->n, sizeof *t.kept);
	TRY(walk(&t, f->count.winner));
	for (size_t i = 0; i < f->n; i++)
		if (t.kept[i])
			f->assertion[n++] = f->assertion[i];
	f->n = n;
	return true;
}
