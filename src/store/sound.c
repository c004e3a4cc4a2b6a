/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"

#include "store/inside.h"

bool
store_sound(struct store *s, store_fault *fault, void *ctx, struct err *e)
{
	const struct statement look = { ST_SOUND, s->db->is->sound, 1 };
	struct rows r CLEANUP(db_end) = { 0 };
	struct value v[VALUES];
	bool got;

	if (look.sql == NULL)
		return true;
	TRY(db_rows(s->db, &look, NULL, 0, &r, e));
	TRY(db_next(&r, &got, v, e));
	while (got) {
		if (strcmp(v[0].b.p, "ok") != 0)
			fault(ctx, v[0].b.p);
		TRY(db_next(&r, &got, v, e));
	}
	return true;
}
