/* SPDX-License-Identifier: Apache-2.0 */
/* What every store does, whatever keeps it. */
#include "store.h"

#include "store/objects.h"

static bool
collect(void *ctx, const struct store_row *row, struct err *e)
{
	struct buf *out = ctx;

	(void)e;
	buf_printf(out, "%jd ", (intmax_t)row->seq);
	return true;
}

static const char *
found_by(struct world *w, struct store_query q)
{
	struct buf out CLEANUP(buf_free) = { 0 };

	OK(w, store_each(w->s, &q, collect, &out, &w->e));
	return arena_str(&w->a, out.len > 0 ? out.p : "", out.len);
}

static void
a_new_store_has_an_empty_head(void **state)
{
	struct world *w = *state;
	struct store_head head;

	OK(w, store_look(w->s, &head, &w->e));
	assert_int_equal(head.size, 0);
	assert_int_equal(head.signed_size, 0);
	store_rollback(w->s);
}

static void
a_store_that_is_not_there_is_not_opened(void **state)
{
	struct world *w = *state;

	FAILS(w, store_open(&w->a, w->address, STORE_WRITE, &w->s, &w->e),
	    "no record here");
	assert_int_equal(w->e.kind, ERR_INPUT);
	FAILS(w, store_open(&w->a, w->address, STORE_READ, &w->s, &w->e),
	    "no record here");
}

static void
a_store_that_is_there_is_not_made_again(void **state)
{
	struct world *w = *state;
	struct store *other = NULL;

	fill(w, w->s, 3);
	FAILS(w, store_open(&w->a, w->address, STORE_CREATE, &other, &w->e),
	    "there is a record already");
	assert_null(other);
	assert_string_equal(found_by(w, (struct store_query){ 0 }), "0 1 2 ");
}

static void
what_was_committed_is_there_after_opening_again(void **state)
{
	struct world *w = *state;
	struct store_row row, want = row_at(&w->a, 4);

	fill(w, w->s, 5);
	store_close(&w->s);
	w->s = open_store(w, w->address, STORE_READ);
	OK(w, store_entry(w->s, &w->a, 4, &row, &w->e));
	assert_int_equal(row.seq, 4);
	assert_int_equal(row.logged, want.logged);
	assert_memory_equal(row.leaf, want.leaf, HASH_SIZE);
	assert_string_equal(row.action, want.action);
	assert_string_equal(row.actor, want.actor);
	assert_string_equal(row.role, want.role);
	assert_string_equal(row.subject, want.subject);
	assert_string_equal(row.unit, want.unit);
	assert_string_equal(row.outcome, want.outcome);
	assert_string_equal(row.code, want.code);
	assert_int_equal(row.bytes.n, want.bytes.n);
	assert_memory_equal(row.bytes.p, want.bytes.p, want.bytes.n);
}

static void
what_was_rolled_back_is_not_there(void **state)
{
	struct world *w = *state;
	struct store_row row = row_at(&w->a, 0);
	struct store_head head;

	OK(w, store_begin(w->s, &head, &w->e));
	OK(w, store_append(w->s, &row, &w->e));
	store_rollback(w->s);
	FAILS(w, store_entry(w->s, &w->a, 0, &row, &w->e), "no entry 0");
}

static void
a_store_that_is_closed_in_a_transaction_keeps_nothing_of_it(void **state)
{
	struct world *w = *state;
	struct store_row row = row_at(&w->a, 0);
	struct store_head head;

	OK(w, store_begin(w->s, &head, &w->e));
	OK(w, store_append(w->s, &row, &w->e));
	store_close(&w->s);
	w->s = open_store(w, w->address, STORE_WRITE);
	FAILS(w, store_entry(w->s, &w->a, 0, &row, &w->e), "no entry 0");
}

static void
two_entries_of_one_number_are_refused(void **state)
{
	struct world *w = *state;
	struct store_row row = row_at(&w->a, 0);
	struct store_head head;

	OK(w, store_begin(w->s, &head, &w->e));
	OK(w, store_append(w->s, &row, &w->e));
	head.size = 1;
	assert_false(store_append(w->s, &row, &w->e) &&
	    store_commit(w->s, &head, &w->e));
	assert_int_equal(w->e.kind, ERR_STORE);
	store_rollback(w->s);
	fill(w, w->s, 1);
	assert_string_equal(found_by(w, (struct store_query){ 0 }), "0 ");
}

