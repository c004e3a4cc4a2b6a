/* SPDX-License-Identifier: Apache-2.0 */
/* say_compare_data: a comparison as JSON and as CSV: all of it. */
#include "base/arena.h"
#include "text/csv.h"

#include "report/say.h"
#include "report/say_compare.h"

static const struct contest *
contest_of(const struct say_compare *s)
{
	return &s->c->el->contest[s->c->contest.n];
}

static const char *
choice_id(const struct say_compare *s, struct choice_ix x)
{
	return choice_exists(x) ? contest_of(s)->choice[x.n].id : NULL;
}

static const char *
verdict_id(enum verdict v)
{
	static const char *const ids[] = { [VERDICT_NO] = "no",
		[VERDICT_YES] = "yes",
		[VERDICT_UNDETERMINED] = "undetermined" };

	return ids[v];
}

/* The difference of two known numbers, or unknown. */
static int64_t
difference(int64_t to, int64_t from)
{
	int64_t d;

	return num_sub(&d, to, from) ? d : NUM_UNKNOWN;
}

/* Members "votes", "total" and "margin" of a row ${v}. */
static void
put_votes(struct json_writer *w, const struct say_compare *s,
    const int64_t *v, struct say_origin o)
{
	const struct contest *contest = contest_of(s);

	json_object(w, "votes");
	for (uint16_t j = 0; j < contest->choices; j++)
		say_json_figure(w, contest->choice[j].id, v[j], o);
	for (int x = 0; x < EXTRAS; x++)
		if (num_known(v[contest->choices + x]))
			say_json_figure(w, extra_id((enum extra)x),
			    v[contest->choices + x], o);
	json_object_end(w);
	say_json_figure(w, "total", compare_total(s->c, v), o);
	say_json_figure(w, "margin", compare_margin(s->c, v), o);
}

/* The margin as an exact share of the total. */
static void
put_share(struct json_writer *w, const struct compare_count *count,
    struct say_origin o)
{
	char percent[NUM_TEXT] = "";

	json_object(w, "margin_share");
	json_num(w, "value", count->margin);
	json_num(w, "of", count->total);
	json_text(w, "percent", num_known(count->margin) && count->total > 0 ?
	    ratio_percent(percent, (struct ratio){ count->margin,
	    count->total }, 4) : NULL);
	json_text(w, "stage", stage_id(o.stage));
	json_text(w, "source", o.source);
	say_json_day(w, "as_of", o.as_of);
	json_object_end(w);
}

static void
put_source(struct json_writer *w, const struct source *s)
{
	json_object(w, "source");
	json_text(w, "id", s->id);
	json_text(w, "title", s->title);
	json_text(w, "publisher", s->publisher);
	json_text(w, "cite", s->cite);
	json_text(w, "file", s->file);
	json_text(w, "sha256", s->sha256);
	json_object_end(w);
}

static bool
is_whole(const struct say_compare *s, size_t i)
{
	return s->c->count[i].reported == s->c->el->units;
}

static void
put_count(struct json_writer *w, const struct say_compare *s, size_t i)
{
	const struct compare_count *c = &s->c->count[i];
	const struct count *count = say_count(s->c, i);
	struct say_origin o = say_origin(s->c, i);

	json_object(w, NULL);
	json_text(w, "id", count->id);
	json_text(w, "title", count->title);
	json_text(w, "kind", count_kind_id(count->kind));
	json_text(w, "stage", stage_id(count->stage));
	json_text(w, "standing", say_standing_id(say_standing(s->c, s->law,
	    i)));
	json_bool(w, "by_hand", count->by_hand);
	say_json_day(w, "as_of", o.as_of);
	put_source(w, &s->c->el->source[c->source.n]);
	json_num(w, "units_reported", c->reported);
	json_bool(w, "complete", is_whole(s, i));
	put_votes(w, s, c->votes, o);
	put_share(w, c, o);
	say_json_figure(w, "margin_change", i > 0 && is_whole(s, 0) &&
	    is_whole(s, i) ? difference(c->margin, s->c->count[0].margin) :
	    NUM_UNKNOWN, o);
	json_text(w, "winner", choice_id(s, c->winner));
	json_bool(w, "tie", c->tie);
	json_bool(w, "majority_missed", c->majority_missed);
	json_object_end(w);
}

