/* SPDX-License-Identifier: Apache-2.0 */
/* Does it add up: parts to units, units to counts, votes to ballots, ballots to voters? */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#include "count/canvasser.h"
#include "count/compare.h"

/* The first choice or write-in that two rows of sums know and tell differently; -1 if none. */
static int
first_difference(const struct reconcile *r, const int64_t *x, const int64_t *y)
{
	for (uint16_t i = 0; i < r->choices; i++)
		if (num_known(x[i]) && num_known(y[i]) && x[i] != y[i])
			return i;
	return -1;
}

static bool
any_common(const struct reconcile *r, const int64_t *x, const int64_t *y)
{
	for (uint16_t i = 0; i < r->choices; i++)
		if (num_known(x[i]) && num_known(y[i]))
			return true;
	return false;
}

/* The differences ${whole} - ${parts} as numbers, effect and words. */
static void
say_differences(struct reconcile *r, struct finding *fd, const int64_t *parts,
    const int64_t *whole, struct buf *b)
{
	char n[NUM_TEXT];
	bool first = true;

	fd->effect = arena_zero(r->out->a, r->choices, sizeof *fd->effect);
	for (uint16_t i = 0; i < r->choices; i++) {
		const struct choice *ch = &r->contest->choice[i];

		fd->effect[i] = num_known(parts[i]) && num_known(whole[i]) ?
		    whole[i] - parts[i] : NUM_UNKNOWN;
		if (!num_known(fd->effect[i]) || fd->effect[i] == 0)
			continue;
		finding_number(r->out, fd, arena_printf(r->out->a,
		    "difference_%s", ch->id), fd->effect[i]);
		buf_printf(b, "%s%s %s", first ? "" : ", ", ch->label,
		    num_signed(n, fd->effect[i]));
		first = false;
	}
}

/* Two statements of one sum that do not agree. */
struct conflict {
	enum finding_code code;
	enum severity     severity;
	struct unit_ix    unit;
	uint16_t          parts, whole;	/* sources */
	const int64_t    *sum, *said;
	const char       *title;	/* after the name of the place */
};

static void
say_conflict(struct reconcile *r, const struct conflict *c)
{
	const struct source *parts = &r->el->source[c->parts];
	const struct source *whole = &r->el->source[c->whole];
	struct finding *fd = canvasser_finding(r, c->code, c->severity,
	    c->unit, whole->count);
	struct buf b CLEANUP(buf_free) = { 0 };

	buf_printf(&b, "“%s” says, against the sum of “%s”: ",
	    whole->title, parts->title);
	say_differences(r, fd, c->sum, c->said, &b);
	buf_char(&b, '.');
	fd->title = arena_printf(r->out->a, "%s: %s",
	    canvasser_unit(r, c->unit), c->title);
	fd->reason = arena_text(r->out->a, b.p);
}

static void
compare_sums(struct reconcile *r, const struct conflict *c)
{
	if (!any_common(r, c->sum, c->said))
		return;
	r->tally.checks++;
	if (first_difference(r, c->sum, c->said) >= 0)
		say_conflict(r, c);
}

/* Coarser divisions are nearer to what was reported. */
static bool
is_coarser(enum partition x, enum partition y)
{
	return x < y;
}

/* The source of a count with figures of this unit that divides it least. */
static int
coarsest(const struct reconcile *r, uint16_t count)
{
	int best = -1;

	for (uint16_t s = 0; s < r->el->sources; s++) {
		const struct source *src = &r->el->source[s];

		if (r->seen[s].sheet == NULL || src->count.n != count ||
		    src->part == PART_TURNOUT || src->part == PART_TOTAL)
			continue;
		if (best < 0 || is_coarser(src->part, r->el->source[best].part))
			best = s;
	}
	return best;
}

void
check_unit_sums(struct reconcile *r, struct unit_ix unit)
{
	for (uint16_t s = 0; s < r->el->sources; s++) {
		const struct source *src = &r->el->source[s];
		int whole;

		if (r->seen[s].sheet == NULL || src->part == PART_TURNOUT ||
		    src->part == PART_TOTAL || !count_exists(src->count))
			continue;
		whole = coarsest(r, src->count.n);
		if (whole < 0 || whole == s)
			continue;
		compare_sums(r,
		    &(struct conflict){ .code = src->part == PART_BATCH ?
			    FINDING_BATCH_SUM :
			    FINDING_PART_SUM,
			.severity = SEVERITY_EXPLAIN,
			.unit = unit,
			.parts = s,
			.whole = (uint16_t)whole,
			.sum = r->seen[s].here,
			.said = r->seen[whole].here,
			.title = src->part == PART_BATCH ?
			    "batches do not add up to the reported total" :
			    "parts do not add up to the whole" });
	}
}

/* At least so many votes are too many; taken from one choice, they move the margin most. */
static void
add_excess(struct finding *fd, int64_t votes)
{
	if (!num_add(&fd->margin_effect, fd->margin_effect, votes))
		fd->margin_effect = NUM_UNKNOWN;
}

