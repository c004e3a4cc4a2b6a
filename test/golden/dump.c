/* SPDX-License-Identifier: Apache-2.0 */
/* dump ELECTION: every table that follows from a log, as lines, to compare two stores by. */
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "store/store.h"

static bool
dump(struct arena *a, const char *address, struct buf *out, struct err *e)
{
	struct store *s CLEANUP(store_close) = NULL;

	TRY(store_open(a, address, STORE_READ, &s, e));
	return store_dump(s, out, e);
}

int
main(int argc, char *argv[])
{
	struct arena a CLEANUP(arena_free) = { 0 };
	struct buf out CLEANUP(buf_free) = { 0 };
	struct err e = { 0 };

	if (argc == 2 && dump(&a, argv[1], &out, &e))
		return fwrite(out.p, 1, out.len, stdout) == out.len ? 0 : 1;
	(void)fprintf(stderr, "dump: %s\n", e.text);
	return 1;
}
