/* SPDX-License-Identifier: Apache-2.0 */
/* Batches entered more than once, said in words. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#include "count/canvasser.h"
#include "count/crowd.h"
#include "count/duplicate.h"

/* The likelihood, in 1/1000, from which a copy must be explained; below it is good to know. */
#define DOUBTFUL 300

/* The votes of a row, "26-72-1", or "" where the source keeps its cells to itself. */
static void
put_votes(struct buf *b, const struct reconcile *r, const struct source *s,
    const int64_t *v)
{
	if (!s->already_public)
		return;
	buf_str(b, " (");
	for (uint16_t i = 0; i < r->choices; i++)
		if (num_known(v[i]))
			buf_printf(b, "%s%lld", i > 0 ? "-" : "",
			    (long long)v[i]);
	buf_char(b, ')');
}

static const char *
names_words(enum likeness_of_names n)
{
	static const char *const words[] = {
		[NAMES_EQUAL] =
		    "differ only in case, blanks, punctuation or leading zeros",
		[NAMES_SHORTER] =
		    "give the same numbers, and one shortens the words of the other",
		[NAMES_SLIP] = "give the same numbers and are one letter apart",
		[NAMES_ORDER] =
		    "hold the same words and numbers in another order",
		[NAMES_SUFFIX] = "are equal but for what one adds at the end",
		[NAMES_RANGE] = "overlap: the first is a range of batches",
		[NAMES_NEXT] = "stand next to each other in number",
		[NAMES_DIGITS] =
		    "are alike but for two digits that changed places",
		[NAMES_PLACE] = "begin with the same words",
		[NAMES_NUMBERS] = "hold the same numbers",
		[NAMES_RUN] =
		    "are two of a run of numbers, and both runs agree one by one",
		[NAMES_SCANNER] =
		    "end in the same number behind another one",
		[NAMES_DAMAGED] =
		    "are one letter or digit apart, and one is out of place",
		[NAMES_ONE_PLACE] =
		    "have the votes of one place, which another count has once",
		[NAMES_ZEROED] = "are unlike names",
		[NAMES_OTHER] = "are unlike names",
	};

	return words[n];
}

static void
put_chance(struct buf *b, const struct reconcile *r, const struct duplicate *d)
{
	char n[NUM_TEXT];

	if (d->one_in > 1)
		buf_printf(b, "; two different batches of this %s agree that "
		    "closely in about 1 of %s pairs", r->el->unit_word,
		    num_text(n, d->one_in));
	buf_char(b, '.');
}

/* The votes of a method in a sheet, added to ${sum}; false if it has none. */
static bool
add_method(const struct reconcile *r, const struct sheet *sheet,
    const char *method, int sign, int64_t *sum)
{
	bool any = false;

	for (size_t i = 0; i < sheet->rows; i++) {
		const struct row *row = &sheet->row[i];

		if (strcmp(row->method, method) != 0)
			continue;
		any = true;
		for (uint16_t k = 0; k < r->choices; k++)
			if (num_known(row->v[k]))
				sum[k] += sign * row->v[k];
	}
	return any;
}

/* How far two sources are apart in a method of the unit at hand; unknown if one has not got it. */
static int64_t
method_apart(const struct reconcile *r, uint16_t x, uint16_t y,
    const char *method)
{
	struct arena work CLEANUP(arena_free) = { 0 };
	int64_t *sum = arena_zero(&work, r->choices, sizeof *sum), apart = 0;

	if (!add_method(r, r->seen[x].sheet, method, 1, sum) ||
	    !add_method(r, r->seen[y].sheet, method, -1, sum))
		return NUM_UNKNOWN;
	for (uint16_t k = 0; k < r->choices; k++)
		apart += sum[k] < 0 ? -sum[k] : sum[k];
	return apart;
}

/*
 * Is there no room for a copy?  If another count has the same votes by that
 * method, to a quarter of the batch, both entries are ballots.
 */
static bool
has_no_room(const struct reconcile *r, uint16_t source, const struct row *row)
{
	for (uint16_t s = 0; s < r->el->sources; s++) {
		int64_t apart;

		if (r->seen[s].sheet == NULL || s == source ||
		    r->el->source[s].part == PART_TURNOUT ||
		    r->el->source[s].count.n == r->el->source[source].count.n)
			continue;
		apart = method_apart(r, source, s, row->method);
		if (num_known(apart) &&
		    4 * apart <= canvasser_votes(r, row->v))
			return true;
	}
	return false;
}

