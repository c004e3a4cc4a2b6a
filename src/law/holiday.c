/* SPDX-License-Identifier: Apache-2.0 */
#include "law/calendar.h"
#include "law/shape.h"

/* Where ${h} is observed if it falls on ${d}. */
static struct day
observed_day(const struct holiday *h, struct day d)
{
	switch (day_weekday(d)) {
	case SATURDAY:	return day_add(d, h->on_saturday);
	case SUNDAY:	return day_add(d, h->on_sunday);
	default:	return d;
	}
}

/* The name of ${h} if its day of ${year}, or the day it is observed, is ${d}. */
static const char *
name_on(const struct holiday *h, int year, struct day d)
{
	struct day itself = shape_in_year(&h->on, year);

	if (!rule_holds(&h->rule, itself))
		return NULL;
	if (day_cmp(itself, d) == 0)
		return h->rule.title;
	if (day_cmp(observed_day(h, itself), d) == 0)
		return h->observed;
	return NULL;
}

const char *
calendar_holiday(const struct law *l, struct day d)
{
	const struct law_calendar *c = l->calendar;
	int year, month, day;

	day_split(d, &year, &month, &day);
	/* New Year's Day may be observed in the year before. */
	for (size_t i = 0; i < c->holidays; i++)
		for (int y = year - 1; y <= year + 1; y++) {
			const char *name = name_on(&c->holiday[i], y, d);

			if (name != NULL)
				return name;
		}
	return NULL;
}

bool
calendar_is_business_day(const struct law *l, struct day d)
{
	enum weekday w = day_weekday(d);

	return w != SATURDAY && w != SUNDAY && calendar_holiday(l, d) == NULL;
}
