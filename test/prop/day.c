/* SPDX-License-Identifier: Apache-2.0 */
/* Laws of base/day. */
#include "base/day.h"

#include "prop.h"

/* The calendar repeats after 400 years: every day of one such span is tried. */
static bool
every_day_of_400_years_follows_the_one_before(struct gen *g)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	struct day d = day_of(1800, 1, 1);
	int year = 1800, month = 1, day = 1, y, m, k;

	if (g->size > 0 || g->state != prop_seed)
		return true;
	for (; year < 2200; d = day_add(d, 1)) {
		bool leap = year % 4 == 0 &&
		    (year % 100 != 0 || year % 400 == 0);

		day_split(d, &y, &m, &k);
		if (!HOLDS(y == year && m == month && k == day &&
		    day_of(year, month, day).n == d.n, "%d-%d-%d", year, month,
		    day))
			return false;
		if (++day > length[month - 1] + (leap && month == 2)) {
			day = 1;
			month++;
		}
		if (month > 12) {
			month = 1;
			year++;
		}
	}
	return HOLDS(d.n - day_of(1800, 1, 1).n == 146097, "%d days", d.n);
}

static bool
a_written_date_is_read_back(struct gen *g)
{
	struct day d = { (int32_t)gen_between(g, -250000, 250000) }, back;
	char text[DAY_TEXT];

	day_iso(text, d);
	return HOLDS(day_parse(text, strlen(text), &back) && back.n == d.n,
	    "%s", text);
}

static bool
a_week_later_is_the_same_weekday(struct gen *g)
{
	struct day d = { (int32_t)gen_between(g, -250000, 250000) };
	int weeks = (int)gen_between(g, -500, 500);
	enum weekday w = day_weekday(d);

	return HOLDS(day_weekday(day_add(d, 7 * weeks)) == w &&
	    day_weekday(day_add(d, 1)) == (enum weekday)((w + 1) % 7), "%d",
	    d.n);
}

int
main(void)
{
	prop_begin();
	PROP(every_day_of_400_years_follows_the_one_before);
	PROP(a_written_date_is_read_back);
	PROP(a_week_later_is_the_same_weekday);
	return prop_end();
}
