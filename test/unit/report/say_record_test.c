/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages tell of a record is what is in it, by the day that was asked for. */
#include "../record/record_fixture.h"

#include "report/say_record.h"

static struct election election = { .id = "test", .title = "Test" };

static struct say_record
gather(struct world *w, struct day on)
{
	struct say_record s = { .a = &w->a, .r = w->r, .el = &election,
		.law = record_law(w->r), .on = on,
		.log = arena_printf(&w->a, "%s/log", w->address) };

	OK(w, say_record_gather(&s, &w->e));
	return s;
}

static void
begin(struct world *w)
{
	found(w, "test");
	OK(w, record_begin(w->r, &w->e));
}

static struct say_record
end(struct world *w)
{
	OK(w, record_commit(w->r, &w->e));
	return gather(w, DAY_UNKNOWN);
}

static void
a_founding_alone_has_nothing_to_tell(void **state)
{
	struct world *w = *state;
	struct say_record s;

	found(w, "test");
	s = gather(w, DAY_UNKNOWN);
	assert_int_equal(s.acts, 0);
	assert_int_equal(s.requests, 0);
	assert_int_equal(s.refusals, 0);
	assert_int_equal(s.certs, 0);
	assert_int_equal(s.entries, 1);
	assert_int_equal(s.later, 0);
	assert_int_equal(s.size, 1);
	assert_int_equal(s.people, PEOPLE);
}

static void
acts_are_told_in_their_order(void **state)
{
	struct world *w = *state;
	struct say_record s;

	begin(w);
	IS_DONE(w, put(w, "sec", "election.define", "election/test",
	    ",'says':'It is <b>defined</b>.'"));
	IS_DONE(w, put(w, "sec", "election.open-polls", "election/test", ""));
	s = end(w);
	assert_int_equal(s.acts, 2);
	assert_string_equal(s.act[0]->action, "election.define");
	assert_string_equal(s.act[0]->says, "It is <b>defined</b>.");
	assert_string_equal(s.act[1]->from, "defined");
	assert_int_equal(s.act[1]->seq, 2);
	assert_true(s.act[1]->is_signed);
	assert_string_equal(say_record_name(&s, "sec"), "sec");
	assert_string_equal(say_record_name(&s, "nobody"), "nobody");
	assert_non_null(say_record_subject(&s, "election/test"));
	assert_null(say_record_subject(&s, "election/other"));
}

static void
what_came_later_is_counted_and_not_shown(void **state)
{
	struct world *w = *state;
	struct say_record s;

	begin(w);
	IS_DONE(w, put(w, "sec", "election.define", "election/test", ""));
	w->when = "2020-11-05T12:00:00Z";
	IS_DONE(w, put(w, "sec", "election.open-polls", "election/test", ""));
	OK(w, record_commit(w->r, &w->e));
	s = gather(w, day_of(2020, 11, 4));
	assert_int_equal(s.acts, 1);
	assert_int_equal(s.entries, 2);
	assert_int_equal(s.later, 1);
	assert_string_equal(say_record_subject(&s, "election/test")->state,
	    "defined");
	s = gather(w, day_of(2020, 11, 5));
	assert_int_equal(s.acts, 2);
	assert_int_equal(s.later, 0);
}

static void
a_request_is_told_with_its_last_answer(void **state)
{
	struct world *w = *state;
	struct say_record s;

	begin(w);
	w->next_key = "call";
	assert_int_equal(put(w, "gov", "signature-audit.order",
	    "signature-audit/state", "").outcome, OUTCOME_REQUEST);
	assert_int_equal(put(w, "pub", "signature-audit.order",
	    "signature-audit/state", "").outcome, OUTCOME_REQUEST);
	IS_DONE(w, put(w, "sec", "request.answer", "request/gov/call",
	    ",'payload':{'request':'gov/call','answer':'declined',"
	    "'text':'No law asks for one.'}"));
	s = end(w);
	assert_int_equal(s.requests, 2);
	assert_string_equal(s.request[0].act->actor, "gov");
	assert_int_equal(s.request[0].answer, ANSWER_DECLINED);
	assert_string_equal(s.request[0].by->actor, "sec");
	assert_string_equal(s.request[0].text, "No law asks for one.");
	assert_int_equal(s.request[1].answer, ANSWER_NONE);
	assert_null(s.request[1].by);
	assert_non_null(strstr(s.request[0].act->routed, "secretary"));
}

static void
refusals_are_told_with_their_code(void **state)
{
	struct world *w = *state;
	struct say_record s;

	begin(w);
	IS_REFUSED(w, put(w, "gov", "result.change", "result/president", ""),
	    NO_AUTHORITY);
	for (int i = 0; i < 25; i++)
		(void)put(w, "leg", "result.change", "result/president", "");
	w->when = "2020-11-04T14:00:00Z";
	(void)put(w, "leg", "result.change", "result/president", "");
	s = end(w);
	assert_int_equal(s.refusals, 1 + 20 + 1);
	assert_int_equal(s.refused[0]->code, NO_AUTHORITY);
	assert_true(*s.refused[0]->why != '\0');
	/* Those that were answered and not entered are counted. */
	assert_int_equal(s.unlisted, 5);
}

/* Each download is JSON, whatever people write. */
static void
downloads_are_whole_whatever_people_write(void **state)
{
	static void (*const say[])(struct buf *, const struct say_record *) = {
		say_authority_json, say_requests_json, say_certificates_json,
		say_log_json,
	};
	struct world *w = *state;
	struct buf b CLEANUP(buf_free) = { 0 };
	struct say_record s;
	struct json_value *tree;

	begin(w);
	IS_DONE(w, put(w, "sec", "election.define", "election/test",
	    ",'says':'a \\\\ b </script> \xE2\x80\xAE'"));
	s = end(w);
	for (size_t i = 0; i < sizeof say / sizeof *say; i++) {
		b.len = 0;
		say[i](&b, &s);
		OK(w, json_tree_of(&w->a, b.p, b.len, "download", &tree,
		    &w->e));
	}
	b.len = 0;
	OK(w, say_timeline_json(&b, &s, &w->e));
	OK(w, json_tree_of(&w->a, b.p, b.len, "timeline", &tree, &w->e));
	b.len = 0;
	OK(w, say_timeline_csv(&b, &s, &w->e));
	assert_non_null(strstr(b.p, "election.define"));
}

static void
without_a_signed_log_nothing_is_proved(void **state)
{
	struct world *w = *state;
	struct say_record s;

	begin(w);
	s = end(w);
	assert_int_equal(s.signed_log.size, -1);
	OK(w, file_make_dirs(s.log, &w->e));
	OK(w, file_write(arena_printf(&w->a, "%s/checkpoint", s.log),
	    "no note", 7, &w->e));
	s = gather(w, DAY_UNKNOWN);
	assert_int_equal(s.signed_log.size, -1);
}

int
main(void)
{
#define IN_A_RECORD(name) cmocka_unit_test_setup_teardown(name, enter, leave)
	const struct CMUnitTest tests[] = {
		IN_A_RECORD(a_founding_alone_has_nothing_to_tell),
		IN_A_RECORD(acts_are_told_in_their_order),
		IN_A_RECORD(what_came_later_is_counted_and_not_shown),
		IN_A_RECORD(a_request_is_told_with_its_last_answer),
		IN_A_RECORD(refusals_are_told_with_their_code),
		IN_A_RECORD(downloads_are_whole_whatever_people_write),
		IN_A_RECORD(without_a_signed_log_nothing_is_proved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