/* Rows with more votes than their own ballots allow. */
static void
check_row_ballots(struct reconcile *r, struct unit_ix unit, uint16_t s)
{
	const struct sheet *sheet = r->seen[s].sheet;
	struct finding *fd = NULL;
	size_t rows = 0;

	for (size_t i = 0; i < sheet->rows; i++) {
		int64_t votes = canvasser_votes(r, sheet->row[i].v), most;
		int64_t ballots = sheet->row[i].v[r->choices + EXTRA_BALLOTS];

		if (!num_known(votes) || !num_known(ballots))
			continue;
		r->tally.checks++;
		if (!num_mul(&most, ballots, r->contest->votes_allowed) ||
		    votes <= most)
			continue;
		if (fd == NULL) {
			fd = canvasser_finding(r, FINDING_VOTES_OVER_BALLOTS,
			    SEVERITY_BLOCK, unit, r->el->source[s].count);
			canvasser_room(r, fd, sheet->rows - i);
		}
		rows++;
		add_excess(fd, votes - most);
		if (sheet->row[i].label[0] != '\0' ||
		    sheet->row[i].method[0] != '\0')
			canvasser_member(r, fd, s, &sheet->row[i]);
	}
	if (fd == NULL)
		return;
	fd->title =
	    arena_printf(r->out->a, "%s: more votes than ballots in %zu row%s",
		canvasser_unit(r, unit), rows, rows == 1 ? "" : "s");
	fd->reason = arena_printf(r->out->a,
	    "Each ballot allows %u vote%s in this "
	    "contest; these rows have more votes than their ballots allow.",
	    r->contest->votes_allowed,
	    r->contest->votes_allowed == 1 ? "" : "s");
	finding_number(r->out, fd, "rows", (int64_t)rows);
}

/* A unit's votes in one source against the ballots cast there. */
static void
check_cast(struct reconcile *r, struct unit_ix unit, uint16_t s, int64_t cast)
{
	int64_t votes = canvasser_votes(r, r->seen[s].here), most;
	struct finding *fd;
	char n[NUM_TEXT], m[NUM_TEXT];

	if (!num_known(votes) || !num_known(cast) ||
	    !num_mul(&most, cast, r->contest->votes_allowed))
		return;
	r->tally.checks++;
	if (votes <= most)
		return;
	fd = canvasser_finding(r, FINDING_VOTES_OVER_BALLOTS, SEVERITY_EXPLAIN,
	    unit, r->el->source[s].count);
	fd->title = arena_printf(r->out->a, "%s: %s votes for %s ballots cast",
	    canvasser_unit(r, unit), num_text(n, votes), num_text(m, cast));
	fd->reason = arena_printf(r->out->a, "“%s” has more votes in this "
	    "contest than the ballots cast in the %s allow.",
	    r->el->source[s].title, r->el->unit_word);
	finding_number(r->out, fd, "votes", votes);
	finding_number(r->out, fd, "ballots_cast", cast);
	add_excess(fd, votes - most);
}

static void
check_voters(struct reconcile *r, struct unit_ix unit, uint16_t s,
    const int64_t *v, enum turnout of, const char *words)
{
	struct finding *fd;
	char n[NUM_TEXT], m[NUM_TEXT];

	if (!num_known(v[TURNOUT_BALLOTS_CAST]) || !num_known(v[of]))
		return;
	r->tally.checks++;
	if (v[TURNOUT_BALLOTS_CAST] <= v[of])
		return;
	fd = canvasser_finding(r, FINDING_BALLOTS_OVER_CHECKINS,
	    SEVERITY_EXPLAIN, unit, r->el->source[s].count);
	fd->title = arena_printf(r->out->a, "%s: %s ballots cast, %s %s",
	    canvasser_unit(r, unit), num_text(n, v[TURNOUT_BALLOTS_CAST]),
	    num_text(m, v[of]), words);
	fd->reason =
	    arena_printf(r->out->a, "“%s” gives more ballots cast than %s.",
		r->el->source[s].title, words);
	finding_number(r->out, fd, "ballots_cast", v[TURNOUT_BALLOTS_CAST]);
	finding_number(r->out, fd, turnout_id(of), v[of]);
}

static void
check_turnout(struct reconcile *r, struct unit_ix unit, uint16_t s)
{
	const int64_t *v = r->seen[s].sheet->row[0].v;

	check_voters(r, unit, s, v, TURNOUT_CHECK_INS, "voters who checked in");
	check_voters(r, unit, s, v, TURNOUT_REGISTERED, "registered voters");
	for (uint16_t c = 0; c < r->el->counts; c++) {
		int o = coarsest(r, c);

		if (o >= 0)
			check_cast(r, unit, (uint16_t)o,
			    v[TURNOUT_BALLOTS_CAST]);
	}
}

