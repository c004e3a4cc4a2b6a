/* SPDX-License-Identifier: Apache-2.0 */
/* The page of one unit: counts, methods, findings, batches and precincts. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "report/draw.h"
#include "report/page.h"
#include "report/tally.h"
#include "report/words.h"

#define MAX_FOUND 300	/* findings on a page; all of them are in the file */

/* What one page is made from. */
struct unit_page {
	const struct site      *s;
	struct doc             *d;
	struct unit_ix          unit;
	const struct source_ix *which;
	const struct sheet     *sheet;
	size_t                  sheets;
};

static const char *
count_title(const struct unit_page *p, size_t i)
{
	return say_title(p->d->a, p->s->compare, i);
}

static int64_t
change_of(const struct unit_page *p, size_t i)
{
	return chart_change((struct chart_pair){ p->s->compare, 0, i },
	    p->unit);
}

/* "the hand tally is 596 votes below the first count". */
static const char *
change_words(const struct unit_page *p, size_t i)
{
	struct arena *a = p->d->a;
	int64_t change = change_of(p, i);

	if (!num_known(change))
		return arena_printf(a, "the %s has no figures here",
		    count_title(p, i));
	if (change == 0)
		return arena_printf(a, "the %s has the same total as the %s",
		    count_title(p, i), count_title(p, 0));
	return arena_printf(a, "the %s is %s %s the %s", count_title(p, i),
	    words_things(a, change < 0 ? -change : change, "vote", "votes"),
	    change < 0 ? "below" : "above", count_title(p, 0));
}

static const char *
lead(const struct unit_page *p)
{
	size_t n = p->s->compare->counts;
	struct arena *a = p->d->a;
	const char **part = arena_zero(a, n + 1, sizeof *part);

	if (n < 2)
		return "One count has figures here.";
	for (size_t i = 1; i < n; i++)
		part[i - 1] = change_words(p, i);
	return arena_printf(a, "%s.", words_capital(a, words_list(a, part,
	    n - 1)));
}

/* Who leads, and by how much, in every count. */
static void
leaders(const struct unit_page *p)
{
	const struct compare *c = p->s->compare;
	struct arena *a = p->d->a;
	const char **by = arena_zero(a, c->counts + 1, sizeof *by);
	struct choice_ix first = NO_CHOICE;
	bool same = true;
	size_t n = 0;

	for (size_t i = 0; i < c->counts; i++) {
		const int64_t *v = compare_votes(c, p->unit, i);
		struct choice_ix leader = v == NULL ? NO_CHOICE :
		    compare_leader(c, v);

		if (v == NULL)
			continue;
		if (n == 0)
			first = leader;
		same = same && leader.n == first.n;
		by[n++] = words_num(a, tally_lead(v, page_contest(p->s)));
	}
	if (n == 0)
		return;
	if (same && choice_exists(first))
		doc_text(doc_para(p->d->intro), "%s leads in %s, by %s votes.",
		    page_contest(p->s)->choice[first.n].name, n == 1 ?
		    "the count" : "every count", words_list(a, by, n));
	else
		doc_text(doc_para(p->d->intro), "Not the same choice leads in "
		    "every count.");
}

/* The largest difference between two counts here, as a size. */
static int64_t
largest_change(const struct unit_page *p)
{
	int64_t most = 0;

	for (size_t i = 1; i < p->s->compare->counts; i++) {
		int64_t change = change_of(p, i);

		if (num_known(change) && llabs(change) > most)
			most = llabs(change);
	}
	return most;
}

/* Open findings, and differences that nothing here explains: each is said. */
static void
statuses(const struct unit_page *p)
{
	struct arena *a = p->d->a;
	size_t open = page_open(p->s, p->unit);
	int64_t change = largest_change(p);
	struct node *n = doc_para(p->d->intro);

	doc_status(n, open == 0 && change == 0 ? STATUS_HOLDS : STATUS_OPEN);
	if (open > 0)
		doc_text(n, " %s.", words_things(a, (int64_t)open,
		    "open finding", "open findings"));
	if (change > 0)
		doc_text(n, " The counts are up to %s apart here; their files "
		    "do not say why.", words_things(a, change, "vote",
		    "votes"));
	if (open == 0 && change == 0)
		doc_text(n, " The totals agree, and no finding is open.");
}

