/* SPDX-License-Identifier: Apache-2.0 */
#include "audit.h"

/* Those with the most votes win; a tie among the last of them is none. */
static bool
find_winners(struct tally *t, int64_t winners)
{
	bool tied = false;

	for (size_t i = 0; i < t->choices; i++) {
		int64_t above = 0, same = 0;

		for (size_t j = 0; j < t->choices; j++) {
			above += t->votes[j] > t->votes[i];
			same += j != i && t->votes[j] == t->votes[i];
		}
		t->wins[i] = above < winners;
		tied |= t->wins[i] && above + same >= winners;
	}
	return !tied;
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
	t->is_plain = text_is(t->kind, "plurality") && winners > 0 &&
	    find_winners(t, winners);
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
tally_marks(const struct tally *t, const struct json *read,
    int64_t votes[CONTESTS_MOST])
{
	int64_t marks = 0;

	(void)tally_votes(t, read, votes);
	for (size_t i = 0; i < t->choices; i++)
		marks += votes[i];
	for (size_t i = 0; i < t->choices && marks > t->allowed; i++)
		votes[i] = 0;
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
