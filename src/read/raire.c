/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/arena.h"
#include "base/err.h"

#include "text/csv.h"

#include "read/raire.h"

/*
 * Ballots are known by 64 bits of a hash of contest and id: of a million, two
 * different ones share it once in 10^7 files.
 */
struct ids {
	uint64_t *slot;		/* 0: empty */
	size_t    n, room;
};

/* How a choice is found: its first bytes as a number, and its length. */
struct key {
	uint64_t head;
	size_t   n;
};

struct reading {
	struct arena      *a;
	struct csv        *csv;
	struct csv_row     row;
	struct raire_file *out;
	struct key       (*key)[RANKING_CHOICES];	/* of each contest */
	size_t             last;	/* the contest of the line before */
	struct ids         ids;
	struct err        *e;
};

#define SHOWN(f) (int)((f).n > 80 ? 80 : (f).n), (f).p
#define FOUND_AT(r, i, ...) \
	err_at((r)->e, csv_place((r)->csv, i), __VA_ARGS__)

static struct key
key_of(struct csv_field f)
{
	struct key k = { 0, f.n };

	memcpy(&k.head, f.p, f.n < 8 ? f.n : 8);
	return k;
}

static size_t
choice_of(const struct reading *r, const struct raire_contest *c,
    struct csv_field f)
{
	const struct key *key = r->key[c - r->out->contest];
	struct key k = key_of(f);

	for (size_t i = 0; i < c->choices; i++)
		if (key[i].head == k.head && key[i].n == k.n &&
		    (k.n <= 8 || memcmp(c->choice[i], f.p, f.n) == 0))
			return i;
	return SIZE_MAX;
}

static bool
is(struct csv_field f, const char *s)
{
	return f.n == strlen(s) && memcmp(f.p, s, f.n) == 0;
}

static struct raire_contest *
contest_of(struct reading *r, struct csv_field id)
{
	if (is(id, r->out->contest[r->last].id))
		return &r->out->contest[r->last];
	for (size_t i = 0; i < r->out->contests; i++)
		if (r->out->contest[i].id != NULL &&
		    is(id, r->out->contest[i].id)) {
			r->last = i;
			return &r->out->contest[i];
		}
	return NULL;
}

/* FNV-1a over the id, begun at the contest; never 0. */
static uint64_t
ballot_hash(size_t contest, struct csv_field id)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325) ^
	    (contest + 1) * UINT64_C(0x9E3779B97F4A7C15);

	for (size_t i = 0; i < id.n; i++)
		h = (h ^ (unsigned char)id.p[i]) * UINT64_C(0x100000001b3);
	h = (h ^ h >> 32) * UINT64_C(0xd6e8feb86659fd93);
	return (h ^ h >> 32) | 1;
}

static uint64_t *
id_place(uint64_t *slot, size_t room, uint64_t h)
{
	size_t i = h >> 20 & (room - 1);

	while (slot[i] != 0 && slot[i] != h)
		i = (i + 1) & (room - 1);
	return &slot[i];
}

/* Note the ballot; false if it was there. */
static bool
id_is_new(struct reading *r, size_t contest, struct csv_field id)
{
	struct ids *s = &r->ids;
	uint64_t h = ballot_hash(contest, id), *at;

	if (s->n * 2 >= s->room) {
		size_t room = s->room == 0 ? 1024 : s->room * 4;
		uint64_t *slot = arena_zero(r->a, room, sizeof *slot);

		for (size_t i = 0; i < s->room; i++)
			if (s->slot[i] != 0)
				*id_place(slot, room, s->slot[i]) = s->slot[i];
		*s = (struct ids){ slot, s->n, room };
	}
	at = id_place(s->slot, s->room, h);
	if (*at == h)
		return false;
	*at = h;
	s->n++;
	return true;
}

