/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <string.h>

#include "stat/digest.h"
#include "stat/ticket.h"

__extension__ typedef unsigned __int128 wide;

uint64_t
digest_mod(const struct block_sum *sum, uint64_t n)
{
	uint64_t r = 0;

	assert(n > 0);
	for (int i = 0; i < 8; i += 2) {
		uint64_t two = (uint64_t)sum->word[i] << 32 | sum->word[i + 1];

		r = (uint64_t)(((wide)r << 64 | two) % n);
	}
	return r;
}

int
digest_cmp(const struct block_sum *a, const struct block_sum *b)
{
	for (int i = 0; i < 8; i++)
		if (a->word[i] != b->word[i])
			return a->word[i] < b->word[i] ? -1 : 1;
	return 0;
}

double
digest_unit(const struct block_sum *sum)
{
	uint64_t top, rest = 0;
	int i = 0, zeros;
	double unit = 1;

	while (i < 8 && sum->word[i] == 0)
		i++;
	if (i == 8)
		return 0;
	zeros = __builtin_clz(sum->word[i]);
	/* 64 bits from the first that is set; what follows decides halves only. */
	top = (uint64_t)sum->word[i] << 32;
	if (i < 7)
		top |= sum->word[i + 1];
	top <<= zeros;
	if (i < 6) {
		uint64_t third = (uint64_t)sum->word[i + 2] << zeros;

		top |= third >> 32;
		rest |= (uint32_t)third;
	}
	for (int j = i + 3; j < 8; j++)
		rest |= sum->word[j];
	top |= rest != 0;
	for (int bits = 32 * i + zeros; bits > 0; bits--)
		unit /= 2;
	return (double)top * 0x1p-64 * unit;
}

char *
digest_text(char out[DIGEST_TEXT], const struct block_sum *sum)
{
	char turned[TICKET_DIGITS + 1];
	size_t n = ticket_digits(turned, sum);

	while (n > 1 && turned[n - 1] == '0')
		n--;
	for (size_t i = 0; i < n; i++)
		out[i] = turned[n - 1 - i];
	out[n] = '\0';
	return out;
}
