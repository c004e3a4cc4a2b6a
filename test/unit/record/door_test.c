/* SPDX-License-Identifier: Apache-2.0 */
/* What the door asks, in which order, and with which code it refuses. */
#include "record_fixture.h"

#define BOARD ",'payload':{'members':['ann','bob','cid'],'quorum':2," \
	"'parties_differ':true}"

static void
a_well_formed_act_of_who_may_is_done(void **state)
{
	struct world *w = *state;
	struct receipt r = put(w, "sec", "audit.order", "audit/p", "");

	IS_DONE(w, r);
	assert_int_equal(r.seq, 1);
	assert_string_equal(state_of(w, "audit/p"), "planned");
}

static void
an_act_with_an_unknown_member_is_malformed_before_all_else(void **state)
{
	struct world *w = *state;

	IS_REFUSED(w, put(w, "nobody", "no.act", "no/x", ",'colour':'red'"),
	    MALFORMED);
}

static void
each_fault_of_form_is_malformed(void **state)
{
	struct world *w = *state;
	static const char *const more[] = { ",'expect':'1'", ",'expect':-1",
		",'payload':[]", ",'payload':'x'", ",'sources':[{}]",
		",'commitment':'abc'", ",'as':''", ",'says':''",
		",'as':'dance'", ",'role':'Secretary'" };

	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		IS_REFUSED(w, put(w, "sec", "audit.order", "audit/p", more[i]),
		    MALFORMED);
	IS_REFUSED(w, put(w, "sec", "audit.order", "recount/p", ""),
	    MALFORMED);
	w->when = "2020-11-31";
	IS_REFUSED(w, put(w, "sec", "audit.order", "audit/p", ""), MALFORMED);
}

static void
what_has_no_actor_action_or_key_is_no_act(void **state)
{
	struct world *w = *state;
	struct receipt out;
	static const char *const lines[] = { "", "[]", "7", "{}", "{'act':1}",
		"{'action':'a.b','actor':'sec'}",
		"{'action':'a.b','key':'k'}", "{'actor':'sec','key':'k'}",
		"{'action':'a','actor':'sec','key':'k'}",
		"{'action':'a.b','actor':'sec','key':'k','expect':1.5}",
		"{'act':{'action':'a.b','actor':'sec','key':'k'},'b':1}",
		"{'act':{'action':'a.b','actor':'sec','key':'k'},'sig':1}" };

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		const char *text = quoted(&w->a, lines[i]);
		struct record_line in = { .text = { text, strlen(text) },
			.file = "acts.jsonl", .line = 3, .now = w->now };

		FAILS(w, record_put(w->r, &in, &out, &w->e), "acts.jsonl:3");
	}
	assert_int_equal(record_size(w->r), 1);
}

static void
ids_that_would_not_fit_an_entry_are_no_ids(void **state)
{
	struct world *w = *state;
	char *actor = arena_zero(&w->a, 70001, 1);
	const char *text;
	struct receipt out;

	memset(actor, 'x', 70000);
	text = act_text(w, actor, "audit.order", "audit/p", "");
	FAILS(w, record_put(w->r, &(struct record_line){ .text = { text,
	    strlen(text) }, .file = "f" }, &out, &w->e), "expected an act");
}

static void
an_act_too_long_for_an_entry_is_refused_and_its_hash_entered(void **state)
{
	struct world *w = *state;
	char *says = arena_zero(&w->a, 70001, 1);
	const char *act;
	struct store_row row;
	char hex[HASH_HEX];
	struct receipt r;

	memset(says, 'x', 70000);
	act = act_text(w, "sec", "audit.order", "audit/p",
	    arena_printf(&w->a, ",'says':'%s'", says));
	r = bring(w, line_text(w, "sec", act));
	IS_REFUSED(w, r, MALFORMED);
	OK(w, store_entry(record_store(w->r), &w->a, r.seq, &row, &w->e));
	assert_true(row.bytes.n < 2000);
	{
		struct buf b CLEANUP(buf_free) = { 0 };

		OK(w, canon_write(&b, tree_of(w, act), "act", &w->e));
		hash_hex(b.p, b.len, hex);
	}
	assert_non_null(strstr(arena_str(&w->a, row.bytes.p, row.bytes.n),
	    hex));
	assert_string_equal(state_of(w, "audit/p"), "");
}

static void
the_keepers_work_is_nobody_elses(void **state)
{
	struct world *w = *state;

	IS_REFUSED(w, put(w, "sec", "finding.open", "finding/X", ""),
	    NO_AUTHORITY);
	IS_REFUSED(w, put(w, "sec", "finding.open", "finding/X",
	    ",'role':'recorder'"), NO_AUTHORITY);
	IS_REFUSED(w, keep(w, "audit.order", "audit/p", ""), NO_AUTHORITY);
	IS_DONE(w, keep(w, "finding.open", "finding/X-1", ",'payload':{}"));
}

static void
who_is_not_enrolled_or_not_in_that_role_has_no_authority(void **state)
{
	struct world *w = *state;

	IS_REFUSED(w, put(w, "mallory", "audit.order", "audit/p",
	    ",'role':'secretary'"), NO_AUTHORITY);
	IS_REFUSED(w, put(w, "gov", "audit.order", "audit/p",
	    ",'role':'secretary'"), NO_AUTHORITY);
}

