/* SPDX-License-Identifier: Apache-2.0 */
/* Damage is found, and what can be made again from the entries is. */
#include <sqlite3.h>

#include "record_fixture.h"

/* A record with a subject, facts, a request, a refusal and an object besides. */
static void
fill(struct world *w)
{
	const char *returns = put_text(w, w->address, "{'schema':'r'}");

	OK(w, record_begin(w->r, &w->e));
	IS_DONE(w, put(w, "sec", "audit.order", "audit/p", ""));
	IS_DONE(w, put(w, "sec", "audit.select-contest", "audit/p", ""));
	IS_DONE(w, put(w, "sup", "canvass.start", "canvass/01", ""));
	IS_DONE(w, put(w, "sec", "note.add", "note/n", arena_printf(&w->a,
	    ",'as':'note','payload':{'returns':'%s'}", returns)));
	IS_DONE(w, put(w, "court", "stay.order", "stay/audit/q",
	    ",'payload':{'subject':'audit/q'}"));
	(void)put(w, "gov", "audit.order", "audit/q", "");
	for (int i = 0; i < 22; i++)
		(void)put(w, "pub", "audit.burn", "audit/q", "");
	w->when = "2020-11-05T12:00:00Z";
	IS_DONE(w, put(w, "court", "canvass.compel", "canvass/01", ""));
	OK(w, record_commit(w->r, &w->e));
}

static int
enter_full(void **state)
{
	if (enter(state) != 0)
		return -1;
	found(*state, "test");
	fill(*state);
	return 0;
}

static void
keep_text(void *ctx, const char *text)
{
	struct world *w = ctx;

	(void)snprintf(w->e.text, sizeof w->e.text, "%s", text);
}

/* The faults found; the text of the last is in w->e. */
static int64_t
faults(struct world *w)
{
	struct err e = { 0 };
	int64_t n;

	w->e.text[0] = '\0';
	if (!record_fsck(w->r, keep_text, w, &n, &e))
		fail_msg("%s", e.text);
	return n;
}

