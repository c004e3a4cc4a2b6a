/* SPDX-License-Identifier: Apache-2.0 */
/* say_electors_data: electoral votes as JSON and as CSV. */
#include "text/csv.h"

#include "report/say.h"
#include "report/say_electors.h"

static const char *
status_id(enum certified c)
{
	static const char *const ids[] = { [CERTIFIED_YES] = "certified",
		[CERTIFIED_NO] = "open", [CERTIFIED_UNKNOWN] = "unknown" };

	return ids[c];
}

static const char *
side_name(const struct say_electors *s, int side)
{
	return side < 0 ? NULL : s->t->side[side];
}

static const char *
outcome_id(const struct say_electors *s, enum elector_outcome o)
{
	if (o == ELECTED_TIE)
		return "tie";
	return o == ELECTED_NONE ? "nobody yet" : s->t->side[o];
}

/* An electoral figure with its stage, source and time. */
static void
put_figure(struct json_writer *w, const struct say_electors *s,
    const char *name, const char *stage, int64_t value)
{
	json_object(w, name);
	json_num(w, "value", value);
	json_text(w, "stage", stage);
	json_text(w, "source", s->el->electors);
	say_json_day(w, "as_of", s->on);
	json_object_end(w);
}

static void
put_sum(struct json_writer *w, const struct say_electors *s, const char *name,
    const struct elector_sum *sum, enum elector_outcome outcome)
{
	json_object(w, name);
	json_text(w, "outcome", outcome_id(s, outcome));
	json_text(w, "outcome_on_certified_alone", outcome_id(s,
	    electors_outcome(s->t, sum->certified)));
	json_array(w, "sides");
	for (int side = 0; side < ELECTORS_SIDES; side++) {
		json_object(w, NULL);
		json_text(w, "side", s->t->side[side]);
		put_figure(w, s, "certified", "certified",
		    sum->certified[side]);
		put_figure(w, s, "open", "open", sum->open[side]);
		put_figure(w, s, "unknown", "unknown", sum->unknown[side]);
		put_figure(w, s, "won", "won", sum->won[side]);
		json_object_end(w);
	}
	json_array_end(w);
	json_object_end(w);
}

static void
put_units(struct json_writer *w, const struct say_electors *s,
    const char *name, const size_t *unit, size_t n)
{
	json_array(w, name);
	for (size_t i = 0; i < n; i++)
		json_text(w, NULL, s->t->unit[unit[i]].id);
	json_array_end(w);
}

static void
put_smallest(struct json_writer *w, const struct say_electors *s,
    enum flip_cost cost, int to)
{
	static const char *const by[FLIP_COSTS] = { "units",
		"electoral_votes", "popular_votes" };
	const struct flip_set *f = &s->smallest[cost][to];

	json_object(w, NULL);
	json_text(w, "outcome", to == 0 ? "tie" :
	    s->t->side[1 - (int)s->outcome]);
	json_text(w, "by", by[cost]);
	json_bool(w, "exists", f->units > 0);
	put_units(w, s, "units", f->unit, f->units);
	json_num(w, "electoral_votes", f->electoral);
	json_num(w, "popular_margins", f->margin);
	json_num(w, "popular_votes", f->popular);
	json_num(w, "sets", (int64_t)f->ties);
	json_object_end(w);
}

static void
put_ways(struct json_writer *w, const struct say_electors *s,
    const char *name, const struct elector_ways *ways)
{
	json_object(w, name);
	json_num(w, "units", ways->open_units);
	json_num(w, "all", (int64_t)ways->all);
	json_object(w, "elects");
	for (int side = 0; side < ELECTORS_SIDES; side++)
		json_num(w, s->t->side[side], (int64_t)ways->elects[side]);
	json_object_end(w);
	json_num(w, "nobody", (int64_t)ways->tie);
	json_object_end(w);
}

static void
put_unit(struct json_writer *w, const struct say_electors *s,
    const struct elector_unit *u)
{
	json_object(w, NULL);
	json_text(w, "id", u->id);
	json_text(w, "name", u->name);
	put_figure(w, s, "electoral_votes", status_id(electors_status(u,
	    s->on)), u->votes);
	json_text(w, "winner", side_name(s, u->winner));
	json_object(w, "popular");
	for (int side = 0; side < ELECTORS_SIDES; side++)
		json_num(w, s->t->side[side], u->popular[side]);
	json_object_end(w);
	say_json_day(w, "certified_by", u->certified_by);
	say_json_day(w, "open_on", u->open_on);
	json_text(w, "cite", u->cite);
	json_object_end(w);
}

static void
put_head(struct json_writer *w, const struct say_electors *s)
{
	json_text(w, "schema", "canvass-electors-1");
	json_text(w, "election", s->el->id);
	say_json_day(w, "as_of", s->on);
	json_text(w, "source", s->el->electors);
	json_num(w, "total", s->t->total);
	json_num(w, "needed", s->t->needed);
	json_text(w, "rule", s->rule->rule.cite);
	json_text(w, "basis", basis_id(s->rule->rule.basis));
}

static void
put_parts(struct json_writer *w, const struct say_electors *s)
{
	put_sum(w, s, "now", &s->now, s->outcome);
	if (s->flips > 0) {
		put_units(w, s, "what_if_flipped", s->flip, s->flips);
		put_sum(w, s, "what_if", &s->flipped, s->flipped_outcome);
	}
	json_array(w, "smallest");
	for (int to = 0; to < 2 && s->outcome <= ELECTED_1; to++)
		for (int cost = 0; cost < FLIP_COSTS; cost++)
			put_smallest(w, s, (enum flip_cost)cost, to);
	json_array_end(w);
	put_ways(w, s, "ways_of_open", &s->open);
	put_ways(w, s, "ways_of_open_or_unknown", &s->open_or_unknown);
	json_array(w, "units");
	for (size_t i = 0; i < s->t->units; i++)
		put_unit(w, s, &s->t->unit[i]);
	json_array_end(w);
}

void
say_electors_json(struct buf *out, const struct say_electors *s)
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
csv_head(struct buf *out, const struct say_electors *s)
{
	buf_str(out, "unit,name,electoral_votes,winner,stage,source,as_of");
	for (int side = 0; side < ELECTORS_SIDES; side++) {
		struct buf name CLEANUP(buf_free) = { 0 };

		buf_printf(&name, "popular_%s", s->t->side[side]);
		csv_put(out, name.p, false);
	}
	buf_str(out, ",flipped,cite\r\n");
}

static bool
is_flipped(const struct say_electors *s, size_t i)
{
	for (size_t k = 0; k < s->flips; k++)
		if (s->flip[k] == i)
			return true;
	return false;
}

void
say_electors_csv(struct buf *out, const struct say_electors *s)
{
	char day[DAY_TEXT];

	csv_head(out, s);
	for (size_t i = 0; i < s->t->units; i++) {
		const struct elector_unit *u = &s->t->unit[i];

		csv_put(out, u->id, true);
		csv_put(out, u->name, false);
		csv_put_num(out, u->votes, false);
		csv_put(out, u->winner < 0 ? "" : s->t->side[u->winner],
		    false);
		csv_put(out, status_id(electors_status(u, s->on)), false);
		csv_put(out, s->el->electors, false);
		csv_put(out, day_iso(day, s->on), false);
		for (int side = 0; side < ELECTORS_SIDES; side++)
			csv_put_num(out, u->popular[side], false);
		csv_put(out, is_flipped(s, i) ? "yes" : "no", false);
		csv_put(out, u->cite, false);
		csv_end_row(out);
	}
}
