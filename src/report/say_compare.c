/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"

#include "report/say.h"
#include "report/say_compare.h"
#include "report/words.h"

static const struct contest *
contest_of(const struct say_compare *s)
{
	return &s->c->el->contest[s->c->contest.n];
}

/* The votes of count[${i}] where we look; NULL if not reported. */
static const int64_t *
votes_of(const struct say_compare *s, size_t i)
{
	if (unit_exists(s->unit))
		return compare_votes(s->c, s->unit, i);
	return s->c->count[i].reported > 0 ? s->c->count[i].votes : NULL;
}

static const char *
choice_label(const struct say_compare *s, struct choice_ix x)
{
	return choice_exists(x) ? contest_of(s)->choice[x.n].label : "";
}

static const char *
place_of(struct arena *a, const struct say_compare *s)
{
	return words_unit(a, s->c->el, s->unit);
}

/* Does count[${i}] have all that we look at?  A part of it decides nothing. */
static bool
is_whole(const struct say_compare *s, size_t i)
{
	return votes_of(s, i) != NULL && (unit_exists(s->unit) ||
	    s->c->count[i].reported == s->c->el->units);
}

bool
say_compare_answered(const struct say_compare *s)
{
	for (size_t i = 0; i < s->c->pairs; i++) {
		if (!unit_exists(s->unit) && s->c->pair[i].compared > 0)
			return true;
		if (unit_exists(s->unit) && votes_of(s, 0) != NULL &&
		    votes_of(s, i + 1) != NULL)
			return true;
	}
	return false;
}

/* Who leads in ${v}, "Alma Reed and Bo Stone"; *${n}: how many they are. */
static const char *
leaders(struct arena *a, const struct say_compare *s, const int64_t *v,
    size_t *n)
{
	const struct contest *c = contest_of(s);
	const char **name = arena_zero(a, c->choices + 1u, sizeof *name);

	*n = 0;
	for (uint16_t j = 0; j < c->choices; j++)
		if (compare_leads(s->c, v, (struct choice_ix){ j }))
			name[(*n)++] = c->choice[j].name;
	return words_list(a, name, *n);
}

/* Where the margin is largest and smallest among the counts that are whole. */
struct spread {
	size_t      counts;
	int64_t     low, high;	/* margin */
	const char *leaders;	/* in all of them */
	size_t      leading;	/* so many; 0: a tie */
	bool        one_leader;	/* the same in all of them */
};

static struct spread
spread_of(struct arena *a, const struct say_compare *s)
{
	struct spread r = { .one_leader = true };

	for (size_t i = 0; i < s->c->counts; i++) {
		const int64_t *v = votes_of(s, i);
		const char *who;
		int64_t margin;
		size_t n;

		if (!is_whole(s, i))
			continue;
		margin = compare_margin(s->c, v);
		who = leaders(a, s, v, &n);
		if (r.counts++ == 0) {
			r.low = r.high = margin;
			r.leaders = who;
			r.leading = n;
		}
		r.low = margin < r.low ? margin : r.low;
		r.high = margin > r.high ? margin : r.high;
		if (strcmp(who, r.leaders) != 0)
			r.one_leader = false;
	}
	return r;
}

/* "both counts"; "all three counts that are complete" */
static const char *
all_counts(struct arena *a, const struct say_compare *s, size_t n)
{
	const char *which = n < s->c->counts ? " that are complete" : "";

	if (n == 2)
		return arena_printf(a, "both counts%s", which);
	return arena_printf(a, "all %s counts%s", words_number(a, (int64_t)n),
	    which);
}

