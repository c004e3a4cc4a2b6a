/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The verifier's samplers against what the peers print.  Sources: ron-rivest/
 * consistent_sampler 59f1485 (docstrings, USAGE_EXAMPLES.md, its demo), arlo
 * 8d86156 (snap_test_sampler.py), numpy 1.24.2, colorado-rla 58d33a7.
 */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "draw.h"

#define SEED "12345678901234567890abcdefghijklmnopqrstuvwxyz\U0001f60a"
#define GEORGIA "06712221796172622814"

static void
is_text(struct text found, const char *expected)
{
	char copy[200];

	(void)snprintf(copy, sizeof copy, "%.*s", SHOW(found));
	assert_string_equal(copy, expected);
}

static void
v1_tickets_are_fractions_of_hashes(void **state)
{
	struct text t;

	(void)state;
	is_text(ticket_of(TEXT("abc")), "0.5699807186179285892647734156105963"
	    "8840106636224182943832566300809078486324348");
	t = ticket_first(TEXT("01382438112797316654"), TEXT("AB-130"));
	is_text(t, "0.2629971412283800841650754429754666359971539552515442558"
	    "6041245287750224561854");
	t = ticket_next(t);
	is_text(t, "0.8232357229934205790595761924514048157652891124687533667"
	    "363938813600770093316");
	t = ticket_next(t);
	is_text(t, "0.9750491404740432005896062214555485488922420598246811602"
	    "819166370698258290153");
	is_text(ticket_next(TEXT("0.25471")), "0.6428532616550046946911825281"
	    "14375607701032283189922170593838029306715548381901");
	is_text(ticket_short(TEXT("0.9991234567890"), 4), "0.9991234");
	is_text(ticket_short(ticket_first(TEXT("xy()134!g2n"), TEXT("dog")),
	    20), "0.33886035615681875183");
}

/* Ids offered in their order; what is drawn, as "id .ticket id .ticket …". */
static const char *
drawn(const char *seed, const char *ids, size_t take, bool again)
{
	static char out[4000];
	struct text all = text_of(ids), rest = all, id, name[100];
	struct drawn *d = calloc(take + 1, sizeof *d);
	struct urn u;
	size_t n = 0, at = 0, found;

	urn_open(&u, text_of(seed), take);
	for (; text_next(&rest, ' ', &id); n++) {
		name[n] = id;
		urn_offer(&u, id, n);
	}
	found = urn_draw(&u, again, d);
	for (size_t i = 0; i < found; i++)
		at += (size_t)snprintf(out + at, sizeof out - at, "%.*s %.*s ",
		    SHOW(name[d[i].item]),
		    SHOW(text_from(ticket_short(d[i].ticket, 9), 1)));
	free(d);
	return out;
}

static void
v2_ids_are_drawn_in_the_order_of_their_tickets(void **state)
{
	(void)state;
	assert_string_equal(drawn("314159", "ab-1 ab-2 cd-1 ef-3", 4, false),
	    "cd-1 .317685817 ef-3 .832984519 ab-1 .9098039269 "
	    "ab-2 .9231549043 ");
	assert_int_equal(strncmp(drawn("31", "a b c d", 1, false), "b ", 2), 0);
	assert_int_equal(strncmp(drawn("77", "a b c d", 1, false), "b ", 2), 0);
}

static void
v3_what_is_drawn_goes_back_with_a_larger_ticket(void **state)
{
	(void)state;
	assert_string_equal(drawn("52", "a b c d e", 15, true),
	    "d .054468191 d .075709054 d .097719928 b .197384308 d .243379719 "
	    "b .255926637 e .302883911 a .366142288 d .434726434 c .492683857 "
	    "e .609720116 a .647437512 d .694790524 a .756017834 "
	    "b .791946361 ");
	assert_string_equal(drawn("314159", "B-1", 16, true),
	    "B-1 .9781715679 B-1 .99820529419 B-1 .999816322794 "
	    "B-1 .9999155113816 B-1 .9999740105535 B-1 .9999889761394 "
	    "B-1 .9999894745680 B-1 .99999518448838 B-1 .99999770648841 "
	    "B-1 .999999324301596 B-1 .999999588760690 B-1 .999999659277522 "
	    "B-1 .999999835543910 B-1 .99999999723005422 "
	    "B-1 .99999999859359985 B-1 .999999999540636137 ");
}

