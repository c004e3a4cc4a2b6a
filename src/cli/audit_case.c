/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "audit/items.h"
#include "model/risk.h"
#include "read/draw_list.h"
#include "record/entry.h"
#include "text/json.h"

#include "cli/audit_case.h"
#include "cli/audit_claims.h"
#include "cli/audit_key.h"

#define MAX_LIST ((size_t)256 << 20)

struct loading {
	struct audit_call *x;
	struct arena      *a;
	struct audit_case *out;
	struct audit_loaded *keys;
	struct arena       each;	/* for one reading */
	struct audit_item *items;	/* those of ${out}, to be filled in */
	struct case_round *round;	/* its rounds */
	size_t             round_cap;
};

static void
loading_end(struct loading *l)
{
	arena_free(&l->each);
}

static void
name_batches(struct loading *l)
{
	const struct audit_case *c = l->out;

	l->keys->batch_key = arena_zero(l->a, c->batches + 1, sizeof *l->keys->batch_key);
	l->keys->batch.key = arena_zero(l->a, c->batches + 1, sizeof *l->keys->batch.key);
	l->keys->batch.n = c->batches;
	for (size_t i = 0; i < c->batches; i++) {
		const struct case_batch *b = &c->batch[i];

		l->keys->batch_key[i] = audit_key_batch(l->a, b->unit, b->tabulator,
		    b->name);
		l->keys->batch.key[i] = (struct audit_key){ l->keys->batch_key[i], i };
	}
	audit_keys_sort(&l->keys->batch);
}

/* Which contest of the plan a draw is for. */
static size_t
contest_of(const struct loading *l, const char *id)
{
	const struct audit_plan *p = &l->x->plan;

	for (size_t i = 0; *id != '\0' && i < p->contests; i++)
		if (strcmp(p->contest[i].tally.contest, id) == 0)
			return i;
	return CASE_ALL;
}

static bool
place_draw(struct loading *l, const struct draw_line *d,
    struct item_draw *out, struct err *e)
{
	size_t at;

	if (!audit_keys_find(&l->keys->batch, audit_key_batch(&l->each, d->unit,
	    d->tabulator, d->batch), &at))
		return err_set(e, ERR_STORE, "the draw of %s: batch %s of %s is "
		    "on no manifest", l->x->subject, d->batch, d->unit);
	arena_reset(&l->each);
	*out = (struct item_draw){ (uint32_t)at, d->position, d->round };
	return true;
}

static bool
take_draws(struct loading *l, const struct draw_list *list)
{
	struct item_draw *placed = arena_zero(l->a, list->n + 1,
	    sizeof *placed);
	struct case_draw *draw = arena_zero(l->a, list->n + 1, sizeof *draw);
	struct items items;

	for (size_t i = 0; i < list->n; i++)
		TRY(place_draw(l, &list->line[i], &placed[i], &l->x->c->e));
	items_of(l->a, placed, list->n, &items);
	l->keys->items = items;
	for (size_t i = 0; i < list->n; i++)
		draw[i] = (struct case_draw){ .item = items.of_draw[i],
			.round = list->line[i].round,
			.generation = list->line[i].generation,
			.contest = contest_of(l, list->line[i].contest),
			.ticket = list->line[i].ticket };
	l->out->draw = draw;
	l->out->draws = list->n;
	l->out->item = l->items = items.item;
	l->out->items = items.n;
	return true;
}

static bool
load_draws(struct loading *l)
{
	struct call *c = l->x->c;
	struct draw_list list = { 0 };
	struct json_value *fact;
	struct bytes text;
	const char *hex;

	TRY(audit_fact(l->x, "draw", &fact));
	hex = fact == NULL ? NULL : json_text_find(fact, "draw");
	if (hex != NULL) {
		TRY(record_object(l->x->r, l->a, hex, MAX_LIST, &text, &c->e));
		TRY(draw_list_read(l->a, text, hex, &list, &c->e));
	}
	return take_draws(l, &list);
}

/* In a hand tally every batch is an item. */
static void
take_all_batches(struct loading *l)
{
	struct audit_case *c = l->out;
	struct audit_item *item = arena_zero(l->a, c->batches + 1,
	    sizeof *item);

	for (size_t i = 0; i < c->batches; i++)
		item[i] = (struct audit_item){ .batch = (uint32_t)i,
			.draws = 1, .ballots = NUM_UNKNOWN, .entry = -1 };
	c->item = l->items = item;
	c->items = c->batches;
}