/* Identical votes under unlike names are chance if both are in the other count. */
static bool
is_refuted(const struct reconcile *r, uint16_t source,
    const struct sheet *sheet, const struct duplicate *d)
{
	return d->code == FINDING_BATCH_SAME_VOTES && d->names != NAMES_RUN &&
	    has_no_room(r, source, &sheet->row[d->row[0]]);
}

/* What speaks for a pair besides its votes. */
static void
put_support(struct buf *b, const struct duplicate *d)
{
	if (d->names == NAMES_RUN)
		buf_printf(b, " Of %lld numbers that both runs have there, %lld "
		    "have identical votes.", (long long)d->like_pairs,
		    (long long)(d->like_pairs - d->unlike));
}

static void
put_zeroed(struct buf *b, const struct reconcile *r, const struct source *s,
    const struct row *x, const struct row *y)
{
	buf_str(b, ", but all their numbers are equal except those of one "
	    "choice, which has no vote in one of them");
	put_votes(b, r, s, x->v);
	put_votes(b, r, s, y->v);
	buf_str(b, ", as when a number is left out.");
}

static void
put_agreement(struct buf *b, const struct reconcile *r,
    const struct source *s, const struct row *x, const struct row *y,
    const struct duplicate *d)
{
	if (d->names == NAMES_ZEROED) {
		put_zeroed(b, r, s, x, y);
		return;
	}
	switch ((enum agreement)d->agree) {
	case AGREE_SAME:
		buf_str(b, ", and their votes are identical");
		put_votes(b, r, s, x->v);
		put_chance(b, r, d);
		return;
	case AGREE_CHOICES:
		buf_str(b, ", and every choice has the same votes in both");
		put_votes(b, r, s, x->v);
		buf_str(b, ", though blanks or write-ins differ");
		put_chance(b, r, d);
		return;
	case AGREE_NEAR:
		buf_str(b, ", and their votes are a few apart");
		put_votes(b, r, s, x->v);
		put_votes(b, r, s, y->v);
		buf_str(b, ", as when one batch is read twice");
		put_chance(b, r, d);
		return;
	default:
		buf_str(b, ", but their votes differ");
		put_votes(b, r, s, x->v);
		put_votes(b, r, s, y->v);
		buf_printf(b, ": one label seems to stand on two stacks. "
		    "Of %lld such pairs of names here, %lld differ.",
		    (long long)d->like_pairs, (long long)d->unlike);
	}
}

static void
put_range(struct buf *b, const struct reconcile *r, const struct source *s,
    const struct sheet *sheet, const struct duplicate *d)
{
	buf_printf(b, "“%s” stands for several batches",
	    sheet->row[d->row[0]].label);
	put_votes(b, r, s, sheet->row[d->row[0]].v);
	buf_printf(b, ", and %zu other %s among them. ", d->rows - 1,
	    d->rows == 2 ? "entry is" : "entries are");
	if (d->likelihood >= 950)
		buf_str(b, "One of these has the very same votes.");
	else if (d->likelihood >= 700)
		buf_str(b,
		    "It has about as many votes as all its batches would, "
		    "so what is entered alone seems to be counted twice.");
	else
		buf_str(b,
		    "It lacks about as many votes as the other entries have, "
		    "so they may be what it leaves out.");
}

static const char *
say_why(struct reconcile *r, uint16_t source, const struct sheet *sheet,
    const struct duplicate *d)
{
	struct buf b CLEANUP(buf_free) = { 0 };
	const struct source *s = &r->el->source[source];
	const struct row *x = &sheet->row[d->row[0]],
			 *y = &sheet->row[d->row[1]];

	if (d->code == FINDING_BATCH_RANGE) {
		put_range(&b, r, s, sheet, d);
		return arena_text(r->out->a, b.p);
	}
	buf_printf(&b, "“%s” and “%s” %s", x->label, y->label,
	    names_words(d->names));
	put_agreement(&b, r, s, x, y, d);
	put_support(&b, d);
	if (d->code == FINDING_BATCH_TWO_TYPES)
		buf_printf(&b, " One is entered as %s, the other as %s.",
		    x->method, y->method);
	return arena_text(r->out->a, b.p);
}

