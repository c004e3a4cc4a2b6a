/* SPDX-License-Identifier: Apache-2.0 */
/* digest: what a SHA-256 digest is as a number of 256 bits, most significant bit first. */
#ifndef STAT_DIGEST_H
#define STAT_DIGEST_H

#include <stdint.h>

#include "crypt/block.h"

/* digest_mod(sum, n): The rest of its division by ${n} > 0. */
uint64_t digest_mod(const struct block_sum *sum, uint64_t n);

/* digest_unit(sum): Divided by 2^256: rounded to the nearest double, half to even; it can be 1. */
double digest_unit(const struct block_sum *sum);

/* digest_cmp(a, b): -1, 0 or 1 as ${a} is below, equal to or above ${b}. */
int digest_cmp(const struct block_sum *a, const struct block_sum *b);

/* digest_text(out, sum): In decimal, without noughts in front; returns ${out}. */
#define DIGEST_TEXT 79
char *digest_text(char out[DIGEST_TEXT], const struct block_sum *sum);

#endif
