/* SPDX-License-Identifier: Apache-2.0 */
/* authority_check: what rows and lifecycles must be together, besides each alone. */
#ifndef LAW_AUTHORITY_CHECK_H
#define LAW_AUTHORITY_CHECK_H

#include <stdbool.h>

struct authority;
struct err;

/*
 * authority_check(w, e):
 * No action stands in two rows on one day.  Every state is reached and left,
 * unless it is a last one.  Every act of a move is in a row whose holders can
 * make it, and every act of a lifecycle's kind that somebody may do moves it.
 */
bool authority_check(const struct authority *w, struct err *e);

#endif
