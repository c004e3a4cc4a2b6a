/* SPDX-License-Identifier: Apache-2.0 */
/* say_compare_pair: a later count against the first, told and ranked. */
#include "base/arena.h"

#include "report/say.h"
#include "report/say_compare.h"
#include "report/words.h"

/* One kind of ranking in a table. */
struct ranking {
	const char     *id, *caption;
	const uint32_t *unit;
	int64_t (*value)(const struct compare *c, const int64_t *v);
	bool            percent;
};

static void
ranking_row(struct doc *d, struct doc_table *t, const struct say_compare *s,
    const struct ranking *k, size_t to, uint32_t unit)
{
	struct doc_table_row *r = doc_row(d, t, ROW_PLAIN);
	struct unit_ix u = { unit };
	int64_t before = k->value(s->c, compare_votes(s->c, u, 0));
	int64_t after = k->value(s->c, compare_votes(s->c, u, to));
	int64_t change;

	if (!num_sub(&change, after, before))
		change = NUM_UNKNOWN;
	doc_cell(d, t, r, 0, "%s", s->c->el->unit[unit].name);
	doc_cell_num(d, r, 1, before);
	doc_cell_num(d, r, 2, after);
	doc_cell_signed(d, r, 3, change);
	if (k->percent)
		doc_cell(d, t, r, 4, "%s",
		    words_percent(d->a, change, before, 2));
}

/* "The first 10 of 40 counties that differ." */
static const char *
how_many(struct arena *a, const struct election *el, size_t n, uint32_t of)
{
	if (of == 1)
		return arena_printf(a, "The one %s that differs.",
		    el->unit_word);
	return arena_printf(a, "The first %zu of %u %s that differ.", n, of,
	    el->units_word);
}

static void
ranking_table(struct node *section, const struct say_compare *s,
    const struct ranking *k, const struct compare_pair *p)
{
	struct doc *d = section->doc;
	size_t to = compare_position(s->c, p->to);
	size_t n = p->ranked < s->top ? p->ranked : s->top;
	struct say_origin from = say_origin(s->c, 0), later = say_origin(s->c,
	    to);
	struct doc_table *t = doc_table(section, arena_printf(d->a, "%s-%s",
	    k->id, say_count(s->c, to)->id), k->caption,
	    arena_printf(d->a, "%s %s, %s; %s, %s.", how_many(d->a, s->c->el,
	    n, p->ranked), from.title, words_day(d->a, from.as_of),
	    later.title, words_day(d->a, later.as_of)));

	doc_add_column(d, t, words_capital(d->a, s->c->el->unit_word),
	    ALIGN_LEFT);
	doc_add_column(d, t, say_count(s->c, 0)->title, ALIGN_RIGHT);
	doc_add_column(d, t, say_count(s->c, to)->title, ALIGN_RIGHT);
	doc_add_column(d, t, "Change", ALIGN_RIGHT);
	if (k->percent)
		doc_add_column(d, t, "Of the first", ALIGN_RIGHT);
	for (size_t i = 0; i < n; i++)
		ranking_row(d, t, s, k, to, k->unit[i]);
}

static void
pair_rankings(struct node *section, const struct say_compare *s,
    const struct compare_pair *p)
{
	const struct ranking rankings[] = {
		{ "by-votes", "Largest changes in votes", p->by_votes,
		  compare_total, false },
		{ "by-margin", "Largest changes of the margin", p->by_margin,
		  compare_margin, false },
		{ "by-percent", "Largest changes in votes, as a share",
		  p->by_percent, compare_total, true },
	};

	if (p->ranked == 0 || s->top == 0)
		return;
	for (size_t i = 0; i < sizeof rankings / sizeof *rankings; i++)
		ranking_table(section, s, &rankings[i], p);
}

static enum status
verdict_status(enum verdict v)
{
	static const enum status status[] = { [VERDICT_NO] = STATUS_NO,
		[VERDICT_YES] = STATUS_YES,
		[VERDICT_UNDETERMINED] = STATUS_UNDETERMINED };

	return status[v];
}

/* "no county", "1 county", "40 counties" */
static const char *
so_many_units(struct arena *a, const struct election *el, uint32_t n)
{
	if (n == 0)
		return arena_printf(a, "no %s", el->unit_word);
	return words_things(a, n, el->unit_word, el->units_word);
}

/* "+158 votes", "−1 vote"; "unknown" */
static const char *
so_many_votes(struct arena *a, int64_t change)
{
	if (!num_known(change))
		return words_signed(a, change);
	return arena_printf(a, "%s %s", words_signed(a, change),
	    change == 1 || change == -1 ? "vote" : "votes");
}

static void
pair_sentences(struct node *section, const struct say_compare *s,
    const struct compare_pair *p)
{
	struct arena *a = section->doc->a;
	const struct election *el = s->c->el;
	struct node *para = doc_para(section);

	doc_text(para, "%s of %s are in both counts. In ",
	    words_num(a, p->compared), words_things(a, el->units,
	    el->unit_word, el->units_word));
	doc_strong(para, "%s", so_many_units(a, el, p->equal));
	doc_text(para, " the votes of every choice are exactly equal. Another "
	    "choice leads in %s.", so_many_units(a, el, p->leader_changed));
	if (p->compared < el->units)
		doc_text(para, " What follows is about the %s in both counts; "
		    "the others are not known.", el->units_word);
	para = doc_para(section);
	doc_text(para, "Outcome: ");
	doc_strong(para, p->outcome_changed ? "changed" : "not changed");
	doc_text(para, ". Margin: %s. All votes: %s. Added up without "
	    "regard to their direction, the changes are %s.",
	    so_many_votes(a, p->margin_change), words_signed(a,
	    p->votes_change), words_things(a, p->gross_votes, "vote",
	    "votes"));
}

void
say_compare_pair(struct node *body, const struct say_compare *s, size_t pair)
{
	const struct compare_pair *p = &s->c->pair[pair];
	struct arena *a = body->doc->a;
	size_t to = compare_position(s->c, p->to);
	struct node *section, *para;

	section = doc_section(body, arena_printf(a, "against-%s",
	    say_count(s->c, to)->id), arena_printf(a, "%s against the %s",
	    say_count(s->c, to)->title, say_title(a, s->c, 0)));
	if (p->compared == 0) {
		doc_text(doc_para(section), "No %s has figures in both "
		    "counts.", s->c->el->unit_word);
		return;
	}
	pair_sentences(section, s, p);
	para = doc_para(section);
	doc_strong(para, "A large-scale discrepancy? ");
	doc_status(para, verdict_status(p->large_scale));
	doc_text(para, ". %s", p->large_scale_why);
	pair_rankings(section, s, p);
}
