/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include "report/say.h"

const struct count *
say_count(const struct compare *c, size_t i)
{
	return &c->el->count[c->count[i].count.n];
}

struct say_origin
say_origin(const struct compare *c, size_t i)
{
	const struct source *s = &c->el->source[c->count[i].source.n];
	const struct count *count = say_count(c, i);

	return (struct say_origin){ count->stage, s->id, s->title,
		day_known(count->as_of) ? count->as_of : s->as_of };
}

enum standing
say_standing(const struct compare *c, const struct law *law, size_t i)
{
	const struct count *count = say_count(c, i);
	const struct official_rule *r = law_official(law, count->kind,
	    c->el->date);

	if (c->count[i].count.n == c->official.n)
		return STANDING_OFFICIAL;
	if (count->stage == STAGE_UNOFFICIAL)
		return STANDING_OPEN;
	if (r == NULL || !r->official)
		return STANDING_NOT_OFFICIAL;
	return STANDING_SUPERSEDED;
}

const char *
say_standing_id(enum standing s)
{
	static const char *const ids[] = { "", "official", "superseded",
		"not_official", "open" };

	return ids[s];
}

const char *
say_title(struct arena *a, const struct compare *c, size_t i)
{
	char *title = arena_text(a, say_count(c, i)->title);

	if (title[0] >= 'A' && title[0] <= 'Z' &&
	    !(title[1] >= 'A' && title[1] <= 'Z'))
		title[0] = (char)(title[0] - 'A' + 'a');
	return title;
}

void
say_json_day(struct json_writer *w, const char *name, struct day d)
{
	char text[DAY_TEXT];

	json_text(w, name, day_known(d) ? day_iso(text, d) : NULL);
}

void
say_json_figure(struct json_writer *w, const char *name, int64_t value,
    struct say_origin o)
{
	json_object(w, name);
	json_num(w, "value", value);
	json_text(w, "stage", stage_id(o.stage));
	json_text(w, "source", o.source);
	say_json_day(w, "as_of", o.as_of);
	json_object_end(w);
}

const char *
say_mark(struct arena *a, const struct rule *r)
{
	const char *mark = basis_mark(r->basis);

	return *mark == '\0' ? "" : arena_printf(a, " (%s)", mark);
}

void
say_limits_of_counting(struct node *limits)
{
	doc_limit(limits, "Who was entitled to vote.",
	    "Counting ballots again says nothing about the voters' "
	    "eligibility or the signatures on envelopes.");
	doc_limit(limits, "Whether the ballots are the voters' own.",
	    "Every count reads the same ballots. Where they were between two "
	    "counts is a question of custody.");
}