static void
put_ranking(struct json_writer *w, const struct say_compare *s,
    const char *name, const uint32_t *unit, uint32_t n)
{
	json_array(w, name);
	for (uint32_t i = 0; i < n; i++)
		json_text(w, NULL, s->c->el->unit[unit[i]].id);
	json_array_end(w);
}

static void
put_pair(struct json_writer *w, const struct say_compare *s,
    const struct compare_pair *p)
{
	size_t to = compare_position(s->c, p->to);
	struct say_origin o = say_origin(s->c, to);

	json_object(w, NULL);
	json_text(w, "from", say_count(s->c, 0)->id);
	json_text(w, "to", say_count(s->c, to)->id);
	json_num(w, "units_compared", p->compared);
	json_num(w, "units_equal", p->equal);
	json_num(w, "units_leader_changed", p->leader_changed);
	if (p->compared > 0)
		json_bool(w, "outcome_changed", p->outcome_changed);
	else
		json_text(w, "outcome_changed", NULL);
	say_json_figure(w, "votes_change", p->votes_change, o);
	say_json_figure(w, "margin_change", p->margin_change, o);
	say_json_figure(w, "gross_votes", p->gross_votes, o);
	say_json_figure(w, "gross_margin", p->gross_margin, o);
	json_text(w, "large_scale", verdict_id(p->large_scale));
	json_text(w, "large_scale_why", p->large_scale_why);
	put_ranking(w, s, "by_votes", p->by_votes, p->ranked);
	put_ranking(w, s, "by_margin", p->by_margin, p->ranked);
	put_ranking(w, s, "by_percent", p->by_percent, p->ranked);
	json_object_end(w);
}

static bool
is_told(const struct say_compare *s, uint32_t u)
{
	return !unit_exists(s->unit) || s->unit.n == u;
}

static void
put_unit(struct json_writer *w, const struct say_compare *s, uint32_t u)
{
	json_object(w, NULL);
	json_text(w, "id", s->c->el->unit[u].id);
	json_text(w, "name", s->c->el->unit[u].name);
	json_object(w, "counts");
	for (size_t i = 0; i < s->c->counts; i++) {
		const char *id = say_count(s->c, i)->id;
		const int64_t *v = compare_votes(s->c, (struct unit_ix){ u },
		    i);

		if (v == NULL) {
			json_text(w, id, NULL);
			continue;
		}
		json_object(w, id);
		put_votes(w, s, v, say_origin(s->c, i));
		json_object_end(w);
	}
	json_object_end(w);
	json_object_end(w);
}

static void
put_report(struct json_writer *w, const struct report_of *r)
{
	json_object(w, NULL);
	json_text(w, "what", r->what);
	json_num(w, "value", r->value);
	json_bool(w, "about", r->about);
	json_text(w, "stage", stage_id(r->stage));
	json_text(w, "source", r->publisher);
	json_text(w, "cite", r->cite);
	say_json_day(w, "as_of", r->as_of);
	json_object_end(w);
}

static void
put_incident(struct json_writer *w, const struct say_compare *s,
    const struct incident *in)
{
	const struct election *el = s->c->el;

	json_object(w, NULL);
	json_text(w, "id", in->id);
	json_text(w, "title", in->title);
	json_text(w, "text", in->text);
	json_text(w, "unit", unit_exists(in->unit) ? el->unit[in->unit.n].id :
	    NULL);
	json_array(w, "figures");
	for (size_t i = 0; i < in->reports; i++)
		if (say_compare_is_out(s, &in->report[i]))
			put_report(w, &in->report[i]);
	json_array_end(w);
	json_object_end(w);
}

static void
put_head(struct json_writer *w, const struct say_compare *s)
{
	const struct election *el = s->c->el;
	const struct contest *contest = contest_of(s);

	json_text(w, "schema", "canvass-compare-1");
	json_text(w, "election", el->id);
	json_text(w, "contest", contest->id);
	json_text(w, "title", contest->title);
	say_json_day(w, "date", contest->date);
	say_json_day(w, "asked_as_of", s->as_of);
	json_text(w, "asked_unit", unit_exists(s->unit) ?
	    el->unit[s->unit.n].id : NULL);
	json_num(w, "units", el->units);
	json_bool(w, "answered", say_compare_answered(s));
	json_text(w, "official_count", count_exists(s->c->official) ?
	    el->count[s->c->official.n].id : NULL);
	json_object(w, "margin_of");
	json_text(w, "first", choice_id(s, s->c->first));
	json_text(w, "second", choice_id(s, s->c->second));
	json_object_end(w);
}

