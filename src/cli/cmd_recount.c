/* SPDX-License-Identifier: Apache-2.0 */
#include "count/compare.h"
#include "outcome/recount.h"
#include "report/say_recount.h"
#include "report/term.h"

#include "cli/cmd.h"
#include "cli/folder.h"
#include "cli/options.h"
#include "cli/walk.h"

/* The day on which the contest first had an official count, if ever. */
static struct day
first_certified(struct arena *a, const struct folder *f,
    struct contest_ix contest)
{
	struct day first = DAY_UNKNOWN;

	for (uint16_t i = 0; i < f->el->counts; i++) {
		struct day on = f->el->count[i].as_of;

		if (!day_known(on) || (day_known(first) &&
		    day_cmp(on, first) >= 0))
			continue;
		if (count_exists(compare_official(a, f->el, contest, f->law,
		    on)))
			first = on;
	}
	return first;
}

/* Where the official count is among those compared; it must be whole. */
static bool
find_official(struct call *c, const struct compare *compare, struct day on,
    size_t *out)
{
	const struct election *el = compare->el;
	const char *title = el->contest[compare->contest.n].title;
	size_t i = compare_position(compare, compare->official);
	char day[DAY_TEXT];

	if (i == compare->counts && !day_known(on))
		return err_set(&c->e, ERR_INPUT, "%s: no count is official, "
		    "so there is no margin to test", title);
	if (i == compare->counts)
		return err_set(&c->e, ERR_INPUT, "%s: no count was official "
		    "on %s, so there is no margin to test", title,
		    day_iso(day, on));
	if (compare->count[i].reported < el->units)
		return err_set(&c->e, ERR_INPUT, "%s: %u of %u %s are in the "
		    "official count; the margin is not known", title,
		    compare->count[i].reported, el->units, el->units_word);
	*out = i;
	return true;
}

static bool
prepare(struct call *c, struct folder *f, struct say_recount *s)
{
	struct contest_ix contest;
	struct recount_answer *answer;
	struct day certified, on;

	*s = (struct say_recount){ 0 };
	TRY(folder_open(c->a, c->arg[0], f, &c->e));
	TRY(folder_contest(f, call_option(c, "contest"), &contest, &c->e));
	TRY(option_day(c, "as-of", &s->as_of));
	certified = first_certified(c->a, f, contest);
	on = day_known(s->as_of) ? s->as_of : certified;
	TRY(walk_compare(c, f, contest, on, &s->c));
	TRY(find_official(c, s->c, on, &s->count));
	TRY(recount_eligibility(c->a, f->law, &f->el->contest[contest.n],
	    s->c->count[s->count].votes, certified, &answer, &s->answers,
	    &c->e));
	s->answer = answer;
	s->law = f->law;
	return true;
}

static int
run(struct call *c)
{
	struct folder f;
	struct say_recount s;

	if (!prepare(c, &f, &s))
		return fail(c);
	switch (c->form) {
	case FORM_TEXT:
		term_print(&c->out, say_recount_doc(c->a, &s), c->width,
		    c->colour);
		break;
	case FORM_JSON:
		say_recount_json(&c->out, &s);
		break;
	case FORM_CSV:
		say_recount_csv(&c->out, &s);
		break;
	}
	return say_recount_may_be(&s) ? 0 : 1;
}

static const struct option options[] = {
	{ "contest", "ID", "which contest (the first if not given)", false },
	{ "as-of", "DATE", "the official count and the window that day", false },
	{ NULL, NULL, NULL, false },
};

const struct cmd cmd_recount = {
	.name = "recount eligibility", .args = "ELECTION",
	.summary = "may there be a recount, who may ask, until when",
	.about = "The margin of the official count against the limits of the "
	    "rule file, exactly.\nWithout --as-of: the first official count, "
	    "on the day it was certified.\n\nExit status: 0 a recount may be "
	    "had, 1 it may not (on that day), 4 the rules do\nnot say.\n",
	.option = options, .min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
