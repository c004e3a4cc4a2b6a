/* SPDX-License-Identifier: Apache-2.0 */
/*
 * names: the member names of the objects that are open, so that a name given
 * twice in one object is noticed, be the object ever so large.
 */
#ifndef TEXT_NAMES_H
#define TEXT_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* Bytes of names, of all open objects together. */
#define NAMES_MAX ((size_t)8 << 20)

enum names_fault { NAMES_OK, NAMES_TWICE, NAMES_TOO_MANY };

struct names_entry {
	size_t   at, n;		/* its bytes in text */
	uint64_t hash;
	size_t   slot;
};

/* A stack of names and a hash table over it; all zero is an empty one. */
struct names {
	struct arena       *arena;
	char               *text;
	size_t              used, room;
	struct names_entry *entry;
	size_t              count, cap;
	uint32_t           *slot;	/* entry + 1, or 0 */
	size_t              slots;	/* a power of two */
};

/* names_mark(s): Where an object that opens now begins. */
static inline size_t
names_mark(const struct names *s)
{
	return s->count;
}

/*
 * names_add(s, mark, p, n): A name of the innermost object, which began at
 * ${mark}.  SCAN_SLACK bytes behind it may be read.
 */
enum names_fault names_add(struct names *s, size_t mark, const char *p,
    size_t n);

/* names_leave(s, mark): The object that began at ${mark} is closed. */
void names_leave(struct names *s, size_t mark);

#endif
