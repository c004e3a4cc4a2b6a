/* SPDX-License-Identifier: Apache-2.0 */
/*
 * label: what the name of a batch says, apart from how it is spelt.
 *
 * A name is read as words and numbers.  "AbsenteeScanner3Batch018" and
 * "absentee scanner 3 - batch 18" have the same shape, "absenteescanner#batch#",
 * and the same numbers, 3 and 18.  Case, blanks, punctuation, leading zeros,
 * invisible characters and letters that only look Latin carry no meaning; the
 * order of words and numbers does.
 */
#ifndef COUNT_LABEL_H
#define COUNT_LABEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum { LABEL_NUMBERS = 8 };	/* further numbers stay words */

/* Why a label looks different from what it says; a set of bits. */
enum label_dirt {
	DIRT_EDGE_BLANK = 1,	/* blanks in front or behind */
	DIRT_TWO_BLANKS = 2,
	DIRT_CONTROL    = 4,	/* tabs, line ends and other controls */
	DIRT_INVISIBLE  = 8,	/* zero-width, no-break or direction marks */
	DIRT_ALPHABETS  = 16,	/* a letter of another alphabet or width that looks Latin */
	DIRT_BYTES      = 32,	/* not UTF-8 */
};

struct label {
	const char *shape;	/* words in lower case without blanks; '#' for each number */
	int64_t     number[LABEL_NUMBERS];
	size_t      numbers;
	bool        range;	/* the last two numbers are joined by a dash or a word like "to", and rise */
};

/* label_read(a, text): Read the name of a batch; any bytes will do. */
struct label label_read(struct arena *a, const char *text);

/* label_dirt(text): Why a name looks different from what it says: a set of enum label_dirt. */
unsigned label_dirt(const char *text);

/* label_hash(l): Equal for labels of equal shape and numbers. */
uint64_t label_hash(const struct label *l);

/* label_equal(x, y): Same shape, same numbers. */
bool label_equal(const struct label *x, const struct label *y);

/* How the shapes of two names may stand for the same thing. */
enum kinship {
	KIN_NONE,
	KIN_SHORTER,	/* one leaves out or shortens words of the other: "sc#-#", "absenteescanner#batch#" */
	KIN_SLIP,	/* one letter left out, put in, or two exchanged, in a word of three letters or more */
};

/*
 * label_kinship(x, y):
 * How two different shapes are related.  Words behind the last number never
 * fall away: "12 military" and "12" are different piles.
 */
enum kinship label_kinship(const char *x, const char *y);

/* label_loose_hash(l): Equal for labels of the same letters and numbers, in any order. */
uint64_t label_loose_hash(const struct label *l);

/* label_reordered(x, y): Do ${x} and ${y} hold the same letters and numbers, in another order of words? */
bool label_reordered(const struct label *x, const struct label *y);

#endif
