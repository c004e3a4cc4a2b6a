/* SPDX-License-Identifier: Apache-2.0 */
/* Could a recount be asked for?  By the first official count. */
#include "base/arena.h"
#include "base/err.h"
#include "law/law.h"
#include "outcome/recount.h"

#include "report/page.h"
#include "report/say_recount.h"

/* The count that was official first; compare->counts if none ever was. */
static size_t
first_official(const struct site *s)
{
	const struct compare *c = s->compare;
	size_t first = c->counts;

	for (size_t i = 0; i < c->counts; i++) {
		enum standing st = say_standing(c, s->law, i);
		struct day on = say_count(c, i)->as_of;

		if (st != STANDING_OFFICIAL && st != STANDING_SUPERSEDED)
			continue;
		if (first == c->counts || (day_known(on) &&
		    day_cmp(on, say_count(c, first)->as_of) < 0))
			first = i;
	}
	return first;
}

/* A sum over some of the units is no margin. */
static bool
is_whole(const struct site *s, size_t i)
{
	return i < s->compare->counts &&
	    s->compare->count[i].reported == s->el->units;
}

static bool
answer(const struct site *s, struct arena *a, struct say_recount *out)
{
	struct recount_answer *answers;
	struct err e = { 0 };
	size_t i = first_official(s);

	*out = (struct say_recount){ .c = s->compare, .law = s->law,
		.count = i, .as_of = DAY_UNKNOWN };
	if (!is_whole(s, i) || !recount_eligibility(a, s->law,
	    page_contest(s), s->compare->count[i].votes,
	    say_count(s->compare, i)->as_of, &answers, &out->answers, &e))
		return false;
	out->answer = answers;
	return out->answers > 0;
}

void
part_recount(const struct site *s, struct node *parent)
{
	struct node *sec = doc_section(parent, "recount",
	    "Could a recount be asked for?");
	struct say_recount say;

	doc_brief(sec, "Recount");
	if (!answer(s, parent->doc->a, &say)) {
		doc_text(doc_para(sec), "No rule decides it, or no count is "
		    "both official and complete. What is not decided is not "
		    "known.");
		return;
	}
	doc_strong(doc_para(sec), "%s", say_recount_lead(parent->doc->a, &say));
	for (size_t i = 0; i < say.answers; i++)
		say_recount_rule(sec, &say, i);
}
