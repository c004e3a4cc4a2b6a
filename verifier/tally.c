/* SPDX-License-Identifier: Apache-2.0 */
#include "audit.h"

void
pair_sides(const struct tally *t, const struct pair *p, const int64_t *votes,
    int64_t *pro, int64_t *con)
{
	int64_t others = -votes[p->w];

	for (size_t i = 0; i < t->choices; i++)
		others += votes[i];
	*pro = p->kind == BELOW ? others : votes[p->w];
	*con = p->kind == BEATS ? votes[p->l] : p->kind == ABOVE ? others :
	    votes[p->w];
}

int64_t
pair_lead(const struct tally *t, const struct pair *p, const int64_t *votes)
{
	int64_t pro, con;

	pair_sides(t, p, votes, &pro, &con);
	return pro - con;
}

static void
add_pair(struct tally *t, struct pair p)
{
	t->pair = more(t->pair, t->pairs + 1, sizeof *t->pair);
	t->pair[t->pairs++] = p;
	t->is_plain &= pair_lead(t, &p, t->votes) > 0;
}

/* The first ones by votes against all others; a tie among them is no lead. */
static void
add_first(struct tally *t, int64_t winners, bool extra)
{
	for (size_t w = 0; w < t->choices; w++) {
		for (size_t l = 0; l < t->choices; l++) {
			if (t->rank[w] < winners && t->rank[l] >= winners)
				add_pair(t, (struct pair){ BEATS, w, l,
				    extra });
		}
	}
}

/* Who has more than half; or, if nobody has, none of those who could. */
static void
add_majority(struct tally *t)
{
	bool runoff = json_true(json_get(t->contest, "runoff"));
	struct pair first = { ABOVE, 0, 0, false };

	while (t->rank[first.w] > 0)
		first.w++;
	if (pair_lead(t, &first, t->votes) > 0) {
		add_pair(t, first);
		add_first(t, 1, true);
		return;
	}
	for (size_t i = 0; i < t->choices; i++) {
		if (!runoff || t->rank[i] < 2)
			add_pair(t, (struct pair){ BELOW, i, 0, false });
	}
	if (runoff)
		add_first(t, 2, false);
}

static void
find_pairs(struct tally *t, int64_t winners)
{
	bool half = text_is(json_say(t->contest, "threshold"), "1/2");

	for (size_t i = 0; i < t->choices; i++) {
		for (size_t j = 0; j < t->choices; j++)
			t->rank[i] += t->votes[j] > t->votes[i] ||
			    (t->votes[j] == t->votes[i] && j < i);
	}
	t->is_plain = true;
	if (text_is(t->kind, "plurality"))
		add_first(t, winners, false);
	else if (text_is(t->kind, "majority") && half && winners == 1)
		add_majority(t);
	else
		t->is_plain = false;
}

bool
tally_read(const struct json *contest, struct tally *t)
{
	const struct json *votes = json_in(json_get(contest, "votes"));
	int64_t winners = json_number(contest, "winners", 1);

	*t = (struct tally){ .contest = contest,
		.id = json_say(contest, "contest"),
		.kind = json_say(contest, "kind"),
		.ballots = json_number(contest, "ballots", 0),
		.allowed = json_number(contest, "votes_allowed", 1) };
	json_each(v, json_get(contest, "choices")) {
		if (t->choices == CONTESTS_MOST || votes == NULL)
			return false;
		t->choice[t->choices] = json_text(v);
		t->votes[t->choices] = json_whole(votes, -1);
		if (t->votes[t->choices++] < 0)
			return false;
		votes = json_after(json_get(contest, "votes"), votes);
	}
	find_pairs(t, winners);
	return t->choices > 0 && t->id.n > 0;
}

const struct tally *
tally_of(const struct audit *a, struct text contest)
{
	for (size_t i = 0; i < a->tallies; i++) {
		if (text_same(a->tally[i].id, contest))
			return &a->tally[i];
	}
	return NULL;
}

bool
tally_votes(const struct tally *t, const struct json *read,
    int64_t votes[CONTESTS_MOST])
{
	const struct json *of = json_find(json_get(read, "readings"), t->id);

	for (size_t i = 0; i < t->choices; i++)
		votes[i] = json_whole(json_find(of, t->choice[i]), 0);
	return of != NULL;
}

/* More marks than allowed count for nobody. */
void
tally_limit(const struct tally *t, int64_t votes[CONTESTS_MOST])
{
	int64_t marks = 0;

	for (size_t i = 0; i < t->choices; i++)
		marks += votes[i];
	for (size_t i = 0; i < t->choices && marks > t->allowed; i++)
		votes[i] = 0;
}

void
ballot_sides(const struct tally *t, const struct pair *p,
    const struct json *read, int64_t *pro, int64_t *con)
{
	int64_t votes[CONTESTS_MOST];

	(void)tally_votes(t, read, votes);
	tally_limit(t, votes);
	pair_sides(t, p, votes, pro, con);
	if (json_true(json_get(read, "not_found"))) {
		*pro = 0;
		*con = 1;
	}
}

bool
batch_votes(const struct audit *a, const struct tally *t,
    const struct batch *b, int64_t votes[CONTESTS_MOST])
{
	const int64_t *found = map_find(&a->totals, ID(t->id, b->unit,
	    b->tabulator, b->batch));

	for (size_t i = 0; i < t->choices; i++)
		votes[i] = found != NULL ? found[i] : 0;
	return found != NULL;
}
