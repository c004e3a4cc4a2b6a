/* SPDX-License-Identifier: Apache-2.0 */
/*
 * arena: memory that is given back all at once.
 *
 *	struct arena a = { 0 };
 *	char *name = arena_str(&a, bytes, n);
 *	...
 *	arena_free(&a);
 *
 * One arena a unit of work: an import, a county, a report.  Running out of
 * memory ends the program loudly; sizes are limited at the door.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena {
	struct arena_block *head;	/* newest block; NULL when empty */
	size_t              used;	/* bytes handed out since the last reset */
};

/* arena_zero(a, count, size): ${count} zeroed objects of ${size} bytes. */
void *arena_zero(struct arena *a, size_t count, size_t size)
    __attribute__((returns_nonnull));

/* arena_str(a, s, n): A NUL-terminated copy of the ${n} bytes at ${s}. */
char *arena_str(struct arena *a, const char *s, size_t n)
    __attribute__((returns_nonnull));

/* arena_text(a, s): A copy of the string ${s}. */
char *arena_text(struct arena *a, const char *s)
    __attribute__((returns_nonnull));

/* arena_printf(a, fmt, ...): A formatted string, kept in ${a}. */
char *arena_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3), returns_nonnull));

/*
 * arena_grow(a, p, used, cap, size):
 * Room for one more object of ${size} bytes in the array ${p}, of which
 * ${used} of *${cap} places are taken.  Return ${p}, or a larger copy of it
 * (twice the room; the old one stays in the arena) with *${cap} raised.
 */
void *arena_grow(struct arena *a, void *p, size_t used, size_t *cap,
    size_t size) __attribute__((returns_nonnull));

/* arena_reset(a): Forget all objects, but keep one block for the next ones. */
void arena_reset(struct arena *a);

/* arena_free(a): Give all memory back.  An empty arena is legal. */
void arena_free(struct arena *a);

#endif
