/* SPDX-License-Identifier: Apache-2.0 */
/* Unit by unit: tiles, dot plots, map and the largest differences. */
#include "base/arena.h"

#include "read/map.h"

#include "report/draw.h"
#include "report/page.h"
#include "report/words.h"

#define LARGEST 10

static struct chart_pair
pair_of(const struct site *s, size_t to)
{
	return (struct chart_pair){ s->compare, 0, to };
}

/* Did most units come out within ten votes of the first count? */
static bool
mostly_close(const struct site *s, size_t count)
{
	uint32_t n[TONES];

	chart_tones(pair_of(s, count), n);
	return 2 * (n[TONE_SAME] + n[TONE_TEN]) >
	    s->el->units - n[TONE_NONE];
}

/* "Most counties matched within ten votes in the recount, but not in ..." */
static const char *
heading(const struct site *s, struct arena *a)
{
	size_t n = s->compare->counts, closes = 0, others = 0;
	const char **close = arena_zero(a, n, sizeof *close);
	const char **other = arena_zero(a, n, sizeof *other);

	for (size_t i = 1; i < n; i++) {
		const char *title = arena_printf(a, "the %s",
		    say_title(a, s->compare, i));

		if (mostly_close(s, i))
			close[closes++] = title;
		else
			other[others++] = title;
	}
	if (others == 0)
		return arena_printf(a, "Most %s matched within ten votes",
		    s->el->units_word);
	if (closes == 0)
		return arena_printf(a, "Most %s differ by more than ten votes",
		    s->el->units_word);
	return arena_printf(a, "Most %s matched within ten votes in %s, but "
	    "not in %s", s->el->units_word, words_list(a, close, closes),
	    words_list(a, other, others));
}

static void
same_sentence(const struct site *s, struct node *p)
{
	struct arena *a = p->doc->a;

	for (size_t i = 0; i < s->compare->pairs; i++) {
		const struct compare_pair *q = &s->compare->pair[i];

		doc_text(p, "In the %s every choice has the same votes as in "
		    "the %s in %s of %s. ",
		    say_title(a, s->compare, i + 1),
		    say_title(a, s->compare, 0),
		    words_num(a, q->equal), words_things(a, q->compared,
		    s->el->unit_word, s->el->units_word));
	}
}

static void
tiles(const struct site *s, struct node *sec)
{
	struct arena *a = sec->doc->a;

	for (size_t i = 1; i < s->compare->counts; i++)
		doc_chart(sec, arena_printf(a, "%s against %s: one tile for "
		    "each %s, the largest first",
		    say_count(s->compare, 0)->title,
		    say_title(a, s->compare, i), s->el->unit_word),
		    chart_tiles(a, pair_of(s, i)), arena_printf(a,
		    "Difference in votes for the named choices together. "
		    "Sources: %s; %s.", page_source(s, a, 0),
		    page_source(s, a, i)));
}

static void
plots(const struct site *s, struct node *sec)
{
	struct arena *a = sec->doc->a;
	struct node *two = NULL;

	for (size_t i = 1; i < s->compare->counts; i++) {
		struct picture *p = chart_dots(a, pair_of(s, i));

		if (i % 2 == 1)
			two = doc_two(sec);
		doc_chart(doc_column_of(two), arena_printf(a,
		    "%s: change in the margin",
		    say_count(s->compare, i)->title), p,
		    p->label);
	}
}

/* What the plots' axes mean, and how far they are from mattering. */
static void
reading(const struct site *s, struct node *sec)
{
	const struct compare *c = s->compare;
	const struct contest *contest = page_contest(s);
	size_t i = page_official(s);
	struct node *p;

	if (c->counts < 2 || !choice_exists(c->first) ||
	    !choice_exists(c->second))
		return;
	p = doc_note(sec);
	doc_text(p, "To the right, %s gains on %s; to the left, %s gains on "
	    "%s. Height is the number of votes in the %s, on a logarithmic "
	    "scale.", contest->choice[c->first.n].label,
	    contest->choice[c->second.n].label,
	    contest->choice[c->second.n].label,
	    contest->choice[c->first.n].label,
	    say_title(p->doc->a, s->compare, 0));
	if (i < c->counts)
		doc_text(p, " To change the outcome, the official margin would "
		    "have to move by more than %s.",
		    words_size(p->doc->a, c->count[i].margin));
}

static const char *
unit_href(const void *site, struct unit_ix u)
{
	const struct site *s = site;

	return s->href[u.n];
}

