/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "stat/cryptorandom.h"
#include "stat/digest.h"

#define SEED "12345678901234567890"

static void
expect_hex(const struct block_sum *sum, const char *hex)
{
	char found[65];

	for (int i = 0; i < 8; i++)
		(void)snprintf(found + 8 * i, 9, "%08x", (unsigned)sum->word[i]);
	assert_string_equal(found, hex);
}

static void
v10_digests(void **state)
{
	static const char *const hex[] = {
		"ed62fa818e24178bacddf881b26221e52436f1c1040b10d416e709f962df2953",
		"310d959ce65476647a3ec93074beff0aa6d720949207daf915712fd574635165",
		"95a9e62c49455ae0bfcea9849f6ff096015124b8a0d7d0a9dfd451c5fafa22b7",
		"2fdb73de3b70d955d6e27e531b71ef07f13c909081150c1eae21fe64ede0c4de",
	};
	struct cryptorandom c = cryptorandom_of(SEED);

	(void)state;
	for (size_t i = 0; i < sizeof hex / sizeof hex[0]; i++) {
		struct block_sum sum = cryptorandom_next(&c);

		expect_hex(&sum, hex[i]);
	}
}

static void
v10_units(void **state)
{
	static const double unit[] = { .9272915426537484, .1916135318809483,
		.5846237047310486, .18694233108130068 };
	struct cryptorandom c = cryptorandom_of(SEED);

	(void)state;
	for (size_t i = 0; i < sizeof unit / sizeof unit[0]; i++)
		assert_true(cryptorandom_unit(&c) == unit[i]);
}

static void
v10_whole_numbers(void **state)
{
	static const uint64_t rest[] = { 876, 766, 536, 423, 164 };
	static const uint64_t below[] = { 340, 971, 558, 998, 778 };
	static const uint64_t five[] = { 3, 2, 4 };
	struct cryptorandom a = cryptorandom_of(SEED), b = a, c = a;

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		assert_int_equal(1 + cryptorandom_rest(&a, 1000), rest[i]);
		assert_int_equal(1 + cryptorandom_below(&b, 1000), below[i]);
	}
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(cryptorandom_below(&c, 5), five[i]);
	assert_int_equal(cryptorandom_below(&c, 1), 0);
}

/* SHANGRLA's numbers of the first six cards. */
static void
v11_numbers_of_cards(void **state)
{
	static const char *const number[] = {
		"100208482908198438057700745423243738999845662853049614266130533283921761365671",
		"110846008161175576680233257902513220189078017351879307894895683391121667139914",
		"111372710190228703430127569503864422740247033313626061306936952625311966289280",
		"28304496951881386685662152998772090218382165797852948349225983242895987083552",
		"20228266054223484638528031288855898942293276303637755328813069520574685461652",
		"93838330019164869717966768063938259297046489853954854934402443181124696542865",
	};
	struct cryptorandom c = cryptorandom_of("1234567890");

	(void)state;
	for (size_t i = 0; i < sizeof number / sizeof number[0]; i++) {
		struct block_sum sum = cryptorandom_next(&c);
		char text[DIGEST_TEXT];

		assert_string_equal(digest_text(text, &sum), number[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v10_digests),
		cmocka_unit_test(v10_units),
		cmocka_unit_test(v10_whole_numbers),
		cmocka_unit_test(v11_numbers_of_cards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
