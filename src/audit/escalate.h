/* SPDX-License-Identifier: Apache-2.0 */
/* escalate: how many draws the next round should have in all, when one has not met the limit. */
#ifndef AUDIT_ESCALATE_H
#define AUDIT_ESCALATE_H

#include <stdint.h>

#include "base/num.h"

/*
 * escalate_size(draws, risk, limit, frame):
 * If evidence goes on growing as it did in ${draws} draws, ln(limit) / ln(risk)
 * times as many reach the limit; a tenth more, since it wavers.  Never less
 * than a quarter more, never more than four times as many; where there is no
 * evidence yet, twice as many.  ${frame} at most: then every item is looked
 * at, and a full hand tally is the better name for it.
 */
int64_t escalate_size(int64_t draws, double risk, struct ratio limit,
    int64_t frame);

#endif
