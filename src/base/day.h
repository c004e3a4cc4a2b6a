/* SPDX-License-Identifier: Apache-2.0 */
/*
 * day: dates of the civil (proleptic Gregorian) calendar, as whole numbers.
 * No clock and no time zone: those are law/zone.h and base/clock.h.
 */
#ifndef BASE_DAY_H
#define BASE_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Days since 1 January 1970.  A one-member struct, so no other number stands in for it. */
struct day { int32_t n; };

/* What no source says. */
#define DAY_UNKNOWN ((struct day){ INT32_MIN })
static inline bool day_known(struct day d) { return d.n != INT32_MIN; }

enum weekday { SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY };

/* day_of(year, month, day): That date; the caller knows that it exists. */
struct day day_of(int year, int month, int day);

/* day_split(d, year, month, day): The parts of ${d}; month and day count from 1. */
void day_split(struct day d, int *year, int *month, int *day);

/* day_parse(s, n, d): Read "2020-11-03" from ${n} bytes; false if it is no date. */
bool day_parse(const char *s, size_t n, struct day *d);

enum weekday day_weekday(struct day d);
static inline struct day day_add(struct day d, int days) { return (struct day){ d.n + days }; }
static inline int day_cmp(struct day a, struct day b) { return (a.n > b.n) - (a.n < b.n); }

/* Texts; ${out} has room for DAY_TEXT bytes and is returned. */
#define DAY_TEXT 40
char *day_iso(char out[DAY_TEXT], struct day d);	/* 2020-11-20; "unknown" */
char *day_short(char out[DAY_TEXT], struct day d);	/* 20 Nov 2020 */
char *day_long(char out[DAY_TEXT], struct day d);	/* Friday 20 November 2020 */

#endif
