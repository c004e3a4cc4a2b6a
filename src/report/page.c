/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include "law/law.h"

#include "report/page.h"
#include "report/words.h"

const struct contest *
page_contest(const struct site *s)
{
	return &s->el->contest[s->contest.n];
}

struct say_compare
page_say(const struct site *s, struct unit_ix unit)
{
	return (struct say_compare){ .c = s->compare, .law = s->law,
		.unit = unit, .as_of = DAY_UNKNOWN };
}

size_t
page_official(const struct site *s)
{
	size_t i = 0;

	while (i < s->compare->counts
	    && s->compare->count[i].count.n != s->compare->official.n)
		i++;
	return i;
}

struct doc_badge
page_standing(const struct site *s, size_t i)
{
	return (struct doc_badge){ say_count(s->compare, i)->stage,
		say_standing(s->compare, s->law, i) };
}

const char *
page_source(const struct site *s, struct arena *a, size_t i)
{
	struct source_ix ix = s->compare->count[i].source;

	if (!source_exists(ix))
		return "no source";
	return arena_printf(a, "%s, %s", s->el->source[ix.n].title,
	    words_day(a, s->el->source[ix.n].as_of));
}

/* Votes that decide which choices lead: official ones, else the first. */
static const int64_t *
leading_votes(const struct site *s)
{
	size_t i = page_official(s);

	if (s->compare->counts == 0)
		return NULL;
	return s->compare->count[i < s->compare->counts ? i : 0].votes;
}

static bool
is_taken(const struct choices *c, uint16_t choice)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->ix[i].n == choice)
			return true;
	return false;
}

static void
take_leading(struct choices *c, const struct contest *contest,
    const int64_t *votes)
{
	uint16_t best = UINT16_MAX;

	for (uint16_t i = 0; i < contest->choices; i++)
		if (!is_taken(c, i) && (best == UINT16_MAX ||
		    votes[i] > votes[best]))
			best = i;
	c->ix[c->n++] = (struct choice_ix){ best };
}

struct choices
page_choices(const struct site *s)
{
	const struct contest *contest = page_contest(s);
	const int64_t *votes = leading_votes(s);
	struct choices c = { .n = 0 };

	if (votes != NULL && contest->choices > MAX_COLUMNS) {
		while (c.n < MAX_COLUMNS - 1)
			take_leading(&c, contest, votes);
		c.others = true;
		return c;
	}
	for (uint16_t i = 0; i < contest->choices && i < MAX_COLUMNS; i++)
		c.ix[c.n++] = (struct choice_ix){ i };
	return c;
}

void
page_choice_columns(struct doc *d, struct doc_table *t, const struct site *s,
    const struct choices *c, const char *group)
{
	const struct contest *contest = page_contest(s);

	for (size_t i = 0; i < c->n; i++)
		doc_add_column(d, t, contest->choice[c->ix[i].n].label,
		    ALIGN_RIGHT)->group = group;
	if (c->others)
		doc_add_column(d, t, "Others", ALIGN_RIGHT)->group = group;
}

size_t
page_choice_cells(struct doc *d, struct doc_table_row *r, const struct site *s,
    const struct choices *c, size_t at, const int64_t *v)
{
	int64_t rest = 0;

	for (size_t i = 0; i < c->n; i++)
		doc_cell_num(d, r, at++, v[c->ix[i].n]);
	if (!c->others)
		return at;
	for (uint16_t k = 0; k < page_contest(s)->choices; k++)
		if (!is_taken(c, k) && !num_add(&rest, rest, v[k]))
			rest = NUM_UNKNOWN;
	doc_cell_num(d, r, at++, rest);
	return at;
}

size_t
page_found(const struct site *s, struct unit_ix unit)
{
	return s->found_from[unit.n + 1] - s->found_from[unit.n];
}

const struct finding *
page_found_at(const struct site *s, struct unit_ix unit, size_t i)
{
	return &s->findings->item[s->found[s->found_from[unit.n] + i]];
}

size_t
page_open(const struct site *s, struct unit_ix unit)
{
	size_t n = 0;

	if (!unit_exists(unit)) {
		for (size_t i = 0; i < s->findings->n; i++)
			n += finding_is_open(&s->findings->item[i]);
		return n;
	}
	for (size_t i = 0; i < page_found(s, unit); i++)
		n += finding_is_open(page_found_at(s, unit, i));
	return n;
}

bool
page_withheld(const struct source *src)
{
	bool below_unit = src->part == PART_METHOD ||
	    src->part == PART_PRECINCT || src->part == PART_BATCH;

	return below_unit && !src->already_public;
}

void
page_legend(const struct site *s, struct node *parent)
{
	struct node *list = doc_list(parent);

	for (size_t i = 0; i < s->compare->counts; i++) {
		struct node *item = doc_item(list);
		struct doc_badge b = page_standing(s, i);

		doc_strong(item, "%s ", say_count(s->compare, i)->title);
		doc_stage(item, b.stage, b.standing);
		doc_text(item, " %s", page_source(s, parent->doc->a, i));
	}
}

void
page_sources(const struct site *s, struct node *parent)
{
	struct node *p = doc_proofs(parent);
	struct arena *a = parent->doc->a;

	for (uint16_t i = 0; i < s->el->sources; i++) {
		const struct source *src = &s->el->source[i];

		if (src->contest.n != s->contest.n)
			continue;
		doc_proof(p, s->source[i], src->file, arena_printf(a,
		    "%s · %s · as of %s · %s", src->title, src->publisher,
		    words_day(a, src->as_of), words_things(a, src->rows, "row",
		    "rows")), src->sha256);
	}
}
