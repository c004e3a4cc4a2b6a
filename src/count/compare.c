/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "count/compare_work.h"

static const struct contest *
contest_of(const struct compare *c)
{
	return &c->el->contest[c->contest.n];
}

/* Does ${s} give figures of ${count} by unit, and how well? 0: no. */
static int
source_rank(const struct source *s, struct contest_ix contest,
    struct count_ix count)
{
	static const int rank[PARTS] = { [PART_UNIT] = 4, [PART_METHOD] = 3,
		[PART_BATCH] = 2, [PART_PRECINCT] = 1 };

	if (s->contest.n != contest.n || s->count.n != count.n || s->quotes)
		return 0;
	return rank[s->part];
}

struct source_ix
compare_source(const struct election *el, struct contest_ix contest,
    struct count_ix count)
{
	struct source_ix best = NO_SOURCE;
	int best_rank = 0;

	for (uint16_t i = 0; i < el->sources; i++) {
		int rank = source_rank(&el->source[i], contest, count);

		if (rank <= best_rank)
			continue;
		best = (struct source_ix){ i };
		best_rank = rank;
	}
	return best;
}

struct count_ix
compare_official(struct arena *a, const struct election *el,
    struct contest_ix contest, const struct law *law, struct day on)
{
	struct count *known = arena_zero(a, el->counts + 1u, sizeof *known);
	struct election only = *el;

	if (law == NULL)
		return NO_COUNT;
	/* A count without figures has, for this contest, never been reached. */
	for (uint16_t i = 0; i < el->counts; i++) {
		known[i] = el->count[i];
		if (!source_exists(compare_source(el, contest,
		    (struct count_ix){ i })))
			known[i].as_of = DAY_UNKNOWN;
	}
	only.count = known;
	return law_official_count(law, &only,
	    day_known(on) ? on : (struct day){ INT32_MAX });
}

static bool
takes_part(const struct compare *c, uint16_t i, struct day on)
{
	const struct count *count = &c->el->count[i];

	if (day_known(on) && (!day_known(count->as_of) ||
	    day_cmp(count->as_of, on) > 0))
		return false;
	return source_exists(compare_source(c->el, c->contest,
	    (struct count_ix){ i }));
}

static void
take_counts(struct compare *c, struct day on)
{
	c->count = arena_zero(c->work->a, c->el->counts + 1u,
	    sizeof *c->count);
	for (uint16_t i = 0; i < c->el->counts; i++) {
		struct count_ix ix = { i };

		if (!takes_part(c, i, on))
			continue;
		c->count[c->counts++] = (struct compare_count){ .count = ix,
			.source = compare_source(c->el, c->contest, ix),
			.winner = NO_CHOICE };
	}
}

struct compare *
compare_new_on(struct arena *a, const struct election *el,
    struct contest_ix contest, const struct law *law, struct day on)
{
	struct compare *c = arena_zero(a, 1, sizeof *c);
	struct compare_work *w = arena_zero(a, 1, sizeof *w);
	size_t cells;

	w->a = a;
	w->law = law;
	w->choices = el->contest[contest.n].choices;
	w->width = (uint16_t)(w->choices + EXTRAS);
	*c = (struct compare){ .el = el, .contest = contest, .work = w,
		.first = NO_CHOICE, .second = NO_CHOICE };
	take_counts(c, on);
	c->official = compare_official(a, el, contest, law, on);
	cells = c->counts * el->units;
	w->cell = arena_zero(a, cells + 1, w->width * sizeof *w->cell);
	w->reported = arena_zero(a, cells + 1, sizeof *w->reported);
	return c;
}

struct compare *
compare_new(struct arena *a, const struct election *el,
    struct contest_ix contest, const struct law *law)
{
	return compare_new_on(a, el, contest, law, DAY_UNKNOWN);
}

static size_t
cell_index(const struct compare *c, uint32_t unit, size_t i)
{
	return i * c->el->units + unit;
}