static void
v4_few_of_many_are_found(void **state)
{
	struct drawn d[35];
	struct urn u;
	char id[16];

	(void)state;
	urn_open(&u, TEXT("314159"), 34);
	for (uint64_t i = 0; i < 3000; i++) {
		(void)snprintf(id, sizeof id, i < 2000 ? "AB-%" PRIu64 :
		    "CD-%" PRIu64, i % 2000);
		urn_offer(&u, text_of(id), i);
	}
	assert_int_equal(urn_draw(&u, false, d), 34);
	assert_int_equal(d[0].item, 135);
	assert_int_equal(d[1].item, 684);
	assert_int_equal(d[2].item, 1980);
	assert_int_equal(d[32].item, 895);
	is_text(ticket_short(d[32].ticket, 9), "0.009561740");
	assert_true(text_order(d[33].ticket, TEXT("0.01")) > 0);
}

static void
v5_ids_are_written_as_python_writes_them(void **state)
{
	static const char *const expected[] = { "pct 2/3 .000617786129909912",
		"pct 3/24 .002991631653037245", "pct 1/25 .012057030610635061",
		"pct 4/19 .017930028930651931", "pct 3/15 .025599454926985137",
		"pct 1/7 .045351055354441163", "pct 1/8 .063913979803461405",
		"pct 1/22 .064553852798863609", "pct 1/20 .078998835671540970",
		"pct 3/12 .090240829778172783", "pct 1/20 .096136506157297637",
		"pct 4/17 .104280162683637014", "pct 1/25 .108948480696023984",
		"pct 1/4 .111195681310332785", "pct 4/3 .114438612046531251",
		"pct 2/1 .130457464320709301", "pct 1/12 .133484785501449819",
		"pct 3/20 .134519219670087860", "pct 3/10 .135840440920085144",
		"pct 4/20 .138772253094235762" };
	struct drawn d[21];
	struct urn u;
	char line[100], id[32];

	(void)state;
	urn_open(&u, TEXT(SEED), 20);
	for (uint64_t i = 0; i < 100; i++) {
		(void)snprintf(id, sizeof id, "('pct %" PRIu64 "', %" PRIu64 ")",
		    1 + i / 25, 1 + i % 25);
		urn_offer(&u, text_of(id), i);
	}
	assert_int_equal(urn_draw(&u, true, d), 20);
	for (int i = 0; i < 20; i++) {
		(void)snprintf(line, sizeof line, "pct %" PRIu64 "/%" PRIu64
		    " %.*s", 1 + d[i].item / 25, 1 + d[i].item % 25,
		    SHOW(text_from(ticket_short(d[i].ticket, 18), 1)));
		assert_string_equal(line, expected[i]);
	}
	is_text(id_text(TEXT("A"), NULL, TEXT("b"), 0), "('A', 'b')");
	is_text(id_text(TEXT("A"), NULL, TEXT("b"), 7), "(('A', 'b'), 7)");
	is_text(id_text(TEXT("A"), &TEXT(""), TEXT("it's"), 7),
	    "(('A', None, \"it's\"), 7)");
	is_text(id_text(TEXT("\"it's\""), &TEXT("7\\\n"), TEXT("\u00e9\u00a0"),
	    0), "('\"it\\'s\"', '7\\\\\\n', '\u00e9\\xa0')");
}

/* Ten thousand of ${n} ballots in 1,300 batches; the hash of all lines. */
static void
is_big_draw(uint64_t n, const char *expected)
{
	enum { TAKE = 10000, BATCHES = 1300 };
	struct drawn *d = calloc(TAKE + 1, sizeof *d);
	uint64_t start[BATCHES + 1] = { 0 }, b;
	struct buf all = { 0 };
	struct urn u;
	char unit[20], batch[20];
	struct hash h;

	urn_open(&u, TEXT(GEORGIA), TAKE);
	for (b = 0; b < BATCHES; b++) {
		start[b + 1] = start[b] + n / BATCHES + (b < n % BATCHES);
		(void)snprintf(unit, sizeof unit, "County %" PRIu64, b % 100);
		(void)snprintf(batch, sizeof batch, "Batch %05" PRIu64, b);
		for (uint64_t i = start[b]; i < start[b + 1]; i++)
			urn_offer(&u, id_text(text_of(unit), NULL,
			    text_of(batch), i - start[b] + 1), i);
	}
	assert_int_equal(urn_draw(&u, true, d), TAKE);
	for (int i = 0; i < TAKE; i++) {
		for (b = 0; d[i].item >= start[b + 1]; )
			b++;
		all.n += (size_t)snprintf(buf_room(&all, 200), 200,
		    "%s%.*s,County %" PRIu64 ",Batch %05" PRIu64 ",%" PRIu64
		    ",%" PRIu32, i > 0 ? "\n" : "",
		    SHOW(ticket_short(d[i].ticket, 18)), b % 100, b,
		    d[i].item - start[b] + 1, d[i].generation);
	}
	h = hash_of(buf_text(&all));
	assert_string_equal(hash_hex(&h), expected);
	free(all.p);
	free(d);
}