static void
an_insider_who_enrols_himself_is_refused(void **state)
{
	struct world *w = *state;
	const char *payload = arena_printf(&w->a, ",'role':'secretary',"
	    "'payload':{'actor':'mallory','name':'M','role':'secretary',"
	    "'key':'%s'}", public_of(w, "mallory"));

	IS_REFUSED(w, put(w, "mallory", "key.enrol", "key/mallory", payload),
	    NO_AUTHORITY);
	IS_REFUSED(w, put(w, "sec", "key.enrol", "key/sec", ",'payload':{"
	    "'actor':'sec','name':'S','role':'court'}"), WRONG_STATE);
	assert_string_equal(fact_state(w, "person", "mallory"), "");
}

static void
an_act_must_be_signed_with_the_actors_own_key(void **state)
{
	struct world *w = *state;
	const char *act = act_text(w, "sec", "audit.order", "audit/p", "");

	IS_REFUSED(w, bring(w, act), BAD_SIGNATURE);
	w->actor_key = "gov";
	IS_REFUSED(w, put(w, "sec", "audit.order", "audit/p", ""),
	    BAD_SIGNATURE);
	w->actor_key = NULL;
	IS_REFUSED(w, put(w, "sec", "audit.order", "audit/p",
	    ",'election':'0000000000000000000000000000000000000000000000000000"
	    "000000000000'"), BAD_SIGNATURE);
}

static void
a_signature_fits_one_act_only(void **state)
{
	struct world *w = *state;
	char *line = arena_text(&w->a, line_text(w, "sec", act_text(w, "sec",
	    "audit.order", "audit/p", "")));
	char *p = strstr(line, "audit/p");

	p[6] = 'q';
	IS_REFUSED(w, bring(w, line), BAD_SIGNATURE);
}

static void
an_impostor_cannot_use_up_the_keys_of_an_actor(void **state)
{
	struct world *w = *state;
	const char *act = act_text(w, "sec", "audit.order", "audit/p", "");

	IS_REFUSED(w, bring(w, act), BAD_SIGNATURE);
	IS_DONE(w, bring(w, line_text(w, "sec", act)));
}

static void
a_history_takes_acts_with_a_source_only(void **state)
{
	struct world *w = *state;

	IS_REFUSED(w, put(w, "sec", "audit.order", "audit/p",
	    ",'sources':[]"), MALFORMED);
	IS_DONE(w, put(w, "sec", "audit.order", "audit/p", ""));
}

static void
an_officer_acts_for_the_own_unit_only(void **state)
{
	struct world *w = *state;

	IS_REFUSED(w, put(w, "sup", "canvass.start", "canvass/02", ""),
	    NO_AUTHORITY);
	w->unit = "02";
	IS_REFUSED(w, put(w, "sup", "canvass.start", "canvass/02", ""),
	    NO_AUTHORITY);
	w->unit = "";
	IS_REFUSED(w, put(w, "sup", "canvass.start", "canvass/01", ""),
	    NO_AUTHORITY);
	w->unit = NULL;
	IS_DONE(w, put(w, "sup", "canvass.start", "canvass/01", ""));
}

static void
an_envelope_is_of_one_unit_and_stays_of_it(void **state)
{
	struct world *w = *state;

	IS_DONE(w, put(w, "reg", "envelope.receive", "envelope/1", ""));
	IS_REFUSED(w, put(w, "reg2", "envelope.review", "envelope/1", ""),
	    NO_AUTHORITY);
}

static void
what_no_rule_decides_is_refused(void **state)
{
	struct world *w = *state;

	IS_REFUSED(w, put(w, "sec", "audit.burn", "audit/p", ""),
	    RULE_UNKNOWN);
	IS_REFUSED(w, put(w, "pub", "audit.burn", "audit/p", ""),
	    RULE_UNKNOWN);
}

static void
what_an_officer_may_not_is_refused_and_names_who_may(void **state)
{
	struct world *w = *state;
	struct receipt r = put(w, "reg", "audit.order", "audit/p", "");

	IS_REFUSED(w, r, NO_AUTHORITY);
	assert_non_null(strstr(r.why, "who may: superintendent secretary "
	    "court"));
}

static void
nobody_claims_more_than_the_own_cell(void **state)
{
	struct world *w = *state;

	IS_REFUSED(w, put(w, "gov", "audit.order", "audit/p",
	    ",'as':'perform'"), NO_AUTHORITY);
	IS_REFUSED(w, put(w, "gov", "audit.order", "audit/p",
	    ",'as':'order'"), NO_AUTHORITY);
	IS_REFUSED(w, put(w, "obs", "audit.enter", "audit/p", ""),
	    NO_AUTHORITY);
	IS_DONE(w, put(w, "obs", "audit.enter", "audit/p", ",'as':'note'"));
	assert_string_equal(state_of(w, "audit/p"), "");
}

static void
a_request_is_recorded_routed_and_answered(void **state)
{
	struct world *w = *state;
	struct receipt r;

	w->next_key = "first";
	r = put(w, "gov", "signature-audit.order", "signature-audit/cobb", "");
	assert_int_equal(r.outcome, OUTCOME_REQUEST);
	assert_string_equal(r.routed, "superintendent secretary "
	    "election-board court");
	assert_string_equal(fact_state(w, "request", "gov/first"), "open");
	assert_string_equal(state_of(w, "signature-audit/cobb"), "");
	IS_REFUSED(w, put(w, "sec", "request.answer", "request/gov/first",
	    ",'payload':{'request':'gov/first','answer':'maybe'}"), MALFORMED);
	IS_REFUSED(w, put(w, "sec", "request.answer", "request/gov/other",
	    ",'payload':{'request':'gov/first','answer':'granted'}"),
	    MALFORMED);
	IS_DONE(w, put(w, "sec", "request.answer", "request/gov/first",
	    ",'payload':{'request':'gov/first','answer':'declined'}"));
	assert_string_equal(fact_state(w, "request", "gov/first"), "declined");
	IS_REFUSED(w, put(w, "sec", "request.answer", "request/gov/first",
	    ",'payload':{'request':'gov/first','answer':'granted'}"),
	    WRONG_STATE);
}

