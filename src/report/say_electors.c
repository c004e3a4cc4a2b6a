/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"
#include "base/err.h"

#include "report/say.h"
#include "report/say_electors.h"
#include "report/words.h"

bool
say_electors_compute(struct arena *a, struct say_electors *s, struct err *e)
{
	s->now = electors_sum(s->t, s->on);
	s->outcome = electors_outcome(s->t, s->now.won);
	s->flipped = electors_flip(s->t, s->on, s->flip, s->flips);
	s->flipped_outcome = electors_outcome(s->t, s->flipped.won);
	s->open = electors_ways_open(s->t, s->on);
	s->open_or_unknown = electors_ways(s->t, s->on);
	for (int cost = 0; cost < FLIP_COSTS; cost++) {
		if (s->outcome > ELECTED_1)
			continue;
		TRY(electors_smallest(a, s->t, (enum flip_cost)cost,
		    ELECTED_TIE, &s->smallest[cost][0], e));
		TRY(electors_smallest(a, s->t, (enum flip_cost)cost,
		    s->outcome == ELECTED_0 ? ELECTED_1 : ELECTED_0,
		    &s->smallest[cost][1], e));
	}
	return true;
}

/* The side to speak of first: the one that has more. */
static int
leading_side(const struct say_electors *s)
{
	return s->now.won[1] > s->now.won[0];
}

static const char *
outcome_words(struct arena *a, const struct say_electors *s,
    enum elector_outcome o)
{
	if (o == ELECTED_TIE)
		return "A tie: nobody is elected";
	if (o == ELECTED_NONE)
		return "Nobody has reached the number that elects";
	return arena_printf(a, "%s has the number that elects",
	    s->t->side[o]);
}

const char *
say_electors_lead(struct arena *a, const struct say_electors *s)
{
	int x = leading_side(s), y = 1 - x;

	return arena_printf(a, "%s known to be certified "
	    "for %s on %s; %d to %d are won in all, and %d elect.",
	    words_things(a, s->now.certified[x], "electoral vote is",
	    "electoral votes are"), s->t->side[x], words_date(a, s->on),
	    s->now.won[x], s->now.won[y], s->t->needed);
}

static void
put_int(struct doc *d, struct doc_table_row *r, size_t i, int n)
{
	doc_cell_num(d, r, i, n);
}

static void
sum_row(struct doc *d, struct doc_table *t, const struct say_electors *s,
    const char *what, const int v[ELECTORS_SIDES], enum row_class class)
{
	struct doc_table_row *r = doc_row(d, t, class);
	int x = leading_side(s);

	doc_cell(d, t, r, 0, "%s", what);
	put_int(d, r, 1, v[x]);
	put_int(d, r, 2, v[1 - x]);
}

static void
sums_rows(struct doc *d, struct doc_table *t, const struct say_electors *s,
    const struct elector_sum *sum)
{
	sum_row(d, t, s, "Certified", sum->certified, ROW_PLAIN);
	sum_row(d, t, s, "Won, known not to be certified", sum->open,
	    ROW_PLAIN);
	sum_row(d, t, s, "Won, certification not known", sum->unknown,
	    ROW_PLAIN);
	sum_row(d, t, s, arena_printf(d->a, "Together (%d elects)",
	    s->t->needed), sum->won, ROW_SUM);
}

static struct doc_table *
sums_table(struct node *section, const struct say_electors *s,
    const char *id, const char *caption)
{
	struct doc *d = section->doc;
	int x = leading_side(s);
	struct doc_table *t = doc_table(section, id, caption,
	    arena_printf(d->a, "As of %s. Source: %s, with a citation for "
	    "each unit.", words_day(d->a, s->on), s->el->electors));

	doc_add_column(d, t, "Electoral votes", ALIGN_LEFT);
	doc_add_column(d, t, s->t->side[x], ALIGN_RIGHT);
	doc_add_column(d, t, s->t->side[1 - x], ALIGN_RIGHT);
	return t;
}

/* The units of one status: "Alder 9 and Birch 4"; if many, how many. */
#define MANY_UNITS 12

