/* SPDX-License-Identifier: Apache-2.0 */
/* What the door asks of an audit that has a plan (docs/audit.md). */
#include "record_fixture.h"

#define AUDIT "audit/p"

#define PLAN "{'schema':'canvass-audit-plan-1','audit':'p','method':'bravo'," \
	"'risk_limit':'1/20','contests':[{'contest':'president'," \
	"'targeted':true,'kind':'plurality','votes_allowed':1," \
	"'choices':['a','b']},{'contest':'mayor','targeted':false," \
	"'kind':'plurality','votes_allowed':1,'choices':['c','d']}]}"

static const char *
object(struct world *w, const char *text)
{
	const char *hex = put_text(w, store_folder(record_store(w->r)), text);

	OK(w, store_object_keep(record_store(w->r), hex, &w->e));
	return hex;
}

static struct receipt
act(struct world *w, const char *actor, const char *action,
    const char *payload)
{
	return put(w, actor, action, AUDIT, *payload == '\0' ? "" :
	    arena_printf(&w->a, ",'payload':{%s}", payload));
}

static const char *
plan(struct world *w, const char *text)
{
	return arena_printf(&w->a, "'contest':'president','plan':'%s'",
	    object(w, text));
}

static const char *
manifest(struct world *w, const char *text)
{
	return arena_printf(&w->a, "'sha256':'%s','batches':2,'ballots':30",
	    object(w, text));
}

#define MANIFEST "tabulator,batch,ballots,container,cvr\n,B1,10,,\n,B2,20,,\n"

static const char *
frame(struct world *w)
{
	const char *hex = object(w, MANIFEST);
	const char *all = arena_printf(&w->a, "[{\"sha256\":\"%s\",\"unit\":"
	    "\"01\"},{\"sha256\":\"%s\",\"unit\":\"02\"}]", hex, hex);
	char sum[HASH_HEX];

	hash_hex(all, strlen(all), sum);
	return arena_printf(&w->a, "'frame':'%s'", sum);
}

static void
begin(struct world *w)
{
	IS_DONE(w, act(w, "sec", "audit.order", ""));
	IS_DONE(w, act(w, "sec", "audit.select-contest", plan(w, PLAN)));
	w->unit = NULL;
}

static void
commit(struct world *w)
{
	begin(w);
	IS_DONE(w, act(w, "sup", "audit.commit-manifest",
	    manifest(w, MANIFEST)));
	IS_DONE(w, act(w, "sup2", "audit.commit-manifest",
	    manifest(w, MANIFEST)));
}

static void
roll(struct world *w)
{
	commit(w);
	IS_DONE(w, act(w, "sec", "audit.close-manifests", frame(w)));
	IS_DONE(w, act(w, "sec", "audit.seed",
	    "'seed':'00000000000000000007'"));
}

#define DRAWN "unit,tabulator,batch,position,round,contest,ticket,generation\n" \
	"01,,B1,3,1,,0.1,1\n01,,B1,7,1,,0.2,1\n"

static const char *
drawn(struct world *w, int round)
{
	return arena_printf(&w->a, "'round':%d,'items':2,'sizes':{"
	    "'president':2},'draw':'%s'", round, object(w, DRAWN));
}

static struct receipt
read_ballot(struct world *w, const char *batch, int position,
    const char *rest)
{
	return act(w, "ann", "audit.enter", arena_printf(&w->a, "'board':'b',"
	    "'by':['ann','bob'],'round':1,'batch':'%s','position':%d,%s", batch,
	    position, rest));
}

static void
draw(struct world *w)
{
	roll(w);
	IS_DONE(w, put(w, "sup", "board.appoint", "board/b", ",'payload':{"
	    "'members':['ann','bob'],'quorum':2,'parties_differ':true}"));
	IS_DONE(w, act(w, "sec", "audit.draw", drawn(w, 1)));
}

