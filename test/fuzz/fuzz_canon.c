/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes: canonical is exactly what canon_write makes of what the reader takes. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "text/canon.h"
#include "text/json.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf b CLEANUP(buf_free) = { 0 };
	struct memory m = { (const char *)data, size };
	struct json_value *v;
	struct err e;
	bool is = canon_is((const char *)data, size);

	if (!json_tree(&a, (struct feed){ memory_fill, &m, "f" }, &v, &e) ||
	    !canon_write(&b, v, "f", &e)) {
		CHECK(!is);
		return 0;
	}
	CHECK(canon_is(b.p, b.len));
	CHECK(is == (b.len == size && memcmp(b.p, data, size) == 0));
	return 0;
}
