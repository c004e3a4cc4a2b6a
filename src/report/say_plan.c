/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <math.h>

#include "base/arena.h"
#include "text/csv.h"
#include "text/json.h"

#include "report/chart_risk.h"
#include "report/say_plan.h"
#include "report/words.h"

static bool
applies(const struct plan_row *r)
{
	return *r->why_not == '\0';
}

/*
 * Ballots to look at: of batches as many as an average one has, times the
 * draws, all at most.  NUM_UNKNOWN where nobody knows how large they are.
 */
static int64_t
ballots_of(const struct say_plan *s, const struct plan_row *r)
{
	const struct plan_batches *b = s->ask->batches;
	int64_t all = s->ask->tally->ballots, in = 0;
	double n;

	if (!r->batches)
		return plan_draws(r);
	if (b == NULL || b->n == 0)
		return NUM_UNKNOWN;
	for (size_t i = 0; i < b->n; i++)
		in += b->ballots[i];
	n = ceil((double)plan_draws(r) * (double)in / (double)b->n);
	return n < (double)all ? (int64_t)n : all;
}

/* Tenths of an hour that the boards need together in 90 of 100 audits, rounded up. */
static int64_t
tenths_of_hours(const struct say_plan *s, const struct plan_row *r)
{
	int64_t n = ballots_of(s, r);

	return num_known(n) ? (n * 10 + s->pace * s->boards - 1) /
	    (s->pace * s->boards) : NUM_UNKNOWN;
}

static const char *
hours(struct arena *a, const struct say_plan *s, const struct plan_row *r)
{
	int64_t n = tenths_of_hours(s, r);

	return num_known(n) ? arena_printf(a, "%s.%" PRId64, words_num(a,
	    n / 10), n % 10) : "";
}

/* The method that has most audits over with the fewest ballots. */
static const struct plan_row *
cheapest(const struct say_plan *s)
{
	const struct plan *p = s->plan;
	const struct plan_row *best = NULL;

	for (size_t i = 0; i < p->rows; i++) {
		int64_t n = applies(&p->row[i]) ? ballots_of(s, &p->row[i]) :
		    NUM_UNKNOWN;

		if (num_known(n) && (best == NULL || n < ballots_of(s, best)))
			best = &p->row[i];
	}
	return best;
}

static const char *
lead(struct arena *a, const struct say_plan *s)
{
	const struct plan_row *best = cheapest(s);

	switch (s->plan->standing) {
	case STANDING_UNCONTESTED:
		return "Nobody can lose this contest, so no audit of it is "
		    "needed.";
	case STANDING_TIED:
		return "Inconclusive. A claim that the outcome rests on was "
		    "not even reported to hold, so there is nothing for a "
		    "sample to confirm.";
	case STANDING_CONTESTED:
		break;
	}
	if (best->full)
		return "Count every ballot by hand: no sample would be smaller.";
	return arena_printf(a, "%s asks for the fewest: %s%s.",
	    audit_method_of(best->method)->title,
	    words_things(a, ballots_of(s, best), "ballot", "ballots"),
	    num_known(best->q90) ? " at most, in 90 of 100 audits" :
	    " at first");
}

static struct doc_table *
columns(struct node *parent, const char *note)
{
	static const char *const headers[] = { "Mean", "50 %", "80 %", "90 %",
		"99 %", "Hours" };
	struct doc_table *t = doc_table(parent, "methods", "Ballots to draw",
	    note);

	doc_add_column(parent->doc, t, "Method", ALIGN_LEFT)->wraps = true;
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		doc_add_column(parent->doc, t, headers[i], ALIGN_RIGHT);
	return t;
}

static void
add_row(struct doc *d, struct doc_table *t, const struct say_plan *s,
    const struct plan_row *r)
{
	struct doc_table_row *row = doc_row(d, t, ROW_PLAIN);
	const int64_t n[] = { (int64_t)ceil(r->mean), r->q50, r->q80, r->q90,
		r->q99 };

	doc_cell(d, t, row, 0, "%s", audit_method_of(r->method)->title);
	if (!applies(r))
		return;
	for (size_t i = 0; i < sizeof n / sizeof *n; i++)
		if (num_known(n[i]))
			doc_cell_num(d, row, i + 1, n[i]);
	doc_cell(d, t, row, 6, "%s", hours(d->a, s, r));
}

