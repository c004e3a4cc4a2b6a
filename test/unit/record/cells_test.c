/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every cell in every state: each action of an authority file, by each role,
 * claimed in each way, on a subject in each state of its lifecycle, before and
 * after the deadlines.  What the door answers must be what the table says.
 */
#include "record_fixture.h"

#include "authority_table.h"

struct story {
	struct world       *w;
	const struct table *t;
	int64_t             early;
	bool                late;	/* after every deadline */
	const char         *returns;
	int                 subjects;
	char                at[40][64];	/* of this lifecycle: a subject in each state; "": none yet */
	size_t              cells, tries, done, requests, refused;
};

static const char *const actors[OFFICES] = { "reg", "sup", "panel", "sec",
	"board", "gov", "leg", "court", "cand", "voter", "obs", "pub" };

/* What the table says. */
struct expected { enum outcome outcome; enum refusal code; const char *to; };

static const struct expected refused_with[REFUSALS] = {
#define R(code) [code] = { OUTCOME_REFUSED, code, NULL }
	R(NO_AUTHORITY), R(WRONG_STATE), R(TOO_EARLY), R(TOO_LATE), R(PRIVACY),
#undef R
};

static bool
is_petitioned(const struct t_cycle *c, const char *act)
{
	for (size_t i = 0; c != NULL && i < c->moves; i++)
		if (strcmp(c->move[i].act, act) == 0 &&
		    t_has(c->move[i].by, "petition"))
			return true;
	return false;
}

static bool
is(const char *word, const char *list)
{
	return t_has(list, word);
}

static struct expected
at_its_time(const struct story *s, const char *opens, const char *closes,
    struct expected otherwise)
{
	if (!s->late && *opens != '\0')
		return refused_with[TOO_EARLY];
	if (s->late && *closes != '\0')
		return refused_with[TOO_LATE];
	return otherwise;
}

static struct expected
expect(const struct story *s, const struct t_row *r, int office,
    const char *claim, const char *act, const char *state)
{
	struct expected no = refused_with[strcmp(r->refusal, "PRIVACY") == 0 ?
	    PRIVACY : NO_AUTHORITY];
	const struct expected done = { OUTCOME_DONE, REFUSAL_NONE, NULL };
	const struct expected request = { OUTCOME_REQUEST, REFUSAL_NONE, NULL };
	const struct t_cycle *c = table_cycle(s->t, act);
	const char *word = words[r->word[office]];
	const struct t_move *m;
	struct expected moved = done;

	if (r->only[office][0] != '\0' && !t_has(r->only[office], act))
		word = "refuse";
	if (is(word, "view refuse"))
		return no;
	if (strcmp(claim, "ask") == 0)
		return is(word, "perform order petition ask") ? request : no;
	if (*claim == '\0' && is(word, "assist note witness"))
		return no;
	if (*claim != '\0' && strcmp(claim, word) != 0)
		return no;
	if (is(word, "assist note witness"))
		return done;
	if (strcmp(word, "ask") == 0 ||
	    (strcmp(word, "petition") == 0 && !is_petitioned(c, act)))
		return request;
	if (c == NULL)
		return at_its_time(s, r->opens, r->closes, done);
	m = table_move(c, state, act);
	if (m == NULL || !t_has(m->by, word))
		return refused_with[WRONG_STATE];
	moved.to = m->to[0] != '\0' ? m->to : state;
	return at_its_time(s, r->opens, r->closes,
	    at_its_time(s, m->opens, m->closes, moved));
}