static void
v6_ten_thousand_of_fifty_thousand_are_arlos(void **state)
{
	(void)state;
	is_big_draw(50000, "124d0cf3f43929d089feee015b2c5d9191b277c0b75308c2c0"
	    "4b70fad6030345");
	if (getenv("CANVASS_VERIFY_5M") != NULL)
		is_big_draw(5000000, "fcc9ee00bf1cdd4b842c901a3dcfa31d3c0fdfd5"
		    "fd1586348ab74866a6d5bd35");
}

static void
v7_batches_are_drawn_in_proportion_to_their_bounds(void **state)
{
	static const uint64_t expected[] = { 8, 6, 8, 0, 9, 13, 17, 16, 8, 2 };
	quad bound[19];
	uint64_t out[10];

	(void)state;
	for (int i = 0; i < 19; i++)
		bound[i] = (quad)(i < 10 ? 80 : 40) / 200;
	ppeb_draw(TEXT(SEED), bound, 19, 10, out);
	assert_memory_equal(out, expected, sizeof out);
	is_text(ticket_short(ticket_first(TEXT(SEED),
	    TEXT("('Jx 1', 'pct 8')")), 18), "0.642074320588256264");
}

static void
v8_numbers_are_numpys(void **state)
{
	static const double expected[] = { .5851141420799112,
		.47776765226551066, .5939762491949061, .0397131976269699,
		.6396752100672086, .8217956807381445, .9553010964034953,
		.8974147159680022 };
	struct hash h = hash_of(TEXT(SEED));
	struct pcg g;

	(void)state;
	pcg_open(&g, &h);
	for (int i = 0; i < 8; i++)
		assert_true(pcg_next(&g) == expected[i]);
	h = hash_of(TEXT(GEORGIA));
	pcg_open(&g, &h);
	assert_true(pcg_next(&g) == .04238493931976006);
	assert_true(pcg_next(&g) == .1593781707527474);
}

static void
v9_the_counter_picks_what_colorado_picks(void **state)
{
	static const uint64_t expected[] = { 740, 180, 264, 789, 238, 448, 272,
		611, 761, 208, 596, 88, 160, 113, 766, 427, 184, 816, 653, 411 };

	(void)state;
	for (uint64_t i = 0; i < 20; i++)
		assert_int_equal(counter_pick(
		    TEXT("3546311556112163624615351222"), i + 1, 876),
		    expected[i]);
	assert_int_equal(counter_pick(TEXT("3546311556112163624615351222"), 32,
	    876), 611);
}

/* Drawn by Python, whose decimals the probabilities are made of there. */
static void
of_many_batches_the_same_are_drawn_as_with_decimals(void **state)
{
	static quad bound[20000];
	static uint64_t out[5000];
	uint64_t all = 0;

	(void)state;
	for (int i = 0; i < 20000; i++)
		bound[i] = (quad)(1 + i * 7919 % 1009) / 12670;
	ppeb_draw(TEXT("06712221796172622814"), bound, 20000, 5000, out);
	for (int i = 0; i < 5000; i++)
		all = all * 31 + out[i];
	assert_int_equal(out[0], 846);
	assert_int_equal(out[4999], 4954);
	assert_true(all == UINT64_C(5605262048517992584));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v1_tickets_are_fractions_of_hashes),
		cmocka_unit_test(
		    v2_ids_are_drawn_in_the_order_of_their_tickets),
		cmocka_unit_test(
		    v3_what_is_drawn_goes_back_with_a_larger_ticket),
		cmocka_unit_test(v4_few_of_many_are_found),
		cmocka_unit_test(v5_ids_are_written_as_python_writes_them),
		cmocka_unit_test(v6_ten_thousand_of_fifty_thousand_are_arlos),
		cmocka_unit_test(
		    v7_batches_are_drawn_in_proportion_to_their_bounds),
		cmocka_unit_test(v8_numbers_are_numpys),
		cmocka_unit_test(v9_the_counter_picks_what_colorado_picks),
		cmocka_unit_test(
		    of_many_batches_the_same_are_drawn_as_with_decimals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