static void
two_receipts_of_one_key_are_refused(void **state)
{
	struct world *w = *state;
	struct store_receipt r = { .seq = 7 }, got;
	struct store_head head;
	bool found;

	OK(w, store_begin(w->s, &head, &w->e));
	OK(w, store_receipt_put(w->s, "clerk/1", &r, &w->e));
	OK(w, store_commit(w->s, &head, &w->e));
	OK(w, store_begin(w->s, &head, &w->e));
	r.seq = 8;
	assert_false(store_receipt_put(w->s, "clerk/1", &r, &w->e) &&
	    store_commit(w->s, &head, &w->e));
	store_rollback(w->s);
	OK(w, store_receipt_find(w->s, "clerk/1", &found, &got, &w->e));
	assert_true(found);
	assert_int_equal(got.seq, 7);
}

static void
an_entry_longer_than_a_bundle_can_hold_is_refused(void **state)
{
	struct world *w = *state;
	struct store_row row = row_at(&w->a, 0);
	struct store_head head;

	row.bytes = (struct bytes){ arena_zero(&w->a, 1, 65536), 65536 };
	OK(w, store_begin(w->s, &head, &w->e));
	assert_false(store_append(w->s, &row, &w->e) &&
	    store_commit(w->s, &head, &w->e));
	store_rollback(w->s);
	row.bytes.n = 65535;
	OK(w, store_begin(w->s, &head, &w->e));
	OK(w, store_append(w->s, &row, &w->e));
	head.size = 1;
	OK(w, store_commit(w->s, &head, &w->e));
}

static void
entries_are_listed_by_any_of_their_columns(void **state)
{
	struct world *w = *state;

	fill(w, w->s, 12);
#define FOUND(want, ...) \
	assert_string_equal(found_by(w, (struct store_query){ __VA_ARGS__ }), want)
	FOUND("0 1 2 3 4 5 6 7 8 9 10 11 ", 0);
	FOUND("10 11 ", .from = 10);
	FOUND("2 3 4 ", .from = 2, .to = 5);
	FOUND("1 3 5 7 9 11 ", .action = "contest.certify");
	FOUND("2 7 ", .actor = "actor-2");
	FOUND("", .role = "court");
	FOUND("3 10 ", .subject = "audit/3");
	FOUND("0 4 8 ", .unit = "");
	FOUND("2 5 8 11 ", .outcome = "refused");
	FOUND("0 1 2 ", .logged_by = 1604361600 + 2 * 60);
	FOUND("3 ", .subject = "audit/3", .actor = "actor-3",
	    .action = "contest.certify", .role = "board", .unit = "13121",
	    .outcome = "done", .logged_by = INT64_MAX, .from = 1, .to = 9);
	FOUND("", .subject = "audit/3' OR '1'='1");
#undef FOUND
}

static bool
stop_at_two(void *ctx, const struct store_row *row, struct err *e)
{
	int *seen = ctx;

	++*seen;
	return row->seq < 2 || err_set(e, ERR_INPUT, "enough");
}

static void
a_visit_that_fails_ends_the_walk_with_its_reason(void **state)
{
	struct world *w = *state;
	struct store_query all = { 0 };
	int seen = 0;

	fill(w, w->s, 9);
	FAILS(w, store_each(w->s, &all, stop_at_two, &seen, &w->e), "enough");
	assert_int_equal(seen, 3);
	assert_string_equal(found_by(w, all), "0 1 2 3 4 5 6 7 8 ");
}

struct nested {
	struct world *w;
	int           seen;
};

static bool
count_inner(void *ctx, const struct store_row *row, struct err *e)
{
	struct nested *n = ctx;

	(void)row;
	(void)e;
	n->seen++;
	return true;
}

static bool
walk_inner(void *ctx, const struct store_row *row, struct err *e)
{
	struct nested *n = ctx;
	struct store_query all = { 0 };
	struct store_row same;

	return store_entry(n->w->s, &n->w->a, row->seq, &same, e) &&
	    strcmp(same.subject, row->subject) == 0 &&
	    store_each(n->w->s, &all, count_inner, n, e);
}

static void
a_visit_may_ask_the_store_and_walk_it_again(void **state)
{
	struct world *w = *state;
	struct nested n = { w, 0 };
	struct store_query all = { 0 };

	fill(w, w->s, 20);
	OK(w, store_each(w->s, &all, walk_inner, &n, &w->e));
	assert_int_equal(n.seen, 400);
}

static void
a_walk_goes_beyond_what_is_fetched_at_once(void **state)
{
	struct world *w = *state;
	struct nested n = { w, 0 };
	struct store_query all = { 0 };

	fill(w, w->s, 3000);
	OK(w, store_each(w->s, &all, count_inner, &n, &w->e));
	assert_int_equal(n.seen, 3000);
}

