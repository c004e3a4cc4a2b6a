/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"

#include "read/fold.h"
#include "read/headed.h"
#include "read/readings.h"

enum { UNIT, TABULATOR, BATCH, POSITION, BALLOTS, CONTEST, CHOICE, VOTES,
	CORRECTS, COLUMNS };

static const struct headed_column columns[COLUMNS] = {
	[UNIT] = { "unit", "unitid", true },
	[TABULATOR] = { "tabulator", NULL, false },
	[BATCH] = { "batch", "batchname", true },
	[POSITION] = { "position", NULL, false },
	[BALLOTS] = { "ballots", NULL, false },
	[CONTEST] = { "contest", NULL, true },
	[CHOICE] = { "choice", NULL, true },
	[VOTES] = { "votes", "read marks", false },
	[CORRECTS] = { "corrects", NULL, false },
};

struct reading {
	struct arena            *a;
	struct headed            h;
	const struct audit_plan *plan;
	const struct election   *el;
	struct readings         *out;
	size_t                   cap;
	size_t                  *bucket;	/* items by their names; 0: empty, else one more */
	size_t                   buckets;
};

static const struct contest *
defined(const struct reading *r, const char *id)
{
	for (size_t i = 0; i < r->el->contests; i++)
		if (strcmp(r->el->contest[i].id, id) == 0)
			return &r->el->contest[i];
	return NULL;
}

static bool
is_folded(const char *name, const char *folded)
{
	char own[FOLD_MAX];

	fold(own, name, strlen(name));
	return strcmp(own, folded) == 0;
}

/* Is that choice called so: by its id, its name or its label? */
static bool
is_called(const struct contest *c, const char *id, const char *folded)
{
	if (is_folded(id, folded))
		return true;
	for (size_t i = 0; c != NULL && i < c->choices; i++)
		if (strcmp(c->choice[i].id, id) == 0)
			return is_folded(c->choice[i].name, folded) ||
			    is_folded(c->choice[i].label, folded);
	return false;
}

static bool
find_contest(struct reading *r, const char *text, const struct tally **out,
    struct err *e)
{
	char folded[FOLD_MAX];

	fold(folded, text, strlen(text));
	for (size_t i = 0; i < r->plan->contests; i++) {
		const struct tally *t = &r->plan->contest[i].tally;
		const struct contest *c = defined(r, t->contest);

		*out = t;
		if (is_folded(t->contest, folded) ||
		    (c != NULL && is_folded(c->title, folded)))
			return true;
	}
	return err_at(e, headed_place(&r->h, CONTEST), "contest: found %s, "
	    "expected one of the audit's plan", fold_show(r->a, text,
	    strlen(text)));
}

static bool
find_choice(struct reading *r, const struct tally *t, const char *text,
    const char **out, struct err *e)
{
	char folded[FOLD_MAX];

	*out = NULL;
	fold(folded, text, strlen(text));
	for (size_t i = 0; *folded != '\0' && i < t->choices; i++) {
		*out = t->choice[i];
		if (is_called(defined(r, t->contest), t->choice[i], folded))
			return true;
	}
	*out = NULL;
	return *folded == '\0' || err_at(e, headed_place(&r->h, CHOICE),
	    "choice: found %s, expected one of %s, or nothing if nobody was "
	    "marked", fold_show(r->a, text, strlen(text)), t->contest);
}

/* A number, or what is there when the field is empty. */
static bool
number_or(struct reading *r, size_t column, int64_t otherwise, int64_t *out,
    struct err *e)
{
	*out = otherwise;
	return *headed_text(&r->h, r->a, column) == '\0' ||
	    headed_number(&r->h, column, out, e);
}

static size_t
hash_of(const struct reading_item *x)
{
	const char *const text[] = { x->unit, x->tabulator, x->batch };
	uint64_t h = UINT64_C(14695981039346656037) ^ (uint64_t)x->position;

	for (size_t i = 0; i < sizeof text / sizeof *text; i++)
		for (const char *p = text[i]; *p != '\0'; p++)
			h = (h ^ (unsigned char)*p) * UINT64_C(1099511628211);
	return (size_t)(h ^ h >> 32);
}

static bool
is_same(const struct reading_item *x, const struct reading_item *y)
{
	return x->position == y->position && strcmp(x->batch, y->batch) == 0 &&
	    strcmp(x->unit, y->unit) == 0 &&
	    strcmp(x->tabulator, y->tabulator) == 0;
}

static void
grow_buckets(struct reading *r)
{
	r->buckets = r->buckets == 0 ? 1024 : 2 * r->buckets;
	r->bucket = arena_zero(r->a, r->buckets, sizeof *r->bucket);
	for (size_t i = 0; i < r->out->n; i++) {
		size_t at = hash_of(&r->out->item[i]) & (r->buckets - 1);

		while (r->bucket[at] != 0)
			at = (at + 1) & (r->buckets - 1);
		r->bucket[at] = i + 1;
	}
}