/* The shortest way from the start to ${state}: acts and the states they lead to. */
static size_t
find_way(const struct t_cycle *c, const char *state,
    const struct t_move *way[40], const char *to[40])
{
	int before[40];
	const struct t_move *by[40];
	size_t queue[40], n = 0, head = 0, steps = 0;

	for (size_t i = 0; i < c->states; i++) {
		before[i] = -2;
		if (strcmp(c->state[i], c->starts) == 0) {
			before[i] = -1;
			queue[n++] = i;
		}
	}
	for (; head < n; head++)
		for (size_t k = 0; k < c->moves; k++)
			for (size_t i = 0; i < c->states; i++)
				if (t_has(c->move[k].from,
				    c->state[queue[head]]) &&
				    strcmp(c->move[k].to, c->state[i]) == 0 &&
				    before[i] == -2) {
					before[i] = (int)queue[head];
					by[i] = &c->move[k];
					queue[n++] = i;
				}
	for (size_t i = 0; i < c->states; i++)
		if (strcmp(c->state[i], state) == 0)
			for (size_t k = i; before[k] != -1;
			    k = (size_t)before[k]) {
				assert_int_not_equal(before[k], -2);
				way[steps] = by[k];
				to[steps++] = c->state[k];
			}
	return steps;
}

/* One entry of a legal history, folded. */
static void
fold_step(struct story *s, const char *act, const char *subject,
    const char *from, const char *to, int64_t version)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	unsigned char leaf[HASH_SIZE] = { 7 };
	struct entry n = { .seq = 1, .logged = s->early,
		.outcome = OUTCOME_DONE, .from = from, .to = to,
		.version = version, .routed = "", .act = { .action = act,
		.actor = "history", .role = "court", .as = "",
		.subject = subject, .unit = "", .commitment = "",
		.key = arena_printf(&a, "h%d", ++s->w->acts), .expect = -1 } };

	OK(s->w, record_fold(record_store(s->w->r), &a, &n, leaf, &s->w->e));
}

static void
fold_way(struct story *s, const struct t_cycle *c, const char *subject,
    const char *state)
{
	const struct t_move *way[40];
	const char *to[40];
	size_t n = find_way(c, state, way, to);

	for (size_t i = n; i > 0; i--)
		fold_step(s, way[i - 1]->act, subject, i == n ? c->starts :
		    to[i], to[i - 1], (int64_t)(n - i + 1));
}

static void
leave_fact(struct story *s, const char *kind, const char *id,
    const char *state, const char *value)
{
	struct store_fact f = { .kind = kind, .id = id, .unit = "",
		.state = state, .value = quoted(&s->w->a, value),
		.version = 1, .seq = 0 };

	OK(s->w, store_fact_put(record_store(s->w->r), &f, &s->w->e));
}

/* A subject in that state, which the acts of a whole row of tries share while none moves it. */
static const char *
subject_in(struct story *s, const struct t_cycle *c, size_t i)
{
	if (s->at[i][0] != '\0')
		return s->at[i];
	(void)snprintf(s->at[i], sizeof s->at[i], "%s/s%d", c->id,
	    ++s->subjects);
	fold_way(s, c, s->at[i], c->state[i]);
	if (strcmp(c->id, "audit") == 0)
		for (int u = 1; u <= 2; u++)
			leave_fact(s, "manifest", arena_printf(&s->w->a,
			    "%s/%d", s->at[i] + 6, u), "committed", "{}");
	return s->at[i];
}

/* A subject and the payload with which an act on a fact says enough. */
static const char *
fact_for(struct story *s, const char *act, int office, const char **payload)
{
	struct arena *a = &s->w->a;
	const char *id = arena_printf(a, "f%d", ++s->subjects);
	const char *kind = arena_str(a, act, strcspn(act, "."));

	*payload = "";
	if (is(act, "key.rotate"))
		id = actors[office];
	if (is(act, "key.revoke"))
		leave_fact(s, "key", id, "active", "{'key':'x'}");
	if (is(act, "key.enrol key.rotate key.revoke"))
		*payload = arena_printf(a, ",'actor':'%s','name':'N',"
		    "'role':'public'%s", id, is(act, "key.rotate") ?
		    arena_printf(a, ",'key':'%s'", public_of(s->w, id)) : "");
	if (is(act, "board.appoint"))
		*payload = ",'members':['ann','bob'],'quorum':1";
	if (is(act, "board.dismiss"))
		leave_fact(s, "board", id, "appointed", "{}");
	if (is(act, "finding.explain"))
		leave_fact(s, "finding", id, "open", "{}");
	if (is(act, "rule.adopt")) {
		id = "map";
		*payload = arena_printf(a, ",'name':'m','use':'map','sha256':"
		    "'%s'", s->returns);
	}
	if (is(act, "request.answer")) {
		leave_fact(s, "request", id, "open", "{}");
		*payload = arena_printf(a, ",'request':'%s','answer':"
		    "'granted'", id);
	}
	if (is(act, "stay.lift"))
		leave_fact(s, "stay", id, "active", "{}");
	if (is(act, "stay.order stay.lift"))
		*payload = arena_printf(a, ",'subject':'%s'", id);
	return arena_printf(a, "%s/%s", kind, id);
}

