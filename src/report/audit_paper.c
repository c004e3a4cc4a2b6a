/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "text/csv.h"

#include "report/audit_paper.h"
#include "report/words.h"

#define BOX    "[    ]"
#define LINE   "______________________"

/* Items in the order in which somebody walks along the shelves. */
struct walk {
	const struct audit_paper *p;
	const struct audit_item **item;
	size_t                    n;
};

static const struct case_batch *
batch_of(const struct audit_paper *p, const struct audit_item *x)
{
	return &p->one->batch[x->batch];
}

static const char *
text_or_none(const char *s)
{
	return s == NULL ? "" : s;
}

/* A step of the walk, with all that its place depends on. */
struct step {
	const struct audit_item *item;
	const char *unit, *container;
	size_t      unit_at;	/* first batch of the unit in the frame */
};

static int
by_place(const void *x, const void *y)
{
	const struct step *a = x, *b = y;
	int order;

	if (a->unit_at != b->unit_at)
		return a->unit_at < b->unit_at ? -1 : 1;
	order = strcmp(a->container, b->container);
	if (order != 0)
		return order;
	if (a->item->batch != b->item->batch)
		return a->item->batch < b->item->batch ? -1 : 1;
	return (a->item->position > b->item->position) -
	    (a->item->position < b->item->position);
}

/* Of each batch the first one of its unit: units stand together in a frame. */
static size_t *
first_of_units(struct arena *a, const struct audit_case *one)
{
	size_t *first = arena_zero(a, one->batches + 1, sizeof *first);

	for (size_t i = 1; i < one->batches; i++)
		first[i] = strcmp(one->batch[i].unit, one->batch[i - 1].unit) ==
		    0 ? first[i - 1] : i;
	return first;
}

static struct walk
walk_of(struct arena *a, const struct audit_paper *p)
{
	const struct audit_case *one = p->one;
	struct step *step = arena_zero(a, one->items + 1, sizeof *step);
	struct walk w = { p, arena_zero(a, one->items + 1, sizeof *w.item),
		0 };
	size_t *first = first_of_units(a, one);

	for (size_t i = 0; i < one->items; i++) {
		const struct audit_item *x = &one->item[i];
		const struct case_batch *b = batch_of(p, x);

		if (!x->is_read && (p->unit == NULL || strcmp(p->unit,
		    b->unit) == 0))
			step[w.n++] = (struct step){ x, b->unit,
				text_or_none(b->container), first[x->batch] };
	}
	if (w.n > 0)
		qsort(step, w.n, sizeof *step, by_place);
	for (size_t i = 0; i < w.n; i++)
		w.item[i] = step[i].item;
	return w;
}

static bool
is_new_unit(const struct walk *w, size_t i)
{
	return i == 0 || strcmp(batch_of(w->p, w->item[i])->unit,
	    batch_of(w->p, w->item[i - 1])->unit) != 0;
}

/* The ticket under which it came first, as far as people compare it. */
static const char *
ticket_of(const struct audit_paper *p, const struct audit_item *x)
{
	size_t item = (size_t)(x - p->one->item);

	for (size_t i = 0; i < p->one->draws; i++)
		if (p->one->draw[i].item == item)
			return p->one->draw[i].ticket;
	return "";
}

static struct doc *
paper(struct arena *a, const struct audit_paper *p, const char *title,
    const struct walk *w)
{
	struct doc *d = doc_new(a, title);

	d->kicker = arena_printf(a, "%s · audit %s · round %zu", p->election,
	    p->one->plan->audit, p->one->rounds);
	d->lead = w->n == 0 ? "Nothing is left to be read." :
	    arena_printf(a, "%s to be read.", words_capital(a, words_things(a,
	    (int64_t)w->n, w->item[0]->position > 0 ? "ballot is" :
	    "batch is", w->item[0]->position > 0 ? "ballots are" :
	    "batches are")));
	return d;
}

/* Does any batch stand in a container, or come of a tabulator? */
struct shape { bool containers, tabulators, ballots, tickets; };

