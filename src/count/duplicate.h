/* SPDX-License-Identifier: Apache-2.0 */
/*
 * duplicate: batches of one unit that were entered more than once.
 *
 * Two names that mean the same thing are a question, not an answer: many
 * places number their batches anew for each type, day or site, and split one
 * pile into several rows of one name.  So a pair of like names is judged by
 * how many such pairs the unit has, and by how well their votes agree measured
 * against how often different batches of the unit agree by chance.
 */
#ifndef COUNT_DUPLICATE_H
#define COUNT_DUPLICATE_H

#include <stddef.h>
#include <stdint.h>

#include "model/finding.h"
#include "model/sheet.h"

struct arena;

/* Why the batches of a group belong together. */
enum likeness_of_names {
	NAMES_EQUAL,	/* but for case, blanks, punctuation and leading zeros */
	NAMES_SHORTER,	/* one shortens or leaves out words of the other */
	NAMES_SLIP,	/* one letter apart */
	NAMES_ORDER,	/* the same words in another order */
	NAMES_SUFFIX,	/* one adds a word or a number at the end: "copy", "(2)" */
	NAMES_RANGE,	/* the first stands for several batches, the others for some of them */
	NAMES_NEXT,	/* one number is one higher */
	NAMES_DIGITS,	/* two digits of one number changed places */
	NAMES_PLACE,	/* the same first words */
	NAMES_RUN,	/* each is one of a run of numbers, and the runs agree one by one */
	NAMES_SCANNER,	/* the same last number behind another one, as of another scanner */
	NAMES_DAMAGED,	/* one letter or digit apart, and one of them is out of place */
	NAMES_ONE_PLACE,	/* unlike names; each has the votes of a whole place, and there are fewer such places */
	NAMES_ZEROED,	/* unlike names; all votes equal but those of one choice, zero in one */
	NAMES_NUMBERS,	/* the same numbers behind other words */
	NAMES_OTHER
};

struct duplicate {
	enum finding_code code;
	enum likeness_of_names names;
	int       agree;	/* enum agreement of the first two */
	uint32_t *row;		/* of the sheet, in order; a range comes first */
	size_t    rows;
	int       likelihood;	/* in 1/1000 */
	int64_t   one_in;	/* different batches agree so well in one of so many pairs; 0: not said */
	int64_t   like_pairs;	/* pairs of names alike in this way in the unit */
	int64_t   unlike;	/* of these, pairs whose votes do not agree */
};

struct duplicates {
	struct duplicate *item;
	size_t            n, cap;
	int64_t           checks;	/* pairs of batches compared */
};

/*
 * duplicate_search(a, sheet, places, choices):
 * The groups of batches in ${sheet} that look entered more than once, each pair
 * of batches named once.  ${places}: what another count says of the precincts
 * of the unit, or NULL.  Time grows with rows, memory is of ${a}.
 */
struct duplicates duplicate_search(struct arena *a, const struct sheet *sheet,
    const struct sheet *places, uint16_t choices);

#endif
