/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "stat/counter.h"
#include "stat/digest.h"

uint64_t
counter_pick(const char *seed, int64_t i, uint64_t n)
{
	struct block_text text = block_text();
	struct block_sum sum;
	char number[24];
	int length = snprintf(number, sizeof number, ",%" PRId64, i);

	block_text_add(&text, seed, strlen(seed));
	sum = block_text_end(text, number, (size_t)length);
	return digest_mod(&sum, n);
}