static void
a_governor_who_asks_three_times_leaves_three_requests(void **state)
{
	struct world *w = *state;

	for (int i = 0; i < 3; i++)
		assert_int_equal(put(w, "gov", "signature-audit.order",
		    "signature-audit/cobb", "").outcome, OUTCOME_REQUEST);
	assert_int_equal(record_size(w->r), 4);
}

static void
who_may_order_may_also_only_ask(void **state)
{
	struct world *w = *state;

	assert_int_equal(put(w, "sec", "audit.order", "audit/p",
	    ",'as':'ask'").outcome, OUTCOME_REQUEST);
	assert_string_equal(state_of(w, "audit/p"), "");
}

static void
what_tells_who_a_voter_is_never_enters_the_log(void **state)
{
	struct world *w = *state;
	struct store_row row;
	struct receipt r = put(w, "reg", "envelope.receive", "envelope/1",
	    ",'payload':{'more':[{'born':'1950-01-01'}]}");
	const char *bytes;

	IS_REFUSED(w, r, PRIVACY);
	OK(w, store_entry(record_store(w->r), &w->a, r.seq, &row, &w->e));
	bytes = arena_str(&w->a, row.bytes.p, row.bytes.n);
	assert_null(strstr(bytes, "1950"));
	assert_null(strstr(bytes, "\"payload\":"));
	assert_null(strstr(bytes, "\"sig\""));
	assert_non_null(strstr(bytes, "\"commitment\":\""));
	IS_DONE(w, put(w, "reg", "envelope.receive", "envelope/1", ",'commit"
	    "ment':'00000000000000000000000000000000000000000000000000000000"
	    "00000000'"));
}

static void
nobody_matches_an_envelope_to_its_ballot_again(void **state)
{
	struct world *w = *state;

	for (size_t i = 0; i < PEOPLE; i++)
		IS_REFUSED(w, put(w, people[i].actor, "envelope.relink",
		    "envelope/1", ""), PRIVACY);
}

static void
who_stands_in_a_contest_does_not_decide_about_it(void **state)
{
	struct world *w = *state;

	IS_REFUSED(w, put(w, "runs", "audit.select-contest", "audit/p",
	    ",'payload':{'contest':'president'}"), CONFLICT_OF_INTEREST);
	IS_DONE(w, put(w, "runs", "audit.select-contest", "audit/p",
	    ",'payload':{'contest':'senate'}"));
}

static void
a_stay_binds_everybody_but_the_court_until_it_is_lifted(void **state)
{
	struct world *w = *state;

	IS_DONE(w, put(w, "court", "stay.order", "stay/audit/p",
	    ",'payload':{'subject':'audit/p','text':'Stop.'}"));
	IS_REFUSED(w, put(w, "sec", "audit.order", "audit/p", ""),
	    STAYED_BY_COURT);
	IS_DONE(w, put(w, "sec", "audit.order", "audit/q", ""));
	IS_DONE(w, put(w, "court", "stay.lift", "stay/audit/p",
	    ",'payload':{'subject':'audit/p','text':'Go on.'}"));
	IS_DONE(w, put(w, "sec", "audit.order", "audit/p", ""));
	IS_REFUSED(w, put(w, "court", "stay.lift", "stay/audit/p",
	    ",'payload':{'subject':'audit/p'}"), WRONG_STATE);
	IS_DONE(w, put(w, "court", "stay.order", "stay/audit/q",
	    ",'payload':{'subject':'audit/q'}"));
	IS_DONE(w, put(w, "court", "audit.select-contest", "audit/q", ""));
}

static void
of_two_editors_the_second_is_told_that_the_version_is_old(void **state)
{
	struct world *w = *state;

	IS_DONE(w, put(w, "sup", "canvass.start", "canvass/01",
	    ",'expect':0"));
	IS_REFUSED(w, put(w, "sup", "canvass.start", "canvass/01",
	    ",'expect':0"), STALE_VERSION);
	IS_REFUSED(w, put(w, "sup", "canvass.start", "canvass/01", ""),
	    WRONG_STATE);
	IS_REFUSED(w, put(w, "sup", "canvass.certify", "canvass/01",
	    ",'expect':1"), WRONG_STATE);
	IS_REFUSED(w, put(w, "sup2", "canvass.start", "canvass/02",
	    ",'expect':1"), STALE_VERSION);
}

static void
who_has_no_authority_is_not_told_the_state(void **state)
{
	struct world *w = *state;
	const char *first;

	first = arena_text(&w->a, put(w, "reg", "audit.order", "audit/p",
	    "").why);
	IS_DONE(w, put(w, "sec", "audit.order", "audit/p", ""));
	assert_string_equal(put(w, "reg", "audit.order", "audit/p",
	    ",'expect':7").why, first);
}

