/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include "text/base64.h"

#include "ledger/checkpoint.h"
#include "ledger/line.h"

void
checkpoint_write(struct buf *out, const struct checkpoint *c)
{
	buf_printf(out, "%s\n%" PRId64 "\n", c->origin, c->size);
	base64_put(out, c->root, HASH_SIZE);
	buf_char(out, '\n');
}

bool
checkpoint_parse(struct arena *a, const char *text, size_t n,
    const char *name, struct checkpoint *out, struct err *e)
{
	struct lines l = { text, text + n };
	struct line origin, s;
	struct checkpoint c;

	if (!line_next(&l, &origin) || origin.n == 0)
		return err_at(e, (struct place){ name, 1, 0 },
		    "found no origin of a log");
	if (!line_next(&l, &s) || !line_number(s, &c.size))
		return err_at(e, (struct place){ name, 2, 0 },
		    "found no size of a log, expected a whole number");
	if (!line_next(&l, &s) || !line_hash(s, c.root))
		return err_at(e, (struct place){ name, 3, 0 },
		    "found no root of a log, expected 32 bytes in base64");
	for (int64_t at = 4; l.p < l.end; at++)
		if (!line_next(&l, &s) || s.n == 0)
			return err_at(e, (struct place){ name, at, 0 },
			    "found an empty line or one without end");
	c.origin = arena_str(a, origin.p, origin.n);
	*out = c;
	return true;
}
