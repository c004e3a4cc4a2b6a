/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fold: names as people mean them.  "Blank/Undervote", "blank undervote" and
 * "BLANK_UNDERVOTE" fold to the same text.
 */
#ifndef READ_FOLD_H
#define READ_FOLD_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Room for a folded name; a longer one folds to "", which matches nothing. */
#define FOLD_MAX 256

/*
 * fold(out, p, n):
 * Letters (ASCII ones in lower case) and digits of the ${n} bytes at ${p},
 * nothing else.  Return the length.
 */
size_t fold(char out[FOLD_MAX], const char *p, size_t n);

/* fold_new(a, s): ${s} folded, kept in ${a}. */
char *fold_new(struct arena *a, const char *s);

/*
 * fold_distance(x, y, limit):
 * In how many places two folded names differ: letters put in, left out,
 * changed, or two neighbours swapped (optimal string alignment).  Anything
 * above ${limit} is returned as ${limit} + 1.
 */
int fold_distance(const char *x, const char *y, int limit);

/*
 * fold_looks(a, s):
 * What the eye sees of ${s}: letters of other scripts and digits that look
 * like a Latin letter become that letter.  Two names with equal looks cannot
 * be told apart on paper (after Unicode TS 39, skeletons; common cases only).
 */
char *fold_looks(struct arena *a, const char *s);

/* fold_show(a, p, n): The ${n} bytes in double quotes for a message: short, and harmless on a terminal. */
char *fold_show(struct arena *a, const char *p, size_t n);

#endif
