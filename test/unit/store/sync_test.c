/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A disk that says it could not keep what it was given: after that nobody
 * knows what it holds, and the writer must not go on as if it did.  The calls
 * of this program take the place of the C library's.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/syscall.h>

#include "store.h"

static bool broken;

__attribute__((visibility("default"))) int
fdatasync(int fd)
{
	if (!broken)
		return (int)syscall(SYS_fdatasync, fd);
	errno = EIO;
	return -1;
}

__attribute__((visibility("default"))) int
fsync(int fd)
{
	if (!broken)
		return (int)syscall(SYS_fsync, fd);
	errno = EIO;
	return -1;
}

static void
a_writer_stops_when_a_sync_fails(void **state)
{
	struct world *w = *state;
	struct store_row row = row_at(&w->a, 3);
	struct store_head head;

	fill(w, w->s, 3);
	OK(w, store_begin(w->s, &head, &w->e));
	OK(w, store_append(w->s, &row, &w->e));
	head.size = 4;
	broken = true;
	assert_false(store_commit(w->s, &head, &w->e));
	/* The disk says that all is well again.  It did so in 2018, too. */
	broken = false;
	store_rollback(w->s);
	assert_false(store_begin(w->s, &head, &w->e));
	assert_false(store_look(w->s, &head, &w->e));
	/* Who opens it anew sees what is there: all of it or none. */
	store_close(&w->s);
	w->s = open_store(w, w->address, STORE_WRITE);
	OK(w, store_look(w->s, &head, &w->e));
	assert_true(head.size == 3 || head.size == 4);
	store_rollback(w->s);
}

static void
what_was_acknowledged_before_is_kept(void **state)
{
	struct world *w = *state;
	struct store_row row;

	fill(w, w->s, 3);
	broken = true;
	OK(w, store_entry(w->s, &w->a, 2, &row, &w->e));
	broken = false;
	assert_int_equal(row.seq, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_writer_stops_when_a_sync_fails, enter_store, leave),
		cmocka_unit_test_setup_teardown(what_was_acknowledged_before_is_kept, enter_store, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
