/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "store/objects.h"

/* SHA-256 of "votes", made with sha256sum. */
#define VOTES "9df609548ddeff82e9b8fcd3c04e1d5d300fc28f723ef268d511a110a1f6bf7a"

struct world {
	struct arena a;
	char         dir[64];
	struct err   e;
	char         hex[HASH_HEX];
};

static int
enter(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	if (w == NULL)
		return -1;
	strcpy(w->dir, "objects-test-XXXXXX");
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

/* How many files stand in ${path}, those with a leading dot too. */
static int
count_files(const char *path)
{
	DIR *d = opendir(path);
	int n = 0;

	assert_non_null(d);
	for (struct dirent *x; (x = readdir(d)) != NULL;)
		n += strcmp(x->d_name, ".") != 0 &&
		    strcmp(x->d_name, "..") != 0;
	closedir(d);
	return n;
}

static void
assert_kept(struct world *w, const char *folder, const char *hex,
    const char *want)
{
	struct bytes got;

	assert_true(file_read(&w->a, objects_path(&w->a, folder, hex), 1000,
	    &got, &w->e));
	assert_int_equal(got.n, strlen(want));
	assert_memory_equal(got.p, want, got.n);
}

static void
bytes_are_kept_under_the_name_of_their_hash(void **state)
{
	struct world *w = *state;

	assert_true(objects_put(w->dir, "votes", 5, w->hex, &w->e));
	assert_string_equal(w->hex, VOTES);
	assert_string_equal(objects_path(&w->a, "E", w->hex),
	    "E/objects/" VOTES);
	assert_kept(w, w->dir, w->hex, "votes");
}

static void
the_same_bytes_are_kept_once(void **state)
{
	struct world *w = *state;
	int64_t size;

	assert_true(file_write(in(w, "file"), "votes", 5, &w->e));
	assert_true(objects_put(w->dir, "votes", 5, w->hex, &w->e));
	assert_true(objects_put(w->dir, "votes", 5, w->hex, &w->e));
	assert_true(objects_put_file(w->dir, in(w, "file"), w->hex, &size,
	    &w->e));
	assert_string_equal(w->hex, VOTES);
	assert_int_equal(count_files(in(w, "objects")), 1);
}

static void
an_object_that_is_there_is_not_written_again(void **state)
{
	struct world *w = *state;
	struct stat before, after;

	assert_true(objects_put(w->dir, "votes", 5, w->hex, &w->e));
	assert_int_equal(stat(objects_path(&w->a, w->dir, w->hex), &before), 0);
	assert_true(objects_put(w->dir, "votes", 5, w->hex, &w->e));
	assert_int_equal(stat(objects_path(&w->a, w->dir, w->hex), &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
}

static void
a_file_is_copied_with_its_size_and_stays_where_it_was(void **state)
{
	struct world *w = *state;
	int64_t size = 0;

	assert_true(file_write(in(w, "file"), "votes", 5, &w->e));
	assert_true(objects_put_file(in(w, "E"), in(w, "file"), w->hex, &size,
	    &w->e));
	assert_int_equal(size, 5);
	assert_kept(w, in(w, "E"), VOTES, "votes");
	assert_true(file_exists(in(w, "file")));
}

static void
a_file_larger_than_a_window_is_the_same_as_its_bytes_at_once(void **state)
{
	struct world *w = *state;
	size_t n = 3 * 65536 + 1;
	char *bytes = arena_zero(&w->a, n, 1);
	char at_once[HASH_HEX];
	int64_t size;

	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)(i % 251);
	assert_true(file_write(in(w, "file"), bytes, n, &w->e));
	assert_true(objects_put_file(w->dir, in(w, "file"), w->hex, &size,
	    &w->e));
	hash_hex(bytes, n, at_once);
	assert_string_equal(w->hex, at_once);
	assert_int_equal(size, n);
}

static void
no_bytes_are_an_object_too(void **state)
{
	struct world *w = *state;
	int64_t size = 1;

	assert_true(file_write(in(w, "file"), "", 0, &w->e));
	assert_true(objects_put_file(w->dir, in(w, "file"), w->hex, &size,
	    &w->e));
	assert_int_equal(size, 0);
	assert_kept(w, w->dir, w->hex, "");
}

static void
a_missing_file_is_the_users_and_leaves_nothing(void **state)
{
	struct world *w = *state;
	int64_t size;

	assert_false(objects_put_file(w->dir, in(w, "nothing"), w->hex, &size,
	    &w->e));
	assert_int_equal(w->e.kind, ERR_INPUT);
	assert_non_null(strstr(w->e.text, "/nothing: cannot read: No such"));
	assert_false(file_exists(in(w, "objects")));
}

static void
a_folder_is_no_file_and_leaves_no_part(void **state)
{
	struct world *w = *state;
	int64_t size;

	assert_true(file_make_dirs(in(w, "folder"), &w->e));
	assert_false(objects_put_file(w->dir, in(w, "folder"), w->hex, &size,
	    &w->e));
	assert_int_equal(w->e.kind, ERR_INPUT);
	assert_non_null(strstr(w->e.text, "/folder: cannot read"));
	assert_int_equal(count_files(in(w, "objects")), 0);
}

static void
an_object_that_cannot_be_put_in_place_leaves_no_part(void **state)
{
	struct world *w = *state;
	int64_t size;

	assert_true(file_write(in(w, "file"), "votes", 5, &w->e));
	assert_true(file_make_dirs(in(w, "objects/" VOTES "/full"), &w->e));
	assert_false(objects_put_file(w->dir, in(w, "file"), w->hex, &size,
	    &w->e));
	assert_int_equal(w->e.kind, ERR_STORE);
	assert_non_null(strstr(w->e.text, "/file: cannot keep"));
	assert_int_equal(count_files(in(w, "objects")), 1);
}

static void
nothing_is_kept_where_a_file_stands_in_the_way(void **state)
{
	struct world *w = *state;
	int64_t size;

	assert_true(file_write(in(w, "objects"), "", 0, &w->e));
	assert_false(objects_put(w->dir, "votes", 5, w->hex, &w->e));
	assert_non_null(strstr(w->e.text, "objects"));
	assert_false(objects_put_file(w->dir, in(w, "objects"), w->hex, &size,
	    &w->e));
	assert_int_equal(count_files(w->dir), 1);
}

static void
an_object_moves_to_another_folder(void **state)
{
	struct world *w = *state;

	assert_true(objects_put(in(w, "from"), "votes", 5, w->hex, &w->e));
	assert_true(objects_move(in(w, "from"), in(w, "to"), w->hex, &w->e));
	assert_kept(w, in(w, "to"), VOTES, "votes");
	assert_int_equal(count_files(in(w, "from/objects")), 0);
}

static void
an_object_that_the_other_folder_has_already_is_moved(void **state)
{
	struct world *w = *state;

	assert_true(objects_put(in(w, "from"), "votes", 5, w->hex, &w->e));
	assert_true(objects_move(in(w, "from"), in(w, "to"), w->hex, &w->e));
	assert_true(objects_move(in(w, "from"), in(w, "to"), w->hex, &w->e));
	assert_int_equal(count_files(in(w, "to/objects")), 1);
}

static void
an_object_that_is_not_there_cannot_be_moved(void **state)
{
	struct world *w = *state;

	assert_false(objects_move(in(w, "from"), in(w, "to"), VOTES, &w->e));
	assert_int_equal(w->e.kind, ERR_STORE);
	assert_non_null(strstr(w->e.text, VOTES ": cannot keep: No such"));
}

#define IN_A_FOLDER(f) cmocka_unit_test_setup_teardown(f, enter, leave)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_FOLDER(bytes_are_kept_under_the_name_of_their_hash),
		IN_A_FOLDER(the_same_bytes_are_kept_once),
		IN_A_FOLDER(an_object_that_is_there_is_not_written_again),
		IN_A_FOLDER(a_file_is_copied_with_its_size_and_stays_where_it_was),
		IN_A_FOLDER(a_file_larger_than_a_window_is_the_same_as_its_bytes_at_once),
		IN_A_FOLDER(no_bytes_are_an_object_too),
		IN_A_FOLDER(a_missing_file_is_the_users_and_leaves_nothing),
		IN_A_FOLDER(a_folder_is_no_file_and_leaves_no_part),
		IN_A_FOLDER(an_object_that_cannot_be_put_in_place_leaves_no_part),
		IN_A_FOLDER(nothing_is_kept_where_a_file_stands_in_the_way),
		IN_A_FOLDER(an_object_moves_to_another_folder),
		IN_A_FOLDER(an_object_that_the_other_folder_has_already_is_moved),
		IN_A_FOLDER(an_object_that_is_not_there_cannot_be_moved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
