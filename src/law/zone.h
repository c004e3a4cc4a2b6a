/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zone: the legal time of a jurisdiction, as data.  The host's clock, time
 * zone and tz database play no part.
 */
#ifndef LAW_ZONE_H
#define LAW_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"

/* "second Sunday of March, 2:00 standard/daylight wall clock" */
struct zone_switch {
	int          month, nth;	/* nth from 1; -1: the last */
	enum weekday weekday;
	int          minute;		/* of the local day, by the clock before the switch */
};

struct zone {
	const char *name;		/* "America/New_York" */
	const char *standard, *daylight;/* "EST", "EDT" */
	const char *spoken;		/* "Eastern" */
	int         standard_offset;	/* minutes east of UTC: -300 */
	int         daylight_offset;
	bool        has_daylight;
	struct zone_switch start, end;	/* of daylight time */
};

/* zone_nth_weekday(year, month, nth, weekday): "second Sunday of March"; nth -1 is the last. */
struct day zone_nth_weekday(int year, int month, int nth, enum weekday weekday);

/*
 * zone_utc(z, d, minute):
 * The instant (seconds since 1970 UTC) at which local clocks show ${minute} of
 * day ${d}.  A time that the spring switch skips is taken as if the clock had
 * not been moved; of a time that comes twice in autumn the second is meant,
 * so that a deadline never ends early.
 */
int64_t zone_utc(const struct zone *z, struct day d, int minute);

/* zone_local(z, utc, d, minute): Back again; returns the abbreviation in force. */
const char *zone_local(const struct zone *z, int64_t utc, struct day *d, int *minute);

#endif
