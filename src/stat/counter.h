/* SPDX-License-Identifier: Apache-2.0 */
/*
 * counter: Rivest's sampler of 2011, which Colorado draws with: the digest of
 * "SEED,i" divided by how many there are.
 */
#ifndef STAT_COUNTER_H
#define STAT_COUNTER_H

#include <stdint.h>

/* counter_pick(seed, i, n): The ${i}-th pick, from 1 on, of ${n} > 0 things: 0 .. n - 1. */
uint64_t counter_pick(const char *seed, int64_t i, uint64_t n);

#endif
