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

enum { SEARCH_METHODS = 32 };	/* told apart; all further ones count as one */

struct search {
	struct arena       *a;
	const struct sheet *sheet;
	struct crowd        crowd;
	struct label       *label;	/* by row */
	uint32_t           *family_of;	/* by row */
	uint8_t            *method;	/* by row */
	struct family      *family;
	uint32_t            families;
	struct chain        names;	/* rows by label_hash */
	struct chain        shapes;	/* families by shape */
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

/* The steps, in order; a pair of rows is named by the first that finds it. */
void search_families(struct search *s);
void search_names(struct search *s);
void search_ranges(struct search *s);
void search_votes(struct search *s);

#endif