static void
the_same_act_once_more_gets_the_same_receipt_and_adds_nothing(void **state)
{
	struct world *w = *state;
	const char *line = line_text(w, "sec", act_text(w, "sec",
	    "audit.order", "audit/p", ""));
	struct receipt first = bring(w, line), again = bring(w, line);

	IS_DONE(w, first);
	assert_false(first.again);
	assert_true(again.again);
	assert_int_equal(again.seq, first.seq);
	assert_int_equal(again.logged, first.logged);
	assert_memory_equal(again.leaf, first.leaf, HASH_SIZE);
	assert_int_equal(record_size(w->r), 2);
}

static void
a_refusal_once_more_gets_the_same_receipt(void **state)
{
	struct world *w = *state;
	const char *line = line_text(w, "reg", act_text(w, "reg",
	    "audit.order", "audit/p", ",'payload':{'a':1}"));
	struct receipt first = bring(w, line), again;
	const char *why = arena_text(&w->a, first.why);

	again = bring(w, line);
	assert_true(again.again);
	assert_int_equal(again.code, NO_AUTHORITY);
	assert_string_equal(again.why, why);
	line = line_text(w, "reg", act_text(w, "reg", "audit.order",
	    "audit/p", ",'colour':'red'"));
	first = bring(w, line);
	again = bring(w, line);
	assert_true(again.again);
	assert_int_equal(again.seq, first.seq);
	assert_int_equal(record_size(w->r), 3);
}

static void
another_act_under_a_used_key_is_a_duplicate(void **state)
{
	struct world *w = *state;

	w->next_key = "k";
	IS_DONE(w, put(w, "sec", "audit.order", "audit/p", ""));
	w->next_key = "k";
	IS_REFUSED(w, put(w, "sec", "audit.order", "audit/q", ""), DUPLICATE);
	w->next_key = "k";
	IS_DONE(w, put(w, "court", "audit.order", "audit/q", ""));
}

static void
refusals_of_one_actor_are_entered_twenty_times_an_hour(void **state)
{
	struct world *w = *state;
	struct receipt r = { 0 };
	struct store_row row;

	for (int i = 0; i < 20; i++)
		r = put(w, "pub", "audit.burn", "audit/p", "");
	assert_int_equal(r.seq, 20);
	for (int i = 0; i < 3; i++)
		r = put(w, "pub", "audit.burn", "audit/p", "");
	IS_REFUSED(w, r, RULE_UNKNOWN);
	assert_int_equal(r.seq, -1);
	assert_int_equal(record_size(w->r), 21);
	assert_int_equal(put(w, "obs", "audit.burn", "audit/p", "").seq, 21);
	w->when = "2020-11-04T13:00:00Z";
	r = put(w, "pub", "audit.burn", "audit/p", "");
	assert_int_equal(r.seq, 22);
	OK(w, store_entry(record_store(w->r), &w->a, 22, &row, &w->e));
	assert_non_null(strstr(arena_str(&w->a, row.bytes.p, row.bytes.n),
	    "\"unlisted\":3"));
}

static void
strangers_share_one_allowance(void **state)
{
	struct world *w = *state;

	for (int i = 0; i < 25; i++)
		(void)put(w, arena_printf(&w->a, "m%d", i), "audit.order",
		    "audit/p", "");
	assert_int_equal(record_size(w->r), 21);
}

/* Bring canvass/01 to "balanced", over board "b" of three. */
static void
balance(struct world *w)
{
	IS_DONE(w, put(w, "sup", "board.appoint", "board/b", BOARD));
	IS_DONE(w, put(w, "sup", "canvass.start", "canvass/01", ""));
	IS_DONE(w, put(w, "sup", "canvass.report", "canvass/01", ""));
}

#define RETURNS "{'schema':'canvass-returns-1','contest':'president'," \
	"'stage':'original','units':[{'unit':'01','votes':{'a':2,'b':1}}]," \
	"'total':{'a':2,'b':1}}"

static struct receipt
certify(struct world *w, const char *yes, const char *no, const char *votes)
{
	return put(w, "sup", "canvass.certify", "canvass/01", arena_printf(
	    &w->a, ",'payload':{'board':'b','vote':{'for':[%s],"
	    "'against':[%s]},'contest':'president','returns':'%s',"
	    "'votes':%s}", yes, no, put_text(w, w->address, RETURNS), votes));
}

static void
a_county_certifies_by_vote_what_its_returns_say(void **state)
{
	struct world *w = *state;
	struct receipt r;

	balance(w);
	IS_DONE(w, put(w, "sup", "canvass.balance", "canvass/01", ""));
	IS_REFUSED(w, certify(w, "'ann','bob'", "", "{'a':3,'b':0}"),
	    WRONG_STATE);
	IS_REFUSED(w, certify(w, "'ann','bob'", "", "{'a':2}"), WRONG_STATE);
	r = put(w, "sup", "canvass.certify", "canvass/01", ",'payload':{"
	    "'board':'b','vote':{'for':['ann','bob'],'against':[]}}");
	IS_REFUSED(w, r, WRONG_STATE);
	IS_DONE(w, certify(w, "'ann','bob'", "'cid'", "{'b':1,'a':2}"));
	assert_string_equal(state_of(w, "canvass/01"), "certified");
}

static void
returns_of_another_contest_certify_nothing(void **state)
{
	struct world *w = *state;

	balance(w);
	IS_DONE(w, put(w, "sup", "canvass.balance", "canvass/01", ""));
	IS_REFUSED(w, put(w, "sup", "canvass.certify", "canvass/01",
	    arena_printf(&w->a, ",'payload':{'board':'b','vote':{'for':["
	    "'ann','bob']},'contest':'senate','returns':'%s','votes':{'a':2,"
	    "'b':1}}", put_text(w, w->address, RETURNS))), WRONG_STATE);
}

