/* SPDX-License-Identifier: Apache-2.0 */
#include "law/zone.h"

#include "fixture.h"

static const struct zone eastern = {
	.name = "America/New_York", .standard = "EST", .daylight = "EDT",
	.standard_offset = -300, .daylight_offset = -240, .has_daylight = true,
	.start = { 3, 2, SUNDAY, 120 }, .end = { 11, 1, SUNDAY, 120 },
};

/* Clocks south of the equator, half an hour off, switching at another hour. */
static const struct zone southern = {
	.name = "Test/South", .standard = "SST", .daylight = "SDT",
	.standard_offset = 570, .daylight_offset = 630, .has_daylight = true,
	.start = { 10, 1, SUNDAY, 120 }, .end = { 4, 1, SUNDAY, 180 },
};

static const struct zone fixed = {
	.name = "Test/Fixed", .standard = "FST", .daylight = "FST",
	.standard_offset = -420, .daylight_offset = -420,
};

static void
assert_local(const struct zone *z, int64_t utc, const char *day, int minute,
    const char *name)
{
	struct day d;
	int m;

	assert_string_equal(zone_local(z, utc, &d, &m), name);
	assert_int_equal(d.n, on(day).n);
	assert_int_equal(m, minute);
}

static void
the_day_of_an_election_has_its_offset(void **state)
{
	(void)state;
	/* 3 November 2020 is standard time, 31 October is not. */
	assert_int_equal(zone_utc(&eastern, on("2020-11-03"), 19 * 60),
	    1604448000);
	assert_int_equal(zone_utc(&eastern, on("2020-10-31"), 19 * 60),
	    1604185200);
	assert_local(&eastern, 1604448000, "2020-11-03", 19 * 60, "EST");
	assert_local(&eastern, 1604185200, "2020-10-31", 19 * 60, "EDT");
}

static void
a_skipped_time_is_read_as_if_clocks_had_stayed(void **state)
{
	int64_t utc = zone_utc(&eastern, on("2021-03-14"), 2 * 60 + 30);

	(void)state;
	assert_local(&eastern, utc, "2021-03-14", 3 * 60 + 30, "EDT");
}

static void
of_a_time_that_comes_twice_the_second_is_meant(void **state)
{
	int64_t utc = zone_utc(&eastern, on("2020-11-01"), 90);

	(void)state;
	assert_local(&eastern, utc, "2020-11-01", 90, "EST");
	assert_local(&eastern, utc - 3600, "2020-11-01", 90, "EDT");
}

static void
the_minute_before_a_switch_is_the_old_time(void **state)
{
	int64_t spring = zone_utc(&eastern, on("2021-03-14"), 119);
	int64_t autumn = zone_utc(&eastern, on("2020-11-01"), 59);

	(void)state;
	assert_local(&eastern, spring, "2021-03-14", 119, "EST");
	assert_local(&eastern, spring + 60, "2021-03-14", 180, "EDT");
	assert_local(&eastern, autumn, "2020-11-01", 59, "EDT");
}

static void
days_of_switches_have_23_and_25_hours(void **state)
{
	(void)state;
	assert_int_equal(zone_utc(&eastern, on("2021-03-15"), 0) -
	    zone_utc(&eastern, on("2021-03-14"), 0), 23 * 3600);
	assert_int_equal(zone_utc(&eastern, on("2020-11-02"), 0) -
	    zone_utc(&eastern, on("2020-11-01"), 0), 25 * 3600);
	assert_int_equal(zone_utc(&eastern, on("2020-11-01"), 1440),
	    zone_utc(&eastern, on("2020-11-02"), 0));
}

static void
daylight_time_may_last_over_new_year(void **state)
{
	(void)state;
	assert_local(&southern, zone_utc(&southern, on("2031-01-01"), 0),
	    "2031-01-01", 0, "SDT");
	assert_local(&southern, zone_utc(&southern, on("2031-06-01"), 720),
	    "2031-06-01", 720, "SST");
	assert_local(&southern, zone_utc(&southern, on("2031-12-31"), 1439),
	    "2031-12-31", 1439, "SDT");
}

static void
a_zone_without_daylight_time_never_switches(void **state)
{
	(void)state;
	assert_local(&fixed, zone_utc(&fixed, on("2031-07-01"), 720),
	    "2031-07-01", 720, "FST");
	assert_int_equal(zone_utc(&fixed, on("2031-07-02"), 0) -
	    zone_utc(&fixed, on("2031-07-01"), 0), 24 * 3600);
}

static void
times_before_1970_are_times_too(void **state)
{
	(void)state;
	assert_local(&fixed, -1, "1969-12-31", 16 * 60 + 59, "FST");
	assert_int_equal(zone_utc(&fixed, on("1969-12-31"), 17 * 60), 0);
}

static void
the_last_weekday_of_a_month_is_found(void **state)
{
	(void)state;
	assert_int_equal(zone_nth_weekday(2020, 5, -1, MONDAY).n,
	    on("2020-05-25").n);
	assert_int_equal(zone_nth_weekday(2020, 12, -1, THURSDAY).n,
	    on("2020-12-31").n);
	assert_int_equal(zone_nth_weekday(2020, 12, 2, WEDNESDAY).n,
	    on("2020-12-09").n);
	assert_int_equal(zone_nth_weekday(2021, 8, 1, SUNDAY).n,
	    on("2021-08-01").n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_day_of_an_election_has_its_offset),
		cmocka_unit_test(a_skipped_time_is_read_as_if_clocks_had_stayed),
		cmocka_unit_test(of_a_time_that_comes_twice_the_second_is_meant),
		cmocka_unit_test(the_minute_before_a_switch_is_the_old_time),
		cmocka_unit_test(days_of_switches_have_23_and_25_hours),
		cmocka_unit_test(daylight_time_may_last_over_new_year),
		cmocka_unit_test(a_zone_without_daylight_time_never_switches),
		cmocka_unit_test(times_before_1970_are_times_too),
		cmocka_unit_test(the_last_weekday_of_a_month_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