static void
a_receipt_is_found_by_its_key_only(void **state)
{
	struct world *w = *state;
	struct store_receipt r = { .seq = -1 }, got;
	struct store_head head;
	bool found = true;

	memset(r.act, 0xA5, sizeof r.act);
	OK(w, store_receipt_find(w->s, "clerk/1", &found, &got, &w->e));
	assert_false(found);
	OK(w, store_begin(w->s, &head, &w->e));
	OK(w, store_receipt_put(w->s, "clerk/1", &r, &w->e));
	OK(w, store_receipt_find(w->s, "clerk/1", &found, &got, &w->e));
	assert_true(found);
	assert_int_equal(got.seq, -1);
	assert_memory_equal(got.act, r.act, HASH_SIZE);
	OK(w, store_receipt_find(w->s, "CLERK/1", &found, &got, &w->e));
	assert_false(found);
	store_rollback(w->s);
}

static bool
note_subject(void *ctx, const struct store_subject *v, struct err *e)
{
	struct buf *out = ctx;

	(void)e;
	buf_printf(out, "%s:%s:%jd ", v->id, v->state, (intmax_t)v->version);
	return true;
}

static void
subjects_are_changed_and_listed_in_the_order_of_bytes(void **state)
{
	static const char *const id[] = { "audit/b", "audit/B", "audit/\xC3\xA9",
		"audit/a", "canvass/_", "audit/b" };
	struct world *w = *state;
	struct buf out CLEANUP(buf_free) = { 0 };
	struct store_subject v = { .unit = "", .state = "ordered" };
	struct store_head head;
	bool found;

	OK(w, store_begin(w->s, &head, &w->e));
	for (int i = 0; i < 6; i++) {
		v.id = id[i];
		v.lifecycle = i == 4 ? "canvass" : "audit";
		v.version = i;
		OK(w, store_subject_put(w->s, &v, &w->e));
	}
	OK(w, store_commit(w->s, &head, &w->e));
	OK(w, store_subjects(w->s, "audit", note_subject, &out, &w->e));
	assert_string_equal(out.p, "audit/B:ordered:1 audit/a:ordered:3 "
	    "audit/b:ordered:5 audit/\xC3\xA9:ordered:2 ");
	out.len = 0;
	OK(w, store_subjects(w->s, NULL, note_subject, &out, &w->e));
	assert_non_null(strstr(out.p, "canvass/_:ordered:4 "));
	OK(w, store_subject_find(w->s, &w->a, "audit/b", &found, &v, &w->e));
	assert_true(found);
	assert_int_equal(v.version, 5);
	OK(w, store_subject_find(w->s, &w->a, "audit", &found, &v, &w->e));
	assert_false(found);
}

static bool
note_fact(void *ctx, const struct store_fact *v, struct err *e)
{
	struct buf *out = ctx;

	(void)e;
	buf_printf(out, "%s/%s:%s ", v->kind, v->id, v->value);
	return true;
}

static void
facts_are_kept_under_kind_and_id(void **state)
{
	struct world *w = *state;
	struct buf out CLEANUP(buf_free) = { 0 };
	struct store_fact v = { .unit = "13121", .seq = 3, .version = 1 };
	struct store_head head;
	bool found;

	OK(w, store_begin(w->s, &head, &w->e));
	for (int i = 0; i < 4; i++) {
		v.kind = i == 3 ? "person" : "finding";
		v.id = arena_printf(&w->a, "%d", 9 - i);
		v.state = i % 2 == 0 ? "open" : "explained";
		v.value = "{}";
		OK(w, store_fact_put(w->s, &v, &w->e));
	}
	OK(w, store_commit(w->s, &head, &w->e));
	OK(w, store_facts(w->s, "finding", "open", note_fact, &out, &w->e));
	assert_string_equal(out.p, "finding/7:{} finding/9:{} ");
	out.len = 0;
	OK(w, store_facts(w->s, "finding", NULL, note_fact, &out, &w->e));
	assert_string_equal(out.p, "finding/7:{} finding/8:{} finding/9:{} ");
	OK(w, store_fact_find(w->s, &w->a, "person", "6", &found, &v, &w->e));
	assert_true(found);
	assert_string_equal(v.unit, "13121");
	assert_int_equal(v.seq, 3);
	OK(w, store_fact_find(w->s, &w->a, "finding", "6", &found, &v, &w->e));
	assert_false(found);
}

