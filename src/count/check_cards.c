/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Second ballot cards counted as blank ballots.  A unit with many blanks is
 * told from one with two cards a ballot by the blanks of all other units.
 * Where a finished comparison is at hand, its sums say at once how many those
 * are; else the finding is held until every unit is read.
 */
#include "base/arena.h"
#include "count/compare.h"

#include "count/canvasser.h"

/* 128 bits hold the product of any two numbers of cards. */
__extension__ typedef __int128 wide;

/* Blank by two fifths or more: one card in two, but for those without a vote. */
static bool
is_half_blank(const struct reconcile *r, const struct row *row)
{
	int64_t votes = canvasser_votes(r, row->v);
	int64_t blank = row->v[r->choices + EXTRA_UNDERVOTES];

	return num_known(votes) && num_known(blank) && blank >= 5 &&
	    blank * 5 >= (votes + blank) * 2;
}

static void
count_row(const struct reconcile *r, struct blanks *b, const struct row *row)
{
	int64_t votes = canvasser_votes(r, row->v);
	int64_t blank = row->v[r->choices + EXTRA_UNDERVOTES];

	if (!num_known(votes) || !num_known(blank) || votes + blank == 0)
		return;
	b->cards += votes + blank;
	b->blank += blank;
	b->batches++;
	b->halves += is_half_blank(r, row);
}

/* A tenth of all cards blank, and a fifth of the batches about half: this may be second cards. */
static bool
may_be_second_cards(const struct blanks *b)
{
	return b->batches >= 5 && b->blank >= 50 &&
	    b->blank * 10 >= b->cards && b->halves * 5 >= b->batches;
}

/* Eight times the share of blanks that other units have. */
static bool
are_second_cards(const struct blanks *here, const struct blanks *others)
{
	return others->cards > 0 &&
	    (wide)here->blank * others->cards >=
	    8 * (wide)others->blank * here->cards;
}

static void
say_blanks(struct reconcile *r, struct finding *fd, const struct blanks *here,
    const struct blanks *others)
{
	char n[NUM_TEXT], m[NUM_TEXT], p[NUM_TEXT], q[NUM_TEXT];

	fd->likelihood = 950;
	fd->title = arena_printf(r->out->a,
	    "%s: %s blank ballots look like "
	    "second cards",
	    canvasser_unit(r, fd->unit), num_text(n, here->blank));
	fd->reason = arena_printf(r->out->a,
	    "Blanks are %s of all cards here and "
	    "%s elsewhere, and %s of %s batches are about half blank or more, as "
	    "when each ballot has two cards and the contest stands on one. No "
	    "votes are affected.",
	    ratio_percent(p, (struct ratio){ here->blank, here->cards }, 1),
	    ratio_percent(q, (struct ratio){ others->blank, others->cards }, 1),
	    num_text(n, here->halves), num_text(m, here->batches));
	finding_number(r->out, fd, "blanks", here->blank);
	finding_number(r->out, fd, "cards", here->cards);
	finding_number(r->out, fd, "blanks_of_all",
	    here->blank + others->blank);
	finding_number(r->out, fd, "batches_of_unit", here->batches);
}

static struct finding *
name_rows(struct reconcile *r, struct unit_ix unit, uint16_t source,
    const struct blanks *b)
{
	const struct sheet *s = r->seen[source].sheet;
	struct finding *fd = canvasser_finding(r, FINDING_CARDS_AS_BLANKS,
	    SEVERITY_EXPLAIN, unit, r->el->source[source].count);

	canvasser_room(r, fd, (size_t)b->halves);
	for (size_t i = 0; i < s->rows; i++)
		if (is_half_blank(r, &s->row[i]))
			canvasser_member(r, fd, source, &s->row[i]);
	finding_number(r->out, fd, "batches", b->halves);
	fd->title = fd->reason = "";
	return fd;
}

/* The sums of the count that ${source} stands for, or NULL. */
static const int64_t *
sums_of(const struct reconcile *r, uint16_t source)
{
	const struct compare *c = r->compare;

	for (size_t i = 0; c != NULL && i < c->counts; i++)
		if (c->count[i].source.n == source)
			return c->count[i].votes;
	return NULL;
}

/* Blank cards of all units but this one, by the comparison; false if it does not know. */
static bool
others_by_sums(const struct reconcile *r, uint16_t source,
    const struct blanks *here, struct blanks *others)
{
	const int64_t *sum = sums_of(r, source);
	int64_t votes = sum != NULL ? canvasser_votes(r, sum) : NUM_UNKNOWN;
	int64_t blank = sum != NULL ? sum[r->choices + EXTRA_UNDERVOTES] :
	    NUM_UNKNOWN;

	if (!num_known(votes) || !num_known(blank))
		return false;
	*others = (struct blanks){ .cards = votes + blank - here->cards,
		.blank = blank - here->blank };
	return true;
}

/* The same when every unit was read. */
static struct blanks
others_by_units(const struct reconcile *r, uint16_t source, uint32_t unit)
{
	struct blanks sum = { 0 };

	for (uint32_t u = 0; u < r->el->units; u++) {
		if (u == unit)
			continue;
		sum.cards += r->seen[source].blanks[u].cards;
		sum.blank += r->seen[source].blanks[u].blank;
	}
	return sum;
}

static void
hold(struct reconcile *r, struct unit_ix unit, uint16_t source,
    const struct blanks *here)
{
	struct findings *out = r->out;

	r->out = &r->held;
	(void)name_rows(r, unit, source, here);
	r->out = out;
}

void
check_cards(struct reconcile *r, struct unit_ix unit, uint16_t source)
{
	const struct sheet *s = r->seen[source].sheet;
	struct blanks *here = &r->seen[source].blanks[unit.n];
	struct blanks others;

	for (size_t i = 0; i < s->rows; i++)
		count_row(r, here, &s->row[i]);
	if (!may_be_second_cards(here))
		return;
	if (!others_by_sums(r, source, here, &others)) {
		hold(r, unit, source, here);
		return;
	}
	r->tally.checks++;
	if (are_second_cards(here, &others))
		say_blanks(r, name_rows(r, unit, source, here), here, &others);
}

/* Keep the findings held about cards that the other units bear out. */
void
check_held_cards(struct reconcile *r)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->held.n; i++) {
		struct finding *fd = &r->held.item[i];

		if (fd->code == FINDING_CARDS_AS_BLANKS) {
			uint16_t s = fd->member[0].source.n;
			const struct blanks *here =
			    &r->seen[s].blanks[fd->unit.n];
			struct blanks others =
			    others_by_units(r, s, fd->unit.n);

			r->tally.checks++;
			if (!are_second_cards(here, &others))
				continue;
			say_blanks(r, fd, here, &others);
		}
		r->held.item[kept++] = *fd;
	}
	r->held.n = kept;
}
