/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "crypt/hash.h"

#include "stat/ticket.h"

#include "audit/draw_ballots.h"

#define SEED "12345678901234567890abcdefghijklmnopqrstuvwxyz\xf0\x9f\x98\x8a"
#define COUNT(a) (sizeof (a) / sizeof *(a))

/* One draw as a published list has it: ".410310858" and what was drawn. */
struct listed {
	const char *ticket, *id;
};

static struct frame
texts(struct arena *a, const char *const *id, size_t n)
{
	struct frame_batch *b = arena_zero(a, n, sizeof *b);

	for (size_t i = 0; i < n; i++)
		b[i] = (struct frame_batch){ .batch = id[i], .ballots = 1 };
	return (struct frame){ b, n, FRAME_TEXT };
}

/* ${ticket} begins with the digits that were printed, cut not rounded. */
static void
begins(const struct drawn_ballot *x, const char *ticket)
{
	assert_memory_equal(x->ticket + 1, ticket, strlen(ticket));
}

static void
expect_list(const struct frame *f, const struct draw_wish *w,
    const struct listed *l, size_t n)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct drawn_ballots r;
	struct err e = { 0 };

	assert_true(draw_ballots(&a, f, w, &r, &e));
	assert_int_equal(r.n, n);
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(f->batch[r.ballot[i].batch].batch,
		    l[i].id);
		begins(&r.ballot[i], l[i].ticket);
	}
}

static void
v2_the_order_of_the_first_examples(void **state)
{
	static const char *const cards[] = { "A#2", "B#7", "C#1", "D#4" };
	static const char *const rows[] = { "ab-1", "ab-2", "cd-1", "ef-3" };
	static const char *const letters[] = { "a", "b", "c", "d" };
	struct arena a CLEANUP(arena_free) = { 0 };
	struct frame f = texts(&a, cards, 4);
	struct draw_wish w = { .seed = "314159", .take = 8,
		.with_replacement = true };

	(void)state;
	expect_list(&f, &w, (struct listed[]){ { ".", "D#4" }, { ".", "C#1" },
	    { ".", "C#1" }, { ".", "B#7" }, { ".", "A#2" }, { ".", "C#1" },
	    { ".", "D#4" }, { ".", "B#7" } }, 8);
	f = texts(&a, rows, 4);
	w = (struct draw_wish){ .seed = "314159", .take = 4 };
	expect_list(&f, &w, (struct listed[]){ { ".317685817", "cd-1" },
	    { ".832984519", "ef-3" }, { ".9098039269", "ab-1" },
	    { ".9231549043", "ab-2" } }, 4);
	f = texts(&a, letters, 4);
	w.seed = "31";
	expect_list(&f, &w, (struct listed[]){ { ".", "b" }, { ".", "a" },
	    { ".", "d" }, { ".", "c" } }, 4);
	w.seed = "77";
	expect_list(&f, &w, (struct listed[]){ { ".", "b" }, { ".", "d" },
	    { ".", "c" }, { ".", "a" } }, 4);
}

static struct frame
numbers(struct arena *a, const char *prefix, size_t n)
{
	const char **id = arena_zero(a, n, sizeof *id);

	for (size_t i = 0; i < n; i++)
		id[i] = arena_printf(a, "%s%zu", prefix, i);
	return texts(a, id, n);
}

static void
v2_a_later_round_drops_what_was_drawn(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct frame f = numbers(&a, "", 100);
	struct draw_wish w = { .seed = "41", .take = 5 };

	(void)state;
	expect_list(&f, &w, (struct listed[]){ { ".000508333", "73" },
	    { ".003446232", "51" }, { ".004419823", "17" },
	    { ".020115273", "58" }, { ".023482375", "38" } }, 5);
	w.drop = 5;
	expect_list(&f, &w, (struct listed[]){ { ".", "42" }, { ".", "39" },
	    { ".", "20" }, { ".", "11" }, { ".", "67" } }, 5);
}

static void
v3_with_replacement_five_letters(void **state)
{
	static const char *const id[] = { "a", "b", "c", "d", "e" };
	static const struct listed l[] = {
		{ ".054468191", "d" }, { ".075709054", "d" },
		{ ".097719928", "d" }, { ".197384308", "b" },
		{ ".243379719", "d" }, { ".255926637", "b" },
		{ ".302883911", "e" }, { ".366142288", "a" },
		{ ".434726434", "d" }, { ".492683857", "c" },
		{ ".609720116", "e" }, { ".647437512", "a" },
		{ ".694790524", "d" }, { ".756017834", "a" },
		{ ".791946361", "b" },
	};
	struct arena a CLEANUP(arena_free) = { 0 };
	struct frame f = texts(&a, id, 5);
	struct draw_wish w = { .seed = "52", .take = 15,
		.with_replacement = true };

	(void)state;
	expect_list(&f, &w, l, COUNT(l));
}