static void
put_units_with(struct node *section, const struct say_electors *s,
    enum certified status, const char *what)
{
	struct arena *a = section->doc->a;
	const char *name[ELECTORS_MAX_UNITS];
	size_t n = 0;

	for (size_t i = 0; i < s->t->units; i++) {
		const struct elector_unit *u = &s->t->unit[i];

		if (electors_status(u, s->on) == status)
			name[n++] = arena_printf(a, "%s %d", u->name, u->votes);
	}
	if (n > 0 && n <= MANY_UNITS)
		doc_text(doc_note(section), "%s: %s.", what,
		    words_list(a, name, n));
	else if (n > 0)
		doc_text(doc_note(section), "%s: %zu units; the CSV form "
		    "lists them.", what, n);
}

void
say_electors_sums(struct node *body, const struct say_electors *s)
{
	struct doc *d = body->doc;
	struct node *section = doc_section(body, "electors",
	    "Certified, and won but not certified");
	struct node *p = doc_para(section);

	doc_text(p, "%s", outcome_words(d->a, s, s->outcome));
	doc_text(p, ", counting all that is won. On certified votes alone: ");
	doc_strong(p, "%s.", outcome_words(d->a, s, electors_outcome(s->t,
	    s->now.certified)));
	sums_rows(d, sums_table(section, s, "electors-sums",
	    "Electoral votes"), s, &s->now);
	put_units_with(section, s, CERTIFIED_NO, "Known not to be certified");
	put_units_with(section, s, CERTIFIED_UNKNOWN,
	    "No source here says whether they were certified");
	doc_text(doc_note(section), "%d of %d elect: %s%s.", s->t->needed,
	    s->t->total, s->rule->rule.cite, say_mark(d->a,
	    &s->rule->rule));
}

/* "Alder, Birch and Cedar" */
static const char *
unit_names(struct arena *a, const struct say_electors *s, const size_t *unit,
    size_t n)
{
	const char **name = arena_zero(a, n + 1, sizeof *name);

	for (size_t i = 0; i < n; i++)
		name[i] = s->t->unit[unit[i]].name;
	return words_list(a, name, n);
}

void
say_electors_what_if(struct node *body, const struct say_electors *s)
{
	struct doc *d = body->doc;
	struct node *section, *p;

	if (s->flips == 0)
		return;
	section = doc_section(body, "what-if", arena_printf(d->a,
	    "If %s had gone to the other side", unit_names(d->a, s, s->flip,
	    s->flips)));
	p = doc_para(section);
	doc_strong(p, "%s. ", outcome_words(d->a, s, s->flipped_outcome));
	doc_text(p, "The outcome %s.", s->flipped_outcome == s->outcome ?
	    "is the same" : "is another one");
	sums_rows(d, sums_table(section, s, "what-if-sums",
	    "Electoral votes, had they gone the other way"), s, &s->flipped);
}

static void
smallest_row(struct doc *d, struct doc_table *t, const struct say_electors *s,
    const char *what, const struct flip_set *f)
{
	struct doc_table_row *r = doc_row(d, t, ROW_PLAIN);

	doc_cell(d, t, r, 0, "%s", what);
	if (f->units == 0) {
		doc_cell(d, t, r, 1, "there is none");
		return;
	}
	doc_cell(d, t, r, 1, "%s", unit_names(d->a, s, f->unit, f->units));
	doc_cell_num(d, r, 2, (int64_t)f->units);
	put_int(d, r, 3, f->electoral);
	doc_cell_num(d, r, 4, f->margin);
	doc_cell_num(d, r, 5, f->popular);
	doc_cell_num(d, r, 6, (int64_t)f->ties);
}

