/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>

#include "base/buf.h"

#include "text/base64.h"

static const char letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
base64_put(struct buf *out, const void *p, size_t n)
{
	const unsigned char *s = p;
	char four[4];

	for (; n >= 3; n -= 3, s += 3) {
		four[0] = letters[s[0] >> 2];
		four[1] = letters[(s[0] & 3) << 4 | s[1] >> 4];
		four[2] = letters[(s[1] & 15) << 2 | s[2] >> 6];
		four[3] = letters[s[2] & 63];
		buf_put(out, four, 4);
	}
	if (n == 0)
		return;
	four[0] = letters[s[0] >> 2];
	four[1] = letters[(s[0] & 3) << 4 | (n == 2 ? s[1] >> 4 : 0)];
	four[2] = '=';
	if (n == 2)
		four[2] = letters[(s[1] & 15) << 2];
	four[3] = '=';
	buf_put(out, four, 4);
}

/* The six bits of a letter; 64 and more: none. */
static unsigned
bits(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (unsigned)(c - 'A');
	if (c >= 'a' && c <= 'z')
		return (unsigned)(c - 'a') + 26;
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0') + 52;
	return c == '+' ? 62 : c == '/' ? 63 : 64;
}

/* Four letters, of which the last ${pad} are '='; bits that are left over are 0. */
static bool
take_four(const char *p, size_t pad, uint32_t *word)
{
	uint32_t w = 0;

	for (size_t i = 0; i < 4; i++) {
		unsigned b = i < 4 - pad ? bits(p[i]) : 0;

		if (b > 63)
			return false;
		w = w << 6 | b;
	}
	*word = w;
	return (w & ((1u << 8 * pad) - 1)) == 0;
}

bool
base64_get(void *to, size_t room, const char *p, size_t n, size_t *got)
{
	size_t pad = 0, at = 0;
	unsigned char *out = to;
	uint32_t w;

	if (n % 4 != 0)
		return false;
	if (n > 0 && p[n - 1] == '=')
		pad = p[n - 2] == '=' ? 2 : 1;
	if (n / 4 * 3 - pad > room)
		return false;
	for (size_t i = 0; i < n; i += 4) {
		size_t less = i + 4 == n ? pad : 0;

		if (!take_four(p + i, less, &w))
			return false;
		for (size_t k = 0; k < 3 - less; k++)
			out[at++] = (unsigned char)(w >> (16 - 8 * k));
	}
	*got = at;
	return true;
}
