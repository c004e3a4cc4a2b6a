/* SPDX-License-Identifier: Apache-2.0 */
/* authority_part: the parts of an authority file that are lists of words, and its lifecycles. */
#ifndef LAW_AUTHORITY_PART_H
#define LAW_AUTHORITY_PART_H

#include <stdbool.h>
#include <stdint.h>

#include "law/scalar.h"
#include "law/tree.h"

struct arena;
struct authority;
struct err;

/* part_word(a, rest): The next of the words at *${rest}, parted by blanks; NULL when none is left. */
const char *part_word(struct arena *a, const char **rest);

/* part_unknown(n, word, what, e): Say that ${word} of ${n} is not ${what}; always false. */
bool part_unknown(const struct tree *n, const char *word, const char *what,
    struct err *e);

/* part_acts(a, n, out, e): Actions, KIND.VERB, each once, with single blanks between. */
bool part_acts(struct arena *a, const struct tree *n, const char **out,
    struct err *e);

/* part_guards(a, n, out, e): Guards as bits; none where ${n} is NULL. */
bool part_guards(struct arena *a, const struct tree *n, uint32_t *out,
    struct err *e);

/* part_lifecycles(a, list, w, e): The lifecycles of the file. */
bool part_lifecycles(struct arena *a, const struct tree *list,
    struct authority *w, struct err *e);

#endif
