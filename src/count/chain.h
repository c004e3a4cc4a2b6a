/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chain: rows found by a hash.  Rows are put in one after the other; those of
 * one hash are met newest first.
 */
#ifndef COUNT_CHAIN_H
#define COUNT_CHAIN_H

#include <stddef.h>
#include <stdint.h>

struct arena;

#define CHAIN_END UINT32_MAX

struct chain {
	uint32_t *head, *next;
	uint64_t *hash;
	size_t    mask;
};

/* chain_new(a, rows): Room for the rows 0 to ${rows} - 1. */
struct chain chain_new(struct arena *a, size_t rows);

/* chain_put(c, row, hash): Put in ${row}, once. */
void chain_put(struct chain *c, uint32_t row, uint64_t hash);

/* chain_first(c, hash), chain_next(c, row): Rows of one hash, or CHAIN_END. */
uint32_t chain_first(const struct chain *c, uint64_t hash);
uint32_t chain_next(const struct chain *c, uint32_t row);

#endif
