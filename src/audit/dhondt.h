/* SPDX-License-Identifier: Apache-2.0 */
/* dhondt: seats by highest averages (D'Hondt, Jefferson), above a threshold. */
#ifndef AUDIT_DHONDT_H
#define AUDIT_DHONDT_H

#include "model/tally.h"

struct arena;

/* More seats than any chamber has; so many are taken one by one. */
#define DHONDT_MAX_SEATS 100000

struct dhondt {
	int64_t *seats;		/* of each choice */
	bool    *qualifies;	/* has at least the threshold's share of the valid votes */
	bool     tied;		/* the last seat is as much another's */
};

/*
 * dhondt_seats(a, t, out, e):
 * Give ${t->winners} seats, each to the choice with the most votes to its next
 * seat, among those that have ${t->threshold} of the valid votes or more.
 * Equal ones are taken as they stand, and ${out->tied} is set if that decided
 * who has a seat.  Fails if nobody qualifies or the seats are too many.
 */
bool dhondt_seats(struct arena *a, const struct tally *t, struct dhondt *out,
    struct err *e);

#endif
