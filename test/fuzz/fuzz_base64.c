/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes: what is read is written back the same, and bytes go both ways. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#include "text/base64.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf b CLEANUP(buf_free) = { 0 };
	char *to = arena_zero(&a, 1, size + 3);
	size_t n;

	if (base64_get(to, size, (const char *)data, size, &n)) {
		buf_str(&b, "");
		base64_put(&b, to, n);
		CHECK(b.len == size && memcmp(b.p, data, size) == 0);
	}
	b.len = 0;
	buf_str(&b, "");
	base64_put(&b, data, size);
	CHECK(base64_get(to, size, b.p, b.len, &n));
	CHECK(n == size && (n == 0 || memcmp(to, data, n) == 0));
	return 0;
}
