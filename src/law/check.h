/* SPDX-License-Identifier: Apache-2.0 */
/* check: what rules must be together, besides each alone. */
#ifndef LAW_CHECK_H
#define LAW_CHECK_H

#include <stdbool.h>

struct err;
struct rule;
struct rule_file;

/* check_meet(a, b): Is there a day on which both are in force? */
bool check_meet(const struct rule *a, const struct rule *b);

/*
 * check_rules(f, e): On no day do two rules of one kind share an id or decide
 * one thing, and whatever a rule counts from stands in the file before it.
 */
bool check_rules(const struct rule_file *f, struct err *e);

#endif