const char *
say_compare_lead(struct arena *a, const struct say_compare *s)
{
	struct spread r = spread_of(a, s);

	if (!say_compare_answered(s))
		return "Inconclusive: there are not two counts to compare.";
	if (r.counts < 2)
		return arena_printf(a, "There are not two complete counts; "
		    "they are compared over the %s in both.",
		    s->c->el->units_word);
	if (!r.one_leader)
		return arena_printf(a, "The counts do not agree on who has "
		    "the most votes in %s.", place_of(a, s));
	if (r.leading == 0)
		return arena_printf(a, "Nobody leads in %s: %s end in a tie.",
		    place_of(a, s), all_counts(a, s, r.counts));
	return arena_printf(a, "%s %s the most votes in %s.", r.leaders,
	    r.leading == 1 ? "has" : "have", all_counts(a, s, r.counts));
}

bool
say_compare_figure(struct arena *a, const struct say_compare *s,
    struct doc_figure *f)
{
	size_t i = compare_position(s->c, s->c->official);
	const int64_t *v = i < s->c->counts && is_whole(s, i) ?
	    votes_of(s, i) : NULL;
	struct say_origin o;
	int64_t margin;

	if (v == NULL || !num_known(margin = compare_margin(s->c, v)))
		return false;
	o = say_origin(s->c, i);
	*f = (struct doc_figure){
		.label = arena_printf(a, "%s margin, %s over %s",
		    unit_exists(s->unit) ? "Recorded" : "Official",
		    choice_label(s, s->c->first),
		    choice_label(s, s->c->second)),
		.value = words_num(a, margin), .unit = "votes",
		.badge = { o.stage, STANDING_OFFICIAL },
		.share = arena_printf(a, "%s of %s votes",
		    words_percent(a, margin, compare_total(s->c, v), 2),
		    words_num(a, compare_total(s->c, v))),
		.source = o.title, .as_of = words_day(a, o.as_of),
	};
	return true;
}

static void
say_intro(struct doc *d, const struct say_compare *s)
{
	struct spread r = spread_of(d->a, s);
	struct node *p;
	int64_t apart, nearest;

	if (r.counts < 2 || !num_known(r.low) ||
	    !num_sub(&apart, r.high, r.low))
		return;
	p = doc_para(d->intro);
	doc_text(p, "The margins are %s apart. ",
	    words_things(d->a, apart, "vote", "votes"));
	nearest = r.low > 0 ? r.low : r.high < 0 ? -r.high : 0;
	if (nearest > 0)
		doc_text(p, "The smallest of them is %s: %s between it and a "
		    "tie.", words_num(d->a, nearest), nearest == 1 ?
		    "a single vote stands" : "so many votes stand");
}

void
say_compare_majority(struct doc *d, const struct say_compare *s)
{
	const struct contest *c = contest_of(s);
	size_t i = compare_position(s->c, s->c->official);
	const struct winner_rule *r = law_winner(s->law, c->office, c->date);

	if (unit_exists(s->unit) || i == s->c->counts || r == NULL ||
	    !s->c->count[i].majority_missed)
		return;
	doc_text(doc_para(d->intro), "Nobody has more than half of the %s "
	    "votes, which the law asks for: the two leading choices meet in a "
	    "runoff. %s%s.", words_num(d->a, s->c->count[i].total),
	    r->rule.cite, say_mark(d->a, &r->rule));
}

/* The columns of the table of counts. */
static struct doc_table *
counts_table(struct node *section, const struct say_compare *s)
{
	struct doc *d = section->doc;
	const struct contest *contest = contest_of(s);
	struct doc_table *t = doc_table(section, "votes", arena_printf(d->a,
	    "Votes in each count, %s", place_of(d->a, s)),
	    "Total: votes of the choices named here. Share: the margin of the "
	    "total. Stage, source and day of each count stand below.");

	doc_add_column(d, t, "Count", ALIGN_LEFT);
	for (uint16_t j = 0; j < contest->choices; j++)
		doc_add_column(d, t, contest->choice[j].label, ALIGN_RIGHT);
	doc_add_column(d, t, "Total", ALIGN_RIGHT);
	doc_add_column(d, t, "Margin", ALIGN_RIGHT);
	doc_add_column(d, t, "Share", ALIGN_RIGHT);
	return t;
}