static const char *
risk(struct world *w, const char *p, const char *met)
{
	return arena_printf(&w->a, "'round':1,'items':2,'met':%s,'risks':{"
	    "'president':'%s','mayor':'1.0000000000000000e+00'}", met, p);
}

static void
read_both(struct world *w)
{
	draw(w);
	IS_DONE(w, read_ballot(w, "B1", 3, "'readings':{'president':{'a':1}}"));
	IS_DONE(w, read_ballot(w, "B1", 7, "'not_found':true"));
}

static void
a_plan_is_of_this_audit_and_in_the_record(void **state)
{
	struct world *w = *state;

	IS_REFUSED(w, act(w, "sec", "audit.select-contest", "'contest':"
	    "'president','plan':'none'"), MALFORMED);
	IS_REFUSED(w, act(w, "sec", "audit.select-contest", plan(w,
	    "{'schema':'canvass-audit-plan-1','audit':'q'}")), MALFORMED);
	IS_REFUSED(w, act(w, "sec", "audit.select-contest", plan(w,
	    "{'schema':'canvass-audit-plan-1','audit':'p','risk_limit':"
	    "'1/1','contests':[{'contest':'president'}]}")), MALFORMED);
	IS_REFUSED(w, act(w, "sec", "audit.select-contest", plan(w,
	    "{'schema':'canvass-audit-plan-1','audit':'p','risk_limit':"
	    "'1/20','contests':[{'contest':'mayor'}]}")), MALFORMED);
	IS_DONE(w, act(w, "sec", "audit.select-contest", plan(w, PLAN)));
	assert_string_equal(fact_state(w, "audit-plan", "p"), "chosen");
}

static void
a_manifest_is_an_object_and_says_its_size(void **state)
{
	struct world *w = *state;

	begin(w);
	IS_REFUSED(w, act(w, "sup", "audit.commit-manifest", "'sha256':"
	    "'0000000000000000000000000000000000000000000000000000000000000000'"
	    ), MALFORMED);
	IS_REFUSED(w, act(w, "sup", "audit.commit-manifest", "'sha256':"
	    "'0000000000000000000000000000000000000000000000000000000000000000'"
	    ",'batches':1,'ballots':1"), WRONG_STATE);
	IS_REFUSED(w, act(w, "sup", "audit.commit-manifest", arena_printf(
	    &w->a, "%s,'totals':{'president':'x'}", manifest(w, MANIFEST))),
	    MALFORMED);
	IS_DONE(w, act(w, "sup", "audit.commit-manifest",
	    manifest(w, MANIFEST)));
}

static void
manifests_close_on_the_frame_that_was_committed(void **state)
{
	struct world *w = *state;

	begin(w);
	IS_DONE(w, act(w, "sup", "audit.commit-manifest",
	    manifest(w, MANIFEST)));
	IS_REFUSED(w, act(w, "sec", "audit.close-manifests", frame(w)),
	    WRONG_STATE);
	IS_DONE(w, act(w, "sup2", "audit.commit-manifest",
	    manifest(w, MANIFEST)));
	IS_REFUSED(w, act(w, "sec", "audit.close-manifests", ""), MALFORMED);
	IS_DONE(w, act(w, "sec", "audit.close-manifests", frame(w)));
}

static void
a_seed_before_the_manifests_or_a_second_one_is_refused(void **state)
{
	struct world *w = *state;

	commit(w);
	IS_REFUSED(w, act(w, "sec", "audit.seed",
	    "'seed':'12345678901234567890'"), WRONG_STATE);
	IS_DONE(w, act(w, "sec", "audit.close-manifests", frame(w)));
	IS_DONE(w, act(w, "sec", "audit.seed",
	    "'seed':'00000000000000000007'"));
	IS_REFUSED(w, act(w, "sec", "audit.seed",
	    "'seed':'12345678901234567890'"), WRONG_STATE);
	IS_REFUSED(w, act(w, "sup", "audit.commit-manifest",
	    manifest(w, MANIFEST)), WRONG_STATE);
}

