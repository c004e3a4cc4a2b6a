/* SPDX-License-Identifier: Apache-2.0 */
/* A store of any age is brought up to date, and keeps every byte. */
#include "store.h"

#include "store/inside.h"

/* fill, in a store of the oldest schema. */
static void
make_old(struct world *w)
{
	OK(w, store_open_at(&w->a, w->address, STORE_CREATE, 1, &w->s, &w->e));
	fill(w, w->s, 20);
	store_close(&w->s);
}

static const char *
dump(struct world *w, struct store *s)
{
	struct buf out CLEANUP(buf_free) = { 0 };

	OK(w, store_dump(s, &out, &w->e));
	return arena_str(&w->a, out.p, out.len);
}

static void
an_old_store_is_brought_up_to_date_and_keeps_every_byte(void **state)
{
	struct world *w = *state;
	struct store_row was, row;
	const char *before;

	make_old(w);
	OK(w, store_open_at(&w->a, w->address, STORE_READ, 1, &w->s, &w->e));
	before = dump(w, w->s);
	OK(w, store_entry(w->s, &w->a, 7, &was, &w->e));
	store_close(&w->s);
	w->s = open_store(w, w->address, STORE_WRITE);
	assert_string_equal(dump(w, w->s), before);
	OK(w, store_entry(w->s, &w->a, 7, &row, &w->e));
	assert_int_equal(row.bytes.n, was.bytes.n);
	assert_memory_equal(row.bytes.p, was.bytes.p, was.bytes.n);
	assert_memory_equal(row.leaf, was.leaf, HASH_SIZE);
	/* It is new now: who only reads may, and it can be written to. */
	store_close(&w->s);
	w->s = open_store(w, w->address, STORE_READ);
}

static void
who_only_reads_does_not_change_an_old_store(void **state)
{
	struct world *w = *state;

	make_old(w);
	FAILS(w, store_open(&w->a, w->address, STORE_READ, &w->s, &w->e),
	    "any command that writes brings it up to date");
	OK(w, store_open_at(&w->a, w->address, STORE_READ, 1, &w->s, &w->e));
}

static void
a_store_of_a_newer_program_is_refused(void **state)
{
	struct world *w = *state;

	w->s = NULL;
	OK(w, store_open(&w->a, w->address, STORE_CREATE, &w->s, &w->e));
	store_close(&w->s);
	FAILS(w, store_open_at(&w->a, w->address, STORE_WRITE, 1, &w->s,
	    &w->e), "a newer canvass has written here");
	FAILS(w, store_open_at(&w->a, w->address, STORE_READ, 1, &w->s, &w->e),
	    "a newer canvass has written here");
}

/* What has been released is never edited: the next change is another file. */
static void
every_change_is_as_it_was_released(void **state)
{
	static const char *const sum[] = {
		"c80fbccd534e6f2c82e417204257a7d4b95f0f01218551a6904dc1df33ce1883",
		"6f78c24f689134a7976cabf10c87ef224a98218762414de34e83b54630f5e677",
	};
	char hex[HASH_HEX];

	(void)state;
	assert_int_equal(schema_newest, sizeof sum / sizeof *sum);
	for (int i = 0; i < schema_newest; i++) {
		hash_hex(schema_migrations[i].sql,
		    strlen(schema_migrations[i].sql), hex);
		assert_string_equal(hex, sum[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_old_store_is_brought_up_to_date_and_keeps_every_byte, enter, leave),
		cmocka_unit_test_setup_teardown(who_only_reads_does_not_change_an_old_store, enter, leave),
		cmocka_unit_test_setup_teardown(a_store_of_a_newer_program_is_refused, enter, leave),
		cmocka_unit_test(every_change_is_as_it_was_released),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
