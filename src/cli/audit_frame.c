/* SPDX-License-Identifier: Apache-2.0 */
/* The frame of an audit: what the units committed to, in the order of the definition. */
#include <string.h>

#include "read/batch_totals.h"
#include "read/manifest.h"
#include "text/canon.h"
#include "text/json.h"

#include "cli/audit_case.h"

#define MAX_LIST ((size_t)256 << 20)

/* One unit on its way into the frame. */
struct framing {
	struct audit_call *x;
	struct arena      *a;
	struct audit_case *out;
	struct case_batch *batch;	/* those of ${out} */
	size_t             cap;
	int64_t          **totals;	/* of each contest; batches x choices, room for all batches */
	size_t            *room;	/* in numbers */
};

bool
audit_committed(struct audit_call *x, const char *unit, struct json_value **tree)
{
	struct call *c = x->c;
	struct store_fact fact;
	bool found;

	*tree = NULL;
	TRY(store_fact_find(record_store(x->r), c->a, "manifest",
	    arena_printf(c->a, "%s/%s", x->id, unit), &found, &fact, &c->e));
	return !found || json_tree_of(c->a, fact.value, strlen(fact.value),
	    "manifest", tree, &c->e);
}

static bool
object(struct audit_call *x, const char *hex, struct bytes *out)
{
	return record_object(x->r, x->c->a, hex, MAX_LIST, out, &x->c->e);
}

static void
add_batches(struct framing *g, const struct unit *u, const struct manifest *m)
{
	struct audit_case *c = g->out;

	for (size_t i = 0; i < m->n; i++) {
		const struct manifest_batch *b = &m->batch[i];

		if (c->batches == g->cap)
			c->batch = g->batch = arena_grow(g->a, g->batch,
			    c->batches, &g->cap, sizeof *g->batch);
		g->batch[c->batches++] = (struct case_batch){
			.unit = u->id, .unit_name = u->name,
			.container = *b->container == '\0' ? NULL :
			b->container, .tabulator = *b->tabulator == '\0' ?
			NULL : b->tabulator, .name = b->name,
			.ballots = b->ballots, .first = c->ballots,
			.has_cards = b->has_cards };
		c->ballots += b->ballots;
	}
	c->has_tabulators = c->has_tabulators || m->has_tabulators;
}

static const struct contest *
contest_named(const struct election *el, const char *id)
{
	for (size_t i = 0; i < el->contests; i++)
		if (strcmp(el->contest[i].id, id) == 0)
			return &el->contest[i];
	return NULL;
}

/* Room for the votes of all batches so far; what is not said stays unknown. */
static int64_t *
room_for(struct framing *g, size_t contest, size_t batches)
{
	size_t choices = g->x->plan.contest[contest].tally.choices;
	size_t need = g->out->batches * choices, had = g->room[contest];
	int64_t *bigger;

	if (need > had) {
		bigger = arena_zero(g->a, 2 * need, sizeof *bigger);
		if (had > 0)
			memcpy(bigger, g->totals[contest], had *
			    sizeof *bigger);
		for (size_t i = had; i < 2 * need; i++)
			bigger[i] = NUM_UNKNOWN;
		g->totals[contest] = bigger;
		g->room[contest] = 2 * need;
	}
	return &g->totals[contest][need - batches * choices];
}

static bool
add_totals(struct framing *g, const struct unit *u, const struct manifest *m,
    const struct json_value *said)
{
	const struct audit_plan *p = &g->x->plan;
	struct call *c = g->x->c;

	for (size_t i = 0; i < p->contests; i++) {
		const struct tally *t = &p->contest[i].tally;
		const char *hex = json_text_find(json_find(said, "totals"),
		    t->contest);
		struct batch_totals_of of = { m, t, contest_named(g->x->f.el,
		    t->contest), u->id, u->name };
		int64_t *to, *votes;
		struct bytes text;

		if (hex == NULL)
			continue;
		to = room_for(g, i, m->n);
		TRY(object(g->x, hex, &text));
		TRY(batch_totals_read(c->a, text, hex, &of, &votes, &c->e));
		memcpy(to, votes, m->n * t->choices * sizeof *votes);
	}
	return true;
}

static bool
add_unit(struct framing *g, const struct unit *u)
{
	struct call *c = g->x->c;
	struct json_value *said;
	struct manifest m;
	struct bytes text;
	const char *hex;

	TRY(audit_committed(g->x, u->id, &said));
	hex = said == NULL || json_find(said, "batches") == NULL ? NULL :
	    json_text_find(said, "sha256");
	if (hex == NULL)
		return true;
	TRY(object(g->x, hex, &text));
	TRY(manifest_read(c->a, text, hex, (struct manifest_of){ u->id,
	    u->name }, &m, &c->e));
	add_batches(g, u, &m);
	return add_totals(g, u, &m, said);
}

/* Batches of units that came after the last totals are unknown in them, too. */
static void
close_totals(struct framing *g)
{
	const struct audit_plan *p = &g->x->plan;
	const int64_t **totals = arena_zero(g->a, p->contests + 1,
	    sizeof *totals);

	for (size_t i = 0; i < p->contests; i++)
		if (g->room[i] > 0) {
			(void)room_for(g, i, 0);
			totals[i] = g->totals[i];
		}
	g->out->totals = totals;
}

bool
audit_frame_load(struct audit_call *x, struct audit_case *out)
{
	struct arena *a = x->c->a;
	size_t n = x->plan.contests;
	struct framing g = { .x = x, .a = a, .out = out,
		.totals = arena_zero(a, n + 1, sizeof *g.totals),
		.room = arena_zero(a, n + 1, sizeof *g.room) };
	const struct election *el = x->f.el;

	for (size_t i = 0; i < el->units; i++)
		TRY(add_unit(&g, &el->unit[i]));
	close_totals(&g);
	return true;
}

/* As docs/audit.md has it: what is not said is left out. */
static void
put_unit(struct buf *out, const char *unit, const struct json_value *said)
{
	static const char *const names[] = { "cards", "sha256", "totals" };
	struct err e;

	buf_str(out, out->len > 1 ? ",{" : "{");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct json_value *v = json_find(said, names[i]);

		if (v == NULL)
			continue;
		buf_printf(out, "\"%s\":", names[i]);
		(void)canon_write(out, v, "manifest", &e);
		buf_char(out, ',');
	}
	buf_str(out, "\"unit\":");
	canon_text(out, unit);
	buf_char(out, '}');
}

bool
audit_frame_hash(struct audit_call *x, char hex[HASH_HEX])
{
	struct buf b CLEANUP(buf_free) = { 0 };
	const struct election *el = x->f.el;
	struct json_value *said;

	buf_char(&b, '[');
	for (size_t i = 0; i < el->units; i++) {
		TRY(audit_committed(x, el->unit[i].id, &said));
		if (said == NULL)
			return err_set(&x->c->e, ERR_INPUT, "%s has not "
			    "committed to a manifest of %s yet",
			    el->unit[i].name, x->subject);
		put_unit(&b, el->unit[i].id, said);
	}
	buf_char(&b, ']');
	hash_hex(b.p, b.len, hex);
	return true;
}
