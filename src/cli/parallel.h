/* SPDX-License-Identifier: Apache-2.0 */
/*
 * parallel: simulated audits on all processors.  Each replicate depends on the
 * seed and its number alone, so the answer is the same on one processor and on
 * many.
 */
#ifndef CLI_PARALLEL_H
#define CLI_PARALLEL_H

#include "audit/plan.h"

/* parallel_simulate(s, runs, size, e): As simulate_sizes for all ${runs} replicates; fits plan_ask.spread. */
bool parallel_simulate(const struct simulate *s, uint64_t runs, int64_t *size,
    struct err *e);

#endif
