/* SPDX-License-Identifier: Apache-2.0 */
/*
 * crowd: how often two different batches of a unit have the same votes by
 * chance.  Small batches often do, sorted ones nearly always, large ones never;
 * and many places make batches of one fixed size.  So the chance is learnt
 * from the unit's own batches of about the same size.
 */
#ifndef COUNT_CROWD_H
#define COUNT_CROWD_H

#include <stddef.h>
#include <stdint.h>

#include "model/sheet.h"

struct arena;

/* How well the votes of two batches agree. */
enum agreement {
	AGREE_SAME,	/* every number equal, and not all zero */
	AGREE_CHOICES,	/* the votes of every choice equal; blanks or the like differ */
	AGREE_NEAR,	/* a few votes apart: one batch read twice by people */
	AGREE_SIZE,	/* about as large */
	AGREE_NOT
};

struct crowd {
	const struct sheet *sheet;
	uint16_t            choices;
	uint16_t            main;	/* the choice with most votes */
	int64_t            *size;	/* by row: votes of choices and write-ins */
	uint32_t           *by_size;	/* rows with votes, smallest first */
	size_t              n;
};

struct crowd crowd_new(struct arena *a, const struct sheet *s,
    uint16_t choices);

enum agreement crowd_agreement(const struct crowd *c, size_t x, size_t y);

/* crowd_apart(c, x, y, limit): How many votes of choices two batches are apart; counted on no further than ${limit}. */
int64_t crowd_apart(const struct crowd *c, size_t x, size_t y, int64_t limit);

/*
 * crowd_chance(c, x, y, as):
 * The chance that a batch other than ${y} agrees with ${x} as well as ${as}
 * says (at best AGREE_NEAR), given that it is of about the same size.  Above 0,
 * at most 1.
 */
double crowd_chance(const struct crowd *c, size_t x, size_t y,
    enum agreement as);

/* crowd_peers(c, row): How many batches are about as large as ${row}, or larger. */
size_t crowd_peers(const struct crowd *c, size_t row);

#endif
