/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ranking: the choices of one ballot in their order, and many such ballots
 * with equal ones put together.
 *
 *	struct rankings r = { .choices = 3 };
 *	TRY(rankings_add(a, &r, (const uint8_t[]){ 2, 0 }, 2, 1, e));
 *	rankings_tally(&r, ranking_all(3), votes);
 *
 * A choice is its index.  A set of choices is the bits of a uint64_t, so a
 * contest has RANKING_CHOICES of them at most.
 */
#ifndef MODEL_RANKING_H
#define MODEL_RANKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;

#define RANKING_CHOICES ((size_t)64)

/* ranking_all(n): The set of the first ${n} choices. */
static inline uint64_t
ranking_all(size_t n)
{
	return n == RANKING_CHOICES ? UINT64_MAX : ((uint64_t)1 << n) - 1;
}

/* ranking_one(c): The set of choice ${c} alone. */
static inline uint64_t
ranking_one(size_t c)
{
	return (uint64_t)1 << c;
}

/*
 * Distinct rankings, in columns.  Ranking i is pref[at[i]] up to
 * pref[at[i + 1]], the first preference first, and stood on ballots[i] ballots.
 * All zero but for ${choices} is a valid empty one; the columns are in the
 * arena given to rankings_add.
 */
struct rankings {
	size_t    choices;
	size_t    n;
	uint32_t *at;
	uint8_t  *pref;
	int64_t  *ballots;
	int64_t   total;	/* of ballots, those that rank nobody with them */

	uint32_t *slot;		/* finds an equal ranking: its index + 1, or 0 */
	size_t    slots;	/* a power of two */
	size_t    at_cap, pref_cap, ballots_cap;
};

/*
 * rankings_add(a, r, pref, n, ballots, e):
 * ${ballots} more ballots that rank the ${n} choices at ${pref}; n = 0 ranks
 * nobody.  Fails if a choice is unknown or stands there twice, if ${ballots}
 * is below 0, or if there are more of anything than can be counted.
 */
bool rankings_add(struct arena *a, struct rankings *r, const uint8_t *pref,
    size_t n, int64_t ballots, struct err *e) __attribute__((nonnull(1, 2, 6)));

/* rankings_length(r, i): How many choices ranking ${i} ranks. */
static inline size_t
rankings_length(const struct rankings *r, size_t i)
{
	return r->at[i + 1] - r->at[i];
}

/*
 * rankings_tally(r, in, votes):
 * Each ballot goes to the choice of the set ${in} that it ranks highest;
 * votes[c] is what choice c gets, for every choice of the contest (0 if it is
 * not in the set).  Return the ballots that go to nobody.
 */
int64_t rankings_tally(const struct rankings *r, uint64_t in, int64_t *votes);

/*
 * rankings_ahead(r, x, y): The ballots that rank ${x}, and do not rank ${y} or
 * rank it below.
 */
int64_t rankings_ahead(const struct rankings *r, size_t x, size_t y);

/* What is made of a rank at which several choices are marked. */
enum ranking_overvote {
	RANKING_OVERVOTE_ENDS,		/* nothing from there on counts */
	RANKING_OVERVOTE_SKIPPED,	/* the next rank takes its place */
	RANKING_OVERVOTES
};

/* What is made of a rank at which only choices stand that were ranked above. */
enum ranking_repeat {
	RANKING_REPEAT_SKIPPED,
	RANKING_REPEAT_ENDS,
	RANKING_REPEATS
};

/*
 * What a law says of marks that are no clean ranking.  Rules that look at who
 * is still in the count while it goes on cannot be said here.
 */
struct ranking_rules {
	enum ranking_overvote overvote;
	enum ranking_repeat   repeat;
	size_t skipped;	/* so many ranks without any mark, one after another, end the ballot; 0: none do */
};

/* ranking_overvote_id, ranking_repeat_id: "ends", "skipped"; the parsers answer false to other words. */
const char *ranking_overvote_id(enum ranking_overvote v);
const char *ranking_repeat_id(enum ranking_repeat v);
bool ranking_overvote_parse(const char *s, enum ranking_overvote *v);
bool ranking_repeat_parse(const char *s, enum ranking_repeat *v);

/* A mark: this choice at this rank; ranks count from 1. */
struct ranking_mark {
	uint16_t rank;
	uint8_t  choice;
};

/* Why a ballot counts no further than its ranking goes. */
enum ranking_end {
	RANKING_END_MARKS,	/* there is no further mark */
	RANKING_END_OVERVOTE,
	RANKING_END_SKIPPED,
	RANKING_END_REPEAT,
};

struct ranking {
	uint8_t          pref[RANKING_CHOICES];
	size_t           n;
	enum ranking_end end;
	uint16_t         end_rank;	/* the rank that ended it; 0 if the marks did */
};

/*
 * ranking_of_marks(rules, mark, n, out):
 * The ranking that the ${n} marks of one ballot give, in any order.  An
 * overvote is judged on the marks as made: a choice ranked above is one of the
 * several still.  An equal mark made twice is one.  Choices are below
 * RANKING_CHOICES, ranks above 0.
 */
void ranking_of_marks(const struct ranking_rules *rules,
    const struct ranking_mark *mark, size_t n, struct ranking *out);

#endif