static void
v3_with_replacement_six_ballots(void **state)
{
	static const char *const id[] = { "A-1", "A-2", "A-3", "B-1", "B-2",
		"B-3" };
	static const struct listed l[] = {
		{ ".410310858", "B-2" }, { ".470960291", "B-3" },
		{ ".471438751", "A-3" }, { ".567089805", "A-2" },
		{ ".659534619", "A-2" }, { ".765106651", "A-2" },
		{ ".796265241", "B-3" }, { ".872112726", "A-2" },
		{ ".893337722", "B-2" }, { ".9026656781", "A-3" },
		{ ".9105083805", "A-3" }, { ".9200375234", "B-2" },
		{ ".9257009021", "B-3" }, { ".9357740622", "A-3" },
		{ ".9425889093", "B-3" }, { ".9501908345", "B-2" },
	};
	struct arena a CLEANUP(arena_free) = { 0 };
	struct frame f = texts(&a, id, 6);
	struct draw_wish w = { .seed = "314159", .take = 16,
		.with_replacement = true };

	(void)state;
	expect_list(&f, &w, l, COUNT(l));
}

static void
v3_one_ballot_drawn_over_and_over_nears_one(void **state)
{
	static const char *const ticket[] = { "0.9781715679", "0.99820529419",
		"0.999816322794", "0.9999155113816", "0.9999740105535",
		"0.9999889761394", "0.9999894745680", "0.99999518448838",
		"0.99999770648841", "0.999999324301596", "0.999999588760690",
		"0.999999659277522", "0.999999835543910", "0.99999999723005422",
		"0.99999999859359985", "0.999999999540636137" };
	static const char *const id[] = { "B-1" };
	struct arena a CLEANUP(arena_free) = { 0 };
	struct frame f = texts(&a, id, 1);
	struct draw_wish w = { .seed = "314159", .take = 16,
		.with_replacement = true };
	struct drawn_ballots r;
	struct err e = { 0 };

	(void)state;
	assert_true(draw_ballots(&a, &f, &w, &r, &e));
	assert_int_equal(r.n, 16);
	for (size_t i = 0; i < 16; i++) {
		const char *t = r.ballot[i].ticket;

		assert_int_equal(ticket_shown(t, 9), strlen(ticket[i]));
		assert_memory_equal(t, ticket[i], strlen(ticket[i]));
		assert_int_equal(r.ballot[i].generation, i + 1);
	}
}

static void
v4_all_tickets_below_a_hundredth(void **state)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct frame ab = numbers(&a, "AB-", 2000), cd = numbers(&a, "CD-", 1000);
	struct frame_batch *b = arena_zero(&a, 3000, sizeof *b);
	struct frame f = { b, 3000, FRAME_TEXT };
	struct draw_wish w = { .seed = "314159", .take = 3000,
		.below = "0.01" };
	struct drawn_ballots r;
	struct err e = { 0 };

	(void)state;
	memcpy(b, ab.batch, 2000 * sizeof *b);
	memcpy(b + 2000, cd.batch, 1000 * sizeof *b);
	assert_true(draw_ballots(&a, &f, &w, &r, &e));
	assert_int_equal(r.n, 33);
	begins(&r.ballot[0], ".000599853");
	assert_string_equal(b[r.ballot[0].batch].batch, "AB-135");
	begins(&r.ballot[1], ".000666808");
	assert_string_equal(b[r.ballot[1].batch].batch, "AB-684");
	begins(&r.ballot[2], ".000752515");
	assert_string_equal(b[r.ballot[2].batch].batch, "AB-1980");
	begins(&r.ballot[4], ".001822502");
	assert_string_equal(b[r.ballot[4].batch].batch, "AB-1382");
	begins(&r.ballot[32], ".009561740");
	assert_string_equal(b[r.ballot[32].batch].batch, "AB-895");
}