static void
put_parts(struct json_writer *w, const struct say_compare *s)
{
	const struct election *el = s->c->el;

	json_array(w, "counts");
	for (size_t i = 0; i < s->c->counts; i++)
		put_count(w, s, i);
	json_array_end(w);
	json_array(w, "pairs");
	for (size_t i = 0; i < s->c->pairs; i++)
		put_pair(w, s, &s->c->pair[i]);
	json_array_end(w);
	json_array(w, "incidents");
	for (size_t i = 0; i < el->incidents; i++)
		if (say_compare_tells(s, &el->incident[i]))
			put_incident(w, s, &el->incident[i]);
	json_array_end(w);
	json_array(w, "by_unit");
	for (uint32_t u = 0; u < el->units; u++)
		if (is_told(s, u))
			put_unit(w, s, u);
	json_array_end(w);
}

void
say_compare_json(struct buf *out, const struct say_compare *s)
{
	struct json_writer w;

	json_begin(&w, out);
	json_object(&w, NULL);
	put_head(&w, s);
	put_parts(&w, s);
	json_object_end(&w);
	json_finish(&w);
}

static void
csv_head(struct buf *out, const struct say_compare *s)
{
	static const char *const before[] = { "contest", "unit", "unit_name",
		"count", "stage", "standing", "source", "as_of" };
	static const char *const after[] = { "total", "margin",
		"votes_change", "margin_change" };
	const struct contest *contest = contest_of(s);

	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		csv_put(out, before[i], i == 0);
	for (uint16_t j = 0; j < contest->choices; j++)
		csv_put(out, contest->choice[j].id, false);
	for (size_t i = 0; i < sizeof after / sizeof *after; i++)
		csv_put(out, after[i], false);
	csv_end_row(out);
}

static void
csv_origin(struct buf *out, const struct say_compare *s, size_t i)
{
	struct say_origin o = say_origin(s->c, i);
	char day[DAY_TEXT];

	csv_put(out, say_count(s->c, i)->id, false);
	csv_put(out, stage_id(o.stage), false);
	csv_put(out, say_standing_id(say_standing(s->c, s->law, i)), false);
	csv_put(out, o.source, false);
	csv_put(out, day_known(o.as_of) ? day_iso(day, o.as_of) : "", false);
}

/* The numbers of one unit in count[${i}]; all empty if it has not reported. */
static void
csv_numbers(struct buf *out, const struct say_compare *s, struct unit_ix u,
    size_t i)
{
	const int64_t *v = compare_votes(s->c, u, i);
	const int64_t *first = compare_votes(s->c, u, 0);
	int64_t total = v == NULL ? NUM_UNKNOWN : compare_total(s->c, v);
	int64_t margin = v == NULL ? NUM_UNKNOWN : compare_margin(s->c, v);
	bool changed = i > 0 && first != NULL;

	for (uint16_t j = 0; j < contest_of(s)->choices; j++)
		csv_put_num(out, v == NULL ? NUM_UNKNOWN : v[j], false);
	csv_put_num(out, total, false);
	csv_put_num(out, margin, false);
	csv_put_num(out, changed ? difference(total, compare_total(s->c,
	    first)) : NUM_UNKNOWN, false);
	csv_put_num(out, changed ? difference(margin, compare_margin(s->c,
	    first)) : NUM_UNKNOWN, false);
}

void
say_compare_csv(struct buf *out, const struct say_compare *s)
{
	csv_head(out, s);
	for (uint32_t u = 0; u < s->c->el->units; u++) {
		if (!is_told(s, u))
			continue;
		for (size_t i = 0; i < s->c->counts; i++) {
			csv_put(out, contest_of(s)->id, true);
			csv_put(out, s->c->el->unit[u].id, false);
			csv_put(out, s->c->el->unit[u].name, false);
			csv_origin(out, s, i);
			csv_numbers(out, s, (struct unit_ix){ u }, i);
			csv_end_row(out);
		}
	}
}
