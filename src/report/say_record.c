/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/instant.h"
#include "record/entry.h"
#include "text/json.h"

#include "report/say_record.h"

struct gathering {
	struct say_record *s;
	struct arena       each;	/* for one entry */
	size_t person_cap, act_cap, full_cap, request_cap, refused_cap;
	struct day         day;		/* of the last act ... */
	int64_t            shown;	/* ... and how many of that day are kept */
};

static struct day
legal_day(const struct say_record *s, int64_t utc)
{
	struct day d;
	int minute;

	(void)zone_local(&s->law->zone, utc, &d, &minute);
	return d;
}

static const char *
keep(struct arena *a, const char *text)
{
	return text == NULL || *text == '\0' ? "" : arena_text(a, text);
}

static void
take_sources(struct arena *a, const struct act *act, struct say_act *out)
{
	out->cite = out->url = "";
	if (act->sources == NULL || act->sources->child == NULL)
		return;
	out->cite = keep(a, json_text_in(act->sources->child, "cite"));
	out->url = keep(a, json_text_in(act->sources->child, "url"));
	for (const struct json_value *v = act->sources->child; v != NULL;
	    v = v->next)
		out->sources++;
}

static void
take_act(struct arena *a, const struct act *act, struct say_act *out)
{
	out->action = keep(a, act->action);
	out->actor = keep(a, act->actor);
	out->role = keep(a, act->role);
	out->as = keep(a, act->as);
	out->subject = keep(a, act->subject);
	out->unit = keep(a, act->unit);
	out->occurred = keep(a, act->occurred);
	out->key = keep(a, act->key);
	out->says = keep(a, act->says);
	out->of = keep(a, json_text_in(act->payload, "to"));
	out->stage = keep(a, json_text_in(act->payload, "stage"));
	take_sources(a, act, out);
}

bool
say_record_read(struct arena *a, const struct say_record *s,
    const struct store_row *row, struct act *act, struct say_act *out,
    struct err *e)
{
	struct entry n;

	TRY(entry_read(a, row->bytes, row->seq, &n, e));
	*act = n.act;
	*out = (struct say_act){ .seq = n.seq, .logged = n.logged,
		.day = legal_day(s, n.logged), .outcome = n.outcome,
		.code = n.code, .version = n.version, .unlisted = n.unlisted,
		.is_signed = n.is_signed, .why = keep(a, n.why),
		.routed = keep(a, n.routed), .rule = keep(a, n.rule_id),
		.from = keep(a, n.from), .to = keep(a, n.to) };
	take_act(a, &n.act, out);
	memcpy(out->leaf, row->leaf, HASH_SIZE);
	return true;
}

static void
add_person(struct gathering *g, const struct json_value *v)
{
	struct say_record *s = g->s;

	s->person = arena_grow(s->a, s->person, s->people, &g->person_cap,
	    sizeof *s->person);
	s->person[s->people++] = (struct say_person){
		keep(s->a, json_text_in(v, "actor")), keep(s->a, json_text_in(v, "name")),
		keep(s->a, json_text_in(v, "role")) };
}

static void
add_people(struct gathering *g, const struct act *act)
{
	const struct json_value *people = json_find(act->tree, "people");

	if (people == NULL)
		return;
	for (const struct json_value *v = people->child; v != NULL; v = v->next)
		add_person(g, v);
}

/* Strings of ${from} that live in the gathering's arena, copied to the record's. */
static struct say_act *
own(struct say_record *s, const struct say_act *from)
{
	struct say_act *act = arena_zero(s->a, 1, sizeof *act);
	const char **text[] = { &act->action, &act->actor, &act->role, &act->as,
		&act->subject, &act->unit, &act->occurred, &act->key,
		&act->says, &act->why, &act->routed, &act->rule, &act->from,
		&act->to, &act->of, &act->cite, &act->url, &act->stage };

	*act = *from;
	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		*text[i] = keep(s->a, *text[i]);
	return act;
}

/* One more of a day that has too many. */
static void
count_rest(struct gathering *g, struct day day)
{
	struct say_record *s = g->s;
	size_t cap = g->full_cap;

	if (s->fulls == 0 || day_cmp(s->full[s->fulls - 1], day) != 0) {
		s->full = arena_grow(s->a, s->full, s->fulls, &g->full_cap,
		    sizeof *s->full);
		s->rest = arena_grow(s->a, s->rest, s->fulls, &cap,
		    sizeof *s->rest);
		s->full[s->fulls] = day;
		s->rest[s->fulls++] = 0;
	}
	s->rest[s->fulls - 1]++;
}

