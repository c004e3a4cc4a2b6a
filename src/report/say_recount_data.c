/* SPDX-License-Identifier: Apache-2.0 */
/* say_recount_data: the recount test as JSON and as CSV. */
#include "text/csv.h"

#include "report/say.h"
#include "report/say_recount.h"

static const struct contest *
contest_of(const struct say_recount *s)
{
	return &s->c->el->contest[s->c->contest.n];
}

static const char *
choice_id(const struct say_recount *s, struct choice_ix x)
{
	return choice_exists(x) ? contest_of(s)->choice[x.n].id : NULL;
}

static const char *
start_id(const struct recount_answer *r)
{
	return r->rule->start == RECOUNT_AUTOMATIC ? "automatic" : "request";
}

/* How far inside the limit; below 0: outside by so much. */
static int64_t
inside_by(const struct recount_answer *r, const struct recount_test *t)
{
	return num_known(r->margin) ? t->largest - r->margin : NUM_UNKNOWN;
}

static void
put_test(struct json_writer *w, const struct recount_answer *r,
    const struct recount_test *t, struct say_origin o)
{
	json_object(w, NULL);
	json_text(w, "base", say_base_id(t->limit->base));
	json_object(w, "share");
	json_num(w, "num", t->limit->share.num);
	json_num(w, "den", t->limit->share.den);
	json_object_end(w);
	json_bool(w, "inclusive", t->limit->inclusive);
	say_json_figure(w, "base_votes", t->base, o);
	say_json_figure(w, "largest_margin_inside", t->largest, o);
	json_bool(w, "inside", t->inside);
	say_json_figure(w, "inside_by", inside_by(r, t), o);
	json_object_end(w);
}

static void
put_window(struct json_writer *w, const struct say_recount *s,
    const struct recount_answer *r)
{
	json_object(w, "window");
	say_json_day(w, "opens", r->opens.known ? r->opens.day : DAY_UNKNOWN);
	say_json_day(w, "closes", r->closes.known ? r->closes.day :
	    DAY_UNKNOWN);
	json_num(w, "closes_utc", r->closes.known ? r->closes.utc :
	    NUM_UNKNOWN);
	json_text(w, "zone", r->closes.known ? s->law->zone.name : NULL);
	json_text(w, "how", r->closes.how);
	json_text(w, "state", day_known(s->as_of) ?
	    say_window_id(recount_window(r, s->as_of)) : NULL);
	json_object_end(w);
}

static void
put_answer(struct json_writer *w, const struct say_recount *s,
    const struct recount_answer *r)
{
	const struct rule *rule = &r->rule->rule;

	json_object(w, NULL);
	json_text(w, "id", rule->id);
	json_text(w, "title", rule->title);
	json_text(w, "cite", rule->cite);
	json_text(w, "basis", basis_id(rule->basis));
	json_text(w, "start", start_id(r));
	json_text(w, "who", r->rule->who);
	json_text(w, "method", r->rule->method);
	json_text(w, "needs", r->rule->all ? "all" : "any");
	json_array(w, "tests");
	for (size_t i = 0; i < r->tests; i++)
		put_test(w, r, &r->test[i], say_origin(s->c, s->count));
	json_array_end(w);
	json_bool(w, "eligible", r->eligible);
	put_window(w, s, r);
	json_object_end(w);
}

static void
put_head(struct json_writer *w, const struct say_recount *s)
{
	const struct count *count = say_count(s->c, s->count);
	struct say_origin o = say_origin(s->c, s->count);
	const struct recount_answer *r = &s->answer[0];

	json_text(w, "schema", "canvass-recount-1");
	json_text(w, "election", s->c->el->id);
	json_text(w, "contest", contest_of(s)->id);
	json_text(w, "rules", s->c->el->rules);
	say_json_day(w, "asked_as_of", s->as_of);
	json_text(w, "count", count->id);
	json_text(w, "winner", choice_id(s, r->winner));
	json_text(w, "runner_up", choice_id(s, r->loser));
	say_json_figure(w, "total", r->total, o);
	say_json_figure(w, "margin", r->margin, o);
	json_bool(w, "may_be_asked", say_recount_may_be(s));
}

void
say_recount_json(struct buf *out, const struct say_recount *s)
{
	struct json_writer w;

	json_begin(&w, out);
	json_object(&w, NULL);
	put_head(&w, s);
	json_array(&w, "answers");
	for (size_t i = 0; i < s->answers; i++)
		put_answer(&w, s, &s->answer[i]);
	json_array_end(&w);
	json_object_end(&w);
	json_finish(&w);
}

static void
csv_day(struct buf *out, bool known, struct day d)
{
	char text[DAY_TEXT];

	csv_put(out, known ? day_iso(text, d) : "", false);
}

static void
csv_limit(struct buf *out, const struct recount_answer *r,
    const struct recount_test *t)
{
	csv_put(out, say_base_id(t->limit->base), false);
	csv_put_num(out, t->limit->share.num, false);
	csv_put_num(out, t->limit->share.den, false);
	csv_put(out, t->limit->inclusive ? "yes" : "no", false);
	csv_put_num(out, t->base, false);
	csv_put_num(out, t->largest, false);
	csv_put_num(out, r->margin, false);
	csv_put(out, t->inside ? "yes" : "no", false);
}

static void
csv_row_of(struct buf *out, const struct say_recount *s,
    const struct recount_answer *r, const struct recount_test *t)
{
	struct say_origin o = say_origin(s->c, s->count);

	csv_put(out, contest_of(s)->id, true);
	csv_put(out, say_count(s->c, s->count)->id, false);
	csv_put(out, stage_id(o.stage), false);
	csv_put(out, o.source, false);
	csv_day(out, day_known(o.as_of), o.as_of);
	csv_put(out, r->rule->rule.id, false);
	csv_put(out, r->rule->rule.cite, false);
	csv_put(out, basis_id(r->rule->rule.basis), false);
	csv_put(out, start_id(r), false);
	csv_limit(out, r, t);
	csv_day(out, r->opens.known, r->opens.day);
	csv_day(out, r->closes.known, r->closes.day);
	csv_put(out, day_known(s->as_of) ? say_window_id(recount_window(r,
	    s->as_of)) : "", false);
	csv_end_row(out);
}

void
say_recount_csv(struct buf *out, const struct say_recount *s)
{
	buf_str(out, "contest,count,stage,source,as_of,rule,cite,basis,start,"
	    "base,share_num,share_den,inclusive,base_votes,largest_margin,"
	    "margin,inside,opens,closes,window\r\n");
	for (size_t i = 0; i < s->answers; i++)
		for (size_t k = 0; k < s->answer[i].tests; k++)
			csv_row_of(out, s, &s->answer[i],
			    &s->answer[i].test[k]);
}
