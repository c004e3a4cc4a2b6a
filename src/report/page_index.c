/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"

#include "law/law.h"

#include "report/page.h"
#include "report/words.h"

/* Has every count the same single winner? */
static bool
one_outcome(const struct compare *c)
{
	for (size_t i = 0; i < c->pairs; i++)
		if (c->pair[i].outcome_changed)
			return false;
	return true;
}

/* Counts with figures of every unit. */
static size_t
complete_counts(const struct compare *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->counts; i++)
		n += c->count[i].reported == c->el->units;
	return n;
}

/* "three counts, one outcome", counting only those that are complete. */
static const char *
outcome_words(const struct site *s, struct arena *a)
{
	const struct compare *c = s->compare;
	size_t n = complete_counts(c);
	const char *rest = n == c->counts ? "" : arena_printf(a,
	    "; %s not complete", words_number(a, (int64_t)(c->counts - n)));

	if (n == 0)
		return "no complete count";
	return arena_printf(a, "%s %s, %s%s", words_number(a, (int64_t)n),
	    n == 1 ? "count" : "counts", one_outcome(c) ? "one outcome" :
	    "more than one outcome", rest);
}

static char *
title(const struct site *s, struct arena *a)
{
	const struct contest *contest = page_contest(s);

	return arena_printf(a, "%s, %s, %s: %s", s->el->jurisdiction,
	    contest->title, words_date(a, contest->date),
	    outcome_words(s, a));
}

/* The first sentence answers the title's question. */
static const char *
lead(const struct site *s, struct arena *a)
{
	const struct compare *c = s->compare;
	struct say_compare say = page_say(s, NO_UNIT);

	if (c->counts != 1)
		return say_compare_lead(a, &say);
	if (!choice_exists(c->count[0].winner))
		return "Nobody has the most votes in the one count there is.";
	return arena_printf(a, "%s has the most votes in the one count there "
	    "is.", page_contest(s)->choice[c->count[0].winner.n].name);
}

/* The largest change of the margin, as a size; unknown if one of them is. */
static int64_t
largest_shift(const struct compare *c)
{
	int64_t most = 0;

	for (size_t i = 0; i < c->pairs; i++) {
		int64_t m = c->pair[i].margin_change;

		if (!num_known(m))
			return NUM_UNKNOWN;
		m = m < 0 ? -m : m;
		most = m > most ? m : most;
	}
	return most;
}

static void
intro(const struct site *s, struct doc *d)
{
	const struct compare *c = s->compare;
	struct arena *a = d->a;
	size_t i = page_official(s);
	struct node *p = doc_para(d->intro);

	if (c->pairs > 0 && num_known(largest_shift(c)))
		doc_text(p, "In the margin the counts differ by %s at most. ",
		    words_things(a, largest_shift(c), "vote", "votes"));
	if (i < c->counts) {
		int64_t m = c->count[i].margin;

		if (num_known(m) && m != 0)
			doc_text(p, "Another outcome would need a change of "
			    "more than %s. ", words_size(a, m));
		doc_text(p, "The %s is the official result.",
		    say_title(a, c, i));
	} else {
		doc_text(p, "No rule says which count is the official one.");
	}
	doc_link(doc_para(d->intro), "#files", "Check these figures yourself");
}

static void
files(const struct site *s, struct doc *d)
{
	struct node *sec = doc_section(d->body, "files", "Files and proofs");
	struct node *p = doc_para(sec), *proofs;

	doc_text(p, "These are the results in files that programs can read. "
	    "Compare the SHA-256 of what you downloaded with the one printed "
	    "here. ");
	doc_link(p, "data.html", "The sources, with who published them");
	proofs = doc_proofs(sec);
	for (size_t i = 0; i < s->files; i++)
		doc_proof(proofs, s->file[i].path, s->file[i].path,
		    s->file[i].what, s->file[i].sha256);
}

/* Recount and electors: side by side where there are both. */
static void
law_and_electors(const struct site *s, struct doc *d)
{
	struct node *two;

	if (s->electors == NULL) {
		part_recount(s, d->body);
		return;
	}
	two = doc_two(d->body);
	part_recount(s, doc_column_of(two));
	part_electors(s, two = doc_column_of(two));
	doc_link(doc_para(two->last), "electors.html", "Every unit that "
	    "chooses electors, and what would change the outcome");
}

struct doc *
page_index(const struct site *s, struct arena *a)
{
	struct doc *d = doc_new(a, title(s, a));
	struct say_compare say = page_say(s, NO_UNIT);
	size_t i = page_official(s);
	struct doc_figure f;

	d->kicker = i < s->compare->counts ? arena_printf(a,
	    "Outcome report · figures as of %s",
	    words_date(a, say_count(s->compare, i)->as_of)) : "Outcome report";
	d->lead = lead(s, a);
	say_compare_majority(d, &say);
	intro(s, d);
	if (say_compare_figure(a, &say, &f))
		doc_set_figure(d, &f);
	say_compare_counts(d->body, &say);
	part_changes(s, d);
	part_checks(s, d);
	law_and_electors(s, d);
	say_compare_incidents(d->body, &say);
	if (s->el->incidents > 0)
		doc_brief(d->body->last, "Incidents");
	say_compare_meaning(d->body, &say);
	if (s->compare->counts > 0)
		doc_brief(d->body->last, "What each count shows");
	part_record(s, d);
	files(s, d);
	say_compare_limits(d->body, &say);
	return d;
}