static void
a_vote_against_is_recorded_and_the_duty_stays_open_and_late(void **state)
{
	struct world *w = *state;

	balance(w);
	IS_DONE(w, put(w, "sup", "canvass.balance", "canvass/01", ""));
	IS_DONE(w, put(w, "sup", "canvass.vote", "canvass/01", ",'payload':{"
	    "'board':'b','vote':{'for':[],'against':['ann','bob']}}"));
	assert_string_equal(state_of(w, "canvass/01"), "balanced");
	IS_REFUSED(w, certify(w, "'ann'", "'bob','cid'", "{'a':2,'b':1}"),
	    NO_QUORUM);
	IS_REFUSED(w, put(w, "sup", "canvass.refuse", "canvass/01", ""),
	    RULE_UNKNOWN);
	w->when = "2032-01-01";
	IS_DONE(w, put(w, "court", "canvass.compel", "canvass/01", ""));
	assert_string_equal(state_of(w, "canvass/01"), "compelled");
	IS_DONE(w, certify(w, "'ann','bob'", "", "{'a':2,'b':1}"));
}

static void
only_a_court_compels(void **state)
{
	struct world *w = *state;

	balance(w);
	for (size_t i = 0; i < PEOPLE; i++) {
		struct receipt r;

		if (strcmp(people[i].role, "court") == 0)
			continue;
		r = put(w, people[i].actor, "canvass.compel", "canvass/01",
		    "");
		assert_int_not_equal(r.outcome, OUTCOME_DONE);
	}
	assert_string_equal(state_of(w, "canvass/01"), "reconciling");
}

static void
a_quorum_is_of_members_who_vote_once(void **state)
{
	struct world *w = *state;

	balance(w);
	IS_DONE(w, put(w, "sup", "canvass.balance", "canvass/01", ""));
	IS_REFUSED(w, certify(w, "'ann'", "", "{'a':2,'b':1}"), NO_QUORUM);
	IS_REFUSED(w, certify(w, "'ann','ann'", "", "{'a':2,'b':1}"),
	    NO_QUORUM);
	IS_REFUSED(w, certify(w, "'ann','panel'", "", "{'a':2,'b':1}"),
	    NO_QUORUM);
	IS_REFUSED(w, certify(w, "'ann','bob'", "'ann'", "{'a':2,'b':1}"),
	    NO_QUORUM);
	IS_DONE(w, put(w, "sup", "board.dismiss", "board/b", ""));
	IS_REFUSED(w, certify(w, "'ann','bob'", "", "{'a':2,'b':1}"),
	    NO_QUORUM);
}

static void
a_board_of_one_county_certifies_no_other(void **state)
{
	struct world *w = *state;

	balance(w);
	IS_DONE(w, put(w, "sup2", "canvass.start", "canvass/02", ""));
	IS_REFUSED(w, put(w, "sup2", "canvass.enter", "canvass/02",
	    ",'payload':{'board':'b','by':['ann','bob']}"), NO_QUORUM);
}

static void
two_persons_of_two_parties_enter_returns_together(void **state)
{
	struct world *w = *state;
	static const char *const alone[] = { "['ann']", "['ann','ann']",
		"['ann','cid']", "['ann','panel']", "[]", "'ann'" };

	IS_DONE(w, put(w, "sup", "board.appoint", "board/b", BOARD));
	IS_DONE(w, put(w, "sup", "canvass.start", "canvass/01", ""));
	for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
		IS_REFUSED(w, put(w, "sup", "canvass.enter", "canvass/01",
		    arena_printf(&w->a, ",'payload':{'board':'b','by':%s}",
		    alone[i])), NO_QUORUM);
	IS_REFUSED(w, put(w, "sup", "canvass.enter", "canvass/01", ""),
	    NO_QUORUM);
	IS_DONE(w, put(w, "sup", "canvass.enter", "canvass/01",
	    ",'payload':{'board':'b','by':['ann','bob']}"));
}