static void
say_sources(struct node *parent, const struct plan *p)
{
	struct node *list = doc_list(parent);

	for (size_t i = 0; i < p->rows; i++) {
		struct node *item = doc_item(list);
		const struct plan_row *r = &p->row[i];

		doc_strong(item, "%s. ", audit_method_of(r->method)->title);
		doc_text(item, "%s; %s.", audit_method_of(r->method)->cite,
		    applies(r) ? r->formula : r->why_not);
	}
}

static const struct plan_row *
row_of(const struct plan *p, enum audit_method m)
{
	for (size_t i = 0; i < p->rows; i++)
		if (p->row[i].method == m && applies(&p->row[i]))
			return &p->row[i];
	return NULL;
}

/* What is drawn there are batches, and each is counted whole. */
static void
say_batches(struct node *parent, const struct say_plan *s)
{
	const struct plan_batches *b = s->ask->batches;
	const struct plan_row *macro = row_of(s->plan, METHOD_MACRO);
	struct arena *a = parent->doc->a;

	if (b == NULL || macro == NULL)
		return;
	doc_text(doc_para(parent), "%s draws batches, and each that is drawn is "
	    "counted whole: %s of %s, about %s.",
	    audit_method_of(METHOD_MACRO)->title,
	    words_things(a, plan_draws(macro), "draw", "draws"),
	    words_things(a, (int64_t)b->n, "batch", "batches"),
	    words_things(a, ballots_of(s, macro), "ballot", "ballots"));
}

/* Why a poll of a close contest is a full hand tally before long. */
static void
say_polls(struct node *parent, const struct say_plan *s)
{
	const struct plan_row *bravo = row_of(s->plan, METHOD_BRAVO);
	int64_t all = s->ask->tally->ballots;
	struct arena *a = parent->doc->a;

	if (bravo == NULL || plan_draws(bravo) < all / 10)
		return;
	doc_text(doc_para(parent), "A poll looks at the paper alone, and the "
	    "closer the contest the more it must see, by the square. BRAVO "
	    "would draw %s on average, each to be found by its place in its "
	    "container, and one audit in ten would draw more than %s of %s. "
	    "Where ballots are not filed one by one, a full hand tally takes "
	    "them as they lie, and needs no luck.",
	    words_things(a, (int64_t)ceil(bravo->mean), "ballot", "ballots"),
	    words_num(a, bravo->q90), words_num(a, all));
}

/* A poll's work grows by the square of the margin, a comparison's in proportion. */
static void
draw_work(struct node *parent, const struct say_plan *s)
{
	static const char *const names[] = { "full hand tally", "poll (BRAVO)",
		"comparison" };
	struct arena *a = parent->doc->a;
	struct chart_work_line line[3];
	double *margin = arena_zero(a, PLAN_MARGINS, sizeof *margin);
	double *work[3];
	struct chart_work chart = { .label = "Ballots to look at, by margin",
		.desc = "Margin across, ballots up, both in powers of ten.",
		.here = (double)s->plan->margin.num /
		(double)s->plan->margin.den, .line = line, .lines = 3 };

	for (size_t k = 0; k < 3; k++) {
		work[k] = arena_zero(a, PLAN_MARGINS, sizeof **work);
		line[k] = (struct chart_work_line){ names[k], margin, work[k],
			PLAN_MARGINS };
	}
	for (size_t i = 0; i < PLAN_MARGINS; i++) {
		const struct plan_work *w = &s->plan->work[i];

		margin[i] = w->margin;
		work[0][i] = (double)s->ask->tally->ballots;
		work[1][i] = w->poll;
		work[2][i] = w->comparison;
	}
	doc_chart(parent, "What another margin would ask for", chart_work(a,
	    &chart), "A poll's mean (BRAVO), the first sample of a comparison "
	    "(super-simple), and every ballot.");
}

static void
say_methods(struct doc *d, const struct say_plan *s)
{
	struct node *section = doc_section(d->body, "side-by-side",
	    "The methods side by side");
	struct doc_table *t;
	struct node *p = doc_para(section);

	doc_text(p, "The claim with the least margin: %s Its margin is %s of "
	    "all ballots.", s->plan->says, words_percent(d->a,
	    s->plan->margin.num, s->plan->margin.den, 3));
	t = columns(section, arena_printf(d->a, "Draws with which so many "
	    "percent of audits end if what was reported is right; at most %s, "
	    "a full hand count. Batch comparisons draw batches, not ballots. "
	    "Hours: for those of the 90 %%, "
	    "or the first sample, %s at %s an hour.",
	    words_things(d->a, s->ask->tally->ballots, "ballot", "ballots"),
	    words_things(d->a, s->boards, "board", "boards"),
	    words_things(d->a, s->pace, "ballot", "ballots")));
	for (size_t i = 0; i < s->plan->rows; i++)
		add_row(d, t, s, &s->plan->row[i]);
	say_batches(section, s);
	say_polls(section, s);
	draw_work(section, s);
	say_sources(section, s->plan);
}