static void
figure(const struct unit_page *p)
{
	const struct compare *c = p->s->compare;
	size_t i = page_official(p->s);
	const int64_t *v = i < c->counts ? compare_votes(c, p->unit, i) : NULL;

	if (v == NULL)
		return;
	doc_set_figure(p->d, &(struct doc_figure){
		.label = "Official votes, named choices",
		.value = words_num(p->d->a, compare_total(c, v)),
		.badge = page_standing(p->s, i),
		.source = say_origin(c, i).title,
		.as_of = words_day(p->d->a, say_count(p->s->compare, i)->as_of),
	});
}

/* The sheet that divides count[${i}] by method, unless withheld; or NULL. */
static const struct sheet *
method_sheet(const struct unit_page *p, size_t i)
{
	static const enum partition order[] = { PART_METHOD, PART_BATCH,
		PART_PRECINCT };

	for (size_t o = 0; o < 3; o++)
		for (size_t k = 0; k < p->sheets; k++) {
			const struct source *src =
			    &p->s->el->source[p->which[k].n];

			if (src->part == order[o] && !page_withheld(src) &&
			    src->count.n == p->s->compare->count[i].count.n &&
			    tally_has_methods(&p->sheet[k]))
				return &p->sheet[k];
		}
	return NULL;
}

/* The counts that are divided by method, and every method they name. */
struct methods {
	struct tally *tally;
	size_t       *count;	/* position of each in compare->count */
	size_t        n;
	const char  **name;
	size_t        names;
};

static struct methods
methods_of(const struct unit_page *p)
{
	struct arena *a = p->d->a;
	size_t counts = p->s->compare->counts;
	struct methods m = { arena_zero(a, counts + 1, sizeof *m.tally),
		arena_zero(a, counts + 1, sizeof *m.count), 0, NULL, 0 };

	for (size_t i = 0; i < counts; i++) {
		const struct sheet *sh = method_sheet(p, i);

		if (sh == NULL || sh->rows == 0)
			continue;
		m.tally[m.n] = tally_by_method(a, sh, page_contest(p->s));
		m.count[m.n++] = i;
	}
	m.names = tally_names(a, m.tally, m.n, &m.name);
	return m;
}

/* Votes of method ${k} in tally ${i} minus those in the first. */
static int64_t
method_change(const struct methods *m, size_t i, size_t k)
{
	int64_t change;

	if (!num_sub(&change, tally_total(&m->tally[i], m->name[k]),
	    tally_total(&m->tally[0], m->name[k])))
		return NUM_UNKNOWN;
	return change;
}

/* The method with three fifths of all change in tally ${i} or more, or NULL. */
static const char *
main_method(const struct methods *m, size_t i)
{
	const char *best = NULL;
	int64_t most = 0, all = 0;

	for (size_t k = 0; k < m->names; k++) {
		int64_t change = method_change(m, i, k);
		int64_t there = tally_total(&m->tally[i], m->name[k]);

		/* Named in one count only: all its votes are change. */
		if (!num_known(change))
			change = num_known(there) ? there :
			    tally_total(&m->tally[0], m->name[k]);
		if (!num_known(change))
			return NULL;
		change = change < 0 ? -change : change;
		all += change;
		best = change > most ? m->name[k] : best;
		most = change > most ? change : most;
	}
	return all > 0 && most * 5 >= all * 3 ? best : NULL;
}

static const char *
methods_heading(const struct unit_page *p, const struct methods *m)
{
	const char *most;

	if (m->n < 2)
		return "By voting method";
	most = main_method(m, 1);
	if (most == NULL)
		return "The counts by voting method";
	return arena_printf(p->d->a, "The %s differs mostly in “%s”",
	    say_title(p->d->a, p->s->compare, m->count[1]), most);
}

