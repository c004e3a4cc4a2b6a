/* SPDX-License-Identifier: Apache-2.0 */
/* audit draw: the first sample, or a larger one; or every batch. */
#include <inttypes.h>
#include <string.h>

#include "audit/case_size.h"
#include "audit/draw.h"
#include "audit/escalate.h"
#include "audit/items.h"
#include "read/draw_list.h"
#include "report/words.h"
#include "store/objects.h"
#include "text/canon.h"

#include "cli/audit_papers.h"
#include "cli/audit_say.h"

struct drawing {
	struct call       *c;
	struct audit_told  t;
	int64_t           *size;	/* draws in all of each contest of the plan; 0: not targeted */
	int64_t            round;	/* the one that is drawn now */
	struct item_draw  *draw;
	size_t             draws, cap;
	struct buf         list;
	struct items       items;
};

static const struct audit_plan *
plan_of(const struct drawing *d)
{
	return &d->t.x.plan;
}

static bool
first_size(struct drawing *d, size_t contest, int64_t *out)
{
	const struct audit_plan *p = plan_of(d);
	struct call *c = d->c;

	TRY(case_size(c->a, &d->t.all.one, contest, out, &c->e));
	return *out > 0 || err_set(&c->e, ERR_USE, "how many draws %s needs "
	    "is not known beforehand; say --size %s=N",
	    audit_method_of(p->method)->title,
	    p->contest[contest].tally.contest);
}

static int64_t
frame_of(const struct drawing *d)
{
	return audit_method_of(plan_of(d)->method)->items == ITEMS_BATCHES ?
	    (int64_t)d->t.all.one.batches : d->t.all.one.ballots;
}

static bool
next_size(struct drawing *d, size_t contest, int64_t *out)
{
	const struct audit_case *one = &d->t.all.one;
	const struct answer_contest *c = &d->t.answer.contest[contest];
	int64_t before = one->rounds == 0 ? 0 :
	    one->round[one->rounds - 1].size[contest];

	if (c->kind == ANSWER_UNCONTESTED)
		return true;
	if (one->rounds == 0)
		return first_size(d, contest, out);
	*out = c->met ? before : escalate_size(before, c->risk,
	    plan_of(d)->risk_limit, frame_of(d));
	return true;
}

/* "CONTEST=N", or N of the only targeted contest. */
static bool
take_size(struct drawing *d, const char *value)
{
	const struct audit_plan *p = plan_of(d);
	const char *equals = strchr(value, '=');
	const char *digits = equals == NULL ? value : equals + 1;
	size_t n = equals == NULL ? 0 : (size_t)(equals - value);
	int64_t size;

	if (num_parse(digits, strlen(digits), &size) == NUM_OK && size > 0)
		for (size_t i = 0; i < p->targeted; i++) {
			const char *id = p->contest[i].tally.contest;

			if (equals == NULL ? p->targeted == 1 :
			    strlen(id) == n && memcmp(id, value, n) == 0) {
				d->size[i] = size;
				return true;
			}
		}
	return err_set(&d->c->e, ERR_USE, "--size: found '%s', expected "
	    "CONTEST=NUMBER of a contest that the plan targets", value);
}

/* A sample grows, and has no more ballots than there are; a batch may come again and again. */
static bool
is_possible(struct drawing *d)
{
	const struct audit_case *one = &d->t.all.one;
	int64_t all = audit_method_of(plan_of(d)->method)->items ==
	    ITEMS_BALLOTS ? one->ballots : INT64_MAX;

	for (size_t i = 0; i < plan_of(d)->targeted; i++) {
		const char *id = plan_of(d)->contest[i].tally.contest;
		int64_t before = one->rounds == 0 ? 0 :
		    one->round[one->rounds - 1].size[i];

		if (d->size[i] > all && all > 0)
			return err_set(&d->c->e, ERR_INPUT, "%s: found a "
			    "sample of %" PRId64 ", expected at most the %"
			    PRId64 " there are", id, d->size[i], all);
		if (d->size[i] < before)
			return err_set(&d->c->e, ERR_INPUT, "%s: found a "
			    "sample of %" PRId64 ", expected at least the %"
			    PRId64 " of the round before", id, d->size[i],
			    before);
	}
	return true;
}

