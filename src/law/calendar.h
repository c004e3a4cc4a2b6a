/* SPDX-License-Identifier: Apache-2.0 */
/* calendar: holidays, business days, and the deadlines a rule file computes. */
#ifndef LAW_CALENDAR_H
#define LAW_CALENDAR_H

#include "law/law.h"

/* calendar_holiday(l, d): The name of the legal holiday on ${d}, or NULL. */
const char *calendar_holiday(const struct law *l, struct day d);

/* calendar_is_business_day(l, d): Neither Saturday, Sunday nor a legal holiday. */
bool calendar_is_business_day(const struct law *l, struct day d);

/* calendar_business_days_after(l, d, n): The ${n}th business day after ${d} (n >= 1). */
struct day calendar_business_days_after(const struct law *l, struct day d, int n);

/*
 * calendar_deadlines(a, l, events, n, office, out, count, e):
 * Every deadline that holds for an election on the day of event "election",
 * in order of time; those whose event is not among ${events} come last, with
 * known = false.  A deadline may count from another deadline by its id.
 * ${office}: rules for other offices are left out; "" keeps all.
 */
bool calendar_deadlines(struct arena *a, const struct law *l,
    const struct law_event *events, size_t n, const char *office,
    struct deadline **out, size_t *count, struct err *e);

/* calendar_has_event(l, id): Does the rule file name an event ${id}? */
bool calendar_has_event(const struct law *l, const char *id);

/* calendar_has_office(l, office): Does a deadline or a winner rule name ${office}? */
bool calendar_has_office(const struct law *l, const char *office);

/* calendar_find(d, n, id): The deadline of rule ${id} among ${n}, or NULL. */
const struct deadline *calendar_find(const struct deadline *d, size_t n, const char *id);

#endif
