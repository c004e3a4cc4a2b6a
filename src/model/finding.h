/* SPDX-License-Identifier: Apache-2.0 */
/*
 * finding: something in the counts that a person must look at.  Not an error:
 * it is what the tool is for.
 */
#ifndef MODEL_FINDING_H
#define MODEL_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/election.h"

struct arena;

/* The codes are public and stable; docs/findings.md says what each means. */
enum finding_code {
	FINDING_UNIT_MISSING,		/* a unit has no figures in a count */
	FINDING_BATCH_SUM,		/* batch sums differ from the reported totals of that count */
	FINDING_PART_SUM,		/* methods or precincts do not add up to the unit's total */
	FINDING_COUNT_SUM,		/* units do not add up to the count's reported total */
	FINDING_VOTES_OVER_BALLOTS,	/* votes > ballots x votes allowed */
	FINDING_BALLOTS_OVER_CHECKINS,	/* more ballots than voters who checked in, or than registered */
	FINDING_BATCH_EMPTY,		/* a batch of zeros */
	FINDING_BATCH_SPELLING,		/* one scanner and batch under different spellings */
	FINDING_BATCH_RANGE,		/* a range of batches, and a batch inside it */
	FINDING_BATCH_TWO_TYPES,	/* one batch under two types */
	FINDING_BATCH_SAME_VOTES,	/* batches of the same unit with identical votes, unlikely by chance */
	FINDING_BATCH_ONE_SIDED,	/* sorted by choice before the tally: explained, not suspicious */
	FINDING_CARDS_AS_BLANKS,	/* second ballot cards counted as blank ballots */
	FINDING_METHODS_DIFFER,		/* the methods of two sources do not correspond */
	FINDING_HEADER_DIRT,		/* a column understood in spite of its spelling */
	FINDING_LABEL_DIRT,		/* labels with tabs, trailing blanks, invisible or look-alike characters */
	FINDING_SOURCE_TOTALS,		/* a source quotes totals that differ from the certified ones */
	FINDING_CODES
};

enum severity {
	SEVERITY_NOTE,		/* good to know; asks for nothing */
	SEVERITY_EXPLAIN,	/* must be explained before certification */
	SEVERITY_BLOCK,		/* must be mended before the figures can be used */
};

/* One batch, precinct or row that a finding concerns. */
struct member {
	struct unit_ix   unit;
	struct source_ix source;
	const char      *label, *method;	/* as in struct row */
	int64_t          line;
	const int64_t   *v;	/* its numbers, or NULL; choices + EXTRAS */
};

struct named_number {
	const char *name;	/* "batches", "votes_reed": stable */
	int64_t     value;
};

struct finding {
	enum finding_code code;
	enum severity     severity;
	struct unit_ix    unit;		/* NO_UNIT: the whole jurisdiction */
	struct count_ix   count;	/* the count concerned, or NO_COUNT */
	struct member    *member;
	size_t            members;
	size_t            kept;		/* of these are in member[]: all, but in a copy */
	int               likelihood;	/* in 1/1000 that it is a real error of counting or entry; -1: a plain fact */
	const char       *title;	/* one line, with the place and the number */
	const char       *reason;	/* why it is named, and why the likelihood is what it is */
	struct named_number *number;
	size_t            numbers;
	int64_t          *effect;	/* by choice: change of its votes at most, if the finding were mended; NULL: none */
	int64_t           margin_effect;	/* change of the official margin at most, as a size; NUM_UNKNOWN if not known */
	const struct note *explained;	/* who explained it, or NULL: open */
};

struct findings {
	struct finding *item;
	size_t          n, cap;
	struct arena   *a;	/* where they live */
};

/* findings_add(f): A new zeroed finding at the end of ${f} (likelihood -1, NO_UNIT, NO_COUNT). */
struct finding *findings_add(struct findings *f);

/*
 * findings_keep(f, fd, most, width):
 * A copy of ${fd} at the end of ${f}, with all it points to, but with ${most}
 * members at most: fd->members still says how many there are.  ${width}: of
 * the members' numbers.  The effect is by choice, EXTRAS fewer.
 */
void findings_keep(struct findings *f, const struct finding *fd, size_t most,
    size_t width);

/* finding_number(f, fd, name, value): Append a named number to ${fd}. */
void finding_number(struct findings *f, struct finding *fd, const char *name, int64_t value);

/* finding_code_id(c): "BATCH_SPELLING"; finding_code_words(c): "One batch under two spellings". */
const char *finding_code_id(enum finding_code c);
const char *finding_code_words(enum finding_code c);
const char *severity_id(enum severity s);	/* "note", "explain", "block" */

/* finding_is_open(fd): Does it still wait for an explanation? (a note never does) */
bool finding_is_open(const struct finding *fd);

#endif
