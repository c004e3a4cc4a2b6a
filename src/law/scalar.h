/* SPDX-License-Identifier: Apache-2.0 */
/* scalar: one text of a rule file, read as the type its schema gives it. */
#ifndef LAW_SCALAR_H
#define LAW_SCALAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/num.h"

#include "law/tree.h"

struct arena;

/* Each fails at ${n} with what was found and what was expected. */
bool scalar_text(struct arena *a, const struct tree *n, const char **to, struct err *e);
bool scalar_id(struct arena *a, const struct tree *n, const char **to, struct err *e);
bool scalar_ids(struct arena *a, const struct tree *n, const char **to, struct err *e);
bool scalar_word(const struct tree *n, const char *const *words, int *to, struct err *e);
bool scalar_whole(const struct tree *n, int min, int max, int *to, struct err *e);
bool scalar_votes(const struct tree *n, int64_t *to, struct err *e);
bool scalar_share(const struct tree *n, struct ratio *to, struct err *e);
bool scalar_day(const struct tree *n, struct day *to, struct err *e);
bool scalar_time(const struct tree *n, int *to, struct err *e);
bool scalar_offset(const struct tree *n, int *to, struct err *e);
bool scalar_bool(const struct tree *n, bool *to, struct err *e);

#endif
