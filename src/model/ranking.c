/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/num.h"

#include "model/ranking.h"

/* FNV-1a, and a last turn so that its low bits depend on all. */
static uint64_t
hash_of(const uint8_t *pref, size_t n)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < n; i++)
		h = (h ^ pref[i]) * UINT64_C(0x100000001b3);
	return h ^ h >> 29;
}

static bool
choices_hold(const struct rankings *r, const uint8_t *pref, size_t n,
    struct err *e)
{
	uint64_t seen = 0;

	for (size_t i = 0; i < n; i++) {
		if (pref[i] >= r->choices)
			return err_set(e, ERR_INPUT, "found choice %u at rank "
			    "%zu, expected one of %zu choices", pref[i], i + 1,
			    r->choices);
		if (seen & ranking_one(pref[i]))
			return err_set(e, ERR_INPUT, "found choice %u a second "
			    "time at rank %zu, expected each once", pref[i],
			    i + 1);
		seen |= ranking_one(pref[i]);
	}
	return true;
}

/* Where ${pref} stands in the table, or the empty place that is for it. */
static size_t
place_of(const struct rankings *r, const uint8_t *pref, size_t n)
{
	size_t i = hash_of(pref, n) & (r->slots - 1);

	for (; r->slot[i] != 0; i = (i + 1) & (r->slots - 1)) {
		size_t k = r->slot[i] - 1;

		if (rankings_length(r, k) == n &&
		    (n == 0 || memcmp(r->pref + r->at[k], pref, n) == 0))
			break;
	}
	return i;
}

static void
widen(struct arena *a, struct rankings *r)
{
	r->slots = r->slots == 0 ? 64 : r->slots * 2;
	r->slot = arena_zero(a, r->slots, sizeof *r->slot);
	for (size_t k = 0; k < r->n; k++)
		r->slot[place_of(r, r->pref + r->at[k],
		    rankings_length(r, k))] = (uint32_t)k + 1;
}

static void
append(struct arena *a, struct rankings *r, const uint8_t *pref, size_t n)
{
	uint32_t used = r->n == 0 ? 0 : r->at[r->n];

	for (size_t need = r->n; need < r->n + 2; need++)
		r->at = arena_grow(a, r->at, need, &r->at_cap, sizeof *r->at);
	r->ballots = arena_grow(a, r->ballots, r->n, &r->ballots_cap,
	    sizeof *r->ballots);
	for (size_t i = 0; i < n; i++) {
		r->pref = arena_grow(a, r->pref, used + i, &r->pref_cap, 1);
		r->pref[used + i] = pref[i];
	}
	if (r->pref == NULL)
		r->pref = arena_grow(a, r->pref, 0, &r->pref_cap, 1);
	r->at[r->n] = used;
	r->at[r->n + 1] = used + (uint32_t)n;
	r->ballots[r->n++] = 0;
}

bool
rankings_add(struct arena *a, struct rankings *r, const uint8_t *pref,
    size_t n, int64_t ballots, struct err *e)
{
	int64_t total;
	size_t at;

	assert(r->choices <= RANKING_CHOICES);
	TRY(choices_hold(r, pref, n, e));
	if (ballots < 0 || !num_add(&total, r->total, ballots) ||
	    total > NUM_MAX_VOTES)
		return err_set(e, ERR_INPUT, "found %" PRId64 " ballots beside "
		    "%" PRId64 ", expected 0 or more, together at most %"
		    PRId64, ballots, r->total, NUM_MAX_VOTES);
	if (r->n >= UINT32_MAX / (2 * RANKING_CHOICES))
		return err_set(e, ERR_INPUT, "found more than %zu different "
		    "rankings", r->n);
	if (r->n * 4 >= r->slots * 3)
		widen(a, r);
	at = place_of(r, pref, n);
	if (r->slot[at] == 0) {
		append(a, r, pref, n);
		r->slot[at] = (uint32_t)r->n;
	}
	r->ballots[r->slot[at] - 1] += ballots;
	r->total = total;
	return true;
}

