/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"

#include "crypt/hash.h"

#include "stat/digest.h"
#include "stat/ticket.h"

__extension__ typedef unsigned __int128 wide;

#define LEAST_DIGITS 64			/* Rivest pads to as many */
#define CHUNK        19			/* digits that fit into 64 bits */
#define TEN_CHUNK    UINT64_C(10000000000000000000)
#define TEN_KEY      UINT64_C(1000000000000000000)

struct block_text
ticket_seed(const char *seed)
{
	struct block_text t = block_text();
	char hex[HASH_HEX];

	hash_hex(seed, strlen(seed), hex);
	block_text_add(&t, hex, HASH_HEX - 1);
	return t;
}

/* The rest of ${n}, four words most significant first, after its division by 10^19. */
static uint64_t
cut_chunk(uint64_t n[4])
{
	uint64_t r = 0;

	for (int i = 0; i < 4; i++) {
		wide x = (wide)r << 64 | n[i];

		n[i] = (uint64_t)(x / TEN_CHUNK);
		r = (uint64_t)(x - (wide)n[i] * TEN_CHUNK);
	}
	return r;
}

size_t
ticket_digits(char out[TICKET_DIGITS + 1], const struct block_sum *sum)
{
	char all[5 * CHUNK];
	uint64_t n[4];
	size_t len = TICKET_DIGITS;

	for (int i = 0; i < 4; i++)
		n[i] = (uint64_t)sum->word[2 * i] << 32 | sum->word[2 * i + 1];
	for (int chunk = 0; chunk < 5; chunk++) {
		uint64_t r = cut_chunk(n);

		for (int i = 0; i < CHUNK; i++, r /= 10)
			all[CHUNK * chunk + i] = (char)('0' + (int)(r % 10));
	}
	while (len > LEAST_DIGITS && all[len - 1] == '0')
		len--;
	memcpy(out, all, len);
	out[len] = '\0';
	return len;
}

/* The last ${n} digits of ${x}, turned round. */
static uint64_t
turned(uint64_t x, int n)
{
	uint64_t r = 0;

	for (; n > 0; n--, x /= 10)
		r = r * 10 + x % 10;
	return r;
}

uint64_t
ticket_key(const struct block_sum *sum)
{
	return turned(digest_mod(sum, TEN_KEY), TICKET_KEY);
}

struct ticket_glance
ticket_glance(uint64_t key)
{
	struct ticket_glance g;

	for (int i = TICKET_KEY; i-- > 0; key /= 10)
		if (i < TICKET_GLANCE)
			g.digit[i] = (unsigned char)(key % 10);
	return g;
}

void
ticket_first(struct buf *out, const struct block_text *seed, const char *id)
{
	struct block_sum sum = block_text_end(*seed, id, strlen(id));
	char digits[TICKET_DIGITS + 1];

	buf_str(out, "0.");
	buf_put(out, digits, ticket_digits(digits, &sum));
}

static size_t
nines(const char *digits)
{
	return strspn(digits, "9");
}

/* Is "0.", some nines and ${digits} more than the ticket whose rest is ${rest}, with a nought behind it? */
static bool
is_above(const char *digits, const char *rest)
{
	size_t n = strlen(rest);
	int order = strncmp(digits, rest, n);

	return order > 0 || (order == 0 && strcmp(digits + n, "0") > 0);
}

void
ticket_next(struct buf *out, const char *ticket)
{
	size_t kept = 2 + nines(ticket + 2);
	struct block_text t = block_text();
	char digits[TICKET_DIGITS + 1], number[24];
	uint64_t i = 0;

	assert(strncmp(ticket, "0.", 2) == 0);
	block_text_add(&t, ticket, strlen(ticket));
	block_text_add(&t, ":", 1);
	do {
		int n = snprintf(number, sizeof number, "%llu",
		    (unsigned long long)++i);
		struct block_sum sum = block_text_end(t, number, (size_t)n);

		(void)ticket_digits(digits, &sum);
	} while (!is_above(digits, ticket + kept));
	buf_put(out, ticket, kept);
	buf_str(out, digits);
}

size_t
ticket_shown(const char *ticket, size_t digits)
{
	size_t n = strlen(ticket), want = 2 + nines(ticket + 2) + digits;

	return want < n ? want : n;
}