static struct shape
shape_of(const struct walk *w)
{
	struct shape s = { .tabulators = w->p->one->has_tabulators,
		.tickets = w->n > 0 && *ticket_of(w->p, w->item[0]) != '\0' };

	for (size_t i = 0; i < w->n; i++) {
		s.containers |= batch_of(w->p, w->item[i])->container != NULL;
		s.ballots |= w->item[i]->position > 0;
	}
	return s;
}

static struct doc_table *
list_of(struct node *section, struct shape s)
{
	struct doc *d = section->doc;
	struct doc_table *t = doc_table(section, "list", "In walking order",
	    "Tick what is in hand. What is not there is entered as not found.");

	t->long_one = true;
	doc_add_column(d, t, "", ALIGN_LEFT);
	if (s.containers)
		doc_add_column(d, t, "Container", ALIGN_LEFT)->wraps = true;
	if (s.tabulators)
		doc_add_column(d, t, "Tabulator", ALIGN_LEFT);
	doc_add_column(d, t, "Batch", ALIGN_LEFT)->wraps = true;
	if (s.ballots)
		doc_add_column(d, t, "Ballot", ALIGN_RIGHT);
	doc_add_column(d, t, "Drawn", ALIGN_RIGHT);
	if (s.tickets)
		doc_add_column(d, t, "Ticket", ALIGN_LEFT);
	return t;
}

static void
list_item(struct doc *d, struct doc_table *t, const struct walk *w,
    struct shape s, size_t i)
{
	struct doc_table_row *row = doc_row(d, t, ROW_PLAIN);
	const struct audit_item *x = w->item[i];
	const struct case_batch *b = batch_of(w->p, x);
	size_t at = 0;

	doc_cell(d, t, row, at++, BOX);
	if (s.containers)
		doc_cell(d, t, row, at++, "%s", text_or_none(b->container));
	if (s.tabulators)
		doc_cell(d, t, row, at++, "%s", text_or_none(b->tabulator));
	doc_cell(d, t, row, at++, "%s", b->name);
	if (s.ballots)
		doc_cell_num(d, row, at++, x->position);
	doc_cell(d, t, row, at++, x->draws == 1 ? "once" : "%" PRId64 " times",
	    x->draws);
	if (s.tickets)
		doc_cell(d, t, row, at, "%.11s", ticket_of(w->p, x));
}

struct doc *
audit_paper_retrieval(struct arena *a, const struct audit_paper *p)
{
	struct walk w = walk_of(a, p);
	struct doc *d = paper(a, p, "Retrieval list", &w);
	struct shape s = shape_of(&w);
	struct doc_table *t = NULL;

	for (size_t i = 0; i < w.n; i++) {
		if (is_new_unit(&w, i)) {
			const struct case_batch *b = batch_of(p, w.item[i]);

			t = list_of(doc_section(d->body, b->unit,
			    b->unit_name), s);
		}
		list_item(d, t, &w, s, i);
	}
	return d;
}

static char *
place(struct arena *a, const struct case_batch *b)
{
	return arena_printf(a, "%s%s%s", text_or_none(b->tabulator),
	    b->tabulator != NULL ? "/" : "", b->name);
}

/* What it is of, and where it goes back to. */
static void
label(struct node *column, const struct audit_paper *p,
    const struct audit_item *x)
{
	struct arena *a = column->doc->a;
	const struct case_batch *b = batch_of(p, x);
	struct node *card = doc_cert(column, x->position > 0 ?
	    arena_printf(a, "%s · %s", place(a, b), words_num(a,
	    x->position)) : place(a, b));

	doc_pair(card, b->unit_name, false, "%s", text_or_none(b->container));
	doc_pair(card, p->one->plan->audit, false, "round %" PRId64,
	    x->round);
}

struct doc *
audit_paper_labels(struct arena *a, const struct audit_paper *p)
{
	struct walk w = walk_of(a, p);
	struct doc *d = paper(a, p, "Labels", &w);
	struct node *section = doc_section(d->body, "labels",
	    "One for each, in walking order, to cut out");
	struct node *two = NULL;

	for (size_t i = 0; i < w.n; i++) {
		if (i % 2 == 0)
			two = doc_two(section);
		label(doc_column_of(two), p, w.item[i]);
	}
	return d;
}

