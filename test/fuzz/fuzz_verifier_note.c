/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a note, a verifier key, base64, hexadecimal and a list of files:
 * a note falls apart into what it was, and each spelling is the only one.
 */
#include <string.h>

#include <sodium.h>

#include "bundle.h"

#include "fuzz.h"

/* Of so many bytes as it should be, and written again it is the same. */
static void
check_base64(struct text t)
{
	uint8_t out[300];
	char back[401];
	size_t n = t.n / 4 * 3;

	for (size_t pad = 0; pad < 3 && n >= pad && n <= 300; pad++) {
		if (!base64_read(t, out, n - pad))
			continue;
		CHECK(sodium_base64_ENCODED_LEN(n - pad,
		    sodium_base64_VARIANT_ORIGINAL) == t.n + 1);
		(void)sodium_bin2base64(back, sizeof back, out, n - pad,
		    sodium_base64_VARIANT_ORIGINAL);
		CHECK(memcmp(back, t.p, t.n) == 0);
	}
}

static void
check_hex(struct text t)
{
	uint8_t out[64];
	char back[129];

	if (t.n > 128 || !hex_read(t, out, t.n / 2))
		return;
	(void)sodium_bin2hex(back, sizeof back, out, t.n / 2);
	CHECK(t.n % 2 == 0 && memcmp(back, t.p, t.n) == 0);
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
	uint64_t time = 0;

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