void
check_unit_ballots(struct reconcile *r, struct unit_ix unit)
{
	for (uint16_t s = 0; s < r->el->sources; s++) {
		if (r->seen[s].sheet == NULL)
			continue;
		if (r->el->source[s].part == PART_TURNOUT)
			check_turnout(r, unit, s);
		else
			check_row_ballots(r, unit, s);
	}
}

/* A total that a source quotes of another's count: the sum is right until shown otherwise. */
static void
check_quoted(struct reconcile *r, uint16_t s)
{
	const struct source *src = &r->el->source[s];
	struct source_ix best =
	    compare_source(r->el, r->contest_ix, src->count);

	if (!source_exists(best) || best.n == s)
		return;
	compare_sums(r, &(struct conflict){
		.code = FINDING_SOURCE_TOTALS, .severity = SEVERITY_EXPLAIN,
		.unit = NO_UNIT, .parts = best.n, .whole = s,
		.sum = r->seen[best.n].total, .said = r->seen[s].reported,
		.title = "a source quotes totals that differ from the count" });
}

/* The units of a count against its reported total; finer parts are held against the units. */
static void
check_reported(struct reconcile *r, uint16_t s)
{
	const struct source *src = &r->el->source[s];
	struct source_ix best =
	    compare_source(r->el, r->contest_ix, src->count);
	bool batch;

	if (!source_exists(best) || best.n == s)
		return;
	batch = r->el->source[best.n].part == PART_BATCH;
	compare_sums(r, &(struct conflict){
		.code = batch ? FINDING_BATCH_SUM : FINDING_COUNT_SUM,
		.severity = SEVERITY_EXPLAIN, .unit = NO_UNIT,
		.parts = best.n, .whole = s,
		.sum = r->seen[best.n].total, .said = r->seen[s].reported,
		.title = batch ? "batches do not add up to the reported total" :
		    "units do not add up to the reported total" });
}

void
check_sums(struct reconcile *r)
{
	for (uint16_t s = 0; s < r->el->sources; s++) {
		if (r->seen[s].reported == NULL)
			continue;
		if (r->el->source[s].quotes)
			check_quoted(r, s);
		else
			check_reported(r, s);
	}
}

static void
say_missing(struct reconcile *r, struct unit_ix unit, uint16_t s)
{
	const struct source *src = &r->el->source[s];
	struct finding *fd = canvasser_finding(r, FINDING_UNIT_MISSING,
	    SEVERITY_BLOCK, unit, src->count);

	fd->margin_effect = NUM_UNKNOWN;
	fd->title = arena_printf(r->out->a, "%s: no figures in “%s”",
	    canvasser_unit(r, unit), r->el->count[src->count.n].title);
	fd->reason = arena_printf(r->out->a,
	    "“%s” has %s for this %s, so the count is not complete.",
	    src->title, r->seen[s].unit[unit.n] ?
	    "not the votes of every choice" : "no row", r->el->unit_word);
}

void
check_missing(struct reconcile *r)
{
	for (uint16_t c = 0; c < r->el->counts; c++) {
		struct source_ix s = compare_source(r->el, r->contest_ix,
		    (struct count_ix){ c });

		if (!source_exists(s) || r->el->source[s.n].part == PART_TOTAL)
			continue;
		for (uint32_t u = 0; u < r->el->units; u++) {
			r->tally.checks++;
			if (!r->seen[s.n].whole[u])
				say_missing(r, (struct unit_ix){ u }, s.n);
		}
	}
}

/* One file may give several sources; the one that divides it most speaks for it. */
static bool
is_told_by_another(const struct reconcile *r, uint16_t s)
{
	const struct source *src = &r->el->source[s];

	for (uint16_t o = 0; o < r->el->sources; o++) {
		const struct source *other = &r->el->source[o];

		if (other->contest.n == src->contest.n &&
		    strcmp(other->sha256, src->sha256) == 0 &&
		    is_coarser(src->part, other->part))
			return true;
	}
	return false;
}

void
check_headers(struct reconcile *r)
{
	for (uint16_t s = 0; s < r->el->sources; s++) {
		const struct source *src = &r->el->source[s];
		struct buf b CLEANUP(buf_free) = { 0 };
		struct finding *fd;
		int64_t n = 0;

		if (src->contest.n != r->contest_ix.n ||
		    is_told_by_another(r, s))
			continue;
		for (size_t i = 0; i < src->columns; i++)
			if (src->column[i].guessed) {
				buf_printf(&b, "%s“%s” as %s",
				    n > 0 ? ", " : "", src->column[i].header,
				    src->column[i].field);
				n++;
			}
		r->tally.checks += (int64_t)src->columns;
		if (n == 0)
			continue;
		fd = canvasser_finding(r, FINDING_HEADER_DIRT, SEVERITY_NOTE,
		    NO_UNIT, src->count);
		fd->title = arena_printf(r->out->a,
		    "“%s”: %lld column heading%s misspelt", src->title,
		    (long long)n, n == 1 ? "" : "s");
		fd->reason = arena_printf(r->out->a,
		    "Understood in spite of the spelling: %s.", b.p);
		finding_number(r->out, fd, "columns", n);
	}
}
