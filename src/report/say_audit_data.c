/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "base/arena.h"
#include "model/risk.h"
#include "text/csv.h"
#include "text/json.h"

#include "report/say_audit.h"

static const char *const kinds[] = {
	[ANSWER_RISK] = "risk", [ANSWER_UNCONTESTED] = "uncontested",
	[ANSWER_INCONCLUSIVE] = "inconclusive",
	[ANSWER_CHANGED] = "outcome-changed",
};

static void
put_risk(struct json_writer *w, const char *name, double risk)
{
	char text[RISK_TEXT];

	json_text(w, name, risk_text(text, risk));
}

static void
put_claims(struct json_writer *w, const struct answer_contest *c)
{
	json_array(w, "claims");
	for (size_t i = 0; i < c->claims; i++) {
		json_object(w, NULL);
		json_text(w, "claim", c->claim[i].says);
		put_risk(w, "risk", c->claim[i].risk);
		json_object_end(w);
	}
	json_array_end(w);
}

static void
put_draws(struct json_writer *w, const struct answer_contest *c)
{
	json_array(w, "after_each_draw");
	for (size_t i = 0; i < c->draws; i++)
		put_risk(w, NULL, c->after[i]);
	json_array_end(w);
}

static void
put_contests(struct json_writer *w, const struct say_audit *s)
{
	const struct audit_plan *p = s->one->plan;

	json_array(w, "contests");
	for (size_t i = 0; i < p->contests; i++) {
		const struct answer_contest *c = &s->answer->contest[i];

		json_object(w, NULL);
		json_text(w, "contest", p->contest[i].tally.contest);
		json_text(w, "title", s->names[i].title);
		json_bool(w, "targeted", p->contest[i].targeted);
		json_num(w, "open_findings", s->names[i].open);
		json_text(w, "standing", kinds[c->kind]);
		json_text(w, "why", *c->why == '\0' ? NULL : c->why);
		put_risk(w, "risk", c->risk);
		json_bool(w, "met", c->met);
		put_claims(w, c);
		put_draws(w, c);
		json_object_end(w);
	}
	json_array_end(w);
}

static void
put_rounds(struct json_writer *w, const struct say_audit *s)
{
	const struct audit_plan *p = s->one->plan;

	json_array(w, "rounds");
	for (size_t i = 0; i < s->one->rounds; i++) {
		const struct case_round *r = &s->one->round[i];

		json_object(w, NULL);
		json_num(w, "round", (int64_t)i + 1);
		json_num(w, "items", r->items);
		json_text(w, "draw", r->draw);
		json_object(w, "sizes");
		for (size_t k = 0; k < p->contests; k++)
			if (r->size[k] > 0)
				json_num(w, p->contest[k].tally.contest,
				    r->size[k]);
		json_object_end(w);
		json_bool(w, "closed", r->closed >= 0);
		json_bool(w, "met", r->met);
		json_object_end(w);
	}
	json_array_end(w);
}

static void
put_votes(struct json_writer *w, const char *name, const struct tally *t,
    const int64_t *votes)
{
	if (votes == NULL) {
		json_text(w, name, NULL);
		return;
	}
	json_object(w, name);
	for (size_t i = 0; i < t->choices; i++)
		json_num(w, t->choice[i], votes[i]);
	json_object_end(w);
}

static void
put_place(struct json_writer *w, const struct audit_case *one,
    const struct audit_item *item)
{
	const struct case_batch *b = &one->batch[item->batch];

	json_text(w, "unit", b->unit);
	json_text(w, "tabulator", b->tabulator);
	json_text(w, "batch", b->name);
	json_num(w, "position", item->position > 0 ? item->position :
	    NUM_UNKNOWN);
}

static void
put_differences(struct json_writer *w, const struct say_audit *s)
{
	json_array(w, "differences");
	for (size_t i = 0; i < s->answer->differences; i++) {
		const struct answer_difference *x = &s->answer->difference[i];
		const struct tally *t =
		    &s->one->plan->contest[x->contest].tally;

		json_object(w, NULL);
		put_place(w, s->one, &s->one->item[x->item]);
		json_text(w, "contest", t->contest);
		json_bool(w, "not_found", x->lost);
		put_votes(w, "record", t, x->reported);
		put_votes(w, "paper", t, x->read);
		json_num(w, "votes", x->reported != NULL && x->read != NULL ?
		    x->votes : NUM_UNKNOWN);
		json_object_end(w);
	}
	json_array_end(w);
}

static void
put_limit(struct json_writer *w, struct ratio limit)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	buf_printf(&b, "%" PRId64 "/%" PRId64, limit.num, limit.den);
	buf_char(&b, '\0');
	json_text(w, "risk_limit", b.p);
}

void
say_audit_json(struct buf *out, const struct say_audit *s)
{
	const struct audit_plan *p = s->one->plan;
	struct json_writer w;

	json_begin(&w, out);
	json_object(&w, NULL);
	json_text(&w, "schema", "canvass-audit-status-1");
	json_text(&w, "audit", p->audit);
	json_text(&w, "state", s->one->state);
	json_text(&w, "method", audit_method_of(p->method)->id);
	put_limit(&w, p->risk_limit);
	json_text(&w, "plan", s->plan);
	json_text(&w, "frame", s->one->frame);
	json_num(&w, "ballots", s->one->ballots);
	json_num(&w, "batches", (int64_t)s->one->batches);
	json_text(&w, "seed", s->one->seed);
	json_num(&w, "draws", (int64_t)s->one->draws);
	json_num(&w, "items", (int64_t)s->one->items);
	json_num(&w, "read", s->answer->read);
	json_num(&w, "not_found", s->answer->lost);
	json_num(&w, "unread", s->answer->unread);
	json_bool(&w, "met", s->answer->met);
	put_contests(&w, s);
	put_rounds(&w, s);
	put_differences(&w, s);
	json_object_end(&w);
	json_finish(&w);
}

static void
put_row(struct buf *out, const struct say_audit *s, size_t item,
    size_t contest, size_t choice)
{
	const struct audit_item *x = &s->one->item[item];
	const struct case_batch *b = &s->one->batch[x->batch];
	const struct tally *t = &s->one->plan->contest[contest].tally;
	bool seen = x->is_read && !x->lost && x->reading[contest].there;

	csv_put(out, b->unit, true);
	csv_put(out, b->tabulator == NULL ? "" : b->tabulator, false);
	csv_put(out, b->name, false);
	csv_put_num(out, x->position > 0 ? x->position : NUM_UNKNOWN, false);
	csv_put_num(out, x->draws, false);
	csv_put(out, t->contest, false);
	csv_put(out, t->choice[choice], false);
	csv_put_num(out, seen ? x->reading[contest].votes[choice] :
	    NUM_UNKNOWN, false);
	csv_put(out, !x->is_read ? "unread" : x->lost ? "not found" : seen ?
	    "read" : "not on it", false);
	csv_end_row(out);
}

void
say_audit_csv(struct buf *out, const struct say_audit *s)
{
	const struct audit_plan *p = s->one->plan;

	buf_str(out, "unit,tabulator,batch,position,draws,contest,choice,read,"
	    "standing\r\n");
	for (size_t i = 0; i < s->one->items; i++)
		for (size_t k = 0; k < p->contests; k++)
			for (size_t n = 0; n < p->contest[k].tally.choices; n++)
				put_row(out, s, i, k, n);
}
