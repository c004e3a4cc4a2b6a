/* SPDX-License-Identifier: Apache-2.0 */
/* data/report.json: what the first page says in figures, for programs. */
#include "base/num.h"
#include "text/json.h"

#include "report/page.h"
#include "report/site.h"

static void
put_count(struct json_writer *w, const struct site *s, size_t i)
{
	const struct compare_count *c = &s->compare->count[i];
	struct say_origin o = say_origin(s->compare, i);

	json_object(w, NULL);
	json_text(w, "count", say_count(s->compare, i)->id);
	json_text(w, "standing", say_standing_id(say_standing(s->compare,
	    s->law, i)));
	json_num(w, "units_reported", c->reported);
	say_json_figure(w, "total", c->total, o);
	say_json_figure(w, "margin", c->margin, o);
	json_object_end(w);
}

/* How many units have which size of change against the first count. */
static void
put_tones(struct json_writer *w, const struct site *s, size_t i)
{
	static const char *const names[TONES] = { "same", "within_10",
		"within_100", "further", "not_in_both" };
	uint32_t n[TONES];

	chart_tones((struct chart_pair){ s->compare, 0, i }, n);
	json_object(w, NULL);
	json_text(w, "count", say_count(s->compare, i)->id);
	for (int t = 0; t < TONES; t++)
		json_num(w, names[t], n[t]);
	json_object_end(w);
}

static void
put_findings(struct json_writer *w, const struct site *s)
{
	struct page_effect e = page_open_effect(s);

	json_object(w, "findings");
	json_num(w, "all", (int64_t)s->findings->n);
	json_num(w, "open", (int64_t)page_open(s, NO_UNIT));
	json_num(w, "open_margin_effect_at_most", e.margin);
	json_num(w, "open_without_known_effect", e.unknown);
	json_object_end(w);
}

static void
put_sources(struct json_writer *w, const struct site *s)
{
	json_array(w, "sources");
	for (uint16_t i = 0; i < s->el->sources; i++) {
		const struct source *src = &s->el->source[i];

		if (src->contest.n != s->contest.n)
			continue;
		json_object(w, NULL);
		json_text(w, "id", src->id);
		json_text(w, "sha256", src->sha256);
		json_num(w, "rows", src->rows);
		json_object_end(w);
	}
	json_array_end(w);
}

void
site_summary(struct buf *out, const struct site *s)
{
	struct json_writer w;

	json_begin(&w, out);
	json_object(&w, NULL);
	json_text(&w, "schema", "canvass-report-1");
	json_text(&w, "election", s->el->id);
	json_text(&w, "contest", page_contest(s)->id);
	json_array(&w, "counts");
	for (size_t i = 0; i < s->compare->counts; i++)
		put_count(&w, s, i);
	json_array_end(&w);
	json_array(&w, "units_by_change");
	for (size_t i = 1; i < s->compare->counts; i++)
		put_tones(&w, s, i);
	json_array_end(&w);
	put_findings(&w, s);
	put_sources(&w, s);
	json_object_end(&w);
	json_finish(&w);
}