static bool
choose_sizes(struct drawing *d)
{
	struct call *c = d->c;
	size_t n = plan_of(d)->targeted;

	d->size = arena_zero(c->a, plan_of(d)->contests + 1, sizeof *d->size);
	for (size_t i = 0; i < c->givens; i++)
		if (strcmp(c->given[i].name, "size") == 0)
			TRY(take_size(d, c->given[i].value));
	for (size_t i = 0; i < n; i++)
		if (d->size[i] == 0)
			TRY(next_size(d, i, &d->size[i]));
	return is_possible(d);
}

/* The first round whose sample reaches so far. */
static int64_t
round_of(const struct drawing *d, size_t contest, int64_t draw)
{
	const struct audit_case *one = &d->t.all.one;

	for (size_t i = 0; i < one->rounds; i++)
		for (size_t k = 0; k < plan_of(d)->contests; k++)
			if ((contest == CASE_ALL || contest == k) &&
			    one->round[i].size[k] > draw)
				return (int64_t)i + 1;
	return d->round;
}

static void
put_draw(struct drawing *d, size_t contest, int64_t round,
    const struct draw_pick *pick)
{
	const struct audit_case *one = &d->t.all.one;
	const struct case_batch *b = &one->batch[pick->batch];
	struct draw_line line = { .unit = b->unit, .tabulator = b->tabulator ==
		NULL ? "" : b->tabulator, .batch = b->name,
		.position = pick->position, .round = round,
		.contest = contest == CASE_ALL ? "" :
		plan_of(d)->contest[contest].tally.contest,
		.ticket = pick->ticket, .generation = pick->generation };

	draw_list_put(&d->list, &line);
	if (d->draws == d->cap)
		d->draw = arena_grow(d->c->a, d->draw, d->draws, &d->cap,
		    sizeof *d->draw);
	d->draw[d->draws++] = (struct item_draw){ pick->batch, pick->position,
		round };
}

/* Of one round the draws of one contest, or of all. */
static void
put_round(struct drawing *d, size_t contest, int64_t round,
    const struct draw_pick *pick, int64_t n)
{
	for (int64_t i = 0; i < n; i++)
		if (round_of(d, contest, i) == round)
			put_draw(d, contest, round, &pick[i]);
}

static int64_t
largest_size(const struct drawing *d)
{
	int64_t most = 0;

	for (size_t i = 0; i < plan_of(d)->targeted; i++)
		if (d->size[i] > most)
			most = d->size[i];
	return most;
}

static bool
draw_shared(struct drawing *d)
{
	int64_t n = largest_size(d);
	struct draw_pick *pick;
	struct call *c = d->c;

	TRY(draw_from(c->a, &d->t.all.one, CASE_ALL, n, &pick, &c->e));
	for (int64_t round = 1; round <= d->round; round++)
		put_round(d, CASE_ALL, round, pick, n);
	return true;
}

static bool
draw_apart(struct drawing *d)
{
	size_t n = plan_of(d)->targeted;
	struct draw_pick **pick = arena_zero(d->c->a, n + 1, sizeof *pick);

	for (size_t i = 0; i < n; i++)
		if (d->size[i] > 0)
			TRY(draw_from(d->c->a, &d->t.all.one, i, d->size[i],
			    &pick[i], &d->c->e));
	for (int64_t round = 1; round <= d->round; round++)
		for (size_t i = 0; i < n; i++)
			put_round(d, i, round, pick[i], d->size[i]);
	return true;
}

static bool
draw_all(struct drawing *d)
{
	draw_list_head(&d->list);
	TRY(draw_is_shared(&d->t.all.one) ? draw_shared(d) : draw_apart(d));
	items_of(d->c->a, d->draw, d->draws, &d->items);
	return true;
}

