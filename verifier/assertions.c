/* SPDX-License-Identifier: Apache-2.0 */
#include "audit.h"
#include "check.h"
#include "risk.h"

/* The place of a candidate; RAIRE_MOST: there is none of that name. */
static uint32_t
place_of(const struct tally *t, struct text name)
{
	uint32_t i = 0;

	while (i < t->choices && !text_same(t->choice[i], name))
		i++;
	return i < t->choices ? i : RAIRE_MOST;
}

/* One assertion in JSON; false: of a kind that nobody knows. */
static bool
assertion_read(const struct tally *t, const struct json *v, struct raire *a)
{
	struct text kind = json_say(v, "kind");

	*a = (struct raire){ .next = text_is(kind, "NEN"),
		.winner = place_of(t, json_say(v, "winner")),
		.loser = place_of(t, json_say(v, "loser")) };
	json_each(c, json_get(v, "continuing")) {
		uint32_t at = place_of(t, json_text(c));

		if (at == RAIRE_MOST)
			return false;
		a->among |= UINT64_C(1) << at;
	}
	return a->next || text_is(kind, "NEB");
}

static const char *
doubt(struct record *r, const struct tally *t)
{
	static struct json_doc d;
	static struct raire a[4096];
	size_t n = 0;

	if (!bundle_object(r->bundle, json_say(t->contest, "assertions"),
	    &r->object) || json_read(&d, buf_text(&r->object)) != NULL)
		return "cannot be read";
	json_each(v, json_get(d.item, "assertions")) {
		if (n == sizeof a / sizeof a[0] ||
		    !assertion_read(t, v, &a[n++]))
			return "are too many, or of a kind not known here";
	}
	return raire_doubt(a, n, (uint32_t)t->choices,
	    place_of(t, json_say(d.item, "winner")));
}

void
assertions_check(struct record *r, const struct tally *t)
{
	const char *why = doubt(r, t);

	CHECK(CHECK_ASSERTIONS, why == NULL, "what is asserted of `%.*s` %s",
	    SHOW(t->id), why);
}
