/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "stat/pcg64.h"

static struct block_sum
digest(const char *seed)
{
	return block_text_end(block_text(), seed, strlen(seed));
}

static pcg64_wide
wide(const char *digits)
{
	pcg64_wide n = 0;

	for (; *digits != '\0'; digits++)
		n = n * 10 + (unsigned)(*digits - '0');
	return n;
}

static void
v8_a_seed_is_stirred_as_numpy_does(void **state)
{
	static const uint32_t pool[] = { 4255739073, 2649270806, 971232630,
		3992909632 };
	static const uint64_t words[] = { 14632022723077646272U,
		10193014134772622011U, 8706448293448248069U,
		10577967071365267570U };
	struct block_sum sum = digest("12345678901234567890"
	    "abcdefghijklmnopqrstuvwxyz\xf0\x9f\x98\x8a");
	uint32_t found[PCG64_POOL];
	uint64_t out[4];

	(void)state;
	pcg64_pool(&sum, found);
	assert_memory_equal(found, pool, sizeof pool);
	pcg64_words(found, out, 4);
	assert_memory_equal(out, words, sizeof words);
}

static void
v8_numbers_follow_to_the_bit(void **state)
{
	static const double first[] = { .5851141420799112, .47776765226551066,
		.5939762491949061, .0397131976269699, .6396752100672086,
		.8217956807381445, .9553010964034953, .8974147159680022 };
	struct block_sum sum = digest("12345678901234567890"
	    "abcdefghijklmnopqrstuvwxyz\xf0\x9f\x98\x8a");
	struct pcg64 g = pcg64_seed(&sum);

	(void)state;
	assert_true(g.state ==
	    wide("77540686310356121491473107358030273285"));
	assert_true(g.add == wide("321211246920450218531748117476186194149"));
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		assert_true(pcg64_unit(&g) == first[i]);
}

static void
v8_so_do_those_of_another_seed(void **state)
{
	static const uint32_t pool[] = { 3057131414, 2967936511, 1312858623,
		384214177 };
	static const double first[] = { .04238493931976006, .1593781707527474,
		.04998851430798423, .020925823666663956 };
	struct block_sum sum = digest("06712221796172622814");
	struct pcg64 g = pcg64_seed(&sum);
	uint32_t found[PCG64_POOL];

	(void)state;
	pcg64_pool(&sum, found);
	assert_memory_equal(found, pool, sizeof pool);
	assert_true(g.state ==
	    wide("200332488214888752668964501224161118029"));
	assert_true(g.add == wide("182334901074139389983223837381265827517"));
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		assert_true(pcg64_unit(&g) == first[i]);
}

/* Noughts before the first digit of a number are no words of it. */
static void
a_short_number_has_fewer_words(void **state)
{
	struct block_sum one = { { 0, 0, 0, 0, 0, 0, 0, 1 } };
	struct block_sum high = { { 0, 0, 1, 0, 0, 0, 0, 1 } };
	uint32_t x[PCG64_POOL], y[PCG64_POOL];

	(void)state;
	pcg64_pool(&one, x);
	pcg64_pool(&high, y);
	assert_memory_not_equal(x, y, sizeof x);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v8_a_seed_is_stirred_as_numpy_does),
		cmocka_unit_test(v8_numbers_follow_to_the_bit),
		cmocka_unit_test(v8_so_do_those_of_another_seed),
		cmocka_unit_test(a_short_number_has_fewer_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
