/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"

struct world {
	struct arena a;
	char         dir[64];
};

static int
enter(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	if (w == NULL)
		return -1;
	strcpy(w->dir, "file-test-XXXXXX");
	*state = w;
	return mkdtemp(w->dir) != NULL ? 0 : -1;
}

static int
leave(void **state)
{
	struct world *w = *state;
	struct stage_dir whole = { .path = w->dir };

	stage_drop(&whole);
	arena_free(&w->a);
	free(w);
	return 0;
}

static char *
in(struct world *w, const char *name)
{
	return arena_printf(&w->a, "%s/%s", w->dir, name);
}

static int
count_names(const char *path)
{
	DIR *d = opendir(path);
	int n = 0;

	assert_non_null(d);
	for (struct dirent *x; (x = readdir(d)) != NULL;)
		n += x->d_name[0] != '.';
	closedir(d);
	return n;
}

static void
what_is_written_is_read_back(void **state)
{
	struct world *w = *state;
	char *path = in(w, "a");
	struct bytes got;
	struct err e;

	assert_true(file_write(path, "one\0two", 7, &e));
	assert_true(file_write(path, "three", 5, &e));
	assert_true(file_read(&w->a, path, 5, &got, &e));
	assert_int_equal(got.n, 5);
	assert_string_equal(got.p, "three");
	assert_int_equal(count_names(w->dir), 1);
}

static void
a_missing_file_is_named(void **state)
{
	struct world *w = *state;
	char *path = in(w, "nothing");
	struct bytes got;
	struct err e;

	assert_false(file_read(&w->a, path, 10, &got, &e));
	assert_int_equal(e.kind, ERR_INPUT);
	assert_non_null(strstr(e.text, path));
	assert_non_null(strstr(e.text, "No such file"));
	assert_false(file_exists(path));
}

static void
a_directory_is_no_file(void **state)
{
	struct world *w = *state;
	struct bytes got;
	struct err e;

	assert_false(file_read(&w->a, w->dir, 10, &got, &e));
	assert_int_equal(e.kind, ERR_INPUT);
	assert_non_null(strstr(e.text, "found a directory, expected a file"));
}

static void
a_file_beyond_the_limit_is_refused(void **state)
{
	struct world *w = *state;
	char *path = in(w, "a");
	struct bytes got;
	struct err e;

	assert_true(file_write(path, "12345", 5, &e));
	assert_false(file_read(&w->a, path, 4, &got, &e));
	assert_non_null(strstr(e.text, "found 5 bytes, expected 4 at most"));
}

static void
a_write_that_fails_leaves_nothing(void **state)
{
	struct world *w = *state;
	struct err e;

	assert_false(file_write(in(w, "no/such/place"), "x", 1, &e));
	assert_int_equal(count_names(w->dir), 0);
	assert_true(file_make_dirs(in(w, "taken/inside"), &e));
	assert_false(file_write(in(w, "taken"), "x", 1, &e));
	assert_int_equal(count_names(w->dir), 1);
}

static void
folders_are_made_with_their_parents_and_may_exist(void **state)
{
	struct world *w = *state;
	struct err e;

	assert_true(file_make_dirs(in(w, "a/b/c"), &e));
	assert_true(file_make_dirs(in(w, "a/b/c"), &e));
	assert_true(file_exists(in(w, "a/b/c")));
	assert_true(file_write(in(w, "f"), "", 0, &e));
	assert_false(file_make_dirs(in(w, "f/g"), &e));
}

static void
a_staged_folder_appears_whole(void **state)
{
	struct world *w = *state;
	char *final = in(w, "out");
	struct stage_dir s;
	struct err e;

	assert_true(file_make_dirs(in(w, "out/old"), &e));
	assert_true(stage_begin(&w->a, final, &s, &e));
	assert_true(file_write(arena_printf(&w->a, "%s/new", s.path), "x", 1,
	    &e));
	assert_true(file_exists(in(w, "out/old")));
	assert_false(file_exists(in(w, "out/new")));
	assert_true(stage_commit(&s, &e));
	assert_false(file_exists(in(w, "out/old")));
	assert_true(file_exists(in(w, "out/new")));
	stage_drop(&s);
	assert_true(file_exists(in(w, "out/new")));
	assert_int_equal(count_names(w->dir), 1);
}

static void
a_slash_behind_the_folder_changes_nothing(void **state)
{
	struct world *w = *state;
	struct stage_dir s;
	struct err e;

	assert_true(stage_begin(&w->a, in(w, "out//"), &s, &e));
	assert_string_equal(s.final, in(w, "out"));
	assert_true(stage_commit(&s, &e));
	assert_true(file_exists(in(w, "out")));
}

/* What stands there is put back if the new folder cannot take its place. */
static void
a_commit_that_fails_leaves_what_was_there(void **state)
{
	struct world *w = *state;
	struct stage_dir s;
	struct err e;

	assert_true(file_make_dirs(in(w, "out/old"), &e));
	assert_true(stage_begin(&w->a, in(w, "out"), &s, &e));
	assert_int_equal(rmdir(s.path), 0);
	assert_false(stage_commit(&s, &e));
	assert_non_null(strstr(e.text, "out.new"));
	assert_true(file_exists(in(w, "out/old")));
	stage_drop(&s);
	assert_int_equal(count_names(w->dir), 1);
}

static void
a_dropped_stage_leaves_nothing(void **state)
{
	struct world *w = *state;
	struct stage_dir s;
	struct err e;

	assert_true(stage_begin(&w->a, in(w, "out"), &s, &e));
	assert_true(file_write(arena_printf(&w->a, "%s/new", s.path), "x", 1,
	    &e));
	stage_drop(&s);
	assert_int_equal(count_names(w->dir), 0);
}

/* A killed process could not tidy up; one that lives still works there. */
static void
what_a_dead_process_left_is_removed(void **state)
{
	struct world *w = *state;
	char *alive = arena_printf(&w->a, "%s/out.new%ld", w->dir,
	    (long)getppid());
	struct stage_dir s;
	struct err e;

	/* No process has so high a number (PID_MAX_LIMIT is 2^22). */
	assert_true(file_make_dirs(in(w, "out.new99999999/old"), &e));
	assert_true(file_make_dirs(in(w, "out.newer"), &e));
	assert_true(file_make_dirs(alive, &e));
	assert_true(stage_begin(&w->a, in(w, "out"), &s, &e));
	assert_false(file_exists(in(w, "out.new99999999")));
	assert_true(file_exists(in(w, "out.newer")));
	assert_true(file_exists(alive));
	stage_drop(&s);
}

#define IN_A_FOLDER(f) cmocka_unit_test_setup_teardown(f, enter, leave)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(what_a_dead_process_left_is_removed),
		IN_A_FOLDER(what_is_written_is_read_back),
		IN_A_FOLDER(a_missing_file_is_named),
		IN_A_FOLDER(a_directory_is_no_file),
		IN_A_FOLDER(a_file_beyond_the_limit_is_refused),
		IN_A_FOLDER(a_write_that_fails_leaves_nothing),
		IN_A_FOLDER(folders_are_made_with_their_parents_and_may_exist),
		IN_A_FOLDER(a_staged_folder_appears_whole),
		IN_A_FOLDER(a_slash_behind_the_folder_changes_nothing),
		IN_A_FOLDER(a_commit_that_fails_leaves_what_was_there),
		IN_A_FOLDER(a_dropped_stage_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