static void
a_seed_is_twenty_digits_and_nothing_between_them(void **state)
{
	static const char *const bad[] = { "", "1234567890123456789",
		"1234567890 1234567890", " 12345678901234567890",
		"12345678901234567890\\n", "1234567890\u200b1234567890",
		"１２３４５６７８９０１２３４５６７８９０", "-12345678901234567890",
		"1234567890123456789e" };
	struct world *w = *state;

	commit(w);
	IS_DONE(w, act(w, "sec", "audit.close-manifests", frame(w)));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		IS_REFUSED(w, act(w, "sec", "audit.seed", arena_printf(&w->a,
		    "'seed':'%s'", bad[i])), MALFORMED);
	IS_REFUSED(w, act(w, "sec", "audit.seed", "'seed':7"), MALFORMED);
	IS_DONE(w, act(w, "sec", "audit.seed",
	    "'seed':'00000000000000000000'"));
}

static void
a_draw_names_its_list_and_the_next_round(void **state)
{
	struct world *w = *state;

	roll(w);
	IS_REFUSED(w, act(w, "sec", "audit.draw", ""), MALFORMED);
	IS_REFUSED(w, act(w, "sec", "audit.draw", drawn(w, 2)), MALFORMED);
	IS_DONE(w, act(w, "sec", "audit.draw", drawn(w, 1)));
	IS_REFUSED(w, act(w, "sec", "audit.draw", drawn(w, 2)), WRONG_STATE);
}

static void
only_what_was_drawn_is_read(void **state)
{
	struct world *w = *state;

	draw(w);
	IS_REFUSED(w, read_ballot(w, "B9", 3, "'not_found':true"),
	    WRONG_STATE);
	IS_REFUSED(w, read_ballot(w, "B1", 4, "'not_found':true"),
	    WRONG_STATE);
	IS_REFUSED(w, read_ballot(w, "B1", 3, "'ballots':1"), MALFORMED);
	IS_REFUSED(w, read_ballot(w, "B1", 3,
	    "'not_found':true,'readings':{}"), MALFORMED);
	IS_DONE(w, read_ballot(w, "B1", 3, "'not_found':true"));
}

static void
what_cannot_be_is_not_read(void **state)
{
	static const struct { const char *reads, *says; } wrong[] = {
		{ "{'president':{'zed':1}}", "has no choice zed" },
		{ "{'dogcatcher':{'a':1}}", "has no contest dogcatcher" },
		{ "{'president':{'a':2}}", "expected at most 1 of one ballot" },
		{ "{'president':{'a':-1}}", "expected a whole number" },
		{ "{'president':'a'}", "expected choices" },
	};
	struct world *w = *state;

	draw(w);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct receipt r = read_ballot(w, "B1", 3, arena_printf(&w->a,
		    "'readings':%s", wrong[i].reads));

		IS_REFUSED(w, r, MALFORMED);
		assert_non_null(strstr(r.why, wrong[i].says));
	}
	IS_DONE(w, read_ballot(w, "B1", 3,
	    "'readings':{'president':{'a':1,'b':1}}"));
}

static void
a_second_reading_says_what_it_corrects(void **state)
{
	struct world *w = *state;
	struct receipt first;
	char leaf[HASH_HEX];

	draw(w);
	first = read_ballot(w, "B1", 3, "'readings':{'president':{'a':1}}");
	IS_DONE(w, first);
	IS_REFUSED(w, read_ballot(w, "B1", 3,
	    "'readings':{'president':{'b':1}}"), DUPLICATE);
	hash_text(leaf, first.leaf);
	IS_REFUSED(w, read_ballot(w, "B1", 7, arena_printf(&w->a,
	    "'readings':{},'corrects':'%s'", leaf)), WRONG_STATE);
	IS_DONE(w, read_ballot(w, "B1", 3, arena_printf(&w->a,
	    "'readings':{'president':{'b':1}},'corrects':'%s'", leaf)));
}

