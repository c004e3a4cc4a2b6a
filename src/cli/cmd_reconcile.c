/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "count/compare.h"
#include "count/reconcile.h"
#include "report/say_reconcile.h"
#include "report/term.h"

#include "cli/cmd.h"
#include "cli/folder.h"
#include "cli/options.h"
#include "cli/walk.h"

/*
 * What is shown, and of what.  JSON and CSV are written while the findings
 * come in, a unit at a time.
 */
struct view {
	struct call          *c;
	struct folder         f;
	const struct compare *compare;
	struct unit_ix        unit;	/* NO_UNIT: all */
	const char           *code;	/* NULL: all */
	size_t                seen;	/* findings, shown or not: their number in the CSV */
	struct say_reconcile  say;
};

static bool
is_shown(const struct view *v, const struct finding *fd)
{
	if (unit_exists(v->unit) && fd->unit.n != v->unit.n)
		return false;
	return v->code == NULL ||
	    strcmp(v->code, finding_code_id(fd->code)) == 0;
}

static bool
check_code(struct call *c, const char *code)
{
	for (int i = 0; code != NULL && i < FINDING_CODES; i++)
		if (strcmp(code, finding_code_id((enum finding_code)i)) == 0)
			return true;
	if (code == NULL)
		return true;
	return err_set(&c->e, ERR_USE, "--code: found '%s', expected a code "
	    "such as BATCH_SPELLING", code);
}

static bool
prepare(struct call *c, struct view *v)
{
	struct contest_ix contest;

	v->code = call_option(c, "code");
	TRY(check_code(c, v->code));
	TRY(folder_open(c->a, c->arg[0], &v->f, &c->e));
	TRY(folder_contest(&v->f, call_option(c, "contest"), &contest, &c->e));
	TRY(option_unit(c, "unit", v->f.el, &v->unit));
	v->say = (struct say_reconcile){ .el = v->f.el,
		.contest = &v->f.el->contest[contest.n],
		.summary = call_option(c, "summary") != NULL,
		.found.a = c->a };
	return walk_compare(c, &v->f, contest, DAY_UNKNOWN, &v->compare);
}

static void
take_finding(struct view *v, const struct finding *fd)
{
	v->seen++;
	if (!is_shown(v, fd))
		return;
	say_reconcile_count(&v->say, fd);
	if (v->c->form == FORM_JSON)
		say_reconcile_json(&v->say, fd);
	else if (v->c->form == FORM_CSV)
		say_reconcile_csv(&v->say, &v->c->out, v->seen, fd);
	else if (!v->say.summary)
		say_reconcile_keep(&v->say, fd);
}

static bool
take(void *ctx, struct unit_ix unit, struct findings *f, struct err *e)
{
	struct view *v = ctx;

	(void)unit;
	(void)e;
	for (size_t i = 0; i < f->n; i++)
		take_finding(v, &f->item[i]);
	return true;
}

static void
begin(struct view *v)
{
	if (v->c->form == FORM_JSON)
		say_reconcile_begin_json(&v->say, &v->c->out);
	if (v->c->form == FORM_CSV)
		say_reconcile_begin_csv(&v->say, &v->c->out);
}

static void
end(struct view *v)
{
	struct call *c = v->c;

	if (c->form == FORM_JSON)
		say_reconcile_end_json(&v->say);
	if (c->form == FORM_TEXT)
		term_print(&c->out, say_reconcile_doc(c->a, &v->say),
		    c->width, c->colour);
}

static int
run(struct call *c)
{
	struct view v = { .c = c };

	if (!prepare(c, &v))
		return fail(c);
	begin(&v);
	if (!walk_reconcile(c, &v.f, v.compare, take, &v, &v.say.tally))
		return fail(c);
	end(&v);
	return v.say.open > 0 || v.say.tally.checks == 0 ? 1 : 0;
}

static const struct option options[] = {
	{ "contest", "ID", "which contest (the first if not given)", false },
	{ "unit", "NAME", "one unit only, by name or id", false },
	{ "code", "CODE", "findings of one code only", false },
	{ "summary", NULL, "how many of each kind, without the findings",
	    false },
	{ NULL, NULL, NULL, false },
};

const struct cmd cmd_reconcile = {
	.name = "reconcile", .args = "ELECTION",
	.summary = "check that everything is there, once, and adds up",
	.both = "is all there, once; the counts side by side",
	.about = "Sums against reported totals, votes against ballots, empty "
	    "batches, batches\nentered more than once, and what sources say "
	    "differently. Each finding names the\nrows concerned and how likely "
	    "it is an error.\n\nExit status: 0 nothing is open, 1 a finding "
	    "waits for an explanation or nothing\ncould be compared.\n",
	.option = options, .min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
