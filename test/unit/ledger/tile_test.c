/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "ledger/tile.h"

/* Files in memory. */
#define MOST_FILES 700
static struct file {
	char          path[40];
	unsigned char p[8192];
	size_t        n;
} disk[MOST_FILES];
static size_t files;

static struct file *
find(const char *path)
{
	for (size_t i = 0; i < files; i++)
		if (strcmp(disk[i].path, path) == 0)
			return &disk[i];
	return NULL;
}

static bool
keep(void *ctx, const char *path, const void *p, size_t n, struct err *e)
{
	struct file *f = find(path);

	(void)ctx, (void)e;
	assert_true(n <= sizeof f->p && files < MOST_FILES);
	if (f == NULL)
		f = &disk[files++];
	(void)snprintf(f->path, sizeof f->path, "%s", path);
	memcpy(f->p, p, n);
	f->n = n;
	return true;
}

static bool
read_tile(void *ctx, const char *path, const unsigned char **p, size_t *n,
    struct err *e)
{
	struct file *f = find(path);

	(void)ctx;
	if (f == NULL)
		return err_set(e, ERR_STORE, "%s is missing", path);
	*p = f->p;
	*n = f->n;
	return true;
}

static bool
entry(void *ctx, int64_t seq, const void **p, size_t *n, struct err *e)
{
	static char text[24];

	(void)ctx, (void)e;
	*n = (size_t)snprintf(text, sizeof text, "%d", (int)seq);
	*p = text;
	return true;
}

static bool
entry_too_long(void *ctx, int64_t seq, const void **p, size_t *n,
    struct err *e)
{
	(void)ctx, (void)seq, (void)e;
	*p = "";
	*n = TILE_MAX_ENTRY + 1;
	return true;
}

static void
expect_path(int level, int64_t index, int width, const char *path)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	tile_path(&b, level, index, width);
	assert_string_equal(b.p, path);
}

/* The examples of C2SP tlog-tiles. */
static void
paths_are_those_of_the_specification(void **state)
{
	(void)state;
	expect_path(0, 1234067, 256, "tile/0/x001/x234/067");
	expect_path(1, 0, 17, "tile/1/000.p/17");
	expect_path(TILE_ENTRIES, 273, 112, "tile/entries/273.p/112");
	expect_path(0, 1000, 256, "tile/0/x001/000");
}

/* "A tree of size 70,000 will be represented by 273 full level 0 tiles …" */
static void
a_log_of_70000_has_the_tiles_of_the_specification(void **state)
{
	struct tile_source s = { read_tile, NULL, 70000 };
	unsigned char root[HASH_SIZE], sum[HASH_SIZE];
	struct merkle m = { 0 };
	struct merkle_proof p;
	struct err e;

	(void)state;
	files = 0;
	assert_true(tile_build(entry, NULL, 0, 70000, keep, NULL, &e));
	assert_int_equal(files, 2 * 274 + 2 + 1);
	assert_int_equal(find("tile/0/273.p/112")->n, 112 * HASH_SIZE);
	assert_int_equal(find("tile/1/001.p/17")->n, 17 * HASH_SIZE);
	assert_int_equal(find("tile/2/000.p/1")->n, HASH_SIZE);
	for (int i = 0; i < 70000; i++) {
		char text[8];

		merkle_leaf(sum, text, (size_t)snprintf(text, sizeof text,
		    "%d", i));
		merkle_add(&m, sum);
	}
	merkle_root(&m, root);
	for (int i = 0; i < 70000; i += 997) {
		char text[8];

		merkle_leaf(sum, text, (size_t)snprintf(text, sizeof text,
		    "%d", i));
		assert_true(merkle_inclusion(&p, i, 70000, tile_hash, &s, &e));
		assert_true(merkle_included(&p, i, 70000, sum, root));
	}
}

static void
building_in_steps_gives_the_tiles_of_building_at_once(void **state)
{
	static const int64_t step[] = { 0, 1, 255, 256, 257, 511, 512, 700,
	    700, 66000 };
	struct err e;

	(void)state;
	for (size_t i = 1; i < sizeof step / sizeof *step; i++) {
		files = 0;
		assert_true(tile_build(entry, NULL, 0, step[i - 1], keep,
		    NULL, &e));
		assert_true(tile_build(entry, NULL, step[i - 1], step[i],
		    keep, NULL, &e));
		if (i == sizeof step / sizeof *step - 1)
			break;
		/* Every tile of the larger log is there, as built at once. */
		for (int64_t k = 0; k << 8 < step[i]; k++) {
			struct buf b CLEANUP(buf_free) = { 0 };
			int64_t left = step[i] - (k << 8);

			tile_path(&b, 0, k, left > 256 ? 256 : (int)left);
			assert_non_null(find(b.p));
		}
	}
	assert_non_null(find("tile/2/000.p/1"));
}

static void
nothing_new_gives_no_tile(void **state)
{
	struct err e;

	(void)state;
	files = 0;
	assert_true(tile_build(entry, NULL, 300, 300, keep, NULL, &e));
	assert_int_equal(files, 0);
	assert_true(tile_build(entry, NULL, 256, 300, keep, NULL, &e));
	assert_int_equal(files, 2);
}

static void
entries_are_read_back_and_a_bundle_cut_off_is_seen(void **state)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	const unsigned char *p;
	size_t at = 0, n;

	(void)state;
	tile_entry(&b, "one", 3);
	tile_entry(&b, "", 0);
	assert_true(tile_entries_next((unsigned char *)b.p, b.len, &at, &p,
	    &n));
	assert_memory_equal(p, "one", n);
	assert_true(tile_entries_next((unsigned char *)b.p, b.len, &at, &p,
	    &n));
	assert_int_equal(n, 0);
	assert_false(tile_entries_next((unsigned char *)b.p, b.len, &at, &p,
	    &n));
	assert_int_equal(at, b.len);
	at = 0;
	assert_false(tile_entries_next((unsigned char *)b.p, 4, &at, &p, &n));
	assert_int_not_equal(at, 4);
}

static void
what_fails_below_fails_here(void **state)
{
	struct tile_source s = { read_tile, NULL, 300 };
	unsigned char sum[HASH_SIZE];
	struct err e;

	(void)state;
	files = 0;
	assert_false(tile_hash(&s, 0, 0, sum, &e));
	assert_false(tile_build(entry_too_long, NULL, 0, 1, keep, NULL, &e));
	assert_true(keep(NULL, "tile/0/000", "short", 5, &e));
	assert_false(tile_hash(&s, 0, 0, sum, &e));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_are_those_of_the_specification),
		cmocka_unit_test(a_log_of_70000_has_the_tiles_of_the_specification),
		cmocka_unit_test(building_in_steps_gives_the_tiles_of_building_at_once),
		cmocka_unit_test(nothing_new_gives_no_tile),
		cmocka_unit_test(entries_are_read_back_and_a_bundle_cut_off_is_seen),
		cmocka_unit_test(what_fails_below_fails_here),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
