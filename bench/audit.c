/* SPDX-License-Identifier: Apache-2.0 */
/*
 * audit: processor seconds of what an audit computes, at the sizes that the
 * peers were measured at and at ten times as much (bench/README.md).
 *
 *	audit [NAME]	one of the rows, for its memory
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "stat/cryptorandom.h"

#include "audit/bravo.h"
#include "audit/draw_ballots.h"
#include "audit/draw_batches.h"
#include "audit/draw_cards.h"
#include "audit/macro.h"
#include "audit/minerva.h"
#include "audit/suite.h"

#include "cpu.h"

#define SEED "06712221796172622814"

static void
must(bool done, const struct err *e)
{
	if (done)
		return;
	fprintf(stderr, "audit: %s\n", e->text);
	exit(1);
}

/* Ballots spread evenly over 1,300 batches of a hundred counties, as Arlo was measured. */
static void
ballots(int64_t n, int64_t draws)
{
	enum { BATCHES = 1300 };
	struct arena a = { 0 };
	struct frame_batch *b = arena_zero(&a, BATCHES, sizeof *b);
	struct frame f = { b, BATCHES, FRAME_PAIR };
	struct draw_wish w = { .seed = SEED, .take = draws,
		.with_replacement = true };
	struct drawn_ballots drawn;
	struct err e;

	for (int64_t i = 0; i < BATCHES; i++)
		b[i] = (struct frame_batch){
			.jurisdiction = arena_printf(&a, "County %d",
			    (int)i % 100),
			.batch = arena_printf(&a, "Batch %05d", (int)i),
			.ballots = n / BATCHES + (i < n % BATCHES) };
	must(draw_ballots(&a, &f, &w, &drawn, &e), &e);
	printf("%.18s first, %.18s last", drawn.ballot[0].ticket,
	    drawn.ballot[drawn.n - 1].ticket);
	arena_free(&a);
}

static void
cards(int64_t n, int64_t draws)
{
	struct numbered_card *card;
	struct arena a = { 0 };
	struct err e;

	must(draw_cards(&a, &(struct card_wish){ .seed = SEED, .cards = n,
	    .take = draws }, &card, &e), &e);
	printf("card %" PRId64 " first", card[0].at + 1);
	arena_free(&a);
}

/* Bounds of all batches, the size, the draw, and the risk after it, at a margin of a hundredth. */
static void
batches(int64_t n, int64_t each)
{
	static const char *const choice[] = { "a", "b" };
	struct arena a = { 0 };
	int64_t all[2] = { 0, 0 };
	int64_t (*votes)[2] = arena_zero(&a, (size_t)n, sizeof *votes);
	struct dec28 *bound = arena_zero(&a, (size_t)n, sizeof *bound), sum;
	struct tally t = { .contest = "mayor", .choice = choice, .choices = 2,
		.votes = all, .ballots = n * each, .votes_allowed = 1,
		.winners = 1 };
	struct macro m;
	double log_p = 0;
	int64_t size;
	size_t *drawn;
	struct err e;

	for (int64_t i = 0; i < n; i++) {
		votes[i][0] = each * 48 / 100 + i % 11 - 5;
		votes[i][1] = each * 46 / 100 + i % 7 - 3;
		all[0] += votes[i][0];
		all[1] += votes[i][1];
	}
	must(macro_open(&a, &t, (struct macro_apart){ 0, 0 }, &m, &e), &e);
	for (int64_t i = 0; i < n; i++)
		bound[i] = macro_bound(&m, votes[i], each);
	sum = draw_batches_sum(bound, (size_t)n);
	size = macro_size(.05, 0, sum, n);
	drawn = arena_zero(&a, (size_t)size, sizeof *drawn);
	must(draw_batches(&a, SEED, bound, (size_t)n, (size_t)size, drawn,
	    &e), &e);
	for (int64_t i = 0; i < size; i++)
		log_p += macro_draw(sum, bound[drawn[i]], macro_error(&m,
		    votes[drawn[i]], votes[drawn[i]]));
	printf("%" PRId64 " draws, risk %.4f", size, exp(log_p));
	arena_free(&a);
}

static void
suite(int64_t n, int64_t unused)
{
	struct suite s = { .cards = { 960000 * n, 940000 * n, 1900000 * n },
		.none = { 51000 * n, 49000 * n, 100000 * n } };
	struct suite_size size = suite_plan(&s, .05);

	(void)unused;
	printf("%" PRId64 " and %" PRId64, size.cards, size.none);
}

static void
minerva(int64_t round, int64_t unused)
{
	struct minerva m;

	(void)unused;
	minerva_open(&m, &(struct minerva_rule){ .51, .1, 0 });
	minerva_round(&m, round);
	minerva_round(&m, 2 * round);
	printf("%" PRId64 " end the second", m.least);
	minerva_close(&m);
}

/* A margin of so many in ten thousand. */
static void
providence(int64_t margin, int64_t unused)
{
	(void)unused;
	printf("%" PRId64 " votes", providence_size(.5 + (double)margin /
	    20000, .1, .9, (struct minerva_seen){ 0, 0 }));
}

static void
bravo(int64_t margin, int64_t most)
{
	printf("%" PRId64 " votes", bravo_in_order(.5 + (double)margin / 20000,
	    .1, .9, most));
}

static const struct {
	const char *name;
	void      (*run)(int64_t x, int64_t y);
	int64_t     x, y;
} rows[] = {
	{ "draw 10,000 of 5 M ballots", ballots, 5000000, 10000 },
	{ "draw 10,000 of 50 M ballots", ballots, 50000000, 10000 },
	{ "draw 100,000 of 5 M ballots", ballots, 5000000, 100000 },
	{ "draw 10,000 of 5 M cards", cards, 5000000, 10000 },
	{ "draw 10,000 of 50 M cards", cards, 50000000, 10000 },
	{ "macro, 13,000 batches", batches, 13000, 400 },
	{ "macro, 130,000 batches", batches, 130000, 400 },
	{ "suite size, 2 M", suite, 1, 0 },
	{ "suite size, 20 M", suite, 10, 0 },
	{ "minerva, two rounds of 50,000", minerva, 50000, 0 },
	{ "minerva, two rounds of 500,000", minerva, 500000, 0 },
	{ "providence size, 0.8 %", providence, 80, 0 },
	{ "providence size, 0.08 %", providence, 8, 0 },
	{ "bravo in order, 2 %", bravo, 200, 1000000 },
	{ "bravo in order, 0.6 %", bravo, 60, 1000000 },
};

int
main(int argc, char **argv)
{
	struct rusage r;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		double begun = cpu();

		if (argc > 1 && strcmp(argv[1], rows[i].name) != 0)
			continue;
		printf("%-32s ", rows[i].name);
		rows[i].run(rows[i].x, rows[i].y);
		getrusage(RUSAGE_SELF, &r);
		printf("  %.4f s  %ld MiB\n", cpu() - begun,
		    r.ru_maxrss / 1024);
	}
	return 0;
}
