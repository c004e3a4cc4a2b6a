/* SPDX-License-Identifier: Apache-2.0 */
/* audit plan: what each method would ask for, side by side; and, with --select, the choice of one. */
#include <string.h>

#include "report/say_plan.h"
#include "report/term.h"

#include "cli/audit_claims.h"
#include "cli/audit_select.h"
#include "cli/batches_of.h"
#include "cli/bring.h"
#include "cli/doc_folder.h"
#include "cli/folder.h"
#include "cli/options.h"
#include "cli/parallel.h"
#include "cli/tally_of.h"

#define RUNS      1000
#define PACE      60	/* ballots an hour that a board of two looks at */
#define MOST_RUNS 100000

/* A number of things, 1 at least; ${otherwise} if the option is not given. */
static bool
take(struct call *c, const char *name, int64_t otherwise, int64_t *out)
{
	const char *s = call_option(c, name);

	*out = otherwise;
	if (s == NULL || (num_parse(s, strlen(s), out) == NUM_OK && *out > 0 &&
	    *out <= MOST_RUNS))
		return true;
	return err_set(&c->e, ERR_USE, "--%s: found '%s', expected a number "
	    "from 1 to %d", name, s, MOST_RUNS);
}

/* The methods of --method; 0: all. */
static bool
take_methods(struct call *c, unsigned *out)
{
	for (size_t i = 0; i < c->givens; i++) {
		enum audit_method m;

		if (strcmp(c->given[i].name, "method") != 0)
			continue;
		if (!audit_method_parse(c->given[i].value, &m))
			return err_set(&c->e, ERR_USE, "--method: found '%s', "
			    "expected a method of docs/audit.md, as "
			    "supersimple", c->given[i].value);
		*out |= 1u << m;
	}
	return true;
}

/* Of the choices of ${t}; a choice that the contest does not name, as write-ins, keeps its id. */
static const char *const *
names_of(struct call *c, const struct contest *of, const struct tally *t)
{
	const char **name = arena_zero(c->a, t->choices + 1, sizeof *name);

	for (size_t i = 0; i < t->choices; i++)
		name[i] = i < of->choices ? of->choice[i].name : t->choice[i];
	return name;
}

/* From the options alone, or from the record. */
static bool
find_tally(struct call *c, struct tally *t, struct say_plan *s,
    struct plan_ask *ask)
{
	struct contest_ix contest;
	struct folder f;

	if (c->args == 0) {
		const char *id = call_option(c, "contest");

		TRY(tally_of_options(c, id != NULL ? id : "contest", t));
		s->title = t->contest;
		return audit_limit(c, NULL, DAY_UNKNOWN, &ask->limit);
	}
	TRY(folder_open(c->a, c->arg[0], &f, &c->e));
	TRY(folder_contest(&f, call_option(c, "contest"), &contest, &c->e));
	TRY(tally_of_count(c, &f, contest, t));
	s->title = f.el->contest[contest.n].title;
	ask->names = names_of(c, &f.el->contest[contest.n], t);
	if (call_option(c, "batches") != NULL) {
		struct plan_batches *b = arena_zero(c->a, 1, sizeof *b);

		TRY(batches_of(c, &f, contest, t, b));
		ask->batches = b;
	}
	return audit_limit(c, f.law, f.el->date, &ask->limit);
}

/* Those of an instant runoff, in a file. */
static bool
find_claims(struct call *c, const struct tally *t, struct plan_ask *ask)
{
	const char *path = call_option(c, "assertions");
	struct assertions *claims = arena_zero(c->a, 1, sizeof *claims);
	struct bytes text;

	if (t->kind != CHOICE_IRV)
		return true;
	if (path == NULL)
		return err_set(&c->e, ERR_USE, "an instant runoff needs "
		    "--assertions, as 'canvass assertions --json' makes them");
	TRY(file_read(c->a, path, MAX_CLAIMS, &text, &c->e));
	ask->claims = claims;
	return audit_claims_read(c->a, text, path, t, claims, &c->e);
}

