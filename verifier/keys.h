/* SPDX-License-Identifier: Apache-2.0 */
/*
 * keys: has any actor's idempotency key been answered twice?
 *
 * The keys of all entries do not fit in memory of a constant size: they are
 * sorted in runs of 65,536, and the runs merged from a file without a name.
 */
#ifndef VERIFIER_KEYS_H
#define VERIFIER_KEYS_H

#include "entry.h"

/* keys_add(e): False if the file cannot be written. */
bool keys_add(const struct entry *e);

/* keys_check(): Check 3.5, after the last entry. */
bool keys_check(void);

#endif