size_t
compare_position(const struct compare *c, struct count_ix count)
{
	size_t i = 0;

	while (i < c->counts && c->count[i].count.n != count.n)
		i++;
	return i;
}

bool
compare_too_many(const struct compare *c, uint32_t unit, size_t i,
    struct err *e)
{
	return err_set(e, ERR_INPUT,
	    "%s, %s: the votes are too many to add up",
	    c->el->unit[unit].name, c->el->count[c->count[i].count.n].title);
}

/* sum += v, in each of ${width} places; false if one overflows. */
static bool
add_row(int64_t *sum, const int64_t *v, uint16_t width)
{
	for (uint16_t j = 0; j < width; j++)
		TRY(num_add(&sum[j], sum[j], v[j]));
	return true;
}

/* Are the votes of every choice known? */
static bool
is_complete(const struct compare *c, const int64_t *v)
{
	for (uint16_t j = 0; j < c->work->choices; j++)
		if (!num_known(v[j]))
			return false;
	return true;
}

bool
compare_add(struct compare *c, struct unit_ix unit, struct count_ix count,
    const struct sheet *sheet, struct err *e)
{
	size_t i = compare_position(c, count), at = cell_index(c, unit.n, i);
	uint16_t width = c->work->width;
	int64_t *sum = &c->work->cell[at * width];

	if (i == c->counts || sheet->rows == 0)
		return true;
	memset(sum, 0, width * sizeof *sum);
	for (size_t r = 0; r < sheet->rows; r++)
		if (!add_row(sum, sheet->row[r].v, width))
			return compare_too_many(c, unit.n, i, e);
	c->work->reported[at] = is_complete(c, sum);
	return true;
}

const int64_t *
compare_votes(const struct compare *c, struct unit_ix unit, size_t i)
{
	size_t at = cell_index(c, unit.n, i);

	return c->work->reported[at] ? &c->work->cell[at * c->work->width] :
	    NULL;
}

int64_t
compare_total(const struct compare *c, const int64_t *v)
{
	int64_t total = 0;

	for (uint16_t j = 0; j < c->work->choices; j++)
		if (!num_add(&total, total, v[j]))
			return NUM_UNKNOWN;
	return total;
}

int64_t
compare_margin(const struct compare *c, const int64_t *v)
{
	int64_t margin;

	if (!choice_exists(c->first) || !choice_exists(c->second) ||
	    !num_sub(&margin, v[c->first.n], v[c->second.n]))
		return NUM_UNKNOWN;
	return margin;
}

/* How many choices have more votes than ${x}, or (${or_equal}) as many. */
static uint16_t
choices_above(const struct compare *c, const int64_t *v, uint16_t x,
    bool or_equal)
{
	uint16_t n = 0;

	for (uint16_t j = 0; j < c->work->choices; j++)
		n = (uint16_t)(n + (v[j] > v[x] || (or_equal && v[j] == v[x])));
	return n;
}

struct choice_ix
compare_leader(const struct compare *c, const int64_t *v)
{
	for (uint16_t j = 0; j < c->work->choices; j++)
		if (choices_above(c, v, j, true) == 1)
			return (struct choice_ix){ j };
	return NO_CHOICE;
}

bool
compare_leads(const struct compare *c, const int64_t *v, struct choice_ix x)
{
	return choices_above(c, v, x.n, true) <= contest_of(c)->winners;
}

/* Does the law of the contest ask for more than half of the votes? */
static bool
majority_is_needed(const struct compare *c)
{
	const struct contest *contest = contest_of(c);
	const struct winner_rule *r;

	if (c->work->law == NULL || contest->winners != 1)
		return false;
	r = law_winner(c->work->law, contest->office, contest->date);
	return r != NULL && r->majority;
}

/* Is ${votes} half of ${total} or less?  Doubling could overflow. */
static bool
is_no_majority(int64_t votes, int64_t total)
{
	return votes <= total - votes;
}

static enum fate
fate_of(const struct compare *c, const int64_t *v, uint16_t j)
{
	uint16_t seats = contest_of(c)->winners;

	if (choices_above(c, v, j, true) <= seats)
		return FATE_WINS;
	return choices_above(c, v, j, false) < seats ? FATE_TIED : FATE_LOSES;
}

