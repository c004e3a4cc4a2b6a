/* SPDX-License-Identifier: Apache-2.0 */
/* words: the small words that sentences about an election are made of.  All texts live in the arena given. */
#ifndef REPORT_WORDS_H
#define REPORT_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/day.h"
#include "base/num.h"
#include "model/election.h"

struct arena;

char *words_num(struct arena *a, int64_t n);		/* 4,998,482 */
char *words_signed(struct arena *a, int64_t n);		/* +158, −285 */
char *words_percent(struct arena *a, int64_t num, int64_t den, int places);	/* 0.24%; "unknown" */
char *words_size(struct arena *a, int64_t n);		/* 285 for −285 */

/* words_number(a, n): "no", "one" ... "ten", then digits. */
char *words_number(struct arena *a, int64_t n);

/* words_things(a, n, one, many): "1 county", "159 counties". */
char *words_things(struct arena *a, int64_t n, const char *one, const char *many);

/* words_list(a, item, n): "A", "A and B", "A, B and C". */
char *words_list(struct arena *a, const char *const *item, size_t n);

char *words_capital(struct arena *a, const char *s);	/* "County" */
char *words_date(struct arena *a, struct day d);	/* 3 November 2020; "date unknown" */
char *words_day(struct arena *a, struct day d);		/* 3 Nov 2020; "date unknown" */

/* words_unit(a, el, u): "Alder County"; the jurisdiction for NO_UNIT. */
char *words_unit(struct arena *a, const struct election *el, struct unit_ix u);

#endif