/* The next row; at the end of the file, an error. */
static bool
need_row(struct reading *r, const char *expected)
{
	enum next got = csv_next(r->csv, &r->row, r->e);

	if (got == NEXT_END)
		return err_at(r->e, csv_place(r->csv, 0),
		    "found the end of the file, expected %s", expected);
	return got == NEXT_ITEM;
}

static bool
number_at(struct reading *r, size_t i, const char *what, int64_t *n)
{
	struct csv_field f = r->row.field[i];
	enum num_fault fault = num_parse(f.p, f.n, n);

	if (fault != NUM_OK)
		return FOUND_AT(r, i, "%s: found \"%.*s\", expected %s", what,
		    SHOWN(f), num_fault_text(fault));
	return true;
}

static bool
read_choices(struct reading *r, struct raire_contest *c)
{
	const char **choice = arena_zero(r->a, c->choices, sizeof *choice);
	struct key *key = r->key[c - r->out->contest];
	size_t all = c->choices;

	c->choice = choice;
	c->choices = 0;
	for (size_t i = 0; i < all; i++) {
		struct csv_field f = r->row.field[3 + i];

		if (f.n == 0)
			return FOUND_AT(r, 3 + i, "contest %s: found an empty "
			    "choice, expected an id", c->id);
		if (choice_of(r, c, f) != SIZE_MAX)
			return FOUND_AT(r, 3 + i, "contest %s: found choice "
			    "%.*s a second time", c->id, SHOWN(f));
		choice[i] = arena_str(r->a, f.p, f.n);
		key[i] = key_of(f);
		c->choices++;
	}
	return true;
}

/* What follows the choices: pairs of a word and what it gives. */
static bool
read_pairs(struct reading *r, struct raire_contest *c)
{
	size_t at = 3 + c->choices;

	for (; at + 1 < r->row.fields; at += 2) {
		struct csv_field word = r->row.field[at];

		if (is(word, "winner") && c->winner == SIZE_MAX) {
			c->winner = choice_of(r, c, r->row.field[at + 1]);
			if (c->winner == SIZE_MAX)
				return FOUND_AT(r, at + 1, "contest %s: found "
				    "winner %.*s, expected one of its choices",
				    c->id, SHOWN(r->row.field[at + 1]));
		} else if (is(word, "informal") && !num_known(c->informal)) {
			TRY(number_at(r, at + 1, "informal", &c->informal));
		} else {
			break;
		}
	}
	if (at < r->row.fields)
		return FOUND_AT(r, at, "contest %s: found \"%.*s\" after its "
		    "%zu choices, expected \"winner\" or \"informal\" with a "
		    "value, each once", c->id, SHOWN(r->row.field[at]),
		    c->choices);
	return true;
}

static bool
read_contest(struct reading *r, struct raire_contest *c)
{
	int64_t choices;

	TRY(need_row(r, "a line that announces a contest"));
	if (r->row.fields < 4 || !is(r->row.field[0], "Contest"))
		return FOUND_AT(r, 0, "found \"%.*s\" and %zu fields, expected "
		    "\"Contest\", an id, the number of choices and their ids",
		    SHOWN(r->row.field[0]), r->row.fields);
	if (r->row.field[1].n == 0)
		return FOUND_AT(r, 1, "found an empty id of a contest");
	if (r->out->contest[0].id != NULL &&
	    contest_of(r, r->row.field[1]) != NULL)
		return FOUND_AT(r, 1, "found contest %.*s a second time",
		    SHOWN(r->row.field[1]));
	TRY(number_at(r, 2, "choices", &choices));
	if (choices < 1 || choices > (int64_t)RANKING_CHOICES ||
	    (size_t)choices > r->row.fields - 3)
		return FOUND_AT(r, 2, "found %.*s choices, expected 1 to %zu, "
		    "and as many ids to follow (%zu fields do)",
		    SHOWN(r->row.field[2]), RANKING_CHOICES, r->row.fields - 3);
	c->id = arena_str(r->a, r->row.field[1].p, r->row.field[1].n);
	c->choices = (size_t)choices;
	c->winner = SIZE_MAX;
	c->informal = NUM_UNKNOWN;
	TRY(read_choices(r, c));
	c->rankings.choices = c->choices;
	return read_pairs(r, c);
}

