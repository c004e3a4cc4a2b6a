/* SPDX-License-Identifier: Apache-2.0 */
#include "shell.h"

#include "cli/options.h"
#include "cli/paths.h"

static void
a_name_stands_beside_the_file_that_names_it(void **state)
{
	struct shell *s = *state;

	assert_string_equal(path_beside(&s->a, "data/list.json", "a.csv"),
	    "data/a.csv");
	assert_string_equal(path_beside(&s->a, "list.json", "a.csv"), "a.csv");
	assert_string_equal(path_beside(&s->a, "data/list.json", "/a.csv"),
	    "/a.csv");
	assert_string_equal(path_beside(&s->a, "/list.json", "a.csv"),
	    "/a.csv");
}

static void
a_file_is_called_without_its_folders(void **state)
{
	(void)state;
	assert_string_equal(path_name("/2031/may/a.csv"), "a.csv");
	assert_string_equal(path_name("a.csv"), "a.csv");
	assert_string_equal(path_name("data/"), "");
}

static void
rules_are_found_with_and_without_yaml(void **state)
{
	struct shell *s = *state;
	char *path, *again;

	assert_true(rules_find(&s->a, "made-up", &path, &s->e));
	assert_string_equal(path, share(s, "rules/made-up.yaml"));
	assert_true(rules_find(&s->a, "made-up.yaml", &again, &s->e));
	assert_string_equal(again, path);
}

static void
rules_with_a_folder_are_a_path(void **state)
{
	struct shell *s = *state;
	char *path;

	assert_true(rules_find(&s->a, "./mine.yaml", &path, &s->e));
	assert_string_equal(path, "./mine.yaml");
}

static void
what_does_not_come_with_canvass_is_named(void **state)
{
	struct shell *s = *state;
	char *path;

	assert_false(share_find(&s->a, "data/nowhere", &path, &s->e));
	assert_int_equal(s->e.kind, ERR_INPUT);
	assert_string_equal(s->e.text, "data/nowhere: not found among the "
	    "files that come with canvass");
}

static const struct unit units[] = { { "01", "Alder" }, { "02", "Birch" } };
static const struct election el = { .title = "Two counties", .unit = units,
	.units = 2, .unit_word = "county" };

/* A call that was given --${name} ${value}. */
static struct call
given(struct shell *s, const char *name, const char *value)
{
	struct call c = { .a = &s->a, .givens = 1 };

	c.given = arena_zero(&s->a, 1, sizeof *c.given);
	c.given[0] = (struct given){ name, value };
	return c;
}

static void
a_unit_is_named_by_its_id_or_its_name_in_any_case(void **state)
{
	struct shell *s = *state;
	struct call c = given(s, "unit", "bIRCH");
	struct unit_ix u;

	assert_true(option_unit(&c, "unit", &el, &u));
	assert_int_equal(u.n, 1);
	c = given(s, "unit", "01");
	assert_true(option_unit(&c, "unit", &el, &u));
	assert_int_equal(u.n, 0);
	assert_true(option_unit(&c, "other", &el, &u));
	assert_false(unit_exists(u));
	c = given(s, "unit", "Birc");
	assert_false(option_unit(&c, "unit", &el, &u));
	assert_string_equal(c.e.text, "Two counties has no county 'Birc'");
}

static void
a_number_of_rows_is_digits_alone(void **state)
{
	struct shell *s = *state;
	struct call c = given(s, "top", "12");
	size_t n;

	assert_true(option_rows(&c, "top", 5, &n));
	assert_int_equal(n, 12);
	assert_true(option_rows(&c, "other", 5, &n));
	assert_int_equal(n, 5);
	for (const char *const *bad = (const char *const[]){ "-1", "ten", "",
	    "1000001", "1.5", NULL }; *bad != NULL; bad++) {
		c = given(s, "top", *bad);
		assert_false(option_rows(&c, "top", 5, &n));
		assert_int_equal(c.e.kind, ERR_USE);
		assert_string_equal(c.e.text, arena_printf(&s->a, "--top: "
		    "found '%s', expected a number of rows", *bad));
	}
}

static void
a_day_that_is_not_given_is_not_known_and_a_bad_one_is_refused(void **state)
{
	struct shell *s = *state;
	struct call c = given(s, "as-of", "2031-02-29");
	struct day d;

	assert_true(option_day(&c, "on", &d));
	assert_false(day_known(d));
	assert_false(option_day(&c, "as-of", &d));
	assert_says(c.e.text, "2031-02-29");
	c = given(s, "as-of", "2031-02-28");
	assert_true(option_day(&c, "as-of", &d));
	assert_int_equal(d.n, day_of(2031, 2, 28).n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(a_name_stands_beside_the_file_that_names_it),
		IN_A_FOLDER(a_file_is_called_without_its_folders),
		IN_A_FOLDER(rules_are_found_with_and_without_yaml),
		IN_A_FOLDER(rules_with_a_folder_are_a_path),
		IN_A_FOLDER(what_does_not_come_with_canvass_is_named),
		IN_A_FOLDER(a_unit_is_named_by_its_id_or_its_name_in_any_case),
		IN_A_FOLDER(a_number_of_rows_is_digits_alone),
		IN_A_FOLDER(a_day_that_is_not_given_is_not_known_and_a_bad_one_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
