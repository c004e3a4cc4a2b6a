/* SPDX-License-Identifier: Apache-2.0 */
#include "shell.h"

#include "cli/folder.h"

static void
a_folder_that_init_made_is_opened(void **state)
{
	struct shell *s = *state;
	struct folder f;

	assert_true(folder_open(&s->a, make(s), &f, &s->e));
	assert_string_equal(f.el->title, "Two counties");
	assert_int_equal(f.el->units, 2);
	assert_string_equal(f.law->name, "made-up.yaml");
}

static void
a_place_without_an_election_is_named(void **state)
{
	struct shell *s = *state;
	struct folder f;

	assert_false(folder_open(&s->a, in(s, "nowhere"), &f, &s->e));
	assert_int_equal(s->e.kind, ERR_INPUT);
	assert_string_equal(s->e.text, arena_printf(&s->a, "%s: found no "
	    "election here, expected a folder made by 'canvass init'",
	    in(s, "nowhere")));
	assert_false(folder_open(&s->a, s->dir, &f, &s->e));
	assert_says(s->e.text, "found no election here");
}

/* object(s, use): Where the file in use as ${use} is kept. */
static char *
object(struct shell *s, const char *use)
{
	struct folder f;
	size_t i = 0;

	assert_true(folder_open(&s->a, in(s, "E"), &f, &s->e));
	while (i < f.files && strcmp(f.file[i].use, use) != 0)
		i++;
	assert_true(i < f.files);
	return arena_printf(&s->a, "%s/objects/%s", in(s, "E"),
	    f.file[i].sha256);
}

static void
a_definition_that_was_changed_is_refused(void **state)
{
	struct shell *s = *state;
	struct folder f;
	char *path;

	make(s);
	path = object(s, "definition");
	assert_true(file_write(path, "{}", 2, &s->e));
	assert_false(folder_open(&s->a, in(s, "E"), &f, &s->e));
	assert_int_equal(s->e.kind, ERR_STORE);
	assert_says(s->e.text, strrchr(path, '/') + 1);
}

static void
missing_rules_are_named(void **state)
{
	struct shell *s = *state;
	struct folder f;
	char *path;

	make(s);
	path = object(s, "rules");
	assert_int_equal(unlink(path), 0);
	assert_false(folder_open(&s->a, in(s, "E"), &f, &s->e));
	assert_says(s->e.text, strrchr(path, '/') + 1);
}

static void
a_contest_is_found_by_its_id_and_is_else_the_first(void **state)
{
	struct shell *s = *state;
	struct contest_ix contest;
	struct folder f;

	assert_true(folder_open(&s->a, make(s), &f, &s->e));
	assert_true(folder_contest(&f, NULL, &contest, &s->e));
	assert_int_equal(contest.n, 0);
	assert_true(folder_contest(&f, "gov", &contest, &s->e));
	assert_false(folder_contest(&f, "mayor", &contest, &s->e));
	assert_string_equal(s->e.text, "Two counties has no contest 'mayor' "
	    "(the first is 'gov')");
}

static bool
never(void *ctx, struct unit_ix unit, const struct source_ix *which,
    const struct sheet *sheet, size_t n, struct err *e)
{
	(void)ctx, (void)unit, (void)which, (void)sheet, (void)n, (void)e;
	return true;
}

static void
an_object_that_is_gone_is_named(void **state)
{
	struct shell *s = *state;
	struct folder f;

	make(s);
	run(s, "import", in(s, "E"), put(s, "a.csv",
	    "unit,reed,stone\nAlder,1,2\nBirch,3,4\n"), NULL);
	assert_int_equal(s->status, 0);
	assert_true(folder_open(&s->a, in(s, "E"), &f, &s->e));
	assert_int_equal(f.el->sources, 1);
	assert_true(folder_walk(&f, (struct contest_ix){ 0 }, never, NULL,
	    &s->e));
	assert_int_equal(unlink(arena_printf(&s->a, "%s/objects/%s",
	    in(s, "E"), f.el->source[0].table)), 0);
	assert_false(folder_walk(&f, (struct contest_ix){ 0 }, never, NULL,
	    &s->e));
	assert_says(s->e.text, f.el->source[0].table);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(a_folder_that_init_made_is_opened),
		IN_A_FOLDER(a_place_without_an_election_is_named),
		IN_A_FOLDER(a_definition_that_was_changed_is_refused),
		IN_A_FOLDER(missing_rules_are_named),
		IN_A_FOLDER(a_contest_is_found_by_its_id_and_is_else_the_first),
		IN_A_FOLDER(an_object_that_is_gone_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
