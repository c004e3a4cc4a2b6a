/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/day.h"

static const char *const months[] = { "January", "February", "March", "April",
	"May", "June", "July", "August", "September", "October", "November",
	"December" };
static const char *const weekdays[] = { "Sunday", "Monday", "Tuesday",
	"Wednesday", "Thursday", "Friday", "Saturday" };

/*
 * Years are counted from March, so that the leap day ends its year and every
 * month before it begins at the same distance from 1 March; 400 years (an
 * era) are 146,097 days.
 */
#define DAYS_OF_ERA 146097
#define DAYS_TO_1970 719468	/* from 1 March 0000 */

struct day
day_of(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int era = (y >= 0 ? y : y - 399) / 400;
	int year_of_era = y - era * 400;
	int from_march = (month + 9) % 12;
	int day_of_year = (153 * from_march + 2) / 5 + day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 -
	    year_of_era / 100 + day_of_year;

	return (struct day){ era * DAYS_OF_ERA + day_of_era - DAYS_TO_1970 };
}

void
day_split(struct day d, int *year, int *month, int *day)
{
	int n = d.n + DAYS_TO_1970;
	int era = (n >= 0 ? n : n - DAYS_OF_ERA + 1) / DAYS_OF_ERA;
	int day_of_era = n - era * DAYS_OF_ERA;
	int year_of_era = (day_of_era - day_of_era / 1460 +
	    day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 -
	    year_of_era / 100);
	int from_march = (5 * day_of_year + 2) / 153;

	*day = day_of_year - (153 * from_march + 2) / 5 + 1;
	*month = from_march < 10 ? from_march + 3 : from_march - 9;
	*year = era * 400 + year_of_era + (*month <= 2);
}

static bool
digits(const char *s, int n, int *value)
{
	*value = 0;
	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		*value = *value * 10 + (s[i] - '0');
	}
	return true;
}

bool
day_parse(const char *s, size_t n, struct day *d)
{
	int year, month, day, y, m, dd;
	struct day try;

	if (n != 10 || s[4] != '-' || s[7] != '-' || !digits(s, 4, &year) ||
	    !digits(s + 5, 2, &month) || !digits(s + 8, 2, &day))
		return false;
	if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	/* 31 April becomes 1 May on the way back: not a date. */
	try = day_of(year, month, day);
	day_split(try, &y, &m, &dd);
	if (m != month || dd != day)
		return false;
	*d = try;
	return true;
}

enum weekday
day_weekday(struct day d)
{
	int w = (d.n % 7 + 7 + 4) % 7;	/* 1 January 1970 was a Thursday */

	return (enum weekday)w;
}

char *
day_iso(char out[DAY_TEXT], struct day d)
{
	int y, m, dd;

	if (!day_known(d))
		return strcpy(out, "unknown");
	day_split(d, &y, &m, &dd);
	(void)snprintf(out, DAY_TEXT, "%04d-%02d-%02d", y, m, dd);
	return out;
}

char *
day_short(char out[DAY_TEXT], struct day d)
{
	int y, m, dd;

	if (!day_known(d))
		return strcpy(out, "unknown");
	day_split(d, &y, &m, &dd);
	(void)snprintf(out, DAY_TEXT, "%d %.3s %d", dd, months[m - 1], y);
	return out;
}

char *
day_long(char out[DAY_TEXT], struct day d)
{
	int y, m, dd;

	if (!day_known(d))
		return strcpy(out, "unknown");
	day_split(d, &y, &m, &dd);
	(void)snprintf(out, DAY_TEXT, "%s %d %s %d", weekdays[day_weekday(d)],
	    dd, months[m - 1], y);
	return out;
}
