/* SPDX-License-Identifier: Apache-2.0 */
/* assertions: count an instant runoff and find the assertions that an audit of it tests. */
#include <inttypes.h>
#include <string.h>

#include "audit/raire_check.h"
#include "base/num.h"
#include "read/raire.h"
#include "read/stream.h"
#include "report/say_claims.h"
#include "report/term.h"

#include "cli/cmd.h"

struct runoff {
	const char        *contest;
	const char *const *choice;
	struct rankings    rankings;
	int64_t            ballots;
};

static bool
is_problem(const char *path)
{
	size_t n = strlen(path);

	return (n > 5 && strcmp(path + n - 5, ".json") == 0) ||
	    (n > 9 && strcmp(path + n - 9, ".json.zst") == 0);
}

/* Choices without names are called by their numbers. */
static void
name_choices(struct call *c, struct runoff *r)
{
	const char **name = arena_zero(c->a, r->rankings.choices + 1,
	    sizeof *name);

	for (size_t i = 0; i < r->rankings.choices; i++)
		name[i] = arena_printf(c->a, "%zu", i);
	r->choice = name;
}

static bool
read_problem(struct call *c, struct stream *s, struct runoff *out)
{
	struct raire_problem p;

	TRY(raire_read_json(c->a, stream_feed(s), &p, &c->e));
	*out = (struct runoff){ .contest = p.contest != NULL ? p.contest :
		"contest", .choice = p.name, .rankings = p.rankings,
		.ballots = p.ballots };
	if (p.name == NULL)
		name_choices(c, out);
	return true;
}

static bool
read_raire(struct call *c, struct stream *s, struct runoff *out)
{
	const char *id = call_option(c, "contest");
	struct raire_file f;

	TRY(raire_read(c->a, stream_feed(s), &f, &c->e));
	for (size_t i = 0; i < f.contests; i++) {
		const struct raire_contest *x = &f.contest[i];

		if (id != NULL && strcmp(x->id, id) != 0)
			continue;
		*out = (struct runoff){ .contest = x->id, .choice = x->choice,
			.rankings = x->rankings, .ballots = NUM_UNKNOWN };
		if (num_known(x->informal))
			out->ballots = x->rankings.total + x->informal;
		return true;
	}
	return err_set(&c->e, ERR_USE, "--contest: found '%s', expected a "
	    "contest of %s", id == NULL ? "" : id, c->arg[0]);
}

static bool
read_file(struct call *c, struct runoff *out)
{
	struct stream *s CLEANUP(stream_close) = NULL;
	const char *ballots = call_option(c, "ballots");

	TRY(stream_open(c->a, c->arg[0], &s, &c->e));
	TRY(is_problem(c->arg[0]) ? read_problem(c, s, out) :
	    read_raire(c, s, out));
	if (!num_known(out->ballots))
		out->ballots = out->rankings.total;
	return ballots == NULL || (num_parse(ballots, strlen(ballots),
	    &out->ballots) == NUM_OK && out->ballots >=
	    out->rankings.total) || err_set(&c->e, ERR_USE, "--ballots: found "
	    "'%s', expected a number, and as many as rankings, %" PRId64,
	    ballots, out->rankings.total);
}

/* Who was reported: --winner, else who wins by the rankings. */
static bool
find_winner(struct call *c, const struct runoff *r, size_t *out)
{
	const char *id = call_option(c, "winner");
	struct irv_count count;

	if (id == NULL) {
		TRY(irv_count(c->a, &r->rankings, &count, &c->e));
		*out = count.winner;
		return true;
	}
	for (*out = 0; *out < r->rankings.choices; ++*out)
		if (strcmp(r->choice[*out], id) == 0)
			return true;
	return err_set(&c->e, ERR_USE, "--winner: found '%s', expected a choice "
	    "of contest %s", id, r->contest);
}

static bool
search(struct call *c, const struct runoff *r, struct raire_found *out)
{
	struct raire_ask ask = { .rankings = &r->rankings,
		.cost = { RAIRE_COMPARISON, r->ballots, .05, 1.1 },
		.trim = RAIRE_TRIM_ASSERTIONS };

	if (r->rankings.total == 0) {
		*out = (struct raire_found){ .verdict = RAIRE_EMPTY };
		return true;
	}
	TRY(find_winner(c, r, &ask.winner));
	return raire_search(c->a, &ask, out, &c->e);
}

static int
run(struct call *c)
{
	struct raire_found found;
	struct runoff r;
	struct say_claims s = { .rankings = &r.rankings, .found = &found };

	if (!read_file(c, &r) || !search(c, &r, &found))
		return fail(c);
	s.contest = r.contest;
	s.choice = r.choice;
	s.ballots = r.ballots;
	if (c->form == FORM_JSON)
		say_claims_json(&c->out, &s);
	else if (c->form == FORM_CSV)
		say_claims_csv(&c->out, &s);
	else
		term_print(&c->out, say_claims_doc(c->a, &s), c->width,
		    c->colour);
	return found.verdict != RAIRE_FOUND &&
	    found.verdict != RAIRE_UNCONTESTED;
}

const struct cmd cmd_assertions = {
	.name = "assertions", .args = "FILE",
	.summary = "an instant runoff: who wins, and what an audit tests",
	.both = "claims of an instant runoff; an audit from plain files",
	.about = "FILE: rankings as .raire, or a problem of raire-rs as .json; .zst is unpacked. With\n"
	    "--json the file that 'audit plan --assertions' takes. Exit status 1 if nothing\n"
	    "can be proved: a tie, another winner, no ballot.\n",
	.option = (const struct option[]){
		{ "contest", "ID", "which contest of FILE (the first if not given)", false },
		{ "winner", "ID", "who was reported (default: who wins by the rankings)", false },
		{ "ballots", "N", "ballots the contest may be on", false },
		{ NULL, NULL, NULL, false } },
	.min_args = 1, .max_args = 1, .forms = true,
	.run = run,
};
