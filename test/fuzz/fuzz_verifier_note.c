/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a note, a verifier key, base64, hexadecimal and a list of files:
 * a note falls apart into what it was, and each spelling is the only one.
 */
#include <string.h>

#include "bundle.h"

#include "fuzz.h"

static void
check_base64(struct text t)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	uint8_t out[4096];
	size_t n = t.n / 4 * 3;

	/* Of exactly so many bytes: one of three lengths, by the padding. */
	if (t.n == 0 || t.n >= sizeof out)
		return;
	n -= (size_t)(t.p[t.n - 1] == '=') +
	    (size_t)(t.n > 1 && t.p[t.n - 2] == '=');
	if (!base64_read(t, out, n))
		return;
	CHECK(t.n == (n + 2) / 3 * 4);
	for (size_t i = 0; i < n; i++) {
		/* The four digits of which the byte is a part, from the bytes. */
		uint32_t three = (uint32_t)out[i / 3 * 3] << 16;

		three |= i / 3 * 3 + 1 < n ? (uint32_t)out[i / 3 * 3 + 1] << 8 : 0;
		three |= i / 3 * 3 + 2 < n ? out[i / 3 * 3 + 2] : 0;
		CHECK(t.p[i / 3 * 4] == digits[three >> 18]);
		CHECK(t.p[i / 3 * 4 + 1] == digits[three >> 12 & 63]);
		CHECK(t.p[i / 3 * 4 + 2] == (i / 3 * 3 + 1 < n ?
		    digits[three >> 6 & 63] : '='));
		CHECK(t.p[i / 3 * 4 + 3] == (i / 3 * 3 + 2 < n ?
		    digits[three & 63] : '='));
	}
}

static void
check_hex(struct text t)
{
	struct hash h;

	if (t.n == 2 * sizeof h.b && hex_read(t, h.b, sizeof h.b))
		CHECK(memcmp(hash_hex(&h), t.p, t.n) == 0);
}

static void
check_list(struct text rest)
{
	struct listed l;

	while (rest.n > 0 && listed_next(&rest, &l)) {
		CHECK(l.path.n > 0 && l.path.p[0] != '/');
		CHECK(memchr(l.path.p, '\0', l.path.n) == NULL);
		for (size_t i = 0; i + 1 < l.path.n; i++)
			CHECK(memcmp(l.path.p + i, "//", 2) != 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct text t = { (const char *)data, size };
	struct vkey key;
	struct note n;
	struct checkpoint c;
	uint64_t time;

	check_base64(t);
	check_hex(t);
	check_list(t);
	if (vkey_read(t, &key))
		CHECK(key.name.n > 0);
	else
		key = (struct vkey){ .name = TEXT("a"), .type = 1 };
	if (note_read(t, &n) != NULL)
		return 0;
	CHECK(n.text.n + 1 + n.lines.n == size);
	CHECK(n.text.p[n.text.n - 1] == '\n' && n.lines.p[-1] == '\n');
	CHECK(note_signed(&n, &key, NULL) != SIGNED);
	CHECK(note_signed(&n, &key, &time) != SIGNED);
	if (checkpoint_read(&n, &c))
		CHECK(c.origin.n > 0);
	return 0;
}
