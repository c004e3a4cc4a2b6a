/* SPDX-License-Identifier: Apache-2.0 */
/* compare_work: what the files of compare share. */
#ifndef COUNT_COMPARE_WORK_H
#define COUNT_COMPARE_WORK_H

#include "count/compare.h"
#include "law/law.h"

/* The votes of every unit in every count that takes part. */
struct compare_work {
	struct arena     *a;
	const struct law *law;
	uint16_t          choices, width;	/* width: choices + EXTRAS */
	int64_t          *cell;			/* counts x units x width */
	bool             *reported;		/* counts x units */
};

/* How a choice stands: the contest's outcome is these, by choice. */
enum fate { FATE_LOSES, FATE_TIED, FATE_WINS, FATE_RUNOFF };

/*
 * compare_fates(c, v, fate):
 * What the votes ${v} make of each choice: the most votes win, unless the law
 * asks for a majority that nobody has.
 */
void compare_fates(const struct compare *c, const int64_t *v, enum fate *fate);

/* compare_too_many(c, unit, i, e): Fail: the votes up to ${unit} in count[${i}] overflow. */
bool compare_too_many(const struct compare *c, uint32_t unit, size_t i,
    struct err *e);

/* compare_pairs(c, e): Fill the pairs; the counts are finished. */
bool compare_pairs(struct compare *c, struct err *e);

/* compare_judge(c, p): Is the difference of ${p} large-scale by the rules in force? */
void compare_judge(const struct compare *c, struct compare_pair *p);

#endif
