/* SPDX-License-Identifier: Apache-2.0 */
/*
 * card: one contest on one ballot card, as a machine recorded it or as people
 * read it.
 *
 *	const int16_t mark[] = { 0, 1 };
 *	struct card c = { .mark = mark, .choices = 2 };
 *
 * A view: the marks are the caller's.
 */
#ifndef MODEL_CARD_H
#define MODEL_CARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Why a card has no marks to look at. */
enum card_flag {
	CARD_MISSING    = 1,	/* no such card: a record made up for one, or paper that was not found */
	CARD_LACKS      = 2,	/* the contest is not on it */
	CARD_OVERVOTED  = 4,	/* recorded as an overvote, without the choices marked */
	CARD_UNDERVOTED = 8,	/* recorded as an undervote, without the choices marked */
};

struct card {
	const int16_t *mark;	/* of each choice: 1 if marked, its points, or its rank from 1; 0: none */
	size_t         choices;
	unsigned       flags;	/* of enum card_flag */
};

/* No choice. */
#define CARD_NOBODY SIZE_MAX

/* card_has(c): The contest is on the card and the card is there. */
static inline bool
card_has(const struct card *c)
{
	return (c->flags & (CARD_MISSING | CARD_LACKS)) == 0;
}

/* card_mark(c, i): The mark of choice ${i}; 0 where none is recorded. */
static inline int16_t
card_mark(const struct card *c, size_t i)
{
	return card_has(c) && i < c->choices ? c->mark[i] : 0;
}

/* card_marks(c): How many choices are marked. */
size_t card_marks(const struct card *c);

/*
 * card_first(c, standing):
 * The choice that a ranking puts first among those whose bit is set in
 * ${standing}; CARD_NOBODY if it ranks none of them.  Choices from the 65th on
 * have no bit.
 */
size_t card_first(const struct card *c, uint64_t standing);

/*
 * card_tidy_ranks(mark, n):
 * Make a ranking of ${n} choices one without gaps: a rank given twice ends it,
 * with all that come after, and a rank left out is closed.  (How Arlo reads
 * rankings; the rules of a state may say otherwise.)
 */
void card_tidy_ranks(int16_t *mark, size_t n);

#endif