int64_t
rankings_tally(const struct rankings *r, uint64_t in, int64_t *votes)
{
	int64_t nobody = 0;

	memset(votes, 0, r->choices * sizeof *votes);
	for (size_t k = 0; k < r->n; k++) {
		const uint8_t *p = r->pref + r->at[k];
		const uint8_t *end = r->pref + r->at[k + 1];

		while (p < end && (in & ranking_one(*p)) == 0)
			p++;
		if (p < end)
			votes[*p] += r->ballots[k];
		else
			nobody += r->ballots[k];
	}
	return nobody;
}

int64_t
rankings_ahead(const struct rankings *r, size_t x, size_t y)
{
	int64_t votes[RANKING_CHOICES];

	(void)rankings_tally(r, ranking_one(x) | ranking_one(y), votes);
	return votes[x];
}

static const char *const ends_or_skipped[] = { "ends", "skipped" };

const char *
ranking_overvote_id(enum ranking_overvote v)
{
	return ends_or_skipped[v == RANKING_OVERVOTE_SKIPPED];
}

const char *
ranking_repeat_id(enum ranking_repeat v)
{
	return ends_or_skipped[v == RANKING_REPEAT_SKIPPED];
}

bool
ranking_overvote_parse(const char *s, enum ranking_overvote *v)
{
	if (strcmp(s, "ends") != 0 && strcmp(s, "skipped") != 0)
		return false;
	*v = *s == 'e' ? RANKING_OVERVOTE_ENDS : RANKING_OVERVOTE_SKIPPED;
	return true;
}

bool
ranking_repeat_parse(const char *s, enum ranking_repeat *v)
{
	if (strcmp(s, "ends") != 0 && strcmp(s, "skipped") != 0)
		return false;
	*v = *s == 'e' ? RANKING_REPEAT_ENDS : RANKING_REPEAT_SKIPPED;
	return true;
}

/* The least rank above ${above} that has a mark, and the choices there. */
static size_t
next_rank(const struct ranking_mark *mark, size_t n, size_t above,
    uint64_t *at)
{
	size_t rank = SIZE_MAX;

	for (size_t i = 0; i < n; i++) {
		if (mark[i].rank <= above || mark[i].rank > rank)
			continue;
		if (mark[i].rank < rank)
			*at = 0;
		rank = mark[i].rank;
		*at |= ranking_one(mark[i].choice);
	}
	return rank;
}

static enum ranking_end
judge(const struct ranking_rules *rules, uint64_t at, uint64_t ranked)
{
	if ((at & (at - 1)) != 0 && rules->overvote == RANKING_OVERVOTE_ENDS)
		return RANKING_END_OVERVOTE;
	if ((at & ~ranked) == 0 && rules->repeat == RANKING_REPEAT_ENDS)
		return RANKING_END_REPEAT;
	return RANKING_END_MARKS;
}

void
ranking_of_marks(const struct ranking_rules *rules,
    const struct ranking_mark *mark, size_t n, struct ranking *out)
{
	uint64_t at = 0, ranked = 0;
	size_t before = 0, rank;

	*out = (struct ranking){ .end = RANKING_END_MARKS };
	for (; (rank = next_rank(mark, n, before, &at)) != SIZE_MAX;
	    before = rank) {
		out->end = judge(rules, at, ranked);
		if (rules->skipped > 0 && rank - before > rules->skipped) {
			out->end = RANKING_END_SKIPPED;
			rank = before + rules->skipped;
		}
		if (out->end != RANKING_END_MARKS) {
			out->end_rank = (uint16_t)rank;
			return;
		}
		if ((at & (at - 1)) == 0 && (at & ranked) == 0)
			out->pref[out->n++] = (uint8_t)__builtin_ctzll(at);
		ranked |= (at & (at - 1)) == 0 ? at : 0;
	}
}