/* Close the record, do that to its file, and open it again to be mended. */
static void
damage(struct world *w, const char *sql)
{
	sqlite3 *db;
	char *why = NULL;

	record_close(&w->r);
	assert_int_equal(sqlite3_open(arena_printf(&w->a, "%s/record.db",
	    w->address), &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	assert_int_not_equal(sqlite3_total_changes(db), 0);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void
open_again(struct world *w, enum record_how how)
{
	OK(w, record_open(&w->own, w->address, how, &w->r, &w->e));
}

static void
finds(struct world *w, const char *sql, const char *why)
{
	damage(w, sql);
	open_again(w, RECORD_MEND);
	assert_int_not_equal(faults(w), 0);
	if (strstr(w->e.text, why) == NULL)
		fail_msg("found \"%s\", expected \"%s\"", w->e.text, why);
}

static const char *
tables_of(struct world *w)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	OK(w, store_dump(record_store(w->r), &b, &w->e));
	return arena_str(&w->a, b.p, b.len);
}

static void
a_sound_record_has_no_fault(void **state)
{
	struct world *w = *state;

	assert_int_equal(faults(w), 0);
	record_close(&w->r);
	open_again(w, RECORD_WRITE);
	assert_int_equal(faults(w), 0);
}

static void
a_changed_entry_is_found(void **state)
{
	finds(*state, "UPDATE entry SET bytes = CAST(replace(CAST(bytes AS "
	    "TEXT), 'audit/p', 'audit/z') AS BLOB) WHERE seq = 1",
	    "do not give the root");
}

static void
an_entry_that_was_changed_with_its_hash_is_found(void **state)
{
	struct world *w = *state;
	struct store_row row;
	unsigned char leaf[HASH_SIZE];
	char hex[HASH_HEX], *text;

	OK(w, store_entry(record_store(w->r), &w->a, 2, &row, &w->e));
	text = arena_str(&w->a, row.bytes.p, row.bytes.n);
	strstr(text, "\"key\":\"k")[7] = 'j';
	merkle_leaf(leaf, text, row.bytes.n);
	hash_text(hex, leaf);
	finds(w, arena_printf(&w->a, "UPDATE entry SET bytes = "
	    "CAST('%s' AS BLOB), leaf = x'%s' WHERE seq = 2", text, hex),
	    "do not give the root");
}

static void
a_missing_entry_is_found(void **state)
{
	finds(*state, "DELETE FROM entry WHERE seq = 3",
	    "its head says");
}

static void
a_cut_log_is_found(void **state)
{
	finds(*state, "DELETE FROM entry WHERE seq = (SELECT max(seq) FROM "
	    "entry)", "its head says");
}

static void
an_entry_filed_under_what_it_does_not_say_is_found(void **state)
{
	finds(*state, "UPDATE entry SET actor = 'gov' WHERE seq = 1",
	    "is filed under what it does not say");
}

static void
a_changed_head_is_found(void **state)
{
	finds(*state, "UPDATE head SET logged = logged + 1", "the clock");
}

static void
a_changed_checkpoint_is_found(void **state)
{
	finds(*state, "UPDATE head SET signed_size = 2, signed_root = "
	    "zeroblob(32)", "the root that was signed");
}

static void
each_changed_row_of_a_table_is_found_and_made_again(void **state)
{
	static const char *const changes[] = {
		"UPDATE subject SET state = 'reported' WHERE id = 'audit/p'",
		"UPDATE subject SET version = 7 WHERE id = 'audit/p'",
		"DELETE FROM subject WHERE id = 'canvass/01'",
		"UPDATE subject SET id = 'audit/x' WHERE id = 'audit/p'",
		"UPDATE fact SET state = 'lifted' WHERE kind = 'stay'",
		"UPDATE fact SET value = '{}' WHERE kind = 'person'",
		"DELETE FROM fact WHERE kind = 'request'",
		"DELETE FROM fact WHERE kind = 'file'",
		"DELETE FROM receipt WHERE seq = 2",
		"UPDATE receipt SET act = zeroblob(32) WHERE seq = 1",
	};
	struct world *w = *state;
	const char *sound = tables_of(w);

	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		finds(w, changes[i], "the tables are not what the entries");
		OK(w, record_rebuild(w->r, &w->e));
		assert_int_equal(faults(w), 0);
		assert_string_equal(tables_of(w), sound);
	}
}

static void
a_damaged_record_is_not_opened_to_be_read_or_written(void **state)
{
	struct world *w = *state;

	damage(w, "UPDATE subject SET version = 7 WHERE id = 'audit/p'");
	FAILS(w, record_open(&w->own, w->address, RECORD_WRITE, &w->r, &w->e),
	    "the record is damaged");
	open_again(w, RECORD_READ);
	damage(w, "UPDATE entry SET bytes = zeroblob(9) WHERE seq = 3");
	FAILS(w, record_open(&w->own, w->address, RECORD_READ, &w->r, &w->e),
	    "the record is damaged");
}

static void
missing_and_changed_objects_are_found(void **state)
{
	struct world *w = *state;
	const char *path = objects_path(&w->a, w->address,
	    put_text(w, w->address, "{'schema':'r'}"));
	FILE *f;

	assert_int_equal(unlink(path), 0);
	assert_int_equal(faults(w), 1);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs("{\"schema\":\"s\"}", f) >= 0);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(faults(w), 1);
}

static void
what_was_answered_and_not_entered_survives_a_rebuild(void **state)
{
	struct world *w = *state;
	const char *before = tables_of(w);

	assert_non_null(strstr(before, "unlisted"));
	OK(w, record_rebuild(w->r, &w->e));
	assert_string_equal(tables_of(w), before);
	OK(w, record_rebuild(w->r, &w->e));
	assert_string_equal(tables_of(w), before);
	OK(w, record_begin(w->r, &w->e));
	w->when = "2020-11-06T12:00:00Z";
	IS_DONE(w, put(w, "sec", "audit.order", "audit/r", ""));
	OK(w, record_commit(w->r, &w->e));
}

struct comparing { struct world *w; struct record_subject *s; size_t n, seen; };

