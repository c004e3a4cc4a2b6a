/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/num.h"
#include "outcome/recount.h"

#include "outcome/guard.h"

#define GRANTED ((struct guard_answer){ REFUSAL_NONE, "" })

static struct guard_answer
refuse(enum refusal code, const char *why)
{
	return (struct guard_answer){ code, why };
}

static const struct guard_member *
find_member(const struct guard_board *b, const char *actor)
{
	for (size_t i = 0; i < b->members; i++)
		if (strcmp(b->member[i].actor, actor) == 0)
			return &b->member[i];
	return NULL;
}

static bool
is_among(struct guard_names names, size_t n, const char *actor)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names.name[i], actor) == 0)
			return true;
	return false;
}

/* May each of ${names} act on ${b}, and does none stand there twice? */
static struct guard_answer
all_may(struct arena *a, const struct guard_board *b, struct guard_names names)
{
	for (size_t i = 0; i < names.n; i++) {
		const struct guard_member *m = find_member(b, names.name[i]);

		if (m == NULL)
			return refuse(NO_QUORUM, arena_printf(a,
			    "%s is no member of the board %s", names.name[i],
			    b->id));
		if (*m->candidate != '\0')
			return refuse(CONFLICT_OF_INTEREST, arena_printf(a,
			    "%s stands in the contest %s", names.name[i],
			    m->candidate));
		if (is_among(names, i, names.name[i]))
			return refuse(NO_QUORUM, arena_printf(a,
			    "%s is named twice", names.name[i]));
	}
	return GRANTED;
}

struct guard_answer
guard_quorum(struct arena *a, const struct guard_board *b,
    struct guard_names yes, struct guard_names no)
{
	struct guard_answer answer = all_may(a, b, yes);

	if (answer.code == REFUSAL_NONE)
		answer = all_may(a, b, no);
	if (answer.code != REFUSAL_NONE)
		return answer;
	for (size_t i = 0; i < no.n; i++)
		if (is_among(yes, yes.n, no.name[i]))
			return refuse(NO_QUORUM, arena_printf(a,
			    "%s voted for and against", no.name[i]));
	if ((int64_t)(yes.n + no.n) < b->quorum)
		return refuse(NO_QUORUM, arena_printf(a, "%zu of the board %s "
		    "voted, and its quorum is %" PRId64, yes.n + no.n, b->id,
		    b->quorum));
	if (yes.n <= no.n)
		return refuse(NO_QUORUM, arena_printf(a, "%zu voted for it and "
		    "%zu against; the votes are recorded and the duty stays "
		    "open", yes.n, no.n));
	return GRANTED;
}

static bool
parties_differ(const struct guard_board *b, struct guard_names by)
{
	const char *first = find_member(b, by.name[0])->party;

	for (size_t i = 1; i < by.n; i++)
		if (strcmp(find_member(b, by.name[i])->party, first) != 0)
			return true;
	return false;
}

struct guard_answer
guard_two(struct arena *a, const struct guard_board *b, struct guard_names by)
{
	struct guard_answer answer = all_may(a, b, by);

	if (answer.code != REFUSAL_NONE)
		return answer;
	if (by.n < 2)
		return refuse(NO_QUORUM, "one person did it alone, and two "
		    "must do it together");
	if (b->parties_differ && !parties_differ(b, by))
		return refuse(NO_QUORUM, "all who did it are of one party, and "
		    "two parties must take part");
	return GRANTED;
}

struct guard_answer
guard_units(struct arena *a, int64_t done, int64_t units, const char *what)
{
	char have[NUM_TEXT], want[NUM_TEXT];

	if (done >= units)
		return GRANTED;
	return refuse(WRONG_STATE, arena_printf(a, "%s of %s units have %s",
	    num_text(have, done), num_text(want, units), what));
}

struct guard_answer
guard_margin(struct arena *a, const struct law *law,
    const struct contest *contest, const int64_t *votes)
{
	struct recount_answer *answer;
	char margin[NUM_TEXT], largest[NUM_TEXT];
	struct err e = { 0 };
	size_t n;

	if (!recount_eligibility(a, law, contest, votes, DAY_UNKNOWN, &answer,
	    &n, &e))
		return refuse(RULE_UNKNOWN, arena_text(a, e.text));
	for (size_t i = 0; i < n; i++)
		if (answer[i].eligible)
			return GRANTED;
	if (n == 0 || answer[0].tests == 0 || !num_known(answer[0].margin))
		return refuse(RULE_UNKNOWN, "no recount rule fits this contest");
	return refuse(NO_AUTHORITY, arena_printf(a, "the margin is %s votes, "
	    "and the law allows a recount up to %s (%s)",
	    num_text(margin, answer[0].margin),
	    num_text(largest, answer[0].test[0].largest),
	    answer[0].rule->rule.cite));
}