/* What all guards ask for is there, so that none of them decides. */
static const char *
members(struct story *s, int office, const char *claim, const char *more)
{
	return arena_printf(&s->w->a, ",'role':'%s'%s%s%s,'payload':{"
	    "'board':'b','by':['ann','bob'],'vote':{'for':['ann','bob']},"
	    "'contest':'president','returns':'%s','votes':{'a':10001,"
	    "'b':10000},'order':'court/o','from':'ann','to':'bob',"
	    "'seed':'07318264950173829461'%s}",
	    offices[office], *claim != '\0' ? ",'as':'" : "", claim,
	    *claim != '\0' ? "'" : "", s->returns, more);
}

static void
try_cell(struct story *s, const struct t_row *r, int office,
    const char *claim, const char *act, size_t state)
{
	const struct t_cycle *c = table_cycle(s->t, act);
	const char *at = c != NULL ? c->state[state] : "", *more = "";
	const char *subject = c != NULL ? subject_in(s, c, state) :
	    fact_for(s, act, office, &more);
	struct expected want = expect(s, r, office, claim, act, at);
	struct receipt got = put(s->w, actors[office], act, subject,
	    members(s, office, claim, more));

	if (got.outcome != want.outcome || got.code != want.code)
		fail_msg("%s by %s as \"%s\" in \"%s\"%s: found %s %s (%s), "
		    "expected %s %s", act, offices[office], claim, at,
		    s->late ? ", late" : "", outcome_id(got.outcome),
		    refusal_id(got.code), got.why, outcome_id(want.outcome),
		    refusal_id(want.code));
	if (c != NULL && strcmp(state_of(s->w, subject), want.to != NULL ?
	    want.to : strcmp(at, c->starts) == 0 ? "" : at) != 0)
		fail_msg("%s by %s in \"%s\" led to \"%s\"", act,
		    offices[office], at, state_of(s->w, subject));
	if (want.to != NULL)
		s->at[state][0] = '\0';
	if (is(act, "finding.explain"))
		leave_fact(s, "finding", subject + 8, "closed", "{}");
	s->tries++;
	s->done += want.outcome == OUTCOME_DONE;
	s->requests += want.outcome == OUTCOME_REQUEST;
	s->refused += want.outcome == OUTCOME_REFUSED;
}

static void
try_action(struct story *s, const struct t_row *r, const char *act)
{
	const struct t_cycle *c = table_cycle(s->t, act);
	size_t states = c != NULL ? c->states : 1;

	memset(s->at, 0, sizeof s->at);
	for (int office = 0; office < OFFICES; office++)
		for (size_t i = 0; i < states; i++) {
			try_cell(s, r, office, "", act, i);
			try_cell(s, r, office, words[r->word[office]], act, i);
			try_cell(s, r, office, "ask", act, i);
			try_cell(s, r, office, "perform", act, i);
		}
}

static void
try_row(struct story *s, const struct t_row *r)
{
	char acts[TEXT], *rest = acts;
	struct arena outer = s->w->a;

	strcpy(acts, r->acts);
	s->w->a = (struct arena){ 0 };
	s->cells += OFFICES;
	for (char *act; (act = strtok_r(rest, " ", &rest)) != NULL; )
		try_action(s, r, act);
	arena_free(&s->w->a);
	s->w->a = outer;
}