static bool
compare_subject(void *ctx, const struct store_subject *v, struct err *e)
{
	struct comparing *c = ctx;
	const struct record_subject *s = &c->s[c->seen++];

	(void)e;
	assert_true(c->seen <= c->n);
	assert_string_equal(s->id, v->id);
	assert_string_equal(s->state, v->state);
	assert_string_equal(s->lifecycle, v->lifecycle);
	assert_string_equal(s->unit, v->unit);
	assert_int_equal(s->version, v->version);
	assert_int_equal(s->seq, v->seq);
	return true;
}

static void
the_state_now_is_that_of_the_tables(void **state)
{
	struct world *w = *state;
	struct comparing c = { .w = w };

	OK(w, record_state_on(w->r, &w->a, INT64_MAX, &c.s, &c.n, &w->e));
	OK(w, store_subjects(record_store(w->r), NULL, compare_subject, &c,
	    &w->e));
	assert_int_equal(c.seen, c.n);
	assert_int_equal(c.n, 2);
	assert_string_equal(c.s[1].unit, "01");
}

static void
the_state_on_a_day_is_that_of_the_entries_logged_by_then(void **state)
{
	struct world *w = *state;
	struct record_subject *s;
	int64_t utc;
	size_t n;

	assert_true(instant_parse("2020-11-04T12:00:00Z", 20, &utc));
	OK(w, record_state_on(w->r, &w->a, utc, &s, &n, &w->e));
	assert_int_equal(n, 2);
	assert_int_equal(s[1].version, 1);
	OK(w, record_state_on(w->r, &w->a, utc - 1, &s, &n, &w->e));
	assert_int_equal(n, 0);
}

struct named { size_t n; };

static bool
count_object(void *ctx, const char *hex, struct err *e)
{
	struct named *named = ctx;

	(void)e;
	assert_int_equal(strlen(hex), HASH_HEX - 1);
	named->n++;
	return true;
}

static void
every_object_the_record_names_is_visited_once(void **state)
{
	struct world *w = *state;
	struct named named = { 0 };

	OK(w, record_objects(w->r, count_object, &named, &w->e));
	assert_int_equal(named.n, 4);
}

static void
what_is_taken_back_leaves_nothing(void **state)
{
	struct world *w = *state;
	const char *before = tables_of(w);

	OK(w, record_begin(w->r, &w->e));
	IS_DONE(w, put(w, "sec", "audit.order", "audit/zz", ""));
	record_rollback(w->r);
	assert_string_equal(tables_of(w), before);
	assert_int_equal(faults(w), 0);
}

static void
a_receipt_outlives_the_process(void **state)
{
	struct world *w = *state;
	const char *line = line_text(w, "sec", act_text(w, "sec",
	    "audit.order", "audit/t", ""));
	struct record_line in = { .text = { line, strlen(line) },
		.file = "f" };
	struct receipt first, again;

	OK(w, record_act(w->r, &in, &first, &w->e));
	record_close(&w->r);
	open_again(w, RECORD_WRITE);
	OK(w, record_act(w->r, &in, &again, &w->e));
	assert_true(again.again);
	assert_int_equal(again.seq, first.seq);
	assert_memory_equal(again.leaf, first.leaf, HASH_SIZE);
}

#define T(name) cmocka_unit_test_setup_teardown(name, enter_full, leave)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_sound_record_has_no_fault),
		T(a_changed_entry_is_found),
		T(an_entry_that_was_changed_with_its_hash_is_found),
		T(a_missing_entry_is_found),
		T(a_cut_log_is_found),
		T(an_entry_filed_under_what_it_does_not_say_is_found),
		T(a_changed_head_is_found),
		T(a_changed_checkpoint_is_found),
		T(each_changed_row_of_a_table_is_found_and_made_again),
		T(a_damaged_record_is_not_opened_to_be_read_or_written),
		T(missing_and_changed_objects_are_found),
		T(what_was_answered_and_not_entered_survives_a_rebuild),
		T(the_state_now_is_that_of_the_tables),
		T(the_state_on_a_day_is_that_of_the_entries_logged_by_then),
		T(every_object_the_record_names_is_visited_once),
		T(what_is_taken_back_leaves_nothing),
		T(a_receipt_outlives_the_process),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
