/* SPDX-License-Identifier: Apache-2.0 */
/*
 * raire: an instant runoff from its file to its assertions, one core, CPU time.
 *
 *	raire FILE...		each contest of .raire files and .json problems
 *	raire --made N		worst cases: N choices, rankings at random
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "stat/rng.h"

#include "read/raire.h"
#include "read/stream.h"

#include "audit/raire_check.h"

static double
now(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

static long
peak(void)
{
	struct rusage u;

	(void)getrusage(RUSAGE_SELF, &u);
	return u.ru_maxrss / 1024;
}

static void
die(const struct err *e)
{
	fprintf(stderr, "raire: %s\n", e->text);
	exit(1);
}

static void
solve(const char *name, const struct rankings *r, double began)
{
	char said[RAIRE_SAY];
	struct err e;
	struct raire_found f[2];
	double read = now() - began;

	for (int how = 0; how < 2; how++) {
		struct arena a CLEANUP(arena_free) = { 0 };
		struct irv_count c;
		struct raire_ask ask = { .rankings = r, .trim = how == 0 ?
			RAIRE_TRIM_TREE : RAIRE_TRIM_ASSERTIONS,
			.cost = { RAIRE_COMPARISON, r->total, 0.05, 1.1 } };
		double start = now();

		if (!irv_count(&a, r, &c, &e))
			die(&e);
		ask.winner = c.winner;
		if (!raire_search(&a, &ask, &f[how], &e))
			die(&e);
		if (how == 0)
			printf("%s: %zu choices, %" PRId64 " ballots, %zu "
			    "rankings, read %.4f s, search %.4f s, %ld MiB\n",
			    name, r->choices, r->total, r->n, read,
			    now() - start, peak());
		f[how].assertion = NULL;
	}
	printf("\twinner %zu, %zu steps, difficulty %.17g, margin %" PRId64
	    ", assertions %zu or %zu%s\n\t%s\n", f[0].count.winner, f[0].steps,
	    f[0].difficulty, f[0].margin, f[0].n, f[1].n,
	    f[0].untrimmed || f[1].untrimmed ? " (untrimmed)" : "",
	    raire_explain(&f[0], said));
}

static void
solve_file(const char *path)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct stream *s CLEANUP(stream_close) = NULL;
	struct raire_problem p;
	struct raire_file f;
	struct err e;
	double began = now();

	if (!stream_open(&a, path, &s, &e))
		die(&e);
	if (strstr(path, ".json") != NULL) {
		if (!raire_read_json(&a, stream_feed(s), &p, &e))
			die(&e);
		solve(path, &p.rankings, began);
		return;
	}
	if (!raire_read(&a, stream_feed(s), &f, &e))
		die(&e);
	for (size_t i = 0; i < f.contests; i++)
		solve(path, &f.contest[i].rankings, began);
}

/* Every ballot ranks all choices at random: nobody can be told from another. */
static void
solve_made(size_t choices, int ballots)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct rankings r = { .choices = choices };
	struct rng g = rng_seed(1, 0);
	double began = now();
	struct err e;

	for (int i = 0; i < ballots; i++) {
		uint8_t p[RANKING_CHOICES];

		for (size_t c = 0; c < choices; c++) {
			size_t k = rng_below(&g, c + 1);

			p[c] = p[k];
			p[k] = (uint8_t)c;
		}
		if (!rankings_add(&a, &r, p, choices, 1, &e))
			die(&e);
	}
	solve("made", &r, began);
}

int
main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "--made") == 0) {
		solve_made(strtoul(argv[2], NULL, 10), 9999);
		return 0;
	}
	for (int i = 1; i < argc; i++)
		solve_file(argv[i]);
	return 0;
}