static void
a_board_needs_members_and_a_quorum_that_they_can_reach(void **state)
{
	struct world *w = *state;
	static const char *const bad[] = { "{}", "{'members':[],'quorum':1}",
		"{'members':['ann'],'quorum':0}", "{'members':['ann']}",
		"{'members':[7],'quorum':1}", "{'members':['ann'],'quorum':2}",
		"{'members':['ann','ann'],'quorum':2}" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		IS_REFUSED(w, put(w, "sup", "board.appoint", "board/c",
		    arena_printf(&w->a, ",'payload':%s", bad[i])), MALFORMED);
	IS_REFUSED(w, put(w, "sup", "board.dismiss", "board/c", ""),
	    WRONG_STATE);
}

static void
nothing_is_certified_over_an_open_finding(void **state)
{
	struct world *w = *state;

	balance(w);
	w->unit = "01";
	IS_DONE(w, keep(w, "finding.open", "finding/X-1",
	    ",'payload':{'code':'X'}"));
	w->unit = "02";
	IS_DONE(w, keep(w, "finding.open", "finding/X-2",
	    ",'payload':{'code':'X'}"));
	w->unit = NULL;
	IS_REFUSED(w, put(w, "sup", "canvass.balance", "canvass/01", ""),
	    WRONG_STATE);
	IS_REFUSED(w, put(w, "sup2", "finding.explain", "finding/X-1",
	    ",'payload':{'text':'t','cite':'c'}"), NO_AUTHORITY);
	IS_DONE(w, put(w, "sup", "finding.explain", "finding/X-1",
	    ",'payload':{'text':'t','cite':'c'}"));
	IS_REFUSED(w, put(w, "sup", "finding.explain", "finding/X-1",
	    ",'payload':{'text':'t','cite':'c'}"), WRONG_STATE);
	IS_DONE(w, put(w, "sup", "canvass.balance", "canvass/01", ""));
}

static void
naming_a_unit_does_not_hide_the_findings_of_others(void **state)
{
	struct world *w = *state;
	struct receipt r;

	w->unit = "02";
	IS_DONE(w, keep(w, "finding.open", "finding/X-2", ",'payload':{}"));
	w->unit = "01";
	IS_DONE(w, put(w, "sec", "certification.prepare",
	    "certification/president", ""));
	r = put(w, "sec", "certification.issue", "certification/president",
	    ",'payload':{'contest':'president'}");
	IS_REFUSED(w, r, WRONG_STATE);
	assert_non_null(strstr(r.why, "X-2"));
}

static void
nothing_is_decertified_without_a_court(void **state)
{
	struct world *w = *state;

	for (size_t i = 0; i < PEOPLE; i++)
		assert_int_not_equal(put(w, people[i].actor,
		    "certification.vacate", "certification/president", "")
		    .outcome, OUTCOME_DONE);
	IS_DONE(w, put(w, "sec", "certification.prepare",
	    "certification/president", ""));
	IS_DONE(w, put(w, "sec", "certification.issue",
	    "certification/president", arena_printf(&w->a, ",'payload':{"
	    "'contest':'president','returns':'%s','votes':{'a':2,'b':1}}",
	    put_text(w, w->address, RETURNS))));
	for (size_t i = 0; i < PEOPLE; i++) {
		if (strcmp(people[i].role, "court") == 0)
			continue;
		assert_int_not_equal(put(w, people[i].actor,
		    "certification.vacate", "certification/president",
		    ",'payload':{'order':'court/none'}").outcome,
		    OUTCOME_DONE);
	}
	assert_string_equal(state_of(w, "certification/president"), "issued");
	IS_DONE(w, put(w, "court", "certification.vacate",
	    "certification/president", ""));
	assert_string_equal(state_of(w, "certification/president"), "vacated");
}

static void
a_petition_to_set_a_certification_aside_is_a_request(void **state)
{
	struct world *w = *state;
	struct receipt r = put(w, "cand", "election.vacate", "election/e", "");

	assert_int_equal(r.outcome, OUTCOME_REQUEST);
	assert_string_equal(r.routed, "court");
}

static void
a_petition_that_files_a_contest_moves_it(void **state)
{
	struct world *w = *state;

	IS_REFUSED(w, put(w, "sec", "contest.bring-suit", "contest/c", ""),
	    NO_AUTHORITY);
	IS_DONE(w, put(w, "cand", "contest.bring-suit", "contest/c", ""));
	assert_string_not_equal(state_of(w, "contest/c"), "");
	IS_DONE(w, put(w, "court", "contest.hear", "contest/c", ""));
}

static void
custody_passes_from_who_holds_to_another(void **state)
{
	struct world *w = *state;

	IS_REFUSED(w, put(w, "sup", "custody.move", "custody/box-1",
	    ",'payload':{'from':'ann','to':'ann','seals':[]}"), NO_QUORUM);
	IS_REFUSED(w, put(w, "sup", "custody.move", "custody/box-1", ""),
	    NO_QUORUM);
	IS_DONE(w, put(w, "sup", "custody.move", "custody/box-1",
	    ",'payload':{'from':'ann','to':'bob','seals':['1'],'cards':5}"));
	assert_string_equal(fact_state(w, "custody", "box-1"), "bob");
	IS_REFUSED(w, put(w, "sup", "custody.move", "custody/box-1",
	    ",'payload':{'from':'ann','to':'cid'}"), WRONG_STATE);
	IS_DONE(w, put(w, "sup", "custody.move", "custody/box-1",
	    ",'payload':{'from':'bob','to':'cid'}"));
}

static void
a_rule_holds_from_the_act_after_its_adoption(void **state)
{
	struct world *w = *state;
	const char *hex = put_file(w, "rules/made-up-authority.yaml");
	const char *payload = arena_printf(&w->a, ",'payload':{'name':'new',"
	    "'use':'authority','sha256':'%s'}", hex);

	IS_REFUSED(w, put(w, "gov", "rule.adopt", "rule/authority", payload),
	    NO_AUTHORITY);
	IS_REFUSED(w, put(w, "sec", "rule.adopt", "rule/authority", payload),
	    WRONG_STATE);
	OK(w, objects_move(w->in, w->address, hex, &w->e));
	IS_REFUSED(w, put(w, "sec", "rule.adopt", "rule/rules", payload),
	    MALFORMED);
	IS_REFUSED(w, put(w, "sec", "rule.adopt", "rule/rules", arena_printf(
	    &w->a, ",'payload':{'name':'new','use':'rules','sha256':'%s'}",
	    hex)), MALFORMED);
	assert_int_equal(put(w, "gov", "audit.order", "audit/p", "").outcome,
	    OUTCOME_REQUEST);
	IS_DONE(w, put(w, "sec", "rule.adopt", "rule/authority", payload));
	assert_string_equal(record_authority(w->r)->jurisdiction, "Arcadia");
	assert_string_equal(record_authority(w->r)->sha256, hex);
}

static void
a_key_is_rotated_by_its_owner_and_the_old_one_is_refused(void **state)
{
	struct world *w = *state;
	struct receipt r;

	IS_REFUSED(w, put(w, "gov", "key.rotate", "key/sec", arena_printf(
	    &w->a, ",'payload':{'actor':'sec','key':'%s'}",
	    public_of(w, "gov"))), NO_AUTHORITY);
	r = put(w, "gov", "key.rotate", "key/gov", arena_printf(&w->a,
	    ",'payload':{'actor':'gov','key':'%s'}", public_of(w, "thief")));
	IS_DONE(w, r);
	IS_REFUSED(w, put(w, "gov", "audit.order", "audit/p", ""),
	    BAD_SIGNATURE);
	w->actor_key = "thief";
	assert_int_equal(put(w, "gov", "audit.order", "audit/p", "").outcome,
	    OUTCOME_REQUEST);
}

static void
a_revoked_key_signs_nothing_more(void **state)
{
	struct world *w = *state;

	IS_DONE(w, put(w, "sec", "key.revoke", "key/court",
	    ",'payload':{'actor':'court','why':'lost'}"));
	IS_REFUSED(w, put(w, "court", "stay.order", "stay/audit/p",
	    ",'payload':{'subject':'audit/p'}"), BAD_SIGNATURE);
	IS_REFUSED(w, put(w, "sec", "key.revoke", "key/court",
	    ",'payload':{'actor':'court','why':'lost'}"), WRONG_STATE);
}

static void
who_is_enrolled_may_act_from_then_on(void **state)
{
	struct world *w = *state;
	const char *key = public_of(w, "dep");

	IS_DONE(w, put(w, "sup", "key.enrol", "key/dep", arena_printf(&w->a,
	    ",'payload':{'actor':'dep','name':'D','role':'registrar','unit':"
	    "'01','key':'%s'}", key)));
	w->unit = "01";
	IS_DONE(w, put(w, "dep", "envelope.receive", "envelope/9", ""));
}

static void
a_countys_officer_makes_no_officer_of_the_state(void **state)
{
	struct world *w = *state;
	static const char *const payloads[] = {
		"'role':'registrar','unit':'02'", "'role':'registrar'",
		"'role':'secretary','unit':'01'", "'role':'court','unit':'01'",
		"'role':'governor','unit':'01'",
	};

	for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++)
		IS_REFUSED(w, put(w, "sup", "key.enrol", "key/x",
		    arena_printf(&w->a, ",'payload':{'actor':'x','name':'X',"
		    "%s}", payloads[i])), NO_AUTHORITY);
	IS_REFUSED(w, put(w, "sup", "key.revoke", "key/sec",
	    ",'payload':{'actor':'sec','why':'?'}"), NO_AUTHORITY);
	IS_REFUSED(w, put(w, "sup", "key.enrol", "key/x",
	    ",'payload':{'actor':'x','name':'X','role':'king'}"), MALFORMED);
}

