/* SPDX-License-Identifier: Apache-2.0 */
/* redraw: an audit from plain files, without a record: what the dice drew, and the risk of what hands counted. */
#include <inttypes.h>
#include <string.h>

#include "audit/answer.h"
#include "audit/case_bounds.h"
#include "audit/case_size.h"
#include "audit/draw.h"
#include "audit/items.h"
#include "report/say_redraw.h"
#include "report/term.h"

#include "cli/audit_select.h"
#include "cli/bring.h"
#include "cli/plain_frame.h"
#include "cli/tally_of.h"

#define MOST_DRAWS 1000000

struct redrawing {
	struct call         *c;
	struct plain_frame   f;
	struct audit_contest contest;
	struct audit_plan    plan;
	struct audit_case    one;
	const int64_t       *totals[1];
	struct draw_pick    *pick;
	int64_t              draws;
	struct case_bounds   bounds;
};

/* Votes of all batches together, unless the options say more. */
static bool
make_tally(struct redrawing *r)
{
	struct call *c = r->c;
	int64_t *sum = arena_zero(c->a, r->f.choices + 1, sizeof *sum);

	for (size_t i = 0; i < r->f.batches; i++)
		for (size_t k = 0; k < r->f.choices; k++)
			if (!num_add(&sum[k], sum[k],
			    r->f.votes[i * r->f.choices + k]))
				return err_set(&c->e, ERR_INPUT, "%s: too many "
				    "votes for %s", c->arg[0],
				    r->f.choice[k]);
	r->contest = (struct audit_contest){ .targeted = true, .tally = {
		.contest = "contest", .choice = r->f.choice, .votes = sum,
		.choices = r->f.choices, .ballots = r->f.ballots,
		.votes_allowed = 1, .winners = 1, .threshold = { 0, 1 } } };
	return tally_with_options(c, &r->contest.tally);
}

static bool
make_plan(struct redrawing *r)
{
	struct call *c = r->c;
	const char *method = call_option(c, "method");
	const char *sampler = call_option(c, "sampler");

	r->plan = (struct audit_plan){ .audit = "contest",
		.method = METHOD_MACRO, .contest = &r->contest, .contests = 1,
		.targeted = 1 };
	if (method != NULL && !audit_method_parse(method, &r->plan.method))
		return err_set(&c->e, ERR_USE, "--method: found '%s', expected "
		    "a method, as 'canvass audit plan' lists them", method);
	r->plan.sampler = audit_method_of(r->plan.method)->sampler;
	if ((sampler != NULL && !audit_sampler_parse(sampler,
	    &r->plan.sampler)) || !audit_sampler_fits(r->plan.method,
	    r->plan.sampler))
		return err_set(&c->e, ERR_USE, "--sampler: found '%s', expected "
		    "one that the method can look at", sampler);
	TRY(audit_rates(c, &r->plan.rates));
	return audit_limit(c, NULL, DAY_UNKNOWN, &r->plan.risk_limit);
}

static void
make_case(struct redrawing *r)
{
	r->totals[0] = r->f.votes;
	r->one = (struct audit_case){ .plan = &r->plan, .batch = r->f.batch,
		.batches = r->f.batches, .ballots = r->f.ballots,
		.has_tabulators = r->f.has_tabulators, .totals = r->totals };
}

/* --size, else what the method asks for. */
static bool
find_size(struct redrawing *r)
{
	struct call *c = r->c;
	const char *size = call_option(c, "size");

	if (size == NULL) {
		TRY(case_size(c->a, &r->one, 0, &r->draws, &c->e));
		return r->draws > 0 || err_set(&c->e, ERR_USE, "%s needs "
		    "--size: its method says of no first sample", c->cmd->name);
	}
	return (num_parse(size, strlen(size), &r->draws) == NUM_OK &&
	    r->draws > 0 && r->draws <= MOST_DRAWS) || err_set(&c->e, ERR_USE,
	    "--size: found '%s', expected a number from 1 to %d", size,
	    MOST_DRAWS);
}

static bool
draw(struct redrawing *r)
{
	struct call *c = r->c;

	TRY(bring_need(c, "dice", &r->one.seed));
	TRY(find_size(r));
	if (r->plan.method == METHOD_MACRO)
		TRY(case_bounds_of(c->a, &r->one, 0, &r->bounds, &c->e));
	return draw_from(c->a, &r->one, draw_is_shared(&r->one) ? CASE_ALL : 0,
	    r->draws, &r->pick, &c->e);
}