static const char *
people_without_units(struct world *w)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	for (int i = 0; i < OFFICES; i++)
		buf_printf(&b, "{'actor':'%s','name':'N','role':'%s','key':"
		    "'%s'},", actors[i], offices[i], public_of(w, actors[i]));
	for (int i = 0; i < 2; i++)
		buf_printf(&b, "%s{'actor':'%s','name':'N','role':'public'}",
		    i > 0 ? "," : "", i > 0 ? "bob" : "ann");
	return arena_str(&w->a, b.p, b.len);
}

/* All that any guard looks at, so that authority, state and time decide alone. */
static void
furnish(struct story *s)
{
	struct world *w = s->w;

	w->unit = "";
	s->returns = put_text(w, w->address, "{'schema':'canvass-returns-1',"
	    "'contest':'president','units':[{'unit':'1','votes':{'a':10001,"
	    "'b':10000}}],'total':{'a':10001,'b':10000}}");
	leave_fact(s, "board", "b", "appointed", "{'members':['ann','bob'],"
	    "'quorum':1,'parties_differ':false}");
	leave_fact(s, "certificate", "president", "issued",
	    "{'votes':{'a':10001,'b':10000}}");
	fold_way(s, table_cycle(s->t, "canvass."), "canvass/u1", "certified");
	fold_way(s, table_cycle(s->t, "canvass."), "canvass/u2", "certified");
	fold_way(s, table_cycle(s->t, "audit."), "audit/a0", "confirmed");
	w->next_key = "o";
	IS_DONE(w, put(w, "court", "stay.order", "stay/nothing/x",
	    ",'payload':{'subject':'nothing/x'}"));
}

/* The days from which deadlines count are long past. */
static void
make_late(struct story *s, const char *when)
{
	static const char *const events[] = { "certified", "recertified",
		"audit-done" };
	char day[INSTANT_TEXT];

	for (size_t i = 0; i < sizeof events / sizeof *events; i++)
		leave_fact(s, "event", events[i], "happened",
		    arena_printf(&s->w->a, "{'logged':'%s'}",
		    instant_text(day, s->early)));
	s->late = true;
	s->w->when = when;
}

static bool
holds_on(const struct t_row *r, const char *day)
{
	return (r->from[0] == '\0' || strcmp(r->from, day) <= 0) &&
	    (r->to[0] == '\0' || strcmp(day, r->to) <= 0);
}

static void
try_all(struct world *w, const char *rules, const char *day, const char *late)
{
	static struct table t;
	struct story s = { .w = w, .t = &t };

	memset(&t, 0, sizeof t);
	assert_true(table_read(arena_printf(&w->a, "%s/rules/%s-authority.yaml",
	    getenv("SOURCE"), rules), &t));
	OK(w, try_to_found(w, &(struct founding_of){ .kind = "history",
	    .rules = strcmp(rules, "made-up") == 0 ? rules : NULL,
	    .people = people_without_units(w) }));
	OK(w, record_begin(w->r, &w->e));
	s.early = w->now;
	furnish(&s);
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < t.rows; i++)
			if (holds_on(&t.row[i], day))
				try_row(&s, &t.row[i]);
		make_late(&s, late);
	}
	record_rollback(w->r);
	print_message("# %s: the 264 cells of the matrix and %zu besides, %zu "
	    "tries: %zu done, %zu requests, %zu refused\n", rules,
	    s.cells / 2 - 264, s.tries, s.done, s.requests, s.refused);
	assert_true(s.cells / 2 > 264 && s.done > 1000 && s.requests > 1000);
}

static void
every_cell_of_georgia_is_answered_as_its_file_says_in_every_state(void **state)
{
	try_all(*state, "us-ga-2020", "2020-11-03", "2022-01-03T12:00:00Z");
}

static void
every_cell_of_the_made_up_state_is_answered_as_its_file_says(void **state)
{
	try_all(*state, "made-up", "2031-05-06", "2033-01-03T12:00:00Z");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
    every_cell_of_georgia_is_answered_as_its_file_says_in_every_state,
		    enter, leave),
		cmocka_unit_test_setup_teardown(
		    every_cell_of_the_made_up_state_is_answered_as_its_file_says,
		    enter, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