static void
name_items(struct loading *l)
{
	const struct audit_case *c = l->out;

	l->keys->item.key = arena_zero(l->a, c->items + 1, sizeof *l->keys->item.key);
	l->keys->item.n = c->items;
	for (size_t i = 0; i < c->items; i++)
		l->keys->item.key[i] = (struct audit_key){ audit_key_item(l->a,
		    l->keys->batch_key[c->item[i].batch], c->item[i].position), i };
	audit_keys_sort(&l->keys->item);
}

static int64_t
number(const struct json_value *v)
{
	int64_t n;

	return v != NULL && v->kind == JSON_NUMBER &&
	    num_parse(v->text, v->n, &n) == NUM_OK ? n : NUM_UNKNOWN;
}

/* What is not named got nothing. */
static struct audit_reading
reading_of(struct loading *l, const struct tally *t,
    const struct json_value *readings)
{
	const struct json_value *marks = json_find(readings, t->contest);
	int64_t *votes = arena_zero(l->a, t->choices + 1, sizeof *votes);

	for (size_t i = 0; marks != NULL && i < t->choices; i++) {
		int64_t n = number(json_find(marks, t->choice[i]));

		votes[i] = num_known(n) ? n : 0;
	}
	return (struct audit_reading){ marks != NULL, votes };
}

static void
take_reading(struct loading *l, struct audit_item *to,
    const struct json_value *payload, int64_t seq)
{
	const struct audit_plan *p = &l->x->plan;
	const struct json_value *readings = json_find(payload, "readings");
	struct audit_reading *reading = arena_zero(l->a, p->contests + 1,
	    sizeof *reading);

	to->is_read = true;
	to->lost = readings == NULL;
	to->entry = seq;
	to->ballots = number(json_find(payload, "ballots"));
	for (size_t i = 0; !to->lost && i < p->contests; i++)
		reading[i] = reading_of(l, &p->contest[i].tally, readings);
	to->reading = reading;
}

static bool
visit_reading(void *ctx, const struct store_fact *fact, struct err *e)
{
	struct loading *l = ctx;
	size_t n = strlen(l->x->id), at;
	struct json_value *payload;

	if (strncmp(fact->id, l->x->id, n) != 0 || fact->id[n] != '/')
		return true;
	if (!audit_keys_find(&l->keys->item, fact->id + n + 1, &at))
		return err_set(e, ERR_STORE, "%s: the reading of %s is of what "
		    "was not drawn", l->x->subject, fact->id + n + 1);
	TRY(json_tree_of(&l->each, fact->value, strlen(fact->value),
	    "reading", &payload, e));
	take_reading(l, &l->items[at], payload, fact->seq);
	arena_reset(&l->each);
	return true;
}

static bool
load_readings(struct loading *l)
{
	name_items(l);
	return store_facts(record_store(l->x->r), l->out->is_tally ? "tally" :
	    "reading", NULL, visit_reading, l, &l->x->c->e);
}

static int64_t *
sizes_of(struct loading *l, const struct json_value *sizes)
{
	const struct audit_plan *p = &l->x->plan;
	int64_t *out = arena_zero(l->a, p->contests + 1, sizeof *out);

	for (size_t i = 0; sizes != NULL && i < p->contests; i++) {
		int64_t n = number(json_find(sizes,
		    p->contest[i].tally.contest));

		out[i] = num_known(n) ? n : 0;
	}
	return out;
}

static double *
risks_of(struct loading *l, const struct json_value *risks)
{
	const struct audit_plan *p = &l->x->plan;
	double *out = arena_zero(l->a, p->contests + 1, sizeof *out);

	for (size_t i = 0; i < p->contests; i++) {
		const char *text = json_text_find(risks,
		    p->contest[i].tally.contest);

		out[i] = text == NULL ? 1 : strtod(text, NULL);
	}
	return out;
}

static void
take_frame(struct loading *l, const struct json_value *payload, int64_t seq)
{
	(void)seq;
	l->out->frame = arena_text(l->a, json_text_in(payload, "frame"));
}

static void
open_round(struct loading *l, const struct json_value *payload, int64_t seq)
{
	struct audit_case *c = l->out;

	if (c->rounds == l->round_cap)
		c->round = l->round = arena_grow(l->a, l->round, c->rounds,
		    &l->round_cap, sizeof *l->round);
	l->round[c->rounds++] = (struct case_round){
		.size = sizes_of(l, json_find(payload, "sizes")),
		.draw = arena_text(l->a, json_text_in(payload, "draw")),
		.items = number(json_find(payload, "items")),
		.opened = seq, .closed = -1 };
}