static void
a_deadline_closes_and_opens_by_the_records_own_clock(void **state)
{
	struct world *w = *state;

	IS_REFUSED(w, put(w, "cand", "recount.request", "recount/president",
	    ",'payload':{'contest':'president'}"), TOO_EARLY);
	IS_DONE(w, put(w, "cand", "contest.file", "contest/c", ""));
	IS_DONE(w, put(w, "sec", "certification.prepare",
	    "certification/president", ""));
	w->when = "2020-11-20";
	IS_REFUSED(w, put(w, "sec", "election.finalize", "election/e", ""),
	    WRONG_STATE);
}

static void
the_clock_never_goes_back(void **state)
{
	struct world *w = *state;
	struct receipt a, b;

	a = put(w, "sec", "audit.order", "audit/p", "");
	w->when = "2020-11-03T00:00:00Z";
	b = put(w, "sec", "audit.order", "audit/q", "");
	IS_DONE(w, b);
	assert_int_equal(a.logged, b.logged);
	w->when = "2020-11-06";
	b = put(w, "sec", "audit.order", "audit/s", "");
	assert_int_equal(b.logged - a.logged, 41 * 3600);
}

static void
a_real_record_enforces_no_rule_from_memory(void **state)
{
	struct world *w = *state;

	IS_REFUSED(w, put(w, "sec", "investigation.open", "investigation/i",
	    ""), RULE_UNKNOWN);
	IS_DONE(w, put(w, "sec", "audit.select-contest", "audit/p", ""));
}

static void
a_real_record_takes_no_published_key(void **state)
{
	struct world *w = *state;
	struct sign_key k;
	char hex[HASH_HEX];

	sign_demonstration(&k, 5);
	hash_text(hex, k.public);
	IS_REFUSED(w, put(w, "sec", "key.enrol", "key/x", arena_printf(&w->a,
	    ",'payload':{'actor':'x','name':'X','role':'public','key':'%s'}",
	    hex)), MALFORMED);
	IS_REFUSED(w, put(w, "sec", "key.rotate", "key/sec", arena_printf(
	    &w->a, ",'payload':{'actor':'sec','key':'%s'}", hex)), MALFORMED);
}

static void
a_real_record_logs_by_the_machines_clock(void **state)
{
	struct world *w = *state;
	struct receipt r;

	w->now += 5;
	r = put(w, "sec", "audit.select-contest", "audit/p", "");
	assert_int_equal(r.logged, w->now);
	w->now -= 3600;
	assert_int_equal(put(w, "sec", "audit.order", "audit/p", "").logged,
	    r.logged);
}

