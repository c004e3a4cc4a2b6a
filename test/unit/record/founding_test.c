/* SPDX-License-Identifier: Apache-2.0 */
/* Entry 0: who may found a record, and of what kind. */
#include "record_fixture.h"

static bool
founds(struct world *w, const char *kind, const char *clock, int threshold,
    int signatures)
{
	bool done = try_to_found(w, &(struct founding_of){ .kind = kind,
	    .clock = clock, .threshold = threshold,
	    .signatures = signatures });

	record_close(&w->r);
	return done;
}

static void
as_many_officers_as_the_threshold_says_must_sign(void **state)
{
	struct world *w = *state;

	FAILS(w, founds(w, "test", "simulated", 2, 1),
	    "1 of the officers have signed, expected 2");
	FAILS(w, founds(w, "test", "simulated", 3, 2),
	    "2 of the officers have signed, expected 3");
	OK(w, founds(w, "test", "simulated", 2, 2));
	OK(w, founds(w, "test", "simulated", 1, 1));
	OK(w, founds(w, "history", "simulated", 0, 0));
}

static void
one_signature_three_times_is_one(void **state)
{
	struct world *w = *state;

	FAILS(w, try_to_found(w, &(struct founding_of){ .kind = "test",
	    .officers = "'sec','board'", .threshold = 2, .signatures = 3 }),
	    "1 of the officers have signed");
	FAILS(w, try_to_found(w, &(struct founding_of){ .kind = "test",
	    .officers = "'sec','sec'", .threshold = 2, .signatures = 1 }),
	    "found an officer twice");
}

static void
two_officers_with_one_key_are_one(void **state)
{
	struct world *w = *state;
	const char *key;

	w->is_real = false;
	key = public_of(w, "sec");
	FAILS(w, try_to_found(w, &(struct founding_of){ .kind = "test",
	    .threshold = 2, .signatures = 2, .people = arena_printf(&w->a,
	    "{'actor':'sec','name':'S','role':'secretary','key':'%s'},"
	    "{'actor':'gov','name':'G','role':'governor','key':'%s'}", key,
	    key) }), "two officers with one key");
}

static void
a_real_election_needs_two_officers_and_a_real_clock(void **state)
{
	struct world *w = *state;

	FAILS(w, founds(w, "real", "real", 1, 2), "found a threshold of 1");
	FAILS(w, founds(w, "real", "simulated", 2, 2),
	    "found a simulated clock");
	FAILS(w, founds(w, "test", "simulated", 0, 2),
	    "found a threshold of 0");
	OK(w, founds(w, "real", "real", 2, 2));
}

static void
a_real_election_takes_no_published_key(void **state)
{
	struct world *w = *state;
	const char *key;

	key = public_of(w, "pub");
	FAILS(w, try_to_found(w, &(struct founding_of){ .kind = "real",
	    .clock = "real", .threshold = 2, .signatures = 2,
	    .people = arena_printf(&w->a, "{'actor':'x','name':'X','role':"
	    "'public','key':'%s'}", key) }), "demonstration key");
}

static void
a_test_is_marked_as_one_for_ever(void **state)
{
	struct world *w = *state;
	const struct genesis *g;
	struct store_row row;

	found(w, "test");
	g = record_genesis(w->r);
	assert_int_equal(g->kind, RECORD_TEST);
	assert_true(g->simulated);
	OK(w, store_entry(record_store(w->r), &w->a, 0, &row, &w->e));
	assert_non_null(strstr(arena_str(&w->a, row.bytes.p, row.bytes.n),
	    "\"kind\":\"test\""));
	assert_memory_equal(row.leaf, g->leaf, HASH_SIZE);
}

static void
nobody_and_no_use_of_a_file_stands_twice(void **state)
{
	struct world *w = *state;

	FAILS(w, try_to_found(w, &(struct founding_of){ .kind = "history",
	    .officers = "", .people =
	    "{'actor':'sec','name':'S','role':'secretary'},"
	    "{'actor':'sec','name':'T','role':'court'}" }),
	    "a second person");
	FAILS(w, try_to_found(w, &(struct founding_of){ .kind = "history",
	    .files = ",{'name':'r','use':'rules','sha256':'00000000000000000"
	    "00000000000000000000000000000000000000000000000'}" }),
	    "a second file");
}

static void
an_object_that_is_missing_founds_nothing(void **state)
{
	struct world *w = *state;

	assert_false(try_to_found(w, &(struct founding_of){ .kind = "history",
	    .files = ",{'name':'m','use':'map','sha256':'000000000000000000"
	    "0000000000000000000000000000000000000000000000'}" }));
}

static void
a_genesis_with_a_member_of_the_wrong_kind_is_refused_with_its_place(
    void **state)
{
	struct world *w = *state;
	static const struct { const char *text, *why; } bad[] = {
		{ "", "genesis.json:1" },
		{ "[]", "genesis.json" },
		{ "{}", "expected {\"act\"" },
		{ "{'act':{},'sigs':[]}", "\"action\"" },
		{ "{'act':{'action':'genesis','election':7},'sigs':[]}",
		    "\"election\"" },
		{ "{'act':[],'sigs':[]}", "expected {\"act\"" },
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const char *text = quoted(&w->a, bad[i].text);

		FAILS(w, record_create(&w->own, arena_printf(&w->a, "%s/x",
		    w->dir), (struct bytes){ text, strlen(text) },
		    "genesis.json", w->in, &w->r, &w->e), bad[i].why);
		assert_null(w->r);
	}
}

static void
a_record_is_not_founded_where_one_is(void **state)
{
	struct world *w = *state;
	struct record *other;
	struct store_row row;
	const char *text;

	found(w, "test");
	OK(w, store_entry(record_store(w->r), &w->a, 0, &row, &w->e));
	text = arena_str(&w->a, row.bytes.p, row.bytes.n);
	FAILS(w, record_create(&w->own, w->address, (struct bytes){ text,
	    strlen(text) }, "g", w->in, &other, &w->e), "already");
}

static void
a_record_that_is_only_read_takes_no_act(void **state)
{
	struct world *w = *state;

	found(w, "test");
	record_close(&w->r);
	OK(w, record_open(&w->own, w->address, RECORD_READ, &w->r, &w->e));
	assert_false(record_begin(w->r, &w->e));
}

#define T(name) cmocka_unit_test_setup_teardown(name, enter, leave)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(as_many_officers_as_the_threshold_says_must_sign),
		T(one_signature_three_times_is_one),
		T(two_officers_with_one_key_are_one),
		T(a_real_election_needs_two_officers_and_a_real_clock),
		T(a_real_election_takes_no_published_key),
		T(a_test_is_marked_as_one_for_ever),
		T(nobody_and_no_use_of_a_file_stands_twice),
		T(an_object_that_is_missing_founds_nothing),
T(a_genesis_with_a_member_of_the_wrong_kind_is_refused_with_its_place),
		T(a_record_is_not_founded_where_one_is),
		T(a_record_that_is_only_read_takes_no_act),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