static void
method_row(const struct unit_page *p, struct doc_table *t,
    const struct methods *m, size_t k)
{
	struct doc *d = p->d;
	struct doc_table_row *r = doc_row(d, t, ROW_PLAIN);
	size_t at = 1;

	doc_cell(d, t, r, 0, "%s", m->name[k][0] == '\0' ? "(no name)" :
	    m->name[k]);
	for (size_t i = 0; i < m->n; i++)
		doc_cell_num(d, r, at++, tally_total(&m->tally[i], m->name[k]));
	for (size_t i = 1; i < m->n; i++)
		doc_cell_signed(d, r, at++, method_change(m, i, k));
}

static int64_t
total_of(const struct tally *t)
{
	int64_t sum = 0;

	for (size_t k = 0; k < t->parts; k++)
		if (!num_add(&sum, sum, t->part[k].total))
			return NUM_UNKNOWN;
	return sum;
}

static void
method_sums(const struct unit_page *p, struct doc_table *t,
    const struct methods *m)
{
	struct doc *d = p->d;
	struct doc_table_row *r = doc_row(d, t, ROW_SUM);
	size_t at = 1;

	doc_cell(d, t, r, 0, "%s", d->title);
	for (size_t i = 0; i < m->n; i++)
		doc_cell_num(d, r, at++, total_of(&m->tally[i]));
	for (size_t i = 1; i < m->n; i++) {
		int64_t change;

		if (!num_sub(&change, total_of(&m->tally[i]),
		    total_of(&m->tally[0])))
			change = NUM_UNKNOWN;
		doc_cell_signed(d, r, at++, change);
	}
}

/* The changes as a drawing, if there is any. */
static void
methods_chart(const struct unit_page *p, struct node *sec,
    const struct methods *m, size_t i)
{
	struct arena *a = p->d->a;
	int64_t *change = arena_zero(a, m->names + 1, sizeof *change);
	const char **name = arena_zero(a, m->names + 1, sizeof *name);
	const char *title;
	size_t n = 0;

	for (size_t k = 0; k < m->names; k++) {
		change[n] = method_change(m, i, k);
		name[n] = m->name[k];
		n += num_known(change[n]);
	}
	if (n == 0)
		return;
	title = arena_printf(a, "%s: change by voting method",
	    say_count(p->s->compare, m->count[i])->title);
	doc_chart(sec, title, chart_bars(a, title, name, change, n),
	    "The numbers stand in the table above.");
}

static void
methods(const struct unit_page *p)
{
	struct doc *d = p->d;
	struct methods m = methods_of(p);
	struct doc_table *t;
	struct node *sec;

	if (m.n == 0)
		return;
	sec = doc_section(d->body, "methods", methods_heading(p, &m));
	doc_brief(sec, "By voting method");
	t = doc_table(sec, "by-method", "Votes by voting method",
	    "Votes for the named choices. A method that only one source names "
	    "is unknown in the others.");
	doc_add_column(d, t, "Method", ALIGN_LEFT);
	for (size_t i = 0; i < m.n; i++)
		doc_add_column(d, t, say_count(p->s->compare,
		    m.count[i])->title, ALIGN_RIGHT)->group = "Votes";
	for (size_t i = 1; i < m.n; i++)
		doc_add_column(d, t, say_count(p->s->compare,
		    m.count[i])->title, ALIGN_RIGHT)->group = "Change";
	for (size_t k = 0; k < m.names; k++)
		method_row(p, t, &m, k);
	method_sums(p, t, &m);
	for (size_t i = 1; i < m.n; i++)
		methods_chart(p, sec, &m, i);
}

