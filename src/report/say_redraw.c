/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "base/arena.h"
#include "model/risk.h"
#include "text/csv.h"
#include "text/json.h"

#include "report/say_redraw.h"
#include "report/words.h"

static const struct case_batch *
batch_of(const struct say_redraw *s, int64_t i)
{
	return &s->one->batch[s->pick[i].batch];
}

static bool
draws_batches(const struct say_redraw *s)
{
	return audit_method_of(s->one->plan->method)->items == ITEMS_BATCHES;
}

static const char *
risk_words(struct arena *a, double p)
{
	return arena_printf(a, "%.4f", p);
}

static const char *
lead(struct arena *a, const struct say_redraw *s)
{
	const struct answer_contest *c;
	const char *draws = words_things(a, s->draws, "draw", "draws");
	const char *of = draws_batches(s) ? words_things(a,
	    (int64_t)s->one->batches, "batch", "batches") : words_things(a,
	    s->one->ballots, "ballot", "ballots");

	if (s->answer == NULL)
		return arena_printf(a, "%s of %s.", draws, of);
	c = &s->answer->contest[0];
	if (c->kind == ANSWER_INCONCLUSIVE)
		return arena_printf(a, "Inconclusive after %s of %s: %s.",
		    draws, of, c->why);
	return arena_printf(a, "After %s of %s the risk is %s. The limit, %s, "
	    "is %s.", draws, of, risk_words(a, c->risk), words_percent(a,
	    s->one->plan->risk_limit.num, s->one->plan->risk_limit.den, 1),
	    c->met ? "met" : "not met");
}

static void
say_draws(struct doc *d, const struct say_redraw *s)
{
	struct doc_table *t = doc_table(doc_section(d->body, "draws",
	    "What the dice drew"), "draws", "Draws, in their order",
	    draws_batches(s) ? "A batch that comes again counts again." :
	    "A ballot that comes again counts again.");

	doc_add_column(d, t, "Draw", ALIGN_RIGHT);
	doc_add_column(d, t, "Unit", ALIGN_LEFT);
	doc_add_column(d, t, "Batch", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, draws_batches(s) ? "Ballots" : "Ballot",
	    ALIGN_RIGHT);
	doc_add_column(d, t, "Ticket", ALIGN_LEFT);
	for (int64_t i = 0; i < s->draws; i++) {
		struct doc_table_row *row = doc_row(d, t, ROW_PLAIN);

		doc_cell_num(d, row, 0, i + 1);
		doc_cell(d, t, row, 1, "%s", batch_of(s, i)->unit_name);
		doc_cell(d, t, row, 2, "%s", batch_of(s, i)->name);
		doc_cell_num(d, row, 3, draws_batches(s) ?
		    batch_of(s, i)->ballots : s->pick[i].position);
		doc_cell(d, t, row, 4, "%s", s->pick[i].ticket);
	}
}

struct doc *
say_redraw_doc(struct arena *a, const struct say_redraw *s)
{
	struct doc *d = doc_new(a, arena_printf(a, "%s, drawn again",
	    audit_method_of(s->one->plan->method)->title));

	d->lead = lead(a, s);
	if (s->bound != NULL)
		doc_text(doc_para(d->body), "The bounds of all batches add up "
		    "to %s.", s->bound);
	say_draws(d, s);
	doc_limit(doc_limits(d->body), "The files.", "That these batches and "
	    "votes are those that units committed to before the dice fell, a "
	    "record shows and a file does not.");
	return d;
}

void
say_redraw_json(struct buf *out, const struct say_redraw *s)
{
	char risk[RISK_TEXT];
	struct json_writer w;

	json_begin(&w, out);
	json_object(&w, NULL);
	json_text(&w, "schema", "canvass-redraw-1");
	json_text(&w, "method", audit_method_of(s->one->plan->method)->id);
	json_num(&w, "batches", (int64_t)s->one->batches);
	json_num(&w, "ballots", s->one->ballots);
	json_text(&w, "bound", s->bound);
	json_num(&w, "draws", s->draws);
	if (s->answer != NULL) {
		json_text(&w, "why", s->answer->contest[0].why);
		json_text(&w, "risk", risk_text(risk,
		    s->answer->contest[0].risk));
		json_bool(&w, "met", s->answer->contest[0].met);
	}
	json_array(&w, "sample");
	for (int64_t i = 0; i < s->draws; i++) {
		json_object(&w, NULL);
		json_text(&w, "unit", batch_of(s, i)->unit);
		json_text(&w, "tabulator", batch_of(s, i)->tabulator);
		json_text(&w, "batch", batch_of(s, i)->name);
		json_num(&w, "position", s->pick[i].position > 0 ?
		    s->pick[i].position : NUM_UNKNOWN);
		json_text(&w, "ticket", s->pick[i].ticket);
		json_num(&w, "generation", s->pick[i].generation);
		json_object_end(&w);
	}
	json_array_end(&w);
	json_object_end(&w);
	json_finish(&w);
}

void
say_redraw_csv(struct buf *out, const struct say_redraw *s)
{
	buf_str(out, "draw,unit,tabulator,batch,position,ticket,generation\r\n");
	for (int64_t i = 0; i < s->draws; i++) {
		const struct case_batch *b = batch_of(s, i);

		csv_put_num(out, i + 1, true);
		csv_put(out, b->unit, false);
		csv_put(out, b->tabulator == NULL ? "" : b->tabulator, false);
		csv_put(out, b->name, false);
		csv_put_num(out, s->pick[i].position > 0 ?
		    s->pick[i].position : NUM_UNKNOWN, false);
		csv_put(out, s->pick[i].ticket, false);
		csv_put_num(out, s->pick[i].generation, false);
		csv_end_row(out);
	}
}