static void
put_sizes(struct drawing *d, struct buf *out)
{
	const char *comma = "";

	for (size_t i = 0; i < plan_of(d)->targeted; i++) {
		if (d->size[i] == 0)
			continue;
		buf_str(out, comma);
		canon_text(out, plan_of(d)->contest[i].tally.contest);
		buf_printf(out, ":%" PRId64, d->size[i]);
		comma = ",";
	}
}

static bool
bring_draw(struct drawing *d, int *status)
{
	struct buf text CLEANUP(buf_free) = { 0 };
	struct buf payload CLEANUP(buf_free) = { 0 };
	struct audit_call *x = &d->t.x;
	struct store *s = record_store(x->r);
	char hex[HASH_HEX];

	TRY(objects_put(store_folder(s), d->list.p, d->list.len, hex,
	    &d->c->e));
	TRY(store_object_keep(s, hex, &d->c->e));
	buf_printf(&text, "{\"draw\":\"%s\",\"items\":%zu,\"round\":%" PRId64
	    ",\"sizes\":{", hex, d->items.n, d->round);
	put_sizes(d, &text);
	buf_str(&text, "}}");
	TRY(audit_payload(x, &text, &payload));
	return audit_bring(x, d->round == 1 ? "audit.draw" : "audit.escalate",
	    &payload, status);
}

static bool
draw_sample(struct drawing *d, int *status)
{
	d->round = (int64_t)d->t.all.one.rounds + 1;
	TRY(choose_sizes(d));
	if (largest_size(d) == 0)
		return err_set(&d->c->e, ERR_INPUT, "%s: nobody can lose a "
		    "contest of this plan, so there is nothing to draw",
		    d->t.x.subject);
	TRY(draw_all(d));
	return bring_draw(d, status);
}

/* What the boards need, of the record as it is now. */
static bool
print_papers(struct call *c)
{
	struct audit_told t CLEANUP(audit_told_end) = { .x = { 0 } };
	const char *out = call_option(c, "out");

	return out == NULL || (audit_tell(c, RECORD_READ, &t) &&
	    audit_papers_write(c, &t, out));
}

static bool
start_tally(struct drawing *d, int *status)
{
	struct buf payload CLEANUP(buf_free) = { 0 };

	buf_str(&payload, "{}");
	return audit_bring(&d->t.x, "audit.start-hand-tally", &payload,
	    status);
}

static bool
draw(struct drawing *d, int *status)
{
	bool all = call_option(d->c, "hand-tally") != NULL;

	if (call_option(d->c, "print") != NULL)
		return true;
	TRY(audit_tell(d->c, RECORD_WRITE, &d->t));
	return all || plan_of(d)->method == METHOD_HAND_TALLY ?
	    start_tally(d, status) : draw_sample(d, status);
}

static int
run(struct call *c)
{
	struct drawing d = { .c = c };
	int status = 0;
	bool done = draw(&d, &status);

	audit_told_end(&d.t);
	buf_free(&d.list);
	return done && (status != 0 || print_papers(c)) ? status : fail(c);
}

const struct cmd cmd_audit_draw = {
	.name = "audit draw", .args = "ELECTION [AUDIT]",
	.summary = "draw a sample with the dice, and print what boards need",
	.about = "The first time as many as the plan reckons with; after a round that did not\n"
	    "meet the limit as many as the evidence so far asks for, unless --size says\n"
	    "otherwise. --out writes retrieval list, labels, placeholders and sheets as PDF.\n",
	.option = (const struct option[]){
		{ "size", "[CONTEST=]N", "draws in all, earlier rounds included", true },
		{ "hand-tally", NULL, "no sample: every batch is counted by hand", false },
		{ "out", "FOLDER", "print what the boards need, too", false },
		{ "print", NULL, "only that, of what was drawn before", false },
		{ "unit", "ID", "print that of one unit", false },
		{ "by", "ID", "who acts", false },
		BRING_OPTIONS },
	.min_args = 1, .max_args = 2, .forms = true,
	.run = run,
};
