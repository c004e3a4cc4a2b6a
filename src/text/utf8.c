/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <string.h>

#include "text/scan.h"
#include "text/utf8.h"

/* How many bytes of ${p} are ASCII, before the first that is not. */
static size_t
skip_ascii(const char *p, size_t n)
{
	size_t i = 0;

	for (; n - i >= 32; i += 32) {
		uint64_t w = scan_load(p + i) | scan_load(p + i + 8) |
		    scan_load(p + i + 16) | scan_load(p + i + 24);

		if ((w & SCAN_TOPS) != 0)
			break;
	}
	for (; n - i >= 8; i += 8) {
		uint64_t tops = scan_load(p + i) & SCAN_TOPS;

		if (tops != 0)
			return i + scan_first(tops);
	}
	while (i < n && (p[i] & 0x80) == 0)
		i++;
	return i;
}

/*
 * The length of the character, not of ASCII, that begins the ${n} > 0 bytes at
 * ${s}; 0 if none does.  RFC 3629 section 4: the range of the second byte shuts
 * out overlong forms, surrogates and what lies beyond U+10FFFF.
 */
static size_t
character(const unsigned char *s, size_t n)
{
	unsigned char a = s[0], low = 0x80, high = 0xBF;
	size_t len;

	if (a < 0xC2 || a > 0xF4)
		return 0;
	len = a < 0xE0 ? 2 : a < 0xF0 ? 3 : 4;
	if (a == 0xE0)
		low = 0xA0;
	else if (a == 0xED)
		high = 0x9F;
	else if (a == 0xF0)
		low = 0x90;
	else if (a == 0xF4)
		high = 0x8F;
	if (n < len || s[1] < low || s[1] > high)
		return 0;
	for (size_t i = 2; i < len; i++)
		if ((s[i] & 0xC0) != 0x80)
			return 0;
	return len;
}

bool
utf8_valid(const char *p, size_t n, size_t *at)
{
	const unsigned char *s = (const unsigned char *)p;
	size_t i = skip_ascii(p, n);

	while (i < n) {
		size_t len = character(s + i, n - i);

		if (len == 0) {
			*at = i;
			return false;
		}
		i += len;
		i += skip_ascii(p + i, n - i);
	}
	return true;
}

uint32_t
utf8_decode(const char *p, size_t n, size_t *len)
{
	const unsigned char *s = (const unsigned char *)p;
	uint32_t c = s[0];

	*len = 1;
	if (c < 0x80)
		return c;
	if ((*len = character(s, n)) == 0) {
		*len = 1;
		return 0xFFFD;
	}
	c &= 0xFFu >> (*len + 1);
	for (size_t i = 1; i < *len; i++)
		c = c << 6 | (s[i] & 0x3F);
	return c;
}
