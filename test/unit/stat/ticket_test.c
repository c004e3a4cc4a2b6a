/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"

#include "stat/ticket.h"

static void
expect_first(const char *seed, const char *id, const char *ticket)
{
	struct block_text s = ticket_seed(seed);
	struct buf out CLEANUP(buf_free) = { 0 };

	ticket_first(&out, &s, id);
	assert_string_equal(out.p, ticket);
}

static void
expect_next(const char *ticket, const char *expected)
{
	struct buf out CLEANUP(buf_free) = { 0 };

	ticket_next(&out, ticket);
	assert_string_equal(out.p, expected);
}

static void
v1_the_digits_are_those_of_the_digest_last_first(void **state)
{
	struct block_sum sum = block_text_end(block_text(), "abc", 3);
	char digits[TICKET_DIGITS + 1];

	(void)state;
	assert_int_equal(ticket_digits(digits, &sum), 77);
	assert_string_equal(digits, "5699807186179285892647734156105963884010"
	    "6636224182943832566300809078486324348");
	assert_int_equal(ticket_key(&sum), 569980718617928589);
}

static void
v1_first_and_next_tickets(void **state)
{
	(void)state;
	expect_first("01382438112797316654", "AB-130",
	    "0.262997141228380084165075442975466635997153955251544255860412"
	    "45287750224561854");
	expect_next("0.26299714122838008416507544297546663599715395525154425586"
	    "041245287750224561854",
	    "0.823235722993420579059576192451404815765289112468753366736393"
	    "8813600770093316");
	expect_next("0.82323572299342057905957619245140481576528911246875336673"
	    "63938813600770093316",
	    "0.975049140474043200589606221455548548892242059824681160281916"
	    "6370698258290153");
	expect_next("0.25471",
	    "0.642853261655004694691182528114375607701032283189922170593838"
	    "029306715548381901");
}

static void
v1_the_tickets_of_four_animals(void **state)
{
	(void)state;
	expect_first("xy()134!g2n", "dog",
	    "0.338860356156818751831116983173276844556827226839768747469863"
	    "56932751818935066");
	expect_first("xy()134!g2n", "cat",
	    "0.248664138941295798987968504455681285082901327077479760398486"
	    "37531569373309555");
	expect_first("xy()134!g2n", "goat",
	    "0.495998420720227136634237533080801716367356899972372362470689"
	    "25068573448764387");
	expect_first("xy()134!g2n", "fish",
	    "0.746859320888279505091459417297891432040560419580687995420503"
	    "96198792954500593");
}

static void
v1_people_see_so_many_digits_after_the_nines(void **state)
{
	(void)state;
	assert_int_equal(ticket_shown("0.9991234567890", 4), 9);
	assert_int_equal(ticket_shown("0.12", 18), 4);
	assert_int_equal(ticket_shown("0.999", 2), 5);
}

static void
a_ticket_of_nines_only_is_followed_by_one_with_more_of_them_or_other_digits(
    void **state)
{
	struct buf out CLEANUP(buf_free) = { 0 };

	(void)state;
	ticket_next(&out, "0.99");
	assert_memory_equal(out.p, "0.99", 4);
	assert_true(strcmp(out.p, "0.990") > 0);
	assert_true(out.len >= 4 + 64);
}

/* Digests against limits all over the range. */
static void
a_glance_says_nothing_else_than_the_whole_ticket(void **state)
{
	struct block_text s = ticket_seed("31");
	int equal = 0;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		char id[12];
		int n = snprintf(id, sizeof id, "%d", i);
		struct block_sum sum = block_text_end(s, id, (size_t)n);
		uint64_t limit = (uint64_t)i * 10000019000000 %
		    1000000000000000000;
		struct ticket_glance g = ticket_glance(limit);
		uint64_t mine = ticket_key(&sum) / 1000000000000;
		uint64_t its = limit / 1000000000000;

		assert_int_equal(ticket_above(&sum, &g), mine > its);
		equal += mine == its;
	}
	assert_true(equal < 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v1_the_digits_are_those_of_the_digest_last_first),
		cmocka_unit_test(v1_first_and_next_tickets),
		cmocka_unit_test(v1_the_tickets_of_four_animals),
		cmocka_unit_test(v1_people_see_so_many_digits_after_the_nines),
		cmocka_unit_test(a_ticket_of_nines_only_is_followed_by_one_with_more_of_them_or_other_digits),
		cmocka_unit_test(a_glance_says_nothing_else_than_the_whole_ticket),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