struct doc *
audit_paper_placeholders(struct arena *a, const struct audit_paper *p)
{
	struct walk w = walk_of(a, p);
	struct doc *d = paper(a, p, "Placeholders", &w);
	struct node *section = doc_section(d->body, "slips",
	    "One stands where each was taken from");

	for (size_t i = 0; i < w.n; i++) {
		const struct audit_item *x = w.item[i];
		const struct case_batch *b = batch_of(p, x);
		struct node *slip = doc_cert(section, x->position > 0 ?
		    arena_printf(a, "Ballot %s was taken from here",
		    words_num(a, x->position)) :
		    "This batch was taken from here");

		doc_pair(slip, "Batch", false, "%s, %s", place(a, b),
		    b->unit_name);
		if (b->container != NULL)
			doc_pair(slip, "Container", false, "%s", b->container);
		doc_pair(slip, "For", false, "the audit %s, round %" PRId64,
		    p->one->plan->audit, x->round);
		doc_pair(slip, "Taken", false, "by " LINE " and " LINE);
		doc_pair(slip, "Returned", false, "at " LINE " by " LINE);
	}
	return d;
}

static void
boxes(struct node *section, struct arena *a, const struct audit_paper *p,
    const struct audit_item *x)
{
	struct doc *d = section->doc;
	bool ballot = x->position > 0;

	for (size_t i = 0; i < p->one->plan->contests; i++) {
		const struct tally *t = &p->one->plan->contest[i].tally;
		struct doc_table *box = doc_table(section, arena_printf(a,
		    "c%zu", i), p->names[i].title, "");

		doc_add_column(d, box, "Choice", ALIGN_LEFT)->wraps = true;
		doc_add_column(d, box, ballot ? "Marked" : "Votes",
		    ALIGN_RIGHT);
		for (size_t k = 0; k < t->choices; k++) {
			struct doc_table_row *row = doc_row(d, box, ROW_PLAIN);

			doc_cell(d, box, row, 0, "%s", p->names[i].choice[k]);
			doc_cell(d, box, row, 1, ballot ? BOX : "________");
		}
		if (ballot)
			doc_text(doc_note(section), BOX " nobody, " BOX " more "
			    "marks than allowed, " BOX " not on this ballot");
	}
}

struct doc *
audit_paper_sheets(struct arena *a, const struct audit_paper *p)
{
	struct walk w = walk_of(a, p);
	struct doc *d = paper(a, p, "Sheets", &w);

	for (size_t i = 0; i < w.n; i++) {
		const struct audit_item *x = w.item[i];
		struct node *section = doc_section(d->body, arena_printf(a,
		    "s%zu", i), words_capital(a, say_audit_item(a, p->one,
		    x)));

		boxes(section, a, p, x);
		if (x->position == 0)
			doc_text(doc_para(section), "Ballots in the batch: "
			    "________ (the manifest says %s)", words_num(a,
			    batch_of(p, x)->ballots));
		doc_text(doc_para(section), "Read by " LINE " and " LINE
		    ", at ____________");
	}
	return d;
}

void
audit_paper_csv(struct buf *out, const struct audit_paper *p)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct walk w = walk_of(&a, p);

	buf_str(out, "unit,container,tabulator,batch,position,round,drawn,"
	    "ticket\r\n");
	for (size_t i = 0; i < w.n; i++) {
		const struct audit_item *x = w.item[i];
		const struct case_batch *b = batch_of(p, x);

		csv_put(out, b->unit, true);
		csv_put(out, text_or_none(b->container), false);
		csv_put(out, text_or_none(b->tabulator), false);
		csv_put(out, b->name, false);
		csv_put_num(out, x->position > 0 ? x->position : NUM_UNKNOWN,
		    false);
		csv_put_num(out, x->round > 0 ? x->round : NUM_UNKNOWN, false);
		csv_put_num(out, x->draws, false);
		csv_put(out, ticket_of(p, x), false);
		csv_end_row(out);
	}
}