/* Nobody has the majority: the two leading choices meet again. */
static void
send_to_runoff(const struct compare *c, const int64_t *v, enum fate *fate)
{
	for (uint16_t j = 0; j < c->work->choices; j++)
		fate[j] = choices_above(c, v, j, false) < 2 ? FATE_RUNOFF :
		    FATE_LOSES;
}

void
compare_fates(const struct compare *c, const int64_t *v, enum fate *fate)
{
	struct choice_ix leader = compare_leader(c, v);

	for (uint16_t j = 0; j < c->work->choices; j++)
		fate[j] = fate_of(c, v, j);
	if (majority_is_needed(c) && choice_exists(leader) &&
	    is_no_majority(v[leader.n], compare_total(c, v)))
		send_to_runoff(c, v, fate);
}

/* The choice at ${place} (from 0) by votes; of equal ones the first named. */
static struct choice_ix
choice_at(const struct compare *c, const int64_t *v, int place)
{
	for (uint16_t j = 0; j < c->work->choices; j++) {
		int before = choices_above(c, v, j, false);

		for (uint16_t k = 0; k < j; k++)
			before += v[k] == v[j];
		if (before == place)
			return (struct choice_ix){ j };
	}
	return NO_CHOICE;
}

static bool
sum_units(struct compare *c, size_t i, struct err *e)
{
	struct compare_count *count = &c->count[i];

	count->votes = arena_zero(c->work->a, c->work->width,
	    sizeof *count->votes);
	for (uint32_t u = 0; u < c->el->units; u++) {
		const int64_t *v = compare_votes(c, (struct unit_ix){ u }, i);

		if (v == NULL)
			continue;
		if (!add_row(count->votes, v, c->work->width) ||
		    !num_known(compare_total(c, count->votes)))
			return compare_too_many(c, u, i, e);
		count->reported++;
	}
	return true;
}

/* The pair that leads in the official count; if none is, in the first. */
static void
choose_reference(struct compare *c)
{
	size_t i = compare_position(c, c->official);
	int seats = contest_of(c)->winners;

	if (i == c->counts || c->count[i].reported == 0)
		for (i = 0; i < c->counts && c->count[i].reported == 0; i++)
			;
	if (i == c->counts)
		return;
	c->first = choice_at(c, c->count[i].votes, seats - 1);
	c->second = choice_at(c, c->count[i].votes, seats);
}

/* What nobody reported is unknown, not a row of zeros. */
static void
forget_votes(const struct compare *c, struct compare_count *count)
{
	for (uint16_t j = 0; j < c->work->width; j++)
		count->votes[j] = NUM_UNKNOWN;
	count->total = count->margin = NUM_UNKNOWN;
}

/* Who wins is not known before all units are there. */
static void
find_winner(const struct compare *c, struct compare_count *count)
{
	enum fate *fate = arena_zero(c->work->a, c->work->choices + 1u,
	    sizeof *fate);

	count->winner = compare_leader(c, count->votes);
	compare_fates(c, count->votes, fate);
	for (uint16_t j = 0; j < c->work->choices; j++) {
		count->tie |= fate[j] == FATE_TIED;
		count->majority_missed |= fate[j] == FATE_RUNOFF;
	}
}

static void
finish_count(const struct compare *c, struct compare_count *count)
{
	if (count->reported == 0) {
		forget_votes(c, count);
		return;
	}
	count->total = compare_total(c, count->votes);
	count->margin = compare_margin(c, count->votes);
	if (count->reported == c->el->units)
		find_winner(c, count);
}

bool
compare_finish(struct compare *c, struct err *e)
{
	for (size_t i = 0; i < c->counts; i++)
		TRY(sum_units(c, i, e));
	choose_reference(c);
	for (size_t i = 0; i < c->counts; i++)
		finish_count(c, &c->count[i]);
	return compare_pairs(c, e);
}