static const char *
say_title(struct reconcile *r, struct unit_ix unit, const struct sheet *sheet,
    const struct duplicate *d)
{
	const char *label = sheet->row[d->row[0]].label;
	const char *name = canvasser_unit(r, unit);

	if (d->code == FINDING_BATCH_RANGE)
		return arena_printf(r->out->a, "%s: “%s” overlaps %zu other %s",
		    name, label, d->rows - 1,
		    d->rows == 2 ? "entry" : "entries");
	if (d->code == FINDING_BATCH_TWO_TYPES)
		return arena_printf(r->out->a,
		    "%s: batch “%s” stands under two types", name, label);
	if (d->names == NAMES_ZEROED)
		return arena_printf(r->out->a,
		    "%s: batch “%s” has the votes of another, but for one choice",
		    name, label);
	if (d->code == FINDING_BATCH_SAME_VOTES)
		return arena_printf(r->out->a,
		    "%s: %zu batches have the votes of “%s”", name, d->rows,
		    label);
	if (d->agree > AGREE_NEAR && d->names != NAMES_RUN)
		return arena_printf(r->out->a,
		    "%s: %zu entries for batch “%s”, with different votes",
		    name, d->rows, label);
	return arena_printf(r->out->a,
	    "%s: batch “%s” stands under %zu spellings", name, label, d->rows);
}

/* The votes that would go: all but the smallest copy, or the larger side of a range. */
static void
set_effect(struct reconcile *r, struct finding *fd)
{
	fd->effect = arena_zero(r->out->a, r->choices, sizeof *fd->effect);
	for (uint16_t k = 0; k < r->choices; k++) {
		int64_t first = fd->member[0].v[k], sum = 0, least = first;

		for (size_t i = 0; i < fd->members; i++) {
			int64_t v = fd->member[i].v[k];

			sum = num_known(v) && num_known(sum) ? sum + v :
							       NUM_UNKNOWN;
			least = v < least ? v : least;
		}
		if (num_known(sum) && fd->code == FINDING_BATCH_RANGE)
			least = sum - first > first ? first : sum - first;
		fd->effect[k] = num_known(sum) ? least - sum : NUM_UNKNOWN;
	}
}

static void
say_double(struct reconcile *r, struct unit_ix unit, uint16_t source,
    const struct sheet *sheet, const struct duplicate *d)
{
	struct finding *fd = canvasser_finding(r, d->code,
	    d->likelihood >= DOUBTFUL ? SEVERITY_EXPLAIN : SEVERITY_NOTE,
	    unit, r->el->source[source].count);

	canvasser_room(r, fd, d->rows);
	for (size_t i = 0; i < d->rows; i++)
		canvasser_member(r, fd, source, &sheet->row[d->row[i]]);
	fd->likelihood = d->likelihood;
	fd->title = say_title(r, unit, sheet, d);
	fd->reason = say_why(r, source, sheet, d);
	/* One label on two stacks: no votes would go, a label would be mended. */
	if (d->agree <= AGREE_NEAR || d->code == FINDING_BATCH_RANGE ||
	    d->names == NAMES_ZEROED)
		set_effect(r, fd);
	finding_number(r->out, fd, "batches", (int64_t)d->rows);
	if (d->one_in > 0)
		finding_number(r->out, fd, "chance_one_in", d->one_in);
	if (d->like_pairs > 0) {
		finding_number(r->out, fd, "pairs_of_such_names",
		    d->like_pairs);
		finding_number(r->out, fd, "of_these_with_other_votes",
		    d->unlike);
	}
}

/* What another count says of the precincts of the unit at hand, or NULL. */
static const struct sheet *
places_of(const struct reconcile *r, uint16_t source)
{
	for (uint16_t s = 0; s < r->el->sources; s++)
		if (r->seen[s].sheet != NULL &&
		    r->el->source[s].part == PART_PRECINCT &&
		    r->el->source[s].count.n != r->el->source[source].count.n)
			return r->seen[s].sheet;
	return NULL;
}

void
check_doubles(struct reconcile *r, struct unit_ix unit, uint16_t source)
{
	struct arena work CLEANUP(arena_free) = { 0 };
	const struct sheet *sheet = r->seen[source].sheet;
	struct duplicates d = duplicate_search(&work, sheet,
	    places_of(r, source), r->choices);

	r->tally.checks += d.checks;
	/* Where the other count leaves no room for a copy there is none. */
	for (size_t i = 0; i < d.n; i++)
		if (!is_refuted(r, source, sheet, &d.item[i]))
			say_double(r, unit, source, sheet, &d.item[i]);
}