/*
 * Change of the margin against the first count; unknown for the first itself,
 * and where one of the two is not whole.
 */
static int64_t
margin_change(const struct say_compare *s, size_t i)
{
	const int64_t *from = votes_of(s, 0), *to = votes_of(s, i);
	int64_t change;

	if (i == 0 || !is_whole(s, 0) || !is_whole(s, i) ||
	    !num_sub(&change, compare_margin(s->c, to),
	    compare_margin(s->c, from)))
		return NUM_UNKNOWN;
	return change;
}

/* ", 2 of 3 counties", or nothing where all are there. */
static const char *
part_words(struct arena *a, const struct say_compare *s, size_t i)
{
	if (votes_of(s, i) == NULL)
		return ", not reported";
	if (is_whole(s, i))
		return "";
	return arena_printf(a, ", %u of %u %s", s->c->count[i].reported,
	    s->c->el->units, s->c->el->units_word);
}

static void
count_row(struct doc *d, struct doc_table *t, const struct say_compare *s,
    size_t i)
{
	const int64_t *v = votes_of(s, i);
	struct doc_table_row *r = doc_row(d, t, say_standing(s->c, s->law,
	    i) == STANDING_OFFICIAL ? ROW_OFFICIAL : ROW_PLAIN);
	size_t n = contest_of(s)->choices, at = 1 + n;

	doc_cell(d, t, r, 0, "%s%s", say_count(s->c, i)->title,
	    part_words(d->a, s, i));
	if (v == NULL) {
		for (size_t j = 1; j < at + 3; j++)
			doc_cell(d, t, r, j, "–");
		return;
	}
	for (size_t j = 0; j < n; j++)
		doc_cell_num(d, r, 1 + j, v[j]);
	doc_cell_num(d, r, at, compare_total(s->c, v));
	doc_cell_num(d, r, at + 1, compare_margin(s->c, v));
	doc_cell(d, t, r, at + 2, "%s", words_percent(d->a,
	    compare_margin(s->c, v), compare_total(s->c, v), 2));
}

static void
sources_table(struct node *section, const struct say_compare *s)
{
	struct doc *d = section->doc;
	struct doc_table *t = doc_table(section, "count-sources",
	    "Where these figures come from", NULL);

	doc_add_column(d, t, "Count", ALIGN_LEFT);
	doc_add_column(d, t, "Stage", ALIGN_LEFT);
	doc_add_column(d, t, "As of", ALIGN_LEFT);
	doc_add_column(d, t, words_capital(d->a, s->c->el->units_word),
	    ALIGN_RIGHT);
	doc_add_column(d, t, "Source", ALIGN_LEFT)->wraps = true;
	for (size_t i = 0; i < s->c->counts; i++) {
		struct doc_table_row *r = doc_row(d, t, ROW_PLAIN);
		const struct source *src =
		    &s->c->el->source[s->c->count[i].source.n];

		doc_cell(d, t, r, 0, "%s", say_count(s->c, i)->title);
		doc_stage(doc_cell_runs(d, r, 1), say_count(s->c, i)->stage,
		    say_standing(s->c, s->law, i));
		doc_cell(d, t, r, 2, "%s",
		    words_day(d->a, say_origin(s->c, i).as_of));
		doc_cell(d, t, r, 3, "%s of %s",
		    words_num(d->a, s->c->count[i].reported),
		    words_num(d->a, s->c->el->units));
		doc_cell(d, t, r, 4, "%s, %s", src->title, src->publisher);
	}
}