/* Batch, position, generation and ticket of each draw of V5. */
static const struct {
	int         batch, position, generation;
	const char *ticket;
} v5[] = {
	{ 2, 3, 1, "0.000617786129909912" }, { 3, 24, 1, "0.002991631653037245" },
	{ 1, 25, 1, "0.012057030610635061" }, { 4, 19, 1, "0.017930028930651931" },
	{ 3, 15, 1, "0.025599454926985137" }, { 1, 7, 1, "0.045351055354441163" },
	{ 1, 8, 1, "0.063913979803461405" }, { 1, 22, 1, "0.064553852798863609" },
	{ 1, 20, 1, "0.078998835671540970" }, { 3, 12, 1, "0.090240829778172783" },
	{ 1, 20, 2, "0.096136506157297637" }, { 4, 17, 1, "0.104280162683637014" },
	{ 1, 25, 2, "0.108948480696023984" }, { 1, 4, 1, "0.111195681310332785" },
	{ 4, 3, 1, "0.114438612046531251" }, { 2, 1, 1, "0.130457464320709301" },
	{ 1, 12, 1, "0.133484785501449819" }, { 3, 20, 1, "0.134519219670087860" },
	{ 3, 10, 1, "0.135840440920085144" }, { 4, 20, 1, "0.138772253094235762" },
};

static void
v5_expect(int64_t drop, int64_t take)
{
	struct frame_batch b[] = {
		{ .batch = "pct 1", .ballots = 25 },
		{ .batch = "pct 2", .ballots = 25 },
		{ .batch = "pct 3", .ballots = 25 },
		{ .batch = "pct 4", .ballots = 25 },
	};
	struct frame f = { b, 4, FRAME_BATCH };
	struct draw_wish w = { .seed = SEED, .drop = drop, .take = take,
		.with_replacement = true };
	struct arena a CLEANUP(arena_free) = { 0 };
	struct drawn_ballots r;
	struct err e = { 0 };

	assert_true(draw_ballots(&a, &f, &w, &r, &e));
	assert_int_equal(r.n, take);
	for (size_t i = 0; i < r.n; i++) {
		const struct drawn_ballot *x = &r.ballot[i];
		size_t k = (size_t)drop + i;

		assert_int_equal(x->batch + 1, v5[k].batch);
		assert_int_equal(x->position, v5[k].position);
		assert_int_equal(x->generation, v5[k].generation);
		assert_int_equal(ticket_shown(x->ticket, 18), 20);
		assert_memory_equal(x->ticket, v5[k].ticket, 20);
	}
}

static void
v5_as_arlo_draws(void **state)
{
	(void)state;
	v5_expect(0, 20);
}

static void
v5_ten_and_ten_more_are_the_same_twenty(void **state)
{
	(void)state;
	v5_expect(0, 10);
	v5_expect(10, 10);
}

/* ${ballots} spread evenly over 1,300 batches. */
static struct frame
v6_frame(struct arena *a, int64_t ballots)
{
	struct frame_batch *b = arena_zero(a, 1300, sizeof *b);

	for (int i = 0; i < 1300; i++)
		b[i] = (struct frame_batch){
			.jurisdiction = arena_printf(a, "County %d", i % 100),
			.batch = arena_printf(a, "Batch %05d", i),
			.ballots = ballots / 1300 + (i < ballots % 1300),
		};
	return (struct frame){ b, 1300, FRAME_PAIR };
}

static void
v6_expect(int64_t ballots, const char *digest)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf text CLEANUP(buf_free) = { 0 };
	struct frame f = v6_frame(&a, ballots);
	struct draw_wish w = { .seed = "06712221796172622814", .take = 10000,
		.with_replacement = true };
	struct drawn_ballots r;
	struct err e = { 0 };
	char hex[HASH_HEX];

	assert_true(draw_ballots(&a, &f, &w, &r, &e));
	for (size_t i = 0; i < r.n; i++) {
		const struct drawn_ballot *x = &r.ballot[i];

		buf_printf(&text, "%s%.*s,%s,%s,%" PRId64 ",%" PRId64,
		    i == 0 ? "" : "\n", (int)ticket_shown(x->ticket, 18),
		    x->ticket, f.batch[x->batch].jurisdiction,
		    f.batch[x->batch].batch, x->position, x->generation);
	}
	hash_hex(text.p, text.len, hex);
	assert_string_equal(hex, digest);
}

