/* SPDX-License-Identifier: Apache-2.0 */
/* The cast vote records of what was drawn, picked from those that the units committed to. */
#include <string.h>

#include "audit/case_style.h"
#include "read/cards.h"
#include "read/manifest.h"
#include "read/stream.h"
#include "store/objects.h"
#include "text/json.h"

#include "cli/audit_case.h"

#define MAX_LIST ((size_t)256 << 20)

struct picking {
	struct audit_call   *x;
	struct audit_loaded *all;
	struct card        **record;	/* of each contest and item */
	int64_t            **sum;	/* of each contest and choice, of all records */
	int64_t            **excess;	/* of each contest and claim of an instant runoff: steps above one half */
	size_t               first;	/* batch of the frame that is the first of the unit */
	uint64_t            *contests;	/* of each ballot of the frame; NULL: without card style */
};

/* More marks than allowed count for nobody, on a record as on paper. */
static bool
counts(const struct tally *t, const struct card *c)
{
	bool limited = t->kind == CHOICE_PLURALITY ||
	    t->kind == CHOICE_MAJORITY || t->kind == CHOICE_DHONDT;

	return card_has(c) && (!limited ||
	    (int64_t)card_marks(c) <= t->votes_allowed);
}

static void
add_up(struct picking *p, size_t contest, const struct card *c)
{
	const struct tally *t = &p->x->plan.contest[contest].tally;

	for (size_t k = 0; counts(t, c) && k < t->choices; k++)
		p->sum[contest][k] += c->mark[k];
}

/* What the records say of claims about rankings follows from no sum. */
static void
weigh(struct picking *p, size_t contest, const struct card *c)
{
	const struct assertions *claims = p->all->one.claims == NULL ? NULL :
	    p->all->one.claims[contest];

	for (size_t i = 0; claims != NULL && i < claims->n; i++)
		p->excess[contest][i] += assertion_steps(&claims->item[i], c) -
		    claims->item[i].half;
}

static struct card
kept(struct arena *a, const struct card *c)
{
	int16_t *mark = arena_zero(a, c->choices + 1, sizeof *mark);

	memcpy(mark, c->mark, c->choices * sizeof *mark);
	return (struct card){ mark, c->choices, c->flags };
}

/* A ballot that has a record is sampled for the contests on it alone. */
static void
note_contests(struct picking *p, const struct card_row *row)
{
	const struct case_batch *b = &p->all->one.batch[p->first + row->batch];
	uint64_t has = 0;

	if (p->contests == NULL)
		return;
	for (size_t i = 0; i < p->x->plan.contests; i++)
		has |= (uint64_t)card_has(&row->card[i]) << i;
	p->contests[b->first + row->position - 1] = has;
}

static bool
visit(void *ctx, const struct card_row *row, struct err *e)
{
	struct picking *p = ctx;
	size_t item = items_find(&p->all->items, (uint32_t)(p->first +
	    row->batch), row->position);

	(void)e;
	note_contests(p, row);
	for (size_t i = 0; i < p->x->plan.contests; i++) {
		add_up(p, i, &row->card[i]);
		weigh(p, i, &row->card[i]);
		if (item != ITEM_NONE)
			p->record[i][item] = kept(p->x->c->a, &row->card[i]);
	}
	p->all->one.cards++;
	return true;
}

static bool
read_unit(struct picking *p, const struct unit *u,
    const struct json_value *said)
{
	struct stream *s CLEANUP(stream_close) = NULL;
	struct call *c = p->x->c;
	const char *hex = json_text_find(said, "cards");
	struct cards_of of = { &p->x->plan, p->x->f.el, NULL, u->id, u->name };
	struct manifest m;
	struct bytes text;

	TRY(record_object(p->x->r, c->a, json_text_in(said, "sha256"),
	    MAX_LIST, &text, &c->e));
	TRY(manifest_read(c->a, text, json_text_in(said, "sha256"),
	    (struct manifest_of){ u->id, u->name }, &m, &c->e));
	of.manifest = &m;
	TRY(store_object_get(record_store(p->x->r), hex, &c->e));
	TRY(stream_open(c->a, objects_path(c->a, store_folder(record_store(
	    p->x->r)), hex), &s, &c->e));
	return cards_read(c->a, stream_feed(s), &of, visit, p, &c->e);
}

static size_t
claims_of(const struct picking *p, size_t contest)
{
	const struct audit_case *one = &p->all->one;

	return one->claims == NULL || one->claims[contest] == NULL ? 0 :
	    one->claims[contest]->n;
}

/* A comparison's margins are those of the records, whatever the file of the claims says. */
static void
take_margins(struct picking *p)
{
	for (size_t i = 0; i < p->x->plan.contests; i++) {
		struct assertions *claims = p->all->claims[i];

		for (size_t k = 0; k < claims_of(p, i); k++) {
			claims->item[k].excess = p->excess[i][k];
			if (p->excess[i][k] <= 0)
				claims->standing = STANDING_TIED;
		}
	}
}

static void
begin(struct picking *p)
{
	const struct audit_plan *plan = &p->x->plan;
	struct arena *a = p->x->c->a;
	size_t n = p->all->one.items;

	if (case_has_style(plan)) {
		size_t ballots = (size_t)p->all->one.ballots;

		p->contests = arena_zero(a, ballots + 1, sizeof *p->contests);
		memset(p->contests, 0xFF, ballots * sizeof *p->contests);
		p->all->one.contests = p->contests;
	}
	p->record = arena_zero(a, plan->contests + 1, sizeof *p->record);
	p->sum = arena_zero(a, plan->contests + 1, sizeof *p->sum);
	p->excess = arena_zero(a, plan->contests + 1, sizeof *p->excess);
	for (size_t i = 0; i < plan->contests; i++) {
		p->record[i] = arena_zero(a, n + 1, sizeof *p->record[i]);
		p->sum[i] = arena_zero(a, plan->contest[i].tally.choices + 1,
		    sizeof *p->sum[i]);
		p->excess[i] = arena_zero(a, claims_of(p, i) + 1,
		    sizeof *p->excess[i]);
		for (size_t k = 0; k < n; k++)
			p->record[i][k] = (struct card){ .flags = CARD_MISSING };
	}
}

/* The first batch of each unit in the frame: units stand in their order. */
static size_t
first_of(const struct audit_case *one, const char *unit)
{
	size_t i = 0;

	while (i < one->batches && strcmp(one->batch[i].unit, unit) != 0)
		i++;
	return i;
}

bool
audit_records_load(struct audit_call *x, struct audit_loaded *all)
{
	struct picking p = { .x = x, .all = all };
	const struct election *el = x->f.el;
	struct json_value *said;
	bool any = false;

	for (size_t i = 0; i < el->units; i++) {
		TRY(audit_committed(x, el->unit[i].id, &said));
		if (said == NULL || json_text_find(said, "cards") == NULL)
			continue;
		if (!any)
			begin(&p);
		any = true;
		p.first = first_of(&all->one, el->unit[i].id);
		TRY(read_unit(&p, &el->unit[i], said));
	}
	if (any) {
		all->one.record = (const struct card *const *)p.record;
		all->one.card_votes = (const int64_t *const *)p.sum;
		take_margins(&p);
	}
	return true;
}
