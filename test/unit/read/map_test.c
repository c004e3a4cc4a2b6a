/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "read/map.h"

static const struct unit units[] = { { "01", "Alder" }, { "02", "Birch" } };
static const struct election el = { .unit = units, .units = 2 };

#define MAP(units) "{\"schema\":\"canvass-map-1\",\"width\":60,\"height\":40," \
	"\"source\":\"drawn\",\"units\":[" units "]}"
#define BIRCH "{\"id\":\"02\",\"rings\":[[[0,0],[9.5,0],[9.5,8]],[[20,20],[21,20],[20,21]]]}"

static bool
parse(struct arena *a, const char *text, struct map **map, struct err *e)
{
	return map_parse(a, (struct bytes){ text, strlen(text) }, "map.json",
	    &el, map, e);
}

static void
a_unit_may_have_several_rings(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct err e = { 0 };
	struct map *map;

	(void)state;
	assert_true(parse(&a, MAP(BIRCH), &map, &e));
	assert_int_equal(map->units, 1);
	assert_int_equal(map->unit[0].unit.n, 1);
	assert_int_equal(map->unit[0].points, 6);
	assert_true(map->unit[0].opens[0] && map->unit[0].opens[3]);
	assert_false(map->unit[0].opens[1]);
	assert_true(map->unit[0].point[1].x > 9.4);
	assert_string_equal(map->source, "drawn");
}

static void
a_map_without_units_is_a_map(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct err e = { 0 };
	struct map *map;

	(void)state;
	assert_true(parse(&a, MAP(""), &map, &e));
	assert_int_equal(map->units, 0);
}

static void
what_is_no_map_is_refused_with_its_place(void **state)
{
	static const char *const bad[] = { "[]", "{\"schema\":\"other\"}",
		MAP("{\"id\":\"99\",\"rings\":[]}"), MAP("{\"rings\":[]}"),
		MAP("{\"id\":\"01\",\"rings\":[[]]}"),
		MAP("{\"id\":\"01\",\"rings\":[[[1]]]}"),
		MAP("{\"id\":\"01\",\"rings\":[[[1,2,3]]]}"),
		MAP("{\"id\":\"01\",\"rings\":[[[1,\"2\"]]]}"),
		MAP("{\"id\":\"01\",\"rings\":[[[1,-2]]]}"),
		MAP("{\"id\":\"01\",\"rings\":[[[1,1e309]]]}"),
		"{\"schema\":\"canvass-map-1\",\"width\":\"60\",\"height\":1,\"units\":[]}",
		"{\"schema\":\"canvass-map-1\",\"width\":60,\"height\":1}" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct arena a CLEANUP(arena_free) = { 0 };
		struct err e = { 0 };
		struct map *map;

		assert_false(parse(&a, bad[i], &map, &e));
		assert_int_equal(e.kind, ERR_INPUT);
		assert_non_null(strstr(e.text, "map.json:1:"));
		assert_non_null(strstr(e.text, "expected"));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_unit_may_have_several_rings),
		cmocka_unit_test(a_map_without_units_is_a_map),
		cmocka_unit_test(what_is_no_map_is_refused_with_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