static void
v6_ten_thousand_draws_from_many_ballots(void **state)
{
	(void)state;
	v6_expect(50000, "124d0cf3f43929d089feee015b2c5d9191b277c0b75308c2c04b"
	    "70fad6030345");
	v6_expect(500000, "092836e9fd7deaa9e18d359a6120b1c1e2b151d075fa6e0a59"
	    "42d9952d3d59a1");
	v6_expect(5000000, "fcc9ee00bf1cdd4b842c901a3dcfa31d3c0fdfd5fd1586348"
	    "ab74866a6d5bd35");
}

/* Every length of what ids share, so that their ends lie across blocks in every way. */
static void
a_name_of_any_length_has_the_tickets_of_its_ids(void **state)
{
	struct block_text seed = ticket_seed("7");
	char name[130];
	struct frame_batch b = { .batch = name, .ballots = 1001 };
	struct frame f = { &b, 1, FRAME_BATCH };
	struct draw_wish w = { .seed = "7", .take = 40 };

	(void)state;
	for (size_t n = 0; n < sizeof name; n++) {
		struct arena a CLEANUP(arena_free) = { 0 };
		struct drawn_ballots r;
		struct err e = { 0 };

		memset(name, 'x', n);
		name[n] = '\0';
		assert_true(draw_ballots(&a, &f, &w, &r, &e));
		for (size_t i = 0; i < r.n; i++) {
			struct buf t CLEANUP(buf_free) = { 0 };

			ticket_first(&t, &seed, arena_printf(&a,
			    "('%s', %" PRId64 ")", name,
			    r.ballot[i].position));
			assert_string_equal(t.p, r.ballot[i].ticket);
		}
	}
}

static void
positions_need_not_be_counted_from_one(void **state)
{
	static const int64_t some[] = { 3, 9, 10, 24, 1234567890123456789 };
	struct frame_batch b = { .batch = "pct 2", .ballots = 5,
		.position = some };
	struct frame f = { &b, 1, FRAME_BATCH };
	struct draw_wish w = { .seed = SEED, .take = 5 };
	struct arena a CLEANUP(arena_free) = { 0 };
	struct drawn_ballots r;
	struct err e = { 0 };

	(void)state;
	assert_true(draw_ballots(&a, &f, &w, &r, &e));
	assert_int_equal(r.n, 5);
	assert_int_equal(r.ballot[0].position, 3);
	begins(&r.ballot[0], ".000617786129909912");
	for (size_t i = 0; i < 5; i++) {
		struct block_text seed = ticket_seed(SEED);
		struct buf t CLEANUP(buf_free) = { 0 };

		ticket_first(&t, &seed, arena_printf(&a,
		    "('pct 2', %" PRId64 ")", r.ballot[i].position));
		assert_string_equal(t.p, r.ballot[i].ticket);
	}
}

static void
refused(const struct frame *f, const struct draw_wish *w, const char *why)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct drawn_ballots r;
	struct err e = { 0 };

	assert_false(draw_ballots(&a, f, w, &r, &e));
	assert_string_equal(e.text, why);
}

static void
a_sample_that_cannot_be_is_refused(void **state)
{
	struct frame_batch b = { .batch = "x", .ballots = 3 };
	struct frame f = { &b, 1, FRAME_BATCH };
	struct draw_wish w = { .seed = "7", .drop = 2, .take = 2 };

	(void)state;
	refused(&f, &w, "found 4 ballots to draw without replacement, "
	    "expected 3 at most");
	b.ballots = 0;
	w.with_replacement = true;
	refused(&f, &w, "found no ballot to draw from, expected one or more");
	w.take = -1;
	refused(&f, &w, "found -1 ballots to draw after 2, expected 0 or more");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v2_the_order_of_the_first_examples),
		cmocka_unit_test(v2_a_later_round_drops_what_was_drawn),
		cmocka_unit_test(v3_with_replacement_five_letters),
		cmocka_unit_test(v3_with_replacement_six_ballots),
		cmocka_unit_test(v3_one_ballot_drawn_over_and_over_nears_one),
		cmocka_unit_test(v4_all_tickets_below_a_hundredth),
		cmocka_unit_test(v5_as_arlo_draws),
		cmocka_unit_test(v5_ten_and_ten_more_are_the_same_twenty),
		cmocka_unit_test(v6_ten_thousand_draws_from_many_ballots),
		cmocka_unit_test(a_name_of_any_length_has_the_tickets_of_its_ids),
		cmocka_unit_test(positions_need_not_be_counted_from_one),
		cmocka_unit_test(a_sample_that_cannot_be_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
