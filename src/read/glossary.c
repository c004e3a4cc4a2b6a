/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "model/sheet.h"

#include "read/columns.h"
#include "read/fold.h"

/* A name this short is not guessed: one letter makes it another name. */
#define GUESS_SHORT 4

/* From this length on two letters may be wrong. */
#define GUESS_LONG 8

void
glossary_add(struct arena *a, struct glossary *terms, const char *text,
    struct term as)
{
	terms->item = arena_grow(a, terms->item, terms->n, &terms->cap,
	    sizeof *terms->item);
	as.folded = fold_new(a, text);
	terms->item[terms->n++] = as;
}

static const struct {
	enum extra  extra;
	const char *text;
} extra_words[] = {
	{ EXTRA_BALLOTS, "ballots cast" },
	{ EXTRA_BALLOTS, "ballots counted" },
	{ EXTRA_BALLOTS, "total ballots" },
	{ EXTRA_UNDERVOTES, "undervote" },
	{ EXTRA_UNDERVOTES, "blank" },
	{ EXTRA_UNDERVOTES, "blanks" },
	{ EXTRA_UNDERVOTES, "blank votes" },
	{ EXTRA_UNDERVOTES, "blank undervote" },
	{ EXTRA_UNDERVOTES, "blank undervotes" },
	{ EXTRA_OVERVOTES, "overvote" },
	{ EXTRA_WRITE_INS, "write in" },
	{ EXTRA_WRITE_INS, "write in votes" },
	{ EXTRA_WRITE_INS, "valid write in" },
	{ EXTRA_WRITE_INS, "valid write ins" },
	{ EXTRA_WRITE_INS_INVALID, "invalid write in" },
	{ EXTRA_WRITE_INS_INVALID, "invalid write ins" },
};

static const struct {
	enum turnout turnout;
	const char  *text;
} turnout_words[] = {
	{ TURNOUT_REGISTERED, "registered voters" },
	{ TURNOUT_CHECK_INS, "check ins" },
	{ TURNOUT_CHECK_INS, "voters checked in" },
	{ TURNOUT_BALLOTS_CAST, "ballots" },
	{ TURNOUT_BALLOTS_CAST, "total ballots" },
};

static void
add_turnout(struct arena *a, struct glossary *terms)
{
	for (int t = 0; t < TURNOUTS; t++) {
		const char *id = turnout_id((enum turnout)t);

		glossary_add(a, terms, id, (struct term){ NULL, id, ROLE_NUMBER,
		    (uint16_t)t });
	}
	for (size_t i = 0; i < sizeof turnout_words / sizeof turnout_words[0];
	    i++) {
		enum turnout t = turnout_words[i].turnout;

		glossary_add(a, terms, turnout_words[i].text,
		    (struct term){ NULL, turnout_id(t), ROLE_NUMBER,
		    (uint16_t)t });
	}
}

static void
add_extras(struct arena *a, struct glossary *terms, uint16_t choices)
{
	for (int x = 0; x < EXTRAS; x++) {
		const char *id = extra_id((enum extra)x);

		glossary_add(a, terms, id, (struct term){ NULL, id, ROLE_NUMBER,
		    (uint16_t)(choices + x) });
	}
	for (size_t i = 0; i < sizeof extra_words / sizeof extra_words[0];
	    i++) {
		enum extra x = extra_words[i].extra;

		glossary_add(a, terms, extra_words[i].text, (struct term){ NULL,
		    extra_id(x), ROLE_NUMBER, (uint16_t)(choices + (int)x) });
	}
}

void
glossary_add_numbers(struct arena *a, struct glossary *terms,
    const struct election *el, struct contest_ix contest, enum partition part)
{
	const struct contest *c = &el->contest[contest.n];

	if (part == PART_TURNOUT) {
		add_turnout(a, terms);
		return;
	}
	for (uint16_t i = 0; i < c->choices; i++) {
		struct term as = { NULL, c->choice[i].id, ROLE_NUMBER, i };

		glossary_add(a, terms, c->choice[i].id, as);
		glossary_add(a, terms, c->choice[i].label, as);
		glossary_add(a, terms, c->choice[i].name, as);
	}
	add_extras(a, terms, c->choices);
}

static bool
same_meaning(const struct term *x, const struct term *y)
{
	return strcmp(x->field, y->field) == 0;
}

/* The term that is exactly ${folded}; two meanings are ambiguous. */
static enum match
find_exact(const struct glossary *terms, const char *folded,
    const struct term **out)
{
	*out = NULL;
	for (size_t i = 0; i < terms->n; i++) {
		const struct term *x = &terms->item[i];

		if (strcmp(x->folded, folded) != 0)
			continue;
		if (*out != NULL && !same_meaning(*out, x))
			return MATCH_AMBIGUOUS;
		*out = x;
	}
	return *out != NULL ? MATCH_EXACT : MATCH_NONE;
}

static int
letters_that_may_be_wrong(size_t n)
{
	if (n <= GUESS_SHORT)
		return 0;
	return n < GUESS_LONG ? 1 : 2;
}

/*
 * The nearest name.  It is a guess only if no name of another meaning is
 * within reach: "invalid" and "valid" write-ins are two letters apart.
 */
static enum match
find_near(const struct glossary *terms, const char *folded,
    const struct term **out)
{
	size_t n = strlen(folded);
	int reach = letters_that_may_be_wrong(n);
	int nearest = (int)n / 3 + 1;	/* further away is no help to anybody */
	const struct term *within = NULL;

	*out = NULL;
	for (size_t i = 0; i < terms->n; i++) {
		const struct term *x = &terms->item[i];
		int far = fold_distance(folded, x->folded,
		    nearest > reach ? nearest : reach);

		if (far < nearest) {
			nearest = far;
			*out = x;
		}
		if (far > reach || x->folded[0] == '\0')
			continue;
		if (within != NULL && !same_meaning(within, x))
			return MATCH_AMBIGUOUS;
		within = x;
	}
	return within != NULL ? MATCH_GUESSED : MATCH_NONE;
}

enum match
glossary_exact(const struct glossary *terms, const char *p, size_t n,
    const struct term **out)
{
	char folded[FOLD_MAX];

	*out = NULL;
	if (fold(folded, p, n) == 0)
		return MATCH_NONE;
	return find_exact(terms, folded, out);
}

enum match
glossary_find(const struct glossary *terms, const char *p, size_t n,
    const struct term **out)
{
	char folded[FOLD_MAX];
	enum match m;

	*out = NULL;
	if (fold(folded, p, n) == 0)
		return MATCH_NONE;
	m = find_exact(terms, folded, out);
	return m != MATCH_NONE ? m : find_near(terms, folded, out);
}
