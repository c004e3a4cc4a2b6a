/* SPDX-License-Identifier: Apache-2.0 */
/* The one call that OpenSSL 3 has for a single block is an old one. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#include <stdbool.h>
#include <string.h>

#include "crypt/block.h"

#include "crypt/block_x86.h"

struct block_sum
block_start(void)
{
	return (struct block_sum){ {
		0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
		0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
	} };
}

void
block_add(struct block_sum *s, const unsigned char block[BLOCK_SIZE])
{
	SHA256_CTX c;

	_Static_assert(sizeof c.h == sizeof s->word, "eight words");
	memcpy(c.h, s->word, sizeof c.h);
	SHA256_Transform(&c, block);
	memcpy(s->word, c.h, sizeof c.h);
}

void
block_add_four(struct block_sum s[BLOCK_LANES],
    const unsigned char *const block[BLOCK_LANES])
{
	if (block_x86_can()) {
		block_x86_four(s, block);
		return;
	}
	for (int i = 0; i < BLOCK_LANES; i++)
		block_add(&s[i], block[i]);
}

struct block_text
block_text(void)
{
	return (struct block_text){ .sum = block_start() };
}

void
block_text_add(struct block_text *t, const void *p, size_t n)
{
	const unsigned char *from = p;
	size_t have = t->total % BLOCK_SIZE;

	t->total += n;
	while (n >= BLOCK_SIZE - have) {
		memcpy(t->wait + have, from, BLOCK_SIZE - have);
		block_add(&t->sum, t->wait);
		from += BLOCK_SIZE - have;
		n -= BLOCK_SIZE - have;
		have = 0;
	}
	if (n > 0)
		memcpy(t->wait + have, from, n);
}

void
block_length(unsigned char end[8], uint64_t total)
{
	for (int i = 8; i-- > 0; total >>= i == 7 ? 5 : 8)
		end[i] = (unsigned char)(i == 7 ? total << 3 : total);
}

struct block_sum
block_text_end(struct block_text t, const void *p, size_t n)
{
	size_t have;

	block_text_add(&t, p, n);
	have = t.total % BLOCK_SIZE;
	t.wait[have++] = 0x80;
	memset(t.wait + have, 0, BLOCK_SIZE - have);
	if (have > BLOCK_SIZE - 8) {
		block_add(&t.sum, t.wait);
		memset(t.wait, 0, sizeof t.wait);
	}
	block_length(t.wait + BLOCK_SIZE - 8, t.total);
	block_add(&t.sum, t.wait);
	return t.sum;
}
