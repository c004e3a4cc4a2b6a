/* SPDX-License-Identifier: Apache-2.0 */
/* sets: a number kept under a set of choices, and another number beside it. */
#ifndef AUDIT_SETS_H
#define AUDIT_SETS_H

#include <stddef.h>
#include <stdint.h>

struct arena;

struct sets_entry {
	uint64_t set;
	uint32_t with;
	uint32_t value;	/* 0: nothing is here */
};

/* All zero is an empty table. */
struct sets {
	struct sets_entry *entry;
	size_t             n, room;	/* room is 0 or a power of two */
};

/*
 * sets_at(a, s, set, with): What is kept under ${set} and ${with}: 0 if it is
 * new, and must then be given another value before the next call.
 */
uint32_t *sets_at(struct arena *a, struct sets *s, uint64_t set,
    uint32_t with) __attribute__((returns_nonnull, nonnull));

#endif
