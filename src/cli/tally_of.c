/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "count/compare.h"
#include "model/risk.h"

#include "cli/options.h"
#include "cli/tally_of.h"
#include "cli/walk.h"

#define WRITE_INS "write-ins"

static bool
take_number(struct call *c, const char *name, int64_t *out)
{
	const char *s = call_option(c, name);

	return s == NULL || num_parse(s, strlen(s), out) == NUM_OK ||
	    err_set(&c->e, ERR_USE, "--%s: found '%s', expected a whole number",
	    name, s);
}

static bool
take_share(struct call *c, const char *name, struct ratio *out)
{
	const char *s = call_option(c, name);

	return s == NULL || risk_limit_parse(s, out) ||
	    err_set(&c->e, ERR_USE, "--%s: found '%s', expected a share such "
	    "as 1/2, 0.5 or 50%%", name, s);
}

/* What the options say beside the votes. */
static bool
take_options(struct call *c, struct tally *t)
{
	const char *kind = call_option(c, "kind");

	if (kind != NULL && !social_choice_parse(kind, &t->kind))
		return err_set(&c->e, ERR_USE, "--kind: found '%s', expected "
		    "plurality, majority, approval, score, borda, dhondt or irv",
		    kind);
	if (t->kind == CHOICE_MAJORITY && t->threshold.num == 0)
		t->threshold = (struct ratio){ 1, 2 };
	TRY(take_number(c, "ballots", &t->ballots));
	TRY(take_number(c, "winners", &t->winners));
	TRY(take_number(c, "votes-allowed", &t->votes_allowed));
	TRY(take_number(c, "max-score", &t->max_score));
	TRY(take_share(c, "threshold", &t->threshold));
	t->runoff = t->runoff || call_option(c, "runoff") != NULL;
	return true;
}

static bool
is_given(const struct call *c, size_t i, const char *name)
{
	return strcmp(c->given[i].name, name) == 0;
}

/* "reed=60000": the last = parts them, for names may have others. */
static bool
take_votes(struct call *c, const char *given, const char **choice, int64_t *n)
{
	const char *eq = strrchr(given, '=');

	if (eq == NULL || eq == given ||
	    num_parse(eq + 1, strlen(eq + 1), n) != NUM_OK)
		return err_set(&c->e, ERR_USE, "--votes: found '%s', expected "
		    "CHOICE=VOTES", given);
	*choice = arena_str(c->a, given, (size_t)(eq - given));
	return true;
}

static bool
all_votes(struct call *c, struct tally *t)
{
	const char **choice = arena_zero(c->a, c->givens + 1, sizeof *choice);
	int64_t *votes = arena_zero(c->a, c->givens + 1, sizeof *votes);

	for (size_t i = 0; i < c->givens; i++) {
		size_t n = t->choices;

		if (!is_given(c, i, "votes"))
			continue;
		TRY(take_votes(c, c->given[i].value, &choice[n], &votes[n]));
		for (size_t k = 0; k < n; k++)
			if (strcmp(choice[k], choice[n]) == 0)
				return err_set(&c->e, ERR_USE, "--votes: found "
				    "%s twice", choice[n]);
		t->choices++;
	}
	t->choice = choice;
	t->votes = votes;
	return true;
}

bool
tally_with_options(struct call *c, struct tally *t)
{
	TRY(take_options(c, t));
	return tally_check(t, &c->e);
}

bool
tally_of_options(struct call *c, const char *id, struct tally *out)
{
	*out = (struct tally){ .contest = id, .votes_allowed = 1, .winners = 1,
		.threshold = { 0, 1 } };
	TRY(all_votes(c, out));
	out->ballots = tally_valid(out);
	return tally_with_options(c, out);
}

/* Where the count that is meant stands in the comparison. */
static bool
find_count(struct call *c, const struct compare *all, size_t *out)
{
	const char *id = call_option(c, "count");

	*out = compare_position(all, all->official);
	if (id == NULL && *out == all->counts)
		*out = 0;
	for (size_t i = 0; id != NULL; i++) {
		if (i == all->counts)
			return err_set(&c->e, ERR_USE, "--count: found '%s', "
			    "expected a count of this contest with votes", id);
		if (strcmp(all->el->count[all->count[i].count.n].id, id) == 0) {
			*out = i;
			break;
		}
	}
	return all->counts > 0 || err_set(&c->e, ERR_INPUT, "%s: no count of "
	    "it is in this record, expected one, or --votes",
	    all->el->contest[all->contest.n].title);
}

/* The choices of the contest, and write-ins where their number is known. */
static void
take_count(struct call *c, const struct contest *contest, const int64_t *v,
    struct tally *t)
{
	const char **choice = arena_zero(c->a, contest->choices + 1u,
	    sizeof *choice);
	int64_t *votes = arena_zero(c->a, contest->choices + 1u, sizeof *votes);
	int64_t others = v[contest->choices + EXTRA_WRITE_INS];

	for (uint16_t i = 0; i < contest->choices; i++) {
		choice[i] = contest->choice[i].id;
		votes[i] = v[i];
	}
	t->choices = contest->choices;
	if (num_known(others) && others > 0) {
		choice[t->choices] = WRITE_INS;
		votes[t->choices++] = others;
	}
	t->choice = choice;
	t->votes = votes;
	t->ballots = v[contest->choices + EXTRA_BALLOTS];
	if (!num_known(t->ballots))
		t->ballots = tally_valid(t);
}

bool
tally_of_count(struct call *c, const struct folder *f,
    struct contest_ix contest, struct tally *out)
{
	const struct contest *of = &f->el->contest[contest.n];
	const struct winner_rule *rule = f->law == NULL ? NULL :
	    law_winner(f->law, of->office, of->date);
	const struct compare *all;
	size_t count;

	*out = (struct tally){ .contest = of->id, .winners = of->winners,
		.votes_allowed = of->votes_allowed, .threshold = { 0, 1 } };
	TRY(walk_compare(c, f, contest, DAY_UNKNOWN, &all));
	TRY(find_count(c, all, &count));
	if (all->count[count].reported < f->el->units)
		return err_set(&c->e, ERR_INPUT, "%s: %u of %u %s are in the "
		    "count; what was reported is not known", of->title,
		    all->count[count].reported, f->el->units,
		    f->el->units_word);
	take_count(c, of, all->count[count].votes, out);
	if (rule != NULL && rule->majority && of->winners == 1) {
		out->kind = CHOICE_MAJORITY;
		out->threshold = (struct ratio){ 1, 2 };
		out->runoff = true;
	}
	return tally_with_options(c, out);
}
