/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "crypt/block.h"
#include "crypt/block_x86.h"
#include "crypt/hash.h"

static void
same_digest(struct block_sum s, const unsigned char *p, size_t n)
{
	unsigned char expected[HASH_SIZE], got[HASH_SIZE];

	for (size_t i = 0; i < HASH_SIZE; i++)
		got[i] = (unsigned char)(s.word[i / 4] >> (24 - 8 * (i % 4)));
	hash_of(expected, p, n);
	assert_memory_equal(got, expected, HASH_SIZE);
}

/* Numbers without pattern; what they are does not matter. */
static void
fill(unsigned char *p, size_t n)
{
	static uint32_t x = 2463534242;

	for (size_t i = 0; i < n; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		p[i] = (unsigned char)x;
	}
}

static void
a_text_of_any_length_cut_anywhere_has_its_digest(void **state)
{
	unsigned char text[200];

	(void)state;
	fill(text, sizeof text);
	for (size_t n = 0; n <= sizeof text; n++)
		for (size_t cut = 0; cut <= n; cut++) {
			struct block_text t = block_text();

			block_text_add(&t, text, cut);
			same_digest(block_text_end(t, text + cut, n - cut),
			    text, n);
		}
}

static void
the_length_of_a_long_text_is_counted_in_bits(void **state)
{
	unsigned char end[8];
	static const unsigned char expected[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };

	(void)state;
	block_length(end, 0x0102030405060708 >> 3);
	assert_memory_equal(end, expected, 8);
}

static void
four_side_by_side_are_as_four_in_turn(void **state)
{
	unsigned char block[BLOCK_LANES][BLOCK_SIZE];
	const unsigned char *const at[BLOCK_LANES] = { block[0], block[1],
		block[2], block[3] };
	struct block_sum four[BLOCK_LANES], one[BLOCK_LANES];

	(void)state;
	fill((unsigned char *)four, sizeof four);
	memcpy(one, four, sizeof one);
	for (int times = 0; times < 10000; times++) {
		fill((unsigned char *)block, sizeof block);
		block_add_four(four, at);
		for (int i = 0; i < BLOCK_LANES; i++)
			block_add(&one[i], block[i]);
		assert_memory_equal(four, one, sizeof one);
	}
	if (!block_x86_can())
		print_message("# no SHA instructions here\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_of_any_length_cut_anywhere_has_its_digest),
		cmocka_unit_test(the_length_of_a_long_text_is_counted_in_bits),
		cmocka_unit_test(four_side_by_side_are_as_four_in_turn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