struct doc *
say_plan_doc(struct arena *a, const struct say_plan *s)
{
	struct doc *d = doc_new(a, arena_printf(a, "Audits of %s, planned",
	    s->title));

	d->lead = lead(a, s);
	if (s->plan->standing == STANDING_CONTESTED)
		say_methods(d, s);
	doc_limit(doc_limits(d->body), "The outcome.", "A plan says what an "
	    "audit would cost if what was reported is right. It shows nothing "
	    "about whether it is.");
	return d;
}

static void
put_row(struct json_writer *w, const struct say_plan *s,
    const struct plan_row *r)
{
	bool is = applies(r);

	json_object(w, NULL);
	json_text(w, "method", audit_method_of(r->method)->id);
	json_text(w, "title", audit_method_of(r->method)->title);
	json_bool(w, "applies", is);
	json_text(w, "why_not", is ? NULL : r->why_not);
	json_text(w, "formula", r->formula);
	json_bool(w, "exact", r->exact);
	json_bool(w, "full_hand_count", is && r->full);
	json_num(w, "mean", is ? (int64_t)ceil(r->mean) : NUM_UNKNOWN);
	json_num(w, "p50", is ? r->q50 : NUM_UNKNOWN);
	json_num(w, "p80", is ? r->q80 : NUM_UNKNOWN);
	json_num(w, "p90", is ? r->q90 : NUM_UNKNOWN);
	json_num(w, "p99", is ? r->q99 : NUM_UNKNOWN);
	json_text(w, "of", r->batches ? "batches" : "ballots");
	json_num(w, "ballots", is ? ballots_of(s, r) : NUM_UNKNOWN);
	if (is && num_known(ballots_of(s, r)))
		json_decimal(w, "hours", tenths_of_hours(s, r), 1);
	json_object_end(w);
}

void
say_plan_json(struct buf *out, const struct say_plan *s)
{
	static const char *const standings[] = {
		[STANDING_CONTESTED] = "contested",
		[STANDING_UNCONTESTED] = "uncontested",
		[STANDING_TIED] = "inconclusive",
	};
	struct json_writer w;

	json_begin(&w, out);
	json_object(&w, NULL);
	json_text(&w, "schema", "canvass-audit-sizes-1");
	json_text(&w, "contest", s->ask->tally->contest);
	json_text(&w, "standing", standings[s->plan->standing]);
	json_text(&w, "claim", s->plan->says);
	json_num(&w, "ballots", s->ask->tally->ballots);
	json_num(&w, "pace", s->pace);
	json_num(&w, "boards", s->boards);
	json_array(&w, "methods");
	for (size_t i = 0; i < s->plan->rows; i++)
		put_row(&w, s, &s->plan->row[i]);
	json_array_end(&w);
	json_object_end(&w);
	json_finish(&w);
}

void
say_plan_csv(struct buf *out, const struct say_plan *s)
{
	buf_str(out, "method,full_hand_count,mean,p50,p80,p90,p99,formula,"
	    "why_not\r\n");
	for (size_t i = 0; i < s->plan->rows; i++) {
		const struct plan_row *r = &s->plan->row[i];
		bool is = applies(r);

		csv_put(out, audit_method_of(r->method)->id, true);
		csv_put(out, is && r->full ? "yes" : "no", false);
		csv_put_num(out, is ? (int64_t)ceil(r->mean) : NUM_UNKNOWN,
		    false);
		csv_put_num(out, is ? r->q50 : NUM_UNKNOWN, false);
		csv_put_num(out, is ? r->q80 : NUM_UNKNOWN, false);
		csv_put_num(out, is ? r->q90 : NUM_UNKNOWN, false);
		csv_put_num(out, is ? r->q99 : NUM_UNKNOWN, false);
		csv_put(out, r->formula, false);
		csv_put(out, r->why_not, false);
		csv_end_row(out);
	}
}
