/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "text/csv.h"

#include "cli/audit_key.h"

static void
put(struct buf *out, const char *text)
{
	if (text != NULL)
		csv_put_exact(out, text, strlen(text));
	buf_char(out, ',');
}

char *
audit_key_batch(struct arena *a, const char *unit, const char *tabulator,
    const char *batch)
{
	struct buf b CLEANUP(buf_free) = { 0 };

	put(&b, unit);
	put(&b, tabulator);
	put(&b, batch);
	return arena_str(a, b.p, b.len);
}

char *
audit_key_item(struct arena *a, const char *batch, int64_t position)
{
	return position == 0 ? arena_printf(a, "%s,", batch) :
	    arena_printf(a, "%s%" PRId64 ",", batch, position);
}

static int
by_text(const void *x, const void *y)
{
	const struct audit_key *p = x, *q = y;

	return strcmp(p->text, q->text);
}

void
audit_keys_sort(struct audit_keys *k)
{
	if (k->n > 0)
		qsort(k->key, k->n, sizeof *k->key, by_text);
}

bool
audit_keys_find(const struct audit_keys *k, const char *text, size_t *at)
{
	struct audit_key wanted = { text, 0 };
	const struct audit_key *found = k->n == 0 ? NULL :
	    bsearch(&wanted, k->key, k->n, sizeof wanted, by_text);

	if (found != NULL)
		*at = found->at;
	return found != NULL;
}
