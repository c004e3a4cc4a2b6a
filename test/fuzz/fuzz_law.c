/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes: a rule file is read or refused with its name in front; what is
 * read can be told, and gives a calendar in which every known day is one.
 */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "law/calendar.h"
#include "law/tell.h"

#include "fuzz.h"

static void
check_rules(struct arena *a, const struct law *l)
{
	struct rule_line *line;
	size_t n;

	tell_rules(a, l, &line, &n);
	for (size_t i = 0; i < n; i++) {
		CHECK(line[i].rule->cite[0] != '\0');
		CHECK(day_known(line[i].rule->from));
		CHECK(line[i].says[0] != '\0');
	}
}

static void
check_calendar(struct arena *a, const struct law *l)
{
	const struct law_event ev[] = { { "election", day_of(2020, 11, 3) },
		{ "certified", day_of(2020, 11, 20) } };
	struct err e = { 0 };
	struct deadline *d;
	size_t n;

	if (!calendar_deadlines(a, l, ev, 2, "", &d, &n, &e))
		return;
	for (size_t i = 0; i < n; i++) {
		struct day day;
		int minute;

		CHECK(d[i].how[0] != '\0');
		CHECK(d[i].known == day_known(d[i].day));
		if (!d[i].known)
			continue;
		CHECK(zone_local(&l->zone, d[i].utc, &day, &minute) != NULL);
		CHECK(i == 0 || d[i - 1].utc <= d[i].utc);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct err e = { 0 };
	struct law *l;

	if (!law_parse(&a, (struct bytes){ (const char *)data, size }, "f",
	    &l, &e)) {
		CHECK(e.kind == ERR_INPUT);
		CHECK(strncmp(e.text, "f:", 2) == 0);
		return 0;
	}
	check_rules(&a, l);
	check_calendar(&a, l);
	return 0;
}