/* The item of the row at hand, made if it comes for the first time. */
static struct reading_item *
item_of(struct reading *r, const struct reading_item *like)
{
	struct readings *out = r->out;
	size_t at;

	if (2 * (out->n + 1) > r->buckets)
		grow_buckets(r);
	at = hash_of(like) & (r->buckets - 1);
	for (; r->bucket[at] != 0; at = (at + 1) & (r->buckets - 1))
		if (is_same(&out->item[r->bucket[at] - 1], like))
			return &out->item[r->bucket[at] - 1];
	if (out->n == r->cap)
		out->item = arena_grow(r->a, out->item, out->n, &r->cap,
		    sizeof *out->item);
	out->item[out->n++] = *like;
	r->bucket[at] = out->n;
	return &out->item[out->n - 1];
}

static bool
take_name(struct reading *r, struct reading_item *x, struct err *e)
{
	const char *corrects = headed_text(&r->h, r->a, CORRECTS);

	*x = (struct reading_item){ .line = r->h.row.line,
		.unit = headed_text(&r->h, r->a, UNIT),
		.tabulator = headed_text(&r->h, r->a, TABULATOR),
		.batch = headed_text(&r->h, r->a, BATCH),
		.corrects = *corrects == '\0' ? NULL : corrects };
	TRY(number_or(r, POSITION, 0, &x->position, e));
	TRY(number_or(r, BALLOTS, NUM_UNKNOWN, &x->ballots, e));
	return (*x->unit != '\0' && *x->batch != '\0') || err_at(e,
	    headed_place(&r->h, *x->unit == '\0' ? UNIT : BATCH), "found "
	    "nothing, expected the unit and the batch of what was read");
}

/* Rows of one item say the same number of ballots, or some say none. */
static bool
take_ballots(struct reading *r, struct reading_item *to, int64_t ballots,
    struct err *e)
{
	if (!num_known(to->ballots))
		to->ballots = ballots;
	return !num_known(ballots) || to->ballots == ballots || err_at(e,
	    headed_place(&r->h, BALLOTS), "ballots: found %" PRId64
	    ", and %" PRId64 " for the same batch on line %" PRId64, ballots,
	    to->ballots, to->line);
}

static bool
is_word(const char *word, const char *text)
{
	char folded[FOLD_MAX];

	fold(folded, text, strlen(text));
	return strcmp(folded, word) == 0;
}

static bool
add_mark(struct reading *r, struct reading_item *to, struct reading_mark m,
    struct err *e)
{
	for (size_t i = 0; i < to->marks; i++) {
		const struct reading_mark *x = &to->mark[i];

		if (strcmp(x->contest, m.contest) == 0 && (x->choice ==
		    m.choice || (x->choice != NULL && m.choice != NULL &&
		    strcmp(x->choice, m.choice) == 0)))
			return err_at(e, headed_place(&r->h, CHOICE), "%s of "
			    "%s stands a second time for the same item",
			    m.choice == NULL ? "nobody" : m.choice, m.contest);
	}
	if (to->marks == to->cap)
		to->mark = arena_grow(r->a, to->mark, to->marks, &to->cap,
		    sizeof *to->mark);
	to->mark[to->marks++] = m;
	return true;
}

static bool
take_mark(struct reading *r, struct reading_item *to, struct err *e)
{
	const char *contest = headed_text(&r->h, r->a, CONTEST);
	const char *choice = headed_text(&r->h, r->a, CHOICE);
	struct reading_mark m = { .votes = 0 };
	const struct tally *t = NULL;

	if (*contest == '\0' && is_word("notfound", choice)) {
		to->lost = true;
		return true;
	}
	if (*contest == '\0' && is_word("none", choice)) {
		to->none = true;
		return true;
	}
	TRY(find_contest(r, contest, &t, e));
	m.contest = t->contest;
	TRY(find_choice(r, t, choice, &m.choice, e));
	TRY(number_or(r, VOTES, m.choice != NULL, &m.votes, e));
	return add_mark(r, to, m, e);
}

static bool
take_row(struct reading *r, struct err *e)
{
	struct reading_item name, *to;

	TRY(take_name(r, &name, e));
	to = item_of(r, &name);
	if (to->corrects == NULL)
		to->corrects = name.corrects;
	TRY(take_ballots(r, to, name.ballots, e));
	TRY(take_mark(r, to, e));
	return to->lost + to->none + (to->marks > 0) == 1 || err_at(e,
	    headed_place(&r->h, CHOICE), "the item was read and not found, or "
	    "has a contest and none; it begins on line %" PRId64, to->line);
}

bool
readings_read(struct arena *a, struct bytes text, const char *file,
    const struct audit_plan *plan, const struct election *el,
    struct readings *out, struct err *e)
{
	struct reading r = { .a = a, .plan = plan, .el = el, .out = out };
	enum next got;

	*out = (struct readings){ 0 };
	TRY(headed_open(a, text, file, columns, COLUMNS, &r.h, e));
	while ((got = headed_next(&r.h, e)) == NEXT_ITEM)
		TRY(take_row(&r, e));
	return got == NEXT_END && (out->n > 0 || err_set(e, ERR_INPUT,
	    "%s: found no reading", file));
}