static void
versions_and_priors_make_a_chain(void **state)
{
	struct world *w = *state;
	struct receipt a, b;
	struct store_row row;
	struct entry n;

	a = put(w, "sec", "audit.order", "audit/p", "");
	b = put(w, "sec", "audit.select-contest", "audit/p", ",'expect':1");
	IS_DONE(w, b);
	OK(w, store_entry(record_store(w->r), &w->a, b.seq, &row, &w->e));
	OK(w, entry_read(&w->a, row.bytes, b.seq, &n, &w->e));
	assert_int_equal(n.version, 2);
	assert_true(n.has_prior);
	assert_memory_equal(n.prior, a.leaf, HASH_SIZE);
	assert_string_equal(n.from, "planned");
	assert_string_equal(n.to, "contest-set");
}

static void
who_acts_for_the_whole_leaves_a_subject_its_unit(void **state)
{
	struct world *w = *state;
	struct store_subject s;
	bool there;

	balance(w);
	IS_DONE(w, put(w, "court", "canvass.compel", "canvass/01", ""));
	OK(w, store_subject_find(record_store(w->r), &w->a, "canvass/01",
	    &there, &s, &w->e));
	assert_string_equal(s.unit, "01");
}

#define T(name, kind) \
	cmocka_unit_test_setup_teardown(name, enter_##kind, leave_open)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_well_formed_act_of_who_may_is_done, test),
		T(an_act_with_an_unknown_member_is_malformed_before_all_else,
		    test),
		T(each_fault_of_form_is_malformed, test),
		T(what_has_no_actor_action_or_key_is_no_act, test),
		T(ids_that_would_not_fit_an_entry_are_no_ids, test),
		T(an_act_too_long_for_an_entry_is_refused_and_its_hash_entered,
		    test),
		T(the_keepers_work_is_nobody_elses, test),
		T(who_is_not_enrolled_or_not_in_that_role_has_no_authority,
		    test),
		T(an_insider_who_enrols_himself_is_refused, test),
		T(an_act_must_be_signed_with_the_actors_own_key, test),
		T(a_signature_fits_one_act_only, test),
		T(an_impostor_cannot_use_up_the_keys_of_an_actor, test),
		T(a_history_takes_acts_with_a_source_only, history),
		T(an_officer_acts_for_the_own_unit_only, test),
		T(an_envelope_is_of_one_unit_and_stays_of_it, test),
		T(what_no_rule_decides_is_refused, test),
		T(what_an_officer_may_not_is_refused_and_names_who_may, test),
		T(nobody_claims_more_than_the_own_cell, test),
		T(a_request_is_recorded_routed_and_answered, test),
		T(a_governor_who_asks_three_times_leaves_three_requests, test),
		T(who_may_order_may_also_only_ask, test),
		T(what_tells_who_a_voter_is_never_enters_the_log, test),
		T(nobody_matches_an_envelope_to_its_ballot_again, test),
		T(who_stands_in_a_contest_does_not_decide_about_it, test),
		T(a_stay_binds_everybody_but_the_court_until_it_is_lifted,
		    test),
		T(of_two_editors_the_second_is_told_that_the_version_is_old,
		    test),
		T(who_has_no_authority_is_not_told_the_state, test),
		T(the_same_act_once_more_gets_the_same_receipt_and_adds_nothing,
		    test),
		T(a_refusal_once_more_gets_the_same_receipt, test),
		T(another_act_under_a_used_key_is_a_duplicate, test),
		T(refusals_of_one_actor_are_entered_twenty_times_an_hour,
		    test),
		T(strangers_share_one_allowance, test),
		T(a_county_certifies_by_vote_what_its_returns_say, made_up),
		T(returns_of_another_contest_certify_nothing, made_up),
		T(a_vote_against_is_recorded_and_the_duty_stays_open_and_late,
		    made_up),
		T(only_a_court_compels, made_up),
		T(a_quorum_is_of_members_who_vote_once, made_up),
		T(a_board_of_one_county_certifies_no_other, made_up),
		T(two_persons_of_two_parties_enter_returns_together, made_up),
		T(a_board_needs_members_and_a_quorum_that_they_can_reach,
		    test),
		T(nothing_is_certified_over_an_open_finding, made_up),
		T(naming_a_unit_does_not_hide_the_findings_of_others, test),
		T(nothing_is_decertified_without_a_court, test),
		T(a_petition_to_set_a_certification_aside_is_a_request, test),
		T(a_petition_that_files_a_contest_moves_it, test),
		T(custody_passes_from_who_holds_to_another, test),
		T(a_rule_holds_from_the_act_after_its_adoption, test),
		T(a_key_is_rotated_by_its_owner_and_the_old_one_is_refused,
		    test),
		T(a_revoked_key_signs_nothing_more, test),
		T(who_is_enrolled_may_act_from_then_on, test),
		T(a_countys_officer_makes_no_officer_of_the_state, test),
		T(a_deadline_closes_and_opens_by_the_records_own_clock, test),
		T(the_clock_never_goes_back, test),
		T(a_real_record_enforces_no_rule_from_memory, real),
		T(a_real_record_takes_no_published_key, real),
		T(a_real_record_logs_by_the_machines_clock, real),
		T(versions_and_priors_make_a_chain, test),
		T(who_acts_for_the_whole_leaves_a_subject_its_unit, test),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
