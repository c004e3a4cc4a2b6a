/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes read as election.json: what is accepted is written in the
 * canonical form, which reads back to the same; a refusal names its place.
 */
#include "read/definition.h"

#include "fuzz_read.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf one CLEANUP(buf_free) = { 0 };
	struct buf two CLEANUP(buf_free) = { 0 };
	struct bytes text = { (const char *)data, size };
	struct election *el;
	struct err e = { 0 };

	if (!definition_parse(&a, text, "f", &el, &e)) {
		CHECK(e.kind == ERR_INPUT && strncmp(e.text, "f:", 2) == 0);
		return 0;
	}
	definition_write(&one, el);
	CHECK(definition_parse(&a, (struct bytes){ one.p, one.len }, "f", &el,
	    &e));
	definition_write(&two, el);
	CHECK(one.len == two.len && memcmp(one.p, two.p, one.len) == 0);
	return 0;
}
