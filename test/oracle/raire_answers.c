/* SPDX-License-Identifier: Apache-2.0 */
/* raire_answers FILE: what is found of each contest of a .raire file, for raire.py. */
#include <inttypes.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "audit/raire_check.h"
#include "read/raire.h"
#include "read/stream.h"

static void
put_assertion(const struct raire_contest *c, const struct raire_assertion *s)
{
	printf("%s %s %s %" PRId64, s->kind == RAIRE_NEB ? "NEB" : "NEN",
	    c->choice[s->winner], c->choice[s->loser], s->margin);
	for (size_t i = 0; i < c->choices; i++)
		if (s->continuing & ranking_one(i))
			printf(" %s", c->choice[i]);
	printf("\n");
}

static bool
answer(const struct raire_contest *c, enum raire_trim trim, struct err *e)
{
	static const char *const verdict[] = { "found", "uncontested", "empty",
		"tied", "wrong", "gave-up" };
	struct arena a CLEANUP(arena_free) = { 0 };
	struct raire_ask ask = { .rankings = &c->rankings, .trim = trim,
		.cost = { .measure = RAIRE_COMPARISON,
		.ballots = c->rankings.total } };
	struct raire_found f;
	struct irv_count count;

	TRY(irv_count(&a, &c->rankings, &count, e));
	ask.winner = count.winner;
	TRY(raire_search(&a, &ask, &f, e));
	printf("contest %s %s %s %.17g\n", c->id, verdict[f.verdict],
	    c->choice[ask.winner], f.difficulty);
	for (size_t i = 0; i < f.n; i++)
		put_assertion(c, &f.assertion[i]);
	return true;
}

static bool
answers(const char *path, struct err *e)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct stream *s CLEANUP(stream_close) = NULL;
	struct raire_file f;

	TRY(stream_open(&a, path, &s, e));
	TRY(raire_read(&a, stream_feed(s), &f, e));
	for (size_t i = 0; i < f.contests; i++) {
		TRY(answer(&f.contest[i], RAIRE_TRIM_TREE, e));
		TRY(answer(&f.contest[i], RAIRE_TRIM_ASSERTIONS, e));
	}
	return true;
}

int
main(int argc, char **argv)
{
	struct err e;

	if (argc != 2 || !answers(argv[1], &e)) {
		fprintf(stderr, "raire_answers: %s\n", argc == 2 ? e.text :
		    "usage: raire_answers FILE");
		return 1;
	}
	return 0;
}
