/* SPDX-License-Identifier: Apache-2.0 */
/* Electors: what was certified on a day, and who won what. */
#include "base/arena.h"
#include "outcome/electors.h"

#include "report/page.h"
#include "report/say_electors.h"
#include "report/words.h"

void
part_electors(const struct site *s, struct node *parent)
{
	const struct say_electors *e = s->electors;
	struct arena *a = parent->doc->a;

	say_electors_sums(parent, e);
	doc_brief(parent->last, "Electors");
	doc_chart(parent->last, NULL, chart_electors(a, e->t, &e->now),
	    arena_printf(a, "As of %s. Hatched: won, but no source says that "
	    "it was certified by then.", words_date(a, e->on)));
}

static const char *
certified_words(const struct elector_unit *u, struct day on)
{
	static const char *const words[] = { [CERTIFIED_YES] = "certified",
		[CERTIFIED_NO] = "not yet certified",
		[CERTIFIED_UNKNOWN] = "not known: no source" };

	return words[electors_status(u, on)];
}

static void
unit_row(struct doc *d, struct doc_table *t, const struct say_electors *e,
    const struct elector_unit *u)
{
	struct doc_table_row *r = doc_row(d, t, ROW_PLAIN);

	doc_cell(d, t, r, 0, "%s", u->name);
	doc_cell_num(d, r, 1, u->votes);
	doc_cell(d, t, r, 2, "%s", u->winner < 0 ? "not known" :
	    e->t->side[u->winner]);
	doc_cell_num(d, r, 3, u->popular[0]);
	doc_cell_num(d, r, 4, u->popular[1]);
	doc_cell(d, t, r, 5, "%s", certified_words(u, e->on));
	doc_cell(d, t, r, 6, "%s", u->cite);
	r->cell[6].small = true;
}

static void
all_units(struct doc *d, const struct say_electors *e)
{
	struct node *sec = doc_section(d->body, "units",
	    "Every unit that chooses electors");
	struct doc_table *t = doc_table(sec, "elector-units",
	    "Electoral and popular votes by unit", arena_printf(d->a,
	    "Certification as of %s, as far as sources say.",
	    words_date(d->a, e->on)));

	t->long_one = true;
	doc_add_column(d, t, "Unit", ALIGN_LEFT);
	doc_add_column(d, t, "Electors", ALIGN_RIGHT);
	doc_add_column(d, t, "Won by", ALIGN_LEFT);
	for (size_t i = 0; i < ELECTORS_SIDES; i++)
		doc_add_column(d, t, e->t->side[i], ALIGN_RIGHT)->group =
		    "Popular votes";
	doc_add_column(d, t, "Certified", ALIGN_LEFT);
	doc_add_column(d, t, "Source", ALIGN_LEFT)->wraps = true;
	for (size_t i = 0; i < e->t->units; i++)
		unit_row(d, t, e, &e->t->unit[i]);
}

struct doc *
page_electors(const struct site *s, struct arena *a)
{
	const struct say_electors *e = s->electors;
	int most = e->now.won[0] > e->now.won[1] ? 0 : 1;
	struct doc *d = doc_new(a, arena_printf(a, "Electors: %d to %d",
	    e->now.won[most], e->now.won[1 - most]));

	d->kicker = s->frame.site;
	d->lead = say_electors_lead(a, e);
	part_electors(s, d->body);
	say_electors_smallest(d->body, e);
	say_electors_ways(d->body, e);
	all_units(d, e);
	say_electors_limits(d->body, e);
	return d;
}