static void
clearing_leaves_the_entries_alone(void **state)
{
	struct world *w = *state;
	struct store_subject v = { "audit/a", "audit", "ordered", "", 1, 0, { 0 } };
	struct store_head head;
	bool found;

	fill(w, w->s, 2);
	OK(w, store_begin(w->s, &head, &w->e));
	OK(w, store_subject_put(w->s, &v, &w->e));
	OK(w, store_clear(w->s, &w->e));
	OK(w, store_commit(w->s, &head, &w->e));
	OK(w, store_subject_find(w->s, &w->a, "audit/a", &found, &v, &w->e));
	assert_false(found);
	assert_string_equal(found_by(w, (struct store_query){ 0 }), "0 1 ");
}

static void
a_reader_cannot_write(void **state)
{
	struct world *w = *state;
	struct store *reader = open_store(w, w->address, STORE_READ);
	struct store_receipt r = { .seq = 1 };
	struct store_head head;

	assert_false(store_begin(reader, &head, &w->e) &&
	    store_receipt_put(reader, "k", &r, &w->e) &&
	    store_commit(reader, &head, &w->e));
	assert_int_equal(w->e.kind, ERR_STORE);
	store_close(&reader);
}

static void
a_dump_is_one_canonical_line_for_each_row(void **state)
{
	static const char sum[] =
	    "0000000000000000000000000000000000000000000000000000000000000000";
	struct world *w = *state;
	struct store_receipt r = { .seq = 0 };
	struct store_subject v = { "audit/a", "audit", "or\"dered", "", 1, 0, { 0 } };
	struct store_fact f = { "person", "raffensperger", "", "", "{\"a\":1}", 1, 0, { 0 } };
	struct store_head head;
	struct buf out CLEANUP(buf_free) = { 0 };

	OK(w, store_begin(w->s, &head, &w->e));
	OK(w, store_receipt_put(w->s, "clerk/1", &r, &w->e));
	OK(w, store_subject_put(w->s, &v, &w->e));
	OK(w, store_fact_put(w->s, &f, &w->e));
	head.size = 1;
	OK(w, store_commit(w->s, &head, &w->e));
	OK(w, store_dump(w->s, &out, &w->e));
	assert_string_equal(out.p, arena_printf(&w->a,
	    "{\"logged\":0,\"node\":[\"%s\"],\"signed_root\":\"%s\",\"signed_size\":0,\"size\":1,\"table\":\"head\"}\n"
	    "{\"act\":\"%s\",\"key\":\"clerk/1\",\"seq\":0,\"table\":\"receipt\"}\n"
	    "{\"id\":\"audit/a\",\"leaf\":\"%s\",\"lifecycle\":\"audit\",\"seq\":0,\"state\":\"or\\\"dered\",\"table\":\"subject\",\"unit\":\"\",\"version\":1}\n"
	    "{\"id\":\"raffensperger\",\"kind\":\"person\",\"leaf\":\"%s\",\"seq\":0,\"state\":\"\",\"table\":\"fact\",\"unit\":\"\",\"value\":\"{\\\"a\\\":1}\",\"version\":1}\n",
	    sum, sum, sum, sum, sum));
}

#define IN_A_FOLDER(f) cmocka_unit_test_setup_teardown(f, enter, leave)
#define IN_A_STORE(f) cmocka_unit_test_setup_teardown(f, enter_store, leave)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_STORE(a_new_store_has_an_empty_head),
		IN_A_FOLDER(a_store_that_is_not_there_is_not_opened),
		IN_A_STORE(a_store_that_is_there_is_not_made_again),
		IN_A_STORE(what_was_committed_is_there_after_opening_again),
		IN_A_STORE(what_was_rolled_back_is_not_there),
		IN_A_STORE(a_store_that_is_closed_in_a_transaction_keeps_nothing_of_it),
		IN_A_STORE(two_entries_of_one_number_are_refused),
		IN_A_STORE(two_receipts_of_one_key_are_refused),
		IN_A_STORE(an_entry_longer_than_a_bundle_can_hold_is_refused),
		IN_A_STORE(entries_are_listed_by_any_of_their_columns),
		IN_A_STORE(a_visit_that_fails_ends_the_walk_with_its_reason),
		IN_A_STORE(a_visit_may_ask_the_store_and_walk_it_again),
		IN_A_STORE(a_walk_goes_beyond_what_is_fetched_at_once),
		IN_A_STORE(a_receipt_is_found_by_its_key_only),
		IN_A_STORE(subjects_are_changed_and_listed_in_the_order_of_bytes),
		IN_A_STORE(facts_are_kept_under_kind_and_id),
		IN_A_STORE(clearing_leaves_the_entries_alone),
		IN_A_STORE(a_reader_cannot_write),
		IN_A_STORE(a_dump_is_one_canonical_line_for_each_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
