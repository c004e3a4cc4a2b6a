/* SPDX-License-Identifier: Apache-2.0 */
#include "report/say_compare.h"
#include "report/term.h"

#include "cli/cmd.h"
#include "cli/folder.h"
#include "cli/options.h"
#include "cli/walk.h"

#define TOP_ROWS 10

static bool
prepare(struct call *c, struct folder *f, struct say_compare *s)
{
	struct contest_ix contest;

	TRY(folder_open(c->a, c->arg[0], f, &c->e));
	TRY(folder_contest(f, call_option(c, "contest"), &contest, &c->e));
	TRY(option_unit(c, "unit", f->el, &s->unit));
	TRY(option_day(c, "as-of", &s->as_of));
	TRY(option_rows(c, "top", TOP_ROWS, &s->top));
	TRY(walk_compare(c, f, contest, s->as_of, &s->c));
	s->law = f->law;
	return true;
}

static void
print(struct call *c, const struct say_compare *s)
{
	switch (c->form) {
	case FORM_TEXT:
		term_print(&c->out, say_compare_doc(c->a, s), c->width,
		    c->colour);
		return;
	case FORM_JSON:
		say_compare_json(&c->out, s);
		return;
	case FORM_CSV:
		say_compare_csv(&c->out, s);
		return;
	}
}

static int
run(struct call *c)
{
	struct folder f;
	struct say_compare s;

	if (!prepare(c, &f, &s))
		return fail(c);
	print(c, &s);
	return say_compare_answered(&s) ? 0 : 1;
}

static const struct option options[] = {
	{ "contest", "ID", "which contest (the first if not given)", false },
	{ "unit", "NAME", "one unit only, by name or id", false },
	{ "top", "N", "rows of each ranking (10)", false },
	{ "as-of", "DATE", "the counts that stood on that day", false },
	{ NULL, NULL, NULL, false },
};

const struct cmd cmd_compare = {
	.name = "compare", .args = "ELECTION",
	.summary = "show the counts of a contest side by side",
	.about = "Every figure with its stage, source and time; exact margins; "
	    "where the counts\nagree, where they differ most, and whether the "
	    "outcome changes.\n\nExit status: 0 answered, 1 there is nothing "
	    "to compare.\n",
	.option = options, .min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