static bool
read_ranking(struct reading *r, struct raire_contest *c, uint8_t *pref,
    size_t *n)
{
	const struct csv_field *f = r->row.field;
	size_t fields = r->row.fields;
	uint64_t seen = 0;

	/* A ballot that ranks nobody may end in a comma. */
	if (fields == 3 && f[2].n == 0)
		fields = 2;
	for (size_t i = 2; i < fields; i++) {
		size_t choice = choice_of(r, c, f[i]);

		if (choice == SIZE_MAX)
			return FOUND_AT(r, i, "contest %s, ballot %.*s: found "
			    "\"%.*s\" at rank %zu, expected a choice of the "
			    "contest", c->id, SHOWN(f[1]), SHOWN(f[i]), i - 1);
		if (seen & ranking_one(choice))
			return FOUND_AT(r, i, "contest %s, ballot %.*s: found "
			    "%.*s a second time at rank %zu, expected each "
			    "choice once", c->id, SHOWN(f[1]), SHOWN(f[i]),
			    i - 1);
		seen |= ranking_one(choice);
		pref[(*n)++] = (uint8_t)choice;
	}
	return true;
}

static bool
read_ballot(struct reading *r)
{
	const struct csv_field *f = r->row.field;
	uint8_t pref[RANKING_CHOICES];
	struct raire_contest *c;
	struct err why = { 0 };
	size_t n = 0;

	if (r->row.fields < 2)
		return FOUND_AT(r, 0, "found \"%.*s\" alone, expected a "
		    "contest, a ballot and its ranking", SHOWN(f[0]));
	if ((c = contest_of(r, f[0])) == NULL)
		return FOUND_AT(r, 0, "found contest %.*s, expected one that "
		    "was announced", SHOWN(f[0]));
	if (f[1].n == 0)
		return FOUND_AT(r, 1, "contest %s: found an empty id of a "
		    "ballot", c->id);
	if (!id_is_new(r, (size_t)(c - r->out->contest), f[1]))
		return FOUND_AT(r, 1, "contest %s: found ballot %.*s a second "
		    "time", c->id, SHOWN(f[1]));
	TRY(read_ranking(r, c, pref, &n));
	if (!rankings_add(r->a, &c->rankings, pref, n, 1, &why))
		return FOUND_AT(r, 0, "contest %s: %s", c->id, why.text);
	return true;
}

bool
raire_read(struct arena *a, struct feed s, struct raire_file *out,
    struct err *e)
{
	struct raire_file got = { 0 };
	struct reading r = { .a = a, .out = &got, .e = e };
	enum next next;
	int64_t n;

	r.csv = csv_open(a, s);
	TRY(need_row(&r, "the number of contests"));
	TRY(number_at(&r, 0, "contests", &n));
	if (r.row.fields != 1 || n < 1 || n > CSV_MAX_FIELDS)
		return FOUND_AT(&r, 0, "found %.*s contests in %zu fields, "
		    "expected a number from 1 to %d alone",
		    SHOWN(r.row.field[0]), r.row.fields, CSV_MAX_FIELDS);
	got.contests = (size_t)n;
	got.contest = arena_zero(a, got.contests, sizeof *got.contest);
	r.key = arena_zero(a, got.contests, sizeof *r.key);
	for (size_t i = 0; i < got.contests; i++)
		TRY(read_contest(&r, &got.contest[i]));
	while ((next = csv_next(r.csv, &r.row, e)) == NEXT_ITEM)
		TRY(read_ballot(&r));
	if (next == NEXT_FAILED)
		return false;
	*out = got;
	return true;
}