static void
a_round_closes_when_every_item_is_read(void **state)
{
	struct world *w = *state;

	draw(w);
	IS_DONE(w, read_ballot(w, "B1", 3, "'readings':{}"));
	IS_REFUSED(w, act(w, "sec", "audit.close-round",
	    risk(w, "4.0000000000000000e-02", "true")), WRONG_STATE);
	IS_DONE(w, read_ballot(w, "B1", 7, "'readings':{}"));
	IS_REFUSED(w, act(w, "sec", "audit.close-round", "'round':1"),
	    MALFORMED);
	IS_DONE(w, act(w, "sec", "audit.close-round",
	    risk(w, "4.0000000000000000e-02", "true")));
	IS_DONE(w, act(w, "sec", "audit.confirm", ""));
}

static void
what_a_round_says_it_met_follows_from_its_risks(void **state)
{
	struct world *w = *state;

	read_both(w);
	IS_REFUSED(w, act(w, "sec", "audit.close-round",
	    risk(w, "5.0000000000000003e-02", "true")), MALFORMED);
	IS_REFUSED(w, act(w, "sec", "audit.close-round",
	    risk(w, "5.0000000000000000e-02", "false")), MALFORMED);
	IS_REFUSED(w, act(w, "sec", "audit.close-round",
	    risk(w, "0.04", "true")), MALFORMED);
	IS_DONE(w, act(w, "sec", "audit.close-round",
	    risk(w, "5.0000000000000003e-02", "false")));
	IS_REFUSED(w, act(w, "sec", "audit.confirm", ""), WRONG_STATE);
	IS_DONE(w, act(w, "sec", "audit.escalate", drawn(w, 2)));
}

static void
a_hand_tally_is_confirmed_when_every_batch_is_in(void **state)
{
	static const char *const batch[] = { "B1", "B2" };
	struct world *w = *state;

	read_both(w);
	IS_DONE(w, act(w, "sec", "audit.close-round",
	    risk(w, "5.0000000000000003e-02", "false")));
	IS_DONE(w, act(w, "sec", "audit.start-hand-tally", ""));
	IS_REFUSED(w, act(w, "ann", "audit.enter", "'board':'b','by':['ann',"
	    "'bob'],'batch':'B3','ballots':9,'readings':{}"), WRONG_STATE);
	for (int i = 0; i < 2; i++)
		IS_DONE(w, act(w, "ann", "audit.enter", arena_printf(&w->a,
		    "'board':'b','by':['ann','bob'],'batch':'%s','ballots':10,"
		    "'readings':{}", batch[i])));
	IS_REFUSED(w, act(w, "ann", "audit.enter", "'board':'b','by':['ann',"
	    "'bob'],'batch':'B2','ballots':10,'readings':{'president':{'a':1}}"),
	    DUPLICATE);
	IS_REFUSED(w, act(w, "sec", "audit.confirm", ""), WRONG_STATE);
}

#define T(name) cmocka_unit_test_setup_teardown(name, enter_test, leave_open)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_plan_is_of_this_audit_and_in_the_record),
		T(a_manifest_is_an_object_and_says_its_size),
		T(manifests_close_on_the_frame_that_was_committed),
		T(a_seed_before_the_manifests_or_a_second_one_is_refused),
		T(a_seed_is_twenty_digits_and_nothing_between_them),
		T(a_draw_names_its_list_and_the_next_round),
		T(only_what_was_drawn_is_read),
		T(what_cannot_be_is_not_read),
		T(a_second_reading_says_what_it_corrects),
		T(a_round_closes_when_every_item_is_read),
		T(what_a_round_says_it_met_follows_from_its_risks),
		T(a_hand_tally_is_confirmed_when_every_batch_is_in),
	};

	return cmocka_run_group_tests_name("audit", tests, NULL, NULL);
}
