/* SPDX-License-Identifier: Apache-2.0 */
/* repr_table: which characters Python calls printable. */
#ifndef STAT_REPR_TABLE_H
#define STAT_REPR_TABLE_H

#include <stdint.h>

#define REPR_EDGES 1400

/* Where printable characters begin (even index) and end (odd), ascending. */
extern const uint32_t repr_edge[REPR_EDGES];

#endif