static void
close_round(struct loading *l, const struct json_value *payload, int64_t seq)
{
	const struct json_value *met = json_find(payload, "met");
	struct case_round *r;

	if (l->out->rounds == 0)
		return;
	r = &l->round[l->out->rounds - 1];
	r->risk = risks_of(l, json_find(payload, "risks"));
	r->met = met != NULL && met->kind == JSON_TRUE;
	r->closed = seq;
}

static bool
visit_act(void *ctx, const struct store_row *row, struct err *e)
{
	struct loading *l = ctx;
	static const struct {
		const char *action, *member;
		void      (*take)(struct loading *l,
		    const struct json_value *payload, int64_t seq);
	} takes[] = {
		{ "audit.close-manifests", "frame", take_frame },
		{ "audit.draw", "draw", open_round },
		{ "audit.escalate", "draw", open_round },
		{ "audit.close-round", "risks", close_round },
	};
	struct entry n;

	for (size_t i = 0; i < sizeof takes / sizeof *takes; i++) {
		if (strcmp(row->action, takes[i].action) != 0)
			continue;
		TRY(entry_read(&l->each, row->bytes, row->seq, &n, e));
		if (n.act.payload != NULL && json_find(n.act.payload,
		    takes[i].member) != NULL)
			takes[i].take(l, n.act.payload, row->seq);
		arena_reset(&l->each);
	}
	return true;
}

static bool
load_rounds(struct loading *l)
{
	struct store_query done = { .subject = l->x->subject,
		.outcome = "done" };

	return store_each(record_store(l->x->r), &done, visit_act, l,
	    &l->x->c->e);
}

static bool
load_seed(struct loading *l)
{
	struct json_value *fact;

	TRY(audit_fact(l->x, "seed", &fact));
	l->out->seed = fact == NULL ? NULL : json_text_find(fact, "seed");
	return true;
}

/* The tally has begun, and may be over. */
static bool
is_tally(const struct audit_call *x)
{
	static const char *const states[] = { "full-hand-tally",
		"outcome-changed" };

	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (strcmp(x->state, states[i]) == 0)
			return true;
	return false;
}

static bool
count_tallied(void *ctx, const struct store_fact *fact, struct err *e)
{
	struct loading *l = ctx;
	size_t n = strlen(l->x->id);

	(void)e;
	if (strncmp(fact->id, l->x->id, n) == 0 && fact->id[n] == '/')
		l->out->is_tally = true;
	return true;
}

/* The claims that the plan names, with the whole frame as the cards that the contest may be on. */
static bool
load_claims(struct loading *l)
{
	const struct audit_plan *p = &l->x->plan;
	struct audit_loaded *all = l->keys;

	all->claims = arena_zero(l->a, p->contests + 1, sizeof *all->claims);
	for (size_t i = 0; i < p->contests; i++) {
		const char *hex = p->contest[i].assertions;
		struct tally t = p->contest[i].tally;
		struct bytes text;

		if (hex == NULL)
			continue;
		if (l->out->ballots > 0)
			t.ballots = l->out->ballots;
		all->claims[i] = arena_zero(l->a, 1, sizeof *all->claims[i]);
		TRY(record_object(l->x->r, l->a, hex, MAX_LIST, &text,
		    &l->x->c->e));
		TRY(audit_claims_read(l->a, text, hex, &t, all->claims[i],
		    &l->x->c->e));
	}
	l->out->claims = (const struct assertions *const *)all->claims;
	return true;
}

bool
audit_case_load(struct audit_call *x, struct audit_loaded *loaded)
{
	struct audit_case *out = &loaded->one;
	struct loading l CLEANUP(loading_end) = { .x = x, .a = x->c->a,
		.out = out, .keys = loaded };

	*loaded = (struct audit_loaded){ .one = { .plan = &x->plan,
		.state = x->state, .is_tally = is_tally(x) } };
	TRY(audit_frame_load(x, out));
	name_batches(&l);
	TRY(load_claims(&l));
	TRY(load_seed(&l));
	TRY(load_rounds(&l));
	TRY(store_facts(record_store(x->r), "tally", NULL, count_tallied, &l,
	    &x->c->e));
	if (out->is_tally)
		take_all_batches(&l);
	else
		TRY(load_draws(&l));
	if (!out->is_tally)
		TRY(audit_records_load(x, loaded));
	return load_readings(&l);
}