/* A table of the parts of one source: precincts, or batches by type. */
static void
parts_table(const struct unit_page *p, struct node *sec,
    const struct source *src, const struct tally *tally, bool rows)
{
	struct doc *d = p->d;
	struct choices ch = page_choices(p->s);
	struct doc_table *t = doc_table(sec, NULL, src->title,
	    arena_printf(d->a, "%s · %s · as of %s.",
	    stage_name(p->s->el->count[src->count.n].stage), src->publisher,
	    words_day(d->a, src->as_of)));

	t->long_one = true;
	doc_add_column(d, t, rows ? "Type" : "Precinct", ALIGN_LEFT);
	if (rows)
		doc_add_column(d, t, "Batches", ALIGN_RIGHT);
	page_choice_columns(d, t, p->s, &ch, NULL);
	doc_add_column(d, t, "Total", ALIGN_RIGHT);
	for (size_t i = 0; i < tally->parts; i++) {
		const struct part *q = &tally->part[i];
		struct doc_table_row *r = doc_row(d, t, ROW_PLAIN);
		size_t k = 1;

		doc_cell(d, t, r, 0, "%s", q->name[0] == '\0' ? "(no name)" :
		    q->name);
		if (rows)
			doc_cell_num(d, r, k++, q->rows);
		k = page_choice_cells(d, r, p->s, &ch, k, q->v);
		doc_cell_num(d, r, k, q->total);
	}
}

/* Precincts and batches, where their cells are public already. */
static void
below_unit(const struct unit_page *p, enum partition part, const char *id,
    const char *heading)
{
	struct node *sec = NULL;

	for (size_t i = 0; i < p->sheets; i++) {
		const struct source *src = &p->s->el->source[p->which[i].n];
		bool batches = part == PART_BATCH;
		struct tally t;

		if (src->part != part || p->sheet[i].rows == 0)
			continue;
		if (sec == NULL)
			sec = doc_section(p->d->body, id, heading);
		if (page_withheld(src)) {
			doc_text(doc_para(sec), "“%s” is not shown: its cells "
			    "are not public elsewhere, and small cells could "
			    "show how one person voted.", src->title);
			continue;
		}
		t = batches ? tally_by_method(p->d->a, &p->sheet[i],
		    page_contest(p->s)) : tally_by_label(p->d->a,
		    &p->sheet[i], page_contest(p->s));
		parts_table(p, sec, src, &t, batches);
	}
}

static void
findings(const struct unit_page *p)
{
	size_t n = page_found(p->s, p->unit);
	struct node *sec = doc_section(p->d->body, "findings", n == 0 ?
	    "Nothing doubtful within the files" :
	    words_things(p->d->a, (int64_t)n, "finding", "findings"));
	struct node *list;

	doc_brief(sec, "Findings");
	if (n == 0) {
		doc_text(doc_para(sec), "The files about this %s are complete "
		    "and add up. That does not explain a difference between "
		    "the counts.", p->s->el->unit_word);
		return;
	}
	list = doc_findings(sec);
	for (size_t i = 0; i < n && i < MAX_FOUND; i++)
		page_finding(p->s, list, page_found_at(p->s, p->unit, i), true);
	if (n > MAX_FOUND)
		doc_text(doc_note(sec), "These are the first %d; all are in "
		    "data/reconcile.json.", MAX_FOUND);
}

static void
limits(const struct unit_page *p)
{
	struct node *l = doc_limits(p->d->body);

	doc_limit(l, "Which count is nearer the truth.", "The counts read the "
	    "same ballots. Only the ballots can settle a difference.");
	doc_limit(l, "Single ballots.", "Figures below the method and the "
	    "precinct are summed up, and nothing is shown that its publisher "
	    "has not made public.");
	say_limits_of_counting(l);
}

struct doc *
page_unit(const struct site *s, struct arena *a, struct unit_ix unit,
    const struct source_ix *which, const struct sheet *sheet, size_t n)
{
	struct unit_page p = { s, doc_new(a, words_unit(a, s->el, unit)), unit,
		which, sheet, n };
	struct say_compare say = page_say(s, unit);

	p.d->kicker = s->frame.site;
	p.d->lead = lead(&p);
	leaders(&p);
	statuses(&p);
	figure(&p);
	say_compare_counts(p.d->body, &say);
	methods(&p);
	findings(&p);
	say_compare_incidents(p.d->body, &say);
	below_unit(&p, PART_BATCH, "batches", "Batches by type");
	below_unit(&p, PART_PRECINCT, "precincts", "Votes by precinct");
	limits(&p);
	return p.d;
}