static bool
plan(struct call *c, struct say_plan *s)
{
	struct plan_ask *ask = arena_zero(c->a, 1, sizeof *ask);
	struct tally *t = arena_zero(c->a, 1, sizeof *t);
	struct plan *out = arena_zero(c->a, 1, sizeof *out);
	int64_t runs, seed;

	TRY(take(c, "runs", RUNS, &runs));
	TRY(take(c, "seed", 1, &seed));
	TRY(take(c, "pace", PACE, &s->pace));
	TRY(take(c, "boards", 1, &s->boards));
	TRY(take_methods(c, &ask->only));
	TRY(find_tally(c, t, s, ask));
	TRY(find_claims(c, t, ask));
	TRY(audit_rates(c, &ask->rates));
	ask->tally = t;
	ask->runs = (uint64_t)runs;
	ask->seed = (uint64_t)seed;
	ask->spread = parallel_simulate;
	TRY(plan_make(c->a, ask, out, &c->e));
	s->plan = out;
	s->ask = ask;
	return true;
}

/* The plan as a page, on paper and as data. */
static bool
write_folder(struct call *c, const struct say_plan *s, const char *out)
{
	struct buf json CLEANUP(buf_free) = { 0 }, csv CLEANUP(buf_free) = { 0 };
	struct folder f;

	if (c->args == 0)
		return err_set(&c->e, ERR_USE, "--out needs the ELECTION whose "
		    "contest is planned");
	TRY(folder_open(c->a, c->arg[0], &f, &c->e));
	say_plan_json(&json, s);
	say_plan_csv(&csv, s);
	TRY(doc_folder_write(c, &(struct doc_folder){ .out = out,
	    .paper = "plan.pdf", .doc = say_plan_doc(c->a, s),
	    .site = f.el->title, .notice = f.el->demonstration,
	    .date = f.el->date, .data = { "plan.json", "plan.csv" },
	    .text = { &json, &csv } }));
	buf_printf(&c->out, "%s/index.html\n", out);
	return true;
}

static void
say(struct call *c, const struct say_plan *s)
{
	switch (c->form) {
	case FORM_TEXT:
		term_print(&c->out, say_plan_doc(c->a, s), c->width,
		    c->colour);
		break;
	case FORM_JSON:
		say_plan_json(&c->out, s);
		break;
	case FORM_CSV:
		say_plan_csv(&c->out, s);
		break;
	}
}

static int
run(struct call *c)
{
	struct say_plan s = { 0 };
	int status = 0;

	if (call_option(c, "select") != NULL)
		return audit_select(c, &status) ? status : fail(c);
	if (!plan(c, &s))
		return fail(c);
	if (call_option(c, "out") == NULL)
		say(c, &s);
	else if (!write_folder(c, &s, call_option(c, "out")))
		return fail(c);
	return s.plan->standing == STANDING_TIED;
}

const struct cmd cmd_audit_plan = {
	.name = "audit plan", .args = "[ELECTION [AUDIT]]",
	.summary = "what each method would ask for, side by side; choose one",
	.about = "From a count in the record, or, without ELECTION, from --votes. Sizes are exact\n"
	    "where there is a closed form (--json names it), else of simulated audits, the\n"
	    "same for the same --seed. Exit status 1 if there is nothing to confirm.\n",
	.option = (const struct option[]){
		{ "contest", "ID", "which contest (the first if not given)", true },
		{ "count", "ID", "the count that reported it (default: the official one)", false },
		{ "method", "ID", "this method alone", true },
		{ "batches", NULL, "plan for the batches that --count reported", false },
		{ "risk-limit", "SHARE", "default: the law's, else 5%", false },
		TALLY_OPTIONS,
		{ "one-over", "SHARE", "cards overstated by one vote (default: 1/1000)", false },
		{ "two-over", "SHARE", "and by two (default: 1/10000)", false },
		{ "one-under", "SHARE", "cards understated by one vote (default: 1/1000)", false },
		{ "two-under", "SHARE", "and by two (default: 1/10000)", false },
		{ "pace", "N", "ballots that a board looks at in an hour (60)", false },
		{ "boards", "N", "how many boards there are (1)", false },
		{ "out", "FOLDER", "the plan as a page, on paper and as data", false },
		{ "runs", "N", "audits that are simulated (1000)", false },
		{ "seed", "N", "of the simulation (1)", false },
		AUDIT_SELECT_OPTIONS,
		BRING_OPTIONS },
	.min_args = 0, .max_args = 2, .forms = true,
	.run = run,
};
