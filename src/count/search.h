/* SPDX-License-Identifier: Apache-2.0 */
/* search: what the steps of the duplicate search share; of use in this room only. */
#ifndef COUNT_SEARCH_H
#define COUNT_SEARCH_H

#include "count/chain.h"
#include "count/crowd.h"
#include "count/duplicate.h"
#include "count/label.h"

/* The batches whose names have one shape. */
struct family {
	const char *shape;
	uint32_t   *row;	/* in order of the sheet */
	uint32_t    rows, ranges;
	uint32_t   *kin;	/* larger families with a related shape */
	uint32_t    kins;
};

/* Two rows that something else than likeness of names says are one batch. */
struct twin {
	uint32_t x, y;		/* x < y */
	enum likeness_of_names names;
	int      likelihood;
	int64_t  one_in;	/* as in struct duplicate */
	int64_t  pairs, unlike;	/* as in struct duplicate */
};

/* Twins in the order found; a pair stands among them once. */
struct twins {
	struct twin *item;
	size_t       n, cap;
	struct chain by_pair;
};

/* Rows by all their numbers; those that are one-sided or slight say nothing and are left out. */
struct vectors {
	struct chain by_votes;
	uint32_t    *same;	/* by row: rows with these numbers, itself among them; 0 if left out */
};

enum { SEARCH_METHODS = 32 };	/* told apart; all further ones count as one */

struct search {
	struct arena       *a;
	const struct sheet *sheet;
	const struct sheet *places;	/* of another count, or NULL */
	struct crowd        crowd;
	struct label       *label;	/* by row */
	uint32_t           *family_of;	/* by row */
	uint8_t            *method;	/* by row */
	struct family      *family;
	uint32_t            families;
	struct chain        names;	/* rows by label_hash */
	struct chain        shapes;	/* families by shape */
	struct vectors      vectors;
	struct twins        twins;
	uint32_t           *group;	/* by row: 1 + index in out, 0 for none; of names that are alike */
	bool               *in_range;	/* by row: member of a group of a range */
	struct duplicates  *out;
};

/* search_same_method(s, x, y): Are two rows of one method or batch type? */
bool search_same_method(const struct search *s, size_t x, size_t y);

/* search_family(s, shape): The family of that shape, or CHAIN_END. */
uint32_t search_family(const struct search *s, const char *shape);

/* search_add(s): A new zeroed group. */
struct duplicate *search_add(struct search *s);

/* search_sort(d): Put the rows of a group, from the ${from}th on, in order of the sheet. */
void search_sort(struct duplicate *d, size_t from);

/* search_posterior(prior, fits, chance): 1/1000 that it is one batch, when its votes agree. */
int search_posterior(double prior, double fits, double chance);

/* search_one_in(chance): How many pairs it takes, as a round number. */
int64_t search_one_in(double chance);

/* search_related(s, x, y): Are the names of two rows of one shape, or of two that may mean the same? */
bool search_related(const struct search *s, size_t x, size_t y);

/* search_near(s, x, y): Are their votes equal, or a few apart: one or two of a small batch? */
bool search_near(const struct search *s, size_t x, size_t y);

/* search_doubt_name(s, row): A copy of another batch is hardly one of the batch whose name it shares. */
void search_doubt_name(struct search *s, uint32_t row);

/* search_votes_hash(s, row): Equal for rows of equal numbers. */
uint64_t search_votes_hash(const struct search *s, uint32_t row);

/* search_says_nothing(s, row): Is a row sorted by choice or nearly empty, with the votes of many others? */
bool search_says_nothing(const struct search *s, uint32_t row);

/* search_next_alike(s, row): The next row before ${row} with the same numbers, or CHAIN_END. */
uint32_t search_next_alike(const struct search *s, uint32_t row);

/* search_share(s, row): How often another batch of the unit has the numbers of ${row}; as if at least one had. */
double search_share(const struct search *s, uint32_t row);

/* twins_put(s, t): Name a pair; the more likely of two that name the same is kept. */
void twins_put(struct search *s, struct twin t);

/* twins_find(s, x, y): The pair, or NULL. */
const struct twin *twins_find(const struct search *s, uint32_t x, uint32_t y);

/* The steps, in order; a pair of rows is named by the first that finds it. */
void search_families(struct search *s);
void search_vectors(struct search *s);
void search_runs(struct search *s);
void search_zeroed(struct search *s);
void search_places(struct search *s);
void search_names(struct search *s);
void search_slips(struct search *s);
void search_twins(struct search *s);
void search_ranges(struct search *s);
void search_votes(struct search *s);

#endif