/* What was drawn becomes items, each once. */
static void
join_draws(struct redrawing *r, struct items *items)
{
	struct arena *a = r->c->a;
	size_t n = (size_t)r->draws;
	struct item_draw *placed = arena_zero(a, n + 1, sizeof *placed);
	struct case_draw *drawn = arena_zero(a, n + 1, sizeof *drawn);

	for (size_t i = 0; i < n; i++)
		placed[i] = (struct item_draw){ r->pick[i].batch,
			r->pick[i].position, 1 };
	items_of(a, placed, n, items);
	for (size_t i = 0; i < n; i++)
		drawn[i] = (struct case_draw){ .item = items->of_draw[i],
			.round = 1, .generation = r->pick[i].generation,
			.contest = CASE_ALL, .ticket = r->pick[i].ticket };
	r->one.draw = drawn;
	r->one.draws = n;
	r->one.item = items->item;
	r->one.items = items->n;
}

static bool
read_changes(struct redrawing *r, const char *path, struct items *items)
{
	struct call *c = r->c;
	size_t k = r->f.choices;
	int64_t *found;

	TRY(plain_changes_read(c, path, &r->f, &found));
	for (size_t i = 0; i < items->n; i++) {
		struct audit_item *item = &items->item[i];
		struct audit_reading *read = arena_zero(c->a, 1, sizeof *read);
		const struct case_batch *b = &r->f.batch[item->batch];

		if (!num_known(found[item->batch * k]))
			return err_set(&c->e, ERR_INPUT, "%s: batch %s of %s "
			    "was drawn and has no row", path, b->name,
			    b->unit);
		*read = (struct audit_reading){ true, &found[item->batch * k] };
		item->is_read = true;
		item->reading = read;
		item->ballots = NUM_UNKNOWN;
	}
	return true;
}

static bool
answer(struct redrawing *r, const char *path, struct audit_answer *out)
{
	static struct case_round round;
	struct items items;

	if (audit_method_of(r->plan.method)->items != ITEMS_BATCHES)
		return err_set(&r->c->e, ERR_USE, "--changes are of batches, "
		    "and %s looks at ballots",
		    audit_method_of(r->plan.method)->id);
	join_draws(r, &items);
	r->one.round = &round;
	r->one.rounds = 1;
	TRY(read_changes(r, path, &items));
	return audit_answer(r->c->a, &r->one, out, &r->c->e);
}

static void
say(struct call *c, const struct say_redraw *s)
{
	switch (c->form) {
	case FORM_TEXT:
		term_print(&c->out, say_redraw_doc(c->a, s), c->width,
		    c->colour);
		break;
	case FORM_JSON:
		say_redraw_json(&c->out, s);
		break;
	case FORM_CSV:
		say_redraw_csv(&c->out, s);
		break;
	}
}

static int
run(struct call *c)
{
	struct redrawing *r = arena_zero(c->a, 1, sizeof *r);
	const char *changes = call_option(c, "changes");
	struct say_redraw s = { .one = &r->one };
	struct audit_answer found;

	r->c = c;
	if (!plain_frame_read(c, c->arg[0], &r->f) || !make_tally(r) ||
	    !make_plan(r))
		return fail(c);
	make_case(r);
	if (!draw(r) || (changes != NULL && !answer(r, changes, &found)))
		return fail(c);
	s.pick = r->pick;
	s.draws = r->draws;
	s.answer = changes != NULL ? &found : NULL;
	if (r->plan.method == METHOD_MACRO)
		s.bound = case_bounds_text(c->a, &r->bounds);
	say(c, &s);
	return changes != NULL && !found.met;
}

const struct cmd cmd_redraw = {
	.name = "redraw", .args = "BATCHES",
	.summary = "an audit from plain files: what was drawn, and its risk",
	.about = "BATCHES: a CSV file, a row for each batch, with unit, batch, ballots and a column\n"
	    "for each choice. Draws again what --dice draw and, given what hands counted,\n"
	    "computes the risk. Exit status 1 if the limit is not met.\n",
	.option = (const struct option[]){
		{ "dice", "DIGITS", "as they fell", false },
		{ "method", "ID", "macro (if not given), or another", false },
		{ "sampler", "WORD", "consistent, counter, cryptorandom, ppeb (default: the method's)", false },
		{ "size", "N", "draws (default: the first sample of the method)", false },
		{ "changes", "FILE", "by how many votes hands counted more, of each batch that was drawn", false },
		{ "risk-limit", "SHARE", "default: 5%", false },
		TALLY_RULES,
		{ "one-over", "SHARE", "cards overstated by one vote (default: 1/1000)", false },
		{ "two-over", "SHARE", "and by two (default: 1/10000)", false },
		{ "one-under", "SHARE", "cards understated by one vote (default: 1/1000)", false },
		{ "two-under", "SHARE", "and by two (default: 1/10000)", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
