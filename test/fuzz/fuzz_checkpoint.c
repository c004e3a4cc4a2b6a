/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes: a checkpoint that is read begins with what is written of it. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "ledger/checkpoint.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf b CLEANUP(buf_free) = { 0 };
	struct checkpoint c;
	struct err e;

	if (!checkpoint_parse(&a, (const char *)data, size, "f", &c, &e) ||
	    memchr(data, '\0', size) != NULL)
		return 0;
	checkpoint_write(&b, &c);
	CHECK(b.len <= size && memcmp(b.p, data, b.len) == 0);
	return 0;
}
