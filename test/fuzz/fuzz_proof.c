/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes: a proof that is read and written again says the same. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "ledger/proof.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf b CLEANUP(buf_free) = { 0 };
	struct tlog_proof p, q;
	struct err e;

	if (!proof_parse(&a, (const char *)data, size, "f", &p, &e))
		return 0;
	proof_write(&b, &p);
	CHECK(proof_parse(&a, b.p, b.len, "f", &q, &e));
	CHECK(p.index == q.index && p.path.n == q.path.n && p.n == q.n);
	CHECK(memcmp(p.path.node, q.path.node, p.path.n * HASH_SIZE) == 0);
	CHECK(memcmp(p.checkpoint, q.checkpoint, p.n) == 0);
	return 0;
}