static void
counts_ladder(struct node *section, const struct say_compare *s)
{
	struct node *ladder = NULL;
	struct arena *a = section->doc->a;

	for (size_t i = 0; i < s->c->counts; i++) {
		const struct count *count = say_count(s->c, i);
		const int64_t *v = votes_of(s, i);
		struct doc_rung rung = { .title = count->title,
			.note = arena_printf(a, "By %s, %s", count->by_hand ?
			    "hand" : "machine", words_day(a, count->as_of)),
			.badge = { count->stage,
			    say_standing(s->c, s->law, i) },
			.change = margin_change(s, i) };

		if (!is_whole(s, i) || !num_known(compare_margin(s->c, v)))
			continue;
		rung.value = compare_margin(s->c, v);
		ladder = ladder != NULL ? ladder : doc_ladder(section);
		doc_add_rung(ladder, &rung);
	}
}

static const char *
counts_heading(struct arena *a, const struct say_compare *s)
{
	struct spread r = spread_of(a, s);

	if (r.counts < 2)
		return "The counts";
	if (!r.one_leader)
		return "The counts name different leaders";
	return arena_printf(a, "%s counts, %s",
	    words_capital(a, words_number(a, (int64_t)r.counts)),
	    r.leading == 0 ? "no leader" : r.leading == 1 ? "one leader" :
	    "the same leaders");
}

void
say_compare_counts(struct node *body, const struct say_compare *s)
{
	struct doc *d = body->doc;
	struct node *section = doc_section(body, "counts",
	    counts_heading(d->a, s));
	struct doc_table *t;

	if (s->c->counts == 0) {
		doc_text(doc_para(section), "No count %s. They appear when "
		    "their files are imported and they have come that far.",
		    day_known(s->as_of) ? "had reached its stage by then" :
		    "has figures yet");
		return;
	}
	counts_ladder(section, s);
	t = counts_table(section, s);
	for (size_t i = 0; i < s->c->counts; i++)
		count_row(d, t, s, i);
	sources_table(section, s);
}

bool
say_compare_is_out(const struct say_compare *s, const struct report_of *r)
{
	return !day_known(s->as_of) || (day_known(r->as_of) &&
	    day_cmp(r->as_of, s->as_of) <= 0);
}

static void
incident_row(struct doc *d, struct doc_table *t, const struct report_of *r)
{
	struct doc_table_row *row = doc_row(d, t, ROW_PLAIN);

	doc_cell(d, t, row, 0, "%s", r->what);
	doc_cell(d, t, row, 1, "%s%s", r->about ? "about " : "",
	    words_num(d->a, r->value));
	doc_cell(d, t, row, 2, "%s", stage_name(r->stage));
	doc_cell(d, t, row, 3, "%s", words_day(d->a, r->as_of));
	doc_cell(d, t, row, 4, "%s, %s", r->publisher, r->cite);
}