/* Acts of a crowded day stand in the file only; never what was refused or asked. */
static bool
is_shown(struct gathering *g, const struct say_act *act)
{
	if (day_cmp(act->day, g->day) != 0)
		g->shown = 0;
	g->day = act->day;
	return g->shown++ < SAY_ACTS_A_DAY || act->outcome != OUTCOME_DONE ||
	    strncmp(act->action, "certification.", 14) == 0 ||
	    strcmp(act->action, "request.answer") == 0;
}

static void
add_request(struct gathering *g, const struct say_act *act)
{
	struct say_record *s = g->s;

	s->request = arena_grow(s->a, s->request, s->requests, &g->request_cap,
	    sizeof *s->request);
	s->request[s->requests++] = (struct say_request){ .act = act,
		.text = "" };
}

static void
add_refusal(struct gathering *g, struct say_act *act)
{
	struct say_record *s = g->s;

	s->refused = arena_grow(s->a, s->refused, s->refusals, &g->refused_cap,
	    sizeof *s->refused);
	s->refused[s->refusals++] = act;
	s->unlisted += act->unlisted;
}

/* Is ${name} the ACTOR/KEY of ${act}? */
static bool
names(const char *name, const struct say_act *act)
{
	size_t n = strlen(act->actor);

	return strncmp(name, act->actor, n) == 0 && name[n] == '/' &&
	    strcmp(name + n + 1, act->key) == 0;
}

static void
answer(struct say_record *s, const struct act *act, const struct say_act *by)
{
	const char *of = json_text_in(act->payload, "request");
	const char *word = json_text_in(act->payload, "answer");

	for (size_t i = s->requests; i > 0; i--) {
		struct say_request *q = &s->request[i - 1];

		if (!names(of, q->act))
			continue;
		q->by = by;
		q->text = keep(s->a, json_text_in(act->payload, "text"));
		q->answer = strcmp(word, "granted") == 0 ? ANSWER_GRANTED :
		    strcmp(word, "partly") == 0 ? ANSWER_PARTLY :
		    ANSWER_DECLINED;
		return;
	}
}

static void
take(struct gathering *g, const struct act *act, const struct say_act *x)
{
	struct say_record *s = g->s;
	struct say_act *mine;

	if (!is_shown(g, x)) {
		count_rest(g, x->day);
		return;
	}
	mine = own(s, x);
	s->act = arena_grow(s->a, s->act, s->acts, &g->act_cap,
	    sizeof *s->act);
	s->act[s->acts++] = mine;
	if (x->outcome == OUTCOME_REQUEST)
		add_request(g, mine);
	else if (x->outcome == OUTCOME_REFUSED)
		add_refusal(g, mine);
	else if (strcmp(x->action, "request.answer") == 0)
		answer(s, act, mine);
	else if (strcmp(x->action, "certification.issue") == 0)
		(void)say_record_cert(s, act, mine);
}

static bool
visit(void *ctx, const struct store_row *row, struct err *e)
{
	struct gathering *g = ctx;
	struct say_act x;
	struct act act;

	arena_reset(&g->each);
	TRY(say_record_read(&g->each, g->s, row, &act, &x, e));
	g->s->entries++;
	if (x.outcome == OUTCOME_GENESIS) {
		add_people(g, &act);
		return true;
	}
	if (x.outcome == OUTCOME_DONE && strcmp(x.action, "key.enrol") == 0)
		add_person(g, act.payload);
	take(g, &act, &x);
	return true;
}

static int
by_actor(const void *x, const void *y)
{
	const struct say_person *a = x, *b = y;

	return strcmp(a->actor, b->actor);
}

/* The day is that of the last entry unless another one is asked for. */
static bool
choose_day(struct say_record *s, struct err *e)
{
	struct store_head head;
	struct store *store = record_store(s->r);
	bool done = store_look(store, &head, e);

	store_rollback(store);
	if (!done)
		return false;
	if (!day_known(s->on))
		s->on = legal_day(s, head.logged);
	s->until = zone_utc(&s->law->zone, day_add(s->on, 1), 0) - 1;
	s->later = head.size;
	return true;
}

bool
say_record_gather(struct say_record *s, struct err *e)
{
	struct gathering g = { .s = s, .day = DAY_UNKNOWN };
	struct store_query by;
	bool done;

	s->genesis = record_genesis(s->r);
	s->authority = record_authority(s->r);
	TRY(choose_day(s, e));
	by = (struct store_query){ .logged_by = s->until };
	done = store_each(record_store(s->r), &by, visit, &g, e);
	arena_free(&g.each);
	if (!done)
		return false;
	s->later -= s->entries;
	if (s->people > 0)
		qsort(s->person, s->people, sizeof *s->person, by_actor);
	TRY(record_state_on(s->r, s->a, s->until, &s->subject, &s->subjects,
	    e));
	say_record_link(s);
	TRY(say_record_log(s, e));
	return say_record_proofs(s, e);
}