static void
map(const struct site *s, struct node *sec)
{
	struct arena *a = sec->doc->a;
	struct node *two = NULL;

	if (s->map == NULL)
		return;
	for (size_t i = 1; i < s->compare->counts; i++) {
		struct picture *p = chart_map(a, pair_of(s, i), s->map,
		    unit_href, s);

		p->desc = "The same numbers stand in the table of all units.";
		if (i % 2 == 1)
			two = doc_two(sec);
		doc_chart(doc_column_of(two), arena_printf(a,
		    "%s: where the totals differ",
		    say_count(s->compare, i)->title), p,
		    arena_printf(a, "Outlines: %s.", s->map->source));
	}
}

/* The units furthest from the first count in the second, by votes. */
static size_t
largest(const struct site *s, struct arena *a, uint32_t **out)
{
	const struct compare_pair *q = &s->compare->pair[0];
	size_t n = q->ranked < LARGEST ? q->ranked : LARGEST;

	*out = arena_zero(a, n + 1, sizeof **out);
	for (size_t i = 0; i < n; i++)
		(*out)[i] = q->by_votes[i];
	return n;
}

struct sums { int64_t *votes, *change, *margin; };

static struct sums
sums_new(struct arena *a, size_t n)
{
	return (struct sums){ arena_zero(a, n, sizeof(int64_t)),
		arena_zero(a, n, sizeof(int64_t)),
		arena_zero(a, n, sizeof(int64_t)) };
}

static void
add_to(int64_t *sum, int64_t v)
{
	if (!num_known(v) || !num_add(sum, *sum, v))
		*sum = NUM_UNKNOWN;
}

static int64_t
difference(int64_t a, int64_t b)
{
	int64_t d;

	return num_sub(&d, a, b) ? d : NUM_UNKNOWN;
}

/* The cells of one unit from column 1 on; its numbers are added to ${sum}. */
static void
unit_cells(const struct site *s, struct doc *d, struct doc_table_row *r,
    struct unit_ix u, struct sums *sum)
{
	size_t n = s->compare->counts, k = 1;

	for (size_t i = 0; i < n; i++) {
		const int64_t *v = compare_votes(s->compare, u, i);
		int64_t total = v == NULL ? NUM_UNKNOWN :
		    compare_total(s->compare, v);

		doc_cell_num(d, r, k++, total);
		add_to(&sum->votes[i], total);
	}
	for (size_t i = 1; i < n; i++) {
		int64_t change = chart_change(pair_of(s, i), u);

		doc_cell_signed(d, r, k++, change);
		add_to(&sum->change[i], change);
	}
	for (size_t i = 1; i < n; i++) {
		int64_t change = chart_margin_change(pair_of(s, i), u);

		doc_cell_signed(d, r, k++, change);
		add_to(&sum->margin[i], change);
	}
}

static void
sum_cells(const struct site *s, struct doc *d, struct doc_table_row *r,
    const int64_t *votes, const int64_t *change, const int64_t *margin)
{
	size_t n = s->compare->counts, k = 1;

	for (size_t i = 0; i < n; i++)
		doc_cell_num(d, r, k++, votes[i]);
	for (size_t i = 1; i < n; i++)
		doc_cell_signed(d, r, k++, change[i]);
	for (size_t i = 1; i < n; i++)
		doc_cell_signed(d, r, k++, margin[i]);
}

static void
columns(const struct site *s, struct doc *d, struct doc_table *t)
{
	static const char *const group[] = { "Votes", "Change in votes",
		"Change in margin" };

	doc_add_column(d, t, words_capital(d->a, s->el->unit_word),
	    ALIGN_LEFT);
	for (size_t g = 0; g < 3; g++)
		for (size_t i = g == 0 ? 0 : 1; i < s->compare->counts; i++)
			doc_add_column(d, t, say_count(s->compare, i)->title,
			    ALIGN_RIGHT)->group = group[g];
}

/* The last two rows: all other units, and the whole jurisdiction. */
static void
rest_rows(const struct site *s, struct doc *d, struct doc_table *t,
    const struct sums *shown, const struct sums *all, size_t others)
{
	size_t n = s->compare->counts;
	struct sums rest = sums_new(d->a, n);
	struct doc_table_row *r;

	for (size_t i = 0; i < n; i++) {
		rest.votes[i] = difference(all->votes[i], shown->votes[i]);
		rest.change[i] = difference(all->change[i], shown->change[i]);
		rest.margin[i] = difference(all->margin[i], shown->margin[i]);
	}
	if (others > 0) {
		r = doc_row(d, t, ROW_PLAIN);
		doc_cell(d, t, r, 0, "Other %s", words_things(d->a,
		    (int64_t)others, s->el->unit_word, s->el->units_word));
		sum_cells(s, d, r, rest.votes, rest.change, rest.margin);
	}
	r = doc_row(d, t, ROW_SUM);
	doc_cell(d, t, r, 0, "%s", s->el->jurisdiction);
	sum_cells(s, d, r, all->votes, all->change, all->margin);
}