void
say_electors_smallest(struct node *body, const struct say_electors *s)
{
	static const char *const by[FLIP_COSTS] = { "fewest units",
		"fewest electoral votes", "fewest voters" };
	struct doc *d = body->doc;
	struct node *section;
	struct doc_table *t;

	if (s->outcome > ELECTED_1)
		return;
	section = doc_section(body, "smallest",
	    "The smallest changes that would make another outcome");
	t = doc_table(section, "smallest-sets", "Sets of units that would have "
	    "to go to the other side", "Voters: how many would have had to "
	    "choose the other side, half of each margin and one. Sets: how "
	    "many cost the same; one with the fewest units is shown. "
	    "Units without popular votes are in no set of fewest voters.");
	doc_add_column(d, t, "Outcome, by", ALIGN_LEFT);
	doc_add_column(d, t, "Units", ALIGN_LEFT)->wraps = true;
	doc_add_column(d, t, "Number", ALIGN_RIGHT);
	doc_add_column(d, t, "Electoral votes", ALIGN_RIGHT);
	doc_add_column(d, t, "Margins", ALIGN_RIGHT);
	doc_add_column(d, t, "Voters", ALIGN_RIGHT);
	doc_add_column(d, t, "Sets", ALIGN_RIGHT);
	for (int to = 0; to < 2; to++)
		for (int i = 0; i < FLIP_COSTS; i++)
			smallest_row(d, t, s, arena_printf(d->a, "%s, %s",
			    to == 0 ? "A tie" : s->t->side[1 - (int)s->outcome],
			    by[i]), &s->smallest[i][to]);
}

static void
ways_row(struct doc *d, struct doc_table *t, const struct say_electors *s,
    const char *what, const struct elector_ways *w)
{
	struct doc_table_row *r = doc_row(d, t, ROW_PLAIN);
	int x = leading_side(s);

	doc_cell(d, t, r, 0, "%s", what);
	put_int(d, r, 1, w->open_units);
	doc_cell_num(d, r, 2, (int64_t)w->all);
	doc_cell_num(d, r, 3, (int64_t)w->elects[x]);
	doc_cell_num(d, r, 4, (int64_t)w->elects[1 - x]);
	doc_cell_num(d, r, 5, (int64_t)w->tie);
}

void
say_electors_ways(struct node *body, const struct say_electors *s)
{
	struct doc *d = body->doc;
	struct node *section = doc_section(body, "ways",
	    "In how many ways the open units could fall");
	struct doc_table *t = doc_table(section, "ways-of-open-units",
	    "Combinations, counted exactly", "Every combination counts once. "
	    "That is no chance: nobody says that they are equally likely.");
	int x = leading_side(s);

	doc_add_column(d, t, "If these could fall to either side", ALIGN_LEFT);
	doc_add_column(d, t, "Units", ALIGN_RIGHT);
	doc_add_column(d, t, "Ways", ALIGN_RIGHT);
	doc_add_column(d, t, s->t->side[x], ALIGN_RIGHT);
	doc_add_column(d, t, s->t->side[1 - x], ALIGN_RIGHT);
	doc_add_column(d, t, "Nobody", ALIGN_RIGHT);
	ways_row(d, t, s, "Known not to be certified", &s->open);
	ways_row(d, t, s, "Also those not known", &s->open_or_unknown);
}

void
say_electors_limits(struct node *body, const struct say_electors *s)
{
	struct node *limits = doc_limits(body);

	(void)s;
	doc_limit(limits, "What will happen.", "This is arithmetic on what "
	    "sources say, not a forecast.");
	doc_limit(limits, "Whether a result is right.", "A unit is certified "
	    "by those whom the law names, and that is what is shown.");
	doc_limit(limits, "How electors vote.", "Electors meet, vote and are "
	    "counted later; a vote cast for somebody else is not in here.");
	doc_limit(limits, "Units that share voters.", "A state and its "
	    "districts are counted as units of their own, though the same "
	    "people voted in both.");
}

struct doc *
say_electors_doc(struct arena *a, const struct say_electors *s)
{
	struct doc *d = doc_new(a, arena_printf(a, "Electoral votes on %s",
	    words_date(a, s->on)));

	d->kicker = arena_printf(a, "%s · %s", s->el->title, s->el->electors);
	d->lead = say_electors_lead(a, s);
	say_electors_sums(d->body, s);
	/* Who asks what if these flip does not ask which others could. */
	if (s->flips > 0) {
		say_electors_what_if(d->body, s);
	} else {
		say_electors_smallest(d->body, s);
		say_electors_ways(d->body, s);
	}
	say_electors_limits(d->body, s);
	return d;
}