static void
incident_table(struct node *section, const struct say_compare *s,
    const struct incident *in)
{
	struct doc *d = section->doc;
	struct doc_table *t = doc_table(section, in->id, in->title,
	    "As each source gives it. None is preferred here.");

	doc_add_column(d, t, "What", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Figure", ALIGN_RIGHT);
	doc_add_column(d, t, "Stage", ALIGN_LEFT);
	doc_add_column(d, t, "As of", ALIGN_LEFT);
	doc_add_column(d, t, "Source", ALIGN_LEFT)->wraps = true;
	for (size_t i = 0; i < in->reports; i++)
		if (say_compare_is_out(s, &in->report[i]))
			incident_row(d, t, &in->report[i]);
}

bool
say_compare_tells(const struct say_compare *s, const struct incident *in)
{
	if (unit_exists(s->unit) && in->unit.n != s->unit.n)
		return false;
	for (size_t i = 0; i < in->reports; i++)
		if (say_compare_is_out(s, &in->report[i]))
			return true;
	return false;
}

void
say_compare_incidents(struct node *body, const struct say_compare *s)
{
	const struct election *el = s->c->el;
	struct node *section = NULL;

	for (size_t i = 0; i < el->incidents; i++) {
		const struct incident *in = &el->incident[i];

		if (!say_compare_tells(s, in))
			continue;
		if (section == NULL)
			section = doc_section(body, "incidents",
			    "Incidents, with every figure given for them");
		doc_text(doc_para(section), "%s: %s",
		    words_unit(body->doc->a, el, in->unit), in->text);
		incident_table(section, s, in);
	}
}

/* What a count of this kind shows, and what it leaves open. */
static const struct { const char *shows, *open; } meaning[COUNT_KINDS] = {
	[COUNT_ORIGINAL] = {
		"How the ballots were read when they were first counted.",
		"It does not show whether they were read rightly." },
	[COUNT_HAND_TALLY] = {
		"What people saw on every ballot, without a machine's reading.",
		"It does not show every vote to the last one: people who sort "
		"and count large piles slip by a few." },
	[COUNT_RECOUNT] = {
		"Whether the ballots, read again, give the same numbers.",
		"It does not show a fault that both readings share." },
};

void
say_compare_meaning(struct node *body, const struct say_compare *s)
{
	struct arena *a = body->doc->a;
	struct node *list;

	if (s->c->counts == 0)
		return;
	list = doc_list(doc_section(body, "meaning",
	    "What each count shows, and what it does not"));
	for (size_t i = 0; i < s->c->counts; i++) {
		const struct count *count = say_count(s->c, i);
		const struct official_rule *r = law_official(s->law,
		    count->kind, s->c->el->date);
		struct node *item = doc_item(list);

		doc_strong(item, "%s. ", count->title);
		doc_text(item, "%s %s", meaning[count->kind].shows,
		    meaning[count->kind].open);
		if (r != NULL)
			doc_text(item, " %s %s%s.", r->means, r->rule.cite,
			    say_mark(a, &r->rule));
	}
}

static bool
write_ins_are_unknown(const struct say_compare *s)
{
	size_t at = contest_of(s)->choices + (size_t)EXTRA_WRITE_INS;

	for (size_t i = 0; i < s->c->counts; i++) {
		const int64_t *v = votes_of(s, i);

		if (v != NULL && !num_known(v[at]))
			return true;
	}
	return false;
}

void
say_compare_limits(struct node *body, const struct say_compare *s)
{
	struct node *limits = doc_limits(body);

	say_limits_of_counting(limits);
	doc_limit(limits, arena_printf(body->doc->a, "Why a %s differs.",
	    s->c->el->unit_word), "The files give totals, not causes.");
	if (write_ins_are_unknown(s))
		doc_limit(limits, "Write-in votes.", "Not every count here "
		    "gives them, so they are in none of the totals.");
}

static const char *
doc_title(struct arena *a, const struct say_compare *s)
{
	const char *contest = contest_of(s)->title;

	if (!unit_exists(s->unit))
		return arena_printf(a, "%s: the counts side by side", contest);
	return arena_printf(a, "%s, %s: the counts side by side",
	    place_of(a, s), contest);
}

struct doc *
say_compare_doc(struct arena *a, const struct say_compare *s)
{
	struct doc *d = doc_new(a, doc_title(a, s));
	struct doc_figure f;

	d->kicker = arena_printf(a, "%s · %s%s", s->c->el->title,
	    day_known(s->as_of) ? "as of " : "election of ",
	    words_date(a, day_known(s->as_of) ? s->as_of :
	    contest_of(s)->date));
	d->lead = say_compare_lead(a, s);
	if (say_compare_figure(a, s, &f))
		doc_set_figure(d, &f);
	say_intro(d, s);
	say_compare_majority(d, s);
	say_compare_counts(d->body, s);
	if (!unit_exists(s->unit))
		for (size_t i = 0; i < s->c->pairs; i++)
			say_compare_pair(d->body, s, i);
	say_compare_incidents(d->body, s);
	say_compare_meaning(d->body, s);
	say_compare_limits(d->body, s);
	return d;
}