/* The whole jurisdiction; unknown where a unit has not reported. */
static struct sums
all_sums(const struct site *s, struct arena *a)
{
	const struct compare *c = s->compare;
	struct sums all = sums_new(a, c->counts);
	int64_t *margin = arena_zero(a, c->counts, sizeof *margin);

	for (size_t i = 0; i < c->counts; i++) {
		bool complete = c->count[i].reported == s->el->units;

		all.votes[i] = complete ? c->count[i].total : NUM_UNKNOWN;
		margin[i] = complete ? c->count[i].margin : NUM_UNKNOWN;
		all.change[i] = difference(all.votes[i], all.votes[0]);
		all.margin[i] = difference(margin[i], margin[0]);
	}
	return all;
}

static void
largest_table(const struct site *s, struct node *sec)
{
	struct doc *d = sec->doc;
	struct arena *a = d->a;
	uint32_t *unit;
	size_t n = largest(s, a, &unit);
	struct sums shown = sums_new(a, s->compare->counts);
	struct sums all = all_sums(s, a);
	struct doc_table *t = doc_table(sec, "largest", arena_printf(a,
	    "%s largest differences between %s and %s",
	    words_capital(a, words_number(a, (int64_t)n)),
	    say_title(a, s->compare, 0),
	    say_title(a, s->compare, 1)),
	    "Votes for the named choices. Minus means fewer votes, or a "
	    "smaller margin, than in the first of the counts.");

	t->long_one = true;
	columns(s, d, t);
	for (size_t i = 0; i < n; i++) {
		struct unit_ix u = { unit[i] };
		struct doc_table_row *r = doc_row(d, t, ROW_PLAIN);

		doc_cell(d, t, r, 0, "%s", s->el->unit[u.n].name);
		doc_cell_link(d, r, 0, s->href[u.n]);
		unit_cells(s, d, r, u, &shown);
	}
	rest_rows(s, d, t, &shown, &all, s->el->units - n);
}

void
part_changes(const struct site *s, struct doc *d)
{
	struct node *sec;

	if (s->compare->counts < 2)
		return;
	sec = doc_section(d->body, "units", heading(s, d->a));
	doc_brief(sec, arena_printf(d->a, "%s by %s",
	    words_capital(d->a, s->el->unit_word), s->el->unit_word));
	same_sentence(s, doc_para(sec));
	tiles(s, sec);
	plots(s, sec);
	reading(s, sec);
	if (s->compare->pair[0].ranked > 0)
		largest_table(s, sec);
	map(s, sec);
}

/* Every unit, and their sum. */
static void
units_table(const struct site *s, struct node *sec)
{
	struct doc *d = sec->doc;
	struct sums sum = sums_new(d->a, s->compare->counts + 1);
	struct doc_table *t = doc_table(sec, "all-units", arena_printf(d->a,
	    "Votes in each %s", s->el->unit_word),
	    "Votes for the named choices, and change against the first of the "
	    "counts. Each name leads to a page of its own.");
	struct doc_table_row *r;

	t->long_one = true;
	columns(s, d, t);
	for (uint32_t i = 0; i < s->el->units; i++) {
		r = doc_row(d, t, ROW_PLAIN);
		doc_cell(d, t, r, 0, "%s", s->el->unit[i].name);
		doc_cell_link(d, r, 0, s->href[i]);
		unit_cells(s, d, r, (struct unit_ix){ i }, &sum);
	}
	r = doc_row(d, t, ROW_SUM);
	doc_cell(d, t, r, 0, "%s", s->el->jurisdiction);
	sum_cells(s, d, r, sum.votes, sum.change, sum.margin);
}

struct doc *
page_units(const struct site *s, struct arena *a)
{
	const char *units = words_things(a, s->el->units, s->el->unit_word,
	    s->el->units_word);
	int64_t n = (int64_t)s->compare->counts;
	struct doc *d = doc_new(a, arena_printf(a, "All %s, count by count",
	    units));
	struct say_compare say = page_say(s, NO_UNIT);
	struct node *sec = doc_section(d->body, "all", arena_printf(a,
	    "%s in %s", words_capital(a, units), words_things(a, n, "count",
	    "counts")));

	d->kicker = s->frame.site;
	same_sentence(s, doc_para(d->intro));
	page_legend(s, sec);
	units_table(s, sec);
	say_compare_limits(d->body, &say);
	return d;
}
