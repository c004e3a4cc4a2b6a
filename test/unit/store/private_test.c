/* SPDX-License-Identifier: Apache-2.0 */
/* What must never be published: kept, given back, and closed to everybody else. */
#include "store.h"

#include "store/private.h"

#define THING ((struct bytes){ "12 Analytical Row", 17 })

static struct private *
make(struct world *w)
{
	struct private *p = NULL;

	OK(w, private_create(w->dir, "horse", &w->e));
	OK(w, private_open(&w->a, w->dir, "horse", &p, &w->e));
	return p;
}

static void
a_thing_comes_back_with_its_commitment(void **state)
{
	struct world *w = *state;
	struct private *p CLEANUP(private_close) = make(w);
	struct private_thing put, got;
	bool found;

	OK(w, private_put(p, "envelope/1", THING, &put, &w->e));
	OK(w, private_get(p, &w->a, "envelope/1", &found, &got, &w->e));
	assert_true(found);
	assert_string_equal(got.id, "envelope/1");
	assert_int_equal(got.bytes.n, 17);
	assert_memory_equal(got.bytes.p, "12 Analytical Row", 17);
	assert_memory_equal(got.commitment, put.commitment, HASH_SIZE);
	OK(w, private_get(p, &w->a, "envelope/2", &found, &got, &w->e));
	assert_false(found);
}

static void
an_empty_thing_is_a_thing(void **state)
{
	struct world *w = *state;
	struct private *p CLEANUP(private_close) = make(w);
	struct private_thing t;
	bool found;

	OK(w, private_put(p, "e", (struct bytes){ "", 0 }, &t, &w->e));
	OK(w, private_get(p, &w->a, "e", &found, &t, &w->e));
	assert_true(found);
	assert_int_equal(t.bytes.n, 0);
	FAILS(w, private_put(p, "", THING, &t, &w->e), "has an id");
}

/* Every byte of the key file counts. */
static void
a_key_file_that_was_changed_opens_nothing(void **state)
{
	struct world *w = *state;
	struct private *p = make(w), *again;
	const char *path = arena_printf(&w->a, "%s/private.key", w->dir);
	struct bytes whole;

	private_close(&p);
	OK(w, file_read(&w->a, path, 4096, &whole, &w->e));
	/* A guess costs a tenth of a second, so not every one of them. */
	for (size_t i = 0; i < whole.n; i += 37) {
		char *bad = arena_str(&w->a, whole.p, whole.n);

		bad[i] = (char)(bad[i] == 'x' ? 'y' : 'x');
		OK(w, file_write(path, bad, whole.n, &w->e));
		assert_false(private_open(&w->a, w->dir, "horse", &again,
		    &w->e));
		assert_null(again);
	}
	OK(w, file_write(path, whole.p, whole.n - 1, &w->e));
	assert_false(private_open(&w->a, w->dir, "horse", &again, &w->e));
}

static void
a_store_that_was_not_finished_is_made_again(void **state)
{
	struct world *w = *state;
	struct private *p = make(w);

	private_close(&p);
	assert_int_equal(unlink(arena_printf(&w->a, "%s/private.key", w->dir)),
	    0);
	p = make(w);
	private_close(&p);
	FAILS(w, private_create(w->dir, "horse", &w->e), "already");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_thing_comes_back_with_its_commitment, enter, leave),
		cmocka_unit_test_setup_teardown(an_empty_thing_is_a_thing, enter, leave),
		cmocka_unit_test_setup_teardown(a_key_file_that_was_changed_opens_nothing, enter, leave),
		cmocka_unit_test_setup_teardown(a_store_that_was_not_finished_is_made_again, enter, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
